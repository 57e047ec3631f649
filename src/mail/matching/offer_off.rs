use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// An offer was taken back before it was booked, and the candidate's request waits again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfferOff {
    /// The offered session.
    pub card: SessionSnapshot,
    /// Why it was taken back.
    pub because: OfferOffBecause,
}

/// Why an offer was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferOffBecause {
    /// The other person is no longer available at that time.
    TheyCant,
    /// In a swap: the recipient is no longer available to interview at that time.
    YouCant,
    /// In a swap: the recipient accepted, and the other person didn't answer in time.
    Unanswered,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Whether the recipient is the one who is no longer available.
    mine: bool,
    /// Whether the other person didn't answer.
    unanswered: bool,
}

templates!(
    fill(View<'a>),
    "mail/matching/offer_off.subject.txt",
    "mail/matching/offer_off.txt",
    "mail/matching/offer_off.html"
);

impl MailKind for OfferOff {
    /// `None`, because the offered session has been deleted.
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            session: sending.session(&self.card),
            mine: self.because == OfferOffBecause::YouCant,
            unanswered: self.because == OfferOffBecause::Unanswered,
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let swap = |because| Self { card: samples::swap(Seat::Candidate), because };
        let card = samples::card(Seat::Candidate);
        vec![
            ("offer_off", Self { card, because: OfferOffBecause::TheyCant }),
            ("offer_off.swap", swap(OfferOffBecause::TheyCant)),
            ("offer_off.mine", swap(OfferOffBecause::YouCant)),
            ("offer_off.unanswered", swap(OfferOffBecause::Unanswered)),
        ]
    }
}
