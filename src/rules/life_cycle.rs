//! What may be done with a session, by whom and when.

use crate::types::session::{Session, State};
use crate::types::{Instant, Role};

/// Minutes after the start from which the other person counts as not coming.
pub const ABSENT_AFTER_MINUTES: i64 = 10;

/// Hours after the end until which somebody can be marked absent.
pub const MARK_WITHIN_HOURS: i64 = 48;

/// Hours within which somebody who was marked absent can say otherwise.
pub const DISPUTE_WITHIN_HOURS: i64 = 48;

/// Why something cannot be done with a session now; a sentence for the person who tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The session is in a state that does not allow it.
    #[error("{}", not_in(*.0))]
    State(State),
    /// Not before a moment that is still to come.
    #[error("It is too early for that; it can be done from {0} on.")]
    TooEarly(Instant),
    /// The moment for it has passed.
    #[error("{0}")]
    TooLate(&'static str),
    /// That seat cannot do it.
    #[error("{0}")]
    WrongSeat(&'static str),
}

fn not_in(state: State) -> String {
    let human = match state {
        State::Offered => return "This session is an offer. Please accept or decline it at its request.".to_owned(),
        State::Booked => "booked",
        State::Cancelled => "cancelled",
        State::NoShow => "marked as not held",
        State::Disputed => "disputed",
        State::Completed => "written up",
    };
    format!("This session is {human} already, so that can't be done any more.")
}

fn in_state(session: &Session, states: &[State]) -> Result<(), Refused> {
    if states.contains(&session.state) { Ok(()) } else { Err(Refused::State(session.state)) }
}

fn from(now: Instant, moment: Instant) -> Result<(), Refused> {
    if now >= moment { Ok(()) } else { Err(Refused::TooEarly(moment)) }
}

/// An offer is not agreed on yet: there is no invitation to it.
pub fn agreed(session: &Session) -> Result<(), Refused> {
    if session.state == State::Offered { Err(Refused::State(State::Offered)) } else { Ok(()) }
}

/// Either person may call a session off until it starts.
pub fn cancel(session: &Session, now: Instant) -> Result<(), Refused> {
    in_state(session, &[State::Booked])?;
    if now < session.starts_at {
        return Ok(());
    }
    Err(Refused::TooLate("This session has begun. If the other person isn't there, mark them as absent instead."))
}

/// Either person may say, until it starts, that they come.
pub fn confirm(session: &Session, now: Instant) -> Result<(), Refused> {
    in_state(session, &[State::Booked])?;
    if now < session.starts_at {
        return Ok(());
    }
    Err(Refused::TooLate("This session has begun, so there is nothing to confirm any more."))
}

/// The one who came may mark the other absent, from ten minutes after the start on.
pub fn mark_absent(session: &Session, mine: Role, absent: Role, now: Instant) -> Result<(), Refused> {
    in_state(session, &[State::Booked])?;
    if mine == absent {
        return Err(Refused::WrongSeat(
            "Only the person who came can mark the other one absent. If you can't come, cancel the session.",
        ));
    }
    from(now, session.starts_at.plus_minutes(ABSENT_AFTER_MINUTES))?;
    if now <= session.ends_at().plus_hours(MARK_WITHIN_HOURS) {
        return Ok(());
    }
    Err(Refused::TooLate("Somebody can be marked absent until 48 hours after the end; that has passed."))
}

/// The one who was marked absent may say otherwise for 48 hours.
pub fn dispute(session: &Session, mine: Role, now: Instant) -> Result<(), Refused> {
    in_state(session, &[State::NoShow])?;
    match session.absent {
        Some((absent, marked_at)) if absent == mine => {
            if now <= marked_at.plus_hours(DISPUTE_WITHIN_HOURS) {
                return Ok(());
            }
            Err(Refused::TooLate("This could be disputed for 48 hours; that has passed."))
        }
        _ => Err(Refused::WrongSeat("Only the person who was marked absent can dispute it.")),
    }
}

/// The interviewer may prepare for a session, and look again at what they prepared, unless it was called off.
pub fn prepare(session: &Session, mine: Role) -> Result<(), Refused> {
    if mine != Role::Interviewer {
        return Err(Refused::WrongSeat(
            "The brief is for the interviewer: with its questions read before, the hour would be half as useful.",
        ));
    }
    in_state(session, &[State::Booked, State::NoShow, State::Disputed, State::Completed])
}

/// The interviewer may write notes from the start on, until they are submitted. A session that was
/// marked as not held and disputed may be written up: the notes show that it took place.
pub fn write_notes(session: &Session, mine: Role, now: Instant) -> Result<(), Refused> {
    if mine != Role::Interviewer {
        return Err(Refused::WrongSeat("The notes are the interviewer's to write; you'll receive them by mail."));
    }
    in_state(session, &[State::Booked, State::Disputed])?;
    from(now, session.starts_at)
}

/// Days after their delivery within which notes can be amended.
pub const AMEND_WITHIN_DAYS: i64 = 30;

/// The interviewer may amend notes within thirty days of their delivery.
pub fn amend_notes(session: &Session, mine: Role, delivered_at: Option<Instant>, now: Instant) -> Result<(), Refused> {
    if mine != Role::Interviewer {
        return Err(Refused::WrongSeat("The notes are the interviewer's to amend. Tell them what reads wrong to you."));
    }
    in_state(session, &[State::Completed])?;
    if delivered_at.is_some_and(|delivered| now <= delivered.plus_days(AMEND_WITHIN_DAYS)) {
        return Ok(());
    }
    Err(Refused::TooLate("Notes can be amended within 30 days of their delivery; that has passed."))
}

/// Whether notes are still to be written.
pub fn awaits_notes(session: &Session) -> bool {
    in_state(session, &[State::Booked, State::Disputed]).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::session::{BySeat, Person};
    use crate::types::{AccountId, Kind, Length, Level, SessionId, UpTo};

    fn session(state: State) -> Session {
        let person = |name: &str| Person { id: AccountId::new(), name: name.parse().unwrap() };
        Session {
            id: SessionId::new(),
            candidate: person("Ann"),
            interviewer: person("Bo"),
            headline: None,
            kind: Kind::Concepts,
            level: Level::Junior,
            topics: UpTo::default(),
            aims: "".parse().unwrap(),
            starts_at: start(),
            length: Length::try_from(60).unwrap(),
            join_url: None,
            sequence: 0,
            state,
            cancelled: None,
            absent: None,
            dispute: None,
            swap: None,
            agreed_at: start(),
            coming: BySeat::default(),
        }
    }

    fn start() -> Instant {
        "2027-01-14T17:00:00Z".parse().unwrap()
    }

    fn minutes(after_start: i64) -> Instant {
        start().plus_minutes(after_start)
    }

    #[test]
    fn cancelling_ends_with_the_start() {
        assert_eq!(cancel(&session(State::Booked), minutes(-1)), Ok(()));
        assert!(matches!(cancel(&session(State::Booked), minutes(0)), Err(Refused::TooLate(_))));
        for state in [State::Offered, State::Cancelled, State::NoShow, State::Disputed, State::Completed] {
            assert_eq!(cancel(&session(state), minutes(-1)), Err(Refused::State(state)));
        }
    }

    #[test]
    fn the_one_who_came_marks_the_other() {
        let booked = session(State::Booked);
        let marks = |mine, absent, at| mark_absent(&booked, mine, absent, minutes(at));
        assert_eq!(marks(Role::Candidate, Role::Interviewer, 10), Ok(()));
        assert_eq!(marks(Role::Interviewer, Role::Candidate, 60 + 48 * 60), Ok(()));
        assert!(matches!(marks(Role::Candidate, Role::Interviewer, 9), Err(Refused::TooEarly(_))));
        assert!(matches!(marks(Role::Candidate, Role::Candidate, 10), Err(Refused::WrongSeat(_))));
        assert!(matches!(marks(Role::Interviewer, Role::Candidate, 61 + 48 * 60), Err(Refused::TooLate(_))));
    }

    #[test]
    fn the_one_marked_may_dispute_for_48_hours() {
        let mut marked = session(State::NoShow);
        marked.absent = Some((Role::Candidate, minutes(10)));
        assert_eq!(dispute(&marked, Role::Candidate, minutes(10 + 48 * 60)), Ok(()));
        assert!(matches!(dispute(&marked, Role::Interviewer, minutes(11)), Err(Refused::WrongSeat(_))));
        assert!(matches!(dispute(&marked, Role::Candidate, minutes(11 + 48 * 60)), Err(Refused::TooLate(_))));
        assert!(matches!(dispute(&session(State::Booked), Role::Candidate, minutes(11)), Err(Refused::State(_))));
    }

    #[test]
    fn notes_are_the_interviewers_from_the_start_on() {
        assert_eq!(write_notes(&session(State::Booked), Role::Interviewer, minutes(0)), Ok(()));
        assert_eq!(write_notes(&session(State::Disputed), Role::Interviewer, minutes(0)), Ok(()));
        assert!(matches!(
            write_notes(&session(State::Booked), Role::Interviewer, minutes(-1)),
            Err(Refused::TooEarly(_))
        ));
        assert!(matches!(
            write_notes(&session(State::Booked), Role::Candidate, minutes(0)),
            Err(Refused::WrongSeat(_))
        ));
        assert!(matches!(
            write_notes(&session(State::Completed), Role::Interviewer, minutes(0)),
            Err(Refused::State(_))
        ));
    }
}
