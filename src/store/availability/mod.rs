//! Availability: weekly hours, busy calendars, openings and the calendar feed.

pub mod availabilities;
pub mod busy_calendars;
pub(crate) mod calendar_feeds;
pub(crate) mod interviewers;
pub(crate) mod opening_changes;
pub(crate) mod schema;
