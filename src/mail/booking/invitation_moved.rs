use crate::calendar::write::Method;
use crate::domain::EmailAddress;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// The recipient of an invitation has changed their address: carries the invitation to the new one, or its cancellation
/// to the old one, which gets no further mails.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InvitationMoved {
    /// The session, which hasn't changed.
    pub card: SessionSnapshot,
    /// The old address, if this removes the event from its calendar.
    pub old: Option<EmailAddress>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// The page to cancel it.
    page: Option<&'a str>,
    /// Whether this goes to the old address.
    old: bool,
}

templates!(
    fill(View<'a>),
    "mail/booking/invitation_moved.subject.txt",
    "mail/booking/invitation_moved.txt",
    "mail/booking/invitation_moved.html"
);

impl MailKind for InvitationMoved {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, &View { session: sending.session(&self.card), page: sending.link, old: self.old.is_some() })
    }

    fn calendar(&self) -> Option<(Method, &SessionSnapshot)> {
        Some((if self.old.is_some() { Method::Cancel } else { Method::Request }, &self.card))
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let old = Some("ann@example.com".parse().unwrap());
        vec![
            ("invitation_moved.new", Self { card: samples::card(Seat::Candidate), old: None }),
            ("invitation_moved.old", Self { card: samples::card(Seat::Interviewer), old }),
        ]
    }
}
