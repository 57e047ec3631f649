//! Availability: weekly hours, busy calendars, openings and the calendar feed.

pub mod busy_calendars;
pub(crate) mod calendar_feed;
pub(crate) mod directory;
pub(crate) mod hours;
pub(crate) mod interviewer_context;
pub mod openings;
