//! Solves a round from a JSON file and prints one JSON object:
//! `cargo run --release --example solve_round -- FILE.json [--seconds N]`.
//!
//! Without `--seconds` the default limits apply, and the result is always the same. With it the solver continues until
//! everything is proven or the time is up.

#[path = "../tests/matching/instance.rs"]
pub mod instance;
mod report;

use candor_solver::{Limits, solve, verify};
use serde_json::Value;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const USAGE: &str = "usage: solve_round FILE.json [--seconds N]";

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the purpose of the example")]
fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The output for these arguments, or what is wrong with them.
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<Value, String> {
    let (mut file, mut seconds) = (None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => {
                let number = arguments.next().and_then(|number| number.parse::<u32>().ok());
                seconds = Some(number.ok_or(format!("--seconds needs a whole number\n{USAGE}"))?);
            }
            flag if flag.starts_with('-') => return Err(format!("{flag} is unknown\n{USAGE}")),
            _ if file.is_some() => return Err(format!("one file at a time\n{USAGE}")),
            _ => file = Some(argument),
        }
    }
    let file = file.ok_or(USAGE)?;
    let end = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds.into()));
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    let round = serde_json::from_str::<instance::Instance>(&text).map_err(|error| format!("{file}: {error}"))?.round();
    // Leaves time for the reasons of the unmatched candidates and for verifying the outcome.
    let pairs = round.candidates.len() * round.interviewers.len();
    let end = end.map(|end| end.checked_sub(Duration::from_nanos(50 * pairs as u64)).unwrap_or(end));
    let keep_going = || end.is_none_or(|end| Instant::now() < end);
    let unbounded = Limits { keep_going: &keep_going, ..Limits::unbounded() };
    let outcome = solve(&round, if end.is_some() { &unbounded } else { &Limits::DEFAULT });
    verify(&round, &outcome).map_err(|violations| format!("the outcome breaks rules: {violations:?}"))?;
    Ok(report::report(&outcome))
}
