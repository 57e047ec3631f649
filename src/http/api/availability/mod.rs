//! Availability: weekly hours, busy calendars, openings and the calendar feed.

use crate::http::contract::{Api, operations};

pub(crate) mod busy_calendars;
pub(crate) mod calendar_feed;
pub(crate) mod hours;
pub(crate) mod openings;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add(
        "Me",
        operations![
            busy_calendars: add, list, show, upload, fetch, remove;
            calendar_feed: make, show, revoke, read;
            hours: show, put;
        ],
    );
    api.add("Openings", operations![openings: search]);
}
