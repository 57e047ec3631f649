//! Mails: their words, their links, and how they leave.

mod links;
mod mails;
mod outbox;
mod words;
