//! Links to feedback and their secrets.

use crate::domain::feedback::share::Share;
use crate::domain::{AccountId, SessionId, ShareId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::{feedback_shares, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = feedback_shares)]
struct Row {
    id: String,
    session_id: String,
    name: String,
    with_self_assessment: bool,
    expires_at: NaiveDateTime,
    created_at: NaiveDateTime,
}

impl TryFrom<Row> for Share {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            session: parse(&row.session_id)?,
            name: parse(&row.name)?,
            with_self_assessment: row.with_self_assessment,
            expires_at: Timestamp::from_naive(row.expires_at),
            created_at: Timestamp::from_naive(row.created_at),
        })
    }
}

/// Saves a link. The caller holds the session's lock.
pub fn insert(conn: &mut Db, share: &Share, token_hash: &str) -> Result<(), StoreError> {
    diesel::insert_into(feedback_shares::table)
        .values((
            feedback_shares::id.eq(share.id.to_string()),
            feedback_shares::session_id.eq(share.session.to_string()),
            feedback_shares::name.eq(share.name.to_string()),
            feedback_shares::token_hash.eq(token_hash),
            feedback_shares::with_self_assessment.eq(share.with_self_assessment),
            feedback_shares::expires_at.eq(share.expires_at.naive()),
            feedback_shares::created_at.eq(share.created_at.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The links to the feedback on a session, oldest first.
pub fn of_session(conn: &mut Db, session: SessionId) -> Result<Vec<Share>, StoreError> {
    let rows: Vec<Row> = feedback_shares::table
        .filter(feedback_shares::session_id.eq(session.to_string()))
        .order((feedback_shares::created_at, feedback_shares::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Share::try_from).collect()
}

/// The link with this secret, unless it has expired.
pub fn opened_by(conn: &mut Db, token_hash: &str, now: Timestamp) -> Result<Option<Share>, StoreError> {
    let found: Option<Row> = feedback_shares::table
        .filter(feedback_shares::token_hash.eq(token_hash))
        .filter(feedback_shares::expires_at.gt(now.naive()))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    found.map(Share::try_from).transpose()
}

/// Deletes a link; `false` if it doesn't exist.
pub fn delete(conn: &mut Db, session: SessionId, id: ShareId) -> Result<bool, StoreError> {
    let one = feedback_shares::table
        .filter(feedback_shares::id.eq(id.to_string()))
        .filter(feedback_shares::session_id.eq(session.to_string()));
    Ok(diesel::delete(one).execute(conn)? == 1)
}

/// Deletes expired links to the feedback on a session.
pub fn delete_expired(conn: &mut Db, session: SessionId, now: Timestamp) -> Result<(), StoreError> {
    let over = feedback_shares::table
        .filter(feedback_shares::session_id.eq(session.to_string()))
        .filter(feedback_shares::expires_at.le(now.naive()));
    diesel::delete(over).execute(conn)?;
    Ok(())
}

/// Every link that somebody made, for the export of their data.
pub fn made_by(conn: &mut Db, candidate: AccountId) -> Result<Vec<Share>, StoreError> {
    let theirs = sessions::table.filter(sessions::candidate_id.eq(candidate.to_string())).select(sessions::id);
    let rows: Vec<Row> = feedback_shares::table
        .filter(feedback_shares::session_id.eq_any(theirs))
        .order(feedback_shares::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Share::try_from).collect()
}

/// Deletes every link that somebody made, when their account is deleted.
pub fn delete_all(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    let theirs = sessions::table.filter(sessions::candidate_id.eq(candidate.to_string())).select(sessions::id);
    diesel::delete(feedback_shares::table.filter(feedback_shares::session_id.eq_any(theirs))).execute(conn)?;
    Ok(())
}
