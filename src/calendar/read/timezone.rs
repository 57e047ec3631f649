//! Which clock a time in a calendar is told by, and which moment that is.

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

/// Where a clock hangs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ZoneSource<'a> {
    /// In a zone that is known by name.
    Known(Tz),
    /// So many seconds ahead of UTC.
    Fixed(i64),
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

    /// What clocks here show at a moment.
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

    /// What the clock of `other` shows then; a day is the same day by every clock.
    pub(crate) fn wall_at(&self, other: &Self) -> NaiveDateTime {
        if self.all_day || self.beside(other) { self.wall } else { other.place.wall(self.epoch()) }
    }
}

/// The time zones that the calendars of one file describe, by calendar and name.
pub(crate) struct Zones {
    described: Vec<HashMap<String, Clock>>,
    /// The owner's.
    own: Tz,
}

/// What a VTIMEZONE stands for.
enum Clock {
    Known(Tz),
    /// When its clocks are changed, and whether all of it could be read.
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

    /// The clock of this name in a calendar, and whether that is a guess: nobody knows the name, and it's the owner's.
    pub(crate) fn named(&self, calendar: usize, name: &str) -> (ZoneSource<'_>, bool) {
        let name = zone_names::plain(name);
        if let Some(zone) = zone_names::known(&name) {
            return (ZoneSource::Known(zone), false);
        }
        // What this calendar doesn't describe another one of the file may.
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

    /// The owner's clock.
    pub(crate) fn own(&self) -> ZoneSource<'_> {
        ZoneSource::Known(self.own)
    }
}

/// Every change of the clocks that a VTIMEZONE describes, up to the end of the window, in order; and whether all of
/// the description could be read.
fn onsets(zone: &Component, window: SecondsRange, steps: &mut Steps) -> Result<(Vec<Transition>, bool), Unreadable> {
    let (mut onsets, mut whole) = (Vec::new(), true);
    // Two days after the window, as UTC has it.
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
                    // Until when is told in UTC here, and so is what the clocks show before the change.
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
