//! Mails about late notes to those responsible: the coordinators of the two people's programs or, for sessions without a
//! program, the operator. Each session is reported once to each of them, and they get at most one mail every twelve hours.

use super::Written;
use crate::domain::booking::life_cycle::NOTES_LATE_HOURS;
use crate::domain::booking::session::{State, notes_begin};
use crate::domain::{AccountId, SessionId, Timestamp};
use crate::mail::feedback::{NotesLate, Overdue};
use crate::service::oversight::{Overseer, in_whose_name, overseers};
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::{marks, sessions};
use crate::store::feedback::late_notes as store;
use crate::store::feedback::note_reassignments;
use crate::store::{Db, StoreError};
use std::collections::BTreeMap;

/// Minimum number of hours between two such mails to the same person.
const AGAIN_HOURS: i64 = 12;

/// Days after which a session is no longer reported, so that a new coordinator isn't mailed about last year.
const WITHIN_DAYS: i64 = 14;

/// Maximum number of late sessions looked at, the latest ones: earlier ones have already been reported.
const MAX_LATE: i64 = 500;

/// Writes the mails that are due; returns how many. A failure with one doesn't delay the others.
pub fn write_due(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let due = services.read(|db, now| due(services, db, now))?;
    let (mut written, mut failed) = (0, None);
    for (overseer, late) in due {
        if stop() {
            break;
        }
        match services.write(|db, now| tell(services, db, now, overseer, &late)) {
            Ok(told) => written += usize::from(told),
            // Another replica is doing it; the next run picks up what's left.
            Err(error) if error.code == Code::Busy => (),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(written), Err)
}

/// Which sessions to report to whom.
fn due(services: &Services, db: &mut Db, now: Timestamp) -> Result<BTreeMap<Overseer, Vec<SessionId>>, Error> {
    let late_from = now.plus_hours(-NOTES_LATE_HOURS);
    let mut late = store::late_between(db, late_from.plus_days(-WITHIN_DAYS), late_from, MAX_LATE)?;
    // Reassigned notes needn't be reported: somebody already knows.
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

/// One overseer's mail. Its sessions are claimed and the mail is queued in the same transaction, so it's queued exactly once.
fn tell(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    overseer: Overseer,
    late: &[SessionId],
) -> Result<bool, Error> {
    let to = match overseer {
        Overseer::Coordinator(id) => {
            // The checks below need this lock.
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
        // Another replica mailed the operator, who may have no account row to lock.
        Err(StoreError::Conflict(_)) => return Err(Error::new(Code::Busy, "Somebody else was faster.")),
        other => other?,
    }
    let key = format!("notes-late:{overseer}:{first}");
    let operator = services.settings.operator.clone().filter(|_| overseer == Overseer::Operator);
    let message = NotesLate { sessions: fresh, operator, told: Vec::new() };
    notifications::send(db, now, to, key, message, now)?;
    Ok(true)
}

/// The sessions in such a mail, oldest first, without those whose notes were delivered or reassigned in the meantime, or
/// that the recipient is no longer responsible for.
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
    let lifted = marks::absences_lifted(db, ids)?;
    let mut told: Vec<Overdue> = Vec::new();
    for id in ids.iter().filter(|id| !handed.contains_key(id)) {
        let (Some(program), Some(session)) = (all.get(id).and_then(|by| by.get(&overseer)), found.remove(id)) else {
            continue;
        };
        let from = notes_begin(session.ends_at(), lifted.get(id).copied());
        if session.state != State::Booked || now < from.plus_hours(NOTES_LATE_HOURS) {
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
