//! A session as a calendar event.

use super::frame::{Frame, Recipient};
use super::session::SessionSnapshot;
use super::words;
use crate::calendar::write::{Calendar, Event, Method, Party, message};
use crate::domain::{Seat, Span, Timestamp, Zone};
use std::fmt::Write;

/// The session as an event in the recipient's calendar; both halves of a swap are one event. Its UID is the session's id without a host name (RFC 7986, section 5.3),
/// so that an installation that moves to another host still recognises the events it sent. `page` is where the recipient can cancel.
pub fn event(card: &SessionSnapshot, zone: Zone, page: Option<&str>) -> Event {
    let own = Span::of(card.starts_at, card.length);
    let (uid, sequence, span) = match card.event {
        Some(swap) => (swap.uid, swap.sequence, Span::new(swap.from, swap.to)),
        None => (card.session, card.sequence, own),
    };
    Event {
        uid: uid.to_string(),
        sequence,
        span,
        summary: summary(card),
        description: description(card, zone, page),
        place: card.meeting_place.clone(),
    }
}

/// The event as an iTIP message to the recipient only: an invitation, or its cancellation. `stamp` (UTC) says when this version
/// was made.
pub fn calendar(
    method: Method,
    card: &SessionSnapshot,
    recipient: &Recipient,
    (frame, page): (&Frame, Option<&str>),
    stamp: Timestamp,
) -> Calendar {
    let sender = frame.from.name.as_deref().unwrap_or("Candor");
    let organizer = Party { name: sender, address: frame.from.email.as_ref() };
    let attendee = Party { name: &recipient.name, address: recipient.address.as_str() };
    message(method, &event(card, recipient.zone, page), organizer, attendee, stamp)
}

fn summary(card: &SessionSnapshot) -> String {
    if card.event.is_some() && card.swap_at.is_some() {
        return format!("Swap of mock interviews with {}", card.other_name);
    }
    match card.my_role {
        Seat::Candidate => format!("Mock interview with {}", card.other_name),
        Seat::Interviewer => format!("Mock interview: you interview {}", card.other_name),
    }
}

fn description(card: &SessionSnapshot, zone: Zone, page: Option<&str>) -> String {
    let what = words::kind_and_level(card.kind, card.level);
    let mut out = match card.my_role {
        Seat::Candidate => format!("{} will interview you: {what}.", card.other_name.first_name()),
        Seat::Interviewer => format!("You'll interview {}: {what}.", card.other_name.first_name()),
    };
    let side = |other| if other > card.starts_at { "after" } else { "before" };
    let swap = card.swap_at.map(|other| format!("you swap seats right {} this", side(other)));
    let topics = words::list(&card.topics);
    let free = card.free_until.map(|until| {
        // Read at any time: whether that has passed is for the reader to see.
        format!("until {}; after that it counts as late", words::when_with_year(until, zone))
    });
    let whose = match card.my_role {
        Seat::Candidate => "In your words".to_owned(),
        Seat::Interviewer => format!("In {}'s words", card.other_name.first_name()),
    };
    let lines = [
        ("Topics", topics.as_deref()),
        (&*whose, words::unless_empty(&card.aims)),
        ("Swap", swap.as_deref()),
        ("Where", Some(card.meeting_place.as_ref().map_or("no place yet", |place| place.as_str()))),
        ("Free to cancel", free.as_deref()),
        ("To cancel", page),
    ];
    for (label, value) in lines {
        if let Some(value) = value {
            let _infallible = write!(out, "\n{label}: {value}");
        }
    }
    out
}
