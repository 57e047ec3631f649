use crate::domain::Timestamp;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// The other person says that the recipient didn't come; can be disputed for 48 hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkedAbsent {
    /// The session.
    pub card: SessionSnapshot,
    /// Until when they can dispute it (UTC); missing in rows of earlier versions.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Until when the recipient can dispute it, in their zone and UTC.
    until: Option<String>,
    /// The page for disputing it.
    page: &'a str,
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
        let until = self.until.map(|until| sending.when(until));
        fill(sending, &View { session: sending.session(&self.card), until, page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        vec![(
            "marked_absent",
            Self { card: samples::card(Seat::Candidate), until: Some(samples::at("2027-01-16T17:20:00Z")) },
        )]
    }
}
