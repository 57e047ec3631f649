//! Random availabilities around days on which clocks change, and a slow, literal implementation of the same rules.

use super::*;
use crate::domain::{Span, Timestamp};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use proptest::{collection::vec, prelude::*, sample::select};

/// Zones with a date on which something happens there, or an ordinary one.
pub const DAYS: &[(&str, &str)] = &[
    ("America/New_York", "2027-03-14"),
    ("America/New_York", "2027-11-07"),
    ("Europe/Berlin", "2027-03-28"),
    ("Europe/Berlin", "2027-10-31"),
    ("America/Havana", "2027-03-14"),   // no midnight
    ("America/Havana", "2027-11-07"),   // two midnights
    ("America/Asuncion", "2023-10-01"), // no midnight
    ("America/Asuncion", "2024-03-24"), // back to the day before
    ("Australia/Lord_Howe", "2027-04-04"),
    ("Australia/Lord_Howe", "2027-10-03"),
    ("Asia/Kathmandu", "1986-01-01"), // +05:30 to +05:45
    ("Asia/Kathmandu", "2027-01-14"),
    ("Asia/Kolkata", "2027-06-01"),
    ("Pacific/Apia", "2011-12-30"), // a day that never was
    ("Pacific/Apia", "2012-04-01"),
    ("Pacific/Kwajalein", "1993-08-21"), // another
    ("Africa/Casablanca", "2027-02-07"),
    ("America/Recife", "2000-10-12"),   // summer time of one week
    ("Antarctica/Troll", "2027-03-28"), // two hours
    ("Africa/Monrovia", "1972-01-07"),  // from seconds to minutes
];

/// What [`expand()`] must agree with at any moment: do the rules offer the local time at `at`?
pub fn offered(availability: &Availability, at: Timestamp) -> bool {
    let local = availability.time_zone.tz().from_utc_datetime(&at.naive()).naive_local();
    let off =
        |date: NaiveDate| availability.time_off.iter().any(|off| off.from.date() <= date && date <= off.to.date());
    let on = |date: NaiveDate| {
        let dated = availability.overrides.iter().find(|dated| dated.date.date() == date);
        let windows: Vec<Window> = match dated {
            Some(dated) => dated.windows.to_vec(),
            None => availability
                .weekly
                .iter()
                .filter(|weekly| weekly.weekday.label() == date.format("%A").to_string())
                .map(|weekly| Window { start: weekly.start, end: weekly.end })
                .collect(),
        };
        !off(date) && windows.iter().any(|window| face(date, *window).contains(&local))
    };
    let yesterday = local.date().checked_sub_days(Days::new(1)).unwrap();
    !off(local.date()) && (on(local.date()) || on(yesterday))
}

fn face(date: NaiveDate, window: Window) -> std::ops::Range<NaiveDateTime> {
    let midnight = date.and_time(NaiveTime::MIN);
    let next = if window.end < window.start { TimeDelta::days(1) } else { TimeDelta::zero() };
    midnight + TimeDelta::minutes(window.start.minutes())..midnight + next + TimeDelta::minutes(window.end.minutes())
}

fn wall() -> impl Strategy<Value = WallTime> {
    let text = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60).parse().unwrap();
    prop_oneof![
        6 => (0u16..=96).prop_map(move |quarter| text(quarter * 15)),
        2 => (0u16..=12).prop_map(move |quarter| text(quarter * 15)),
        2 => (0u16..=1440).prop_map(text),
        1 => Just(WallTime::MIDNIGHT),
    ]
}

fn near(date: NaiveDate) -> impl Strategy<Value = LocalDate> {
    (-4i64..=4).prop_map(move |days| LocalDate::new(date + TimeDelta::days(days)).unwrap())
}

fn up_to<const MAX: usize, T: std::fmt::Debug>(items: Vec<T>) -> UpTo<MAX, T> {
    UpTo::new(items).unwrap()
}

fn rules(zone: Zone, date: NaiveDate) -> impl Strategy<Value = Availability> {
    let window = || (wall(), wall()).prop_map(|(start, end)| Window { start, end });
    let weekly = (select(Weekday::ALL.to_vec()), window());
    let weekly = weekly.prop_map(|(weekday, Window { start, end })| WeeklyWindow { weekday, start, end });
    let dated = (near(date), vec(window(), 0..3));
    let dated = dated.prop_map(|(date, windows)| DateOverride { date, windows: up_to(windows) });
    let off = (near(date), near(date)).prop_map(|(from, to)| TimeOff { from, to });
    (vec(weekly, 0..14), vec(dated, 0..4), vec(off, 0..2)).prop_map(move |(weekly, overrides, time_off)| Availability {
        time_zone: zone,
        weekly: up_to(weekly),
        overrides: up_to(overrides),
        time_off: up_to(time_off),
    })
}

/// Rules, valid or not, and a span of one to four days around a day that matters to them.
pub fn availability_and_span() -> impl Strategy<Value = (Availability, Span)> {
    (select(DAYS), -3i64 * 96..=2 * 96, 1i64..=4 * 96).prop_flat_map(|((zone, date), from, cells)| {
        let date: NaiveDate = date.parse().unwrap();
        let noon = Timestamp::from_naive(date.and_hms_opt(12, 0, 0).unwrap());
        let from = noon.plus_minutes(from * 15);
        (rules(zone.parse().unwrap(), date), Just(Span::new(from, from.plus_minutes(cells * 15))))
    })
}
