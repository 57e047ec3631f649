//! Generates a realistic round, solves it within the default limits, and prints one JSON object without the sessions:
//! `cargo run --release --example solve_generated -- SEED CANDIDATES INTERVIEWERS WEEKS [mixed] [ample] [both=PERCENT]
//! [repeats=PERCENT]`.
//!
//! `mixed` means durations of 30 to 90 minutes instead of an hour, `ample` means larger capacities, `both` is the share
//! of candidates who also interview (as far as there are enough interviewers), and `repeats` is the share of pairs who
//! met recently. The figures in the README come from this example. With `write`, the round is printed instead, in the
//! format that `solve_round` reads.

#[path = "../tests/matching/generator.rs"]
#[expect(dead_code, reason = "the tests use all of it")]
mod generator;
#[path = "../tests/matching/instance.rs"]
#[expect(dead_code, reason = "the tests read it")]
mod instance;
mod report;

use candor_solver::{Limits, solve, verify};
use generator::{Family, family, with_both_seats, with_repeats};
use std::process::ExitCode;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the purpose of the example")]
fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = arguments.iter().map_while(|it| it.parse().ok()).collect();
    let &[seed, candidates, interviewers, weeks] = &numbers[..] else {
        eprintln!(
            "usage: solve_generated SEED CANDIDATES INTERVIEWERS WEEKS [mixed] [ample] [both=PERCENT] [repeats=PERCENT]"
        );
        return ExitCode::FAILURE;
    };
    let has = |word: &str| arguments.iter().any(|it| it == word);
    let parameters = Family { candidates, interviewers, weeks, mixed: has("mixed"), ample: has("ample") };
    let round = family(seed as u64, parameters);
    let both = arguments.iter().find_map(|it| it.strip_prefix("both=")?.parse().ok()).unwrap_or(0);
    let round = with_both_seats(round, seed as u64, both);
    let repeats = arguments.iter().find_map(|it| it.strip_prefix("repeats=")?.parse().ok()).unwrap_or(0);
    let round = with_repeats(round, seed as u64, repeats);
    if has("write") {
        match serde_json::to_string(&instance::Instance::of(round)) {
            Ok(text) => println!("{text}"),
            Err(error) => eprintln!("{error}"),
        }
        return ExitCode::SUCCESS;
    }
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
