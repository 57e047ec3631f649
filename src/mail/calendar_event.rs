//! A session as a calendar event.

use super::frame::{Frame, Recipient};
use super::session::SessionSnapshot;
use super::words;
use crate::calendar::write::{Calendar, Event, Method, Party, message};
use crate::domain::{Seat, Span, Timestamp};
use std::fmt::Write;

/// The session as an event in the recipient's calendar. Its UID is the session's id without a host name (RFC 7986, section 5.3),
/// so that an installation that moves to another host still recognises the events it sent.
pub fn event(card: &SessionSnapshot) -> Event {
    Event {
        uid: card.session.to_string(),
        sequence: card.sequence,
        span: Span::of(card.starts_at, card.length),
        summary: summary(card),
        description: description(card),
        place: card.meeting_place.clone(),
    }
}

/// The event as an iTIP message to the recipient only: an invitation, or its cancellation. `stamp` (UTC) says when this version
/// was made.
pub fn calendar(
    method: Method,
    card: &SessionSnapshot,
    recipient: &Recipient,
    frame: &Frame,
    stamp: Timestamp,
) -> Calendar {
    let sender = frame.from.name.as_deref().unwrap_or("Candor");
    let organizer = Party { name: sender, address: frame.from.email.as_ref() };
    let attendee = Party { name: &recipient.name, address: recipient.address.as_str() };
    message(method, &event(card), organizer, attendee, stamp)
}

fn summary(card: &SessionSnapshot) -> String {
    match card.my_role {
        Seat::Candidate => format!("Mock interview with {}", card.other_name),
        Seat::Interviewer => format!("Mock interview: you interview {}", card.other_name),
    }
}

fn description(card: &SessionSnapshot) -> String {
    let what = words::kind_and_level(card.kind, card.level);
    let mut out = match card.my_role {
        Seat::Candidate => format!("{} will interview you: {what}.", card.other_name.first_name()),
        Seat::Interviewer => format!("You'll interview {}: {what}.", card.other_name.first_name()),
    };
    let side = |other| if other > card.starts_at { "after" } else { "before" };
    let swap = card.swap_at.map(|other| format!("you swap seats right {} this", side(other)));
    let topics = words::list(&card.topics);
    let lines = [
        ("Topics", topics.as_deref()),
        ("To practise", words::unless_empty(&card.aims)),
        ("Swap", swap.as_deref()),
        ("Where", Some(card.meeting_place.as_ref().map_or("no place yet", |place| place.as_str()))),
    ];
    for (label, value) in lines {
        if let Some(value) = value {
            let _infallible = write!(out, "\n{label}: {value}");
        }
    }
    out
}
