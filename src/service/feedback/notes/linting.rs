//! Whether notes may be delivered: what the linter finds in them, and what their writer accepts of it.

use crate::domain::AccountId;
use crate::domain::booking::session::Session;
use crate::domain::feedback::linter::{self, Accepted, Earlier, Finding, Severity};
use crate::domain::feedback::note_templates::template;
use crate::domain::feedback::notes::Notes;
use crate::service::{Code, Error, FieldError};
use crate::store::Db;
use crate::store::feedback::notes;

/// How many of the interviewer's latest notes the new ones are compared with.
const EARLIER: i64 = 20;

/// The linter's findings in this person's notes, if they may be delivered anyway.
pub(super) fn ready(
    db: &mut Db,
    notes: &Notes,
    session: &Session,
    writer: AccountId,
    accepted: &Accepted,
) -> Result<Vec<Finding>, Error> {
    let template = template(session.kind);
    let for_others = notes::for_others(db, writer, session.candidate.id, EARLIER)?;
    let (candidate, earlier) = (&*session.candidate.name, &Earlier::of(&for_others, template));
    let findings =
        linter::lint(&linter::Draft { notes, template, level: session.level, candidate, earlier, guesses: true });
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    let open = findings.iter().filter(|finding| !accepted.includes(finding)).count();
    if open > 0 {
        return Err(not_ready(&findings, errors, open));
    }
    Ok(findings)
}

/// Whether these warnings can be accepted at all, whatever the notes say.
pub(super) fn check_accepted(accepted: &Accepted) -> Result<(), Error> {
    let field =
        |(at, detail): (String, &str)| FieldError { pointer: format!("/accept_warnings{at}"), detail: detail.into() };
    let mistakes: Vec<_> = accepted.mistakes().into_iter().map(field).collect();
    if mistakes.is_empty() { Ok(()) } else { Err(Error::invalid_fields(mistakes)) }
}

fn not_ready(findings: &[Finding], errors: bool, open: usize) -> Error {
    let detail = if errors {
        "The notes aren't ready yet. Each finding says where, why, and what a good line looks like.".to_owned()
    } else {
        let warnings = if open == 1 { "a warning".to_owned() } else { format!("{open} warnings") };
        format!(
            "The notes could be better still: you haven't accepted {warnings}. For each, change the text, or name its `rule` and \
             `pointer` in `accept_warnings`."
        )
    };
    Error::new(Code::NotesNotReady, detail).with("findings", findings)
}
