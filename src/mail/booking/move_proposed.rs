use crate::domain::{MoveId, Prose, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// The other person proposes other starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoveProposed {
    /// The session.
    pub card: SessionSnapshot,
    /// The proposal.
    pub proposal: MoveId,
    /// The other starts (UTC).
    pub starts: Vec<Timestamp>,
    /// Why, in their words.
    pub reason: Prose<1000>,
    /// Until when it can be answered (UTC).
    pub answer_by: Timestamp,
}

/// A start that is proposed.
struct Choice {
    /// In the recipient's zone and UTC.
    when: String,
    /// The page for accepting it.
    url: String,
}

struct View<'a> {
    /// The proposer's first name.
    other: &'a str,
    /// Their whole name, for the subject.
    other_in_full: &'a str,
    /// The current start (for a swap, of its first half), in the recipient's zone and UTC.
    when: String,
    /// The same for the subject.
    when_short: String,
    /// Length in minutes; for a swap, of both halves.
    minutes: i64,
    /// Whether it is a swap.
    swap: bool,
    /// Why, in their words.
    reason: &'a str,
    /// The other starts.
    starts: Vec<Choice>,
    /// Until when it can be answered, in the recipient's zone and UTC.
    answer_by: String,
}

templates!(
    fill(View<'a>),
    "mail/booking/move_proposed.subject.txt",
    "mail/booking/move_proposed.txt",
    "mail/booking/move_proposed.html"
);

impl MailKind for MoveProposed {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let (card, page) = (&self.card, sending.link()?);
        // For a swap, the proposal is about the half that comes first, and so about both.
        let first = card.swap_at.map_or(card.starts_at, |other| other.min(card.starts_at));
        let halves = if card.swap_at.is_some() { 2 } else { 1 };
        let choice =
            |start: &Timestamp| Choice { when: sending.when(*start), url: format!("{page}&start={}", start.epoch()) };
        let view = View {
            other: card.other_name.first_name(),
            other_in_full: &card.other_name,
            when: sending.when(first),
            when_short: sending.when_short(first),
            minutes: card.length.minutes() * halves,
            swap: card.swap_at.is_some(),
            reason: &self.reason,
            starts: self.starts.iter().map(choice).collect(),
            answer_by: sending.when(self.answer_by),
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let proposed = |card| Self {
            card,
            proposal: "0191b1c2-7a3e-7cc0-8f7e-000000000005".parse().unwrap(),
            starts: ["2027-01-15T17:00:00Z", "2027-01-18T19:30:00Z"].map(samples::at).to_vec(),
            reason: "My shift was moved to Thursday evening.".parse().unwrap(),
            answer_by: samples::at("2027-01-14T17:00:00Z"),
        };
        vec![
            ("move_proposed", proposed(samples::card(Seat::Candidate))),
            ("move_proposed.swap", proposed(samples::swap(Seat::Interviewer))),
        ]
    }
}
