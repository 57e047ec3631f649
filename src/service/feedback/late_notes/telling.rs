//! Telling who looks after late notes: the coordinators of the two people's programs, and of sessions without one the operator.
//! Each session is told once to each of them, and however many there are, they hear of them in one mail in half a day.

use super::Written;
use crate::domain::booking::life_cycle::{NOTES_LATE_HOURS, awaits_notes};
use crate::domain::{AccountId, ProgramId, SessionId, Timestamp};
use crate::mail::feedback::{NotesLate, Overdue};
use crate::service::{Code, Error, Services, notifications, operator};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::feedback::late_notes as store;
use crate::store::feedback::late_notes::Overseer;
use crate::store::feedback::note_reassignments;
use crate::store::{Db, StoreError};
use std::collections::{BTreeMap, HashMap};

/// Hours in which somebody gets one such mail at most.
const AGAIN_HOURS: i64 = 12;

/// Days after which nobody is told any more: whoever has just been made a coordinator is not mailed about last year.
const WITHIN_DAYS: i64 = 14;

/// Late sessions looked at, the latest: those before them were told as they came.
const MOST: i64 = 500;

/// Writes the mails that are due; answers how many. One that cannot be written holds up nobody else's.
pub fn write_due(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let due = services.read(|db, now| due(services, db, now))?;
    let (mut written, mut failed) = (0, None);
    for (overseer, late) in due {
        if stop() {
            break;
        }
        match services.write(|db, now| tell(services, db, now, overseer, &late)) {
            Ok(told) => written += usize::from(told),
            // Another replica is at it; the next look shows what it left.
            Err(error) if error.code == Code::Busy => (),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(written), Err)
}

/// Who is to be told of what.
fn due(services: &Services, db: &mut Db, now: Timestamp) -> Result<BTreeMap<Overseer, Vec<SessionId>>, Error> {
    let late_from = now.plus_hours(-NOTES_LATE_HOURS);
    let mut late = store::late_between(db, late_from.plus_days(-WITHIN_DAYS), late_from, MOST)?;
    // Who was asked to write them was asked by somebody who knows.
    let handed = note_reassignments::writers(db, &late)?;
    late.retain(|id| !handed.contains_key(id));
    let told = store::already_told(db, &late)?;
    let mut due: BTreeMap<Overseer, Vec<SessionId>> = BTreeMap::new();
    for (session, by_whom) in overseers(services, db, &late)? {
        for overseer in by_whom.into_keys().filter(|one| !told.contains(&(session, one.to_string()))) {
            due.entry(overseer).or_default().push(session);
        }
    }
    Ok(due)
}

type Overseers = HashMap<SessionId, BTreeMap<Overseer, Option<ProgramId>>>;

/// Who looks after these sessions, each coordinator in one program of theirs; nobody after their own.
fn overseers(services: &Services, db: &mut Db, late: &[SessionId]) -> Result<Overseers, Error> {
    let mut all = Overseers::new();
    for (session, coordinator, program) in store::coordinators_of(db, late)? {
        all.entry(session).or_default().entry(Overseer::Coordinator(coordinator)).or_insert(Some(program));
    }
    let Some(address) = &services.settings.operator else { return Ok(all) };
    let without: Vec<SessionId> = late.iter().copied().filter(|id| !all.contains_key(id)).collect();
    let operator = accounts::by_email(db, address)?.filter(|account| operator::is_operator(services, account));
    for (id, session) in sessions::by_ids(db, &without)? {
        if operator.as_ref().is_none_or(|one| session.role_of(one.id).is_none()) {
            all.entry(id).or_default().insert(Overseer::Operator, None);
        }
    }
    Ok(all)
}

/// One overseer's mail. What it tells is claimed and the mail queued in the same transaction: there is one, or none yet.
fn tell(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    overseer: Overseer,
    late: &[SessionId],
) -> Result<bool, Error> {
    let to = match overseer {
        Overseer::Coordinator(id) => {
            // What follows looks before it writes.
            accounts::lock(db, &[id])?;
            Some(id)
        }
        Overseer::Operator => in_whose_name(services, db, late)?,
    };
    let recently = store::last(db, overseer)?.is_some_and(|at| now < at.plus_hours(AGAIN_HOURS));
    let (Some(to), false) = (to, recently) else { return Ok(false) };
    let told = store::already_told(db, late)?;
    let fresh: Vec<SessionId> =
        late.iter().copied().filter(|id| !told.contains(&(*id, overseer.to_string()))).collect();
    let Some(first) = fresh.first() else { return Ok(false) };
    match store::tell(db, overseer, &fresh, now) {
        // Another replica told the operator, who may have no row to be locked by.
        Err(StoreError::Conflict(_)) => return Err(Error::new(Code::Busy, "Somebody else was faster.")),
        other => other?,
    }
    let key = format!("notes-late:{overseer}:{first}");
    let operator = services.settings.operator.clone().filter(|_| overseer == Overseer::Operator);
    let message = NotesLate { sessions: fresh, operator, told: Vec::new() };
    notifications::send(db, now, to, key, message, now)?;
    Ok(true)
}

/// The operator's account; without one an interviewer's, for a mail goes out in somebody's name.
fn in_whose_name(services: &Services, db: &mut Db, late: &[SessionId]) -> Result<Option<AccountId>, Error> {
    let Some(address) = &services.settings.operator else { return Ok(None) };
    if let Some(account) = accounts::by_email(db, address)? {
        return Ok(Some(account.id));
    }
    Ok(sessions::by_ids(db, late)?.into_values().map(|session| session.interviewer.id).min())
}

/// What such a mail tells, the oldest first: notes that came or were handed on meanwhile are left out, and so is what the
/// recipient does not look after any more.
pub(crate) fn to_tell(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    to: AccountId,
    mail: &NotesLate,
) -> Result<Vec<Overdue>, Error> {
    let NotesLate { sessions: ids, operator, .. } = mail;
    let overseer = if operator.is_some() { Overseer::Operator } else { Overseer::Coordinator(to) };
    let (mut found, drafts) = (sessions::by_ids(db, ids)?, note_reassignments::drafts(db, ids)?);
    let (handed, all) = (note_reassignments::writers(db, ids)?, overseers(services, db, ids)?);
    let mut told: Vec<Overdue> = Vec::new();
    for id in ids.iter().filter(|id| !handed.contains_key(id)) {
        let (Some(program), Some(session)) = (all.get(id).and_then(|by| by.get(&overseer)), found.remove(id)) else {
            continue;
        };
        if !awaits_notes(&session) || now < session.ends_at().plus_hours(NOTES_LATE_HOURS) {
            continue;
        }
        let Written { moments, ratings, lines } = drafts.get(id).map(Written::of).unwrap_or_default();
        let (kind, level, starts_at) = (session.kind, session.level, session.starts_at);
        let (candidate, interviewer) = (session.candidate.name, session.interviewer.name);
        let program = *program;
        told.push(Overdue {
            session: *id,
            program,
            candidate,
            interviewer,
            kind,
            level,
            starts_at,
            moments,
            ratings,
            lines,
        });
    }
    told.sort_by_key(|one| (one.starts_at, one.session));
    Ok(told)
}
