//! Recurrence rules, expanded by a library, step by counted step.
//!
//! The library walks over local time as if it were UTC; when that is, `place` says. So a rule keeps its time of day
//! over a change of the clocks, and the library's own reading of gaps and folds is not needed.

use super::Unreadable;
use super::steps::Steps;
use calcard::icalendar::{ICalendarFrequency, ICalendarRecurrenceRule};
use chrono::{Datelike, Month, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use rrule::{Frequency, NWeekday, RRule, RRuleSet, Tz, Unvalidated};

/// The most numbers in one rule, over all its lists.
const MAX_NUMBERS: usize = 200;
/// The most times of day that a rule may name: every quarter hour.
const MAX_TIMES: usize = 96;
/// Periods that the library looks at in search of the next repetition before it gives up.
const PATIENCE: u64 = 100_000;
/// And the last year that it looks at.
const LAST_YEAR: i32 = 10_000;

/// Calls `each` with the local times at which a series repeats, in order, until the end; what is before its
/// start is never one. `until` tells in local time what the rule may say in UTC. Answers whether it is a rule.
pub(crate) fn walk<'s>(
    rule: &ICalendarRecurrenceRule,
    start: NaiveDateTime,
    (end, until): (NaiveDateTime, &dyn Fn(i64) -> NaiveDateTime),
    steps: &mut Steps<'s>,
    event: usize,
    mut each: impl FnMut(NaiveDateTime, &mut Steps<'s>) -> Result<(), Unreadable>,
) -> Result<bool, Unreadable> {
    let last = match last(rule, until) {
        Some(last) => last.min(end),
        None if rule.until.is_some() => return Ok(false),
        None => end,
    };
    if last < start {
        return Ok(true);
    }
    let (Some(frequency), true) = (frequency(rule.freq), times_of_day(rule) <= MAX_TIMES) else {
        return Err(steps.too_often(event));
    };
    let Some(prepared) = prepared(rule, frequency) else { return Ok(false) };
    let dt_start = Tz::UTC.from_utc_datetime(&start);
    let Ok(prepared) = prepared.validate(dt_start) else { return Ok(false) };
    let period = period(rule);
    let (mut before, mut made) = (start, 0);
    // It gives up by itself when nothing comes for a long while.
    for at in &RRuleSet::new(dt_start).rrule(prepared).limit() {
        let at = at.naive_utc();
        let looked_at = ((at - before).num_seconds() / period.seconds).max(1);
        steps.take(u64::try_from(looked_at).unwrap_or(1).saturating_mul(period.weight), event)?;
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
        steps.take(periods.saturating_mul(period.weight), event)?;
    }
    Ok(true)
}

/// The last local time at which there may be a repetition, where the rule tells.
fn last(rule: &ICalendarRecurrenceRule, until: &dyn Fn(i64) -> NaiveDateTime) -> Option<NaiveDateTime> {
    let written = rule.until.as_ref()?;
    let read = written.to_date_time()?;
    match (read.offset, written.hour) {
        (Some(offset), _) => Some(until(read.date_time.and_utc().timestamp() - i64::from(offset.local_minus_utc()))),
        // A day counts as a whole.
        (None, None) => read.date_time.date().and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(86_399)),
        (None, Some(_)) => Some(read.date_time),
    }
}

fn frequency(written: ICalendarFrequency) -> Option<Frequency> {
    match written {
        ICalendarFrequency::Yearly => Some(Frequency::Yearly),
        ICalendarFrequency::Monthly => Some(Frequency::Monthly),
        ICalendarFrequency::Weekly => Some(Frequency::Weekly),
        ICalendarFrequency::Daily => Some(Frequency::Daily),
        ICalendarFrequency::Hourly => Some(Frequency::Hourly),
        // Nobody meets every minute; and the library counts seconds one by one.
        ICalendarFrequency::Minutely | ICalendarFrequency::Secondly => None,
    }
}

/// What the library looks at between two repetitions: every period of so many seconds, each as much work as
/// so many days.
struct Period {
    seconds: i64,
    weight: u64,
}

fn period(rule: &ICalendarRecurrenceRule) -> Period {
    let (days, weight) = match rule.freq {
        ICalendarFrequency::Yearly => (365, 365),
        ICalendarFrequency::Monthly => (28, 31),
        ICalendarFrequency::Weekly => (7, 7),
        ICalendarFrequency::Daily => (1, 1),
        _ => return Period { seconds: 3600 * i64::from(interval(rule)), weight: 1 },
    };
    Period { seconds: days * 86_400 * i64::from(interval(rule)), weight }
}

fn interval(rule: &ICalendarRecurrenceRule) -> u16 {
    rule.interval.unwrap_or(1).max(1)
}

fn times_of_day(rule: &ICalendarRecurrenceRule) -> usize {
    [&rule.byhour, &rule.byminute, &rule.bysecond]
        .into_iter()
        .fold(1, |all, list| all.saturating_mul(list.len().max(1)))
}

/// The rule as the library takes it; `None` when it is none, or one of another calendar than ours.
fn prepared(rule: &ICalendarRecurrenceRule, frequency: Frequency) -> Option<RRule<Unvalidated>> {
    let numbers = [
        rule.byday.len(),
        rule.bymonthday.len(),
        rule.byyearday.len(),
        rule.byweekno.len(),
        rule.bymonth.len(),
        rule.bysetpos.len(),
    ];
    if numbers.iter().sum::<usize>() > MAX_NUMBERS || rule.rscale.is_some() || rule.interval == Some(0) {
        return None;
    }
    let months = rule.bymonth.iter().map(|month| Month::try_from(month.month()).ok().filter(|_| !month.is_leap()));
    let days = rule.byday.iter().map(|day| NWeekday::new(day.ordwk, day.weekday.into()));
    let made = RRule::new(frequency)
        .interval(interval(rule))
        .week_start(rule.wkst.map_or(chrono::Weekday::Mon, Into::into))
        .by_set_pos(rule.bysetpos.clone())
        .by_month(&months.collect::<Option<Vec<_>>>()?)
        .by_month_day(rule.bymonthday.clone())
        .by_year_day(rule.byyearday.clone())
        .by_week_no(rule.byweekno.clone())
        .by_weekday(days.collect())
        .by_hour(rule.byhour.clone())
        .by_minute(rule.byminute.clone())
        .by_second(rule.bysecond.clone());
    Some(match rule.count {
        Some(count) => made.count(count),
        None => made,
    })
}
