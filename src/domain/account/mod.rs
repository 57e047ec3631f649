//! Accounts: sign-up, sign-in, credentials, profile, export and deletion.

pub mod profile;
