use crate::domain::Prose;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// The person marked absent disputes it; goes to the person who marked them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AbsenceDisputed {
    /// The session.
    pub card: SessionSnapshot,
    /// What they say; may be empty.
    pub reason: Prose<1000>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// What they say.
    reason: Option<&'a str>,
}

templates!(
    fill(View<'a>),
    "mail/booking/absence_disputed.subject.txt",
    "mail/booking/absence_disputed.txt",
    "mail/booking/absence_disputed.html"
);

impl MailKind for AbsenceDisputed {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let reason = words::unless_empty(&self.reason);
        fill(sending, &View { session: sending.session(&self.card), reason })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        vec![("absence_disputed", Self { card: samples::card(Seat::Interviewer), reason: samples::reason() })]
    }
}
