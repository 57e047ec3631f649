//! Which mails are due, who has them in hand, and what came of it.

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
    /// To whom.
    pub account: AccountId,
    /// About which session.
    pub session: Option<SessionId>,
    /// The word for its kind.
    pub kind: String,
    /// The message as JSON.
    pub message: String,
    /// How often it was tried, this time included.
    pub attempts: i32,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it was first to be sent.
    pub first_due: Timestamp,
}

/// What became of a mail for good.
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
    /// The state it leads to.
    pub fn state(self) -> State {
        match self {
            Self::Sent => State::Sent,
            Self::Dropped => State::Dropped,
            Self::Parked(_) => State::Parked,
        }
    }
}

/// A mail whose time has come.
#[derive(Debug)]
pub struct Due {
    /// Its id.
    pub id: MailId,
    /// The word for its kind.
    pub kind: String,
    /// Its rank: the lower, the more urgent.
    pub urgency: i32,
    /// Where it goes, where that was noted.
    pub domain: Option<String>,
    /// The address of its account, today; as it stands, for it's only a hint.
    pub address: String,
}

/// Mails of these ranks whose time has come and that nobody holds: the most urgent first, then the oldest; none that are noted to go
/// to these domains.
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

/// Notes where mails go, so that they're passed over while that domain is full.
pub fn note_domain(conn: &mut Db, ids: &[MailId], domain: &str) -> Result<(), StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let waiting = outbox::table.filter(outbox::id.eq_any(ids)).filter(outbox::state.eq(State::Waiting.as_str()));
    diesel::update(waiting).set(outbox::domain.eq(domain)).execute(conn)?;
    Ok(())
}

/// Takes a lease on a mail; `None` when another sender was faster, to send it or to put it off.
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

/// A mail while this sender holds it: every claim counts one attempt, so the number tells whose claim it is. Who lost theirs changes
/// nothing any more.
macro_rules! held {
    ($mail:expr) => {
        outbox::table
            .filter(outbox::id.eq($mail.id.to_string()))
            .filter(outbox::state.eq(State::Waiting.as_str()))
            .filter(outbox::attempts.eq($mail.attempts))
    };
}

/// Keeps the lease on a mail for longer; `false` when it's somebody else's by now, or was dropped.
pub fn renew(conn: &mut Db, mail: &Claimed, until: Timestamp) -> Result<bool, StoreError> {
    Ok(diesel::update(held!(mail)).set(outbox::leased_until.eq(until.naive())).execute(conn)? == 1)
}

/// Gives a mail back untried, and keeps where it goes: enough are on their way there.
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

/// Settles a mail for good. What it said is forgotten, unless an operator is to look at it. `false` when it isn't this
/// sender's any more.
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

/// Gives a mail back, to be tried again later.
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
