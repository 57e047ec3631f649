//! Reliability: how late a session can be cancelled freely, the pause after two marks, and the share of sessions kept.

use super::mark::{Mark, MarkState};
use super::session::{Session, State};
use crate::domain::Timestamp;
use crate::domain::{AccountId, MarkId, Seat};

/// Hours before the start until which a session can be cancelled freely.
pub const FREE_UNTIL_HOURS: i64 = 24;

/// Minutes after booking during which a session can be cancelled freely, however close it is: people who book for the same day make mistakes too.
pub const GRACE_MINUTES: i64 = 60;

/// Days that a mark counts; two marks within this time lead to a pause.
pub const COUNTS_DAYS: i64 = 30;

/// Days that a pause lasts, from the second mark.
pub const PAUSE_DAYS: i64 = 14;

/// Number of latest sessions that reliability is computed over.
pub const LAST: usize = 12;

/// Until when a session can be cancelled without a mark: a day before its start, or an hour after it was agreed on if
/// that's later, but never after its start.
pub fn free_until(session: &Session) -> Timestamp {
    let (start, agreed) = (session.starts_at, session.agreed_at);
    start.plus_hours(-FREE_UNTIL_HOURS).max(agreed.plus_minutes(GRACE_MINUTES)).min(start)
}

/// Until when these marks pause new bookings: fourteen days from the later of two marks within thirty days of each
/// other; the latest such date if there are several. May be in the past.
pub fn paused_until(marks: &[Mark]) -> Option<Timestamp> {
    let mut at: Vec<Timestamp> = marks.iter().filter(|mark| mark.counts()).map(|mark| mark.at).collect();
    at.sort_unstable();
    let pairs = at.iter().zip(at.iter().skip(1)).filter(|(first, second)| **second <= first.plus_days(COUNTS_DAYS));
    pairs.map(|(_, second)| second.plus_days(PAUSE_DAYS)).max()
}

/// Until when these marks would pause new bookings if this one counted, whatever became of it.
pub fn paused_with(marks: &[Mark], counted: MarkId) -> Option<Timestamp> {
    let counts = |mark: &Mark| Mark { state: MarkState::Upheld, ..mark.clone() };
    let all: Vec<Mark> =
        marks.iter().map(|mark| if mark.id == counted { counts(mark) } else { mark.clone() }).collect();
    paused_until(&all)
}

/// How many of somebody's recent sessions they kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reliability {
    /// Sessions that were held, or that failed for a reason other than this person.
    pub kept: usize,
    /// All sessions counted; at most twelve.
    pub agreed: usize,
}

/// Kept sessions that everybody is credited with, so that missing the first one isn't decisive.
const CREDIT: usize = 2;

impl Reliability {
    /// The share kept, 0 to 100, as used in the fit: somebody new counts as reliable, and missing one of one counts as two of three kept.
    pub fn share(self) -> u8 {
        let (kept, agreed) = (self.kept.min(self.agreed) + CREDIT, self.agreed + CREDIT);
        u8::try_from(100 * kept / agreed).unwrap_or(100)
    }
}

/// How reliable somebody is, from their latest sessions, latest first. Sessions that were cancelled in time or by the
/// other person, or that are still to come, don't count.
pub fn reliability(me: AccountId, sessions: &[Session], marks: &[Mark], now: Timestamp) -> Reliability {
    let broke = |session: &Session| marks.iter().any(|mark| mark.session == session.id && mark.counts());
    let outcome = |session: &Session| -> Option<bool> {
        let mine: Seat = session.role_of(me)?;
        match session.state {
            State::Offered => None,
            State::Cancelled => broke(session).then_some(false),
            State::Booked => (session.ends_at() <= now).then_some(true),
            State::NoShow => Some(session.absent.is_none_or(|(absent, _)| absent != mine) || !broke(session)),
            State::Disputed => Some(!broke(session)),
            State::Completed => Some(true),
            State::HeldWithoutNotes => Some(!broke(session)),
        }
    };
    let last: Vec<bool> = sessions.iter().filter_map(outcome).take(LAST).collect();
    Reliability { kept: last.iter().filter(|kept| **kept).count(), agreed: last.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SessionId;
    use crate::domain::booking::mark::MarkKind;

    fn mark(at: &str, state: MarkState) -> Mark {
        Mark {
            id: MarkId::new(),
            account: AccountId::new(),
            session: SessionId::new(),
            kind: MarkKind::LateCancel,
            state,
            at: at.parse().unwrap(),
            contested_at: None,
            appeal: None,
            answer: None,
        }
    }

    #[test]
    fn a_share_of_a_hundred_gives_credit_to_who_is_new() {
        let share = |kept, agreed| Reliability { kept, agreed }.share();
        assert_eq!(
            [share(0, 0), share(0, 1), share(1, 1), share(11, 12), share(6, 12), share(0, 12)],
            [100, 66, 100, 92, 57, 14]
        );
    }

    #[test]
    fn two_within_thirty_days_pause_for_fourteen() {
        use MarkState::{Counts, Disputed, Lifted, Upheld};
        let first = mark("2027-01-01T12:00:00Z", Counts);
        let until = |second: &str, state| {
            let marks = [mark(second, state), first.clone()];
            paused_until(&marks).map(|until| until.to_string())
        };
        assert_eq!(until("2027-01-31T12:00:00Z", Counts).as_deref(), Some("2027-02-14T12:00:00Z"));
        assert_eq!(until("2027-01-31T12:00:00Z", Upheld).as_deref(), Some("2027-02-14T12:00:00Z"));
        assert_eq!(until("2027-01-31T12:00:01Z", Counts), None, "thirty days and a second");
        for state in [Disputed, Lifted] {
            assert_eq!(until("2027-01-02T12:00:00Z", state), None);
        }
        assert_eq!(paused_until(std::slice::from_ref(&first)), None);
        let lifted = mark("2027-01-05T12:00:00Z", Lifted);
        let with = paused_with(&[lifted.clone(), first.clone()], lifted.id);
        assert_eq!(with.unwrap().to_string(), "2027-01-19T12:00:00Z", "what a lifted one had led to");
        assert_eq!(paused_with(&[lifted, first.clone()], first.id), None);
        let third = [first, mark("2027-01-05T12:00:00Z", Counts), mark("2027-02-01T12:00:00Z", Counts)];
        assert_eq!(paused_until(&third).unwrap().to_string(), "2027-02-15T12:00:00Z", "the latest pair");
    }
}
