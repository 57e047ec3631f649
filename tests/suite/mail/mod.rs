//! Mails: their texts, their links, and how they're sent.

mod deleted;
mod digest;
mod links;
mod mails;
mod never_told;
mod outbox;
mod quiet_hours;
mod words;
