//! Which clock a time in a calendar is told by, and which moment that is.

use super::steps::Steps;
use super::{Unreadable, recurrence};
use crate::domain::Zone;
use crate::domain::availability::SecondsRange;
use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz as KnownTz;
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue};
use chrono::{NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use std::collections::HashMap;
use std::str::FromStr;

/// Where a clock hangs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ZoneSource<'a> {
    /// In a zone that is known by name.
    Known(Tz),
    /// In a zone that the file itself describes.
    Described(&'a [Transition]),
}

/// From when on a described zone's clocks show another offset.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transition {
    /// What the clocks show then, before they are changed.
    wall: NaiveDateTime,
    /// Local time minus UTC, in seconds, before and after.
    from: i64,
    to: i64,
}

impl ZoneSource<'_> {
    /// The moment (epoch seconds) at which clocks here show this. A time that the clocks skip is read by those
    /// before the change, and of two that are shown twice the first is meant (RFC 5545, section 3.3.5).
    pub(crate) fn epoch(self, wall: NaiveDateTime) -> i64 {
        let shown = wall.and_utc().timestamp();
        match self {
            Self::Known(zone) => match zone.offset_from_local_datetime(&wall).earliest() {
                Some(offset) => shown - i64::from(offset.fix().local_minus_utc()),
                None => {
                    let before = wall.checked_sub_signed(TimeDelta::days(1)).unwrap_or(wall);
                    let offset = zone.offset_from_local_datetime(&before).latest();
                    shown - offset.map_or(0, |offset| i64::from(offset.fix().local_minus_utc()))
                }
            },
            Self::Described(onsets) => {
                let next = onsets.partition_point(|onset| onset.wall <= wall);
                let skipped = |onset: &Transition| (wall - onset.wall).num_seconds() < onset.to - onset.from;
                let offset = match onsets.get(next.wrapping_sub(1)) {
                    Some(onset) if skipped(onset) => onset.from,
                    Some(onset) => onset.to,
                    None => onsets.first().map_or(0, |onset| onset.from),
                };
                shown - offset
            }
        }
    }

    /// What clocks here show at a moment.
    pub(crate) fn wall(self, epoch: i64) -> NaiveDateTime {
        let utc = chrono::DateTime::from_timestamp(epoch, 0).unwrap_or_default().naive_utc();
        let offset = match self {
            Self::Known(zone) => i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()),
            Self::Described(onsets) => {
                let begun = |onset: &Transition| onset.wall.and_utc().timestamp() - onset.from <= epoch;
                match onsets.get(onsets.partition_point(begun).wrapping_sub(1)) {
                    Some(onset) => onset.to,
                    None => onsets.first().map_or(0, |onset| onset.from),
                }
            }
        };
        utc.checked_add_signed(TimeDelta::seconds(offset)).unwrap_or(utc)
    }

    fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Known(a), Self::Known(b)) => a == b,
            (Self::Described(a), Self::Described(b)) => std::ptr::eq(a, b),
            _ => false,
        }
    }
}

/// A time as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct When<'a> {
    /// What the clocks show; midnight of a day.
    pub(crate) wall: NaiveDateTime,
    pub(crate) place: ZoneSource<'a>,
    /// A date without a time.
    pub(crate) all_day: bool,
}

impl When<'_> {
    /// Epoch seconds.
    pub(crate) fn epoch(&self) -> i64 {
        self.place.epoch(self.wall)
    }

    /// Whether both are told by the same clock.
    pub(crate) fn beside(&self, other: &Self) -> bool {
        self.place.is_same(other.place)
    }
}

/// The clocks of one calendar.
pub(crate) struct Places {
    /// The owner's.
    own: Tz,
    described: HashMap<String, Clock>,
}

/// What a VTIMEZONE stands for.
enum Clock {
    Known(Tz),
    Described(Vec<Transition>),
}

impl Places {
    pub(crate) fn new(
        calendar: &ICalendar,
        own: Zone,
        window: SecondsRange,
        steps: &mut Steps<'_>,
    ) -> Result<Self, Unreadable> {
        let mut described = HashMap::new();
        for component in calendar.timezones() {
            let Some(name) = text(component, &ICalendarProperty::Tzid) else { continue };
            if known(name).is_none() && !described.contains_key(name) {
                let clock = match component.timezone() {
                    // Named by another property, such as X-LIC-LOCATION.
                    Some((_, KnownTz::Tz(zone))) => Clock::Known(zone),
                    _ => Clock::Described(onsets(calendar, component, window, steps)?),
                };
                described.insert(name.to_owned(), clock);
            }
        }
        Ok(Self { own: own.tz(), described })
    }

