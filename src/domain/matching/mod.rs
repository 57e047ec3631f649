//! Requests: whether one can be kept, who could answer it and when, whom to bring together, and where
//! one that waits stands, in words.

mod change;
mod check;
mod diagnosis;
mod guard;
mod plan;
mod slots;
mod solver_round;
mod starts;
mod unmatched;

pub mod fit;
pub mod request;
pub mod swaps;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use super::account::profile::InterviewerProfile;
use super::availability::openings::{Commitment, Openings, Person, Terms, free};
use super::availability::{Availability, ZoneMemo};
use super::{AccountId, Instant, Span};
use candor_solver::Proof;
use fit::Wish;
use request::Ask;
use std::collections::{HashMap, HashSet};

pub use check::{Fault, check};
pub use diagnosis::{Reader, Reason, Standing, standing};
pub use plan::{plan, refused};
pub use unmatched::{Why, unmatched};

/// Hours that a candidate has to answer an offer.
pub const ANSWER_HOURS: i64 = 24;

/// Hours that a candidate has to answer at least: a start nearer than that, and the interviewer's
/// notice, is not offered, only booked.
pub const ANSWER_HOURS_LEAST: i64 = 2;

/// Offers left unanswered after which a request ends, so that no volunteer's time is held for somebody who is gone.
pub const UNANSWERED_MOST: usize = 2;

/// Requests that a person may have open at a time.
pub const OPEN_MOST: i64 = 3;

/// Somebody who asks.
#[derive(Debug)]
pub struct Seeker<'a> {
    /// Their account.
    pub candidate: AccountId,
    /// For what.
    pub ask: &'a Ask,
    /// Whom not to bring them together with.
    pub not_with: Vec<AccountId>,
    /// Whom they have no time with, whatever anybody's hours: the two are kept apart. Who reads why they go without
    /// is not to tell these from people who are never free when they are, as opposed to those in `not_with`.
    pub apart: Vec<AccountId>,
    /// Starts that they said no to.
    pub not_at: Vec<Instant>,
    /// Since when they wait.
    pub since: Instant,
    /// Times that they were passed over: whole days of waiting, or rounds of a program. Up to three of them raise
    /// what a session for them is worth.
    pub waited: u32,
}

/// Somebody who could interview.
#[derive(Debug)]
pub struct Helper<'a> {
    /// Their account.
    pub id: AccountId,
    /// What they offer.
    pub profile: &'a InterviewerProfile,
    /// How reliable they are, of a hundred.
    pub reliability: u8,
    /// When they are there.
    pub availability: &'a Availability,
    /// What they ask of a session.
    pub terms: &'a Terms,
}

/// What holds whose time.
pub type Busy = HashMap<AccountId, Vec<Commitment>>;

/// Everything that a plan is made from.
#[derive(Debug)]
pub struct Setting<'a> {
    /// Who asks.
    pub seekers: &'a [Seeker<'a>],
    /// Who could interview.
    pub helpers: &'a [Helper<'a>],
    /// What holds whose time already.
    pub busy: &'a Busy,
    /// Candidate and interviewer who have met before; somebody new comes first.
    pub met: &'a HashSet<(AccountId, AccountId)>,
    /// Pairs that are settled.
    pub pins: &'a [Pin],
    /// The moment it is.
    pub now: Instant,
}

/// Two people who are to meet, whatever else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// Who asks, by place in the list.
    pub seeker: usize,
    /// Who interviews, by place in the list.
    pub helper: usize,
    /// When; the earliest that suits both unless given.
    pub starts_at: Option<Instant>,
}

/// Two people who are to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Who asks, by place in the list.
    pub seeker: usize,
    /// Who interviews, by place in the list.
    pub helper: usize,
    /// When (UTC).
    pub starts_at: Instant,
}

