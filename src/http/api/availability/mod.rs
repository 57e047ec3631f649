//! Availability: weekly hours, busy calendars, openings and the calendar feed.

pub(crate) mod busy_calendars;
pub(crate) mod calendar_feed;
pub(crate) mod hours;
pub(crate) mod openings;
