//! Accounts: the people, as they are to themselves and to others.

pub mod address_request;
pub mod device;
pub mod profile;

use super::{AccountId, DisplayName, EmailAddress, Secret, Timestamp, Zone};

/// A person's account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Where mails go, and what signs in.
    pub email: EmailAddress,
    /// What others call them.
    pub name: DisplayName,
    /// The zone their mails tell the time in.
    pub zone: Zone,
    /// Argon2id, in PHC string format.
    pub password_hash: Secret<String>,
    /// When the address was confirmed.
    pub verified_at: Option<Timestamp>,
    /// When they signed up.
    pub created_at: Timestamp,
    /// Until when two marks pause new bookings; it may have passed.
    pub paused_until: Option<Timestamp>,
    /// How reliable they are, of a hundred.
    pub reliability: u8,
}

/// A person as the other one sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Their account.
    pub id: AccountId,
    /// What they are called; "a former member" once their account is gone.
    pub name: DisplayName,
}
