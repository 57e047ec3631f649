//! Matching requests: whether a request is valid, who could take it and when, whom to match, and why one is still
//! waiting, in words.

mod check;
mod diagnosis;
mod guard;
mod plan;
mod replacing;
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
use super::quiet_hours::by_day;
use super::{AccountId, Span, Timestamp, Zone};
use candor_solver::Proof;
use fit::Wish;
use request::Ask;
use std::collections::{HashMap, HashSet};

pub use check::check;
pub use diagnosis::{LOOK_AHEAD_DAYS, Reader, Reason, RequestDiagnosis, standing};
pub use plan::{plan, refused};
pub use replacing::Replacing;
pub use unmatched::{
    Change, Obstacle, Planned, Room, Suggestion, UnmatchedInterviewer, UnmatchedRequester, unmatched,
    unmatched_interviewers,
};

/// Hours that a candidate has to answer an offer.
pub const ANSWER_HOURS: i64 = 24;

/// The least time a candidate has to answer, in hours. A start that leaves less than this plus the interviewer's notice
/// isn't offered, only booked directly.
pub const ANSWER_HOURS_LEAST: i64 = 2;

/// After this many unanswered offers a request ends, so that no volunteer's time is reserved for somebody who is gone.
pub const MAX_UNANSWERED: usize = 2;

/// Maximum number of open requests per person.
pub const MAX_OPEN: i64 = 3;

/// A candidate's request as the matcher sees it.
#[derive(Debug)]
pub struct Requester<'a> {
    /// Their account.
    pub candidate: AccountId,
    /// What they ask for.
    pub ask: &'a Ask,
    /// Whom not to match them with.
    pub not_with: Vec<AccountId>,
    /// People they're kept apart from. To anyone reading why there's no match, they must look like people who are never
    /// free at the same time; those in `not_with` needn't.
    pub apart: Vec<AccountId>,
    /// Starts they declined.
    pub not_at: Vec<Timestamp>,
    /// Since when they've been waiting.
    pub since: Timestamp,
    /// How often they were passed over: whole days of waiting, or rounds of a program. Up to three of these raise the
    /// weight of a session for them.
    pub waited: u32,
    /// Their zone. Plans and suggestions come to its nights last.
    pub zone: Zone,
}

/// A possible interviewer.
#[derive(Debug)]
pub struct Interviewer<'a> {
    /// Their account.
    pub id: AccountId,
    /// What they offer.
    pub profile: &'a InterviewerProfile,
    /// Their reliability, 0 to 100.
    pub reliability: u8,
    /// Their hours.
    pub availability: &'a Availability,
    /// Their scheduling rules.
    pub terms: &'a Terms,
}

/// Commitments by person.
pub type Busy = HashMap<AccountId, Vec<Commitment>>;

/// The input of the matcher.
#[derive(Debug)]
pub struct PlanInput<'a> {
    /// The requests.
    pub requesters: &'a [Requester<'a>],
    /// The possible interviewers.
    pub interviewers: &'a [Interviewer<'a>],
    /// Existing commitments by person.
    pub busy: &'a Busy,
    /// Candidate and interviewer pairs who have met before; new pairs are preferred.
    pub met: &'a HashSet<(AccountId, AccountId)>,
    /// Those of them who met so recently that another meeting should be avoided.
    pub recent: &'a HashSet<(AccountId, AccountId)>,
    /// Fixed pairs.
    pub pins: &'a [Pin],
    /// The current time.
    pub now: Timestamp,
}

/// Two people who must be matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// The requester, by index.
    pub requester: usize,
    /// The interviewer, by index.
    pub interviewer: usize,
    /// When; the earliest that suits both unless given.
    pub starts_at: Option<Timestamp>,
}

/// A matched pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The requester, by index.
    pub requester: usize,
    /// The interviewer, by index.
    pub interviewer: usize,
    /// When (UTC).
    pub starts_at: Timestamp,
}

/// The matcher's result.
#[derive(Debug)]
pub struct MatchPlan {
    /// Sorted by requester.
    pub pairs: Vec<Pair>,
    /// Pins that aren't possible, by index.
    pub refused_pins: Vec<usize>,
    /// A bound on better plans, as long as the solver's first answer wasn't changed.
    pub proof: Option<Proof>,
    /// The total weight of the solver's first answer.
    pub weight: u64,
}

impl Requester<'_> {
    /// What they ask of this interviewer, in the form that `fit` takes, with the most preferred kind and language that
    /// both have.
    pub fn wish(&self, interviewer: &InterviewerProfile) -> Wish {
        let ask = self.ask;
        let kind = ask.kind_with(interviewer).unwrap_or(ask.kind);
        let language = ask.language_with(interviewer).unwrap_or(ask.language);
        Wish { kind: Some(kind), level: Some(ask.level), topics: ask.topics.to_vec(), language: Some(language) }
    }

    /// The weight of a session for them: 4, plus one for each time they were passed over, up to 7.
    pub fn worth(&self) -> u32 {
        candor_solver::weight(self.waited)
    }

    /// Whether the two may be matched at all.
    fn may_meet(&self, interviewer: AccountId) -> bool {
        interviewer != self.candidate && !self.not_with.contains(&interviewer)
    }

    /// Whether this interviewer offers what's asked for and the two may be matched, regardless of time.
    pub fn suits(&self, interviewer: &Interviewer<'_>) -> bool {
        self.wants(interviewer) && self.may_meet(interviewer.id)
    }

    /// Whether this interviewer offers the kind, level and language asked for.
    pub(crate) fn wants(&self, interviewer: &Interviewer<'_>) -> bool {
        let (ask, profile) = (self.ask, interviewer.profile);
        ask.kind_with(profile).is_some() && profile.levels.contains(&ask.level) && ask.language_with(profile).is_some()
    }

    /// The same person, asking for something else.
    pub(crate) fn asking<'b>(&self, ask: &'b Ask) -> Requester<'b> {
        let Requester { candidate, since, waited, zone, .. } = *self;
        let (not_with, apart, not_at) = (self.not_with.clone(), self.apart.clone(), self.not_at.clone());
        Requester { candidate, ask, not_with, apart, not_at, since, waited, zone }
    }

    /// Whether a session with this interviewer would be by day for both: in the candidate's zone, and in the zone of the
    /// interviewer's hours.
    pub(crate) fn by_day(&self, interviewer: &Interviewer<'_>, start: Timestamp) -> bool {
        let session = Span::of(start, self.ask.length);
        by_day(session, self.zone) && by_day(session, interviewer.availability.time_zone)
    }

    /// The earliest start that leaves them time to answer, and the interviewer's notice after that.
    fn earliest(&self, interviewer: &Interviewer<'_>, now: Timestamp) -> Timestamp {
        if self.ask.auto_accept { now } else { last_answer(interviewer, now.plus_hours(ANSWER_HOURS_LEAST)) }
    }

    /// Whether they could start then with this interviewer.
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

/// From `from` to `last`, both inclusive.
fn through(from: Timestamp, last: Timestamp) -> Span {
    Span::new(from, last.plus(chrono::TimeDelta::microseconds(1)))
}

/// The first start for which an answer at this moment still leaves the interviewer their notice.
fn last_answer(interviewer: &Interviewer<'_>, answered: Timestamp) -> Timestamp {
    answered.plus_hours(interviewer.terms.min_notice_hours.max(0))
}

/// Until when an offer can be answered: a day, but never so late that the interviewer gets less notice than they ask
/// for.
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
