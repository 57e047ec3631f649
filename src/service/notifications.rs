//! Queues mails in the outbox, in the transaction that causes them.

use super::Error;
use crate::domain::booking::session::{OtherHalf, Session, State};
use crate::domain::{AccountId, EmailAddress, LinkId, Prose, Seat, Timestamp};
use crate::mail::booking::{
    InvitationMoved, MoveOff, MoveProposed, PlaceMissing, PlaceSet, Reminder, ReplacementSearch, SessionBooked,
    SessionCancelled, SessionMoved,
};
use crate::mail::feedback::{HowWasIt, NotesDue};
use crate::mail::matching::MatchOffered;
use crate::mail::{Message, SessionSnapshot};
use crate::store::booking::sessions;
use crate::store::{Db, outbox};

/// A mail to queue. Two with the same `dedupe_key` are the same mail; queueing a second one is an error.
#[derive(Debug)]
pub struct QueuedMail {
    /// The recipient's account; if the recipient has none, the account on whose behalf it's sent.
    pub to: AccountId,
    /// Identifies the event that caused it.
    pub dedupe_key: String,
    /// The content.
    pub message: Message,
    /// When it can be sent at the earliest.
    pub not_before: Timestamp,
}

/// Queues a mail.
pub fn send(
    db: &mut Db,
    now: Timestamp,
    to: AccountId,
    dedupe_key: String,
    message: impl Into<Message>,
    not_before: Timestamp,
) -> Result<(), Error> {
    send_all(db, now, &[QueuedMail { to, dedupe_key, message: message.into(), not_before }])
}

/// Queues any number of mails, in one statement.
pub fn send_all(db: &mut Db, now: Timestamp, letters: &[QueuedMail]) -> Result<(), Error> {
    let mut mails = Vec::with_capacity(letters.len());
    for letter in letters {
        mails.push(outbox::NewMail {
            dedupe_key: letter.dedupe_key.clone(),
            account: letter.to,
            session: letter.message.session().map(|card| card.session),
            kind: letter.message.kind().to_owned(),
            message: serde_json::to_string(&letter.message).map_err(Error::internal)?,
            urgency: letter.message.urgency().rank(),
            domain: letter.message.goes_to().map(EmailAddress::domain),
            not_before: letter.not_before,
        });
    }
    Ok(outbox::insert(db, &mails, now)?)
}

/// A session as the person in this seat sees it.
pub fn card(session: &Session, role: Seat) -> SessionSnapshot {
    let other = session.person(role.other());
    SessionSnapshot {
        session: session.id,
        my_role: role,
        other_id: other.id,
        other_name: other.name.clone(),
        kind: session.kind,
        level: session.level,
        topics: session.topics.to_vec(),
        aims: session.aims.clone(),
        starts_at: session.starts_at,
        length: session.length,
        meeting_place: session.meeting_place.clone(),
        sequence: session.sequence,
        notes_due_at: session.notes_due_at(),
        swap_at: session.swap.as_ref().map(|other| other.starts_at),
    }
}

/// Hours before the start at which both are reminded.
const REMINDERS: [u8; 2] = [24, 1];

/// Whether a later reminder is already due, so that this one, delayed by an outage, would be redundant.
pub fn outdated(hours_before: u8, starts_at: Timestamp, now: Timestamp) -> bool {
    REMINDERS.iter().any(|nearer| *nearer < hours_before && starts_at.plus_hours(-i64::from(*nearer)) <= now)
}

/// Hours after the end at which the interviewer is asked for the notes, while they are missing.
const NOTES_DUE: [u8; 3] = [0, 20, 44];

/// Hours before the start at which an interviewer who hasn't said where they meet is asked again. The reminders, which
/// come in between, ask as well.
const PLACE_MISSING: [i64; 2] = [48, 3];

/// Every mail that a booking causes: the invitations now, and the rest at their times.
pub fn booked(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    for role in [Seat::Candidate, Seat::Interviewer] {
        let invitation = SessionBooked { card: card(session, role) };
        let key = format!("booked:{}:{role}:{}", session.id, session.sequence);
        send(db, now, session.person(role).id, key, invitation, now)?;
    }
    if session.meeting_place.is_none() {
        let question = PlaceMissing { card: card(session, Seat::Interviewer) };
        let key = format!("place-missing:{}:{}", session.id, session.sequence);
        send(db, now, session.interviewer.id, key, question, now)?;
    }
    to_come(db, now, session)
}

/// Everything that another place causes: the invitation anew, and what is to come with the place in it. `by` is the seat
/// of who said it, and `changed` whether there was one before.
pub fn placed(db: &mut Db, now: Timestamp, session: &Session, by: Seat, changed: bool) -> Result<(), Error> {
    for role in [Seat::Candidate, Seat::Interviewer] {
        let message = PlaceSet { card: card(session, role), by, changed };
        let key = format!("placed:{}:{role}:{}", session.id, session.sequence);
        send(db, now, session.person(role).id, key, message, now)?;
    }
    to_come(db, now, session)
}

