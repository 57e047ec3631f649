use crate::document::words::things;
use crate::domain::Timestamp;
use crate::mail::frame::{Frame, Operation};
use crate::mail::message::{Message, Overdue, Recipient};
use crate::mail::words;

/// Interviews that one mail tells.
const MOST: usize = 15;

/// A mail about late notes, to whoever looks after them.
#[derive(Default)]
pub(crate) struct Overdues<'a> {
    /// Those that it tells, the oldest first.
    pub all: Vec<One<'a>>,
    /// `one interview`, `three interviews`
    pub count: String,
    /// `And 3 more on the same list.`; empty when these are all.
    pub more: String,
    /// Whether the recipient runs the installation.
    pub operator: bool,
    /// The page for listing them.
    pub list: String,
    /// The page for handing one to somebody else.
    pub reassign: String,
    /// The page for giving the candidate what there is.
    pub release: String,
}

/// One of them.
pub(crate) struct One<'a> {
    /// Whose interview it was.
    pub candidate: &'a str,
    /// Who was to write.
    pub interviewer: &'a str,
    /// `a junior-level concepts interview`
    pub what: String,
    /// Start, in the recipient's zone and UTC.
    pub when: String,
    /// How much there is: `two moments and one rating`, `nothing yet`.
    pub written: String,
    /// What the pages behind the links ask for.
    pub session: String,
    /// Likewise; the operator's don't ask for it.
    pub program: Option<String>,
}

impl<'a> Overdues<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, recipient: &Recipient, frame: &Frame, now: Timestamp) -> Self {
        let Message::NotesLate { told, operator, .. } = message else { return Self::default() };
        let more = match told.len().saturating_sub(MOST) {
            0 => String::new(),
            more => format!("And {more} more on the same list."),
        };
        let [list, reassign, release] = match operator {
            None => [Operation::LIST_LATE_NOTES, Operation::REASSIGN_NOTES, Operation::RELEASE_NOTES],
            Some(_) => [
                Operation::LIST_ALL_LATE_NOTES,
                Operation::REASSIGN_NOTES_AS_OPERATOR,
                Operation::RELEASE_NOTES_AS_OPERATOR,
            ],
        };
        Self {
            all: told.iter().take(MOST).map(|one| One::new(one, recipient, now)).collect(),
            count: things(told.len()).replace("thing", "interview"),
            more,
            operator: operator.is_some(),
            list: frame.docs(list),
            reassign: frame.docs(reassign),
            release: frame.docs(release),
        }
    }
}

impl<'a> One<'a> {
    fn new(one: &'a Overdue, recipient: &Recipient, now: Timestamp) -> Self {
        Self {
            candidate: &one.candidate,
            interviewer: &one.interviewer,
            what: words::an_interview(one.level, one.kind),
            when: words::when(one.starts_at, recipient.zone, now),
            written: written(one),
            session: one.session.to_string(),
            program: one.program.map(|program| program.to_string()),
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
