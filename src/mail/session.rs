//! A session in a mail: as stored in the outbox, and as rendered.

use super::frame::Recipient;
use super::words;
use crate::document::words::this_length;
use crate::domain::{
    AccountId, DisplayName, Kind, Level, MeetingPlace, Prose, Seat, SessionId, SessionLength, Timestamp, Topic,
};
use serde::{Deserialize, Serialize};

/// A session as one of its two people sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionSnapshot {
    /// The session.
    pub session: SessionId,
    /// The recipient's seat.
    pub my_role: Seat,
    /// The other person's account.
    pub other_id: AccountId,
    /// The other person's name.
    pub other_name: DisplayName,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Topics asked for.
    pub topics: Vec<Topic>,
    /// What the candidate wants to practise.
    pub aims: Prose<2000>,
    /// Start (UTC).
    pub starts_at: Timestamp,
    /// Length in minutes.
    pub length: SessionLength,
    /// Where they meet, as far as the interviewer has said.
    #[serde(alias = "join_url")]
    pub meeting_place: Option<MeetingPlace>,
    /// iCalendar SEQUENCE (RFC 5545, section 3.8.7.4).
    pub sequence: i32,
    /// When the notes are due (UTC).
    pub notes_due_at: Timestamp,
    /// Until when it can be cancelled freely (UTC).
    #[serde(default)]
    pub free_until: Option<Timestamp>,
    /// When the other half starts (UTC), if this is one half of a swap.
    #[serde(default)]
    pub swap_at: Option<Timestamp>,
    /// The calendar event of the swap, if this is one half of a swap.
    #[serde(default)]
    pub event: Option<SwapEvent>,
    /// Whether one of the two has blocked the other by the time it's sent. If so, it says nothing about what the other
    /// person would like.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
}

/// Both halves of a swap as one calendar event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwapEvent {
    /// The event's UID: the same for both halves, whatever becomes of either.
    pub uid: SessionId,
    /// iCalendar SEQUENCE: raised by every change of either half.
    pub sequence: i32,
    /// Start of the first half that takes place (UTC).
    pub from: Timestamp,
    /// End of the last one (UTC).
    pub to: Timestamp,
}

/// What the templates of a mail about a session read as `v.session`.
pub(crate) struct SessionView<'a> {
    /// The other person's first name.
    pub other: &'a str,
    /// Their whole name, for the subject.
    pub other_in_full: &'a str,
    /// Whether the recipient is the candidate.
    pub candidate: bool,
    /// `a junior-level concepts interview`
    pub what: String,
    /// `concepts, junior level`
    pub kind_and_level: String,
    /// `concepts`
    pub kind: &'a str,
    /// `junior`
    pub level: &'a str,
    /// Separated by semicolons.
    pub topics: Option<String>,
    /// What the candidate wants to practise.
    pub aims: Option<&'a str>,
    /// Where they meet, in words or as a link.
    pub place: Option<&'a str>,
    /// The same, where it's a link.
    pub link: Option<&'a str>,
    /// Start, in the recipient's zone and UTC.
    pub when: String,
    /// The same for the subject.
    pub when_short: String,
    /// The day of the start.
    pub date: String,
    /// Length in minutes.
    pub minutes: i64,
    /// `this hour`
    pub this_length: String,
    /// When the notes are due, in the recipient's zone and UTC.
    pub due: String,
    /// How far away that is: `in 4 hours`.
    pub due_soon: String,
    /// How far away the start is: `tomorrow`.
    pub soon: String,
    /// Until when it can be cancelled freely, in the recipient's zone and UTC; none once that has passed.
    pub free_until: Option<String>,
    /// Whether that has passed.
    pub late: bool,
    /// When the other half of a swap is, as a sentence's end: `right after this, at 18:45 CET`.
    pub swap: Option<String>,
    /// Whether one of the two has blocked the other.
    pub apart: bool,
}

impl<'a> SessionView<'a> {
    pub(crate) fn new(card: &'a SessionSnapshot, recipient: &Recipient, now: Timestamp) -> Self {
        let zone = recipient.zone;
        Self {
            other: card.other_name.first_name(),
            other_in_full: &card.other_name,
            candidate: card.my_role == Seat::Candidate,
            what: words::an_interview(card.level, card.kind),
            kind_and_level: words::kind_and_level(card.kind, card.level),
            kind: card.kind.label(),
            level: card.level.label(),
            topics: words::list(&card.topics),
            aims: words::unless_empty(&card.aims),
            place: card.meeting_place.as_ref().map(MeetingPlace::as_str),
            link: card.meeting_place.as_ref().and_then(MeetingPlace::link).map(|link| &**link),
            when: words::when(card.starts_at, zone, now),
            when_short: words::when_short(card.starts_at, zone),
            date: words::date(card.starts_at, zone, now),
            minutes: card.length.minutes(),
            this_length: this_length(card.length),
            due: words::when(card.notes_due_at, zone, now),
            due_soon: words::soon(now, card.notes_due_at, zone),
            soon: words::soon(now, card.starts_at, zone),
            free_until: card.free_until.filter(|until| now < *until).map(|until| words::when(until, zone, now)),
            late: card.free_until.is_some_and(|until| until <= now),
            apart: card.apart,
            swap: card.swap_at.map(|other| words::other_half(card.starts_at, other, zone)),
        }
    }
}
