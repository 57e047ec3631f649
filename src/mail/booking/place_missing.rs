use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A session has no place yet; goes to its interviewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceMissing {
    /// The session.
    pub card: SessionSnapshot,
}

struct View<'a> {
    session: SessionView<'a>,
    /// The page of the session, where they say where.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/booking/place_missing.subject.txt",
    "mail/booking/place_missing.txt",
    "mail/booking/place_missing.html"
);

impl MailKind for PlaceMissing {
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

        let card = SessionSnapshot { meeting_place: None, ..samples::card(Seat::Interviewer) };
        vec![("place_missing", Self { card })]
    }
}
