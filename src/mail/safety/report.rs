use crate::domain::{DisplayName, Timestamp};
use crate::mail::message::{Message, Recipient};
use crate::mail::words;

/// A mail about a report of somebody.
#[derive(Default)]
pub(crate) struct Reported<'a> {
    /// Who reported: the whole name, as there may be several of the first.
    pub reporter: &'a str,
    /// Their first name.
    pub reporter_first: &'a str,
    /// Who was reported, likewise.
    pub about: &'a str,
    /// Their first name.
    pub about_first: &'a str,
    /// `harassment`
    pub what: &'static str,
    /// When it was told, or, of one that is closed, the day.
    pub when: String,
    /// In the reporter's words; or, of one that is closed, the word to them.
    pub text: &'a str,
    /// What the API calls it.
    pub id: String,
    /// The page for reading and closing it.
    pub url: &'a str,
}

impl<'a> Reported<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, recipient: &Recipient, url: &'a str, now: Timestamp) -> Self {
        let both = |name: &'a DisplayName| (&**name, name.first_name());
        match message {
            Message::PersonReported { report, told: Some(told), .. } => {
                let ((reporter, reporter_first), (about, about_first)) =
                    (both(&told.reporter.name), both(&told.about.name));
                Self {
                    reporter,
                    reporter_first,
                    about,
                    about_first,
                    what: told.what.label(),
                    when: words::when(told.created_at, recipient.zone, now),
                    text: &told.text,
                    id: report.to_string(),
                    url,
                }
            }
            Message::ReportClosed { about, since, word } => {
                let ((about, about_first), when) = (both(about), words::date(*since, recipient.zone, now));
                Self { about, about_first, when, text: word, ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}
