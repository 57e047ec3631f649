//! Who has blocked whom.

use crate::domain::{AccountId, DisplayName, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{blocks, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::exists;
use diesel::prelude::*;

/// Somebody whom a person has blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The blocked id; there may be no such account.
    pub person: AccountId,
    /// The name the blocker knew them by.
    pub name: Option<DisplayName>,
    /// Since when.
    pub since: Timestamp,
}

/// Adds a block; `false` if it already existed. The caller holds the blocker's lock.
pub fn insert(
    conn: &mut Db,
    blocker: AccountId,
    blocked: AccountId,
    name: Option<&DisplayName>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if is_blocked(conn, blocker, blocked)? {
        return Ok(false);
    }
    diesel::insert_into(blocks::table)
        .values((
            blocks::blocker_id.eq(blocker.to_string()),
            blocks::blocked_id.eq(blocked.to_string()),
            blocks::name.eq(name.map(ToString::to_string)),
            blocks::created_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Whether `blocker` has blocked `blocked`.
pub fn is_blocked(conn: &mut Db, blocker: AccountId, blocked: AccountId) -> Result<bool, StoreError> {
    let one = blocks::table
        .filter(blocks::blocker_id.eq(blocker.to_string()))
        .filter(blocks::blocked_id.eq(blocked.to_string()));
    Ok(diesel::select(exists(one)).get_result(conn)?)
}

/// Removes a block.
pub fn delete(conn: &mut Db, blocker: AccountId, blocked: AccountId) -> Result<(), StoreError> {
    let one = blocks::table
        .filter(blocks::blocker_id.eq(blocker.to_string()))
        .filter(blocks::blocked_id.eq(blocked.to_string()));
    diesel::delete(one).execute(conn)?;
    Ok(())
}

/// How many people a person has blocked.
pub fn count(conn: &mut Db, blocker: AccountId) -> Result<i64, StoreError> {
    Ok(blocks::table.filter(blocks::blocker_id.eq(blocker.to_string())).count().get_result(conn)?)
}

/// Everybody a person has blocked, latest first.
pub fn list(conn: &mut Db, blocker: AccountId) -> Result<Vec<Block>, StoreError> {
    let rows: Vec<(String, Option<String>, NaiveDateTime)> = blocks::table
        .filter(blocks::blocker_id.eq(blocker.to_string()))
        .order((blocks::created_at.desc(), blocks::blocked_id))
        .select((blocks::blocked_id, blocks::name, blocks::created_at))
        .load(conn)?;
    let block = |(id, name, at): (String, Option<String>, _)| {
        Ok(Block { person: parse(&id)?, name: parse_opt(name.as_deref())?, since: Timestamp::from_naive(at) })
    };
    rows.into_iter().map(block).collect()
}

/// Pairs of blocker and blocked: those with this person in either role, or all.
pub fn pairs(conn: &mut Db, of: Option<AccountId>) -> Result<Vec<(AccountId, AccountId)>, StoreError> {
    let mut query = blocks::table.select((blocks::blocker_id, blocks::blocked_id)).into_boxed();
    if let Some(person) = of {
        let me = person.to_string();
        query = query.filter(blocks::blocker_id.eq(me.clone()).or(blocks::blocked_id.eq(me)));
    }
    let rows: Vec<(String, String)> = query.load(conn)?;
    rows.into_iter().map(|(a, b)| Ok((parse(&a)?, parse(&b)?))).collect()
}

/// A condition for queries about sessions: blocks between a session's two people.
#[diesel::dsl::auto_type(no_type_alias)]
pub(crate) fn kept_apart() -> _ {
    let one = blocks::blocker_id.eq(sessions::candidate_id).and(blocks::blocked_id.eq(sessions::interviewer_id));
    let other = blocks::blocker_id.eq(sessions::interviewer_id).and(blocks::blocked_id.eq(sessions::candidate_id));
    blocks::table.filter(one.or(other))
}

/// Deletes a person's blocks and blocks of them, when their account is deleted.
pub fn delete_all(conn: &mut Db, person: AccountId) -> Result<(), StoreError> {
    let me = person.to_string();
    diesel::delete(blocks::table.filter(blocks::blocker_id.eq(me.clone()).or(blocks::blocked_id.eq(me))))
        .execute(conn)?;
    Ok(())
}
