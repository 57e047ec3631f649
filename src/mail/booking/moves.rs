use crate::domain::Timestamp;
use crate::domain::booking::move_proposal::ProposalState;
use crate::mail::message::{Message, Recipient};
use crate::mail::words;

/// A start that is proposed.
pub(crate) struct Choice {
    /// In the recipient's zone and UTC.
    pub when: String,
    /// The page where it is taken.
    pub url: String,
}

/// A mail that asks whether a session can be at another time.
#[derive(Default)]
pub(crate) struct Proposed<'a> {
    /// First name of who asks.
    pub other: &'a str,
    /// Their whole name, for the subject.
    pub other_in_full: &'a str,
    /// Start as it is, in the recipient's zone and UTC.
    pub when: String,
    /// The same for the subject.
    pub when_short: String,
    /// Length in minutes; of a swap, of both halves.
    pub minutes: i64,
    /// Whether it is a swap.
    pub swap: bool,
    /// Why, in their words.
    pub reason: &'a str,
    /// The other starts.
    pub starts: Vec<Choice>,
    /// Until when it can be answered, in the recipient's zone and UTC.
    pub answer_by: String,
}

impl<'a> Proposed<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, recipient: &Recipient, url: &str, now: Timestamp) -> Self {
        let Message::MoveProposed { card, starts, reason, answer_by, .. } = message else { return Self::default() };
        let zone = recipient.zone;
        // Of a swap the proposal is about the half that comes first, and so about both.
        let first = card.swap_at.map_or(card.starts_at, |other| other.min(card.starts_at));
        let halves = if card.swap_at.is_some() { 2 } else { 1 };
        Self {
            other: card.other_name.first_name(),
            other_in_full: &card.other_name,
            when: words::when(first, zone, now),
            when_short: words::when_short(first, zone),
            minutes: card.length.minutes() * halves,
            swap: card.swap_at.is_some(),
            reason,
            starts: starts
                .iter()
                .map(|start| Choice {
                    when: words::when(*start, zone, now),
                    url: format!("{url}&start={}", start.epoch()),
                })
                .collect(),
            answer_by: words::when(*answer_by, zone, now),
        }
    }
}

/// A mail that says that a session stays where it is.
#[derive(Default)]
pub(crate) struct Off<'a> {
    /// The other person's first name.
    pub other: &'a str,
    /// Their whole name, for the subject.
    pub other_in_full: &'a str,
    /// Start, in the recipient's zone and UTC.
    pub when: String,
    /// The same for the subject.
    pub when_short: String,
    /// Whether the recipient had proposed it.
    pub mine: bool,
    /// Whether the other person said no.
    pub declined: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Why, in the other's words; may be empty.
    pub reason: &'a str,
}

impl<'a> Off<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, recipient: &Recipient, now: Timestamp) -> Self {
        let Message::MoveOff { card, outcome, mine, reason } = message else { return Self::default() };
        Self {
            other: card.other_name.first_name(),
            other_in_full: &card.other_name,
            when: words::when(card.starts_at, recipient.zone, now),
            when_short: words::when_short(card.starts_at, recipient.zone),
            mine: *mine,
            declined: *outcome == ProposalState::Declined,
            withdrawn: *outcome == ProposalState::Withdrawn,
            reason,
        }
    }
}
