use super::message::{Message, Recipient};
use super::words;

/// A mail about what somebody told of somebody else.
#[derive(Default)]
pub(crate) struct Reported<'a> {
    /// Who told.
    pub reporter: &'a str,
    /// Of whom.
    pub about: &'a str,
    /// `harassment`
    pub what: &'static str,
    /// When it was told, or, of one that is closed, the day.
    pub when: String,
    /// In the reporter's words; or, of one that is closed, the word to them.
    pub text: &'a str,
    /// What the API calls it.
    pub id: String,
}

impl<'a> Reported<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, recipient: &Recipient) -> Self {
        match message {
            Message::PersonReported { report, told: Some(told), .. } => Self {
                reporter: &told.reporter.name,
                about: &told.about.name,
                what: told.what.human(),
                when: words::when(told.created_at, recipient.zone),
                text: &told.text,
                id: report.to_string(),
            },
            Message::ReportClosed { about, since, word } => {
                Self { about, when: words::date(*since, recipient.zone), text: word, ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}
