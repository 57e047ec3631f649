//! One event of a calendar.

use super::attendance::is_declined;
use super::lines::Line;
use super::outline::Component;
use super::rule::Rule;
use super::timezone::{When, ZoneSource, Zones};
use super::written::{Extent, Written};
use crate::domain::EmailAddress;
use crate::domain::availability::SecondsRange;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::BTreeSet;

/// Years in which an event may start. The Gregorian calendar is from 1582, and some programs put birthdays without a
/// year into 1604.
const YEARS: std::ops::Range<i32> = 1583..2200;

/// An event, or a replacement for one of its repetitions.
#[derive(Debug)]
pub(crate) struct Event<'a> {
    pub(crate) uid: &'a str,
    /// Its version number: of events with the same UID, the highest counts.
    pub(crate) sequence: i64,
    /// Arbitrary for an event that isn't busy.
    pub(crate) start: When<'a>,
    pub(crate) extent: Extent,
    /// Whether its owner is busy: it's neither cancelled, nor shown as free, nor declined.
    pub(crate) takes_time: bool,
    pub(crate) rules: Vec<Rule>,
    pub(crate) more: Vec<(When<'a>, Option<Extent>)>,
    pub(crate) except: Vec<Reference<'a>>,
    /// Whether it replaces one repetition.
    pub(crate) is_part: bool,
    /// Which repetition it replaces, if that can be parsed.
    pub(crate) replaces: Option<Reference<'a>>,
    /// Whether it replaces all later ones too.
    pub(crate) and_later: bool,
    /// Whether something relevant in it can't be parsed.
    pub(crate) flawed: bool,
    /// Unknown time zone names.
    pub(crate) guessed: BTreeSet<&'a str>,
    /// The line on which it begins.
    pub(crate) line: usize,
}

/// A reference to a repetition of a series, in any notation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference<'a> {
    written: Written,
    /// The zone it names.
    place: Option<ZoneSource<'a>>,
}

/// What a reference matches in a series: a whole day in the zone of the series, or a moment (epoch seconds).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    Day(NaiveDate),
    Moment(i64),
}

impl<'a> Reference<'a> {
    /// For a series of days, only the written date counts, whatever its zone. Without a zone, the series' zone is used.
    pub(crate) fn slot(&self, series: &When<'_>) -> Slot {
        match self.written {
            Written::Date(date) => Slot::Day(date),
            other if series.all_day => Slot::Day(other.date()),
            other => Slot::Moment(self.place.unwrap_or(series.place).epoch(other.wall())),
        }
    }

