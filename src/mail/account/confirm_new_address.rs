use crate::domain::{EmailAddress, LinkId};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// Please confirm that the new address is yours; goes to the new address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmNewAddress {
    /// The link behind the button, which works once.
    pub link: LinkId,
    /// The new address.
    pub address: EmailAddress,
}

struct View<'a> {
    new_address: &'a EmailAddress,
    /// The page behind the button.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/account/confirm_new_address.subject.txt",
    "mail/account/confirm_new_address.txt",
    "mail/account/confirm_new_address.html"
);

impl MailKind for ConfirmNewAddress {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, &View { new_address: &self.address, page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let address = "ann@new.example.com".parse().unwrap();
        vec![("confirm_new_address", Self { link: samples::link(), address })]
    }
}
