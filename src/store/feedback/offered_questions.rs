//! Which questions were offered for which session.

use crate::domain::{AccountId, SessionId, Timestamp};
use crate::store::schema::offered_questions;
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// The questions offered for a session, in the order they were drawn.
pub fn of_session(conn: &mut Db, session: SessionId) -> Result<Vec<String>, StoreError> {
    Ok(offered_questions::table
        .filter(offered_questions::session_id.eq(session.to_string()))
        .order(offered_questions::position)
        .select(offered_questions::question_id)
        .load(conn)?)
}

/// The questions a candidate was offered in any session.
pub fn of_candidate(conn: &mut Db, candidate: AccountId) -> Result<Vec<String>, StoreError> {
    Ok(offered_questions::table
        .filter(offered_questions::candidate_id.eq(candidate.to_string()))
        .select(offered_questions::question_id)
        .load(conn)?)
}

/// Saves the drawn questions; `Conflict` if the candidate was already offered one of them.
pub fn insert(
    conn: &mut Db,
    candidate: AccountId,
    session: SessionId,
    drawn: &[&str],
    now: Timestamp,
) -> Result<(), StoreError> {
    for (place, question) in (0..).zip(drawn) {
        diesel::insert_into(offered_questions::table)
            .values((
                offered_questions::candidate_id.eq(candidate.to_string()),
                offered_questions::question_id.eq(*question),
                offered_questions::session_id.eq(session.to_string()),
                offered_questions::position.eq(place),
                offered_questions::created_at.eq(now.naive()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Deletes the questions of a session that won't take place.
pub fn release(conn: &mut Db, session: SessionId) -> Result<(), StoreError> {
    let its = offered_questions::table.filter(offered_questions::session_id.eq(session.to_string()));
    diesel::delete(its).execute(conn)?;
    Ok(())
}

/// Deletes what a person was offered, when their account is deleted.
pub fn delete_all(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    let theirs = offered_questions::table.filter(offered_questions::candidate_id.eq(candidate.to_string()));
    diesel::delete(theirs).execute(conn)?;
    Ok(())
}
