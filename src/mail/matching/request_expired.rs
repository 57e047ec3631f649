use crate::domain::{Kind, Level, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// A request has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestExpired {
    /// Kind of interview.
    pub about: Kind,
    /// Level asked for.
    pub level: Level,
    /// Why nobody was found in time; empty if it ended because two offers went unanswered.
    pub why: String,
    /// When the cancelled session in whose place it waited would have started (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<Timestamp>,
}

struct View<'a> {
    /// `a junior-level concepts interview`
    what: String,
    /// Why, and what would help; `None` if offers went unanswered.
    why: Option<&'a str>,
    /// The cancelled session in whose place it waited, in the recipient's zone and UTC.
    cancelled: Option<String>,
}

templates!(
    fill(View<'a>),
    "mail/matching/request_expired.subject.txt",
    "mail/matching/request_expired.txt",
    "mail/matching/request_expired.html"
);

impl MailKind for RequestExpired {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            what: words::an_interview(self.level, self.about),
            why: words::unless_empty(&self.why),
            cancelled: self.cancelled.map(|starts_at| sending.when(starts_at)),
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let expired =
            |why: &str| Self { about: Kind::Concepts, level: Level::Junior, why: why.to_owned(), cancelled: None };
        let why = "4 interviewers do React at junior level in English; none is free in your windows; widening Tuesday \
                   to 21:00 would reach 2.";
        let cancelled = Self { cancelled: Some(samples::at("2027-01-12T17:00:00Z")), ..expired(why) };
        vec![
            ("request_expired", expired(why)),
            ("request_expired.unanswered", expired("")),
            ("request_expired.cancelled", cancelled),
        ]
    }
}
