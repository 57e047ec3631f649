use super::lines::{Lines, text};
use super::task::{Task, task};
use super::{Event, facts};
use crate::domain::Timestamp;

/// Minutes after which a calendar program should refresh the feed.
pub const REFRESH_MINUTES: i64 = 30;

/// A feed of sessions and steps of the weekly plan, of the installation at `host`; `stamp` (UTC) says when it was made.
///
/// It invites nobody, so it has no organizer, attendee or address. A calendar that also got an invitation by mail finds
/// the same UID.
pub fn feed(host: &str, events: &[Event], tasks: &[Task], stamp: Timestamp) -> String {
    let mut ics = Lines::calendar();
    let name = text(&format!("Mock interviews ({})", host));
    // NAME is from RFC 7986, section 5.1; the other is the older property that most calendars still read.
    ics.line(&format!("NAME:{name}"));
    ics.line(&format!("X-WR-CALNAME:{name}"));
    // From RFC 7986, section 5.7, and Outlook's equivalent.
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
