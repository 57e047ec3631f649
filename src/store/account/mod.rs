//! Accounts: sign-up, sign-in, credentials, profile, export and deletion.

pub mod accounts;
pub mod address_requests;
pub mod ending;
pub mod links;
pub mod profiles;
pub(crate) mod schema;
pub mod sign_ins;
