use crate::domain::Timestamp;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// An offer that nobody has answered is about to lapse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfferEnding {
    /// The session.
    pub card: SessionSnapshot,
    /// Until when the offer holds (UTC).
    pub answer_by: Timestamp,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Until when the offer holds, in the recipient's zone and UTC.
    answer_by: String,
    /// How far away that is: `in 3 hours`.
    ends: String,
    /// The page to answer on.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/matching/offer_ending.subject.txt",
    "mail/matching/offer_ending.txt",
    "mail/matching/offer_ending.html"
);

impl MailKind for OfferEnding {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            session: sending.session(&self.card),
            answer_by: sending.when(self.answer_by),
            ends: words::soon(sending.now, self.answer_by, sending.recipient.zone),
            page: sending.link()?,
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let ending = |card| Self { card, answer_by: samples::at("2027-01-13T20:00:00Z") };
        vec![
            ("offer_ending", ending(samples::card(Seat::Candidate))),
            ("offer_ending.swap", ending(samples::swap(Seat::Candidate))),
        ]
    }
}
