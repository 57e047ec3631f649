//! Calendar feeds and their secrets.

use crate::domain::{AccountId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::calendar_feeds;
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// Replaces a person's feed. The caller holds the person's lock.
pub fn replace(conn: &mut Db, account: AccountId, token_hash: &str, now: Timestamp) -> Result<(), StoreError> {
    delete(conn, account)?;
    diesel::insert_into(calendar_feeds::table)
        .values((
            calendar_feeds::account_id.eq(account.to_string()),
            calendar_feeds::token_hash.eq(token_hash),
            calendar_feeds::created_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// When a person's feed was made, if they have one.
pub fn made_at(conn: &mut Db, account: AccountId) -> Result<Option<Timestamp>, StoreError> {
    let mine = calendar_feeds::table.filter(calendar_feeds::account_id.eq(account.to_string()));
    let made: Option<chrono::NaiveDateTime> = mine.select(calendar_feeds::created_at).first(conn).optional()?;
    Ok(made.map(Timestamp::from_naive))
}

/// The owner of the feed with this secret; `NotFound` if there's none.
pub fn owner(conn: &mut Db, token_hash: &str) -> Result<AccountId, StoreError> {
    let found = calendar_feeds::table.filter(calendar_feeds::token_hash.eq(token_hash));
    let id: String = found.select(calendar_feeds::account_id).first(conn)?;
    parse(&id)
}

/// Deletes a person's feed; `false` if there was none.
pub fn delete(conn: &mut Db, account: AccountId) -> Result<bool, StoreError> {
    let mine = calendar_feeds::table.filter(calendar_feeds::account_id.eq(account.to_string()));
    Ok(diesel::delete(mine).execute(conn)? == 1)
}
