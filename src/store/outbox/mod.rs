//! Mails as rows, so that none is lost, and none is queued twice.

mod clock;
mod parked;
mod sending;

use crate::domain::{AccountId, MailId, SessionId, Timestamp};
use crate::store::connection::each;
use crate::store::rows::parse;
use crate::store::schema::{outbox, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::Eq;
use diesel::prelude::*;
use std::collections::HashSet;

pub use clock::make_due;
pub use parked::{MailRecord, list, send_again};
pub use sending::{Claimed, Due, Outcome, claim, due, note_domain, put_back, put_off, renew, retry, settle};

crate::domain::string_enum! {
    /// The state of a mail.
    State, "This isn't a state of a mail." {
        /// To be sent, now or later.
        Waiting = "waiting", "waiting";
        /// Handed to the mail server.
        Sent = "sent", "sent";
        /// No longer true when its time came.
        Dropped = "dropped", "dropped";
        /// Failed for good; an operator should look.
        Parked = "dead_letter", "dead letter";
    }
}

/// A mail to queue.
#[derive(Debug)]
pub struct NewMail {
    /// Two mails with the same key are the same mail.
    pub dedupe_key: String,
    /// The recipient's account.
    pub account: AccountId,
    /// The session it's about.
    pub session: Option<SessionId>,
    /// The name of its kind, for logs and metrics.
    pub kind: String,
    /// The message as JSON.
    pub message: String,
    /// Its rank: lower is more urgent.
    pub urgency: i32,
    /// The domain it goes to, if that isn't the account's.
    pub domain: Option<String>,
    /// The earliest time it can be sent.
    pub not_before: Timestamp,
}

// Nulls are written explicitly instead of left out: otherwise diesel can't insert many rows in one statement on SQLite.
#[derive(Insertable)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
struct NewRow<'a> {
    id: String,
    dedupe_key: &'a str,
    account_id: String,
    session_id: Option<String>,
    kind: &'a str,
    message: &'a str,
    state: &'static str,
    first_due: NaiveDateTime,
    not_before: NaiveDateTime,
    attempts: i32,
    created_at: NaiveDateTime,
    urgency: i32,
    domain: Option<&'a str>,
}

