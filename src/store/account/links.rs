//! Single-use links that were mailed.

use super::accounts;
use crate::domain::{AccountId, EmailAddress, LinkId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::links;
use crate::store::{Db, StoreError};
use diesel::prelude::*;

crate::domain::string_enum! {
    /// What a mailed link is for; a link for one purpose is invalid for another.
    Purpose, "This isn't a purpose of a link." {
        /// Confirms the address of a new account.
        VerifyAddress = "verify_email", "confirm your address";
        /// Allows one new password.
        ResetPassword = "reset_password", "choose a new password";
        /// Confirms a change of address.
        ConfirmNewAddress = "confirm_new_email", "confirm your new address";
    }
}

/// A link that was just used.
#[derive(Debug, Clone)]
pub struct Link {
    /// The account it was for.
    pub account: AccountId,
    /// The new address, for `ConfirmNewAddress`.
    pub address: Option<EmailAddress>,
}

/// Adds a link.
pub fn insert(
    conn: &mut Db,
    id: LinkId,
    account: AccountId,
    purpose: Purpose,
    address: Option<&EmailAddress>,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(links::table)
        .values((
            links::id.eq(id.to_string()),
            links::account_id.eq(account.to_string()),
            links::purpose.eq(purpose.as_str()),
            links::new_email.eq(address.map(ToString::to_string)),
            links::created_at.eq(now.naive()),
            links::expires_at.eq(expires.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// A link, for the export of its owner's data.
#[derive(Debug, Clone)]
pub struct Mailed {
    /// What it's for.
    pub purpose: Purpose,
    /// The new address, for `ConfirmNewAddress`.
    pub address: Option<EmailAddress>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

/// Somebody's links, newest first.
pub fn of_account(conn: &mut Db, account: AccountId) -> Result<Vec<Mailed>, StoreError> {
    type Row = (String, Option<String>, chrono::NaiveDateTime, chrono::NaiveDateTime, Option<chrono::NaiveDateTime>);
    let rows: Vec<Row> = links::table
        .filter(links::account_id.eq(account.to_string()))
        .order((links::created_at.desc(), links::id.desc()))
        .select((links::purpose, links::new_email, links::created_at, links::expires_at, links::used_at))
        .load(conn)?;
    let one = |(purpose, address, created, expires, used): Row| {
        Ok(Mailed {
            purpose: parse(&purpose)?,
            address: parse_opt(address.as_deref())?,
            created_at: Timestamp::from_naive(created),
            expires_at: Timestamp::from_naive(expires),
            used_at: used.map(Timestamp::from_naive),
        })
    };
    rows.into_iter().map(one).collect()
}

/// Marks a link as used and returns it; `None` if it was already used or revoked, or has expired. Of two concurrent
/// attempts, one wins. Locks the owner's row first, like everything that changes an account.
pub fn consume(conn: &mut Db, id: LinkId, purpose: Purpose, now: Timestamp) -> Result<Option<Link>, StoreError> {
    let owner: Option<String> =
        links::table.filter(links::id.eq(id.to_string())).select(links::account_id).first(conn).optional()?;
    let Some(owner) = owner else { return Ok(None) };
    accounts::lock(conn, &[parse(&owner)?])?;
    let used: Option<(String, Option<String>)> = diesel::update(
        links::table
            .filter(links::id.eq(id.to_string()))
            .filter(links::purpose.eq(purpose.as_str()))
            .filter(links::used_at.is_null())
            .filter(links::expires_at.gt(now.naive())),
    )
    .set(links::used_at.eq(now.naive()))
    .returning((links::account_id, links::new_email))
    .get_result(conn)
    .optional()?;
    used.map(|(account, address)| Ok(Link { account: parse(&account)?, address: parse_opt(address.as_deref())? }))
        .transpose()
}

/// When a link expires, if it can still be used.
pub fn expiry(conn: &mut Db, id: LinkId, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let expires: Option<chrono::NaiveDateTime> = links::table
        .filter(links::id.eq(id.to_string()))
        .filter(links::used_at.is_null())
        .filter(links::expires_at.gt(now.naive()))
        .select(links::expires_at)
        .first(conn)
        .optional()?;
    Ok(expires.map(Timestamp::from_naive))
}

/// Revokes a person's unused links of one purpose.
pub fn revoke(conn: &mut Db, account: AccountId, purpose: Purpose, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(
        links::table
            .filter(links::account_id.eq(account.to_string()))
            .filter(links::purpose.eq(purpose.as_str()))
            .filter(links::used_at.is_null()),
    )
    .set(links::used_at.eq(now.naive()))
    .execute(conn)?;
    Ok(())
}

/// Deletes every link of a person.
pub fn delete_all(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(links::table.filter(links::account_id.eq(account.to_string()))).execute(conn)?;
    Ok(())
}

/// Deletes links that expired before this moment; returns how many.
pub fn sweep(conn: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    Ok(diesel::delete(links::table.filter(links::expires_at.lt(before.naive()))).execute(conn)?)
}
