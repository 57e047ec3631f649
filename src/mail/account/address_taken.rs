use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// Somebody tried to sign up with the address of an existing account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddressTaken;

templates!(
    fill(AddressTaken),
    "mail/account/address_taken.subject.txt",
    "mail/account/address_taken.txt",
    "mail/account/address_taken.html"
);

impl MailKind for AddressTaken {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, self)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("address_taken", Self)]
    }
}
