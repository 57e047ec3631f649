//! Accounts: sign-up, sign-in, credentials, profile, export and deletion.

pub(crate) mod accounts;
pub(crate) mod credentials;
pub(crate) mod me;
pub(crate) mod profiles;
pub(crate) mod sign_in;
