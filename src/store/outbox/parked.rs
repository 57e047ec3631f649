//! The outbox as an operator sees it: where mails stand, and sending those again that failed for good.

use super::State;
use crate::domain::{AccountId, MailId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::outbox;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Where a mail stands, for whoever looks after the outbox: not what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRecord {
    /// Its id.
    pub id: MailId,
    /// To whom; of an invitation, in whose name.
    pub account: AccountId,
    /// The word for its kind.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was first to be sent.
    pub first_due: Timestamp,
    /// When it's to be sent or tried next; of one that's settled, when it last was.
    pub not_before: Timestamp,
    /// When it was sent, dropped or parked.
    pub settled_at: Option<Timestamp>,
    /// Why it was put off or parked; addresses in it are masked.
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

/// Lets a parked mail wait again, due now and with as many days as a new one; all of them without an id. Answers how many
/// that were.
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
