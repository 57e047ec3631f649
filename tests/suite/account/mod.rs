//! Accounts and credentials.

mod accounts;
mod credentials;
mod deletion;
mod export;
mod exported;
mod known_or_not;
mod races;
mod sign_ins;
