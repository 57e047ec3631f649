//! Late notes, and who was asked to write them instead.

use crate::domain::booking::session::State;
use crate::domain::feedback::notes::Notes;
use crate::domain::{AccountId, ProgramId, SessionId, Timestamp};
use crate::store::booking::marks::reopened_since;
use crate::store::program::members::accounts_of;
use crate::store::rows::{from_json, parse};
use crate::store::schema::{note_reassignments, notes, sessions};
use crate::store::{Db, StoreError};
use diesel::dsl::exists;
use diesel::prelude::*;
use std::collections::HashMap;

fn ids(rows: Vec<String>) -> Result<Vec<SessionId>, StoreError> {
    rows.iter().map(|id| parse(id)).collect()
}

/// The oldest sessions that ended by a moment and whose notes are still missing, at most `most`: all, or those between
/// two members of a program.
pub fn late(
    conn: &mut Db,
    program: Option<ProgramId>,
    ended_by: Timestamp,
    most: i64,
) -> Result<Vec<SessionId>, StoreError> {
    let mut query = sessions::table
        .filter(sessions::state.eq(State::Booked.as_str()))
        .filter(sessions::ends_at.le(ended_by.naive()))
        .filter(sessions::id.ne_all(reopened_since!(ended_by)))
        .into_boxed();
    if let Some(program) = program {
        query = query
            .filter(sessions::candidate_id.eq_any(accounts_of!(program)))
            .filter(sessions::interviewer_id.eq_any(accounts_of!(program)));
    }
    ids(query.order((sessions::ends_at, sessions::id)).limit(most).select(sessions::id).load(conn)?)
}

/// The drafts for these sessions.
pub fn drafts(conn: &mut Db, sessions: &[SessionId]) -> Result<HashMap<SessionId, Notes>, StoreError> {
    let ids: Vec<String> = sessions.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> =
        notes::table.filter(notes::session_id.eq_any(ids)).select((notes::session_id, notes::document)).load(conn)?;
    rows.iter().map(|(id, document)| Ok((parse(id)?, from_json("notes.document", id, document)?))).collect()
}

/// A condition: the writer is still a member of the program whose coordinator reassigned the notes.
macro_rules! still_theirs {
    () => {{
        use crate::store::schema::program_members;
        let theirs = program_members::table
            .filter(program_members::account_id.eq(note_reassignments::writer_id))
            .filter(program_members::program_id.nullable().eq(note_reassignments::program_id));
        note_reassignments::program_id.is_null().or(exists(theirs))
    }};
}

/// Who was asked to write these notes instead of the interviewer.
pub fn writers(conn: &mut Db, sessions: &[SessionId]) -> Result<HashMap<SessionId, AccountId>, StoreError> {
    let ids: Vec<String> = sessions.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> = note_reassignments::table
        .filter(note_reassignments::session_id.eq_any(ids))
        .filter(still_theirs!())
        .select((note_reassignments::session_id, note_reassignments::writer_id))
        .load(conn)?;
    rows.iter().map(|(id, writer)| Ok((parse(id)?, parse(writer)?))).collect()
}

/// The sessions whose notes were reassigned to somebody and are still missing, oldest first.
pub fn of_writer(conn: &mut Db, writer: AccountId, most: i64) -> Result<Vec<SessionId>, StoreError> {
    ids(note_reassignments::table
        .inner_join(sessions::table.on(sessions::id.eq(note_reassignments::session_id)))
        .filter(note_reassignments::writer_id.eq(writer.to_string()))
        .filter(still_theirs!())
        .filter(sessions::state.eq_any([State::Booked, State::HeldWithoutNotes].map(State::as_str)))
        .order((sessions::ends_at, sessions::id))
        .limit(most)
        .select(note_reassignments::session_id)
        .load(conn)?)
}

/// The time when somebody else was asked to write the notes on this session, if anybody was.
pub fn reassigned_at(conn: &mut Db, session: SessionId) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<chrono::NaiveDateTime> = note_reassignments::table
        .find(session.to_string())
        .select(note_reassignments::reassigned_at)
        .first(conn)
        .optional()?;
    Ok(at.map(Timestamp::from_naive))
}

/// A reassignment, for the export of the writer's data.
#[derive(Debug, Clone, Copy)]
pub struct WriteUp {
    /// The session.
    pub session: SessionId,
    /// When they were asked.
    pub asked_at: Timestamp,
}

/// Everything that was ever reassigned to somebody, oldest first.
pub fn write_ups(conn: &mut Db, writer: AccountId) -> Result<Vec<WriteUp>, StoreError> {
    let rows: Vec<(String, chrono::NaiveDateTime)> = note_reassignments::table
        .filter(note_reassignments::writer_id.eq(writer.to_string()))
        .order((note_reassignments::reassigned_at, note_reassignments::session_id))
        .select((note_reassignments::session_id, note_reassignments::reassigned_at))
        .load(conn)?;
    rows.into_iter()
        .map(|(session, at)| Ok(WriteUp { session: parse(&session)?, asked_at: Timestamp::from_naive(at) }))
        .collect()
}

/// Reassigns the notes on a session to somebody, replacing an earlier reassignment, for as long as they're a member of
/// the program. The caller holds the session's lock.
pub fn put(
    conn: &mut Db,
    session: SessionId,
    writer: AccountId,
    program: Option<ProgramId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::delete(note_reassignments::table.find(session.to_string())).execute(conn)?;
    diesel::insert_into(note_reassignments::table)
        .values((
            note_reassignments::session_id.eq(session.to_string()),
            note_reassignments::writer_id.eq(writer.to_string()),
            note_reassignments::reassigned_at.eq(now.naive()),
            note_reassignments::program_id.eq(program.map(|id| id.to_string())),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes somebody's reassignments.
pub fn delete_all(conn: &mut Db, writer: AccountId) -> Result<(), StoreError> {
    diesel::delete(note_reassignments::table.filter(note_reassignments::writer_id.eq(writer.to_string())))
        .execute(conn)?;
    Ok(())
}
