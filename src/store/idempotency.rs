//! Stored responses to requests with an `Idempotency-Key`.

use super::rows::from_json;
use super::schema::idempotency_keys;
use super::{Db, StoreError};
use crate::domain::{AccountId, Timestamp};
use diesel::prelude::*;
use serde::de::DeserializeOwned;

/// What's stored for a key.
#[derive(Debug, Clone, Queryable)]
pub struct Kept {
    /// A digest of the request that used the key first.
    pub fingerprint: String,
    /// The response, as JSON.
    pub answer: String,
}

impl Kept {
    /// Parses the response.
    pub fn answer<T: DeserializeOwned>(&self, account: AccountId) -> Result<T, StoreError> {
        from_json("idempotency_keys.response", &account.to_string(), &self.answer)
    }
}

/// The stored response for this person's key, if it was used.
pub fn find(conn: &mut Db, account: AccountId, key: &str) -> Result<Option<Kept>, StoreError> {
    Ok(idempotency_keys::table
        .filter(idempotency_keys::account_id.eq(account.to_string()))
        .filter(idempotency_keys::key.eq(key))
        .select((idempotency_keys::fingerprint, idempotency_keys::response))
        .first(conn)
        .optional()?)
}

/// Stores a response, in the transaction of its effect; `Conflict` if another request was faster.
pub fn insert(conn: &mut Db, account: AccountId, key: &str, kept: &Kept, now: Timestamp) -> Result<(), StoreError> {
    diesel::insert_into(idempotency_keys::table)
        .values((
            idempotency_keys::account_id.eq(account.to_string()),
            idempotency_keys::key.eq(key),
            idempotency_keys::fingerprint.eq(&kept.fingerprint),
            idempotency_keys::response.eq(&kept.answer),
            idempotency_keys::created_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes a person's keys.
pub fn delete_all(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::account_id.eq(account.to_string())))
        .execute(conn)?;
    Ok(())
}

/// Deletes keys older than this moment; returns how many.
pub fn sweep(conn: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    Ok(diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(before.naive()))).execute(conn)?)
}
