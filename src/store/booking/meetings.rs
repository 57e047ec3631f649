//! Who has met whom.

use crate::domain::booking::session::State;
use crate::domain::{AccountId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::sessions;
use crate::store::{Db, StoreError};
use diesel::prelude::*;
use std::collections::HashSet;

/// Whom these candidates have met before: sessions that have ended and weren't cancelled.
pub fn met(conn: &mut Db, who: &[AccountId], now: Timestamp) -> Result<HashSet<(AccountId, AccountId)>, StoreError> {
    let ids: Vec<String> = who.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> = sessions::table
        .filter(sessions::candidate_id.eq_any(ids))
        .filter(sessions::ends_at.le(now.naive()))
        .filter(sessions::state.ne(State::Cancelled.as_str()))
        .select((sessions::candidate_id, sessions::interviewer_id))
        .distinct()
        .load(conn)?;
    rows.iter().map(|(candidate, interviewer)| Ok((parse(candidate)?, parse(interviewer)?))).collect()
}
