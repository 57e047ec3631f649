//! The source of the figures in docs/performance.md: `scripts/bench` runs this on both databases.
//!
//! Each figure is of a Candor in a separate process, as in production, with a few concurrent clients over loopback. The
//! clients share the machine with it, so the requests per second are those of the whole machine; the CPU time is the
//! server's alone, as counted by the kernel.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a program for a terminal")]

mod clients;
mod club;
#[path = "../../tests/suite/support/many.rs"]
mod many;
mod place;
mod server;

use clients::{Figures, ask, ask_all};
use club::Club;
use place::Place;
use server::Server;

/// Number of concurrent clients.
const CLIENTS: usize = 4;

fn main() {
    // cargo adds its own flag.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let chosen = |all: &[&'static str]| -> Vec<&'static str> {
        let named: Vec<_> = all.iter().copied().filter(|name| words.iter().any(|word| word == name)).collect();
        if named.is_empty() { all.to_vec() } else { named }
    };
    println!(
        "| database | interviewers | request | a second | server CPU ms | database CPU ms | p50 ms | p95 ms | bytes | gzipped | SQL | MB |"
    );
    println!("| --- | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    for database in chosen(&["sqlite", "postgres"]) {
        for interviewers in chosen(&["10", "100", "1000", "10000"]) {
            measure(&Place::new(database), database, interviewers.parse().unwrap());
        }
    }
}

fn measure(place: &Place, database: &str, interviewers: usize) {
    let club = Club::fill(place, interviewers);
    let server = Server::start(place);
    let row = |request: &str, figures: Figures| println!("| {database} | {interviewers} | {request} | {figures} |");
    for (request, path) in [
        ("openings, first page", "/v1/openings?topics=promises,react"),
        ("openings that fit", "/v1/openings?kind=concepts&level=junior&topics=promises,react&language=en"),
    ] {
        row(request, ask(&server, &club, path));
    }
    row("openings, all of 14 days", ask_all(&server, &club, "/v1/openings?topics=promises,react&limit=100"));
    row("bookings", clients::book(&server, &club));
}
