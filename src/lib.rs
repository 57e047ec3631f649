//! Candor: peer mock interviews that always end in written, hiring-style feedback.
//!
//! The rooms, and who may know whom (arrows go one way; `tests/layers` holds them):
//!
//! ```text
//! http, worker, cli  ->  service  ->  store, mail, document, calendar  ->  domain
//! ```
//!
//! Each room is divided by the same nouns: account, availability, booking, matching, program, round, feedback, practice, safety.
//! `domain` is pure: no database, no HTTP, no clock. `store` is diesel and nothing else, `calendar` is iCalendar in and out, `document`
//! is feedback as text, Markdown and PDF. `service` has the verbs, one transaction each, and every face calls those.

pub mod app;
pub mod calendar;
pub mod cli;
pub mod config;
pub mod document;
pub mod domain;
pub mod http;
pub mod mail;
pub mod service;
pub mod store;
pub mod worker;
