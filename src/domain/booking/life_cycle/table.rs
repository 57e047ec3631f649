//! The rows: each verb with the states it starts from, who may use it, when, and the state afterwards.

use super::verb::{Row, To, Verb};
use super::{
    ABSENT_AFTER_MINUTES, AMEND_WITHIN_DAYS, DISPUTE_WITHIN_HOURS, LATE_FROM_MINUTES, LATE_MOST_MINUTES,
    MARK_WITHIN_HOURS, NOTES_LATE_HOURS, Refused, absent_from,
};
use crate::domain::booking::session::{Session, State};
use crate::domain::booking::session_event::{ActorRole, SessionEventKind};
use crate::domain::{Seat, Timestamp};

pub(crate) const EITHER: &[ActorRole] = &[ActorRole::Candidate, ActorRole::Interviewer];
pub(crate) const CANDIDATE: &[ActorRole] = &[ActorRole::Candidate];
const INTERVIEWER: &[ActorRole] = &[ActorRole::Interviewer];

pub(crate) const OF_THE_TWO: &str = "Only the two people in the session can do this.";
const OF_THE_CANDIDATE: &str = "Only the candidate can answer the offer.";
pub(crate) const OF_THE_NOTES: &str = "Only the interviewer writes the notes; you'll get them by email.";

fn at_any_time(_: &Session, _: ActorRole, _: Timestamp) -> Result<(), Refused> {
    Ok(())
}

pub(crate) fn from(now: Timestamp, moment: Timestamp) -> Result<(), Refused> {
    if now >= moment { Ok(()) } else { Err(Refused::TooEarly(moment)) }
}

pub(crate) fn before_start(session: &Session, now: Timestamp, sentence: &'static str) -> Result<(), Refused> {
    if now < session.starts_at { Ok(()) } else { Err(Refused::TooLate(sentence)) }
}

fn role(seat: ActorRole) -> Result<Seat, Refused> {
    match seat {
        ActorRole::Candidate => Ok(Seat::Candidate),
        ActorRole::Interviewer => Ok(Seat::Interviewer),
        ActorRole::Coordinator | ActorRole::Operator | ActorRole::System => Err(Refused::WrongSeat(OF_THE_TWO)),
    }
}

pub(crate) static ACCEPT: Row = Row {
    verb: Verb::Accept,
    when: "until the offer's `answer_by`",
    to: To::Becomes(State::Booked),
    recorded: Some(SessionEventKind::Accepted),
    ..ANSWER
};

pub(crate) static DECLINE_OFFER: Row = Row {
    verb: Verb::DeclineOffer,
    when: "while the offer is open",
    to: To::Goes,
    recorded: Some(SessionEventKind::Declined),
    ..ANSWER
};

pub(crate) static WITHDRAW_OFFER: Row = Row {
    verb: Verb::WithdrawOffer,
    when: "while the offer is open",
    to: To::Goes,
    recorded: Some(SessionEventKind::Withdrawn),
    ..ANSWER
};

/// What the answers to an offer have in common. The deadline is stored with the request, so the request's functions
/// check it.
const ANSWER: Row = Row {
    verb: Verb::Accept,
    from: &[State::Offered],
    who: CANDIDATE,
    whose: OF_THE_CANDIDATE,
    when: "",
    check: at_any_time,
    to: To::Goes,
    recorded: None,
};

pub(crate) static LAPSE: Row = Row {
    verb: Verb::Lapse,
    from: &[State::Offered],
    who: &[ActorRole::System],
    whose: OF_THE_CANDIDATE,
    when: "once the offer's `answer_by` has passed",
    check: at_any_time,
    to: To::Goes,
    recorded: Some(SessionEventKind::Lapsed),
};

pub(crate) static CONFIRM: Row = Row {
    verb: Verb::Confirm,
    from: &[State::Booked],
    who: EITHER,
    whose: OF_THE_TWO,
    when: "until it starts",
    check: |session, _, now| {
        before_start(session, now, "This session has already started, so there's nothing left to confirm.")
    },
    to: To::Stays,
    recorded: Some(SessionEventKind::Confirmed),
};

pub(crate) static RUN_LATE: Row = Row {
    verb: Verb::RunLate,
    from: &[State::Booked],
    who: EITHER,
    whose: OF_THE_TWO,
    when: "from 60 minutes before the start until they can be marked absent; by at most 30 minutes",
    check: |session, seat, now| {
        from(now, session.starts_at.plus_minutes(-LATE_FROM_MINUTES))?;
        if now < absent_from(session, role(seat)?) {
            return Ok(());
        }
        Err(Refused::TooLate("It's too late for that now. Please talk to the other person."))
    },
    to: To::Stays,
    recorded: Some(SessionEventKind::RunningLate),
};

pub(crate) static KEEP_HALF: Row = Row {
    verb: Verb::KeepHalf,
    from: &[State::Booked],
    who: EITHER,
    whose: OF_THE_TWO,
    when: "until it starts",
    check: |session, _, now| before_start(session, now, "This session has started."),
    to: To::Stays,
    recorded: Some(SessionEventKind::KeepsHalf),
};

pub(crate) static SET_PLACE: Row = Row {
    verb: Verb::SetPlace,
    from: &[State::Booked],
    who: INTERVIEWER,
    whose: "Only the interviewer can say where you meet.",
    when: "until it starts",
    check: |session, _, now| {
        before_start(session, now, "This session has started, so where you meet can't be changed any more.")
    },
    to: To::Stays,
    recorded: Some(SessionEventKind::PlaceSet),
};

