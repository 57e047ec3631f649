use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// The other person is running late.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunningLate {
    /// The session.
    pub card: SessionSnapshot,
    /// How many minutes after the start they'll be there.
    pub minutes: i32,
}

struct View<'a> {
    session: SessionView<'a>,
    /// How many minutes after the start they'll be there.
    minutes_late: i32,
    /// When that is: `18:15 CET`.
    expected_at: String,
}

templates!(
    fill(View<'a>),
    "mail/booking/running_late.subject.txt",
    "mail/booking/running_late.txt",
    "mail/booking/running_late.html"
);

impl MailKind for RunningLate {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let at = self.card.starts_at.plus_minutes(self.minutes.into());
        let view = View {
            session: sending.session(&self.card),
            minutes_late: self.minutes,
            expected_at: words::time(at, sending.recipient.zone),
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        vec![("running_late", Self { card: samples::card(Seat::Candidate), minutes: 15 })]
    }
}
