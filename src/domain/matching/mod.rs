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
use super::availability::openings::{Commitment, InterviewerSchedule, Openings, Terms, free};
use super::availability::{Availability, ZoneMemo};
use super::{AccountId, Span, Timestamp};
use candor_solver::Proof;
use fit::Wish;
use request::Ask;
use std::collections::{HashMap, HashSet};

pub use check::check;
pub use diagnosis::{Reader, Reason, RequestDiagnosis, standing};
pub use plan::{plan, refused};
pub use unmatched::{Why, unmatched};

/// Hours that a candidate has to answer an offer.
pub const ANSWER_HOURS: i64 = 24;

/// Hours that a candidate has to answer at least: a start nearer than that, and the interviewer's
/// notice, is not offered, only booked.
pub const ANSWER_HOURS_LEAST: i64 = 2;

/// Offers left unanswered after which a request ends, so that no volunteer's time is held for somebody who is gone.
pub const MAX_UNANSWERED: usize = 2;

/// Requests that a person may have open at a time.
pub const MAX_OPEN: i64 = 3;

/// Somebody who asks.
#[derive(Debug)]
pub struct Requester<'a> {
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
    pub not_at: Vec<Timestamp>,
    /// Since when they wait.
    pub since: Timestamp,
    /// Times that they were passed over: whole days of waiting, or rounds of a program. Up to three of them raise
    /// what a session for them is worth.
    pub waited: u32,
}

/// Somebody who could interview.
#[derive(Debug)]
pub struct Interviewer<'a> {
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
pub struct PlanInput<'a> {
    /// Who asks.
    pub requesters: &'a [Requester<'a>],
    /// Who could interview.
    pub interviewers: &'a [Interviewer<'a>],
    /// What holds whose time already.
    pub busy: &'a Busy,
    /// Candidate and interviewer who have met before; somebody new comes first.
    pub met: &'a HashSet<(AccountId, AccountId)>,
    /// Pairs that are settled.
    pub pins: &'a [Pin],
    /// The moment it is.
    pub now: Timestamp,
}

/// Two people who are to meet, whatever else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// Who asks, by place in the list.
    pub requester: usize,
    /// Who interviews, by place in the list.
    pub interviewer: usize,
    /// When; the earliest that suits both unless given.
    pub starts_at: Option<Timestamp>,
}

/// Two people who are to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Who asks, by place in the list.
    pub requester: usize,
    /// Who interviews, by place in the list.
    pub interviewer: usize,
    /// When (UTC).
    pub starts_at: Timestamp,
}

/// Who is to meet whom.
#[derive(Debug)]
pub struct MatchPlan {
    /// Sorted by requester.
    pub pairs: Vec<Pair>,
    /// Pins that cannot be, by place in the list.
    pub refused_pins: Vec<usize>,
    /// What is known about better plans, while the solver's first answer stands as it is.
    pub proof: Option<Proof>,
    /// What the solver's first answer weighs.
    pub weight: u64,
}

impl Requester<'_> {
    /// What is asked for, as fit is measured by.
    pub fn wish(&self) -> Wish {
        let ask = self.ask;
        let topics = ask.topics.to_vec();
        Wish { kind: Some(ask.kind), level: Some(ask.level), topics, language: Some(ask.language) }
    }

    /// What a session for them is worth: 4, and one more for each time they were passed over, up to 7.
    pub fn worth(&self) -> u32 {
        candor_solver::weight(self.waited)
    }

    /// Whether the two may meet at all.
    fn may_meet(&self, interviewer: AccountId) -> bool {
        interviewer != self.candidate && !self.not_with.contains(&interviewer)
    }

    /// Whether this interviewer does what is asked for, and the two may meet; the time is another question.
    pub fn suits(&self, interviewer: &Interviewer<'_>) -> bool {
        let (ask, profile) = (self.ask, interviewer.profile);
        profile.kinds.contains(&ask.kind)
            && profile.levels.contains(&ask.level)
            && profile.languages.contains(&ask.language)
            && self.may_meet(interviewer.id)
    }

    /// No start before this one leaves them time to answer, and the interviewer notice after that.
    fn earliest(&self, interviewer: &Interviewer<'_>, now: Timestamp) -> Timestamp {
        if self.ask.auto_accept { now } else { last_answer(interviewer, now.plus_hours(ANSWER_HOURS_LEAST)) }
    }

    /// Whether the start is one of theirs, with this interviewer.
    fn takes(&self, start: Timestamp, interviewer: &Interviewer<'_>, now: Timestamp) -> bool {
        start >= self.earliest(interviewer, now)
            && !self.apart.contains(&interviewer.id)
            && !self.not_at.contains(&start)
            && self.ask.starts().any(|(from, last)| from <= start && start <= last)
    }

    /// The starts at which both are free, inside the windows; in the windows' order.
    fn starts<'b>(
        &'b self,
        interviewer: &'b Interviewer<'_>,
        openings: &'b Openings<'_>,
        mine: &'b [Commitment],
        now: Timestamp,
    ) -> impl Iterator<Item = Timestamp> + 'b {
        let (length, earliest) = (self.ask.length, self.earliest(interviewer, now));
        let apart = self.apart.contains(&interviewer.id);
        self.ask
            .starts()
            .filter(move |_| !apart)
            .flat_map(move |(from, last)| openings.starts(length, through(from.max(earliest), last)))
            .filter(move |start| free(mine, Span::of(*start, length)) && !self.not_at.contains(start))
    }
}

/// From the first moment through the last one.
fn through(from: Timestamp, last: Timestamp) -> Span {
    Span::new(from, last.plus(chrono::TimeDelta::microseconds(1)))
}

/// The first start for which an answer at this moment leaves the interviewer their notice.
fn last_answer(interviewer: &Interviewer<'_>, answered: Timestamp) -> Timestamp {
    answered.plus_hours(interviewer.terms.min_notice_hours.max(0))
}

/// Until when an offer holds: a day, but never so long that the interviewer has less notice than they ask for.
pub fn answer_by(now: Timestamp, starts_at: Timestamp, min_notice_hours: i64) -> Timestamp {
    now.plus_hours(ANSWER_HOURS).min(starts_at.plus_hours(-min_notice_hours.max(0)))
}

/// An interviewer's openings over a range, with these commitments.
fn openings<'a>(
    interviewer: &Interviewer<'a>,
    commitments: &'a [Commitment],
    now: Timestamp,
    range: Span,
    memo: &mut ZoneMemo,
) -> Openings<'a> {
    let person = InterviewerSchedule { availability: interviewer.availability, terms: interviewer.terms, commitments };
    Openings::new(person, now, range, memo)
}

fn of(busy: &Busy, person: AccountId) -> &[Commitment] {
    busy.get(&person).map_or(&[], Vec::as_slice)
}
