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
    /// How many requests that took the place of a session of its rounds were withdrawn.
    #[serde(default)]
    pub waiting: usize,
}

struct View<'a> {
    /// The program's name.
    program: &'a str,
    /// The coordinator.
    by: &'a DisplayName,
    /// What happens to the sessions of its rounds, in a sentence.
    sessions: Option<String>,
    /// Whether another session was looked for, in place of one of its rounds.
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
        fill(sending, &View { program: &self.program, by: &self.by, sessions, waited: self.waiting > 0 })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let removed = |cancelled, waiting| Self {
            program: "Frontend evenings".parse().unwrap(),
            by: "Chandra".parse().unwrap(),
            cancelled,
            waiting,
        };
        vec![("member_removed", removed(0, 0)), ("member_removed.sessions", removed(2, 1))]
    }
}
