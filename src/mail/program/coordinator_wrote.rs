use crate::domain::program::message::{Subject, Text};
use crate::domain::{DisplayName, EmailAddress, MessageId};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use lettre::message::Mailbox;
use serde::{Deserialize, Serialize};

/// What a coordinator writes to a member; replies go to the coordinator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoordinatorWrote {
    /// The message.
    pub message: MessageId,
    /// The content, loaded when the mail is sent.
    #[serde(skip)]
    pub told: Option<Message>,
}

/// What the message says, and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The program's name.
    pub program: DisplayName,
    /// The coordinator.
    pub by: DisplayName,
    /// The coordinator's address, for replies.
    pub reply_to: EmailAddress,
    /// The subject.
    pub subject: Subject,
    /// The text.
    pub text: Text,
}

struct View<'a> {
    /// The coordinator.
    by: &'a DisplayName,
    /// The program's name.
    program: &'a str,
    /// The subject.
    subject: &'a str,
    /// The text.
    text: &'a str,
    /// The page for turning these mails off.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/program/coordinator_wrote.subject.txt",
    "mail/program/coordinator_wrote.txt",
    "mail/program/coordinator_wrote.html"
);

impl MailKind for CoordinatorWrote {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let told = self.told.as_ref().ok_or(RenderError::NothingTold)?;
        let view = View {
            by: &told.by,
            program: &told.program,
            subject: &told.subject,
            text: &told.text,
            page: sending.link()?,
        };
        fill(sending, &view)
    }

    fn link_ends_it(&self) -> bool {
        true
    }

    fn reply_to(&self) -> Option<Mailbox> {
        let told = self.told.as_ref()?;
        Some(Mailbox::new(Some(told.by.to_string()), told.reply_to.as_str().parse().ok()?))
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let told = Message {
            program: "Frontend evenings".parse().unwrap(),
            by: "Chandra".parse().unwrap(),
            reply_to: "chandra@example.org".parse().unwrap(),
            subject: "When do you have time?".parse().unwrap(),
            text: "The next round is on Thursday.\n\nIf you add your weekly hours until then, we can find somebody for you."
                .parse()
                .unwrap(),
        };
        let message = "0191b1c2-7a3e-7cc0-8f7e-000000000041".parse().unwrap();
        vec![("coordinator_wrote", Self { message, told: Some(told) })]
    }
}
