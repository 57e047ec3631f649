//! Requests: whether one can be kept, who could answer it and when, whom to bring together, and where
//! one that waits stands, in words.

mod check;
mod pairs;
mod standing;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use super::availability::{Availability, ZoneMemo};
use super::fit::Wish;
use super::openings::{Commitment, Openings, Person, Terms, free};
use crate::types::profile::InterviewerProfile;
use crate::types::request::Ask;
use crate::types::{AccountId, Instant, Span};
use std::collections::HashMap;

pub use check::{Fault, check};
pub use pairs::{Pair, pairs};
pub use standing::{Standing, standing};

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
    /// Starts that they said no to.
    pub not_at: Vec<Instant>,
}

/// Somebody who could interview.
#[derive(Debug)]
pub struct Helper<'a> {
    /// Their account.
    pub id: AccountId,
    /// What they offer.
    pub profile: &'a InterviewerProfile,
    /// When they are there.
    pub availability: &'a Availability,
    /// What they ask of a session.
    pub terms: &'a Terms,
}

/// What holds whose time.
pub type Busy = HashMap<AccountId, Vec<Commitment>>;

impl Seeker<'_> {
    /// What is asked for, as fit is measured by.
    pub fn wish(&self) -> Wish {
        let ask = self.ask;
        let topics = ask.topics.to_vec();
        Wish { kind: Some(ask.kind), level: Some(ask.level), topics, language: Some(ask.language) }
    }

    /// Whether this interviewer does what is asked for, and the two may meet; the time is another question.
    pub fn suits(&self, helper: &Helper<'_>) -> bool {
        let (ask, profile) = (self.ask, helper.profile);
        profile.kinds.contains(&ask.kind)
            && profile.levels.contains(&ask.level)
            && profile.languages.contains(&ask.language)
            && helper.id != self.candidate
            && !self.not_with.contains(&helper.id)
    }

    /// The starts at which both are free, inside the windows; in the windows' order.
    fn starts<'b>(
        &'b self,
        helper: &'b Helper<'_>,
        openings: &'b Openings<'_>,
        mine: &'b [Commitment],
        now: Instant,
    ) -> impl Iterator<Item = Instant> + 'b {
        let length = self.ask.length;
        let earliest = if self.ask.auto_accept { now } else { last_answer(helper, now.plus_hours(ANSWER_HOURS_LEAST)) };
        self.ask
            .starts()
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
