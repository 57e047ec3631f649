//! Sessions as calendar events: one by one in the manner of iTIP (RFC 5546), and all of a person's as a feed.

mod feed;
mod lines;
mod task;

use crate::domain::{Instant, Role, Span};
use crate::mail::frame::Frame;
use crate::mail::message::{Card, Recipient};
use crate::mail::words;
use lines::{Lines, mailto, quoted, text, utc};
use std::fmt::Write;

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
    /// Enter or update the event.
    Request,
    /// Take the event out.
    Cancel,
}

impl Method {
    /// The word in the METHOD property and in the MIME type's parameter, which have to agree (RFC 6047, section 2.4).
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// The event as an invitation to the recipient alone; `stamp` (UTC) says when this version was made.
pub fn invitation(card: &Card, recipient: &Recipient, frame: &Frame, stamp: Instant) -> String {
    event(Method::Request, card, recipient, frame, stamp)
}

/// The event's cancellation: the same UID, and a SEQUENCE that the caller has raised.
pub fn cancellation(card: &Card, recipient: &Recipient, frame: &Frame, stamp: Instant) -> String {
    event(Method::Cancel, card, recipient, frame, stamp)
}

fn event(method: Method, card: &Card, recipient: &Recipient, frame: &Frame, stamp: Instant) -> String {
    let sender = frame.from.name.as_deref().unwrap_or("Candor");
    let mut ics = Lines::calendar();
    ics.line(&format!("METHOD:{}", method.word()));
    ics.line("BEGIN:VEVENT");
    facts(&mut ics, card, frame, stamp);
    ics.line(match method {
        Method::Request => "STATUS:CONFIRMED",
        Method::Cancel => "STATUS:CANCELLED",
    });
    ics.line(&format!("ORGANIZER;CN={}:mailto:{}", quoted(sender), mailto(frame.from.email.as_ref())));
    // Whoever booked or was matched has agreed: the calendar need not ask, and nobody reads its answer.
    ics.line(&format!(
        "ATTENDEE;CN={};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{}",
        quoted(&recipient.name),
        mailto(recipient.address.as_str())
    ));
    ics.line("END:VEVENT");
    ics.line("END:VCALENDAR");
    ics.0
}

/// What an event says of a session, however it reaches the calendar.
fn facts(ics: &mut Lines, card: &Card, frame: &Frame, stamp: Instant) {
    let span = Span::of(card.starts_at, card.length);
    ics.line(&format!("UID:{}@{}", card.session, frame.host()));
    ics.line(&format!("SEQUENCE:{}", card.sequence.max(0)));
    ics.line(&format!("DTSTAMP:{}", utc(stamp)));
    ics.line(&format!("DTSTART:{}", utc(span.from)));
    ics.line(&format!("DTEND:{}", utc(span.to)));
    ics.line(&format!("SUMMARY:{}", text(&summary(card))));
    ics.line(&format!("DESCRIPTION:{}", text(&description(card))));
    if let Some(url) = &card.join_url {
        ics.line(&format!("LOCATION:{}", text(url)));
        ics.line(&format!("URL:{url}"));
    }
    // A calendar shared with colleagues shows that the hour is taken, and not what for.
    ics.line("CLASS:PRIVATE");
    ics.line("TRANSP:OPAQUE");
}

fn summary(card: &Card) -> String {
    match card.my_role {
        Role::Candidate => format!("Mock interview with {}", card.other_name),
        Role::Interviewer => format!("Mock interview: you interview {}", card.other_name),
    }
}

fn description(card: &Card) -> String {
    let what = words::kind_and_level(card.kind, card.level);
    let mut out = match card.my_role {
        Role::Candidate => format!("{} will interview you: {what}.", card.other_name.first_name()),
        Role::Interviewer => format!("You'll interview {}: {what}.", card.other_name.first_name()),
    };
    let mut add = |label: &str, value: &str| {
        if !value.is_empty() {
            let _infallible = write!(out, "\n{label}: {value}");
        }
    };
    add("Topics", &words::list(&card.topics));
    add("To practise", &card.aims);
    let side = |other| if other > card.starts_at { "after" } else { "before" };
    let swap = card.swap_at.map(|other| format!("you swap seats right {} this", side(other)));
    add("Swap", &swap.unwrap_or_default());
    add("Join", card.join_url.as_deref().unwrap_or_default());
    out
}
