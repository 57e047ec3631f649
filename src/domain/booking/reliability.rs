//! What is kept and what is not: until when calling off is free, what two marks lead to, and how reliable somebody is.

use super::mark::Mark;
use super::session::{Session, State};
use crate::domain::Timestamp;
use crate::domain::{AccountId, Seat};

/// Hours before the start until which a session can be called off freely.
pub const FREE_UNTIL_HOURS: i64 = 24;

/// Minutes after it was agreed on for which a session can be called off freely, however near it is: whoever books
/// for the same day may find a mistake too.
pub const GRACE_MINUTES: i64 = 60;

/// Days within which two marks lead to a pause; a mark counts for so long.
pub const COUNTS_DAYS: i64 = 30;

/// Days that a pause lasts, from the second mark.
pub const PAUSE_DAYS: i64 = 14;

/// Sessions over which reliability is told.
pub const LAST: usize = 12;

/// Until when a session can be called off without a mark: a day before, or an hour after it was agreed on where
/// that is later; never beyond its start.
pub fn free_until(session: &Session) -> Timestamp {
    let (start, agreed) = (session.starts_at, session.agreed_at);
    start.plus_hours(-FREE_UNTIL_HOURS).max(agreed.plus_minutes(GRACE_MINUTES)).min(start)
}

/// Until when these marks pause new bookings: fourteen days from the later of two within thirty days; of several
/// pairs the latest. It may have passed.
pub fn paused_until(marks: &[Mark]) -> Option<Timestamp> {
    let mut at: Vec<Timestamp> = marks.iter().filter(|mark| mark.counts()).map(|mark| mark.at).collect();
    at.sort_unstable();
    let pairs = at.iter().zip(at.iter().skip(1)).filter(|(first, second)| **second <= first.plus_days(COUNTS_DAYS));
    pairs.map(|(_, second)| second.plus_days(PAUSE_DAYS)).max()
}

/// Of the last sessions that somebody agreed to and that are over, how many they kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reliability {
    /// Held, or not held for another reason than theirs.
    pub kept: usize,
    /// All of them; at most twelve.
    pub agreed: usize,
}

/// Sessions kept that everybody is taken to have behind them, so that a first one missed does not say all.
const CREDIT: usize = 2;

impl Reliability {
    /// The share kept, of a hundred, as it feeds the fit: somebody new counts as reliable, and one of one missed
    /// is two of three kept.
    pub fn share(self) -> u8 {
        let (kept, agreed) = (self.kept.min(self.agreed) + CREDIT, self.agreed + CREDIT);
        u8::try_from(100 * kept / agreed).unwrap_or(100)
    }
}

/// How reliable somebody is: over their latest sessions, latest first. What was called off in time, or by the other, or
/// is still to come is none that could be kept.
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
        }
    };
    let last: Vec<bool> = sessions.iter().filter_map(outcome).take(LAST).collect();
    Reliability { kept: last.iter().filter(|kept| **kept).count(), agreed: last.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::booking::mark::{MarkKind, MarkState};
    use crate::domain::{MarkId, SessionId};

    fn mark(at: &str, state: MarkState) -> Mark {
        Mark {
            id: MarkId::new(),
            account: AccountId::new(),
            session: SessionId::new(),
            kind: MarkKind::LateCancel,
            state,
            at: at.parse().unwrap(),
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
        let third = [first, mark("2027-01-05T12:00:00Z", Counts), mark("2027-02-01T12:00:00Z", Counts)];
        assert_eq!(paused_until(&third).unwrap().to_string(), "2027-02-15T12:00:00Z", "the latest pair");
    }
}
