//! The later mails of an agreed session, each queued for its time.

use super::{QueuedMail, card, follows_other_half, send_all};
use crate::domain::booking::life_cycle::NOTES_LATE_HOURS;
use crate::domain::booking::reliability::free_until;
use crate::domain::booking::session::{NOTES_DUE_HOURS, Session};
use crate::domain::quiet_hours::waking_hours_before;
use crate::domain::{AccountId, Seat, Timestamp, Zone};
use crate::mail::booking::{PlaceMissing, Reminder};
use crate::mail::feedback::{HowWasIt, NotesDelayed, NotesDue};
use crate::mail::{Message, SessionSnapshot};
use crate::service::Error;
use crate::store::Db;
use crate::store::account::accounts;
use std::collections::HashMap;

/// Waking hours left to cancel freely when the first reminder is sent.
const FREE_HOURS: i64 = 6;

/// Hours before the start at which the last reminder is sent.
pub(crate) const LAST_REMINDER: u8 = 1;

/// When somebody in this zone gets the first reminder, and how many hours before the start that is.
pub(crate) fn first_reminder(session: &Session, zone: Zone) -> (Timestamp, u8) {
    let at = waking_hours_before(free_until(session), FREE_HOURS, zone);
    (at, u8::try_from((session.starts_at.epoch() - at.epoch()) / 3600).unwrap_or(u8::MAX))
}

/// Whether a later reminder is already due, so that this one, delayed by an outage, would be redundant.
pub fn outdated(hours_before: u8, starts_at: Timestamp, now: Timestamp) -> bool {
    hours_before > LAST_REMINDER && starts_at.plus_hours(-i64::from(LAST_REMINDER)) <= now
}

/// Hours after the end at which the interviewer is asked for the notes, while they are missing.
const NOTES_DUE: [u8; 3] = [0, 20, 44];

/// How many hours after the end the notes were asked for before they're asked for at this hour; `None` for the first time.
pub(crate) fn asked_before(hours_after: u8) -> Option<i64> {
    NOTES_DUE.into_iter().rfind(|hours| *hours < hours_after).map(i64::from)
}

/// Hours before the start at which an interviewer who hasn't said where they meet is asked again. The reminders, which
/// come in between, ask as well.
const PLACE_MISSING: [i64; 2] = [48, 3];

/// The time zones of people who are mailed.
pub(super) type Zones = HashMap<AccountId, Zone>;

pub(super) fn zones_of(db: &mut Db, sessions: &[Session]) -> Result<Zones, Error> {
    let people: Vec<_> = sessions.iter().flat_map(|session| [session.candidate.id, session.interviewer.id]).collect();
    Ok(accounts::zones(db, &people)?)
}

/// The later mails of an agreed session: reminders, and requests for the notes. Skips those whose time has passed.
pub fn to_come(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    let zones = zones_of(db, std::slice::from_ref(session))?;
    let mails = all_to_come(db, now, session, &zones)?;
    send_all(db, now, &mails)
}

pub(super) fn all_to_come(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    zones: &Zones,
) -> Result<Vec<QueuedMail>, Error> {
    // The first half's reminders cover both halves of a swap.
    let mut mails = match follows_other_half(db, session)? {
        true => Vec::new(),
        false => reminders(session, zones),
    };
    let mut queue = |role: Seat, name: String, message: Message, not_before: Timestamp| {
        let (to, dedupe_key) = (session.person(role).id, format!("{name}:{}:{}", session.id, session.sequence));
        mails.push(QueuedMail { to, dedupe_key, message, not_before });
    };
    let (candidate, interviewer) = (card(session, Seat::Candidate), card(session, Seat::Interviewer));
    if session.meeting_place.is_none() {
        for hours_before in PLACE_MISSING {
            let question = PlaceMissing { card: interviewer.clone() }.into();
            let at = session.starts_at.plus_hours(-hours_before);
            queue(Seat::Interviewer, format!("place-missing-{hours_before}"), question, at);
        }
    }
    let question = HowWasIt { card: candidate.clone() }.into();
    queue(Seat::Candidate, "how-was-it".to_owned(), question, session.ends_at());
    for hours_after in NOTES_DUE {
        let chase = NotesDue { card: interviewer.clone(), hours_after, others: Vec::new() }.into();
        let at = session.ends_at().plus_hours(hours_after.into());
        queue(Seat::Interviewer, format!("notes-due-{hours_after}"), chase, at);
    }
    // When the interviewer gets the last reminder, a mail tells the candidate what happens next.
    let late = NotesDelayed { card: candidate, until: None }.into();
    queue(Seat::Candidate, "notes-delayed".to_owned(), late, session.ends_at().plus_hours(NOTES_LATE_HOURS));
    mails.retain(|mail| mail.not_before > now);
    Ok(mails)
}

/// The reminders of a session's notes once a mark for being absent was removed: the time for the notes begins now. Those counted
/// from the session's end are dropped when they're due.
pub(crate) fn notes_reopened(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    let notes_due_at = now.plus_hours(NOTES_DUE_HOURS);
    let [candidate, interviewer] =
        [Seat::Candidate, Seat::Interviewer].map(|role| SessionSnapshot { notes_due_at, ..card(session, role) });
    let mail = |name: String, card: &SessionSnapshot, message: Message, hours: i64| QueuedMail {
        to: session.person(card.my_role).id,
        dedupe_key: format!("{name}-again:{}:{}", session.id, session.sequence),
        message,
        not_before: now.plus_hours(hours),
    };
    // The email about the decision says that the notes can be written.
    let mut mails: Vec<QueuedMail> = NOTES_DUE
        .into_iter()
        .filter(|hours| *hours > 0)
        .map(|hours_after| {
            let chase = NotesDue { card: interviewer.clone(), hours_after, others: Vec::new() }.into();
            mail(format!("notes-due-{hours_after}"), &interviewer, chase, hours_after.into())
        })
        .collect();
    let late = NotesDelayed { card: candidate.clone(), until: None }.into();
    mails.push(mail("notes-delayed".to_owned(), &candidate, late, NOTES_LATE_HOURS));
    send_all(db, now, &mails)
}

/// Both reminders for both people, including those whose time has passed: callers drop them, because somebody who books
/// that late has just been notified.
pub(super) fn reminders(session: &Session, zones: &Zones) -> Vec<QueuedMail> {
    let mut mails = Vec::with_capacity(4);
    for role in [Seat::Candidate, Seat::Interviewer] {
        let to = session.person(role).id;
        let card = card(session, role);
        let first = first_reminder(session, zones.get(&to).copied().unwrap_or(Zone::UTC));
        let last = (session.starts_at.plus_hours(-i64::from(LAST_REMINDER)), LAST_REMINDER);
        for (name, (at, hours_before)) in [("reminder-first", first), ("reminder-1", last)] {
            let message = Reminder { card: card.clone(), hours_before }.into();
            let dedupe_key = format!("{name}:{}:{role}:{}", session.id, session.sequence);
            mails.push(QueuedMail { to, dedupe_key, message, not_before: at });
        }
    }
    mails
}
