//! Thank-yous of candidates to their interviewers.

use crate::domain::{AccountId, Line, SessionId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::{sessions, thanks};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A thank-you.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thanks {
    /// The session.
    pub session: SessionId,
    /// What was said.
    pub line: Line<200>,
    /// When.
    pub given_at: Timestamp,
}

type Row = (String, String, NaiveDateTime);

fn read((session, line, given_at): Row) -> Result<Thanks, StoreError> {
    Ok(Thanks { session: parse(&session)?, line: parse(&line)?, given_at: Timestamp::from_naive(given_at) })
}

/// Saves a thank-you; `Conflict` if there already is one for the session.
pub fn insert(conn: &mut Db, given: &Thanks) -> Result<(), StoreError> {
    let row = (
        thanks::session_id.eq(given.session.to_string()),
        thanks::message.eq(given.line.to_string()),
        thanks::given_at.eq(given.given_at.naive()),
    );
    diesel::insert_into(thanks::table).values(row).execute(conn)?;
    Ok(())
}

/// The thank-yous for these sessions, in id order.
pub fn of_sessions(conn: &mut Db, of: &[SessionId]) -> Result<Vec<Thanks>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = thanks::table.filter(thanks::session_id.eq_any(ids)).order(thanks::session_id).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// What somebody said as a candidate, and what was said to them as an interviewer, for the export of their data.
pub fn of_person(conn: &mut Db, who: AccountId) -> Result<Vec<Thanks>, StoreError> {
    let in_either_seat = sessions::candidate_id.eq(who.to_string()).or(sessions::interviewer_id.eq(who.to_string()));
    let theirs = sessions::table.filter(in_either_seat).select(sessions::id);
    let rows: Vec<Row> =
        thanks::table.filter(thanks::session_id.eq_any(theirs)).order(thanks::session_id).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Deletes what somebody said as a candidate, when their account is deleted.
pub fn delete_all(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    let theirs = sessions::table.filter(sessions::candidate_id.eq(candidate.to_string())).select(sessions::id);
    diesel::delete(thanks::table.filter(thanks::session_id.eq_any(theirs))).execute(conn)?;
    Ok(())
}
