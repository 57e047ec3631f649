//! Matching: who meets whom and when, so that as many as possible meet somebody who fits, and nobody waits
//! for ever.
//!
//! [`solve`] finds a matching for a [`Round`]: first the greatest sum of weights (4, and one more for each round
//! passed over, up to 3), then the greatest sum of fits, then even load among interviewers and early starts.
//! It is pure and deterministic, and says what it proves. [`verify()`] checks any outcome by other means; run it
//! before a commit. [`rank()`] is for one candidate now.
//!
//! # How
//! Sessions that overlap make this job-interval selection, which is NP-hard, and greedy choice can lose half.
//! One rung after the other, each a file:
//! 1. `board`: eligible pairs and their common starts by bitsets (`slots`), less the starts that nobody needs;
//! 2. `plan` and `chains`: greedy choice, improved by ejection chains. Where all are alike, counting alone may prove
//!    that nothing is better (`ladder::ceiling`);
//! 3. `prices`: a price for each candidate, so that each interviewer's own best schedule (`schedule`, by dynamic
//!    programming) adds up to a bound, by Lagrangian relaxation. On a large round desk after desk moves the prices at
//!    first, which gets near in a hundred passes, and candidates dealt out by such prices and moved by chains and
//!    annealing (`anneal`) are nearly the best. A schedule remembers whom it has had
//!    (`schedule::memory`): with durations that differ that is what makes the bound tight. Where the steps get stuck on
//!    a small round, the prices of a linear program (`exact`) take over;
//! 4. `packing`: all schedules that are near each interviewer's best, with those of the best matching known, and the choice
//!    among them by branch and bound. The prices prove that no other schedule can be part of anything better, and often a
//!    thousand are left;
//! 5. `exact`: where there are too many such schedules, the single sessions that the prices leave in doubt. What is
//!    too large for that goes through it desk by neighbouring desk (`blocks`). `ladder` puts the rungs together;
//! 6. `even`: the third objective. `reasons`: why somebody has no session.
//!
//! # What it reaches
//! Seconds of CPU on two shared cores, defaults of [`Limits`]; the bound is on the weight.
//!
//! | round | columns | weight | fit | bound | CPU |
//! |---|---|---|---|---|---|
//! | 200 × 80, two weeks | 2,920 | 845 | 12,638 | optimal, fit too | 0.05 |
//! | 1,000 × 200 | 25,964 | 2,451 | 35,416 | optimal; fit at most 35,419 | 0.56 |
//! | 1,000 × 200, mixed durations | 30,970 | 2,388 | 32,792 | optimal; fit at most 32,799 | 0.81 |
//! | 1,000 × 400, ample | 52,831 | 4,551 | 78,594 | optimal; fit at most 78,599 | 0.76 |
//! | 1,000 × 400, mixed durations (made) | 48,209 | 4,108 | 67,808 | optimal; fit at most 68,040 | 1.03 |
//! | 5,000 × 1,000 | 685,598 | 12,477 | 203,025 | 12,479 | 6.8 |
//! | 10,000 × 2,000 (made) | 1.6 million | 24,228 | 382,424 | 24,233 | 20 |
//!
//! Of 72 made rounds of 1,000 × 200 to 400, more than half with mixed durations and none of them used to tune anything, the
//! slowest took 1.7 to 2.2 in five runs, the widest gap of the weight was 0.13 %, and where the weight was proven the fit was
//! within 0.5 % of its bound.
//!
//! # How a service builds a round
//! Slot 0 is a Monday 00:00 UTC and a slot is a quarter of an hour. A request gives a [`Candidate`], its windows
//! cut to now and the notice asked for; `waited` counts the rounds or days it was passed over. An interviewer
//! gives a [`Interviewer`]: hours, cut to notice, pause and horizon;
//! every session in either seat goes to `booked`; `gap` is the buffer in slots, rounded up; those who don't offer a
//! duration take no part in a round of it. Capacity counts by UTC week here and by local week in booking, so
//! hand in the smaller of the two that a UTC week touches, and let booking's own guard have the last word. A pinned pair is a
//! booking and no candidate. Languages, kinds, levels and topics become numbers, levels in their order.

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
pub use round::{Candidate, Interviewer, MAX_HORIZON, Round, SLOTS_PER_WEEK, Session, Span};
pub use verify::{Violation, verify};

/// The best matching that the limits allow.
pub fn solve(round: &Round, limits: &Limits<'_>) -> Outcome {
    let board = model::Board::of(round);
    let choices = assignment::Choices::of(&board);
    let mut ladder = solver::Ladder::new(&board, &choices, *limits);
    let proof = ladder.climb();
    let mut plan = assignment::Plan::with(&board, ladder.best.iter().copied());
    let booked: Vec<_> =
        board.desks.iter().map(|desk| round.interviewers[desk.interviewer as usize].booked.len()).collect();
    balance::even(&mut plan, &choices, &booked);
    let session = |seat: assignment::Seat| Session {
        candidate: seat.candidate as usize,
        interviewer: seat.interviewer as usize,
        start: seat.start,
    };
    let mut sessions: Vec<_> = plan.all().map(session).collect();
    sessions.sort_unstable();
    let unmatched = reasons::reasons(round, &sessions);
    Outcome { sessions, score: ladder.score(&plan.all().collect::<Vec<_>>()), proof, unmatched }
}
