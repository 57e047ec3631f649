//! Accounts: sign-up, sign-in, credentials, profile, export and deletion.

pub(crate) mod schema;

pub mod accounts;
pub mod links;
pub mod profiles;
pub mod sign_ins;
