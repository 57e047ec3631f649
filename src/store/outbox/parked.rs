//! The outbox as an operator sees it: the state of mails, and sending those that failed for good again.

use super::State;
use crate::domain::{AccountId, MailId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::outbox;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// The state of a mail, for the operator, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRecord {
    /// Its id.
    pub id: MailId,
    /// The recipient's account; for an invitation, the account on whose behalf it's sent.
    pub account: AccountId,
    /// The name of its kind.
    pub kind: String,
    /// Number of attempts.
    pub attempts: i32,
    /// When it was first due.
    pub first_due: Timestamp,
    /// When it's due, or was last due if it's settled.
    pub not_before: Timestamp,
    /// When it was sent, dropped or parked.
    pub settled_at: Option<Timestamp>,
    /// Why it was delayed or parked; addresses in it are masked.
    pub error: Option<String>,
}

/// The mails in this state, latest first.
pub fn list(conn: &mut Db, state: State, after: Option<MailId>, limit: i64) -> Result<Vec<MailRecord>, StoreError> {
    type Row = (String, String, String, i32, NaiveDateTime, NaiveDateTime, Option<NaiveDateTime>, Option<String>);
    let mut query = outbox::table.filter(outbox::state.eq(state.as_str())).into_boxed();
    if let Some(after) = after {
        // UUIDv7: ids made later sort later.
        query = query.filter(outbox::id.lt(after.to_string()));
    }
    let rows: Vec<Row> = query
        .order(outbox::id.desc())
        .limit(limit)
        .select((
            outbox::id,
            outbox::account_id,
            outbox::kind,
            outbox::attempts,
            outbox::first_due,
            outbox::not_before,
            outbox::settled_at,
            outbox::last_error,
        ))
        .load(conn)?;
    let mail = |(id, account, kind, attempts, first_due, not_before, settled_at, error): Row| {
        Ok(MailRecord {
            id: parse(&id)?,
            account: parse(&account)?,
            kind,
            attempts,
            first_due: Timestamp::from_naive(first_due),
            not_before: Timestamp::from_naive(not_before),
            settled_at: settled_at.map(Timestamp::from_naive),
            error,
        })
    };
    rows.into_iter().map(mail).collect()
}

/// Requeues a parked mail, due now and retried as long as a new one; all of them if there's no id. Returns how many.
pub fn send_again(conn: &mut Db, one: Option<MailId>, now: Timestamp) -> Result<usize, StoreError> {
    let mut which = diesel::update(outbox::table.filter(outbox::state.eq(State::Parked.as_str()))).into_boxed();
    if let Some(id) = one {
        which = which.filter(outbox::id.eq(id.to_string()));
    }
    let change = (
        outbox::state.eq(State::Waiting.as_str()),
        outbox::first_due.eq(now.naive()),
        outbox::not_before.eq(now.naive()),
        outbox::attempts.eq(0),
        outbox::settled_at.eq(None::<NaiveDateTime>),
    );
    Ok(which.set(change).execute(conn)?)
}
