//! Generates a realistic round, solves it within the default limits, and prints one JSON object without the sessions:
//! `cargo run --release --example solve_generated -- SEED CANDIDATES INTERVIEWERS WEEKS [mixed] [ample]`.
//!
//! `mixed` means durations of 30 to 90 minutes instead of an hour, `ample` means larger capacities. The figures of the
//! README were made with it.

#[path = "../tests/matching/generator.rs"]
#[expect(dead_code, reason = "the tests use all of it")]
mod generator;
mod report;

use candor_solver::{Limits, solve, verify};
use generator::{Family, family};
use std::process::ExitCode;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the purpose of the example")]
fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = arguments.iter().map_while(|it| it.parse().ok()).collect();
    let &[seed, candidates, interviewers, weeks] = &numbers[..] else {
        eprintln!("usage: solve_generated SEED CANDIDATES INTERVIEWERS WEEKS [mixed] [ample]");
        return ExitCode::FAILURE;
    };
    let has = |word: &str| arguments.iter().any(|it| it == word);
    let parameters = Family { candidates, interviewers, weeks, mixed: has("mixed"), ample: has("ample") };
    let round = family(seed as u64, parameters);
    let outcome = solve(&round, &Limits::DEFAULT);
    if let Err(violations) = verify(&round, &outcome) {
        eprintln!("the outcome breaks rules: {violations:?}");
        return ExitCode::FAILURE;
    }
    let mut report = report::report(&outcome);
    if let Some(report) = report.as_object_mut() {
        report.remove("sessions");
    }
    println!("{report}");
    ExitCode::SUCCESS
}
