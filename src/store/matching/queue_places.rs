//! Places in the queue, kept for candidates whose sessions ended without notes.

use crate::domain::{AccountId, RequestId, SessionId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::queue_places;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueuePlace {
    /// The session that ended without notes. Each has at most one place.
    pub session: SessionId,
    /// The time from which the request's age counts.
    pub since: Timestamp,
    /// The request that took the place, if one has.
    pub request: Option<RequestId>,
}

/// Adds a place; `Conflict` if this session already has one.
pub fn insert(conn: &mut Db, candidate: AccountId, place: &QueuePlace) -> Result<(), StoreError> {
    diesel::insert_into(queue_places::table)
        .values((
            queue_places::session_id.eq(place.session.to_string()),
            queue_places::candidate_id.eq(candidate.to_string()),
            queue_places::since.eq(place.since.naive()),
            queue_places::request_id.eq(place.request.map(|id| id.to_string())),
        ))
        .execute(conn)?;
    Ok(())
}

/// The places kept for somebody, including those already taken, oldest first.
pub fn of_person(conn: &mut Db, candidate: AccountId) -> Result<Vec<QueuePlace>, StoreError> {
    let rows: Vec<(String, NaiveDateTime, Option<String>)> = queue_places::table
        .filter(queue_places::candidate_id.eq(candidate.to_string()))
        .order((queue_places::since, queue_places::session_id))
        .select((queue_places::session_id, queue_places::since, queue_places::request_id))
        .load(conn)?;
    rows.iter()
        .map(|(session, since, request)| {
            let since = Timestamp::from_naive(*since);
            Ok(QueuePlace { session: parse(session)?, since, request: parse_opt(request.as_deref())? })
        })
        .collect()
}

/// Gives a place to a request; `false` if it's already taken.
pub fn take(conn: &mut Db, session: SessionId, request: RequestId) -> Result<bool, StoreError> {
    let free = queue_places::table
        .filter(queue_places::session_id.eq(session.to_string()))
        .filter(queue_places::request_id.is_null());
    Ok(diesel::update(free).set(queue_places::request_id.eq(request.to_string())).execute(conn)? == 1)
}

/// Deletes all of somebody's places. Used when their account is deleted.
pub fn delete_all(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    diesel::delete(queue_places::table.filter(queue_places::candidate_id.eq(candidate.to_string()))).execute(conn)?;
    Ok(())
}
