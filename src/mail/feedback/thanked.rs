use crate::domain::Line;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// The candidate thanks the interviewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thanked {
    /// The session.
    pub card: SessionSnapshot,
    /// In their words.
    pub line: Line<200>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// In their words.
    line: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/feedback/thanked.subject.txt",
    "mail/feedback/thanked.txt",
    "mail/feedback/thanked.html"
);

impl MailKind for Thanked {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, &View { session: sending.session(&self.card), line: &self.line })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        vec![("thanked", Self { card: samples::card(Seat::Interviewer), line: samples::thanks() })]
    }
}