/// Every mail that a move causes: updated invitations, and the rest at their new times. Queued mails about the old time
/// are dropped when they're due, because they're no longer true.
pub fn moved(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    (from, by): (Timestamp, Option<Seat>),
    reason: &Prose<1000>,
) -> Result<(), Error> {
    for role in [Seat::Candidate, Seat::Interviewer] {
        let message = SessionMoved { card: card(session, role), from, by, reason: reason.clone() };
        let key = format!("moved:{}:{role}:{}", session.id, session.sequence);
        send(db, now, session.person(role).id, key, message, now)?;
    }
    to_come(db, now, session)
}

/// The later mails of an agreed session: reminders, and requests for the notes. Skips those whose time has passed.
pub fn to_come(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    for role in [Seat::Candidate, Seat::Interviewer] {
        let to = session.person(role).id;
        let card = card(session, role);
        for hours_before in REMINDERS {
            let at = session.starts_at.plus_hours(-i64::from(hours_before));
            // Somebody who books within that time has just been notified.
            if at > now {
                let reminder = Reminder { card: card.clone(), hours_before };
                let key = format!("reminder-{hours_before}:{}:{role}:{}", session.id, session.sequence);
                send(db, now, to, key, reminder, at)?;
            }
        }
    }
    for hours_before in PLACE_MISSING {
        let at = session.starts_at.plus_hours(-hours_before);
        if session.meeting_place.is_none() && at > now {
            let question = PlaceMissing { card: card(session, Seat::Interviewer) };
            let key = format!("place-missing-{hours_before}:{}:{}", session.id, session.sequence);
            send(db, now, session.interviewer.id, key, question, at)?;
        }
    }
    if session.ends_at() > now {
        let question = HowWasIt { card: card(session, Seat::Candidate) };
        let key = format!("how-was-it:{}:{}", session.id, session.sequence);
        send(db, now, session.candidate.id, key, question, session.ends_at())?;
    }
    for hours_after in NOTES_DUE {
        let at = session.ends_at().plus_hours(hours_after.into());
        if at > now {
            let chase = NotesDue { card: card(session, Seat::Interviewer), hours_after };
            let key = format!("notes-due-{hours_after}:{}:{}", session.id, session.sequence);
            send(db, now, session.interviewer.id, key, chase, at)?;
        }
    }
    Ok(())
}

/// Every mail that a change of address causes for upcoming sessions: each is cancelled in the calendar of the old address,
/// and the new one gets an invitation. The SEQUENCE stays the same, because the other person's event doesn't change.
/// `change` identifies the change.
pub(crate) fn address_changed(
    db: &mut Db,
    now: Timestamp,
    who: AccountId,
    old: &EmailAddress,
    change: LinkId,
) -> Result<(), Error> {
    let coming = sessions::Filter { state: Some(State::Booked), ending_after: Some(now), ..Default::default() };
    for session in sessions::list(db, who, &coming, i64::MAX)? {
        let Some(role) = session.role_of(who) else { continue };
        for (method, old) in [("cancel", Some(old.clone())), ("request", None)] {
            let key = format!("invitation-moved:{change}:{}:{method}", session.id);
            send(db, now, who, key, InvitationMoved { card: card(&session, role), old }, now)?;
        }
    }
    Ok(())
}

/// Drops queued mails, to either person, about the sessions of somebody who deleted their account: reminders of
/// cancelled sessions, and requests for notes that nobody could write or receive.
pub fn plans_ended(db: &mut Db, now: Timestamp, who: AccountId) -> Result<(), Error> {
    Ok(outbox::drop_about(
        db,
        who,
        &[
            SessionBooked::NAME,
            SessionMoved::NAME,
            MoveProposed::NAME,
            MoveOff::NAME,
            PlaceSet::NAME,
            PlaceMissing::NAME,
            Reminder::NAME,
            NotesDue::NAME,
            HowWasIt::NAME,
        ],
        now,
    )?)
}

/// The cancellation, to both: the person who cancelled needs it removed from their calendar too.
pub fn cancelled(db: &mut Db, now: Timestamp, session: &Session, looking: ReplacementSearch) -> Result<(), Error> {
    let Some((by, reason)) = &session.cancelled else { return Ok(()) };
    // The other half of a swap is cancelled too, in a mail of its own, because a CANCEL removes one event at a time (RFC 5546,
    // section 3.2.5).
    let goes = |other: &&OtherHalf| !other.kept_by_both() && other.starts_at > now;
    let swap_at = session.swap.as_ref().filter(goes).map(|other| other.starts_at);
    for role in [Seat::Candidate, Seat::Interviewer] {
        let card = SessionSnapshot { swap_at, ..card(session, role) };
        let message = SessionCancelled { card, by: *by, reason: reason.clone(), looking };
        let key = format!("cancelled:{}:{role}:{}", session.id, session.sequence);
        send(db, now, session.person(role).id, key, message, now)?;
    }
    Ok(())
}

/// Asks the candidate whether they accept the offer for their request.
pub(crate) fn match_offered(
    db: &mut Db,
    now: Timestamp,
    candidate: AccountId,
    offer: &Session,
    until: Timestamp,
    reasons: &[String],
) -> Result<(), Error> {
    // The meeting link stays hidden until both have agreed.
    let card = SessionSnapshot { meeting_place: None, ..card(offer, Seat::Candidate) };
    let message = MatchOffered { card, answer_by: until, reasons: reasons.to_vec() };
    send(db, now, candidate, format!("offered:{}", offer.id), message, now)
}
