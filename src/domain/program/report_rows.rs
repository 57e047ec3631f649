//! The input for a program's report.

use crate::domain::booking::session::State;
use crate::domain::feedback::reflection::Review;
use crate::domain::{AccountId, DisplayName, Kind, LocalDate, RoundId, Seat, SessionId, Timestamp};

/// A session of the program that both agreed to.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its id.
    pub session: SessionId,
    /// The candidate.
    pub candidate: AccountId,
    /// The interviewer.
    pub interviewer: AccountId,
    /// The round it came from, directly or because another session of the round fell through.
    pub round: Option<RoundId>,
    /// The kind of interview.
    pub kind: Kind,
    /// Its state.
    pub state: State,
    /// Its start.
    pub starts_at: Timestamp,
    /// Its end.
    pub ends_at: Timestamp,
    /// From when the time for its notes counts: its end or, if a mark for being absent was removed later, then.
    pub notes_from: Timestamp,
    /// Who didn't come, unless they have appealed and nobody has decided, or the mark was removed.
    pub absent: Option<Seat>,
    /// Whether it was cancelled late.
    pub cancelled_late: bool,
    /// Whether somebody said they'd be late.
    pub ran_late: bool,
    /// The delivered notes.
    pub delivered: Option<Delivered>,
    /// The candidate's review.
    pub review: Option<Review>,
}

impl Meeting {
    /// Whether it took place, as far as anybody knows.
    pub fn is_held(&self, now: Timestamp) -> bool {
        match self.state {
            State::Completed | State::HeldWithoutNotes => true,
            State::Booked => self.ends_at <= now,
            _ => false,
        }
    }

    /// The person in a seat.
    pub fn person(&self, seat: Seat) -> AccountId {
        match seat {
            Seat::Candidate => self.candidate,
            Seat::Interviewer => self.interviewer,
        }
    }
}

/// Delivered notes.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// When the first version was delivered.
    pub at: Timestamp,
    /// Competency and score, of those that were observed, in the latest version.
    pub scores: Vec<(String, u16)>,
}

/// A request that a member made to be matched.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// When they asked.
    pub at: Timestamp,
    /// When it first led to a session, if it has led to one that stands.
    pub met_at: Option<Timestamp>,
}

/// A published round.
#[derive(Debug, Clone)]
pub struct RoundRow {
    /// Its id.
    pub id: RoundId,
    /// Its name.
    pub name: DisplayName,
    /// Its first day, in the program's zone.
    pub starts_on: LocalDate,
    /// Its last day.
    pub ends_on: LocalDate,
    /// Candidates who took part.
    pub candidates: usize,
    /// Those of them for whom it booked a session.
    pub matched: usize,
}

/// Somebody who is or was in the program.
#[derive(Debug, Clone)]
pub struct Participant {
    /// Their account.
    pub account: AccountId,
    /// Their name; `None` if they left.
    pub name: Option<DisplayName>,
    /// Whether they practise, or did.
    pub candidate: bool,
    /// Whether they interview, or did.
    pub interviewer: bool,
    /// When they joined.
    pub joined_at: Timestamp,
    /// When they left, if they did.
    pub left_at: Option<Timestamp>,
}

impl Participant {
    /// Whether they were in the program at some time of a period.
    pub fn was_there(&self, period: &Period) -> bool {
        period.to.is_none_or(|to| self.joined_at < to) && self.left_at.is_none_or(|at| period.from <= at)
    }
}

/// The time that a report covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it; `None` if it has no end.
    pub to: Option<Timestamp>,
    /// Whether it's the whole program: then whatever its rounds booked is in it, and whatever its members asked for.
    pub whole: bool,
}

impl Period {
    /// Whether a moment is in it.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && self.to.is_none_or(|to| at < to)
    }

    /// Whether a session that starts then is in it.
    pub fn includes(&self, starts_at: Timestamp, round: Option<RoundId>) -> bool {
        self.contains(starts_at) || self.whole && round.is_some()
    }
}
