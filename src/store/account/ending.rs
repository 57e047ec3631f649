//! Deleting an account while its owner's other transactions are running.
//!
//! On PostgreSQL, a transaction that found somebody's sign-in valid could write rows for them after another transaction
//! has deleted the account, and nobody would ever delete those. So each of their transactions takes a shared lock, and
//! the deletion waits for all of them.
//!
//! It's an advisory lock, taken before every other lock. The account's row can't be used: taking its lock first would
//! violate the id order in which two people's rows are locked, and a lock that excludes shared holders (`FOR UPDATE`)
//! blocks every insert that refers to the person, such as an email to them, in transactions that hold locks the
//! deletion needs next. SQLite has only one writer.

use crate::domain::AccountId;
use crate::store::{Db, StoreError};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use uuid::Uuid;

/// Prevents the deletion of this account until the transaction ends (a shared lock). Waits for a deletion that has begun.
pub fn hold_off(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    lock(conn, who, "SELECT pg_advisory_xact_lock_shared($1)")
}

/// Waits for all transactions that prevent this account's deletion, and makes later ones wait (an exclusive lock).
pub fn wait(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    lock(conn, who, "SELECT pg_advisory_xact_lock($1)")
}

fn lock(conn: &mut Db, who: AccountId, statement: &str) -> Result<(), StoreError> {
    match conn {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            // The random half of the id. If two people share a number, they only wait for each other.
            let (_, number) = Uuid::from(who).as_u64_pair();
            diesel::sql_query(statement).bind::<BigInt, _>(number.cast_signed()).execute(conn)?;
        }
    }
    Ok(())
}
