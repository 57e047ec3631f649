//! Sign-ins and their rotating refresh tokens.

use crate::domain::{AccountId, SignInId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::{accounts, refresh_tokens, sign_ins};
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// A sign-in, found by one of its refresh tokens.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Its id.
    pub id: SignInId,
    /// Its owner.
    pub account: AccountId,
    /// Whether it had expired or been revoked at the given moment.
    pub over: bool,
}

/// Opens a sign-in.
pub fn insert(
    conn: &mut Db,
    id: SignInId,
    account: AccountId,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(sign_ins::table)
        .values((
            sign_ins::id.eq(id.to_string()),
            sign_ins::account_id.eq(account.to_string()),
            sign_ins::created_at.eq(now.naive()),
            sign_ins::expires_at.eq(expires.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether this sign-in is still valid and its account exists.
pub fn is_live(conn: &mut Db, id: SignInId, account: AccountId, now: Timestamp) -> Result<bool, StoreError> {
    let live = sign_ins::table
        .inner_join(accounts::table)
        .filter(accounts::deleted_at.is_null())
        .filter(sign_ins::id.eq(id.to_string()))
        .filter(sign_ins::account_id.eq(account.to_string()))
        .filter(sign_ins::revoked_at.is_null())
        .filter(sign_ins::expires_at.gt(now.naive()));
    let found: Option<String> = live.select(sign_ins::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// Whether this sign-in was opened after this moment; refreshing doesn't count.
pub fn is_younger(conn: &mut Db, id: SignInId, than: Timestamp) -> Result<bool, StoreError> {
    let young = sign_ins::table.filter(sign_ins::id.eq(id.to_string())).filter(sign_ins::created_at.gt(than.naive()));
    let found: Option<String> = young.select(sign_ins::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// Adds a refresh token to a sign-in, stored as its hash.
pub fn add_token(conn: &mut Db, hash: &str, sign_in: SignInId, now: Timestamp) -> Result<(), StoreError> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::token_hash.eq(hash),
            refresh_tokens::sign_in_id.eq(sign_in.to_string()),
            refresh_tokens::issued_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The sign-in that this refresh token belongs to; its row is locked until the transaction ends.
pub fn lock_by_token(conn: &mut Db, hash: &str, now: Timestamp) -> Result<Option<SignIn>, StoreError> {
    if let Db::Postgres(conn) = conn {
        // Locked before its tokens, like in the deletion of an account, so that the two can't deadlock.
        let its = refresh_tokens::table.filter(refresh_tokens::token_hash.eq(hash)).select(refresh_tokens::sign_in_id);
        sign_ins::table
            .filter(sign_ins::id.eq_any(its))
            .select(sign_ins::id)
            .for_no_key_update()
            .load::<String>(conn)?;
    }
    let row: Option<(String, String, chrono::NaiveDateTime, Option<chrono::NaiveDateTime>)> = refresh_tokens::table
        .inner_join(sign_ins::table)
        .filter(refresh_tokens::token_hash.eq(hash))
        .select((sign_ins::id, sign_ins::account_id, sign_ins::expires_at, sign_ins::revoked_at))
        .first(conn)
        .optional()?;
    row.map(|(id, account, expires, revoked)| {
        Ok(SignIn {
            id: parse(&id)?,
            account: parse(&account)?,
            over: revoked.is_some() || Timestamp::from_naive(expires) <= now,
        })
    })
    .transpose()
}

/// Marks a refresh token as used; `false` if it already was. Of two concurrent attempts, one wins.
pub fn use_token(conn: &mut Db, hash: &str, now: Timestamp) -> Result<bool, StoreError> {
    let used = diesel::update(
        refresh_tokens::table.filter(refresh_tokens::token_hash.eq(hash)).filter(refresh_tokens::used_at.is_null()),
    )
    .set(refresh_tokens::used_at.eq(now.naive()))
    .execute(conn)?;
    Ok(used == 1)
}

/// Whether a refresh token was used no earlier than `since`, and the next one hasn't been used yet.
pub fn is_repeated(conn: &mut Db, hash: &str, next: &str, since: Timestamp) -> Result<bool, StoreError> {
    let (token, used) = (refresh_tokens::token_hash, refresh_tokens::used_at);
    let just_used = token.eq(hash).and(used.ge(since.naive()).assume_not_null());
    let both = refresh_tokens::table.filter(just_used.or(token.eq(next).and(used.is_null())));
    Ok(both.count().get_result::<i64>(conn)? == 2)
}

/// Ends one sign-in.
pub fn revoke(conn: &mut Db, id: SignInId, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(sign_ins::table.filter(sign_ins::id.eq(id.to_string())).filter(sign_ins::revoked_at.is_null()))
        .set(sign_ins::revoked_at.eq(now.naive()))
        .execute(conn)?;
    Ok(())
}

/// Ends every sign-in of a person.
pub fn revoke_all(conn: &mut Db, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(
        sign_ins::table.filter(sign_ins::account_id.eq(account.to_string())).filter(sign_ins::revoked_at.is_null()),
    )
    .set(sign_ins::revoked_at.eq(now.naive()))
    .execute(conn)?;
    Ok(())
}

/// Deletes every sign-in of a person.
pub fn delete_all(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(sign_ins::table.filter(sign_ins::account_id.eq(account.to_string()))).execute(conn)?;
    Ok(())
}

/// Deletes sign-ins that ended before this moment; returns how many.
pub fn sweep(conn: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    Ok(diesel::delete(sign_ins::table.filter(sign_ins::expires_at.lt(before.naive()))).execute(conn)?)
}
