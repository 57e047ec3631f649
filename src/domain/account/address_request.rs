//! What somebody who may be a stranger asks about an address.

use crate::domain::{AccountId, DisplayName, EmailAddress, Secret, Zone};

/// Something asked about an address that may or may not have an account. Whoever asks doesn't learn which: it's noted the
/// same way in both cases, and looked into afterwards.
#[derive(Debug, Clone)]
pub enum AddressRequest {
    /// To open an account.
    SignUp(Newcomer),
    /// To mail another link that confirms the address.
    ResendVerification(EmailAddress),
    /// To mail a link to choose a new password.
    ForgotPassword(EmailAddress),
    /// To mail a link that makes the address this account's.
    ChangeEmail {
        /// The new address.
        email: EmailAddress,
        /// Whose it is to become.
        account: AccountId,
        /// The hash of the password that was given for it. Once the account has another, the request is worth nothing.
        password_hash: Secret<String>,
    },
}

/// Somebody who opens an account.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// Their address.
    pub email: EmailAddress,
    /// What others call them.
    pub name: DisplayName,
    /// Their zone.
    pub zone: Zone,
    /// The hash of the password they chose.
    pub password_hash: Secret<String>,
}
