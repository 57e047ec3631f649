use crate::document::words::things;
use crate::domain::{DisplayName, EmailAddress, Kind, Level, ProgramId, SessionId, Timestamp};
use crate::mail::frame::Operation;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// Late notes, for those responsible: a coordinator, or an operator's address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotesLate {
    /// The sessions.
    pub sessions: Vec<SessionId>,
    /// The operator's address, if it goes there.
    pub operator: Option<EmailAddress>,
    /// Those of them that are still late when the mail is sent.
    #[serde(skip)]
    pub told: Vec<Overdue>,
}

/// An interview whose notes are late: how complete the draft is, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// The session.
    pub session: SessionId,
    /// The program through which the recipient is responsible; `None` for the operator.
    pub program: Option<ProgramId>,
    /// The candidate.
    pub candidate: DisplayName,
    /// The interviewer.
    pub interviewer: DisplayName,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Start (UTC).
    pub starts_at: Timestamp,
    /// Entries of the timeline, and hints.
    pub moments: usize,
    /// Ratings that were started.
    pub ratings: usize,
    /// Things that went well, gaps and action steps, and the summary.
    pub lines: usize,
}

/// Maximum number of interviews in one mail.
const MAX_LISTED: usize = 15;

struct View<'a> {
    /// The interviews in the mail, oldest first.
    all: Vec<One<'a>>,
    /// `one interview`, `three interviews`
    count: String,
    /// `And 3 more on the same list.`
    more: Option<String>,
    /// Whether the recipient is the operator.
    operator: bool,
    /// The page for listing them.
    list_page: String,
    /// The page for reassigning one.
    reassign_page: String,
    /// The page for releasing one as it is.
    release_page: String,
}

templates!(
    fill(View<'a>),
    "mail/feedback/notes_late.subject.txt",
    "mail/feedback/notes_late.txt",
    "mail/feedback/notes_late.html"
);

impl MailKind for NotesLate {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let Self { told, operator, .. } = self;
        if told.is_empty() {
            return Err(RenderError::NothingTold);
        }
        let more = told.len().saturating_sub(MAX_LISTED);
        let pages = match operator {
            None => [Operation::LIST_LATE_NOTES, Operation::REASSIGN_NOTES, Operation::RELEASE_NOTES],
            Some(_) => [
                Operation::LIST_ALL_LATE_NOTES,
                Operation::REASSIGN_NOTES_AS_OPERATOR,
                Operation::RELEASE_NOTES_AS_OPERATOR,
            ],
        };
        let [list_page, reassign_page, release_page] = pages.map(|page| sending.frame.docs(page));
        let view = View {
            all: told.iter().take(MAX_LISTED).map(|one| One::new(one, sending)).collect(),
            count: things(told.len()).replace("thing", "interview"),
            more: (more > 0).then(|| format!("And {more} more on the same list.")),
            operator: operator.is_some(),
            list_page,
            reassign_page,
            release_page,
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let late = |candidate: &str, program: Option<ProgramId>, (moments, ratings, lines)| Overdue {
            session: samples::card(Seat::Candidate).session,
            program,
            candidate: candidate.parse().unwrap(),
            interviewer: "Bo Larsen".parse().unwrap(),
            kind: Kind::Concepts,
            level: Level::Junior,
            starts_at: samples::at("2027-01-11T17:00:00Z"),
            moments,
            ratings,
            lines,
        };
        let program = "0191b1c2-7a3e-7cc0-8f7e-000000000030".parse().ok();
        let mail = |operator: Option<&str>, told| Self {
            sessions: Vec::new(),
            operator: operator.map(|address| address.parse().unwrap()),
            told,
        };
        let many =
            (1..=17).map(|number| late(&format!("Candidate {number}"), program, (number, number % 2, number % 3)));
        let operators = vec![late("Chandra", None, (0, 0, 0)), late("Dan", None, (0, 2, 1))];
        vec![
            ("notes_late", mail(None, vec![late("Chandra", program, (5, 1, 0))])),
            ("notes_late.operator", mail(Some("ann@example.com"), operators)),
            ("notes_late.many", mail(None, many.collect())),
        ]
    }
}

/// One of them.
struct One<'a> {
    /// The candidate.
    candidate: &'a str,
    /// The interviewer.
    interviewer: &'a str,
    /// `a junior-level concepts interview`
    what: String,
    /// Start, in the recipient's zone and UTC.
    when: String,
    /// How much there is: `two moments and one rating`, `nothing yet`.
    written: String,
    /// The session's id, which the linked pages need.
    session: SessionId,
    /// The program's id, which the coordinators' pages need.
    program: Option<ProgramId>,
}

impl<'a> One<'a> {
    fn new(one: &'a Overdue, sending: &Sending<'_>) -> Self {
        Self {
            candidate: &one.candidate,
            interviewer: &one.interviewer,
            what: words::an_interview(one.level, one.kind),
            when: sending.when(one.starts_at),
            written: written(one),
            session: one.session,
            program: one.program,
        }
    }
}

/// `two moments and one rating`; `nothing yet`.
fn written(one: &Overdue) -> String {
    let parts = [(one.moments, "moment"), (one.ratings, "rating"), (one.lines, "line")];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| things(*count).replace("thing", what))
        .collect();
    match parts.split_last() {
        None => "nothing yet".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
