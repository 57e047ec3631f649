use super::lines::{Lines, text};
use super::task::{Task, task};
use super::{Event, facts};
use crate::domain::Timestamp;

/// Minutes after which a calendar is asked to look again.
pub const REFRESH_MINUTES: i64 = 30;

/// Sessions, and steps of the weekly plan, as a calendar to subscribe to, of the installation at `host`; `stamp` (UTC) says when it was made.
///
/// Nobody is invited by it, so that it names no organizer, no attendee and no address, and a calendar that got an
/// invitation by mail as well finds the same UID.
pub fn feed(host: &str, events: &[Event], tasks: &[Task], stamp: Timestamp) -> String {
    let mut ics = Lines::calendar();
    let name = text(&format!("Mock interviews ({})", host));
    // NAME is RFC 7986, section 5.1; the other is what calendars knew before and mostly still read.
    ics.line(&format!("NAME:{name}"));
    ics.line(&format!("X-WR-CALNAME:{name}"));
    // Likewise RFC 7986, section 5.7, and what Outlook reads.
    ics.line(&format!("REFRESH-INTERVAL;VALUE=DURATION:PT{REFRESH_MINUTES}M"));
    ics.line(&format!("X-PUBLISHED-TTL:PT{REFRESH_MINUTES}M"));
    for event in events {
        ics.line("BEGIN:VEVENT");
        facts(&mut ics, event, stamp);
        ics.line("STATUS:CONFIRMED");
        ics.line("END:VEVENT");
    }
    for one in tasks {
        task(&mut ics, one, stamp);
    }
    ics.line("END:VCALENDAR");
    ics.0
}
