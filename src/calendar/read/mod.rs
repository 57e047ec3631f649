//! Reading busy times from somebody's own calendar: the text of an iCalendar file (RFC 5545) in, merged spans out.
//!
//! A library expands recurrence rules, in local time, and another one knows time zone names. Lines and values are
//! parsed here: users' calendars often deviate from the standard, and a parser that skips what it can't parse would
//! make busy hours look free. So anything that can't be parsed is counted. The file is untrusted: all work is bounded
//! by counting steps, so that the same file always gives the same result.

mod attendance;
mod component;
mod lines;
mod outline;
mod recurrence;
mod rule;
mod series;
mod steps;
mod timezone;
mod until;
mod versions;
mod written;
mod zone_names;

#[cfg(test)]
mod tests;

use crate::domain::availability::busy_calendar::CalendarOwner;
use crate::domain::availability::{SecondsRange, merge};
use crate::domain::{SessionId, Span, Timestamp};
use component::{Event, free_busy};
use std::collections::BTreeSet;
use steps::Steps;
use timezone::Zones;

/// The longest file that is read, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Maximum number of spans per calendar; one per hour over the whole window is fewer.
pub const MAX_SPANS: usize = 5000;

/// The result of reading a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// When its owner is busy, inside the window: sorted, and what overlaps or touches as one.
    pub busy: Vec<Span>,
    /// Number of events that couldn't be parsed completely: without a start, for example, or with an invalid rule.
    pub left_out: usize,
    /// Number of unknown time zone names that the file doesn't describe. Their times are read in the owner's zone.
    pub guessed_zones: usize,
}

/// Why a calendar can't be read at all, as a sentence for its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It isn't a calendar.
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
    /// A rule needs more steps than allowed.
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

/// Reads a calendar. Leaves out what's outside `window`, and the owner's sessions.
pub fn read(text: &str, owner: &CalendarOwner, window: Span) -> Result<Reading, Unreadable> {
    if text.len() > MAX_BYTES {
        return Err(Unreadable::TooLong);
    }
    let calendars = outline::calendars(text)?;
    let window = SecondsRange { from: window.from.epoch(), to: window.to.epoch_ceil() };
    let mut steps = Steps::new();
    let zones = Zones::new(&calendars, owner.zone, window, &mut steps)?;
    let (mut busy, mut events, mut left_out) = (Vec::new(), Vec::new(), 0);
    for (number, calendar) in calendars.iter().enumerate() {
        for component in &calendar.components {
            match component.kind.as_str() {
                "VEVENT" => match Event::of(component, (&zones, number, calendar.cancels), &owner.addresses) {
                    Some(event) if !is_ours(event.uid, owner) => events.push(event),
                    Some(_) => {}
                    None => left_out += 1,
                },
                "VFREEBUSY" => {
                    let (times, all) = free_busy(component, &zones, number);
                    busy.extend(times);
                    left_out += usize::from(!all);
                }
                _ => {}
            }
        }
    }
    let events = versions::current(events);
    let told = events.iter().filter(|event| event.takes_time).flat_map(|event| &event.guessed);
    let guessed_zones = told.collect::<BTreeSet<_>>().len();
    left_out += series::spans(&events, window, &mut steps, &mut busy)?;
    for span in &mut busy {
        *span = span.common(window);
    }
    merge(&mut busy);
    if busy.len() > MAX_SPANS {
        return Err(Unreadable::TooMany);
    }
    let span = |one: SecondsRange| Span::new(Timestamp::from_epoch(one.from), Timestamp::from_epoch(one.to));
    Ok(Reading { busy: busy.into_iter().map(span).collect(), left_out, guessed_zones })
}

/// Whether this is the UID of one of the owner's sessions. Those are in the calendar because Candor invited them; they already
/// block time themselves, and a session being moved would conflict with its own event. Older invitations have Candor's host name
/// in the UID.
fn is_ours(uid: &str, owner: &CalendarOwner) -> bool {
    let id = uid.split_once('@').map_or(uid, |(id, _)| id);
    id.parse().is_ok_and(|id: SessionId| owner.sessions.contains(&id))
}
