//! The rows about moving a session. Which starts it can move to is in `domain::booking::moves`.

use super::Refused;
use super::table::{CANDIDATE, EITHER, OF_THE_TWO, before_start};
use super::verb::{Row, To, Verb};
use crate::domain::booking::moves::{ALONE_HOURS, ANSWER_HOURS};
use crate::domain::booking::session::State;
use crate::domain::booking::session_event::{ActorRole, SessionEventKind};

pub(crate) static PROPOSE: Row = PROPOSING;

/// What all of them have in common.
const PROPOSING: Row = Row {
    verb: Verb::ProposeMove,
    from: &[State::Booked],
    who: EITHER,
    whose: OF_THE_TWO,
    when: "until it starts; one proposal at a time",
    check: |session, _, now| before_start(session, now, "This session has started, so it can't be moved any more."),
    to: To::Stays,
    recorded: Some(SessionEventKind::MoveProposed),
};

pub(crate) static ACCEPT: Row = Row {
    verb: Verb::AcceptMove,
    when: "until the proposal ends, by the person who was asked",
    recorded: Some(SessionEventKind::Moved),
    ..PROPOSING
};

pub(crate) static DECLINE: Row = Row {
    verb: Verb::DeclineMove,
    when: "until the proposal ends, by the person who was asked",
    recorded: Some(SessionEventKind::MoveDeclined),
    ..PROPOSING
};

pub(crate) static WITHDRAW: Row = Row {
    verb: Verb::WithdrawMove,
    when: "until the proposal ends, by the person who made it",
    recorded: Some(SessionEventKind::MoveWithdrawn),
    ..PROPOSING
};

pub(crate) static END: Row = Row {
    verb: Verb::EndMove,
    who: &[ActorRole::System],
    when: "after 48 hours, or once its last time or the session itself begins",
    recorded: Some(SessionEventKind::MoveLapsed),
    ..PROPOSING
};

pub(crate) static ALONE: Row = Row {
    verb: Verb::MoveAlone,
    who: CANDIDATE,
    whose: "Only the candidate can move a session without asking, to another of your openings. Please suggest other \
            times.",
    when: "until 24 hours before it starts, once; not for a swap",
    check: |session, _, now| {
        before_start(session, now, "This session has started, so it can't be moved any more.")?;
        if session.swap.is_some() {
            return Err(Refused::TooLate("A swap takes both people's time, so please suggest other times for it."));
        }
        if now > session.starts_at.plus_hours(-ALONE_HOURS) {
            return Err(Refused::TooLate(
                "You can move a session without asking until 24 hours before it starts. Please suggest other times, \
                 so that you can agree on one.",
            ));
        }
        Ok(())
    },
    recorded: Some(SessionEventKind::Moved),
    ..PROPOSING
};

// The table's texts contain these numbers.
const _: () = assert!(ALONE_HOURS == 24 && ANSWER_HOURS == 48);
