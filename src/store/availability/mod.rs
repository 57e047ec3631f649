//! Availability: weekly hours, busy calendars, openings and the calendar feed.

pub mod availabilities;
pub mod busy_calendars;
pub mod calendar_feeds;
pub mod interviewers;
pub mod opening_changes;
pub(crate) mod schema;
