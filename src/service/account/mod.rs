//! Accounts: sign-up, sign-in, credentials, profile, export and deletion.

pub mod address_requests;
pub mod credentials;
pub(crate) mod deletion;
pub(crate) mod details;
pub(crate) mod export;
pub(crate) mod hasher;
pub mod password;
pub mod passwords;
pub mod profile;
pub mod sign_in;
pub mod sign_up;
