use crate::domain::booking::mark::MarkKind;
use crate::domain::{DisplayName, EmailAddress, Kind, Level, MarkId, ProgramId, Prose, Timestamp};
use crate::mail::frame::Operation;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// Somebody disputed or appealed a mark; sent to a person who can decide: a coordinator, or the operator at their
/// address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkContested {
    /// The mark.
    pub mark: MarkId,
    /// The operator's address, if it goes there.
    pub operator: Option<EmailAddress>,
    /// Whether this is the reminder.
    pub again: bool,
    /// The content, loaded when the mail is sent.
    #[serde(skip)]
    pub told: Option<Contested>,
}

/// A mark that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// The mark.
    pub mark: MarkId,
    /// What it's for.
    pub what: MarkKind,
    /// The program through which the recipient decides; `None` for the operator.
    pub program: Option<ProgramId>,
    /// Who was marked.
    pub who: DisplayName,
    /// The other person in the session.
    pub other: DisplayName,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Start (UTC).
    pub starts_at: Timestamp,
    /// What the marked person says.
    pub reason: Option<Prose<1000>>,
    /// When the mark is removed if nobody decides (UTC).
    pub ends_at: Option<Timestamp>,
}

struct View<'a> {
    /// Who was marked, by full name, because first names can be ambiguous.
    who: &'a DisplayName,
    /// The other person, likewise.
    other: &'a DisplayName,
    /// `a junior-level concepts interview`
    what: String,
    /// The start, in the recipient's zone and UTC.
    when: String,
    /// `cancelled late`
    mark: &'static str,
    /// What the marked person says.
    reason: Option<&'a str>,
    /// When the mark is removed if nobody decides, in the recipient's zone and UTC.
    ends: Option<String>,
    again: bool,
    id: MarkId,
    program: Option<ProgramId>,
    /// The page for deciding.
    page: String,
}

templates!(
    fill(View<'a>),
    "mail/booking/mark_contested.subject.txt",
    "mail/booking/mark_contested.txt",
    "mail/booking/mark_contested.html"
);

impl MailKind for MarkContested {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let told = self.told.as_ref().ok_or(RenderError::NothingTold)?;
        let operation = match self.operator {
            None => Operation::DECIDE_APPEAL,
            Some(_) => Operation::DECIDE_APPEAL_AS_OPERATOR,
        };
        let view = View {
            who: &told.who,
            other: &told.other,
            what: words::an_interview(told.level, told.kind),
            when: sending.when(told.starts_at),
            mark: told.what.label(),
            reason: told.reason.as_ref().and_then(|reason| words::unless_empty(reason)),
            ends: told.ends_at.map(|at| sending.when(at)),
            again: self.again,
            id: told.mark,
            program: told.program,
            page: sending.frame.docs(operation),
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let told = Contested {
            mark: "0191b1c2-7a3e-7cc0-8f7e-000000000030".parse().unwrap(),
            what: MarkKind::Absent,
            program: Some("0191b1c2-7a3e-7cc0-8f7e-000000000031".parse().unwrap()),
            who: "Chandra".parse().unwrap(),
            other: "Bo Larsen".parse().unwrap(),
            kind: Kind::Concepts,
            level: Level::Junior,
            starts_at: samples::at("2027-01-11T17:00:00Z"),
            reason: Some("I was in the call from five to; the link led to another room.".parse().unwrap()),
            ends_at: Some(samples::at("2027-01-26T09:00:00Z")),
        };
        let contested = |operator: Option<&str>, again, told: Contested| Self {
            mark: told.mark,
            operator: operator.map(|address| address.parse().unwrap()),
            again,
            told: Some(told),
        };
        let bare = Contested { what: MarkKind::NoNotes, program: None, reason: None, ..told.clone() };
        vec![
            ("mark_contested", contested(None, false, told.clone())),
            ("mark_contested.again", contested(None, true, told)),
            ("mark_contested.operator", contested(Some("operator@example.org"), false, bare)),
        ]
    }
}
