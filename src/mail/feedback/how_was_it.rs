use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A session is over; asks the candidate how it was, while the notes are being written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HowWasIt {
    /// The session.
    pub card: SessionSnapshot,
}

struct View<'a> {
    session: SessionView<'a>,
    /// The page behind the button.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/feedback/how_was_it.subject.txt",
    "mail/feedback/how_was_it.txt",
    "mail/feedback/how_was_it.html"
);

impl MailKind for HowWasIt {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, &View { session: sending.session(&self.card), page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        vec![("how_was_it", Self { card: samples::card(Seat::Candidate) })]
    }
}
