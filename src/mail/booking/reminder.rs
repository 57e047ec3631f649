use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A session is coming up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reminder {
    /// The session.
    pub card: SessionSnapshot,
    /// How many hours before the start it goes out, the whole ones.
    pub hours_before: u8,
}

struct View<'a> {
    session: SessionView<'a>,
    /// The page behind the button: confirm, run late, or cancel.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/booking/reminder.subject.txt",
    "mail/booking/reminder.txt",
    "mail/booking/reminder.html"
);

impl MailKind for Reminder {
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

        let reminder = |seat| Self { card: samples::card(seat), hours_before: 24 };
        vec![("reminder.candidate", reminder(Seat::Candidate)), ("reminder.interviewer", reminder(Seat::Interviewer))]
    }
}
