use crate::domain::LinkId;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// Please confirm that this address is yours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerifyAddress {
    /// The link behind the button, which works once.
    pub link: LinkId,
}

struct View<'a> {
    /// The page behind the button.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/account/verify_address.subject.txt",
    "mail/account/verify_address.txt",
    "mail/account/verify_address.html"
);

impl MailKind for VerifyAddress {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, &View { page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        vec![("verify_address", Self { link: samples::link() })]
    }
}
