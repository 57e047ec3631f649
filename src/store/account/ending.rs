//! The end of an account, and what its owner does meanwhile.
//!
//! On PostgreSQL a transaction that finds somebody's sign-in good may write for them after another has deleted the
//! account: rows that nobody would ever delete. So each of theirs holds the end off until it's over, and the end waits.
//!
//! It's an advisory lock, and comes before every other lock. The account's row can't serve: a lock that keeps its
//! owner's transactions apart from the end would come before the locks of two people in the order of their ids, and
//! one strong enough for those that hold it weakly (`FOR UPDATE`) stops every insert that refers to the person, such as
//! an email to them, in transactions that hold what the end wants next. SQLite has one writer.

use crate::domain::AccountId;
use crate::store::{Db, StoreError};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use uuid::Uuid;

/// Holds the end of this account off until the transaction is over; any number may. Waits for an end that has begun.
pub fn hold_off(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    lock(conn, who, "SELECT pg_advisory_xact_lock_shared($1)")
}

/// Waits for all that hold the end of this account off, and makes those that come later wait for this transaction.
pub fn wait(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    lock(conn, who, "SELECT pg_advisory_xact_lock($1)")
}

fn lock(conn: &mut Db, who: AccountId, statement: &str) -> Result<(), StoreError> {
    match conn {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            // The half of the id that is random. Two people who share a number only wait for each other.
            let (_, number) = Uuid::from(who).as_u64_pair();
            diesel::sql_query(statement).bind::<BigInt, _>(number.cast_signed()).execute(conn)?;
        }
    }
    Ok(())
}
