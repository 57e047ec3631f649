use crate::domain::{DisplayName, Prose, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// Somebody's report was closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportClosed {
    /// Who was reported.
    pub about: DisplayName,
    /// When it was reported (UTC).
    pub since: Timestamp,
    /// A note from the person who closed it.
    pub word: Prose<1000>,
}

struct View<'a> {
    /// Who was reported.
    about: &'a DisplayName,
    /// The day on which it was reported.
    since: String,
    /// A note from the person who closed it.
    word: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/safety/report_closed.subject.txt",
    "mail/safety/report_closed.txt",
    "mail/safety/report_closed.html"
);

impl MailKind for ReportClosed {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, &View { about: &self.about, since: sending.date(self.since), word: &self.word })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let closed = Self {
            about: "Bo Larsen".parse().unwrap(),
            since: samples::at("2027-01-12T16:55:00Z"),
            word: "We talked to him. He isn't in the class any more.".parse().unwrap(),
        };
        vec![("report_closed", closed)]
    }
}
