//! Due mails, their leases, and the results of sending.

use super::State;
use crate::domain::{AccountId, MailId, SessionId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{accounts, outbox};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::ops::RangeInclusive;

/// A mail that this sender holds a lease on.
#[derive(Debug)]
pub struct Claimed {
    /// Its id; its Message-ID is made from it.
    pub id: MailId,
    /// The recipient's account.
    pub account: AccountId,
    /// The session it's about.
    pub session: Option<SessionId>,
    /// The name of its kind.
    pub kind: String,
    /// The message as JSON.
    pub message: String,
    /// Number of attempts, including this one.
    pub attempts: i32,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it was first due.
    pub first_due: Timestamp,
}

/// The final outcome of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// Handed to the mail server.
    Sent,
    /// No longer true.
    Dropped,
    /// Failed, for this reason.
    Parked(&'a str),
}

impl Outcome<'_> {
    /// The resulting state.
    pub fn state(self) -> State {
        match self {
            Self::Sent => State::Sent,
            Self::Dropped => State::Dropped,
            Self::Parked(_) => State::Parked,
        }
    }
}

/// A due mail.
#[derive(Debug)]
pub struct Due {
    /// Its id.
    pub id: MailId,
    /// The name of its kind.
    pub kind: String,
    /// Its rank: the lower, the more urgent.
    pub urgency: i32,
    /// The domain it goes to, if known.
    pub domain: Option<String>,
    /// The current address of its account; unparsed, because it's only a hint.
    pub address: String,
}

/// Due mails of these ranks without a lease: most urgent first, then oldest; without those known to go to these domains.
pub fn due(
    conn: &mut Db,
    now: Timestamp,
    ranks: RangeInclusive<i32>,
    not_to: &[String],
    limit: i64,
) -> Result<Vec<Due>, StoreError> {
    let mut query = outbox::table
        .inner_join(accounts::table)
        .filter(outbox::state.eq(State::Waiting.as_str()))
        .filter(outbox::not_before.le(now.naive()))
        .filter(outbox::leased_until.is_null().or(outbox::leased_until.le(now.naive())))
        .filter(outbox::urgency.between(*ranks.start(), *ranks.end()))
        .order((outbox::urgency, outbox::not_before, outbox::id))
        .limit(limit)
        .select((outbox::id, outbox::kind, outbox::urgency, outbox::domain, accounts::email))
        .into_boxed();
    if !not_to.is_empty() {
        query = query.filter(outbox::domain.is_null().or(outbox::domain.ne_all(not_to.to_vec())));
    }
    let rows: Vec<(String, String, i32, Option<String>, String)> = query.load(conn)?;
    let due = |(id, kind, urgency, domain, address): (String, _, _, _, _)| {
        Ok(Due { id: parse(&id)?, kind, urgency, domain, address })
    };
    rows.into_iter().map(due).collect()
}

/// Records the domain of mails, so that they're skipped while that domain is full.
pub fn note_domain(conn: &mut Db, ids: &[MailId], domain: &str) -> Result<(), StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let waiting = outbox::table.filter(outbox::id.eq_any(ids)).filter(outbox::state.eq(State::Waiting.as_str()));
    diesel::update(waiting).set(outbox::domain.eq(domain)).execute(conn)?;
    Ok(())
}

/// Takes a lease on a mail; `None` if another sender was faster.
pub fn claim(conn: &mut Db, id: MailId, now: Timestamp, until: Timestamp) -> Result<Option<Claimed>, StoreError> {
    type Row = (String, Option<String>, String, String, i32, NaiveDateTime, NaiveDateTime);
    let row: Option<Row> = diesel::update(
        outbox::table
            .filter(outbox::id.eq(id.to_string()))
            .filter(outbox::state.eq(State::Waiting.as_str()))
            .filter(outbox::not_before.le(now.naive()))
            .filter(outbox::leased_until.is_null().or(outbox::leased_until.le(now.naive()))),
    )
    .set((outbox::leased_until.eq(until.naive()), outbox::attempts.eq(outbox::attempts + 1)))
    .returning((
        outbox::account_id,
        outbox::session_id,
        outbox::kind,
        outbox::message,
        outbox::attempts,
        outbox::created_at,
        outbox::first_due,
    ))
    .get_result(conn)
    .optional()?;
    row.map(|(account, session, kind, message, attempts, created, first_due)| {
        Ok(Claimed {
            id,
            account: parse(&account)?,
            session: parse_opt(session.as_deref())?,
            kind,
            message,
            attempts,
            created_at: Timestamp::from_naive(created),
            first_due: Timestamp::from_naive(first_due),
        })
    })
    .transpose()
}

/// The condition that this sender still holds a mail: every claim increments the attempts, so the number identifies the claim. A
/// sender that lost its lease can't change anything.
macro_rules! held {
    ($mail:expr) => {
        outbox::table
            .filter(outbox::id.eq($mail.id.to_string()))
            .filter(outbox::state.eq(State::Waiting.as_str()))
            .filter(outbox::attempts.eq($mail.attempts))
    };
}

/// Extends the lease on a mail; `false` if somebody else has it by now, or it was dropped.
pub fn renew(conn: &mut Db, mail: &Claimed, until: Timestamp) -> Result<bool, StoreError> {
    Ok(diesel::update(held!(mail)).set(outbox::leased_until.eq(until.naive())).execute(conn)? == 1)
}

/// Returns a mail without trying to send it, and records its domain, which has reached its limit.
pub fn put_back(conn: &mut Db, mail: &Claimed, domain: &str) -> Result<(), StoreError> {
    diesel::update(held!(mail))
        .set((
            outbox::leased_until.eq(None::<NaiveDateTime>),
            outbox::attempts.eq(mail.attempts - 1),
            outbox::domain.eq(domain),
        ))
        .execute(conn)?;
    Ok(())
}

/// Gives a mail back untried and makes it due at a later time, as if for the first time.
pub fn put_off(conn: &mut Db, mail: &Claimed, until: Timestamp) -> Result<(), StoreError> {
    diesel::update(held!(mail))
        .set((
            outbox::not_before.eq(until.naive()),
            outbox::first_due.eq(until.naive()),
            outbox::leased_until.eq(None::<NaiveDateTime>),
            outbox::attempts.eq(mail.attempts - 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Settles a mail for good. Its content is deleted, unless an operator has to look at it. `false` if this sender no
/// longer holds it.
pub fn settle(conn: &mut Db, mail: &Claimed, outcome: Outcome<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let error = if let Outcome::Parked(error) = outcome { Some(error) } else { None };
    let change = (
        outbox::state.eq(outcome.state().as_str()),
        outbox::leased_until.eq(None::<NaiveDateTime>),
        outbox::domain.eq(None::<String>),
        outbox::last_error.eq(error),
        outbox::settled_at.eq(now.naive()),
    );
    let settled = if error.is_some() {
        diesel::update(held!(mail)).set(change).execute(conn)?
    } else {
        diesel::update(held!(mail)).set((change, outbox::message.eq(""))).execute(conn)?
    };
    Ok(settled == 1)
}

/// Reschedules a mail for another attempt.
pub fn retry(conn: &mut Db, mail: &Claimed, at: Timestamp, error: &str) -> Result<(), StoreError> {
    diesel::update(held!(mail))
        .set((
            outbox::not_before.eq(at.naive()),
            outbox::leased_until.eq(None::<NaiveDateTime>),
            outbox::last_error.eq(error),
        ))
        .execute(conn)?;
    Ok(())
}
