//! People's hours.

use crate::domain::availability::Availability;
use crate::domain::{AccountId, Timestamp};
use crate::store::rows::{from_json_opt, to_json};
use crate::store::schema::availabilities;
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// A person's hours, if they gave any.
pub fn get(conn: &mut Db, account: AccountId) -> Result<Option<Availability>, StoreError> {
    let document: Option<String> = availabilities::table
        .filter(availabilities::account_id.eq(account.to_string()))
        .select(availabilities::document)
        .first(conn)
        .optional()?;
    from_json_opt("availabilities.document", &account.to_string(), document.as_deref())
}

/// A person's hours, if they were changed after this time.
pub fn changed_since(conn: &mut Db, account: AccountId, since: Timestamp) -> Result<Option<Availability>, StoreError> {
    let document: Option<String> = availabilities::table
        .filter(availabilities::account_id.eq(account.to_string()))
        .filter(availabilities::updated_at.gt(since.naive()))
        .select(availabilities::document)
        .first(conn)
        .optional()?;
    from_json_opt("availabilities.document", &account.to_string(), document.as_deref())
}

/// Replaces a person's hours. The caller holds the person's lock.
pub fn put(conn: &mut Db, account: AccountId, hours: &Availability, now: Timestamp) -> Result<(), StoreError> {
    let document = &to_json(hours)?;
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

/// Deletes a person's hours.
pub fn delete(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(availabilities::table.filter(availabilities::account_id.eq(account.to_string()))).execute(conn)?;
    Ok(())
}
