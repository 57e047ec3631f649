//! iCalendar (RFC 5545): files out, strangers' calendars in, and fetching them.

pub mod fetch;
pub mod read;
pub mod write;
