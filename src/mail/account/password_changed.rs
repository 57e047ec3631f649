use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// The password was changed or reset; every sign-in was ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PasswordChanged;

templates!(
    fill(PasswordChanged),
    "mail/account/password_changed.subject.txt",
    "mail/account/password_changed.txt",
    "mail/account/password_changed.html"
);

impl MailKind for PasswordChanged {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, self)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("password_changed", Self)]
    }
}
