//! Matches candidates with interviewers and start times: as many sessions as possible, with the pairs that fit best.
//!
//! [`solve`] finds a matching for a [`Round`]. In order of priority, it looks for the greatest sum of the candidates'
//! weights (4, plus one for each earlier round without a session, at most 3), the fewest pairs who met recently, the
//! greatest sum of the pairs' fits, an even load among interviewers, and early starts. It is pure and deterministic,
//! and its [`Proof`] says what is known about better matchings. [`verify()`] checks an outcome independently of the
//! solver; run it before you commit one. [`rank()`] lists the interviewers for one candidate at this moment.
//!
//! # How it works
//! Sessions of one interviewer must not overlap, which makes this a weighted job interval selection problem. It is
//! NP-hard, and a greedy choice can lose half of the optimum. The modules, in the order in which they are used:
//! 1. `model` compiles the round into columns (a candidate at an interval of an interviewer's time), using bitsets
//!    (`slots`), and drops the starts that no optimal matching needs. `model::people` adds a row for each moment at
//!    which somebody with several seats could be in two sessions.
//! 2. `assignment` builds a first matching greedily, and `chains` improves it by ejection chains. If candidates are all
//!    alike, a counting argument may already prove that it is optimal (`solver::counting_bound`).
//! 3. `dual` relaxes "each candidate at most once" with one Lagrange multiplier per candidate, and "nobody in two
//!    places" with one for each row of `model::people`. The relaxed problem decomposes by interviewer; `pricing` solves
//!    each part by dynamic programming, and the sum is an upper bound. `pricing::memory` makes it tighter by keeping
//!    schedules from holding the same candidate twice. On small rounds where subgradient steps get stuck, the
//!    multipliers of the linear program (`exact`) take over.
//! 4. On large rounds, candidates are assigned by their reduced values, and the result is improved by ejection chains
//!    and simulated annealing (`anneal`).
//! 5. `set_packing` enumerates every schedule whose reduced value is near the interviewer's best and selects among them
//!    by branch and bound. The multipliers prove that no other schedule can be part of a better matching.
//! 6. `exact` solves an integer program over the columns that the bounds leave open when there are too many schedules.
//!    Rounds that are too large for that are improved one block of interviewers at a time (`blocks`).
//! 7. `balance` handles the load and the starts, and `reasons` explains why a candidate has no session.
//!
//! `solver` decides which of these steps run, and how long.

#![warn(missing_docs)]

mod anneal;
mod assignment;
mod balance;
mod blocks;
mod chains;
mod dual;
mod exact;
mod fit;
mod model;
mod outcome;
mod pricing;
mod rank;
mod reasons;
mod round;
mod set_packing;
mod slots;
mod solver;
mod verify;

pub use outcome::{Limits, Outcome, Proof, Score};
pub use rank::{RankedInterviewer, rank};
pub use reasons::{Reason, Remedy, Unmatched};
pub use round::{Candidate, Interviewer, MAX_HORIZON, Round, SLOTS_PER_WEEK, Session, Span, weight};
pub use verify::{Violation, verify};

use assignment::{Assignment, Choices};
use model::{Model, Placement};
use solver::Solver;

/// The examples of the README, compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Finds the best matching that the limits allow.
pub fn solve(round: &Round, limits: &Limits<'_>) -> Outcome {
    let model = Model::of(round);
    let choices = Choices::of(&model);
    let mut solver = Solver::new(&model, &choices, *limits);
    let proof = solver.run();
    let mut assignment = Assignment::with(&model, solver.incumbent.iter().copied());
    let booked: Vec<_> =
        model.resources.iter().map(|resource| round.interviewers[resource.interviewer as usize].booked.len()).collect();
    balance::balance_load(&mut assignment, &choices, &booked);
    let session = |placement: Placement| Session {
        candidate: placement.candidate as usize,
        interviewer: placement.interviewer as usize,
        start: placement.start,
    };
    let mut sessions: Vec<_> = assignment.iter().map(session).collect();
    sessions.sort_unstable();
    let unmatched = reasons::reasons(round, &sessions);
    Outcome { sessions, score: model.score(assignment.iter()), proof, unmatched }
}
