use crate::document::made::named;
use crate::domain::feedback::attachment::AttachmentKind;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// Tells one of the two people that the other has attached something to their session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attached {
    /// The session.
    pub card: SessionSnapshot,
    /// What was attached, loaded when the mail is sent. None of its texts is in the mail.
    #[serde(skip)]
    pub kinds: Vec<AttachmentKind>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// `code and a diagram`
    what: String,
    /// The page that shows it.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/feedback/attached.subject.txt",
    "mail/feedback/attached.txt",
    "mail/feedback/attached.html"
);

impl MailKind for Attached {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let what = named(&self.kinds);
        fill(sending, &View { session: sending.session(&self.card), what, page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let code = Self { card: samples::card(Seat::Interviewer), kinds: vec![AttachmentKind::Code] };
        let kinds = vec![AttachmentKind::Code, AttachmentKind::Diagram, AttachmentKind::Diagram];
        vec![("attached", code), ("attached.candidate", Self { card: samples::card(Seat::Candidate), kinds })]
    }
}
