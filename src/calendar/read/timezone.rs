//! The zone of a time in a calendar, and conversion to UTC.

use super::outline::{Calendar, Component};
use super::rule::Rule;
use super::steps::Steps;
use super::written::{Written, offset_of, utc};
use super::{Unreadable, recurrence, zone_names};
use crate::domain::Zone;
use crate::domain::availability::SecondsRange;
use chrono::{NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use std::collections::HashMap;

/// A time zone, from any source.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ZoneSource<'a> {
    /// A zone known by name.
    Known(Tz),
    /// A fixed offset: seconds ahead of UTC.
    Fixed(i64),
    /// A zone described in the file itself.
    Described(&'a [Transition]),
}

/// A change of the offset in a described zone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transition {
    /// The local time of the change, by the old offset.
    wall: NaiveDateTime,
    /// Local time minus UTC, in seconds, before and after.
    from: i64,
    to: i64,
}

impl ZoneSource<'_> {
    /// Converts a local time to epoch seconds. A skipped time is read with the offset before the gap, and a repeated
    /// one means its first occurrence (RFC 5545, section 3.3.5).
    pub(crate) fn epoch(self, wall: NaiveDateTime) -> i64 {
        let shown = wall.and_utc().timestamp();
        match self {
            Self::Fixed(offset) => shown - offset,
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

    /// The local time at a moment.
    pub(crate) fn wall(self, epoch: i64) -> NaiveDateTime {
        let utc = utc(epoch);
        let offset = match self {
            Self::Fixed(offset) => offset,
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
            (Self::Fixed(a), Self::Fixed(b)) => a == b,
            (Self::Described(a), Self::Described(b)) => std::ptr::eq(a, b),
            _ => false,
        }
    }
}

/// A time as written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct When<'a> {
    /// The local time; midnight for a date.
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

    /// Whether both are in the same zone.
    pub(crate) fn beside(&self, other: &Self) -> bool {
        self.place.is_same(other.place)
    }

    /// The local time in the zone of `other`; a date is the same date in every zone.
    pub(crate) fn wall_at(&self, other: &Self) -> NaiveDateTime {
        if self.all_day || self.beside(other) { self.wall } else { other.place.wall(self.epoch()) }
    }
}

/// The time zones that the calendars of one file describe, by calendar and name.
pub(crate) struct Zones {
    described: Vec<HashMap<String, Clock>>,
    /// The owner's zone.
    own: Tz,
}

/// What a VTIMEZONE means.
enum Clock {
    Known(Tz),
    /// Its offset changes, and whether all of it could be parsed.
    Described(Vec<Transition>, bool),
}

impl Zones {
    pub(crate) fn new(
        calendars: &[Calendar],
        own: Zone,
        window: SecondsRange,
        steps: &mut Steps,
    ) -> Result<Self, Unreadable> {
        let mut described = Vec::new();
        for calendar in calendars {
            let mut clocks = HashMap::new();
            for component in calendar.components.iter().filter(|component| component.kind == "VTIMEZONE") {
                let Some(name) = component.value("TZID").map(zone_names::plain) else { continue };
                if zone_names::known(&name).is_none() && !clocks.contains_key(&*name) {
                    let clock = match component.value("X-LIC-LOCATION").and_then(zone_names::known) {
                        Some(zone) => Clock::Known(zone),
                        None => {
                            let (onsets, whole) = onsets(component, window, steps)?;
                            Clock::Described(onsets, whole)
                        }
                    };
                    clocks.insert(name.into_owned(), clock);
                }
            }
            described.push(clocks);
        }
        Ok(Self { described, own: own.tz() })
    }

    /// The zone with this name in a calendar, and whether it's a guess: for an unknown name, the owner's zone is used.
    pub(crate) fn named(&self, calendar: usize, name: &str) -> (ZoneSource<'_>, bool) {
        let name = zone_names::plain(name);
        if let Some(zone) = zone_names::known(&name) {
            return (ZoneSource::Known(zone), false);
        }
        // If this calendar doesn't describe it, another one in the file may.
        let clocks = self.described.get(calendar).into_iter().chain(&self.described);
        match clocks.filter_map(|clocks| clocks.get(&*name)).next() {
            Some(Clock::Known(zone)) => (ZoneSource::Known(*zone), false),
            Some(Clock::Described(onsets, whole)) if !onsets.is_empty() => (ZoneSource::Described(onsets), !whole),
            _ => match zone_names::offset(&name) {
                Some(offset) => (ZoneSource::Fixed(offset), false),
                None => (self.own(), true),
            },
        }
    }

    /// The owner's zone.
    pub(crate) fn own(&self) -> ZoneSource<'_> {
        ZoneSource::Known(self.own)
    }
}

/// Every offset change that a VTIMEZONE describes, up to the end of the window, in order; and whether the whole
/// description could be parsed.
fn onsets(zone: &Component, window: SecondsRange, steps: &mut Steps) -> Result<(Vec<Transition>, bool), Unreadable> {
    let (mut onsets, mut whole) = (Vec::new(), true);
    // Two days after the window, in UTC.
    let end = utc(window.to.saturating_add(2 * 86_400));
    for part in &zone.parts {
        let start = part.value("DTSTART").and_then(Written::of);
        let (from, to) = (part.value("TZOFFSETFROM").and_then(offset_of), part.value("TZOFFSETTO").and_then(offset_of));
        let (Some(start), Some(from), Some(to)) = (start.map(Written::wall), from, to) else {
            whole = false;
            continue;
        };
        let mut walls = vec![start];
        for line in &part.lines {
            match line.name.as_str() {
                "RDATE" => {
                    let read = line.values().map(Written::of).collect::<Option<Vec<_>>>();
                    whole &= read.is_some();
                    walls.extend(read.unwrap_or_default().into_iter().map(Written::wall));
                }
                "RRULE" => {
                    let Some(rule) = Rule::of(&line.value, false) else {
                        whole = false;
                        continue;
                    };
                    // UNTIL is in UTC here, and is converted to local time before the change.
                    let until = |last: Written| match last {
                        Written::Utc(at) => at.checked_add_signed(TimeDelta::seconds(from)).unwrap_or(at),
                        other => recurrence::end_of(other),
                    };
                    whole &= recurrence::walk(&rule, start, (end, &until), steps, zone.line, |wall, _| {
                        walls.push(wall);
                        Ok(())
                    })?;
                }
                _ => {}
            }
        }
        onsets.extend(walls.into_iter().map(|wall| Transition { wall, from, to }));
    }
    onsets.sort_unstable_by_key(|onset| onset.wall);
    Ok((onsets, whole))
}
