use crate::mail::frame::Operation;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// The other person says that the recipient didn't come; can be disputed for 48 hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkedAbsent {
    /// The session.
    pub card: SessionSnapshot,
}

struct View<'a> {
    session: SessionView<'a>,
    /// The page for disputing it.
    dispute_page: String,
}

templates!(
    fill(View<'a>),
    "mail/booking/marked_absent.subject.txt",
    "mail/booking/marked_absent.txt",
    "mail/booking/marked_absent.html"
);

impl MailKind for MarkedAbsent {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let dispute_page = sending.frame.docs(Operation::DISPUTE_ABSENCE);
        fill(sending, &View { session: sending.session(&self.card), dispute_page })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        vec![("marked_absent", Self { card: samples::card(Seat::Candidate) })]
    }
}