/// Queues mails, in one statement; `Conflict` if one of them was already queued.
pub fn insert(conn: &mut Db, mails: &[NewMail], now: Timestamp) -> Result<(), StoreError> {
    let rows = mails.iter().map(|mail| NewRow {
        id: MailId::new().to_string(),
        dedupe_key: &mail.dedupe_key,
        account_id: mail.account.to_string(),
        session_id: mail.session.map(|id| id.to_string()),
        kind: &mail.kind,
        message: &mail.message,
        state: State::Waiting.as_str(),
        first_due: mail.not_before.naive(),
        not_before: mail.not_before.naive(),
        attempts: 0,
        created_at: now.naive(),
        urgency: mail.urgency,
        domain: mail.domain.as_deref(),
    });
    let rows: Vec<NewRow<'_>> = rows.collect();
    // The multi-connection has no batch insert; one statement for a booking's, or a whole list's, mails is worth the
    // detour.
    each!(conn => diesel::insert_into(outbox::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Number of mails of this kind that were queued for a person, or on their behalf, after this time.
pub fn count_since(conn: &mut Db, account: AccountId, kind: &str, since: Timestamp) -> Result<i64, StoreError> {
    Ok(outbox::table
        .filter(outbox::account_id.eq(account.to_string()))
        .filter(outbox::kind.eq(kind))
        .filter(outbox::created_at.gt(since.naive()))
        .count()
        .get_result(conn)?)
}

/// Number of mails by state.
pub fn counts(conn: &mut Db) -> Result<Vec<(State, i64)>, StoreError> {
    let rows: Vec<(String, i64)> =
        outbox::table.group_by(outbox::state).select((outbox::state, diesel::dsl::count_star())).load(conn)?;
    rows.into_iter().map(|(state, count)| Ok((parse(&state)?, count))).collect()
}

/// Drops queued mails to a person, when their account is deleted.
pub fn drop_waiting(conn: &mut Db, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(
        outbox::table
            .filter(outbox::account_id.eq(account.to_string()))
            .filter(outbox::state.eq_any([State::Waiting.as_str(), State::Parked.as_str()])),
    )
    .set(dropped(now))
    .execute(conn)?;
    Ok(())
}

/// Drops queued mails of these kinds, to anybody, about the sessions of a person.
pub fn drop_about(conn: &mut Db, person: AccountId, kinds: &[&str], now: Timestamp) -> Result<(), StoreError> {
    let id = person.to_string();
    let theirs = sessions::table
        .filter(sessions::candidate_id.eq(id.clone()).or(sessions::interviewer_id.eq(id)))
        .select(sessions::id.nullable());
    diesel::update(
        outbox::table
            .filter(outbox::session_id.eq_any(theirs))
            .filter(outbox::kind.eq_any(kinds))
            .filter(outbox::state.eq_any([State::Waiting.as_str(), State::Parked.as_str()])),
    )
    .set(dropped(now))
    .execute(conn)?;
    Ok(())
}

type Dropped = (
    Eq<outbox::state, &'static str>,
    Eq<outbox::message, &'static str>,
    Eq<outbox::domain, Option<&'static str>>,
    Eq<outbox::last_error, Option<&'static str>>,
    Eq<outbox::settled_at, NaiveDateTime>,
);

/// The columns of a dropped mail: only that there was one stays.
fn dropped(now: Timestamp) -> Dropped {
    (
        outbox::state.eq(State::Dropped.as_str()),
        outbox::message.eq(""),
        outbox::domain.eq(None),
        outbox::last_error.eq(None),
        outbox::settled_at.eq(now.naive()),
    )
}

/// Deletes mails settled before this moment, except parked ones; returns how many.
pub fn sweep(conn: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    let old = outbox::table
        .filter(outbox::settled_at.lt(before.naive()))
        .filter(outbox::state.eq_any([State::Sent.as_str(), State::Dropped.as_str()]));
    Ok(diesel::delete(old).execute(conn)?)
}

/// Whether a mail with this key was queued and hasn't been deleted yet.
pub fn is_known(conn: &mut Db, dedupe_key: &str) -> Result<bool, StoreError> {
    let found: Option<String> =
        outbox::table.filter(outbox::dedupe_key.eq(dedupe_key)).select(outbox::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// Those of these keys with which a mail was queued that hasn't been deleted yet, in one statement.
pub fn known(conn: &mut Db, dedupe_keys: &[&str]) -> Result<HashSet<String>, StoreError> {
    let found: Vec<String> =
        outbox::table.filter(outbox::dedupe_key.eq_any(dedupe_keys)).select(outbox::dedupe_key).load(conn)?;
    Ok(found.into_iter().collect())
}

/// Locks a mail with one of these keys that waits to be sent, and isn't being sent right now, until the transaction ends;
/// `false` if there's none. So it goes out after what the caller writes, and can tell of it.
pub fn lock_waiting(conn: &mut Db, dedupe_keys: &[&str], now: Timestamp) -> Result<bool, StoreError> {
    let idle = outbox::leased_until.is_null().or(outbox::leased_until.le(now.naive()).assume_not_null());
    let waiting = outbox::table
        .filter(outbox::dedupe_key.eq_any(dedupe_keys))
        .filter(outbox::state.eq(State::Waiting.as_str()))
        .filter(idle)
        .select(outbox::id);
    let found: Option<String> = match conn {
        Db::Sqlite(conn) => waiting.first(conn).optional()?,
        Db::Postgres(conn) => waiting.for_update().first(conn).optional()?,
    };
    Ok(found.is_some())
}

/// Whether a mail with this key went out, as far as is still remembered.
pub fn was_sent(conn: &mut Db, dedupe_key: &str) -> Result<bool, StoreError> {
    let found: Option<String> = outbox::table
        .filter(outbox::dedupe_key.eq(dedupe_key))
        .filter(outbox::state.eq(State::Sent.as_str()))
        .select(outbox::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Whether a mail with this key has been sent, as far as the outbox still has it, or is being sent right now.
pub fn went_out(conn: &mut Db, dedupe_key: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sent = outbox::state.eq(State::Sent.as_str());
    let going = outbox::state.eq(State::Waiting.as_str()).and(outbox::leased_until.gt(now.naive()).assume_not_null());
    let found: Option<String> = outbox::table
        .filter(outbox::dedupe_key.eq(dedupe_key))
        .filter(sent.or(going))
        .select(outbox::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Whether mails of these kinds about these sessions were queued for a person and, as far as the outbox still has them,
/// none can have reached that person. The mail `but` is ignored.
pub fn never_reached(
    conn: &mut Db,
    account: AccountId,
    sessions: &[SessionId],
    kinds: &[&str],
    but: MailId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    type Row = (String, i32, Option<NaiveDateTime>, Option<String>);
    let ids: Vec<Option<String>> = sessions.iter().map(|id| Some(id.to_string())).collect();
    let rows: Vec<Row> = outbox::table
        .filter(outbox::session_id.eq_any(ids))
        .filter(outbox::account_id.eq(account.to_string()))
        .filter(outbox::kind.eq_any(kinds))
        .filter(outbox::id.ne(but.to_string()))
        .select((outbox::state, outbox::attempts, outbox::leased_until, outbox::last_error))
        .load(conn)?;
    let mut known = false;
    for (state, attempts, leased_until, error) in rows {
        known = true;
        let reached = match parse::<State>(&state)? {
            State::Sent => true,
            // It's being sent right now, or was tried before: a server may have accepted it although its reply was
            // lost.
            State::Waiting => leased_until.is_some_and(|until| until > now.naive()) || error.is_some(),
            // It was dropped while being sent, or was tried before. Dropping it counts as one attempt.
            State::Dropped => leased_until.is_some() || attempts > 1,
            State::Parked => false,
        };
        if reached {
            return Ok(false);
        }
    }
    Ok(known)
}
