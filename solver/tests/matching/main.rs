//! The matching core against proven optima, exact solvers, and itself.

#![expect(clippy::unwrap_used, reason = "the helpers of tests may stop a test as well as tests may")]

mod example;
mod generator;
mod mutations;
mod optima;
mod oracle;
mod properties;
mod reasons;

use candor_solver::{Limits, Outcome, Round, solve};

/// Solves within the default limits.
fn solved(round: &Round) -> Outcome {
    solve(round, &Limits::default())
}
