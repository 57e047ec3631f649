use crate::domain::Timestamp;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A dispute has been settled; sent to the person who wasn't marked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeSettled {
    /// The session.
    pub card: SessionSnapshot,
    /// How it ended.
    pub outcome: Outcome,
    /// The deadline for the notes (UTC), if they can be written again.
    pub notes_by: Option<Timestamp>,
}

/// How a dispute ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It counts as held.
    Held,
    /// It stays recorded as missed.
    Missed,
    /// Nobody decided.
    Undecided,
}

struct View<'a> {
    session: SessionView<'a>,
    outcome: Outcome,
    /// The deadline for the notes, in the recipient's zone and UTC.
    notes_by: Option<String>,
}

templates!(
    fill(View<'a>),
    "mail/booking/dispute_settled.subject.txt",
    "mail/booking/dispute_settled.txt",
    "mail/booking/dispute_settled.html"
);

impl MailKind for DisputeSettled {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let notes_by = self.notes_by.map(|by| sending.when(by));
        fill(sending, &View { session: sending.session(&self.card), outcome: self.outcome, notes_by })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let settled = |seat, outcome, notes_by: Option<&str>| Self {
            card: samples::card(seat),
            outcome,
            notes_by: notes_by.map(samples::at),
        };
        let by = Some("2027-01-24T09:00:00Z");
        vec![
            ("dispute_settled.held.candidate", settled(Seat::Candidate, Outcome::Held, by)),
            ("dispute_settled.held.interviewer", settled(Seat::Interviewer, Outcome::Held, by)),
            ("dispute_settled.missed", settled(Seat::Interviewer, Outcome::Missed, None)),
            ("dispute_settled.undecided", settled(Seat::Candidate, Outcome::Undecided, None)),
        ]
    }
}
