//! The later mails of an agreed session, each queued for its time.

use super::{card, follows_other_half, send};
use crate::domain::booking::reliability::free_until;
use crate::domain::booking::session::Session;
use crate::domain::quiet_hours::waking_hours_before;
use crate::domain::{AccountId, Seat, Timestamp, Zone};
use crate::mail::booking::{PlaceMissing, Reminder};
use crate::mail::feedback::{HowWasIt, NotesDue};
use crate::service::Error;
use crate::store::Db;
use crate::store::account::accounts;
use std::collections::HashMap;

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

/// The time zones of people who are mailed.
pub(super) type Zones = HashMap<AccountId, Zone>;

pub(super) fn zones_of(db: &mut Db, sessions: &[Session]) -> Result<Zones, Error> {
    let people: Vec<_> = sessions.iter().flat_map(|session| [session.candidate.id, session.interviewer.id]).collect();
    Ok(accounts::zones(db, &people)?)
}

/// The later mails of an agreed session: reminders, and requests for the notes. Skips those whose time has passed.
pub fn to_come(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    let zones = zones_of(db, std::slice::from_ref(session))?;
    to_come_in(db, now, session, &zones)
}

pub(super) fn to_come_in(db: &mut Db, now: Timestamp, session: &Session, zones: &Zones) -> Result<(), Error> {
    // The first half's reminders cover both halves of a swap.
    if !follows_other_half(db, session)? {
        reminders(db, now, session, zones)?;
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

/// Queues both reminders for both people, unless their time has passed.
pub(super) fn reminders(db: &mut Db, now: Timestamp, session: &Session, zones: &Zones) -> Result<(), Error> {
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
