use crate::domain::EmailAddress;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// The sign-in address was changed; goes to the old address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddressChanged {
    /// The old address.
    pub old: EmailAddress,
}

templates!(
    fill(AddressChanged),
    "mail/account/address_changed.subject.txt",
    "mail/account/address_changed.txt",
    "mail/account/address_changed.html"
);

impl MailKind for AddressChanged {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, self)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("address_changed", Self { old: "ann@example.com".parse().unwrap() })]
    }
}
