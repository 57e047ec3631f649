//! Busy calendars: people can't be booked in their busy times.

mod fetching;

use crate::domain::availability::busy_calendar::{BusyCalendar, CalendarOwner, CalendarUrl, Version};
use crate::domain::{AccountId, BusyCalendarId, DisplayName, Span, Timestamp};
use crate::store::rows::{from_json, parse, parse_opt, to_json};
use crate::store::schema::{accounts, busy_calendars, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

pub use fetching::{Claimed, Outcome, claim, due, make_due, read_anew, set_due, settle, urls};

#[derive(Queryable, Selectable)]
#[diesel(table_name = busy_calendars)]
struct Row {
    id: String,
    account_id: String,
    name: String,
    url: Option<String>,
    busy: Option<String>,
    covers_until: Option<NaiveDateTime>,
    skipped_events: i32,
    read_at: Option<NaiveDateTime>,
    checked_at: Option<NaiveDateTime>,
    attempted_at: Option<NaiveDateTime>,
    error: Option<String>,
    failures: i32,
    etag: Option<String>,
    last_modified: Option<String>,
    next_fetch_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
    guessed_zones: i32,
}

/// Spans as stored: in whole seconds since 1970, sorted.
#[derive(Serialize, Deserialize)]
struct Document {
    version: u8,
    spans: Vec<(i64, i64)>,
}

fn written(spans: &[Span]) -> Result<String, StoreError> {
    let spans = spans.iter().map(|span| (span.from.epoch(), span.to.epoch_ceil())).collect();
    to_json(&Document { version: 1, spans })
}

fn spans(calendar: &str, text: &str) -> Result<impl Iterator<Item = Span>, StoreError> {
    let read: Document = from_json("busy_calendars.busy", calendar, text)?;
    Ok(read.spans.into_iter().map(|(from, to)| Span::new(Timestamp::from_epoch(from), Timestamp::from_epoch(to))))
}

fn calendar(row: Row) -> Result<BusyCalendar, StoreError> {
    let at = |time: Option<NaiveDateTime>| time.map(Timestamp::from_naive);
    Ok(BusyCalendar {
        id: parse(&row.id)?,
        account: parse(&row.account_id)?,
        name: parse(&row.name)?,
        url: parse_opt(row.url.as_deref())?,
        busy: row.busy.as_deref().map(|text| spans(&row.id, text)).transpose()?.map(Iterator::collect),
        covers_until: at(row.covers_until),
        left_out: row.skipped_events,
        guessed_zones: row.guessed_zones,
        read_at: at(row.read_at),
        checked_at: at(row.checked_at),
        tried_at: at(row.attempted_at),
        error: row.error,
        failures: row.failures,
        version: Version { etag: row.etag, last_modified: row.last_modified },
        next_fetch_at: at(row.next_fetch_at),
        created_at: Timestamp::from_naive(row.created_at),
    })
}

/// Adds one. One with a URL is due at once.
pub fn insert(
    conn: &mut Db,
    id: BusyCalendarId,
    account: AccountId,
    name: &DisplayName,
    url: Option<&CalendarUrl>,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(busy_calendars::table)
        .values((
            busy_calendars::id.eq(id.to_string()),
            busy_calendars::account_id.eq(account.to_string()),
            busy_calendars::name.eq(name.to_string()),
            busy_calendars::url.eq(url.map(ToString::to_string)),
            busy_calendars::next_fetch_at.eq(url.map(|_| now.naive())),
            busy_calendars::created_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// A person's calendars, in the order in which they were added.
pub fn of(conn: &mut Db, account: AccountId) -> Result<Vec<BusyCalendar>, StoreError> {
    let mine = busy_calendars::table.filter(busy_calendars::account_id.eq(account.to_string()));
    let rows: Vec<Row> = mine.order(busy_calendars::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(calendar).collect()
}

/// What reading the calendar needs to know about its owner.
type OwnerRow = (String, String, String, Option<NaiveDateTime>);

fn owner(conn: &mut Db, (id, zone, email, verified_at): OwnerRow) -> Result<CalendarOwner, StoreError> {
    // An unconfirmed address may be somebody else's.
    let addresses = verified_at.map(|_| parse(&email)).transpose()?.into_iter().collect();
    // Including cancelled and past ones: a calendar may still have them.
    let sessions: Vec<String> = sessions::table
        .filter(sessions::candidate_id.eq(&id).or(sessions::interviewer_id.eq(&id)))
        .select(sessions::id)
        .load(conn)?;
    let sessions = sessions.iter().map(|id| parse(id)).collect::<Result<_, _>>()?;
    Ok(CalendarOwner { zone: parse(&zone)?, addresses, sessions })
}

/// One of a person's calendars, with what reading it needs to know about the owner.
pub fn one(
    conn: &mut Db,
    account: AccountId,
    id: BusyCalendarId,
) -> Result<Option<(BusyCalendar, CalendarOwner)>, StoreError> {
    let found: Option<(Row, OwnerRow)> = busy_calendars::table
        .inner_join(accounts::table.on(accounts::id.eq(busy_calendars::account_id)))
        .filter(busy_calendars::account_id.eq(account.to_string()))
        .filter(busy_calendars::id.eq(id.to_string()))
        .select((Row::as_select(), (accounts::id, accounts::time_zone, accounts::email, accounts::email_verified_at)))
        .first(conn)
        .optional()?;
    found.map(|(row, of)| Ok((calendar(row)?, owner(conn, of)?))).transpose()
}

/// Deletes one of a person's calendars; `false` if it doesn't exist.
pub fn delete(conn: &mut Db, account: AccountId, id: BusyCalendarId) -> Result<bool, StoreError> {
    let one = busy_calendars::table
        .filter(busy_calendars::account_id.eq(account.to_string()))
        .filter(busy_calendars::id.eq(id.to_string()));
    Ok(diesel::delete(one).execute(conn)? == 1)
}

/// Deletes all of a person's calendars.
pub fn delete_all(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(busy_calendars::table.filter(busy_calendars::account_id.eq(account.to_string()))).execute(conn)?;
    Ok(())
}

/// The result of reading a calendar.
#[derive(Debug)]
pub struct Read {
    /// When its owner is busy.
    pub busy: Vec<Span>,
    /// The end of the range that was read.
    pub covers_until: Timestamp,
    /// Number of events that couldn't be parsed.
    pub left_out: usize,
    /// Number of unknown time zone names.
    pub guessed_zones: usize,
}

type Change = (
    diesel::dsl::Eq<busy_calendars::busy, String>,
    diesel::dsl::Eq<busy_calendars::covers_until, Option<NaiveDateTime>>,
    diesel::dsl::Eq<busy_calendars::skipped_events, i32>,
    diesel::dsl::Eq<busy_calendars::guessed_zones, i32>,
    diesel::dsl::Eq<busy_calendars::read_at, Option<NaiveDateTime>>,
    diesel::dsl::Eq<busy_calendars::checked_at, Option<NaiveDateTime>>,
    diesel::dsl::Eq<busy_calendars::error, Option<String>>,
);

/// The columns for the result.
fn change(read: &Read, now: Timestamp) -> Result<Change, StoreError> {
    Ok((
        busy_calendars::busy.eq(written(&read.busy)?),
        busy_calendars::covers_until.eq(Some(read.covers_until.naive())),
        busy_calendars::skipped_events.eq(i32::try_from(read.left_out).unwrap_or(i32::MAX)),
        busy_calendars::guessed_zones.eq(i32::try_from(read.guessed_zones).unwrap_or(i32::MAX)),
        busy_calendars::read_at.eq(Some(now.naive())),
        busy_calendars::checked_at.eq(Some(now.naive())),
        busy_calendars::error.eq(None),
    ))
}

/// Replaces the content with an upload; `false` if the calendar is gone.
pub fn upload(
    conn: &mut Db,
    account: AccountId,
    id: BusyCalendarId,
    read: &Read,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let one = busy_calendars::table
        .filter(busy_calendars::account_id.eq(account.to_string()))
        .filter(busy_calendars::id.eq(id.to_string()));
    Ok(diesel::update(one).set(change(read, now)?).execute(conn)? == 1)
}

/// The busy times in a range from people's own calendars: of all people, or those given.
pub fn holds(conn: &mut Db, range: Span, people: Option<&[AccountId]>) -> Result<Vec<(AccountId, Span)>, StoreError> {
    let mut query = busy_calendars::table
        .filter(busy_calendars::busy.is_not_null())
        .filter(busy_calendars::covers_until.gt(range.from.naive()))
        .into_boxed();
    if let Some(people) = people {
        query = query.filter(busy_calendars::account_id.eq_any(people.iter().map(ToString::to_string)));
    }
    let rows: Vec<(String, String, String)> = query
        .select((busy_calendars::id, busy_calendars::account_id, busy_calendars::busy.assume_not_null()))
        .load(conn)?;
    let mut all = Vec::new();
    for (id, account, busy) in rows {
        let account = parse(&account)?;
        let inside = spans(&id, &busy)?.filter(|span| span.overlaps(range));
        all.extend(inside.map(|span| (account, span)));
    }
    Ok(all)
}
