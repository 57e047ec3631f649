//! Parsing values: dates, times, durations, offsets (RFC 5545, section 3.3). `None` means invalid.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// A date, or a time, local or in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Date(NaiveDate),
    Local(NaiveDateTime),
    Utc(NaiveDateTime),
}

impl Written {
    /// The value counts, not its declared type: a date with a time is a time. The extended format of ISO 8601 and
    /// offsets after the time are accepted too.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = match text.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            // Some write a date as if it were in UTC.
            None => (text.strip_suffix(['Z', 'z']).unwrap_or(text), None),
        };
        let date = date_of(date)?;
        let Some(time) = time else { return Some(Self::Date(date)) };
        if let Some(time) = time.strip_suffix(['Z', 'z']) {
            return Some(Self::Utc(time_of(date, time)?));
        }
        match time.find(['+', '-']) {
            Some(at) => {
                let (time, offset) = time.split_at_checked(at)?;
                let wall = time_of(date, time)?;
                Some(Self::Utc(wall.checked_sub_signed(TimeDelta::seconds(offset_of(offset)?))?))
            }
            None => Some(Self::Local(time_of(date, time)?)),
        }
    }

    /// The written date, in whatever zone.
    pub(crate) fn date(self) -> NaiveDate {
        match self {
            Self::Date(date) => date,
            Self::Local(at) | Self::Utc(at) => at.date(),
        }
    }

    /// The local time; midnight for a date.
    pub(crate) fn wall(self) -> NaiveDateTime {
        match self {
            Self::Date(date) => date.and_time(NaiveTime::MIN),
            Self::Local(at) | Self::Utc(at) => at,
        }
    }
}

/// Parses a string of only digits: a first number with `first` digits, then numbers with two digits each.
fn numbers<const N: usize>(text: &str, first: usize) -> Option<[u32; N]> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut all = [0; N];
    let mut rest = text;
    for (number, digits) in all.iter_mut().zip(std::iter::once(first).chain(std::iter::repeat(2))) {
        let (these, more) = rest.split_at_checked(digits)?;
        (*number, rest) = (these.parse().ok()?, more);
    }
    rest.is_empty().then_some(all)
}

fn date_of(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = numbers(&text.replace('-', ""), 4)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn time_of(date: NaiveDate, text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().replace(':', "");
    let [hour, minute, second] = match text.len() {
        // Without seconds.
        4 => {
            let [hour, minute] = numbers(&text, 2)?;
            [hour, minute, 0]
        }
        _ => numbers(&text, 2)?,
    };
    match (hour, minute, second) {
        // The end of the day.
        (24, 0, 0) => date.succ_opt()?.and_hms_opt(0, 0, 0),
        // A leap second, which we don't have (RFC 5545, section 3.3.12).
        (_, _, 60) => date.and_hms_opt(hour, minute, 59),
        _ => date.and_hms_opt(hour, minute, second),
    }
}

/// Seconds that clocks are ahead of UTC: `+0530`, `+05:30`, `+5`, `-08`, `+053000`.
pub(crate) fn offset_of(text: &str) -> Option<i64> {
    let text = text.trim();
    let (west, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+')?),
    };
    let digits = digits.trim().replace(':', "");
    let [hours, minutes, seconds] = match digits.len() {
        1 | 3 => numbers(&format!("0{digits:0<5}"), 2)?,
        2 | 4 | 6 => numbers(&format!("{digits:0<6}"), 2)?,
        _ => return None,
    };
    let offset = i64::from(hours * 3600 + minutes * 60 + seconds);
    (offset < 86_400 && minutes < 60 && seconds < 60).then_some(if west { -offset } else { offset })
}

/// A duration: a part in local time, then a part in exact seconds. A day is in local time, so that it ends at midnight
/// even on the day of a clock change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) wall: TimeDelta,
    pub(crate) seconds: i64,
}

impl Extent {
    /// A day in local time.
    pub(crate) const DAY: Self = Self { wall: TimeDelta::days(1), seconds: 0 };

    /// Parses a DURATION. Weeks and days are in local time, the rest is exact (RFC 5545, section 3.3.6).
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (back, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let (days, time) = match text.strip_prefix('P')?.split_once('T') {
            Some((days, time)) => (days, time),
            None => (text.strip_prefix('P')?, ""),
        };
        let (days, of_days) = sum(days, &[('W', 7), ('D', 1)])?;
        let (seconds, of_time) = sum(time, &[('H', 3600), ('M', 60), ('S', 1)])?;
        if of_days + of_time == 0 {
            return None;
        }
        let sign = if back { -1 } else { 1 };
        Some(Self { wall: TimeDelta::try_days(sign * days)?, seconds: sign * seconds })
    }

    /// In seconds, on a day on which the clocks don't change.
    pub(crate) fn total(&self) -> i64 {
        self.wall.num_seconds().saturating_add(self.seconds)
    }
}

/// Numbers with units, and how many there were.
fn sum(text: &str, units: &[(char, i64)]) -> Option<(i64, usize)> {
    let (mut all, mut count, mut rest) = (0, 0, text);
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let (number, more) = rest.split_at_checked(end)?;
        let unit = more.chars().next()?;
        let (_, times) = units.iter().find(|(letter, _)| *letter == unit)?;
        // A few thousand years at most.
        let number: i64 = number.parse().ok().filter(|number| *number < 1 << 32)?;
        (all, count, rest) = (all + number * times, count + 1, more.get(unit.len_utf8()..)?);
    }
    Some((all, count))
}

/// The UTC date and time at a moment.
pub(crate) fn utc(epoch: i64) -> NaiveDateTime {
    DateTime::from_timestamp(epoch, 0).unwrap_or_default().naive_utc()
}
