//! Candor: peer mock interviews that always end in written, hiring-style feedback.
//!
//! The layers and their dependencies (arrows go one way; `tests/layers` enforces that):
//!
//! ```text
//! http, worker, cli  ->  service  ->  store, mail, document, calendar  ->  domain
//! ```
//!
//! Each layer is divided by the same nouns: account, availability, booking, matching, program, round, feedback, practice, safety.
//! `domain` is pure: no database, no HTTP, no clock. `store` is the only layer that uses diesel, `calendar` reads and writes
//! iCalendar, `document` is feedback as text, Markdown and PDF. `service` has one function, in one transaction, for each thing
//! that people do; the API, pages, worker and command line call those.

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
