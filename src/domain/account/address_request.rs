//! Requests about an address, by somebody who may be a stranger.

use crate::domain::{AccountId, DisplayName, EmailAddress, Secret, Zone};

/// A request about an address that may or may not have an account. The caller doesn't learn which: the request is stored the
/// same way in both cases, and handled later.
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
        /// The account's password hash at the time of the request. If it has changed since, the request is void.
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
