//! iCalendar (RFC 5545): writing, reading and fetching calendars.

pub mod fetch;
pub mod read;
pub mod write;
