//! What creating requests with an `Idempotency-Key` answered.

use super::rows::from_json;
use super::schema::idempotency_keys;
use super::{Db, StoreError};
use crate::domain::{AccountId, Timestamp};
use diesel::prelude::*;
use serde::de::DeserializeOwned;

/// What was kept for a key.
#[derive(Debug, Clone, Queryable)]
pub struct Kept {
    /// A digest of the request that used the key first.
    pub fingerprint: String,
    /// What it was answered, as JSON.
    pub answer: String,
}

impl Kept {
    /// What this person was answered.
    pub fn answer<T: DeserializeOwned>(&self, account: AccountId) -> Result<T, StoreError> {
        from_json("idempotency_keys.response", &account.to_string(), &self.answer)
    }
}

/// What this person's key was answered, if it was used.
pub fn find(conn: &mut Db, account: AccountId, key: &str) -> Result<Option<Kept>, StoreError> {
    Ok(idempotency_keys::table
        .filter(idempotency_keys::account_id.eq(account.to_string()))
        .filter(idempotency_keys::key.eq(key))
        .select((idempotency_keys::fingerprint, idempotency_keys::response))
        .first(conn)
        .optional()?)
}

/// Keeps an answer, in the transaction of its effect; `Conflict` when another request was faster.
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

/// Forgets a person's keys.
pub fn delete_all(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::account_id.eq(account.to_string())))
        .execute(conn)?;
    Ok(())
}

/// Forgets keys older than this moment; answers how many.
pub fn sweep(conn: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    Ok(diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(before.naive()))).execute(conn)?)
}
