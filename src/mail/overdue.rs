use super::message::{Message, Overdue, Recipient};
use super::words;
use crate::document::words::things;

/// Interviews that one mail tells.
const MOST: usize = 15;

/// A mail about late notes, to whoever looks after them.
#[derive(Default)]
pub(crate) struct Overdues<'a> {
    /// Those that it tells, the oldest first.
    pub all: Vec<One<'a>>,
    /// `one interview`, `three interviews`
    pub count: String,
    /// `And 3 more in the same list.`; empty when these are all.
    pub more: String,
    /// Whether the recipient runs the installation.
    pub operator: bool,
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
    /// Where the API has it.
    pub path: String,
}

impl<'a> Overdues<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, recipient: &Recipient) -> Self {
        let Message::NotesLate { told, operator, .. } = message else { return Self::default() };
        let more = match told.len().saturating_sub(MOST) {
            0 => String::new(),
            more => format!("And {more} more in the same list."),
        };
        Self {
            all: told.iter().take(MOST).map(|one| One::new(one, recipient)).collect(),
            count: things(told.len()).replace("thing", "interview"),
            more,
            operator: operator.is_some(),
        }
    }
}

impl<'a> One<'a> {
    fn new(one: &'a Overdue, recipient: &Recipient) -> Self {
        let whose = one.program.map_or("operator".to_owned(), |program| format!("programs/{program}"));
        Self {
            candidate: &one.candidate,
            interviewer: &one.interviewer,
            what: words::an_interview(one.level, one.kind),
            when: words::when(one.starts_at, recipient.zone),
            written: written(one),
            path: format!("/v1/{whose}/late-notes/{}", one.session),
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
