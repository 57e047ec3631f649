//! Ends sessions whose notes haven't come after a week. The candidate gets an email and an earlier place in the queue;
//! the interviewer gets a mark, which is removed if the notes still come.

use crate::domain::Timestamp;
use crate::domain::booking::life_cycle::{NOTES_WAIT_DAYS, Verb, allow};
use crate::domain::booking::mark::MarkKind;
use crate::domain::booking::reliability::COUNTS_DAYS;
use crate::domain::booking::session::{Session, State, notes_begin};
use crate::domain::booking::session_event::{Actor, ActorRole, SessionEventKind};
use crate::domain::{Seat, SessionId};
use crate::mail::feedback::{HeldWithoutNotes, NotesMissed};
use crate::service::booking::{history, reliability};
use crate::service::matching::requests::{lock_of, queue_places};
use crate::service::{Error, Services, notifications};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::{marks, sessions};
use crate::store::feedback::{late_notes as store, note_reassignments};

/// Maximum number of sessions ended in one run; the rest follow in the next.
const MAX_AT_ONCE: i64 = 200;

/// The deadline for a session's notes: a week after its end, after somebody else was asked to write them, or after a
/// mark for being absent was removed, whichever is latest.
pub(crate) fn expected_by(db: &mut Db, session: &Session) -> Result<Timestamp, Error> {
    let handed = note_reassignments::reassigned_at(db, session.id)?;
    let reopened = marks::absence_lifted_at(db, session.id)?;
    let from = [handed, reopened].into_iter().flatten().fold(session.ends_at(), Timestamp::max);
    Ok(from.plus_days(NOTES_WAIT_DAYS))
}

/// From when the time for a session's notes counts: its end or, if a mark for being absent was removed later, then.
pub(crate) fn notes_from(db: &mut Db, session: &Session) -> Result<Timestamp, Error> {
    Ok(notes_begin(session.ends_at(), marks::absence_lifted_at(db, session.id)?))
}

/// Ends the sessions whose deadline for notes has passed, and returns how many. The worker calls this.
pub fn end_in_vain(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let due = services
        .read(|db, now| Ok::<_, Error>(store::in_vain(db, now.plus_days(-NOTES_WAIT_DAYS), now, MAX_AT_ONCE)?))?;
    services.write_each(due, stop, |db, now, id| Ok(usize::from(end(db, now, *id)?)))
}

/// Ends a session without notes, unless they've been submitted or given more time in the meantime.
fn end(db: &mut Db, now: Timestamp, id: SessionId) -> Result<bool, Error> {
    let seen = sessions::by_id(db, id)?;
    let people = [seen.candidate.id, seen.interviewer.id];
    accounts::lock(db, &people)?;
    lock_of(db, &[id])?;
    let open = queue_places::lock_open(db, seen.candidate.id)?;
    let session = sessions::lock(db, id)?;
    let there = |seat: Seat, db: &mut Db| accounts::is_there(db, session.person(seat).id);
    let (reads, writes) = (there(Seat::Candidate, db)?, there(Seat::Interviewer, db)?);
    let nobody_writes = !writes && note_reassignments::reassigned_at(db, id)?.is_none();
    let at_once = !reads || nobody_writes;
    if allow(Verb::EndWithoutNotes, &session, ActorRole::System, now).is_err()
        || !at_once && now < expected_by(db, &session)?
        || !sessions::step(db, id, State::Booked, State::HeldWithoutNotes)?
    {
        return Ok(false);
    }
    history::record(db, now, &session, Actor::SYSTEM, SessionEventKind::EndedWithoutNotes)?;
    if reads && writes {
        tell_interviewer(db, now, &session)?;
    }
    if reads {
        let card = notifications::card(&session, Seat::Candidate);
        let next = queue_places::keep(db, now, &session, open)?;
        let message = HeldWithoutNotes { card, left: nobody_writes, next };
        notifications::send(db, now, session.candidate.id, format!("held-without-notes:{id}"), message, now)?;
    }
    Ok(true)
}

/// Marks the interviewer and tells them. There's no mark if the session was disputed, or ended too long ago for a mark
/// to count.
fn tell_interviewer(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    let agreed = marks::absence_lifted_at(db, session.id)?.is_none();
    let marked = agreed && now <= session.ends_at().plus_days(COUNTS_DAYS);
    if marked {
        reliability::mark(db, now, session, Seat::Interviewer, MarkKind::NoNotes)?;
    }
    let message = NotesMissed { card: notifications::card(session, Seat::Interviewer), marked };
    notifications::send(db, now, session.interviewer.id, format!("notes-missed:{}", session.id), message, now)
}
