use crate::calendar::write::Method;
use crate::domain::{Prose, Seat, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// A session was moved: by agreement, or by one of the two alone. Carries the invitation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionMoved {
    /// The session.
    pub card: SessionSnapshot,
    /// The previous start (UTC).
    pub from: Timestamp,
    /// Who moved it alone.
    pub by: Option<Seat>,
    /// Why, in their words; may be empty.
    pub reason: Prose<1000>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// The page to cancel it.
    page: Option<&'a str>,
    /// The previous start, in the recipient's zone and UTC.
    from: String,
    /// Whether one of the two moved it alone.
    alone: bool,
    /// Whether that was the recipient.
    mine: bool,
    /// Why, in the words of the person who moved or proposed it.
    reason: Option<&'a str>,
}

templates!(
    fill(View<'a>),
    "mail/booking/session_moved.subject.txt",
    "mail/booking/session_moved.txt",
    "mail/booking/session_moved.html"
);

impl MailKind for SessionMoved {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            session: sending.session(&self.card),
            page: sending.link,
            from: sending.when(self.from),
            alone: self.by.is_some(),
            mine: self.by == Some(self.card.my_role),
            reason: words::unless_empty(&self.reason),
        };
        fill(sending, &view)
    }

    fn calendar(&self) -> Option<(Method, &SessionSnapshot)> {
        Some((Method::Request, &self.card))
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let moved = |card, by: Option<Seat>| {
            let reason = if by.is_none() { "My shift was moved to Thursday evening." } else { "" };
            Self { card, from: samples::at("2027-01-13T18:30:00Z"), by, reason: reason.parse().unwrap() }
        };
        vec![
            ("session_moved.agreed", moved(samples::card(Seat::Candidate), None)),
            ("session_moved.swap", moved(samples::swap(Seat::Interviewer), None)),
            ("session_moved.by_me", moved(samples::card(Seat::Candidate), Some(Seat::Candidate))),
            ("session_moved.by_other", moved(samples::card(Seat::Interviewer), Some(Seat::Candidate))),
        ]
    }
}
