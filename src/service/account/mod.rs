//! Accounts: sign-up, sign-in, credentials, profile, export and deletion.

pub mod credentials;
pub mod deletion;
pub mod details;
pub mod export;
pub mod passwords;
pub mod profile;
pub mod sign_in;
pub mod sign_up;
