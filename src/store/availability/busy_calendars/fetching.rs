//! Whose turn it is to fetch a calendar, and what came of it.

use super::{OwnerRow, Read, change, owner};
use crate::domain::availability::busy_calendar::{CalendarOwner, CalendarUrl, Version};
use crate::domain::{AccountId, BusyCalendarId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{accounts, busy_calendars};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

/// A calendar that this process is to fetch.
#[derive(Debug)]
pub struct Claimed {
    /// Its id.
    pub id: BusyCalendarId,
    /// Where it is.
    pub url: CalendarUrl,
    /// By whom it is read.
    pub owner: CalendarOwner,
    /// What its server calls the version that was read.
    pub version: Version,
    /// When that was.
    pub read_at: Option<Timestamp>,
    /// When it was last found to be as it was read.
    pub checked_at: Option<Timestamp>,
    /// How many tries failed since.
    pub failures: i32,
    token: String,
}

/// What came of a fetch.
#[derive(Debug)]
pub enum Outcome {
    /// A calendar, and what its server calls this version.
    Read(Read, Version),
    /// It is as it was.
    Unchanged,
    /// Nothing, for this reason.
    Failed(String),
}

/// Calendars whose time has come and that nobody has taken, the longest due first.
pub fn due(conn: &mut Db, now: Timestamp, limit: i64) -> Result<Vec<BusyCalendarId>, StoreError> {
    let ids: Vec<String> = busy_calendars::table
        .filter(busy_calendars::next_fetch_at.le(now.naive()))
        .filter(busy_calendars::claimed_until.is_null().or(busy_calendars::claimed_until.le(now.naive())))
        .order((busy_calendars::next_fetch_at, busy_calendars::id))
        .limit(limit)
        .select(busy_calendars::id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// Where these calendars are.
pub fn urls(conn: &mut Db, ids: &[BusyCalendarId]) -> Result<HashMap<BusyCalendarId, CalendarUrl>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> = busy_calendars::table
        .filter(busy_calendars::id.eq_any(ids))
        .filter(busy_calendars::url.is_not_null())
        .select((busy_calendars::id, busy_calendars::url.assume_not_null()))
        .load(conn)?;
    rows.iter().map(|(id, url)| Ok((parse(id)?, parse(url)?))).collect()
}

/// Takes a calendar; `None` when somebody else was faster.
pub fn claim(
    conn: &mut Db,
    id: BusyCalendarId,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Claimed>, StoreError> {
    let token = BusyCalendarId::new().to_string();
    let free = busy_calendars::table
        .filter(busy_calendars::id.eq(id.to_string()))
        .filter(busy_calendars::next_fetch_at.le(now.naive()))
        .filter(busy_calendars::claimed_until.is_null().or(busy_calendars::claimed_until.le(now.naive())));
    let taken = diesel::update(free)
        .set((busy_calendars::claimed_by.eq(&token), busy_calendars::claimed_until.eq(until.naive())))
        .execute(conn)?;
    if taken == 0 {
        return Ok(None);
    }
    type Row =
        (Option<String>, Option<String>, Option<String>, Option<NaiveDateTime>, Option<NaiveDateTime>, i32, OwnerRow);
    let (url, etag, last_modified, read_at, checked_at, failures, of): Row = busy_calendars::table
        .inner_join(accounts::table.on(accounts::id.eq(busy_calendars::account_id)))
        .filter(busy_calendars::id.eq(id.to_string()))
        .select((
            busy_calendars::url,
            busy_calendars::etag,
            busy_calendars::last_modified,
            busy_calendars::read_at,
            busy_calendars::checked_at,
            busy_calendars::failures,
            (accounts::id, accounts::time_zone, accounts::email, accounts::email_verified_at),
        ))
        .first(conn)?;
    let Some(url) = parse_opt(url.as_deref())? else { return Ok(None) };
    Ok(Some(Claimed {
        id,
        url,
        owner: owner(conn, of)?,
        version: Version { etag, last_modified },
        read_at: read_at.map(Timestamp::from_naive),
        checked_at: checked_at.map(Timestamp::from_naive),
        failures,
        token,
    }))
}

/// Keeps what came of a fetch, while the claim is still held; `false` when it is not. After a failure what was
/// read before stays, unless it is `stale`.
pub fn settle(
    conn: &mut Db,
    one: &Claimed,
    outcome: &Outcome,
    (failures, stale): (i32, bool),
    now: Timestamp,
    next: Timestamp,
) -> Result<bool, StoreError> {
    let held = busy_calendars::table
        .filter(busy_calendars::id.eq(one.id.to_string()))
        .filter(busy_calendars::claimed_by.eq(&one.token));
    let given_back = (
        busy_calendars::claimed_by.eq(None::<String>),
        busy_calendars::claimed_until.eq(None::<NaiveDateTime>),
        busy_calendars::attempted_at.eq(now.naive()),
        busy_calendars::failures.eq(failures),
        busy_calendars::next_fetch_at.eq(next.naive()),
    );
    let settled = match outcome {
        Outcome::Read(read, version) => {
            let version = (
                busy_calendars::etag.eq(version.etag.as_deref()),
                busy_calendars::last_modified.eq(version.last_modified.as_deref()),
            );
            diesel::update(held).set((given_back, change(read, now)?, version)).execute(conn)?
        }
        Outcome::Unchanged => {
            let as_it_was = (busy_calendars::checked_at.eq(now.naive()), busy_calendars::error.eq(None::<String>));
            diesel::update(held).set((given_back, as_it_was)).execute(conn)?
        }
        Outcome::Failed(why) if stale => {
            let nothing = (
                busy_calendars::busy.eq(None::<String>),
                busy_calendars::covers_until.eq(None::<NaiveDateTime>),
                busy_calendars::read_at.eq(None::<NaiveDateTime>),
                busy_calendars::etag.eq(None::<String>),
                busy_calendars::last_modified.eq(None::<String>),
            );
            diesel::update(held).set((given_back, nothing, busy_calendars::error.eq(why))).execute(conn)?
        }
        Outcome::Failed(why) => diesel::update(held).set((given_back, busy_calendars::error.eq(why))).execute(conn)?,
    };
    Ok(settled == 1)
}

/// Makes a calendar due now.
pub fn set_due(conn: &mut Db, id: BusyCalendarId, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(busy_calendars::table.filter(busy_calendars::id.eq(id.to_string())))
        .set(busy_calendars::next_fetch_at.eq(now.naive()))
        .execute(conn)?;
    Ok(())
}

/// Makes due what waits for a moment that only a clock that was ahead can have set; answers how many calendars. Who takes one
/// now has it until `claim`; what is read now is fetched again by `next`, and what fails by `retry`.
pub fn make_due(
    conn: &mut Db,
    now: Timestamp,
    claim: Timestamp,
    (next, retry): (Timestamp, Timestamp),
) -> Result<usize, StoreError> {
    let held = busy_calendars::table.filter(busy_calendars::claimed_until.gt(claim.plus_skew().naive()));
    // Whoever has it may still settle it, while nobody else takes it.
    let held = diesel::update(held).set(busy_calendars::claimed_until.eq(None::<NaiveDateTime>)).execute(conn)?;
    let read = busy_calendars::failures.eq(0).and(busy_calendars::next_fetch_at.gt(next.plus_skew().naive()));
    let late = busy_calendars::table.filter(read.or(busy_calendars::next_fetch_at.gt(retry.plus_skew().naive())));
    let late = diesel::update(late).set(busy_calendars::next_fetch_at.eq(now.naive())).execute(conn)?;
    Ok(held + late)
}

/// Makes a person's calendars due now, to be read in full: they are told by another clock, or their
/// owner has another address. Who is fetching one
/// has come too late.
pub fn read_anew(conn: &mut Db, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    let mine = busy_calendars::table
        .filter(busy_calendars::account_id.eq(account.to_string()))
        .filter(busy_calendars::url.is_not_null());
    diesel::update(mine)
        .set((
            busy_calendars::next_fetch_at.eq(now.naive()),
            busy_calendars::etag.eq(None::<String>),
            busy_calendars::last_modified.eq(None::<String>),
            busy_calendars::claimed_by.eq(None::<String>),
            busy_calendars::claimed_until.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(())
}