    /// The clock of this name; the owner's when there is none or nobody knows it.
    fn named(&self, name: Option<&str>) -> ZoneSource<'_> {
        let Some(name) = name else { return ZoneSource::Known(self.own) };
        if let Some(zone) = known(name) {
            return ZoneSource::Known(zone);
        }
        match self.described.get(name) {
            Some(Clock::Known(zone)) => ZoneSource::Known(*zone),
            Some(Clock::Described(onsets)) if !onsets.is_empty() => ZoneSource::Described(onsets),
            _ => ZoneSource::Known(self.own),
        }
    }

    /// A time by the clock of this name, unless it says its own.
    pub(crate) fn when(&self, written: &PartialDateTime, name: Option<&str>) -> Option<When<'_>> {
        let read = written.to_date_time()?;
        let all_day = written.hour.is_none();
        match read.offset {
            Some(offset) => {
                let wall = read.date_time.checked_sub_signed(TimeDelta::seconds(offset.local_minus_utc().into()))?;
                Some(When { wall, place: ZoneSource::Known(Tz::UTC), all_day: false })
            }
            None if all_day => {
                let wall = read.date_time.date().and_time(NaiveTime::MIN);
                Some(When { wall, place: ZoneSource::Known(self.own), all_day })
            }
            None => Some(When { wall: read.date_time, place: self.named(name), all_day }),
        }
    }
}

/// A zone by its IANA name, its Windows name, or a path that ends in one.
fn known(name: &str) -> Option<Tz> {
    let ends = name.match_indices('/').rev().take(3).map(|(at, _)| name.get(at + 1..).unwrap_or_default());
    std::iter::once(name).chain(ends).find_map(|name| match KnownTz::from_str(name) {
        Ok(KnownTz::Tz(zone)) => Some(zone),
        _ => None,
    })
}

fn text<'a>(component: &'a ICalendarComponent, property: &ICalendarProperty) -> Option<&'a str> {
    let entry = component.entries.iter().find(|entry| entry.name == *property)?;
    match entry.values.first()? {
        ICalendarValue::Text(text) => Some(text),
        _ => None,
    }
}

/// Every change of the clocks that a VTIMEZONE describes, up to the end of the window, in order.
fn onsets(
    calendar: &ICalendar,
    zone: &ICalendarComponent,
    window: SecondsRange,
    steps: &mut Steps<'_>,
) -> Result<Vec<Transition>, Unreadable> {
    let mut onsets = Vec::new();
    for id in &zone.component_ids {
        let part = usize::try_from(*id).ok().and_then(|id| calendar.components.get(id));
        let Some(part) = part.filter(|part| {
            matches!(part.component_type, ICalendarComponentType::Standard | ICalendarComponentType::Daylight)
        }) else {
            continue;
        };
        let (mut start, mut from, mut to, mut rules, mut more) = (None, None, None, Vec::new(), Vec::new());
        for entry in &part.entries {
            for value in &entry.values {
                match (&entry.name, value) {
                    (ICalendarProperty::Dtstart, ICalendarValue::PartialDateTime(at)) => start = at.to_date_time(),
                    (ICalendarProperty::Tzoffsetfrom, ICalendarValue::PartialDateTime(at)) => from = Some(offset(at)),
                    (ICalendarProperty::Tzoffsetto, ICalendarValue::PartialDateTime(at)) => to = Some(offset(at)),
                    (ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(rule)) => rules.push(rule.as_ref()),
                    (ICalendarProperty::Rdate, ICalendarValue::PartialDateTime(at)) => more.extend(at.to_date_time()),
                    _ => {}
                }
            }
        }
        let (Some(start), Some(from), Some(to)) = (start, from, to) else { continue };
        let mut walls = vec![start.date_time];
        walls.extend(more.iter().map(|at| at.date_time));
        let before = ZoneSource::Known(Tz::UTC);
        let end = before.wall(window.to.saturating_add(2 * 86_400));
        for rule in rules {
            // Until when is told in UTC here, and so is what the clocks show before the change.
            let until = |epoch: i64| before.wall(epoch.saturating_add(from));
            recurrence::walk(rule, start.date_time, (end, &until), steps, 1, |wall, _| {
                walls.push(wall);
                Ok(())
            })?;
        }
        onsets.extend(walls.into_iter().map(|wall| Transition { wall, from, to }));
    }
    onsets.sort_unstable_by_key(|onset| onset.wall);
    Ok(onsets)
}

/// Seconds of a UTC-OFFSET.
fn offset(written: &PartialDateTime) -> i64 {
    let seconds = i64::from(written.tz_hour.unwrap_or(0)) * 3600 + i64::from(written.tz_minute.unwrap_or(0)) * 60;
    if written.tz_minus { -seconds } else { seconds }
}
