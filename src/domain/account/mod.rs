//! Accounts: what people see of their own, and what others see of it.

pub mod address_request;
pub mod device;
pub mod profile;

use super::{AccountId, DisplayName, EmailAddress, Secret, Timestamp, Zone};

/// A person's account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Where mails are sent; also the sign-in name.
    pub email: EmailAddress,
    /// The name others see.
    pub name: DisplayName,
    /// The zone used for times in their mails.
    pub zone: Zone,
    /// Argon2id, in PHC string format.
    pub password_hash: Secret<String>,
    /// When the address was confirmed.
    pub verified_at: Option<Timestamp>,
    /// When they signed up.
    pub created_at: Timestamp,
    /// When a pause caused by two marks ends; may be in the past.
    pub paused_until: Option<Timestamp>,
    /// Reliability, 0 to 100.
    pub reliability: u8,
}

/// A person as others in the session see them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Their account.
    pub id: AccountId,
    /// Their name, or "a former member" once the account has been deleted.
    pub name: DisplayName,
}
