//! Mails: their texts, their links, and how they're sent.

mod deleted;
mod links;
mod mails;
mod outbox;
mod quiet_hours;
mod words;
