use crate::domain::{DisplayName, EmailAddress};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// The account and its personal data are gone; goes to the address it had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountDeleted {
    /// The address that the account had.
    pub address: EmailAddress,
    /// The person's name.
    pub name: DisplayName,
}

templates!(
    fill(AccountDeleted),
    "mail/account/account_deleted.subject.txt",
    "mail/account/account_deleted.txt",
    "mail/account/account_deleted.html"
);

impl MailKind for AccountDeleted {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        fill(sending, self)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("account_deleted", Self { address: "ann@example.com".parse().unwrap(), name: "Ann".parse().unwrap() })]
    }
}
