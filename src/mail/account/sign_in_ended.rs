use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// A refresh token was used a second time, so its sign-in was ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignInEnded;

templates!(
    fill(SignInEnded),
    "mail/account/sign_in_ended.subject.txt",
    "mail/account/sign_in_ended.txt",
    "mail/account/sign_in_ended.html"
);

impl MailKind for SignInEnded {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, self)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("sign_in_ended", Self)]
    }
}
