use super::place::Place;
use candor::domain::Secret;
use diesel::RunQueryDsl;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const SECRET: &str = "a secret of the benchmark, long enough to sign";

/// A Candor in a separate process.
pub struct Server<'a> {
    pub base: String,
    child: Child,
    place: &'a Place,
}

/// CPU time used so far, in milliseconds.
#[derive(Clone, Copy)]
pub struct Cpu {
    pub server: f64,
    pub database: f64,
}

impl<'a> Server<'a> {
    pub fn secret() -> Secret<Vec<u8>> {
        Secret::new(SECRET.as_bytes().to_vec())
    }

    pub fn start(place: &'a Place) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(env!("CARGO_BIN_EXE_candor"))
            .env("DATABASE_URL", place.url())
            .env("DATA_DIR", place.folder.path())
            .env("BIND", format!("127.0.0.1:{port}"))
            .env("JWT_SECRET", SECRET)
            .env("RATE_LIMIT", "off")
            .env("LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { base: format!("http://127.0.0.1:{port}"), child, place };
        let began = Instant::now();
        while ureq::get(format!("{}/readyz", server.base)).call().is_err() {
            assert!(began.elapsed() < Duration::from_secs(20), "the server does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    /// The CPU time used so far by the server and by the PostgreSQL processes that currently serve it; the pool opens
    /// connections as needed, so these are looked up each time.
    pub fn cpu(&self) -> Cpu {
        let backends = self.backends();
        let database = backends.into_iter().map(|pid| cpu_of(pid.unsigned_abs())).sum();
        Cpu { server: cpu_of(self.child.id()), database }
    }

    fn backends(&self) -> Vec<i32> {
        if !self.place.is_postgres() {
            return Vec::new();
        }
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::Integer)]
            pid: i32,
        }
        let query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let rows: Vec<Row> = diesel::sql_query(query).load(&mut self.place.connection()).unwrap();
        rows.into_iter().map(|row| row.pid).collect()
    }

    /// The server's memory, in MB (VmRSS, proc(5)).
    pub fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
    }

    /// Number of SQL statements the server has run, by its own count.
    pub fn statements(&self) -> f64 {
        let text = ureq::get(format!("{}/metrics", self.base)).call().unwrap().into_body().read_to_string().unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("candor_sql_statements_total "));
        line.expect("the figure").parse().unwrap()
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// User and system time of a process, in milliseconds: fields 14 and 15 of its stat, in hundredths of a
/// second (proc(5), USER_HZ).
fn cpu_of(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() * 10.0
}
