//! The session as a calendar event: iCalendar (RFC 5545) in the manner of iTIP (RFC 5546).
//!
//! The lines are written here and not by the `icalendar` crate: its line folding (0.17.17) never ends
//! on some texts that mix letters outside ASCII with spaces, and people choose these texts.

use super::frame::Frame;
use super::message::{Card, Recipient};
use super::words;
use crate::types::{Instant, Role, Span};
use std::fmt::Write;

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
    let span = Span::of(card.starts_at, card.length);
    let sender = frame.from.name.as_deref().unwrap_or("Candor");
    let mut ics = Lines(String::with_capacity(1024));
    ics.line("BEGIN:VCALENDAR");
    ics.line("VERSION:2.0");
    ics.line("PRODID:-//Candor//Candor//EN");
    ics.line("CALSCALE:GREGORIAN");
    ics.line(&format!("METHOD:{}", method.word()));
    ics.line("BEGIN:VEVENT");
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
    ics.line(match method {
        Method::Request => "STATUS:CONFIRMED",
        Method::Cancel => "STATUS:CANCELLED",
    });
    // A calendar shared with colleagues shows that the hour is taken, and not what for.
    ics.line("CLASS:PRIVATE");
    ics.line("TRANSP:OPAQUE");
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

fn summary(card: &Card) -> String {
    match card.my_role {
        Role::Candidate => format!("Mock interview with {}", card.other_name),
        Role::Interviewer => format!("Mock interview: you interview {}", card.other_name),
    }
}

fn description(card: &Card) -> String {
    let what = words::an_interview(card.level, card.kind);
    let mut out = match card.my_role {
        Role::Candidate => format!("{} interviews you: {what}.", card.other_name),
        Role::Interviewer => format!("You interview {}: {what}.", card.other_name),
    };
    let mut add = |label: &str, value: &str| {
        if !value.is_empty() {
            let _infallible = write!(out, "\n{label}: {value}");
        }
    };
    add("Topics", &words::list(&card.topics));
    add("To practise", &card.aims);
    add("Join", card.join_url.as_deref().unwrap_or_default());
    out
}

/// DATE-TIME in UTC (RFC 5545, section 3.3.5, form 2).
fn utc(at: Instant) -> String {
    at.utc().format("%Y%m%dT%H%M%SZ").to_string()
}

/// TEXT (RFC 5545, section 3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A quoted parameter value; it can't hold a double quote (RFC 5545, section 3.2), so that becomes a single one.
fn quoted(value: &str) -> String {
    let inner: String = value.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    format!("\"{inner}\"")
}

/// An address as a mailto URI's path: what a URI would read otherwise is percent-encoded (RFC 6068, section 2).
fn mailto(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_~!$&'*+=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Content lines: folded to 75 octets between characters, ended by CRLF (RFC 5545, section 3.1).
struct Lines(String);

impl Lines {
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_between_characters() {
        let mut lines = Lines(String::new());
        let long = format!("DESCRIPTION:{}{}x", "\u{e9}".repeat(500), " ".repeat(600));
        lines.line(&long);
        assert!(lines.0.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(lines.0.replace("\r\n ", "").trim_end_matches("\r\n"), long);
    }

    #[test]
    fn values_cannot_end_their_line() {
        assert_eq!(text("a,b;c\\d\ne\rf"), "a\\,b\\;c\\\\d\\nef");
        assert_eq!(quoted("Zo\u{eb} \"Z\" Li;x\r\nX:y"), "\"Zo\u{eb} 'Z' Li;xX:y\"");
        assert_eq!(mailto("a?b%c@x.org"), "a%3Fb%25c@x.org");
    }
}
