//! Interviewers' hours, as the JSON document that `rules::availability` reads.

use crate::domain::{AccountId, Timestamp};
use crate::store::schema::availabilities;
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// A person's document, if they gave one.
pub fn get(conn: &mut Db, account: AccountId) -> Result<Option<String>, StoreError> {
    Ok(availabilities::table
        .filter(availabilities::account_id.eq(account.to_string()))
        .select(availabilities::document)
        .first(conn)
        .optional()?)
}

/// Replaces a person's document. The caller holds the person's lock.
pub fn put(conn: &mut Db, account: AccountId, document: &str, now: Timestamp) -> Result<(), StoreError> {
    let changed = diesel::update(availabilities::table.filter(availabilities::account_id.eq(account.to_string())))
        .set((availabilities::document.eq(document), availabilities::updated_at.eq(now.naive())))
        .execute(conn)?;
    if changed == 0 {
        diesel::insert_into(availabilities::table)
            .values((
                availabilities::account_id.eq(account.to_string()),
                availabilities::document.eq(document),
                availabilities::updated_at.eq(now.naive()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Forgets a person's hours.
pub fn delete(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(availabilities::table.filter(availabilities::account_id.eq(account.to_string()))).execute(conn)?;
    Ok(())
}
