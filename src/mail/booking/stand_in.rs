use crate::domain::Timestamp;
use crate::mail::message::{Message, Recipient};
use crate::mail::words;

/// A mail that asks a volunteer to stand in.
#[derive(Default)]
pub(crate) struct StandIn<'a> {
    /// `a junior-level concepts interview`
    pub what: String,
    /// Start, in the recipient's zone and UTC.
    pub when: String,
    /// The same for the subject.
    pub when_short: String,
    /// Length in minutes.
    pub minutes: i64,
    /// Separated by semicolons; may be empty.
    pub topics: String,
    /// Why this person, each a few words.
    pub reasons: &'a [String],
    /// The page behind the button.
    pub url: &'a str,
}

impl<'a> StandIn<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, recipient: &Recipient, url: &'a str, now: Timestamp) -> Self {
        let Message::StandInAsked { interview, level, topics, starts_at, length, reasons, .. } = message else {
            return Self::default();
        };
        Self {
            what: words::an_interview(*level, *interview),
            when: words::when(*starts_at, recipient.zone, now),
            when_short: words::when_short(*starts_at, recipient.zone),
            minutes: length.minutes(),
            topics: words::list(topics),
            reasons,
            url,
        }
    }
}
