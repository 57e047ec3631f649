//! Parsing recurrence rules (RFC 5545, section 3.3.10) for the library that expands them.
//!
//! Rules that violate the standard are read like common clients do. If those disagree, the rule is invalid, which is
//! reported to the owner: a half-understood rule would make busy hours look free.

use super::written::Written;
use chrono::{Month, Weekday};
use rrule::{Frequency, NWeekday, RRule, Unvalidated};

/// Maximum number of numbers in one rule, over all its lists.
const MAX_NUMBERS: usize = 200;

/// A rule.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) frequency: Frequency,
    pub(crate) interval: u16,
    pub(crate) count: Option<u32>,
    pub(crate) until: Option<Written>,
    /// How many times of day it has.
    pub(crate) times_of_day: usize,
    prepared: RRule<Unvalidated>,
}

/// The parts of a rule, before they're combined.
#[derive(Default)]
struct Parts {
    frequency: Option<Frequency>,
    interval: Option<u16>,
    count: Option<u32>,
    until: Option<Written>,
    week_start: Option<Weekday>,
    days: Vec<(i16, Weekday)>,
    months: Vec<u8>,
    month_days: Vec<i8>,
    year_days: Vec<i16>,
    weeks: Vec<i8>,
    positions: Vec<i32>,
    hours: Vec<u8>,
    minutes: Vec<u8>,
    seconds: Vec<u8>,
}

impl Rule {
    /// `None` if it isn't a valid rule, or is for a non-Gregorian calendar. A series of whole days has no times of day.
    pub(crate) fn of(text: &str, all_day: bool) -> Option<Self> {
        if text.matches([',', ';']).count() > MAX_NUMBERS {
            return None;
        }
        let mut parts = Parts::default();
        // Some exporters escape it as if it were text.
        for part in text.replace('\\', "").to_ascii_uppercase().split(';').map(str::trim) {
            if !part.is_empty() {
                let (name, value) = part.split_once('=')?;
                parts.take(name.trim(), value.trim())?;
            }
        }
        if all_day {
            (parts.hours, parts.minutes, parts.seconds) = Default::default();
        }
        parts.rule()
    }

    /// In the library's form.
    pub(crate) fn prepared(&self) -> RRule<Unvalidated> {
        self.prepared.clone()
    }
}

impl Parts {
    /// Empty parts are ignored.
    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            _ if value.is_empty() && name != "FREQ" => {}
            "FREQ" => self.frequency = Some(value.parse().ok()?),
            // Zero or negative counts are ignored.
            "COUNT" => self.count = u32::try_from(value.parse::<i64>().ok()?.max(0)).ok().filter(|count| *count > 0),
            "INTERVAL" => self.interval = Some(u16::try_from(value.parse::<i64>().ok()?.max(1)).ok()?),
            "UNTIL" => self.until = Some(Written::of(value)?),
            "WKST" => self.week_start = Some(weekday(value)?),
            "BYDAY" => self.days = list(value, day)?,
            "BYMONTH" => self.months = numbers(value)?,
            // The library ignores a zero.
            "BYMONTHDAY" => self.month_days = list(value, |one| one.parse().ok().filter(|day| *day != 0))?,
            "BYYEARDAY" => self.year_days = numbers(value)?,
            "BYWEEKNO" => self.weeks = numbers(value)?,
            "BYSETPOS" => self.positions = numbers(value)?,
            "BYHOUR" => self.hours = numbers(value)?,
            "BYMINUTE" => self.minutes = numbers(value)?,
            "BYSECOND" => self.seconds = list(value, |one| one.parse().ok().map(leap_second))?,
            "RSCALE" if value == "GREGORIAN" => {}
            "SKIP" if value == "OMIT" => {}
            _ if name.starts_with("X-") => {}
            _ => return None,
        }
        Some(())
    }

    /// Whether there's no list for BYSETPOS to select from.
    fn picks_nothing(&self) -> bool {
        let dates = [self.days.len(), self.months.len(), self.month_days.len(), self.year_days.len(), self.weeks.len()];
        let times = [self.hours.len(), self.minutes.len(), self.seconds.len()];
        dates.into_iter().chain(times).all(|some| some == 0)
    }

    fn rule(mut self) -> Option<Rule> {
        let frequency = self.frequency?;
        let interval = self.interval.unwrap_or(1);
        // "The nth Monday" makes sense for a month or a year; a week has only one (like dateutil and libical).
        let numbered = match frequency {
            Frequency::Monthly => true,
            Frequency::Yearly => self.weeks.is_empty(),
            _ => false,
        };
        if !numbered {
            self.days.iter_mut().for_each(|(number, _)| *number = 0);
        }
        // With one repetition per period, the first is also the last. There's no second, so the rule must mean something else.
        if !self.positions.is_empty() && self.picks_nothing() {
            if self.positions.iter().any(|position| position.abs() != 1) {
                return None;
            }
            self.positions.clear();
        }
        // The library doesn't support the fifth Monday from the end of a month.
        let fifth_last = |(number, _): &(i16, Weekday)| *number == -5;
        if frequency == Frequency::Monthly
            && self.month_days.is_empty()
            && !self.days.is_empty()
            && self.days.iter().all(fifth_last)
        {
            self.days.iter_mut().for_each(|(number, _)| *number = 0);
            self.month_days = vec![-29, -30, -31];
        }
        let months = self.months.iter().map(|month| Month::try_from(*month).ok());
        let days = self.days.iter().map(|(number, day)| NWeekday::new((*number != 0).then_some(*number), *day));
        let times_of_day = [self.hours.len(), self.minutes.len(), self.seconds.len()];
        let prepared = RRule::new(frequency)
            .interval(interval)
            .week_start(self.week_start.unwrap_or(Weekday::Mon))
            .by_set_pos(self.positions)
            .by_month(&months.collect::<Option<Vec<_>>>()?)
            .by_month_day(self.month_days)
            .by_year_day(self.year_days)
            .by_week_no(self.weeks)
            .by_weekday(days.collect())
            .by_hour(self.hours)
            .by_minute(self.minutes)
            .by_second(self.seconds);
        Some(Rule {
            frequency,
            interval,
            count: self.count,
            until: self.until,
            times_of_day: times_of_day.into_iter().fold(1, |all, some| all.saturating_mul(some.max(1))),
            prepared: match self.count {
                Some(count) => prepared.count(count),
                None => prepared,
            },
        })
    }
}

fn list<T>(text: &str, one: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').map(str::trim).filter(|value| !value.is_empty()).map(one).collect()
}

fn numbers<T: std::str::FromStr>(text: &str) -> Option<Vec<T>> {
    list(text, |number| number.parse().ok())
}

/// A weekday and its ordinal; 0 for every one.
fn day(text: &str) -> Option<(i16, Weekday)> {
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let number = if number.is_empty() { 0 } else { number.trim().parse().ok()? };
    Some((number, weekday(name)?))
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

/// Second 60 is legal, but we don't support leap seconds.
fn leap_second(second: u8) -> u8 {
    if second == 60 { 59 } else { second }
}
