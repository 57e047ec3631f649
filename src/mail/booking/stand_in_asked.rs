use crate::domain::{Kind, Level, SessionId, SessionLength, Timestamp, Topic};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// An interviewer cancelled a session, and the recipient could stand in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandInAsked {
    /// The session.
    pub session: SessionId,
    /// Kind of interview.
    pub interview: Kind,
    /// Level asked for.
    pub level: Level,
    /// Topics asked for.
    pub topics: Vec<Topic>,
    /// Start (UTC).
    pub starts_at: Timestamp,
    /// Length.
    pub length: SessionLength,
    /// Why this person, each a few words.
    pub reasons: Vec<String>,
    /// Until when nobody else is looked for, if the candidate has a request that waits (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

struct View<'a> {
    /// `a junior-level concepts interview`
    what: String,
    /// Start, in the recipient's zone and UTC.
    when: String,
    /// The same for the subject.
    when_short: String,
    /// Length in minutes.
    minutes: i64,
    /// Separated by semicolons.
    topics: Option<String>,
    /// Why this person, each a few words.
    reasons: &'a [String],
    /// Until when nobody else is looked for, in the recipient's zone and UTC.
    until: Option<String>,
    /// The page behind the button.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/booking/stand_in_asked.subject.txt",
    "mail/booking/stand_in_asked.txt",
    "mail/booking/stand_in_asked.html"
);

impl MailKind for StandInAsked {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            what: words::an_interview(self.level, self.interview),
            when: sending.when(self.starts_at),
            when_short: sending.when_short(self.starts_at),
            minutes: self.length.minutes(),
            topics: words::list(&self.topics),
            reasons: &self.reasons,
            until: self.until.map(|until| sending.when(until)),
            page: sending.link()?,
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let card = samples::card(Seat::Candidate);
        let asked = Self {
            session: card.session,
            interview: card.kind,
            level: card.level,
            topics: card.topics,
            starts_at: card.starts_at,
            length: card.length,
            reasons: ["Topics in common: Promises and async", "Interviews at junior level"].map(str::to_owned).to_vec(),
            until: None,
        };
        let until = Some(samples::at("2027-01-14T05:00:00Z"));
        vec![("stand_in_asked", asked.clone()), ("stand_in_asked.until", Self { until, ..asked })]
    }
}
