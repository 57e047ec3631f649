//! What one component of a calendar says.

use super::timezone::{Places, When};
use crate::domain::availability::SecondsRange;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarDuration, ICalendarEntry, ICalendarFreeBusyType, ICalendarParameterName,
    ICalendarParameterValue, ICalendarPeriod, ICalendarProperty, ICalendarRecurrenceRule, ICalendarStatus,
    ICalendarTransparency, ICalendarValue,
};
use chrono::{Datelike, TimeDelta};

/// Years in which an event may start. The calendar in use today is from 1582, and some programs write
/// birthdays without a year into 1604.
const YEARS: std::ops::Range<i32> = 1583..2200;

/// How long something lasts: by the clocks on the wall, then by a stopwatch. A day is the former, so that it
/// ends at midnight on the day that the clocks change too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) wall: TimeDelta,
    pub(crate) seconds: i64,
}

/// An event, or what takes the place of one repetition of it.
#[derive(Debug)]
pub(crate) struct Event<'a> {
    pub(crate) uid: &'a str,
    pub(crate) start: When<'a>,
    pub(crate) extent: Extent,
    /// Whether it takes its owner's time: neither called off nor shown as free.
    pub(crate) takes_time: bool,
    pub(crate) rules: Vec<&'a ICalendarRecurrenceRule>,
    /// A rule that is not one.
    pub(crate) bad_rule: bool,
    pub(crate) more: Vec<(When<'a>, Option<Extent>)>,
    pub(crate) except: Vec<When<'a>>,
    /// The repetition that this replaces.
    pub(crate) replaces: Option<When<'a>>,
    /// Whether it replaces all later ones too.
    pub(crate) and_later: bool,
    /// Its number in the file, from 1.
    pub(crate) number: usize,
}

impl<'a> Event<'a> {
    /// `None` when it has no start that can be understood.
    pub(crate) fn of(component: &'a ICalendarComponent, places: &'a Places, number: usize) -> Option<Self> {
        let (mut start, mut end, mut lasts) = (None, None, None);
        let (mut uid, mut takes_time, mut bad_rule) = ("", true, false);
        let (mut rules, mut more, mut except) = (Vec::new(), Vec::new(), Vec::new());
        let (mut replaces, mut and_later) = (None, false);
        for entry in &component.entries {
            let at = |written: &PartialDateTime| places.when(written, zone(entry));
            for value in &entry.values {
                match (&entry.name, value) {
                    (ICalendarProperty::Uid, ICalendarValue::Text(text)) => uid = text,
                    (ICalendarProperty::Dtstart, ICalendarValue::PartialDateTime(when)) => start = at(when),
                    (ICalendarProperty::Dtend, ICalendarValue::PartialDateTime(when)) => end = at(when),
                    (ICalendarProperty::Duration, ICalendarValue::Duration(duration)) => lasts = Some(extent(duration)),
                    (ICalendarProperty::Status, ICalendarValue::Status(ICalendarStatus::Cancelled)) => {
                        takes_time = false;
                    }
                    (ICalendarProperty::Transp, ICalendarValue::Transparency(ICalendarTransparency::Transparent)) => {
                        takes_time = false;
                    }
                    (ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(rule)) => rules.push(rule.as_ref()),
                    (ICalendarProperty::Rrule, _) => bad_rule = true,
                    (ICalendarProperty::Rdate, ICalendarValue::PartialDateTime(when)) => {
                        more.extend(at(when).map(|when| (when, None)));
                    }
                    (ICalendarProperty::Rdate, ICalendarValue::Period(period)) => {
                        more.extend(of_period(period, places, zone(entry)).map(|(from, extent)| (from, Some(extent))));
                    }
                    (ICalendarProperty::Exdate, ICalendarValue::PartialDateTime(when)) => except.extend(at(when)),
                    (ICalendarProperty::RecurrenceId, ICalendarValue::PartialDateTime(when)) => {
                        replaces = at(when);
                        and_later = entry.has_parameter(&ICalendarParameterName::Range);
                    }
                    _ => {}
                }
            }
        }
        let start: When<'a> = start.or(replaces)?;
        if !YEARS.contains(&start.wall.year()) {
            return None;
        }
        let extent = match (end, lasts) {
            (Some(end), _) => between(&start, &end),
            (None, Some(lasts)) => lasts,
            // A date alone is that day; a time alone takes none (RFC 5545, section 3.6.1).
            (None, None) if start.all_day => Extent { wall: TimeDelta::days(1), seconds: 0 },
            (None, None) => Extent::default(),
        };
        let event = Self { uid, start, extent, takes_time, rules, bad_rule, more, except, replaces, and_later, number };
        Some(event)
    }
}

/// The busy times of a VFREEBUSY.
pub(crate) fn free_busy(component: &ICalendarComponent, places: &Places) -> Vec<SecondsRange> {
    let busy = |entry: &&ICalendarEntry| {
        let free = ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free);
        entry.name == ICalendarProperty::Freebusy && entry.parameter(&ICalendarParameterName::Fbtype) != Some(&free)
    };
    let values = component.entries.iter().filter(busy).flat_map(|entry| &entry.values);
    let span = |value: &ICalendarValue| {
        let ICalendarValue::Period(period) = value else { return None };
        let (from, extent) = of_period(period, places, None)?;
        Some(extent.after(&from, from.wall))
    };
    values.filter_map(span).collect()
}

impl Extent {
    /// The stretch that begins when the clocks of `like` show `wall`.
    pub(crate) fn after(&self, like: &When<'_>, wall: chrono::NaiveDateTime) -> SecondsRange {
        let end = wall.checked_add_signed(self.wall).unwrap_or(wall);
        SecondsRange { from: like.place.epoch(wall), to: like.place.epoch(end).saturating_add(self.seconds) }
    }
}

fn zone(entry: &ICalendarEntry) -> Option<&str> {
    entry.parameters(&ICalendarParameterName::Tzid).find_map(|name| name.as_text())
}

fn of_period<'a>(period: &ICalendarPeriod, places: &'a Places, zone: Option<&str>) -> Option<(When<'a>, Extent)> {
    match period {
        ICalendarPeriod::Range { start, end } => {
            let (start, end) = (places.when(start, zone)?, places.when(end, zone)?);
            let extent = between(&start, &end);
            Some((start, extent))
        }
        ICalendarPeriod::Duration { start, duration } => Some((places.when(start, zone)?, extent(duration))),
    }
}

/// An end by the same clock is kept by it: what lasts until six ends at six, on the day that the clocks change too.
fn between(start: &When<'_>, end: &When<'_>) -> Extent {
    if start.beside(end) {
        return Extent { wall: end.wall - start.wall, seconds: 0 };
    }
    Extent { wall: TimeDelta::zero(), seconds: end.epoch().saturating_sub(start.epoch()) }
}

/// Weeks and days are those of the calendar, the rest is exact (RFC 5545, section 3.3.6).
fn extent(duration: &ICalendarDuration) -> Extent {
    let days = i64::from(duration.weeks) * 7 + i64::from(duration.days);
    let seconds = i64::from(duration.hours) * 3600 + i64::from(duration.minutes) * 60 + i64::from(duration.seconds);
    match duration.neg {
        true => Extent::default(),
        false => Extent { wall: TimeDelta::try_days(days).unwrap_or_default(), seconds },
    }
}
