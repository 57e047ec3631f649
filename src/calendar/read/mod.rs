//! Busy times out of somebody's own calendar: the text of an iCalendar file (RFC 5545) in, merged spans out.
//!
//! A library reads the lines and another one expands recurrence rules, both over local time as it is written;
//! this room says what a component means, which clock it is told by, and when it is enough. The file is a
//! stranger's: everything is bounded by counting, so that the same file always ends in the same answer.

mod component;
mod recurrence;
mod series;
mod steps;
mod timezone;

#[cfg(test)]
mod tests;

use crate::domain::availability::{SecondsRange, merge};
use crate::domain::{SessionId, Span, Timestamp, Zone};
use calcard::icalendar::{ICalendar, ICalendarComponentType};
use calcard::{Entry, Parser};
use component::{Event, free_busy};
use steps::Steps;
use timezone::Places;

/// The longest file that is read, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// The most spans that are kept of one calendar: one an hour over the whole window is fewer.
pub const MAX_SPANS: usize = 5000;

/// What a calendar comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// When its owner is busy, inside the window: sorted, and what overlaps or touches as one.
    pub busy: Vec<Span>,
    /// Events that could not be understood: without a start, say. They hold no time.
    pub left_out: usize,
}

/// Why a calendar is not read at all: a sentence for its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Something else than a calendar.
    #[error(
        "This isn't a calendar; a calendar begins with BEGIN:VCALENDAR. If this is the page that shows your calendar, \
         look for the address of the calendar itself, which often ends in .ics."
    )]
    NoCalendar,
    /// The end is missing.
    #[error("The calendar is cut off before its last line, END:VCALENDAR. Please try again, or export it again.")]
    CutShort,
    /// Over [`MAX_BYTES`].
    #[error("The calendar is larger than 2 MiB. Leave out past years, or export only one calendar.")]
    TooLong,
    /// A rule that asks for more than is looked at.
    #[error(
        "The event on line {line} repeats so often that we stopped there. Please end its series, or let it repeat \
         once a day at most."
    )]
    TooOften {
        /// Where the event begins, counted from 1.
        line: usize,
    },
    /// Over [`MAX_SPANS`].
    #[error(
        "The calendar has more than {MAX_SPANS} separate busy times in the coming months, which is more than we can \
         read."
    )]
    TooMany,
}

/// Reads a calendar. All-day events and times without a zone are told by the clocks of `zone`, its owner's;
/// what lies outside of `window` is left away, and so are the events that `host`, a Candor, sent itself.
pub fn read(text: &str, zone: Zone, window: Span, host: &str) -> Result<Reading, Unreadable> {
    if text.len() > MAX_BYTES {
        return Err(Unreadable::TooLong);
    }
    let calendars = parse(text)?;
    let window = SecondsRange { from: window.from.epoch(), to: window.to.epoch_ceil() };
    let mut steps = Steps::new(text);
    let (mut busy, mut left_out) = (Vec::new(), 0);
    for calendar in &calendars {
        let places = Places::new(calendar, zone, window, &mut steps)?;
        let mut events = Vec::new();
        for component in &calendar.components {
            match component.component_type {
                ICalendarComponentType::VEvent => {
                    steps.next_event();
                    match Event::of(component, &places, steps.event()) {
                        Some(event) if !is_ours(event.uid, host) => events.push(event),
                        Some(_) => {}
                        None => left_out += 1,
                    }
                }
                ICalendarComponentType::VFreebusy => busy.extend(free_busy(component, &places)),
                _ => {}
            }
        }
        left_out += series::spans(events, window, &mut steps, &mut busy)?;
    }
    for span in &mut busy {
        *span = span.common(window);
    }
    merge(&mut busy);
    if busy.len() > MAX_SPANS {
        return Err(Unreadable::TooMany);
    }
    let span = |one: SecondsRange| Span::new(Timestamp::from_epoch(one.from), Timestamp::from_epoch(one.to));
    Ok(Reading { busy: busy.into_iter().map(span).collect(), left_out })
}

/// Every calendar of a file, one after the other.
fn parse(text: &str) -> Result<Vec<ICalendar>, Unreadable> {
    let begins = |line: &str| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR");
    let ends = |line: &str| line.trim().eq_ignore_ascii_case("END:VCALENDAR");
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    if !lines.next().is_some_and(begins) {
        return Err(Unreadable::NoCalendar);
    }
    if !lines.next_back().is_some_and(ends) {
        return Err(Unreadable::CutShort);
    }
    let mut parser = Parser::new(text);
    let mut calendars = Vec::new();
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => calendars.push(calendar),
            Entry::Eof => return Ok(calendars),
            Entry::TooManyComponents => return Err(Unreadable::TooLong),
            // A line between two calendars.
            _ => {}
        }
    }
}

/// Whether this is the UID of a session of the Candor at `host`. Those are in the calendar because Candor
/// invited its owner; they hold time by themselves, and one that moved would stand in its own way.
fn is_ours(uid: &str, host: &str) -> bool {
    uid.rsplit_once('@').is_some_and(|(id, at)| at.eq_ignore_ascii_case(host) && id.parse::<SessionId>().is_ok())
}
