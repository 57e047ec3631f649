//! Accounts and credentials.

mod accounts;
mod credentials;
mod deletion;
mod export;
mod races;
mod sign_ins;
