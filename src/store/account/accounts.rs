//! Accounts.

use crate::domain::account::Account;
use crate::domain::{AccountId, DisplayName, EmailAddress, Secret, Timestamp, Zone};
use crate::store::rows::parse;
use crate::store::schema::accounts;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
struct Row {
    id: String,
    email: String,
    email_key: String,
    display_name: String,
    time_zone: String,
    password_hash: String,
    email_verified_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
    paused_until: Option<NaiveDateTime>,
    reliability: i32,
}

impl TryFrom<Row> for Account {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            email: parse(&row.email)?,
            name: parse(&row.display_name)?,
            zone: parse(&row.time_zone)?,
            password_hash: Secret::new(row.password_hash),
            verified_at: row.email_verified_at.map(Timestamp::from_naive),
            created_at: Timestamp::from_naive(row.created_at),
            paused_until: row.paused_until.map(Timestamp::from_naive),
            reliability: percent(row.reliability),
        })
    }
}

/// Reads a percentage, which the database guarantees by a CHECK.
pub(crate) fn percent(column: i32) -> u8 {
    u8::try_from(column).unwrap_or(0).min(100)
}

/// Adds an account; `Conflict` if the address is taken.
pub fn insert(conn: &mut Db, account: &Account) -> Result<(), StoreError> {
    let row = Row {
        id: account.id.to_string(),
        email: account.email.to_string(),
        email_key: account.email.key(),
        display_name: account.name.to_string(),
        time_zone: account.zone.to_string(),
        password_hash: account.password_hash.expose().clone(),
        email_verified_at: account.verified_at.map(Timestamp::naive),
        created_at: account.created_at.naive(),
        paused_until: account.paused_until.map(Timestamp::naive),
        reliability: account.reliability.into(),
    };
    diesel::insert_into(accounts::table).values(row).execute(conn)?;
    Ok(())
}

/// The account with this id; `NotFound` if it was deleted.
pub fn by_id(conn: &mut Db, id: AccountId) -> Result<Account, StoreError> {
    accounts::table
        .filter(accounts::id.eq(id.to_string()))
        .filter(accounts::deleted_at.is_null())
        .select(Row::as_select())
        .first(conn)?
        .try_into()
}

/// Whether the account exists and hasn't been deleted.
pub fn is_there(conn: &mut Db, id: AccountId) -> Result<bool, StoreError> {
    let there = accounts::table.filter(accounts::id.eq(id.to_string())).filter(accounts::deleted_at.is_null());
    let found: Option<String> = there.select(accounts::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// Those of these accounts that haven't been deleted.
pub fn by_ids(conn: &mut Db, ids: &[AccountId]) -> Result<Vec<Account>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .filter(accounts::deleted_at.is_null())
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Account::try_from).collect()
}

/// The account that signs in with this address, if there is one.
pub fn by_email(conn: &mut Db, email: &EmailAddress) -> Result<Option<Account>, StoreError> {
    accounts::table
        .filter(accounts::email_key.eq(email.key()))
        .filter(accounts::deleted_at.is_null())
        .select(Row::as_select())
        .first(conn)
        .optional()?
        .map(Account::try_from)
        .transpose()
}

/// Like [`by_email`], but locks the account's row until the transaction ends, and reads it after that.
pub fn by_email_locked(conn: &mut Db, email: &EmailAddress) -> Result<Option<Account>, StoreError> {
    let Some(seen) = by_email(conn, email)? else { return Ok(None) };
    lock(conn, &[seen.id])?;
    // If the address changed hands in the meantime, treat it as nobody's.
    Ok(by_email(conn, email)?.filter(|account| account.id == seen.id))
}

/// The zones of these people.
pub fn zones(conn: &mut Db, who: &[AccountId]) -> Result<HashMap<AccountId, Zone>, StoreError> {
    let ids: Vec<String> = who.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> =
        accounts::table.filter(accounts::id.eq_any(ids)).select((accounts::id, accounts::time_zone)).load(conn)?;
    rows.iter().map(|(id, zone)| Ok((parse(id)?, parse(zone)?))).collect()
}

/// How many accounts there are.
pub fn count(conn: &mut Db) -> Result<i64, StoreError> {
    Ok(accounts::table.count().get_result(conn)?)
}

/// Locks these people's rows until the transaction ends, in id order so that two transactions can't deadlock. Anything
/// that counts or claims something for a person must do this first: at PostgreSQL's default isolation level, a count
/// followed by an insert is a race. SQLite has only one writer anyway.
pub fn lock(conn: &mut Db, people: &[AccountId]) -> Result<(), StoreError> {
    let mut ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    ids.sort();
    ids.dedup();
    match conn {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            // FOR NO KEY UPDATE: a plain FOR UPDATE would block every insert that refers to the person.
            accounts::table
                .filter(accounts::id.eq_any(ids))
                .order(accounts::id)
                .select(accounts::id)
                .for_no_key_update()
                .load::<String>(conn)?;
        }
    }
    Ok(())
}

/// Changes the name and the zone.
pub fn set_person(conn: &mut Db, id: AccountId, name: &DisplayName, zone: Zone) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id.to_string())))
        .set((accounts::display_name.eq(name.to_string()), accounts::time_zone.eq(zone.to_string())))
        .execute(conn)?;
    Ok(())
}

/// Sets until when new bookings are paused, and the reliability.
pub fn set_standing(conn: &mut Db, id: AccountId, until: Option<Timestamp>, reliability: u8) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id.to_string())))
        .set((accounts::paused_until.eq(until.map(Timestamp::naive)), accounts::reliability.eq(i32::from(reliability))))
        .execute(conn)?;
    Ok(())
}

/// Accounts that haven't kept all of their recent sessions.
pub fn not_always_reliable(conn: &mut Db) -> Result<Vec<AccountId>, StoreError> {
    let ids: Vec<String> = accounts::table
        .filter(accounts::reliability.lt(100))
        .filter(accounts::deleted_at.is_null())
        .order(accounts::id)
        .select(accounts::id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// Changes the password.
pub fn set_password(conn: &mut Db, id: AccountId, hash: &Secret<String>) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id.to_string())))
        .set(accounts::password_hash.eq(hash.expose()))
        .execute(conn)?;
    Ok(())
}

/// Records that the address was confirmed.
pub fn set_verified(conn: &mut Db, id: AccountId, at: Timestamp) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id.to_string())))
        .set(accounts::email_verified_at.eq(at.naive()))
        .execute(conn)?;
    Ok(())
}

/// Changes to a confirmed address; `Conflict` if it was taken in the meantime.
pub fn set_email(conn: &mut Db, id: AccountId, email: &EmailAddress, at: Timestamp) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id.to_string())))
        .set((
            accounts::email.eq(email.to_string()),
            accounts::email_key.eq(email.key()),
            accounts::email_verified_at.eq(at.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Erases the person's data in the row. The row itself stays, because others' notes and feedback refer to it.
pub fn erase(conn: &mut Db, id: AccountId, name: &DisplayName, at: Timestamp) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(id.to_string())))
        .set((
            accounts::email.eq(""),
            accounts::email_key.eq(id.to_string()),
            accounts::display_name.eq(name.to_string()),
            accounts::time_zone.eq("UTC"),
            accounts::password_hash.eq(""),
            accounts::email_verified_at.eq(None::<NaiveDateTime>),
            accounts::deleted_at.eq(at.naive()),
        ))
        .execute(conn)?;
    Ok(())
}
