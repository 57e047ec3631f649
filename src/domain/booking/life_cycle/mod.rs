//! A session's life cycle: what can be done with it, by whom and when. All of it is in one [`TABLE`]; every function of
//! the service calls [`allow`], and `docs/internals/life-cycle.md` is generated from it.

mod document;
mod endings;
mod moves;
mod table;
mod verb;

#[cfg(test)]
mod tests;

use super::session::{Session, State};
use super::session_event::ActorRole;
use crate::domain::{Seat, Timestamp};

pub use document::document;
pub use verb::{Row, To, Verb};

/// Minutes after the start from which the other person can be marked absent, unless they said they'd be late.
pub const ABSENT_AFTER_MINUTES: i64 = 10;

/// Hours after the end until which somebody can be marked absent.
pub const MARK_WITHIN_HOURS: i64 = 48;

/// Hours within which somebody who was marked absent can dispute it.
pub const DISPUTE_WITHIN_HOURS: i64 = 48;

/// Minutes before the start from which one can say they're running late; before that, another time is the better
/// answer.
pub const LATE_FROM_MINUTES: i64 = 60;

/// The latest arrival somebody running late can announce, in minutes after the start.
pub const LATE_MOST_MINUTES: i64 = 30;

/// A further delay must be at least this many minutes longer than the one announced before, to keep the number of mails
/// small.
pub const LATER_BY_MINUTES: i32 = 5;

