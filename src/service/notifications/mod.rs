//! Queues mails in the outbox, in the transaction that causes them.

mod invited;

use super::Error;
use crate::domain::booking::life_cycle::NOTES_LATE_HOURS;
use crate::domain::booking::reliability::free_until;
use crate::domain::booking::session::{OtherHalf, Session, State};
use crate::domain::quiet_hours::waking_hours_before;
use crate::domain::{AccountId, EmailAddress, Prose, Seat, Timestamp, Zone};
use crate::mail::booking::{
    MoveOff, MoveProposed, PlaceMissing, PlaceSet, Reminder, ReplacementSearch, SessionBooked, SessionCancelled,
    SessionMoved,
};
use crate::mail::feedback::{HowWasIt, NotesDelayed, NotesDue};
use crate::mail::matching::{MatchOffered, OfferEnding};
use crate::mail::{Message, SessionSnapshot};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::{Db, StoreError, outbox};

pub(crate) use invited::{address_changed, invited, swap_event};

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
        free_until: Some(free_until(session)),
        swap_at: session.swap.as_ref().map(|other| other.starts_at),
        event: None,
        apart: false,
    }
}

/// Waking hours left to cancel freely when the first reminder is sent.
const FREE_HOURS: i64 = 6;

/// Hours before the start at which the last reminder is sent.
const LAST_REMINDER: u8 = 1;

/// When somebody in this zone gets the first reminder, and how many hours before the start that is.
fn first_reminder(session: &Session, zone: Zone) -> (Timestamp, u8) {
    let at = waking_hours_before(free_until(session), FREE_HOURS, zone);
    (at, u8::try_from((session.starts_at.epoch() - at.epoch()) / 3600).unwrap_or(u8::MAX))
}

/// Whether a later reminder is already due, so that this one, delayed by an outage, would be redundant.
pub fn outdated(hours_before: u8, starts_at: Timestamp, now: Timestamp) -> bool {
    hours_before > LAST_REMINDER && starts_at.plus_hours(-i64::from(LAST_REMINDER)) <= now
}

/// Hours after the end at which the interviewer is asked for the notes, while they are missing.
const NOTES_DUE: [u8; 3] = [0, 20, 44];

/// Hours before the start at which an interviewer who hasn't said where they meet is asked again. The reminders, which
/// come in between, ask as well.
const PLACE_MISSING: [i64; 2] = [48, 3];

