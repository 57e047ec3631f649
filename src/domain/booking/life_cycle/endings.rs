//! The rows that end a session if nobody acts, or if the two people remember it differently.

use super::table::{OF_THE_NOTES, from};
use super::verb::{Row, To, Verb};
use super::{NOTES_WAIT_DAYS, Refused};
use crate::domain::booking::mark::UNDECIDED_AFTER_DAYS;
use crate::domain::booking::session::State;
use crate::domain::booking::session_event::{ActorRole, SessionEventKind};

/// The common part of the decisions about a disputed absence. Whether the dispute is still open is checked with the
/// mark.
const DECIDE: Row = Row {
    verb: Verb::UpholdMark,
    from: &[State::Disputed],
    who: &[ActorRole::Coordinator, ActorRole::Operator],
    whose: "Only a coordinator of the program or the operator can decide on this.",
    when: "while nobody has decided",
    check: |_, _, _| Ok::<(), Refused>(()),
    to: To::Becomes(State::NoShow),
    recorded: Some(SessionEventKind::Upheld),
};

pub(crate) static UPHOLD_MARK: Row = DECIDE;

/// The session took place, so its notes can still be written.
pub(crate) static LIFT_MARK: Row =
    Row { verb: Verb::LiftMark, to: To::Becomes(State::Booked), recorded: Some(SessionEventKind::Lifted), ..DECIDE };

/// The most lenient outcome: the mark counts against nobody, and nobody is asked for anything.
pub(crate) static END_DISPUTE: Row = Row {
    verb: Verb::EndDispute,
    who: &[ActorRole::System],
    when: "14 days after the dispute, if nobody has decided; the mark is removed",
    recorded: Some(SessionEventKind::Undecided),
    ..DECIDE
};

/// The deadline depends on what else happened to the session, so its function checks it.
pub(crate) static END_WITHOUT_NOTES: Row = Row {
    verb: Verb::EndWithoutNotes,
    from: &[State::Booked],
    who: &[ActorRole::System],
    whose: OF_THE_NOTES,
    when: "7 days after the end, or after somebody else was asked for the notes, or a mark for being absent was removed; at once \
           if the interviewer has left and nobody else was asked",
    check: |session, _, now| from(now, session.ends_at()),
    to: To::Becomes(State::HeldWithoutNotes),
    recorded: Some(SessionEventKind::EndedWithoutNotes),
};

// The table's texts contain these numbers.
const _: () = assert!(NOTES_WAIT_DAYS == 7 && UNDECIDED_AFTER_DAYS == 14);