    /// As a start; `own` is the owner's zone.
    fn start(&self, own: ZoneSource<'a>) -> When<'a> {
        let all_day = matches!(self.written, Written::Date(_));
        When { wall: self.written.wall(), place: self.place.unwrap_or(own), all_day }
    }

    /// As another date of a series: at the series' time of day, unless it has its own.
    fn repetition(&self, series: &When<'a>) -> When<'a> {
        let date = self.written.date();
        match self.written {
            _ if series.all_day => When { wall: date.and_time(NaiveTime::MIN), ..*series },
            Written::Date(_) => When { wall: date.and_time(series.wall.time()), ..*series },
            other => When { wall: other.wall(), place: self.place.unwrap_or(series.place), all_day: false },
        }
    }

    /// As an end; a date means the beginning of that day in the zone of the start, or its end if that would be too early.
    fn end(&self, start: &When<'a>) -> When<'a> {
        let place = self.place.unwrap_or(start.place);
        let mut wall = self.written.wall();
        if matches!(self.written, Written::Date(_)) && !start.all_day && wall <= start.wall {
            wall = wall.checked_add_signed(TimeDelta::days(1)).unwrap_or(wall);
        }
        When { wall, place, all_day: false }
    }
}

/// Reads the values of one component, and records what can't be parsed.
struct Values<'a> {
    zones: &'a Zones,
    /// The index of its calendar in the file.
    calendar: usize,
    component: &'a Component,
    flawed: bool,
    guessed: BTreeSet<&'a str>,
    /// The last line read, with its zone: lists of dates can be long, and so can zone names.
    told: Option<(&'a Line, ZoneSource<'a>)>,
}

impl<'a> Values<'a> {
    fn new(zones: &'a Zones, calendar: usize, component: &'a Component) -> Self {
        Self { zones, calendar, component, flawed: false, guessed: BTreeSet::new(), told: None }
    }

    fn lines(&self, name: &'static str) -> impl Iterator<Item = &'a Line> + use<'a> {
        self.component.lines.iter().filter(move |line| line.name == name)
    }

    fn or_flaw<T>(&mut self, read: Option<T>) -> Option<T> {
        self.flawed |= read.is_none();
        read
    }

    fn reference(&mut self, line: &'a Line, text: &str) -> Option<Reference<'a>> {
        let written = Written::of(text);
        let written = self.or_flaw(written)?;
        let place = match (written, line.zone()) {
            (Written::Utc(_), _) => Some(ZoneSource::Fixed(0)),
            (Written::Local(_), Some(name)) => Some(self.named(line, name)),
            // A date is the same date in every zone.
            _ => None,
        };
        Some(Reference { written, place })
    }

    fn named(&mut self, line: &'a Line, name: &'a str) -> ZoneSource<'a> {
        if let Some((_, place)) = self.told.filter(|(last, _)| std::ptr::eq(*last, line)) {
            return place;
        }
        let (place, guess) = self.zones.named(self.calendar, name);
        if guess {
            self.guessed.insert(name);
        }
        self.told = Some((line, place));
        place
    }

    /// The first property with this name: whether there is one, and its value.
    fn one(&mut self, name: &'static str) -> (bool, Option<Reference<'a>>) {
        match self.lines(name).next() {
            Some(line) => (true, self.reference(line, &line.value)),
            None => (false, None),
        }
    }

    fn period(&mut self, line: &'a Line, text: &str, like: Option<&When<'a>>) -> Option<(When<'a>, Extent)> {
        let (from, to) = text.split_once('/')?;
        let own = like.map_or(self.zones.own(), |like| like.place);
        let from = self.reference(line, from)?.start(own);
        let extent = match Extent::of(to) {
            Some(extent) => extent,
            None => between(&from, &self.reference(line, to)?.end(&from)),
        };
        let extent = (extent.total() >= 0).then_some(extent);
        Some((from, self.or_flaw(extent)?))
    }

    /// Its duration. An end that can't be parsed is recorded as a flaw and ignored.
    fn extent(&mut self, start: &When<'a>) -> Extent {
        let (_, end) = self.one("DTEND");
        let lasts = self.lines("DURATION").next();
        let duration = lasts.and_then(|line| Extent::of(&line.value));
        self.flawed |= lasts.is_some() && duration.is_none();
        let extent = match (end.map(|end| between(start, &end.end(start))), duration) {
            (Some(extent), _) | (None, Some(extent)) => extent,
            // A start time alone has no duration (RFC 5545, section 3.6.1).
            (None, None) => Extent::default(),
        };
        // A date lasts at least that day, whatever its end says.
        if start.all_day && extent.total() < Extent::DAY.total() {
            return Extent::DAY;
        }
        // Some exporters swap the two; record it as a flaw.
        self.flawed |= extent.total() < 0;
        extent
    }

    fn rules(&mut self, start: &When<'_>) -> Vec<Rule> {
        let mut rules = Vec::new();
        for line in self.lines("RRULE") {
            let rule = Rule::of(&line.value, start.all_day);
            rules.extend(self.or_flaw(rule));
        }
        rules
    }

    fn more(&mut self, start: &When<'a>) -> Vec<(When<'a>, Option<Extent>)> {
        let mut more = Vec::new();
        for line in self.lines("RDATE") {
            for text in line.values() {
                more.extend(match text.contains('/') {
                    true => self.period(line, text, Some(start)).map(|(from, extent)| (from, Some(extent))),
                    false => self.reference(line, text).map(|one| (one.repetition(start), None)),
                });
            }
        }
        more
    }

    fn except(&mut self) -> Vec<Reference<'a>> {
        let mut except = Vec::new();
        for line in self.lines("EXDATE") {
            for text in line.values() {
                except.extend(self.reference(line, text));
            }
        }
        except
    }
}

impl<'a> Event<'a> {
    /// `None` if it's busy but its start can't be parsed.
    pub(crate) fn of(
        component: &'a Component,
        (zones, calendar, cancels): (&'a Zones, usize, bool),
        addresses: &[EmailAddress],
    ) -> Option<Self> {
        let says = |name: &str, value: &str| {
            component.lines.iter().any(|line| line.name == name && line.value.eq_ignore_ascii_case(value))
        };
        let free = cancels || says("STATUS", "CANCELLED") || says("TRANSP", "TRANSPARENT");
        let takes_time = !free && !is_declined(component, addresses);
        let mut values = Values::new(zones, calendar, component);
        let (is_part, replaces) = values.one("RECURRENCE-ID");
        let (_, start) = values.one("DTSTART");
        let start = start.or(replaces).map(|start| start.start(zones.own()));
        let start = match start.filter(|start| YEARS.contains(&start.wall.year())) {
            Some(start) => start,
            None if takes_time => return None,
            None => When { wall: NaiveDateTime::default(), place: zones.own(), all_day: true },
        };
        let (extent, rules) = (values.extent(&start), values.rules(&start));
        let (more, except) = (values.more(&start), values.except());
        // Exception rules predate RFC 5545; what they exclude stays busy.
        values.flawed |= values.lines("EXRULE").next().is_some();
        let and_later = values.lines("RECURRENCE-ID").any(|line| line.says("RANGE", "THISANDFUTURE"));
        let Values { flawed, guessed, .. } = values;
        Some(Self {
            uid: component.value("UID").unwrap_or_default(),
            sequence: component.value("SEQUENCE").and_then(|number| number.parse().ok()).unwrap_or(0),
            start,
            extent,
            takes_time,
            rules,
            more,
            except,
            is_part,
            replaces,
            and_later,
            flawed,
            guessed,
            line: component.line,
        })
    }
}

/// The busy times of a VFREEBUSY, and whether all of it could be parsed.
pub(crate) fn free_busy(component: &Component, zones: &Zones, calendar: usize) -> (Vec<SecondsRange>, bool) {
    let mut values = Values::new(zones, calendar, component);
    let mut busy = Vec::new();
    for line in values.lines("FREEBUSY").filter(|line| !line.says("FBTYPE", "FREE")) {
        for text in line.values() {
            let period = values.period(line, text, None);
            busy.extend(values.or_flaw(period).map(|(from, extent)| after(&extent, &from, from.wall)));
        }
    }
    (busy, !values.flawed)
}

/// The range that begins at the local time `wall` in the zone of `like`, or ends then.
pub(crate) fn after(extent: &Extent, like: &When<'_>, wall: NaiveDateTime) -> SecondsRange {
    let end = wall.checked_add_signed(extent.wall).unwrap_or(wall);
    let (from, to) = (like.place.epoch(wall), like.place.epoch(end).saturating_add(extent.seconds));
    SecondsRange { from: from.min(to), to: from.max(to) }
}

/// An end in the same zone keeps its local time: an event until six ends at six, even on the day of a clock change.
fn between(start: &When<'_>, end: &When<'_>) -> Extent {
    if start.beside(end) {
        return Extent { wall: end.wall - start.wall, seconds: 0 };
    }
    Extent { wall: TimeDelta::zero(), seconds: end.epoch().saturating_sub(start.epoch()) }
}
