//! Solves a round from a JSON file and prints one JSON object:
//! `cargo run --release --example solve_round -- FILE.json [--seconds N]`.
//!
//! Without `--seconds` the work is bounded by counts, and the answer is always the same. With it the solver
//! goes on until there is nothing left to prove or the time is up.

#[path = "../tests/matching/instance.rs"]
pub mod instance;

use candor_solver::{Limits, Outcome, Proof, Session, solve, verify};
use serde_json::{Value, json};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const USAGE: &str = "usage: solve_round FILE.json [--seconds N]";

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "this is what it is for")]
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

/// What is printed for these arguments, or what is wrong.
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
    // When time is up somebody still has to write down why each of the others has nobody, and to verify it all.
    let pairs = round.candidates.len() * round.interviewers.len();
    let end = end.map(|end| end.checked_sub(Duration::from_nanos(50 * pairs as u64)).unwrap_or(end));
    let keep_going = || end.is_none_or(|end| Instant::now() < end);
    let patient = Limits { keep_going: &keep_going, ..Limits::unbounded() };
    let outcome = solve(&round, if end.is_some() { &patient } else { &Limits::DEFAULT });
    verify(&round, &outcome).map_err(|violations| format!("the outcome breaks the rules: {violations:?}"))?;
    Ok(report(&outcome))
}

fn report(outcome: &Outcome) -> Value {
    let session = |it: &Session| json!({"candidate": it.candidate, "volunteer": it.interviewer, "start": it.start});
    let (bound, proof) = match outcome.proof {
        Proof::Optimal => (outcome.score.weight, "optimal".to_owned()),
        Proof::OptimalWeight { fit_bound } => {
            (outcome.score.weight, format!("optimal weight; fit at most {fit_bound}"))
        }
        Proof::WeightBound { weight_bound } => {
            (weight_bound, format!("weight within {:.3} %", 100.0 * outcome.proof.gap(outcome.score)))
        }
    };
    json!({
        "sessions": outcome.sessions.iter().map(session).collect::<Vec<_>>(),
        "matched": outcome.sessions.len(),
        "weight": outcome.score.weight,
        "fit": outcome.score.fit,
        "upper_bound_weight": bound,
        "proof": proof,
        "cpu_seconds": cpu_seconds(),
    })
}

/// CPU time of this process so far, from the kernel; none where `/proc` is not Linux's.
fn cpu_seconds() -> Option<f64> {
    // proc_pid_stat(5): fields 14 and 15, in ticks, of which Linux has 100 a second on every common machine.
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<_> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}
