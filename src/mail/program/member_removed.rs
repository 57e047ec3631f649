use crate::domain::DisplayName;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// A coordinator removed somebody from a program; goes to that person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberRemoved {
    /// The program's name.
    pub program: DisplayName,
    /// The coordinator.
    pub by: DisplayName,
    /// How many sessions to come were cancelled; there's a mail about each.
    pub cancelled: usize,
    /// Whether a replacement was being looked for, for a session of its rounds that was cancelled earlier.
    #[serde(default)]
    pub waited: bool,
}

struct View<'a> {
    /// The program's name.
    program: &'a str,
    /// The coordinator.
    by: &'a DisplayName,
    /// What happens to the sessions of its rounds, in a sentence.
    sessions: Option<String>,
    /// Whether a replacement was being looked for.
    waited: bool,
}

templates!(
    fill(View<'a>),
    "mail/program/member_removed.subject.txt",
    "mail/program/member_removed.txt",
    "mail/program/member_removed.html"
);

impl MailKind for MemberRemoved {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let sessions = match self.cancelled {
            0 => None,
            1 => Some(
                "The session to come from its rounds is cancelled; a separate email removes it from your calendar."
                    .to_owned(),
            ),
            count => Some(format!(
                "The {count} sessions to come from its rounds are cancelled; a separate email for each removes it from your \
                 calendar."
            )),
        };
        fill(sending, &View { program: &self.program, by: &self.by, sessions, waited: self.waited })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let removed = |cancelled, waited| Self {
            program: "Frontend evenings".parse().unwrap(),
            by: "Chandra".parse().unwrap(),
            cancelled,
            waited,
        };
        vec![("member_removed", removed(0, false)), ("member_removed.sessions", removed(2, true))]
    }
}
