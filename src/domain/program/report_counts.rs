//! The counts in a program's report: shares, and sessions by state.

use super::report_rows::Meeting;
use crate::domain::Timestamp;
use crate::domain::booking::session::{NOTES_DUE_HOURS, State};

/// A count out of a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// The count.
    pub yes: usize,
    /// The total.
    pub of: usize,
}

impl Share {
    pub(super) fn over(answers: impl Iterator<Item = bool>) -> Self {
        answers.fold(Self::default(), |share, yes| Self { yes: share.yes + usize::from(yes), of: share.of + 1 })
    }

    /// As a rounded percentage; `None` if the total is 0.
    pub fn percent(self) -> Option<usize> {
        (self.of > 0).then(|| (200 * self.yes + self.of) / (2 * self.of))
    }
}

/// How the sessions so far went, and how many are upcoming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sessions {
    /// Booked, and not over yet.
    pub upcoming: usize,
    /// Held, as far as anybody knows; the notes may still be due.
    pub held: usize,
    /// Of those, the ones somebody said they'd be late for.
    pub ran_late: usize,
    /// Of those, the ones whose notes never came.
    pub without_notes: usize,
    /// Cancelled in time, without a mark.
    pub cancelled: usize,
    /// Cancelled late.
    pub cancelled_late: usize,
    /// Sessions somebody didn't come to.
    pub absent: usize,
    /// Sessions where the two disagree about whether it was held.
    pub disputed: usize,
}

/// How many notes were delivered in time, of those due or delivered early. Each is given as its session's state, the moment
/// from which the time for them counts, and when they were delivered.
pub(crate) fn notes_in_time(
    sessions: impl Iterator<Item = (State, Timestamp, Option<Timestamp>)>,
    now: Timestamp,
) -> Share {
    Share::over(sessions.filter_map(|(state, from, delivered)| {
        let due = from.plus_hours(NOTES_DUE_HOURS);
        match (state, delivered) {
            (State::Completed, Some(at)) => Some(at <= due),
            (State::Booked, _) if due < now => Some(false),
            (State::HeldWithoutNotes, _) => Some(false),
            _ => None,
        }
    }))
}

/// Counts sessions by state.
pub(super) fn sessions<'a>(meetings: impl Iterator<Item = &'a Meeting>, now: Timestamp) -> Sessions {
    let mut all = Sessions::default();
    for one in meetings {
        let held = one.is_held(now);
        all.without_notes += usize::from(one.state == State::HeldWithoutNotes);
        all.ran_late += usize::from(held && one.ran_late);
        *match one.state {
            State::Booked if one.ends_at > now => &mut all.upcoming,
            State::Booked | State::Completed | State::HeldWithoutNotes => &mut all.held,
            State::Cancelled if one.cancelled_late => &mut all.cancelled_late,
            State::Cancelled => &mut all.cancelled,
            State::NoShow => &mut all.absent,
            State::Disputed => &mut all.disputed,
            State::Offered => continue,
        } += 1;
    }
    all
}
