//! The solver against proven optima, two exact solvers, and itself.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

mod example;
mod generator;
mod mutations;
mod optima;
mod oracle;
mod properties;
mod reasons;
mod true_reasons;

use candor_solver::{Limits, Outcome, Round, solve};

/// Solves within the default limits.
fn solved(round: &Round) -> Outcome {
    solve(round, &Limits::default())
}
