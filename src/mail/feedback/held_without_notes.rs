use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A session ended without notes; an apology to its candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldWithoutNotes {
    /// The session.
    pub card: SessionSnapshot,
    /// Whether the interviewer has left, so that nobody can write them.
    pub left: bool,
    /// The request that gets an earlier place in the queue.
    pub next: NextInLine,
}

/// The candidate's request that goes ahead of everybody who asked after they did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextInLine {
    /// The one that led to the session: it's waiting again.
    Requeued,
    /// Another open one.
    Waiting,
    /// Their next one.
    Kept,
}

struct View<'a> {
    session: SessionView<'a>,
    left: bool,
    next: NextInLine,
}

templates!(
    fill(View<'a>),
    "mail/feedback/held_without_notes.subject.txt",
    "mail/feedback/held_without_notes.txt",
    "mail/feedback/held_without_notes.html"
);

impl MailKind for HeldWithoutNotes {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, &View { session: sending.session(&self.card), left: self.left, next: self.next })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let ended = |left, next| Self { card: samples::card(Seat::Candidate), left, next };
        vec![
            ("held_without_notes", ended(false, NextInLine::Kept)),
            ("held_without_notes.left", ended(true, NextInLine::Requeued)),
            ("held_without_notes.waiting", ended(false, NextInLine::Waiting)),
        ]
    }
}
