//! What the templates see: the facts of a message, put into words for its recipient.

use super::frame::Frame;
use super::message::{Recipient, SessionSnapshot};
use super::words;
use crate::document::words::this_length;
use crate::domain::{Seat, Timestamp};

/// What every template sees.
pub(crate) struct MailContext {
    /// How the mail greets.
    pub name: String,
    /// Host of the installation.
    pub host: String,
    /// `write to help@example.org`, or what else to do when something is wrong.
    pub tell: String,
    /// Where questions go, if anywhere.
    pub help: Option<String>,
    /// The recipient's zone.
    pub zone: String,
}

impl MailContext {
    pub(crate) fn new(recipient: &Recipient, frame: &Frame) -> Self {
        // Somebody of whom only the address is known.
        let nameless = recipient.name.contains('@') && recipient.address.as_str().starts_with(&*recipient.name);
        let help = frame.contact.as_ref().map(|contact| contact.email.to_string());
        let tell = match &help {
            Some(help) => format!("write to {help}"),
            None => format!("tell the people who run {}", frame.host()),
        };
        Self {
            name: if nameless { "there" } else { recipient.name.first_name() }.to_owned(),
            host: frame.host().to_owned(),
            tell,
            help,
            zone: recipient.zone.to_string(),
        }
    }
}

/// A mail about the account itself.
pub(crate) struct Account<'a> {
    /// The link with the token; empty where the mail has none.
    pub url: &'a str,
    /// The address that the mail speaks of; empty where it speaks of none.
    pub address: &'a str,
}

/// A mail about a request that has ended.
pub(crate) struct Ended<'a> {
    /// `a junior-level concepts interview`
    pub what: String,
    /// `Monday, 11 January`
    pub since: String,
    /// How it stood, with what would help.
    pub why: &'a str,
    /// Whether offers went by.
    pub unanswered: bool,
}

/// A mail about a pause in bookings.
pub(crate) struct Paused<'a> {
    /// Until when, in the recipient's zone and UTC.
    pub until: String,
    /// The same for the subject.
    pub until_short: String,
    /// The page for saying that a mark is wrong.
    pub url: &'a str,
}

/// A mail about notes that did not come.
pub(crate) struct Late<'a> {
    /// The session, as its interviewer has it.
    pub s: Session<'a>,
    /// First name of the interviewer, to whoever is to write in their place; or of that person, to the interviewer; empty where the
    /// notes were released.
    pub name: &'a str,
    /// The whole name.
    pub name_in_full: &'a str,
    /// How it came about, in the words of whoever looked after it.
    pub word: &'a str,
}

/// A mail about a session.
pub(crate) struct Session<'a> {
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
    /// Separated by semicolons; may be empty.
    pub topics: String,
    /// What the candidate wants to practise; may be empty.
    pub aims: &'a str,
    /// Where they meet.
    pub join_url: Option<&'a str>,
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
    /// The page behind the mail's button; empty where it has none.
    pub url: &'a str,
    /// Why, in somebody's own words; may be empty.
    pub reason: &'a str,
    /// Whether the recipient did what the mail tells.
    pub mine: bool,
    /// When it was to start before it moved, in the recipient's zone and UTC; empty where nothing moved.
    pub from: String,
    /// Whether one of the two moved it alone.
    pub alone: bool,
    /// Hours since the session's end.
    pub hours_after: u8,
    /// When the other half of a swap is, as a sentence's end: `right after this, at 18:45 CET`; empty for what is no swap.
    pub swap: String,
    /// Until when an offer holds, in the recipient's zone and UTC; empty where nothing is offered.
    pub answer_by: String,
    /// What is done, after a cancellation, to find somebody else, in sentences; empty where nothing is.
    pub looking: String,
    /// Why this person was chosen, each a few words.
    pub reasons: &'a [String],
    /// How many minutes after the start the other comes.
    pub late_minutes: i32,
    /// When that is: `18:15 CET`.
    pub late_at: String,
}

impl<'a> Session<'a> {
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
            aims: &card.aims,
            join_url: card.join_url.as_deref(),
            when: words::when(card.starts_at, zone, now),
            when_short: words::when_short(card.starts_at, zone),
            date: words::date(card.starts_at, zone, now),
            minutes: card.length.minutes(),
            this_length: this_length(card.length),
            due: words::when(card.notes_due_at, zone, now),
            due_soon: words::soon(now, card.notes_due_at, zone),
            soon: words::soon(now, card.starts_at, zone),
            url: "",
            reason: "",
            mine: false,
            from: String::new(),
            alone: false,
            hours_after: 0,
            swap: card.swap_at.map(|other| words::other_half(card.starts_at, other, zone)).unwrap_or_default(),
            answer_by: String::new(),
            looking: String::new(),
            reasons: &[],
            late_minutes: 0,
            late_at: String::new(),
        }
    }
}
