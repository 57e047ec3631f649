use crate::domain::LinkId;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// A link to choose a new password.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResetPassword {
    /// The link behind the button, which works once.
    pub link: LinkId,
}

struct View<'a> {
    /// The page behind the button.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/account/reset_password.subject.txt",
    "mail/account/reset_password.txt",
    "mail/account/reset_password.html"
);

impl MailKind for ResetPassword {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, &View { page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        vec![("reset_password", Self { link: samples::link() })]
    }
}
