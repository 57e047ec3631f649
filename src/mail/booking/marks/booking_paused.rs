use crate::domain::Timestamp;
use crate::mail::frame::Operation;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// Two marks within thirty days: new bookings are paused for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookingPaused {
    /// Until when (UTC).
    pub until: Timestamp,
}

struct View {
    /// Until when, in the recipient's zone and UTC.
    until: String,
    /// The same for the subject.
    until_short: String,
    /// The page for appeals.
    appeal_page: String,
}

templates!(
    fill(View),
    "mail/booking/booking_paused.subject.txt",
    "mail/booking/booking_paused.txt",
    "mail/booking/booking_paused.html"
);

impl MailKind for BookingPaused {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            until: sending.when(self.until),
            until_short: sending.when_short(self.until),
            appeal_page: sending.frame.docs(Operation::APPEAL_MARK),
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        vec![("booking_paused", Self { until: samples::at("2027-01-28T17:00:00Z") })]
    }
}
