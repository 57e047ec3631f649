use crate::domain::Prose;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A mark was reviewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkDecided {
    /// The session.
    pub card: SessionSnapshot,
    /// Whether it was removed.
    pub lifted: bool,
    /// A note from the person who decided.
    pub word: Prose<1000>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Whether the mark was removed.
    lifted: bool,
    /// A note from the person who decided.
    word: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/booking/mark_decided.subject.txt",
    "mail/booking/mark_decided.txt",
    "mail/booking/mark_decided.html"
);

impl MailKind for MarkDecided {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let session = sending.session(&self.card);
        fill(sending, &View { session, lifted: self.lifted, word: &self.word })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let decided = |seat, lifted| Self { card: samples::card(seat), lifted, word: samples::reason() };
        vec![
            ("mark_decided.lifted", decided(Seat::Candidate, true)),
            ("mark_decided.upheld", decided(Seat::Interviewer, false)),
        ]
    }
}
