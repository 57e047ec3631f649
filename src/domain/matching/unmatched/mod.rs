//! Who goes without a session in the plan of a round, why, and what would help: for its coordinators.
//!
//! A cause is named only if it's one: with exactly that lifted, the person gets a session, and everybody else keeps theirs.
//! Suggestions are dealt out: each one counts the sessions that the earlier ones lead to, so that everybody can follow theirs.

mod case;
mod causes;
mod ground;
mod obstacle;
mod suggestions;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod world;

use super::{Pair, PlanInput};
use crate::domain::{Seat, Span};
use case::Case;
use causes::obstacles;
use ground::Ground;
use std::cmp::Reverse;
use suggestions::Dealer;

pub use obstacle::Obstacle;
pub use suggestions::{Change, Suggestion};

/// When somebody could meet in a round if they had other hours, or if its program had no weekly limit.
#[derive(Debug, Clone, Default)]
pub struct Room {
    /// The round's days, without the weeks in which they already practise as often as the program allows.
    pub days: Vec<Span>,
    /// Their windows, with those weeks.
    pub hours: Vec<Span>,
}

/// The plan of a round.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// The people.
    pub input: &'a PlanInput<'a>,
    /// Who meets whom.
    pub pairs: &'a [Pair],
    /// For each requester.
    pub rooms: &'a [Room],
    /// The round's days.
    pub days: Span,
}

impl Planned<'_> {
    /// Whether this requester has no hours with room for a session on the round's days.
    pub fn has_no_hours(&self, requester: usize) -> bool {
        let room = self.rooms.get(requester).map_or(&[][..], |room| &*room.hours);
        self.input.requesters.get(requester).is_some_and(|one| {
            let fits = |span: &Span| span.from.plus_minutes(one.ask.length.minutes()) <= span.to;
            one.ask.range().is_none() && !room.iter().any(fits)
        })
    }
}

/// A candidate without a session.
#[derive(Debug, Clone, PartialEq)]
pub struct UnmatchedRequester {
    /// By index.
    pub requester: usize,
    /// What stands in the way. Several only if none of them is enough by itself; none if nothing does, because the
    /// solver was stopped.
    pub obstacles: Vec<Obstacle>,
    /// That in words, and what would help.
    pub why: String,
    /// What would help.
    pub suggestion: Option<Suggestion>,
}

/// An interviewer without a session.
#[derive(Debug, Clone, PartialEq)]
pub struct UnmatchedInterviewer {
    /// By index.
    pub interviewer: usize,
    /// What stands in the way, likewise. Nothing does if all candidates they could meet are meeting somebody else.
    pub obstacles: Vec<Obstacle>,
    /// That in words.
    pub why: String,
}

/// The candidates without a session, in order.
pub fn unmatched(plan: &Planned<'_>) -> Vec<UnmatchedRequester> {
    let mut ground = Ground::new(plan);
    let requesters = plan.input.requesters;
    let without = (0..requesters.len()).filter(|at| plan.pairs.iter().all(|pair| pair.requester != *at));
    let mut found: Vec<_> = without
        .map(|requester| {
            let case = Case::of(plan.input, Seat::Candidate, requester);
            let obstacles = obstacles(&case, &mut ground);
            let why = words::candidate(plan, &mut ground, &case, &obstacles);
            UnmatchedRequester { requester, obstacles, why, suggestion: None }
        })
        .collect();
    // The longest wait comes first.
    let mut order: Vec<_> = (0..found.len()).collect();
    order.sort_by_key(|at| {
        let requester = found.get(*at).and_then(|one| requesters.get(one.requester));
        (Reverse(requester.map_or(0, |one| one.waited)), requester.map(|one| one.candidate))
    });
    let mut dealer = Dealer::new(plan);
    for at in order {
        let Some(one) = found.get_mut(at) else { continue };
        one.suggestion = dealer.next(one.requester, &one.obstacles);
        one.why.push_str(&words::helps(plan, one));
    }
    found
}

/// The interviewers without a session, in order.
pub fn unmatched_interviewers(plan: &Planned<'_>) -> Vec<UnmatchedInterviewer> {
    let mut ground = Ground::new(plan);
    let interviewers = 0..plan.input.interviewers.len();
    let without = interviewers.filter(|at| plan.pairs.iter().all(|pair| pair.interviewer != *at));
    let found = without.map(|interviewer| {
        let case = Case::of(plan.input, Seat::Interviewer, interviewer);
        let obstacles = obstacles(&case, &mut ground);
        let why = words::interviewer(plan, &mut ground, &case, &obstacles);
        UnmatchedInterviewer { interviewer, obstacles, why }
    });
    found.collect()
}
