//! Who has met whom.

use crate::domain::booking::session::State;
use crate::domain::{AccountId, SessionId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::sessions;
use crate::store::{Db, StoreError};
use diesel::prelude::*;
use std::collections::HashSet;

/// A session that took place.
#[derive(Debug, Clone, Copy)]
pub struct PastMeeting {
    /// The session.
    pub session: SessionId,
    /// Its candidate.
    pub candidate: AccountId,
    /// Its interviewer.
    pub interviewer: AccountId,
}

/// The pairs of these candidates and the interviewers they've met before.
pub fn met(conn: &mut Db, who: &[AccountId], now: Timestamp) -> Result<HashSet<(AccountId, AccountId)>, StoreError> {
    Ok(held(conn, who, now)?.into_iter().map(|held| (held.candidate, held.interviewer)).collect())
}

/// The sessions of these candidates that took place: they have ended, and were neither cancelled nor missed by either
/// person.
pub fn held(conn: &mut Db, who: &[AccountId], now: Timestamp) -> Result<Vec<PastMeeting>, StoreError> {
    let ids: Vec<String> = who.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String, String)> = sessions::table
        .filter(sessions::candidate_id.eq_any(ids))
        .filter(sessions::ends_at.le(now.naive()))
        .filter(sessions::state.ne(State::Cancelled.as_str()))
        .filter(sessions::absent.is_null())
        .select((sessions::id, sessions::candidate_id, sessions::interviewer_id))
        .load(conn)?;
    let held = |(session, candidate, interviewer): &(String, String, String)| {
        Ok(PastMeeting { session: parse(session)?, candidate: parse(candidate)?, interviewer: parse(interviewer)? })
    };
    rows.iter().map(held).collect()
}