/// Every mail that a booking causes: the invitations now, and the rest at their times.
pub fn booked(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    // The first half's invitation covers both.
    let roles: &[Seat] = if follows_other_half(db, session)? { &[] } else { Seat::ALL };
    for role in roles.iter().copied() {
        let invitation = SessionBooked::new(invited(db, session, role)?);
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
    let roles: &[Seat] = if follows_other_half(db, session)? { &[] } else { Seat::ALL };
    for role in roles.iter().copied() {
        let message = SessionMoved { card: invited(db, session, role)?, from, by, reason: reason.clone() };
        let key = format!("moved:{}:{role}:{}", session.id, session.sequence);
        send(db, now, session.person(role).id, key, message, now)?;
    }
    to_come(db, now, session)
}

/// The later mails of an agreed session: reminders, and requests for the notes. Skips those whose time has passed.
pub fn to_come(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    // The first half's reminders cover both halves of a swap.
    if !follows_other_half(db, session)? {
        reminders(db, now, session)?;
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
    // With the last reminder the candidate hears what happens next.
    let at = session.ends_at().plus_hours(NOTES_LATE_HOURS);
    if at > now {
        let message = NotesDelayed { card: card(session, Seat::Candidate) };
        let key = format!("notes-delayed:{}:{}", session.id, session.sequence);
        send(db, now, session.candidate.id, key, message, at)?;
    }
    Ok(())
}

/// Whether the session is the second half of a swap whose first half isn't cancelled.
fn follows_other_half(db: &mut Db, session: &Session) -> Result<bool, Error> {
    let Some(other) = session.swap.as_ref().filter(|other| other.starts_at < session.starts_at) else {
        return Ok(false);
    };
    match sessions::by_id(db, other.session) {
        Ok(other) => Ok(other.state != State::Cancelled),
        // Not inserted yet.
        Err(StoreError::NotFound) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Queues both reminders for both people, unless their time has passed.
fn reminders(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    let zones = accounts::zones(db, &[session.candidate.id, session.interviewer.id])?;
    for role in [Seat::Candidate, Seat::Interviewer] {
        let to = session.person(role).id;
        let card = card(session, role);
        let first = first_reminder(session, zones.get(&to).copied().unwrap_or(Zone::UTC));
        let last = (session.starts_at.plus_hours(-i64::from(LAST_REMINDER)), LAST_REMINDER);
        for (name, (at, hours_before)) in [("reminder-first", first), ("reminder-1", last)] {
            // Somebody who books within that time has just been notified.
            if at > now {
                let reminder = Reminder { card: card.clone(), hours_before };
                let key = format!("{name}:{}:{role}:{}", session.id, session.sequence);
                send(db, now, to, key, reminder, at)?;
            }
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
            NotesDelayed::NAME,
            HowWasIt::NAME,
        ],
        now,
    )?)
}

/// The cancellation, to both: the person who cancelled needs it removed from their calendar too. If both halves of a swap are
/// cancelled, each person gets one mail: that of the half in which they are the candidate.
pub fn cancelled(db: &mut Db, now: Timestamp, session: &Session, looking: ReplacementSearch) -> Result<(), Error> {
    let Some((by, reason)) = &session.cancelled else { return Ok(()) };
    let other = match &session.swap {
        Some(half) => Some(sessions::by_id(db, half.session)?),
        None => None,
    };
    let goes = |other: &&OtherHalf| !other.kept_by_both() && other.starts_at > now;
    let swap_at = session.swap.as_ref().filter(goes).map(|other| other.starts_at);
    let roles: &[Seat] = if swap_at.is_some() { &[Seat::Candidate] } else { Seat::ALL };
    let stays = other.as_ref().filter(|other| swap_at.is_none() && other.state != State::Cancelled);
    let kept = stays.filter(|other| other.starts_at > now);
    // Until now, the first half's reminders covered it.
    if let Some(other) = kept.filter(|other| session.starts_at < other.starts_at) {
        reminders(db, now, other)?;
    }
    let kept_at = kept.map(|other| other.starts_at);
    // The other half is cancelled in the same transaction.
    let gone = other.as_ref().map(|other| Session { state: State::Cancelled, ..other.clone() });
    for role in roles.iter().copied() {
        let event = swap_event(session, gone.as_ref());
        let card = SessionSnapshot { swap_at, event, ..card(session, role) };
        let left = |other: &Session| {
            let event = swap_event(other, Some(session));
            Box::new(SessionSnapshot { swap_at: None, event, ..self::card(other, role.other()) })
        };
        let (by, reason) = (*by, reason.clone());
        let message = SessionCancelled { card, by, reason, looking, kept_at, stays: stays.map(left) };
        let key = format!("cancelled:{}:{role}:{}", session.id, session.sequence);
        send(db, now, session.person(role).id, key, message, now)?;
    }
    Ok(())
}

/// Waking hours left to answer an offer when the candidate is asked again.
const NUDGE_HOURS: i64 = 3;

/// When a candidate in this zone is asked again: not before half of the time to answer is over.
fn nudge_at(now: Timestamp, until: Timestamp, zone: Zone) -> Timestamp {
    let half = now.plus_minutes((until.epoch() - now.epoch()) / 120);
    waking_hours_before(until, NUDGE_HOURS, zone).max(half)
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
    send(db, now, candidate, format!("offered:{}", offer.id), message.clone(), now)?;
    let zone = accounts::zones(db, &[candidate])?.get(&candidate).copied().unwrap_or(Zone::UTC);
    let MatchOffered { card, answer_by, .. } = message;
    let key = format!("offer-ending:{}", offer.id);
    send(db, now, candidate, key, OfferEnding { card, answer_by }, nudge_at(now, until, zone))
}