/// Why something can't be done with a session now, as a sentence for the person who tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The session is in a state that does not allow it.
    #[error("{}", not_in(*.0))]
    State(State),
    /// Not possible until this moment.
    #[error("It's too early for that; you can do it from {0}.")]
    TooEarly(Timestamp),
    /// The moment for it has passed.
    #[error("{0}")]
    TooLate(&'static str),
    /// That seat cannot do it.
    #[error("{0}")]
    WrongSeat(&'static str),
}

fn not_in(state: State) -> String {
    let human = match state {
        State::Offered => {
            return "This session is only an offer so far. Please accept or decline it through its request.".to_owned();
        }
        State::Booked => "booked",
        State::Cancelled => "cancelled",
        State::NoShow => "recorded as missed",
        State::Disputed => "disputed",
        State::Completed => "written up",
        State::HeldWithoutNotes => "over, without notes",
    };
    format!("This session is already {human}, so you can't do that any more.")
}

/// Whether an actor in this seat may apply the verb to the session now. Returns the state the session has afterwards;
/// `None` if it no longer exists.
pub fn allow(verb: Verb, session: &Session, seat: ActorRole, now: Timestamp) -> Result<Option<State>, Refused> {
    let row = verb.row();
    if !row.who.contains(&seat) {
        return Err(Refused::WrongSeat(row.whose));
    }
    if !row.from.contains(&session.state) {
        return Err(Refused::State(session.state));
    }
    (row.check)(session, seat, now)?;
    Ok(match row.to {
        To::Stays => Some(session.state),
        To::Becomes(state) => Some(state),
        To::Goes => None,
    })
}

/// The moment from which this person can be marked absent: ten minutes after the start, or the arrival time they
/// announced.
pub fn absent_from(session: &Session, person: Seat) -> Timestamp {
    let said = session.coming.of(person).late_minutes.unwrap_or(0);
    session.starts_at.plus_minutes(ABSENT_AFTER_MINUTES.max(said.into()))
}

/// Refuses an offer: it hasn't been agreed on, so there's no invitation.
pub fn agreed(session: &Session) -> Result<(), Refused> {
    if session.state == State::Offered { Err(Refused::State(State::Offered)) } else { Ok(()) }
}

/// People can only mark the other person, not themselves.
pub fn marks_the_other(mine: Seat, absent: Seat) -> Result<(), Refused> {
    if mine != absent {
        return Ok(());
    }
    Err(Refused::WrongSeat(
        "Only the person who came can mark the other one absent. If you can't come, please cancel the session.",
    ))
}

/// Hours after the end from which others can step in about missing notes. The interviewer gets the last reminder then.
pub const NOTES_LATE_HOURS: i64 = 44;

/// Days after which a session ends without notes, counted from its end, from when somebody else was asked to write
/// them, or from when a mark for being absent was removed.
pub const NOTES_WAIT_DAYS: i64 = 7;

/// Days after their delivery within which notes can be amended.
pub const AMEND_WITHIN_DAYS: i64 = 30;

/// Whether notes that were delivered at this moment can still be amended.
pub fn amendable(delivered_at: Option<Timestamp>, now: Timestamp) -> Result<(), Refused> {
    if delivered_at.is_some_and(|delivered| now <= delivered.plus_days(AMEND_WITHIN_DAYS)) {
        return Ok(());
    }
    Err(Refused::TooLate("Notes can be amended for 30 days after they're delivered, and that time has passed."))
}

/// The interviewer may prepare for a session, and read the brief again later, unless it was cancelled.
pub fn prepare(session: &Session, mine: Seat) -> Result<(), Refused> {
    if mine != Seat::Interviewer {
        return Err(Refused::WrongSeat(
            "Only the interviewer can read the brief. Knowing the questions beforehand would make the hour half as \
             useful.",
        ));
    }
    match session.state {
        State::Offered | State::Cancelled => Err(Refused::State(session.state)),
        State::Booked | State::NoShow | State::Disputed | State::Completed | State::HeldWithoutNotes => Ok(()),
    }
}

/// Whether notes can still be written: they're expected, or overdue but still welcome.
pub fn awaits_notes(session: &Session) -> bool {
    matches!(session.state, State::Booked | State::HeldWithoutNotes)
}

impl Verb {
    /// The verb's row.
    pub fn row(self) -> &'static Row {
        match self {
            Self::Accept => &table::ACCEPT,
            Self::DeclineOffer => &table::DECLINE_OFFER,
            Self::WithdrawOffer => &table::WITHDRAW_OFFER,
            Self::Lapse => &table::LAPSE,
            Self::Confirm => &table::CONFIRM,
            Self::RunLate => &table::RUN_LATE,
            Self::KeepHalf => &table::KEEP_HALF,
            Self::SetPlace => &table::SET_PLACE,
            Self::ProposeMove => &moves::PROPOSE,
            Self::AcceptMove => &moves::ACCEPT,
            Self::DeclineMove => &moves::DECLINE,
            Self::WithdrawMove => &moves::WITHDRAW,
            Self::EndMove => &moves::END,
            Self::MoveAlone => &moves::ALONE,
            Self::Cancel => &table::CANCEL,
            Self::Decline => &table::DECLINE,
            Self::MarkAbsent => &table::MARK_ABSENT,
            Self::Dispute => &table::DISPUTE,
            Self::UpholdMark => &endings::UPHOLD_MARK,
            Self::LiftMark => &endings::LIFT_MARK,
            Self::EndDispute => &endings::END_DISPUTE,
            Self::WriteNotes => &table::WRITE_NOTES,
            Self::SubmitNotes => &table::SUBMIT_NOTES,
            Self::ReassignNotes => &table::REASSIGN_NOTES,
            Self::ReleaseNotes => &table::RELEASE_NOTES,
            Self::EndWithoutNotes => &endings::END_WITHOUT_NOTES,
            Self::AmendNotes => &table::AMEND_NOTES,
        }
    }
}

/// Every row, in the order of a session's life.
pub static TABLE: &[&Row] = &[
    &table::ACCEPT,
    &table::DECLINE_OFFER,
    &table::WITHDRAW_OFFER,
    &table::LAPSE,
    &table::CONFIRM,
    &table::RUN_LATE,
    &table::KEEP_HALF,
    &table::SET_PLACE,
    &moves::PROPOSE,
    &moves::ACCEPT,
    &moves::DECLINE,
    &moves::WITHDRAW,
    &moves::END,
    &moves::ALONE,
    &table::CANCEL,
    &table::DECLINE,
    &table::MARK_ABSENT,
    &table::DISPUTE,
    &endings::UPHOLD_MARK,
    &endings::LIFT_MARK,
    &endings::END_DISPUTE,
    &table::WRITE_NOTES,
    &table::SUBMIT_NOTES,
    &table::REASSIGN_NOTES,
    &table::RELEASE_NOTES,
    &endings::END_WITHOUT_NOTES,
    &table::AMEND_NOTES,
];
