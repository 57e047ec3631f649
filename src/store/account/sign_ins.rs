//! Sign-ins and their rotating refresh tokens.

use crate::domain::account::device::Device;
use crate::domain::{AccountId, EmailAddress, SignInId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::{accounts, refresh_tokens, sign_ins};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
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

/// An open sign-in, as its owner sees it.
#[derive(Debug, Clone)]
pub struct Open {
    /// Its id.
    pub id: SignInId,
    /// Where it was last seen.
    pub device: Device,
    /// When it last got tokens.
    pub last_seen_at: Timestamp,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// The open sign-ins of a person, latest first.
pub fn open_of(
    conn: &mut Db,
    account: AccountId,
    after: Option<SignInId>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Open>, StoreError> {
    type Row = (String, Option<String>, Option<String>, Option<NaiveDateTime>, NaiveDateTime, NaiveDateTime);
    let mut query = sign_ins::table
        .filter(sign_ins::account_id.eq(account.to_string()))
        .filter(sign_ins::revoked_at.is_null())
        .filter(sign_ins::expires_at.gt(now.naive()))
        .into_boxed();
    if let Some(after) = after {
        // UUIDv7: ids made later sort later.
        query = query.filter(sign_ins::id.lt(after.to_string()));
    }
    let rows: Vec<Row> = query
        .order(sign_ins::id.desc())
        .limit(limit)
        .select((
            sign_ins::id,
            sign_ins::device,
            sign_ins::network,
            sign_ins::last_seen_at,
            sign_ins::created_at,
            sign_ins::expires_at,
        ))
        .load(conn)?;
    let open = |(id, name, network, seen, created, expires): Row| {
        Ok(Open {
            id: parse(&id)?,
            device: Device { name, network },
            last_seen_at: Timestamp::from_naive(seen.unwrap_or(created)),
            created_at: Timestamp::from_naive(created),
            expires_at: Timestamp::from_naive(expires),
        })
    };
    rows.into_iter().map(open).collect()
}

/// Ends one of a person's sign-ins; `false` if they have no open one with this id.
pub fn end(conn: &mut Db, account: AccountId, id: SignInId, now: Timestamp) -> Result<bool, StoreError> {
    let theirs = sign_ins::table
        .filter(sign_ins::id.eq(id.to_string()))
        .filter(sign_ins::account_id.eq(account.to_string()))
        .filter(sign_ins::revoked_at.is_null())
        .filter(sign_ins::expires_at.gt(now.naive()));
    Ok(diesel::update(theirs).set(sign_ins::revoked_at.eq(now.naive())).execute(conn)? == 1)
}

/// Records where a sign-in was just refreshed.
pub fn set_seen(conn: &mut Db, id: SignInId, device: &Device, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(sign_ins::table.filter(sign_ins::id.eq(id.to_string())))
        .set((
            sign_ins::device.eq(&device.name),
            sign_ins::network.eq(&device.network),
            sign_ins::last_seen_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Opens a sign-in.
pub fn insert(
    conn: &mut Db,
    id: SignInId,
    account: AccountId,
    device: &Device,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(sign_ins::table)
        .values((
            sign_ins::id.eq(id.to_string()),
            sign_ins::account_id.eq(account.to_string()),
            sign_ins::created_at.eq(now.naive()),
            sign_ins::expires_at.eq(expires.naive()),
            sign_ins::device.eq(&device.name),
            sign_ins::network.eq(&device.network),
            sign_ins::last_seen_at.eq(now.naive()),
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
    let row: Option<(String, String, NaiveDateTime, Option<NaiveDateTime>)> = refresh_tokens::table
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

/// The open sign-in that this unused refresh token belongs to, if its account has this address.
pub fn by_unused_token(
    conn: &mut Db,
    hash: &str,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<Option<SignInId>, StoreError> {
    let found: Option<String> = refresh_tokens::table
        .inner_join(sign_ins::table.inner_join(accounts::table))
        .filter(refresh_tokens::token_hash.eq(hash))
        .filter(refresh_tokens::used_at.is_null())
        .filter(sign_ins::revoked_at.is_null())
        .filter(sign_ins::expires_at.gt(now.naive()))
        .filter(accounts::email_key.eq(email.key()))
        .filter(accounts::deleted_at.is_null())
        .select(sign_ins::id)
        .first(conn)
        .optional()?;
    found.map(|id| parse(&id)).transpose()
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
