//! The times of an answer to a round, as rows of its form.

use crate::domain::matching::request::{Moment, Window};
use crate::domain::{Invalid, Timestamp, UpTo, Zone};
use crate::service::matching::requests::WantedWindow;
use crate::service::round::AnswerPage;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use std::collections::{BTreeSet, HashMap};

/// The fields of the form, by name. Times are in [`Row`]s.
pub(super) type Fields = HashMap<String, String>;

/// A time that runs past midnight has this many hours at most. A longer one has its two ends mixed up.
const PAST_MIDNIGHT_HOURS: i64 = 12;

/// A row of the form.
pub(super) struct Row {
    /// Its fields are `from:<key>` and `to:<key>`: `2027-01-18`, and `2027-01-18.2` for a day's second time.
    pub key: String,
    /// `Monday, 18 January`
    pub label: String,
    pub from: String,
    pub to: String,
}

/// The rows of a round's days in the reader's zone: one for each time that was given, and an empty one for each other day.
pub(super) fn rows(asked: &AnswerPage, given: &[Window]) -> Vec<Row> {
    let (zone, span) = (asked.zone, asked.shown.round.plans.days(asked.shown.program.zone));
    let (first, last) = (zone.date(span.from), zone.date(span.to.plus_minutes(-1)));
    let of_day = |date: NaiveDate| {
        let mut times: Vec<_> = given.iter().filter(|one| zone.date(one.from) == date).map(Some).collect();
        if times.is_empty() {
            times.push(None);
        }
        times.into_iter().enumerate().map(move |(place, time)| Row {
            key: if place == 0 { date.to_string() } else { format!("{date}.{}", place + 1) },
            label: day(date),
            from: time.map_or_else(String::new, |time| clock(time.from, zone)),
            to: time.map_or_else(String::new, |time| clock(time.to, zone)),
        })
    };
    first.iter_days().take_while(|date| *date <= last).flat_map(of_day).collect()
}

/// What was typed, by days; a row without any time is left out.
pub(super) fn windows(fields: &Fields) -> Result<UpTo<50, WantedWindow>, Invalid> {
    let key = |name: &str| {
        let key = name.strip_prefix("from:").or_else(|| name.strip_prefix("to:"))?;
        let date: NaiveDate = key.split('.').next()?.parse().ok()?;
        Some((date, key.to_owned()))
    };
    let keys: BTreeSet<_> = fields.keys().filter_map(|name| key(name)).collect();
    let mut windows = Vec::new();
    for (date, key) in keys {
        let typed = |end: &str| fields.get(&format!("{end}:{key}")).map_or("", |time| time.trim());
        windows.extend(window(date, typed("from"), typed("to"))?);
    }
    if windows.is_empty() {
        return Err(Invalid::new("Please give at least one time, or choose another answer."));
    }
    UpTo::new(windows).ok_or_else(|| Invalid::new("That's more times than we can take. Please give 50 at most."))
}

fn window(date: NaiveDate, from: &str, to: &str) -> Result<Option<WantedWindow>, Invalid> {
    let (from, to) = match (from, to) {
        ("", "") => return Ok(None),
        ("", _) => return Err(Invalid::new(format!("From when do you have time on {}?", day(date)))),
        (_, "") => return Err(Invalid::new(format!("Until when do you have time on {}?", day(date)))),
        (from, to) => (time(date, from)?, time(date, to)?),
    };
    let next = date.succ_opt().filter(|_| to <= from);
    let ends = next.unwrap_or(date).and_time(to);
    if next.is_some() && ends - date.and_time(from) > TimeDelta::hours(PAST_MIDNIGHT_HOURS) {
        return Err(Invalid::new(format!("The time on {} ends before it begins. Please swap the two.", day(date))));
    }
    let moment = |at: chrono::NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string().parse::<Moment>();
    Ok(Some(WantedWindow { from: moment(date.and_time(from))?, to: moment(ends)? }))
}

fn time(date: NaiveDate, text: &str) -> Result<NaiveTime, Invalid> {
    let read = NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"));
    read.map_err(|_| Invalid::new(format!("Please write the times on {} like 18:30.", day(date))))
}

fn day(date: NaiveDate) -> String {
    date.format("%A, %-d %B").to_string()
}

fn clock(at: Timestamp, zone: Zone) -> String {
    at.utc().with_timezone(&zone.tz()).format("%H:%M").to_string()
}
