use crate::domain::{DisplayName, Timestamp, Zone};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// An offer for a candidate's request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchOffered {
    /// The session.
    pub card: SessionSnapshot,
    /// Until when the offer can be answered (UTC).
    pub answer_by: Timestamp,
    /// Why this person, each a few words.
    pub reasons: Vec<String>,
    /// When the cancelled session in whose place this is offered would have started (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<Timestamp>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Until when the offer can be answered, in the recipient's zone and UTC.
    answer_by: String,
    /// Why this person, each a few words.
    reasons: &'a [String],
    /// The cancelled session in whose place this is offered, in the recipient's zone and UTC.
    cancelled: Option<String>,
    /// The page to answer on.
    page: &'a str,
    subject: String,
}

templates!(
    fill(View<'a>),
    "mail/matching/match_offered.subject.txt",
    "mail/matching/match_offered.txt",
    "mail/matching/match_offered.html"
);

/// The subject of the email with an offer, for texts that tell somebody to look for it.
pub fn offer_subject(other: &DisplayName, starts_at: Timestamp, zone: Zone) -> String {
    format!("A match: {other}, {}", words::when_short(starts_at, zone))
}

impl MailKind for MatchOffered {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            session: sending.session(&self.card),
            answer_by: sending.when(self.answer_by),
            reasons: &self.reasons,
            cancelled: self.cancelled.map(|starts_at| sending.when(starts_at)),
            page: sending.link()?,
            subject: offer_subject(&self.card.other_name, self.card.starts_at, sending.recipient.zone),
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let offered = |card, reasons: &[&str]| Self {
            card,
            answer_by: samples::at("2027-01-14T05:00:00Z"),
            reasons: reasons.iter().map(ToString::to_string).collect(),
            cancelled: None,
        };
        let reasons = ["Topics in common: Promises and async", "Interviews at junior level", "Speaks English"];
        let cancelled = Some(samples::at("2027-01-12T17:00:00Z"));
        vec![
            ("match_offered", offered(samples::card(Seat::Candidate), &reasons)),
            ("match_offered.cancelled", Self { cancelled, ..offered(samples::card(Seat::Candidate), &reasons) }),
            ("match_offered.swap", offered(samples::swap(Seat::Candidate), &["Speaks English"])),
        ]
    }
}