pub(crate) static CANCEL: Row = Row {
    verb: Verb::Cancel,
    from: &[State::Booked],
    who: EITHER,
    whose: OF_THE_TWO,
    when: "until it starts",
    check: |session, _, now| {
        let begun = "This session has started. If the other person isn't there, mark them absent instead.";
        before_start(session, now, begun)
    },
    to: To::Becomes(State::Cancelled),
    recorded: Some(SessionEventKind::Cancelled),
};

pub(crate) static DECLINE: Row = Row {
    verb: Verb::Decline,
    from: &[State::Booked],
    who: EITHER,
    whose: OF_THE_TWO,
    when: "until it starts, if a round booked it",
    check: |session, _, now| before_start(session, now, "This session has started. Please talk to each other."),
    to: To::Becomes(State::Cancelled),
    recorded: Some(SessionEventKind::Declined),
};

pub(crate) static MARK_ABSENT: Row = Row {
    verb: Verb::MarkAbsent,
    from: &[State::Booked],
    who: EITHER,
    whose: OF_THE_TWO,
    when: "from 10 minutes after the start, or from when the other person said they would be there, until 48 hours after the end",
    check: |session, seat, now| {
        from(now, absent_from(session, role(seat)?.other()))?;
        if session.dispute.is_some() {
            return Err(Refused::TooLate("Who came to this session has been settled already."));
        }
        if now <= session.ends_at().plus_hours(MARK_WITHIN_HOURS) {
            return Ok(());
        }
        Err(Refused::TooLate("You can mark somebody absent until 48 hours after the end, and that time has passed."))
    },
    to: To::Becomes(State::NoShow),
    recorded: Some(SessionEventKind::MarkedAbsent),
};

pub(crate) static DISPUTE: Row = Row {
    verb: Verb::Dispute,
    from: &[State::NoShow],
    who: EITHER,
    whose: OF_THE_TWO,
    when: "for 48 hours after the mark, by the person who was marked",
    check: |session, seat, now| match session.absent {
        Some((absent, marked_at)) if absent == role(seat)? => {
            if session.dispute.is_some() {
                return Err(Refused::TooLate("You've already told us what happened, and that has been settled."));
            }
            if now <= marked_at.plus_hours(DISPUTE_WITHIN_HOURS) {
                return Ok(());
            }
            Err(Refused::TooLate("You could dispute this for 48 hours, and that time has passed."))
        }
        _ => Err(Refused::WrongSeat("Only the person who was marked absent can dispute it.")),
    },
    to: To::Becomes(State::Disputed),
    recorded: Some(SessionEventKind::Disputed),
};

/// Notes can be submitted for a session that was marked as missed and disputed, because they show that it took place;
/// and for one that ended without them, because they're welcome no matter how late.
const NOTED: &[State] = &[State::Booked, State::Disputed, State::HeldWithoutNotes];

pub(crate) static WRITE_NOTES: Row = Row {
    verb: Verb::WriteNotes,
    from: NOTED,
    who: INTERVIEWER,
    whose: OF_THE_NOTES,
    when: "from the start",
    check: |session, _, now| from(now, session.starts_at),
    to: To::Stays,
    recorded: None,
};

pub(crate) static SUBMIT_NOTES: Row = Row {
    verb: Verb::SubmitNotes,
    from: NOTED,
    who: INTERVIEWER,
    whose: OF_THE_NOTES,
    when: "from the start, once the linter finds no errors",
    check: |session, _, now| from(now, session.starts_at),
    to: To::Becomes(State::Completed),
    recorded: Some(SessionEventKind::NotesSubmitted),
};

/// What the actions about missing notes have in common.
const LATE_NOTES: Row = Row {
    verb: Verb::ReassignNotes,
    from: &[State::Booked, State::HeldWithoutNotes],
    who: &[ActorRole::Coordinator, ActorRole::Operator],
    whose: "Only a coordinator of the program or the operator can handle late notes.",
    when: "from 44 hours after the end, while the notes are missing",
    check: |session, _, now| from(now, session.ends_at().plus_hours(NOTES_LATE_HOURS)),
    to: To::Stays,
    recorded: Some(SessionEventKind::NotesReassigned),
};

pub(crate) static REASSIGN_NOTES: Row = LATE_NOTES;

pub(crate) static RELEASE_NOTES: Row = Row {
    verb: Verb::ReleaseNotes,
    when: "from 44 hours after the end, if anything was written",
    to: To::Becomes(State::Completed),
    recorded: Some(SessionEventKind::NotesReleased),
    ..LATE_NOTES
};

pub(crate) static AMEND_NOTES: Row = Row {
    verb: Verb::AmendNotes,
    from: &[State::Completed],
    who: INTERVIEWER,
    whose: "Only the interviewer can amend the notes. Please tell them what seems wrong to you.",
    when: "for 30 days after their delivery",
    // The deadline is stored with the notes, and their functions check it.
    check: at_any_time,
    to: To::Stays,
    recorded: Some(SessionEventKind::NotesAmended),
};

// The table's texts contain these numbers.
const _: () = assert!(
    ABSENT_AFTER_MINUTES == 10
        && MARK_WITHIN_HOURS == 48
        && DISPUTE_WITHIN_HOURS == 48
        && LATE_FROM_MINUTES == 60
        && LATE_MOST_MINUTES == 30
        && AMEND_WITHIN_DAYS == 30
        && NOTES_LATE_HOURS == 44
);
