//! Queues mails in the outbox, in the transaction that causes them.

mod invited;
mod offers;
mod to_come;

use super::Error;
use crate::domain::booking::reliability::free_until;
use crate::domain::booking::session::{OtherHalf, Session, State};
use crate::domain::{AccountId, DisplayName, EmailAddress, Prose, Seat, Timestamp};
use crate::mail::booking::{
    MoveOff, MoveProposed, PlaceMissing, PlaceSet, Reminder, ReplacementSearch, SessionBooked, SessionCancelled,
    SessionMoved,
};
use crate::mail::feedback::{HowWasIt, NotesDelayed, NotesDue};
use crate::mail::{Message, SessionSnapshot};
use crate::store::booking::sessions;
use crate::store::{Db, StoreError, outbox};

pub(crate) use invited::{address_changed, invited, swap_event};
pub(crate) use offers::{match_offered, offer_off};
pub(crate) use to_come::{LAST_REMINDER, asked_before, first_reminder, notes_reopened};
use to_come::{Zones, all_to_come, reminders, zones_of};
pub use to_come::{outdated, to_come};

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
    if letters.is_empty() {
        return Ok(());
    }
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

/// Every mail that a booking causes: the invitations now, and the rest at their times.
pub fn booked(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    booked_all(db, now, std::slice::from_ref(session))
}

/// Like [`booked`], for any number of sessions.
pub fn booked_all(db: &mut Db, now: Timestamp, sessions: &[Session]) -> Result<(), Error> {
    let zones = zones_of(db, sessions)?;
    sessions.iter().try_for_each(|session| booked_one(db, now, session, &zones))
}

/// All mails are queued in one statement, however many there are.
fn booked_one(db: &mut Db, now: Timestamp, session: &Session, zones: &Zones) -> Result<(), Error> {
    let mut mails = Vec::new();
    let mut queue = |role: Seat, dedupe_key: String, message: Message| {
        mails.push(QueuedMail { to: session.person(role).id, dedupe_key, message, not_before: now });
    };
    // The first half's invitation covers both.
    let roles: &[Seat] = if follows_other_half(db, session)? { &[] } else { Seat::ALL };
    for role in roles.iter().copied() {
        let invitation = SessionBooked::new(invited(db, session, role)?);
        queue(role, format!("booked:{}:{role}:{}", session.id, session.sequence), invitation.into());
    }
    if session.meeting_place.is_none() {
        let question = PlaceMissing { card: card(session, Seat::Interviewer) };
        queue(Seat::Interviewer, format!("place-missing:{}:{}", session.id, session.sequence), question.into());
    }
    mails.extend(all_to_come(db, now, session, zones)?);
    send_all(db, now, &mails)
}

/// The updated invitations that a new place causes. `by` is the seat of the person who set it, and `changed` says
/// whether there was a place before. For a swap, call it for the earlier half once both have the place: its invitation
/// covers both.
pub fn placed(db: &mut Db, now: Timestamp, session: &Session, by: Seat, changed: bool) -> Result<(), Error> {
    for role in [Seat::Candidate, Seat::Interviewer] {
        let message = PlaceSet { card: invited(db, session, role)?, by, changed };
        let key = format!("placed:{}:{role}:{}", session.id, session.sequence);
        send(db, now, session.person(role).id, key, message, now)?;
    }
    Ok(())
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

/// Whether the session is the second half of a swap whose first half isn't cancelled.
pub(crate) fn follows_other_half(db: &mut Db, session: &Session) -> Result<bool, Error> {
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

/// The cancellation, to both: the person who cancelled needs it removed from their calendar too. If both halves of a
/// swap are cancelled, each person gets one mail: that of the half in which they are the candidate. `left_program` is the
/// program that the person in the cancelling seat was removed from, if that's why.
pub fn cancelled(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    looking: ReplacementSearch,
    left_program: Option<DisplayName>,
) -> Result<(), Error> {
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
        let zones = zones_of(db, std::slice::from_ref(other))?;
        let mut mails = reminders(other, &zones);
        mails.retain(|mail| mail.not_before > now);
        send_all(db, now, &mails)?;
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
        let left_program = left_program.clone();
        let message = SessionCancelled { card, by, reason, looking, kept_at, stays: stays.map(left), left_program };
        let key = format!("cancelled:{}:{role}:{}", session.id, session.sequence);
        send(db, now, session.person(role).id, key, message, now)?;
    }
    Ok(())
}
