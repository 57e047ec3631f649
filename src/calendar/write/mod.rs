//! Sessions as calendar events: single iTIP messages (RFC 5546), and a feed of all of a person's.

mod feed;
mod lines;
mod task;

use crate::domain::{MeetingPlace, Span, Timestamp};
use lines::{Lines, mailto, quoted, text, utc};

pub use feed::{REFRESH_MINUTES, feed};
pub use task::Task;

/// A calendar part of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What the recipient's calendar is asked to do.
    pub method: Method,
    /// The object, lines ended by CRLF.
    pub ics: String,
}

/// An iTIP method (RFC 5546, section 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Add or update the event.
    Request,
    /// Remove the event.
    Cancel,
}

impl Method {
    /// The value of the METHOD property and of the MIME type's parameter, which have to agree (RFC 6047, section 2.4).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A session as an event.
#[derive(Debug, Clone)]
pub struct Event {
    /// Stays the same over the event's lifetime (RFC 5545, section 3.8.4.7).
    pub uid: String,
    /// Raised with every change (section 3.8.7.4).
    pub sequence: i32,
    /// From when to when.
    pub span: Span,
    /// The title.
    pub summary: String,
    /// The details.
    pub description: String,
    /// Where they meet.
    pub place: Option<MeetingPlace>,
}

/// A name and an email address.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    /// The name.
    pub name: &'a str,
    /// The address.
    pub address: &'a str,
}

/// The event as an iTIP message from the organizer to one attendee; `stamp` (UTC) says when this version was made. For a
/// cancellation the caller has raised the SEQUENCE.
pub fn message(method: Method, event: &Event, organizer: Party<'_>, attendee: Party<'_>, stamp: Timestamp) -> Calendar {
    let mut ics = Lines::calendar();
    ics.line(&format!("METHOD:{}", method.as_str()));
    ics.line("BEGIN:VEVENT");
    facts(&mut ics, event, stamp);
    ics.line(match method {
        Method::Request => "STATUS:CONFIRMED",
        Method::Cancel => "STATUS:CANCELLED",
    });
    ics.line(&format!("ORGANIZER;CN={}:mailto:{}", quoted(organizer.name), mailto(organizer.address)));
    // The attendee has already agreed, so the calendar needn't ask, and nobody reads its reply.
    ics.line(&format!(
        "ATTENDEE;CN={};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{}",
        quoted(attendee.name),
        mailto(attendee.address)
    ));
    ics.line("END:VEVENT");
    ics.line("END:VCALENDAR");
    Calendar { method, ics: ics.0 }
}

/// The event's properties, the same in messages and feeds.
fn facts(ics: &mut Lines, event: &Event, stamp: Timestamp) {
    ics.line(&format!("UID:{}", event.uid));
    ics.line(&format!("SEQUENCE:{}", event.sequence.max(0)));
    ics.line(&format!("DTSTAMP:{}", utc(stamp)));
    ics.line(&format!("DTSTART:{}", utc(event.span.from)));
    ics.line(&format!("DTEND:{}", utc(event.span.to)));
    ics.line(&format!("SUMMARY:{}", text(&event.summary)));
    ics.line(&format!("DESCRIPTION:{}", text(&event.description)));
    if let Some(place) = &event.place {
        ics.line(&format!("LOCATION:{}", text(place.as_str())));
        if let Some(link) = place.link() {
            ics.line(&format!("URL:{link}"));
        }
    }
    // A calendar shared with colleagues shows that the hour is busy, but not what for.
    ics.line("CLASS:PRIVATE");
    ics.line("TRANSP:OPAQUE");
}
