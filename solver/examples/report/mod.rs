//! The JSON output of the examples.

use candor_solver::{Outcome, Proof, Session};
use serde_json::{Value, json};

/// An outcome as JSON. The names are those of a format that other solvers write too, so they stay as they are.
pub fn report(outcome: &Outcome) -> Value {
    let session = |it: &Session| json!({"candidate": it.candidate, "volunteer": it.interviewer, "start": it.start});
    let (bound, proof) = match outcome.proof {
        Proof::Optimal => (outcome.score.weight, "optimal".to_owned()),
        Proof::OptimalWeight { repeats_bound: 0, fit_bound } if outcome.score.repeats == 0 => {
            (outcome.score.weight, format!("optimal weight; fit at most {fit_bound}"))
        }
        Proof::OptimalWeight { repeats_bound, fit_bound } => {
            (outcome.score.weight, format!("optimal weight; repeats at least {repeats_bound}; fit at most {fit_bound}"))
        }
        Proof::WeightBound { weight_bound } => {
            (weight_bound, format!("weight within {:.3} %", 100.0 * outcome.proof.gap(outcome.score)))
        }
    };
    json!({
        "sessions": outcome.sessions.iter().map(session).collect::<Vec<_>>(),
        "matched": outcome.sessions.len(),
        "weight": outcome.score.weight,
        "repeats": outcome.score.repeats,
        "fit": outcome.score.fit,
        "upper_bound_weight": bound,
        "proof": proof,
        "cpu_seconds": cpu_seconds(),
    })
}

/// CPU time of this process so far; `None` on systems other than Linux.
fn cpu_seconds() -> Option<f64> {
    // Fields 14 and 15 of proc_pid_stat(5), in ticks of 1/100 s on all common machines.
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<_> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}
