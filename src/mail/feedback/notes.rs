//! The notes as the candidate receives them by mail.

use crate::document::{self, About, Document, Writer};
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{DisplayName, Timestamp};
use crate::mail::message::{Recipient, SessionSnapshot};
use crate::mail::view::Session;
use crate::mail::words::date_with_year;

/// The feedback mail.
pub(crate) struct Feedback<'a> {
    /// The session it is about, and where the page is.
    pub s: Session<'a>,
    /// First name of whoever wrote the notes in the other person's place; empty where nobody did.
    pub writer: &'a str,
    /// The whole name.
    pub writer_in_full: &'a str,
    /// 2 or more for amended notes.
    pub version: u32,
    /// What it says.
    pub document: Document,
    /// The same as plain text.
    pub text: String,
}

impl<'a> Feedback<'a> {
    pub(crate) fn new(
        (card, notes, own): (&'a SessionSnapshot, &'a Notes, Option<&SelfAssessment>),
        (version, why, writer): (u32, &str, Option<&'a DisplayName>),
        recipient: &Recipient,
        url: &'a str,
        now: Timestamp,
    ) -> Self {
        let about = About {
            candidate: None,
            interviewer: Some(&card.other_name),
            kind: card.kind,
            level: card.level,
            length: card.length,
            date: &date_with_year(card.starts_at, recipient.zone),
            version,
            why,
            writer: writer.map_or(Writer::Interviewer, |name| Writer::InPlace(Some(name))),
        };
        let document = document::feedback(&about, notes, own);
        let text = document::text(&document);
        Self {
            s: Session { url, ..Session::new(card, recipient, now) },
            writer: writer.map_or("", |writer| writer.first_name()),
            writer_in_full: writer.map_or("", |writer| writer),
            version,
            document,
            text,
        }
    }
}
