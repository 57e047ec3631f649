//! Hours, openings and calendars.

mod busy_calendars;
mod calendar_feed;
mod openings;
mod terms;
