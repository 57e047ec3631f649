//! Accounts: sign-up, sign-in, credentials, profile, export and deletion.

pub(crate) mod confirm_address;
pub(crate) mod reset_password;
pub(crate) mod unsubscribe;
pub(crate) mod verify_email;
