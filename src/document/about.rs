//! What the notes are about: the two people, the session, and who reads.

use crate::domain::{Kind, Level, SessionLength, first_name};

/// The session that the notes are about, for the reader.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The candidate's name; `None` if the candidate is the reader.
    pub candidate: Option<&'a str>,
    /// The interviewer's name; `None` if they mustn't be named.
    pub interviewer: Option<&'a str>,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Length.
    pub length: SessionLength,
    /// The date in the reader's zone.
    pub date: &'a str,
    /// 1 for the first version.
    pub version: u32,
    /// What changed and why; for the first version, how it was written if somebody else was involved. May be empty.
    pub why: &'a str,
    /// Who wrote the notes.
    pub writer: Writer<'a>,
}

/// Who wrote the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer<'a> {
    /// The interviewer.
    Interviewer,
    /// Somebody else, from the interviewer's draft; with their name, if they may be named.
    InPlace(Option<&'a str>),
}

impl About<'_> {
    pub(super) fn interviewer(&self) -> &str {
        self.interviewer.map_or("the interviewer", first_name)
    }

    /// Who made the recommendation, in words.
    pub(super) fn writer(&self) -> &str {
        match self.writer {
            Writer::Interviewer => self.interviewer(),
            Writer::InPlace(name) => name.map_or("the writer", first_name),
        }
    }

    pub(super) fn candidate(&self) -> &str {
        self.candidate.map_or("you", first_name)
    }

    /// `your`, `Maya's`
    pub(super) fn whose(&self) -> String {
        self.candidate.map_or("your".to_owned(), |name| format!("{}'s", first_name(name)))
    }

    /// Who met whom, when and what about.
    pub fn line(&self) -> String {
        let (kind, level, minutes) = (self.kind.label(), self.level.label(), self.length.minutes());
        let met = match (self.interviewer, self.candidate) {
            (Some(who), whom) => format!("{who} interviewed {}", whom.unwrap_or("you")),
            (None, Some(whom)) => format!("{whom} was interviewed"),
            (None, None) => "You were interviewed".to_owned(),
        };
        format!("{met} on {} \u{b7} {kind}, {level} level, {minutes} minutes", self.date)
    }
}
