//! Claiming calendars to fetch, and saving the results.

use super::{OwnerRow, Read, change, owner};
use crate::domain::availability::busy_calendar::{CalendarOwner, CalendarUrl, Version};
use crate::domain::{AccountId, BusyCalendarId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{accounts, busy_calendars};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

/// A calendar claimed by this process.
#[derive(Debug)]
pub struct Claimed {
    /// Its id.
    pub id: BusyCalendarId,
    /// Its URL.
    pub url: CalendarUrl,
    /// What reading it needs to know about its owner.
    pub owner: CalendarOwner,
    /// The validators of the version that was read.
    pub version: Version,
    /// When that was.
    pub read_at: Option<Timestamp>,
    /// When it was last found unchanged.
    pub checked_at: Option<Timestamp>,
    /// Failed attempts since then.
    pub failures: i32,
    token: String,
}

/// The result of a fetch.
#[derive(Debug)]
pub enum Outcome {
    /// A calendar, and the validators of this version.
    Read(Read, Version),
    /// It hasn't changed.
    Unchanged,
    /// It failed, for this reason.
    Failed(String),
}

/// Due calendars that nobody has claimed, the longest due first.
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

/// The URLs of these calendars.
pub fn urls(conn: &mut Db, ids: &[BusyCalendarId]) -> Result<HashMap<BusyCalendarId, CalendarUrl>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> = busy_calendars::table
        .filter(busy_calendars::id.eq_any(ids))
        .filter(busy_calendars::url.is_not_null())
        .select((busy_calendars::id, busy_calendars::url.assume_not_null()))
        .load(conn)?;
    rows.iter().map(|(id, url)| Ok((parse(id)?, parse(url)?))).collect()
}

/// Claims a calendar; `None` if somebody else was faster.
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

/// Saves the result of a fetch if the claim is still held; `false` otherwise. After a failure, the last version stays,
/// unless it's `stale`.
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

/// Corrects times so far ahead that only a wrong clock can have set them; returns how many calendars were changed. `claim`,
/// `next` and `retry` are the latest times that could be set now: for a claim, for the next fetch, and for a retry after a
/// failure.
pub fn make_due(
    conn: &mut Db,
    now: Timestamp,
    claim: Timestamp,
    (next, retry): (Timestamp, Timestamp),
) -> Result<usize, StoreError> {
    let held = busy_calendars::table.filter(busy_calendars::claimed_until.gt(claim.plus_skew().naive()));
    // The claim's holder can still settle it, as long as nobody else claims it.
    let held = diesel::update(held).set(busy_calendars::claimed_until.eq(None::<NaiveDateTime>)).execute(conn)?;
    let read = busy_calendars::failures.eq(0).and(busy_calendars::next_fetch_at.gt(next.plus_skew().naive()));
    let late = busy_calendars::table.filter(read.or(busy_calendars::next_fetch_at.gt(retry.plus_skew().naive())));
    let late = diesel::update(late).set(busy_calendars::next_fetch_at.eq(now.naive())).execute(conn)?;
    Ok(held + late)
}

/// Makes a person's calendars due now, to be read in full, because their zone or address has changed. Results of
/// fetches in progress are discarded.
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
