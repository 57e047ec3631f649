//! Recurrence rules, expanded by a library with counted steps.
//!
//! The library iterates over local time as if it were UTC, and `ZoneSource` converts it. So a rule keeps its time of
//! day across clock changes, and the library's own handling of gaps and folds isn't used.

use super::Unreadable;
use super::rule::Rule;
use super::steps::Steps;
use super::written::Written;
use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use rrule::{Frequency, RRuleSet, Tz};

/// Maximum number of times of day in a rule: every quarter hour.
const MAX_TIMES: usize = 96;
/// How many periods the library searches for the next repetition before it gives up.
const PATIENCE: u64 = 100_000;
/// The last year the library searches.
const LAST_YEAR: i32 = 10_000;

/// Calls `each` with the local times at which a series repeats, in order, until the end; never with one before its
/// start. `until` is the rule's UNTIL in local time. Returns whether the rule is valid.
pub(crate) fn walk(
    rule: &Rule,
    start: NaiveDateTime,
    (end, until): (NaiveDateTime, &dyn Fn(Written) -> NaiveDateTime),
    steps: &mut Steps,
    line: usize,
    mut each: impl FnMut(NaiveDateTime, &mut Steps) -> Result<(), Unreadable>,
) -> Result<bool, Unreadable> {
    let last = rule.until.map_or(end, |written| until(written).min(end));
    // Nobody meets every minute, and the library would iterate over single seconds.
    if matches!(rule.frequency, Frequency::Minutely | Frequency::Secondly) || rule.times_of_day > MAX_TIMES {
        return if last < start { Ok(true) } else { Err(Unreadable::TooOften { line }) };
    }
    let dt_start = Tz::UTC.from_utc_datetime(&start);
    let Ok(prepared) = rule.prepared().validate(dt_start) else { return Ok(false) };
    if last < start {
        return Ok(true);
    }
    let period = period(rule);
    let (mut before, mut made) = (start, 0);
    // The library gives up by itself if there's no repetition for a long time.
    for at in &RRuleSet::new(dt_start).rrule(prepared).limit() {
        let at = at.naive_utc();
        let looked_at = ((at - before).num_seconds() / period.seconds).max(1);
        steps.take(u64::try_from(looked_at).unwrap_or(1).saturating_mul(period.weight), line)?;
        if at > last {
            return Ok(true);
        }
        each(at, steps)?;
        (before, made) = (at, made + 1);
    }
    if rule.count != Some(made) {
        // Count the library's futile search until it gave up.
        let years = i64::from(LAST_YEAR.saturating_sub(before.year())).max(0);
        let periods = u64::try_from(years * 366 * 86_400 / period.seconds).unwrap_or(0).min(PATIENCE);
        steps.take(periods.saturating_mul(period.weight), line)?;
    }
    Ok(true)
}

/// The end of `written` in the zone of the series; a date includes the whole day.
pub(crate) fn end_of(written: Written) -> NaiveDateTime {
    match written {
        Written::Date(date) => date.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399),
        Written::Local(at) | Written::Utc(at) => at,
    }
}

/// What the library iterates over between two repetitions: periods of a number of seconds, each with the work of a
/// number of days.
struct Period {
    seconds: i64,
    weight: u64,
}

fn period(rule: &Rule) -> Period {
    let (days, weight) = match rule.frequency {
        Frequency::Yearly => (365, 365),
        Frequency::Monthly => (28, 31),
        Frequency::Weekly => (7, 7),
        Frequency::Daily => (1, 1),
        _ => return Period { seconds: 3600 * i64::from(rule.interval), weight: 1 },
    };
    Period { seconds: days * 86_400 * i64::from(rule.interval), weight }
}
