//! Recurrence rules, expanded by a library, step by counted step.
//!
//! The library walks over local time as if it were UTC; when that is, `place` says. So a rule keeps its time of day
//! over a change of the clocks, and the library's own reading of gaps and folds is not needed.

use super::Unreadable;
use super::rule::Rule;
use super::steps::Steps;
use super::written::Written;
use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use rrule::{Frequency, RRuleSet, Tz};

/// The most times of day that a rule may name: every quarter hour.
const MAX_TIMES: usize = 96;
/// Periods that the library looks at in search of the next repetition before it gives up.
const PATIENCE: u64 = 100_000;
/// And the last year that it looks at.
const LAST_YEAR: i32 = 10_000;

/// Calls `each` with the local times at which a series repeats, in order, until the end; what is before its
/// start is never one. `until` tells in local time what the rule may say in UTC. Answers whether it is a rule.
pub(crate) fn walk(
    rule: &Rule,
    start: NaiveDateTime,
    (end, until): (NaiveDateTime, &dyn Fn(Written) -> NaiveDateTime),
    steps: &mut Steps,
    line: usize,
    mut each: impl FnMut(NaiveDateTime, &mut Steps) -> Result<(), Unreadable>,
) -> Result<bool, Unreadable> {
    let last = rule.until.map_or(end, |written| until(written).min(end));
    // Nobody meets every minute; and the library counts seconds one by one.
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
    // It gives up by itself when nothing comes for a long while.
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
        // It was looked for in vain until the library gave up.
        let years = i64::from(LAST_YEAR.saturating_sub(before.year())).max(0);
        let periods = u64::try_from(years * 366 * 86_400 / period.seconds).unwrap_or(0).min(PATIENCE);
        steps.take(periods.saturating_mul(period.weight), line)?;
    }
    Ok(true)
}

/// The end of what is written by the clock of the series: a day counts as a whole.
pub(crate) fn end_of(written: Written) -> NaiveDateTime {
    match written {
        Written::Date(date) => date.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399),
        Written::Local(at) | Written::Utc(at) => at,
    }
}

/// What the library looks at between two repetitions: every period of so many seconds, each as much work as
/// so many days.
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
