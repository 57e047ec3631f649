//! Which late notes were reported to whom: each session once to each overseer.

use crate::domain::booking::session::State;
use crate::domain::program::ProgramRole;
use crate::domain::{AccountId, ProgramId, SessionId, Timestamp};
use crate::store::booking::marks::reopened_since;
use crate::store::connection::each;
use crate::store::rows::parse;
use crate::store::schema::{accounts, late_notes_notifications, note_reassignments, program_members, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::{exists, max, not};
use diesel::prelude::*;
use std::collections::HashSet;
use std::fmt;

diesel::alias!(
    program_members as candidates: Candidates,
    program_members as interviewers: Interviewers,
    program_members as coordinators: Coordinators
);

/// Somebody responsible for late notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Overseer {
    /// A coordinator.
    Coordinator(AccountId),
    /// The operator, with or without an account.
    Operator,
}

impl fmt::Display for Overseer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Coordinator(id) => id.fmt(f),
            Self::Operator => f.write_str("operator"),
        }
    }
}

/// The latest sessions whose notes are still missing and whose time for notes began between two moments, at most `most`. It
/// begins at the end or, if a mark for being absent was removed later, then.
pub fn late_between(conn: &mut Db, from: Timestamp, to: Timestamp, most: i64) -> Result<Vec<SessionId>, StoreError> {
    let began = sessions::ends_at.gt(from.naive()).or(sessions::id.eq_any(reopened_since!(from)));
    let rows: Vec<String> = sessions::table
        .filter(sessions::state.eq(State::Booked.as_str()))
        .filter(began)
        .filter(sessions::ends_at.le(to.naive()))
        .filter(sessions::id.ne_all(reopened_since!(to)))
        .order((sessions::ends_at.desc(), sessions::id))
        .limit(most)
        .select(sessions::id)
        .load(conn)?;
    rows.iter().map(|id| parse(id)).collect()
}

/// At most `most` sessions that should end without notes, oldest first. Either they ended by `expected_by` and nothing
/// has extended the deadline since, or they're over and nobody is left to write or to read the notes.
pub fn in_vain(conn: &mut Db, expected_by: Timestamp, now: Timestamp, most: i64) -> Result<Vec<SessionId>, StoreError> {
    let handed = note_reassignments::table.filter(note_reassignments::session_id.eq(sessions::id));
    let handed_since = handed.filter(note_reassignments::reassigned_at.gt(expected_by.naive()));
    let late = sessions::ends_at
        .le(expected_by.naive())
        .and(not(exists(handed_since)))
        .and(sessions::id.ne_all(reopened_since!(expected_by)));
    let gone = accounts::table.filter(accounts::deleted_at.is_not_null());
    let no_writer = exists(gone.filter(accounts::id.eq(sessions::interviewer_id))).and(not(exists(handed)));
    let no_reader = exists(gone.filter(accounts::id.eq(sessions::candidate_id)));
    let rows: Vec<String> = sessions::table
        .filter(sessions::state.eq(State::Booked.as_str()))
        .filter(sessions::ends_at.le(now.naive()))
        .filter(late.or(no_writer).or(no_reader))
        .order((sessions::ends_at, sessions::id))
        .limit(most)
        .select(sessions::id)
        .load(conn)?;
    rows.iter().map(|id| parse(id)).collect()
}

/// Who coordinates a program that both people of these sessions are in, and is neither of the two; with the program.
pub fn coordinators_of(
    conn: &mut Db,
    sessions: &[SessionId],
) -> Result<Vec<(SessionId, AccountId, ProgramId)>, StoreError> {
    let program = candidates.field(program_members::program_id);
    let coordinator = coordinators.field(program_members::account_id);
    let rows: Vec<(String, String, String)> = sessions::table
        .inner_join(candidates.on(candidates.field(program_members::account_id).eq(sessions::candidate_id)))
        .inner_join(
            interviewers.on(interviewers
                .field(program_members::account_id)
                .eq(sessions::interviewer_id)
                .and(interviewers.field(program_members::program_id).eq(program))),
        )
        .inner_join(
            coordinators.on(coordinators
                .field(program_members::program_id)
                .eq(program)
                .and(coordinators.field(program_members::role).eq(ProgramRole::Coordinator.as_str()))),
        )
        .filter(sessions::id.eq_any(texts(sessions)))
        .filter(coordinator.ne(sessions::candidate_id).and(coordinator.ne(sessions::interviewer_id)))
        .order((sessions::id, coordinator, program))
        .select((sessions::id, coordinator, program))
        .load(conn)?;
    rows.iter().map(|(session, who, program)| Ok((parse(session)?, parse(who)?, parse(program)?))).collect()
}

/// Which of these sessions were reported to which overseers.
pub fn already_told(conn: &mut Db, sessions: &[SessionId]) -> Result<HashSet<(SessionId, String)>, StoreError> {
    let rows: Vec<(String, String)> = late_notes_notifications::table
        .filter(late_notes_notifications::session_id.eq_any(texts(sessions)))
        .select((late_notes_notifications::session_id, late_notes_notifications::recipient))
        .load(conn)?;
    rows.into_iter().map(|(session, overseer)| Ok((parse(&session)?, overseer))).collect()
}

/// When an overseer was last mailed.
pub fn last(conn: &mut Db, overseer: Overseer) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<NaiveDateTime> = late_notes_notifications::table
        .filter(late_notes_notifications::recipient.eq(overseer.to_string()))
        .select(max(late_notes_notifications::notified_at))
        .first(conn)?;
    Ok(at.map(Timestamp::from_naive))
}

/// Claims reporting these to an overseer; `Conflict` if one of them was already reported.
pub fn tell(conn: &mut Db, overseer: Overseer, sessions: &[SessionId], now: Timestamp) -> Result<(), StoreError> {
    let row = |session: &SessionId| {
        (
            late_notes_notifications::session_id.eq(session.to_string()),
            late_notes_notifications::recipient.eq(overseer.to_string()),
            late_notes_notifications::notified_at.eq(now.naive()),
        )
    };
    let rows: Vec<_> = sessions.iter().map(row).collect();
    // The multi-connection has no batch insert.
    each!(conn => diesel::insert_into(late_notes_notifications::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Deletes what was reported to somebody, when their account is deleted.
pub fn delete_all(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    diesel::delete(late_notes_notifications::table.filter(late_notes_notifications::recipient.eq(who.to_string())))
        .execute(conn)?;
    Ok(())
}

fn texts(of: &[SessionId]) -> Vec<String> {
    of.iter().map(ToString::to_string).collect()
}
