//! Hostile requests to the real binary: memory, connections and response times for others stay within bounds.

mod bodies;
mod expensive;
mod metrics;

use crate::support::{Process, wait_until};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Its memory in MB: the most it ever had.
fn peak(candor: &Process) -> u64 {
    memory(candor, "VmHWM:")
}

fn memory(candor: &Process, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", candor.id())).unwrap();
    let line = status.lines().find_map(|found| found.strip_prefix(line)).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

/// A connection on which nothing has been said yet.
fn connect(candor: &Process) -> TcpStream {
    let stream = TcpStream::connect(candor.base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    stream
}

/// How long `/healthz` takes.
fn health(candor: &Process) -> Duration {
    let asked = Instant::now();
    candor.guest().get("/healthz").raw(200);
    asked.elapsed()
}