/// Who is to meet whom.
#[derive(Debug)]
pub struct Plan {
    /// Sorted by seeker.
    pub pairs: Vec<Pair>,
    /// Pins that cannot be, by place in the list.
    pub refused_pins: Vec<usize>,
    /// What is known about better plans, while the solver's first answer stands as it is.
    pub proof: Option<Proof>,
    /// What the solver's first answer weighs.
    pub weight: u64,
}

impl Seeker<'_> {
    /// What is asked for, as fit is measured by.
    pub fn wish(&self) -> Wish {
        let ask = self.ask;
        let topics = ask.topics.to_vec();
        Wish { kind: Some(ask.kind), level: Some(ask.level), topics, language: Some(ask.language) }
    }

    /// What a session for them is worth: 4, and one more for each time they were passed over, up to 7.
    pub fn worth(&self) -> u32 {
        4 + self.waited.min(3)
    }

    /// Whether the two may meet at all.
    fn may_meet(&self, helper: AccountId) -> bool {
        helper != self.candidate && !self.not_with.contains(&helper)
    }

    /// Whether this interviewer does what is asked for, and the two may meet; the time is another question.
    pub fn suits(&self, helper: &Helper<'_>) -> bool {
        let (ask, profile) = (self.ask, helper.profile);
        profile.kinds.contains(&ask.kind)
            && profile.levels.contains(&ask.level)
            && profile.languages.contains(&ask.language)
            && self.may_meet(helper.id)
    }

    /// No start before this one leaves them time to answer, and the interviewer notice after that.
    fn earliest(&self, helper: &Helper<'_>, now: Instant) -> Instant {
        if self.ask.auto_accept { now } else { last_answer(helper, now.plus_hours(ANSWER_HOURS_LEAST)) }
    }

    /// Whether the start is one of theirs, with this interviewer.
    fn takes(&self, start: Instant, helper: &Helper<'_>, now: Instant) -> bool {
        start >= self.earliest(helper, now)
            && !self.apart.contains(&helper.id)
            && !self.not_at.contains(&start)
            && self.ask.starts().any(|(from, last)| from <= start && start <= last)
    }

    /// The starts at which both are free, inside the windows; in the windows' order.
    fn starts<'b>(
        &'b self,
        helper: &'b Helper<'_>,
        openings: &'b Openings<'_>,
        mine: &'b [Commitment],
        now: Instant,
    ) -> impl Iterator<Item = Instant> + 'b {
        let (length, earliest) = (self.ask.length, self.earliest(helper, now));
        let apart = self.apart.contains(&helper.id);
        self.ask
            .starts()
            .filter(move |_| !apart)
            .flat_map(move |(from, last)| openings.starts(length, through(from.max(earliest), last)))
            .filter(move |start| free(mine, Span::of(*start, length)) && !self.not_at.contains(start))
    }
}

/// From the first moment through the last one.
fn through(from: Instant, last: Instant) -> Span {
    Span::new(from, last.plus(chrono::TimeDelta::microseconds(1)))
}

/// The first start for which an answer at this moment leaves the interviewer their notice.
fn last_answer(helper: &Helper<'_>, answered: Instant) -> Instant {
    answered.plus_hours(helper.terms.min_notice_hours.max(0))
}

/// Until when an offer holds: a day, but never so long that the interviewer has less notice than they ask for.
pub fn answer_by(now: Instant, starts_at: Instant, min_notice_hours: i64) -> Instant {
    now.plus_hours(ANSWER_HOURS).min(starts_at.plus_hours(-min_notice_hours.max(0)))
}

/// An interviewer's openings over a range, with these commitments.
fn openings<'a>(
    helper: &Helper<'a>,
    commitments: &'a [Commitment],
    now: Instant,
    range: Span,
    memo: &mut ZoneMemo,
) -> Openings<'a> {
    let person = Person { availability: helper.availability, terms: helper.terms, commitments };
    Openings::new(person, now, range, memo)
}

fn of(busy: &Busy, person: AccountId) -> &[Commitment] {
    busy.get(&person).map_or(&[], Vec::as_slice)
}
