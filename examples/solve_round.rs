//! Solves a round from a JSON file and prints one JSON object:
//! `cargo run --release --example solve_round -- FILE.json [--seconds N]`.
//!
//! Without `--seconds` the work is bounded by counts, and the answer is always the same. With it the solver
//! goes on until there is nothing left to prove or the time is up.

#[path = "../tests/matching/instance.rs"]
mod instance;

use candor::rules::matching::{Limits, Outcome, Proof, solve, verify};
use std::error::Error;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which file?")?;
    let seconds: Option<u64> = match arguments.next().as_deref() {
        None => None,
        Some("--seconds") => Some(arguments.next().ok_or("how many seconds?")?.parse()?),
        Some(other) => return Err(format!("{other} is unknown; there is --seconds N").into()),
    };
    let round = serde_json::from_str::<instance::Instance>(&std::fs::read_to_string(file)?)?.round();
    let end = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let keep_going = || end.is_none_or(|end| Instant::now() < end);
    let patient = Limits { keep_going: &keep_going, ..Limits::patient() };
    let outcome = solve(&round, if end.is_some() { &patient } else { &Limits::DEFAULT });
    verify(&round, &outcome).map_err(|violations| format!("the outcome breaks the rules: {violations:?}"))?;
    report(&outcome)
}

#[expect(clippy::print_stdout, reason = "this is what it is for")]
fn report(outcome: &Outcome) -> Result<(), Box<dyn Error>> {
    let session = |it: &candor::rules::matching::Session| serde_json::json!({"candidate": it.candidate, "volunteer": it.volunteer, "start": it.start});
    let (bound, proof) = match outcome.proof {
        Proof::Optimal => (outcome.score.weight, "optimal".to_owned()),
        Proof::Weight { fit_at_most } => (outcome.score.weight, format!("optimal weight; fit at most {fit_at_most}")),
        Proof::Bound { weight_at_most } => {
            (weight_at_most, format!("weight within {:.3} %", 100.0 * outcome.proof.gap(outcome.score)))
        }
    };
    let report = serde_json::json!({
        "sessions": outcome.sessions.iter().map(session).collect::<Vec<_>>(),
        "matched": outcome.sessions.len(),
        "weight": outcome.score.weight,
        "fit": outcome.score.fit,
        "upper_bound_weight": bound,
        "proof": proof,
        "cpu_seconds": cpu_seconds(),
    });
    println!("{report}");
    Ok(())
}

/// CPU time of this process so far, from the kernel; none where `/proc` is not Linux's.
fn cpu_seconds() -> Option<f64> {
    // proc_pid_stat(5): fields 14 and 15, in ticks, of which Linux has 100 a second on every common machine.
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<_> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}
