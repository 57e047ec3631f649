//! Moving a session to another start: by agreement, or once by its candidate alone.
//!
//! When both agree, the rules in the interviewer's profile (hours, notice, pause, buffer, weekly capacity) don't apply:
//! a start only has to be a future quarter hour within the interviewer's horizon and free of other sessions.
//! [`Moving::admits`] checks this: for a proposal against the proposer's commitments only, so that it reveals nothing
//! about the other person's; for an acceptance against both people's. If somebody proposes a time outside their hours,
//! it's taken as intended, but a day off or a break that they take after that still counts.
//!
//! Alone, the candidate can move a session to another opening of the same interviewer, under the same rules as booking.
//! Only once, and at least a day ahead: when sessions could be moved freely, they were moved six times as often, and
//! each move costs a volunteer an evening they'd planned. An interviewer can't move a session alone, because there are
//! no candidate's hours to check it against.

use super::life_cycle::Refused;
use crate::domain::availability::openings::{Commitment, free};
use crate::domain::{Span, Timestamp};

/// The longest time that a proposal can be answered for, in hours.
pub const ANSWER_HOURS: i64 = 48;

/// Maximum number of proposals that one person can make about one session.
pub const MAX_PROPOSALS: usize = 5;

/// Hours before its start until which a candidate may move a session alone.
pub const ALONE_HOURS: i64 = 24;

/// Why a session can't be moved to a start by agreement, as a sentence for the person who proposed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not on the 15-minute grid.
    #[error("Sessions start on the quarter hour: at :00, :15, :30 or :45 in UTC.")]
    OffGrid,
    /// The session's current start.
    #[error("The session is already at that time. Please choose another one.")]
    Same,
    /// In the past.
    #[error("That time has passed. Please choose one in the future.")]
    Passed,
    /// Beyond the interviewer's horizon (in days).
    #[error("That's too far ahead: this interviewer takes bookings up to {0} days ahead.")]
    BeyondHorizon(i64),
    /// Another session is in the way.
    #[error("There's another session at that time. Please choose another time.")]
    Busy,
    /// Its proposer has taken that day off, or a break, since they proposed it.
    #[error("The person who suggested that time isn't available then any more. Please choose another time.")]
    ProposerOff,
}

/// What is moved by agreement: a session, or both halves of a swap, which stay back to back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moving {
    /// From start to end, as it is now.
    pub span: Span,
    /// The interviewer's horizon, in days of 24 hours.
    pub horizon_days: i64,
}

impl Moving {
    /// From start to end, if it began at `start`.
    pub fn at(&self, start: Timestamp) -> Span {
        let minutes = (self.span.to.epoch() - self.span.from.epoch()) / 60;
        Span::new(start, start.plus_minutes(minutes))
    }

    /// Whether it can begin at `start`, given these people's other commitments.
    pub fn admits(&self, start: Timestamp, now: Timestamp, held: &[&[Commitment]]) -> Result<(), Refusal> {
        if !start.on_grid() {
            return Err(Refusal::OffGrid);
        }
        if start == self.span.from {
            return Err(Refusal::Same);
        }
        if start <= now {
            return Err(Refusal::Passed);
        }
        if start > now.plus_days(self.horizon_days) {
            return Err(Refusal::BeyondHorizon(self.horizon_days));
        }
        if held.iter().all(|one| free(one, self.at(start))) { Ok(()) } else { Err(Refusal::Busy) }
    }
}

/// A person's commitments without these sessions of their own. Nobody has two sessions at the same time, so the spans
/// identify them.
pub fn others(commitments: &[Commitment], own: &[Span]) -> Vec<Commitment> {
    commitments.iter().copied().filter(|one| !own.contains(&one.span)).collect()
}

/// Until when a proposal can be answered: two days, but not once its last start or the session itself has begun.
pub fn answer_by(session: Timestamp, starts: &[Timestamp], now: Timestamp) -> Timestamp {
    let last = starts.iter().copied().max().unwrap_or(session);
    now.plus_hours(ANSWER_HOURS).min(last).min(session)
}

/// A candidate can move a session alone only once.
pub fn first_time(moved_before: bool) -> Result<(), Refused> {
    if !moved_before {
        return Ok(());
    }
    Err(Refused::TooLate(
        "You've already moved this session once. From now on please suggest other times, so that you can agree on one.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Seat;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn hour(text: &str) -> Span {
        Span::new(at(text), at(text).plus_minutes(60))
    }

    #[test]
    fn a_start_is_a_quarter_hour_to_come_within_the_horizon_and_free() {
        let moving = Moving { span: hour("2027-01-14T17:00:00Z"), horizon_days: 28 };
        let now = at("2027-01-11T08:00:00Z");
        let busy = [Commitment { span: hour("2027-01-15T17:00:00Z"), role: Some(Seat::Candidate) }];
        let verdict = |start: &str, held: &[&[Commitment]]| moving.admits(at(start), now, held);
        assert_eq!(verdict("2027-01-14T17:10:00Z", &[]), Err(Refusal::OffGrid));
        assert_eq!(verdict("2027-01-14T17:00:00Z", &[]), Err(Refusal::Same));
        assert_eq!(verdict("2027-01-11T08:00:00Z", &[]), Err(Refusal::Passed));
        assert_eq!(verdict("2027-01-11T08:15:00Z", &[]), Ok(()));
        assert_eq!(verdict("2027-02-08T08:00:00Z", &[]), Ok(()));
        assert_eq!(verdict("2027-02-08T08:15:00Z", &[]), Err(Refusal::BeyondHorizon(28)));
        assert_eq!(verdict("2027-01-15T16:15:00Z", &[&[], &busy]), Err(Refusal::Busy));
        assert_eq!(verdict("2027-01-15T16:00:00Z", &[&[], &busy]), Ok(()));
        assert_eq!(verdict("2027-01-15T18:00:00Z", &[&busy]), Ok(()));
        // It may overlap with where it is now.
        assert_eq!(verdict("2027-01-14T17:15:00Z", &[&others(&busy, &[moving.span])]), Ok(()));
    }

    #[test]
    fn a_proposal_ends_after_two_days_or_once_nothing_of_it_is_left() {
        let (now, session) = (at("2027-01-11T08:00:00Z"), at("2027-01-14T17:00:00Z"));
        assert_eq!(answer_by(session, &[at("2027-01-15T17:00:00Z")], now), at("2027-01-13T08:00:00Z"));
        let soon = [at("2027-01-11T10:00:00Z"), at("2027-01-12T10:00:00Z")];
        assert_eq!(answer_by(session, &soon, now), soon[1]);
        assert_eq!(answer_by(at("2027-01-11T09:00:00Z"), &soon, now), at("2027-01-11T09:00:00Z"));
    }
}
