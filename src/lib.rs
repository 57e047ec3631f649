//! Candor: peer mock interviews that always end in written, hiring-style feedback.
//!
//! The rooms, and who may know whom (arrows go one way; `tests/layers.rs` holds them):
//!
//! ```text
//! http, worker, cli  ->  service  ->  rules, store, mail, fetch, document  ->  types
//! ```
//!
//! `rules` is pure: no database, no HTTP, no clock. `store` is diesel and nothing else, and `fetch` gets
//! calendars from strangers' servers; `document` is a piece of feedback as text, Markdown and PDF. `service` holds the verbs, one transaction each, and every face
//! calls those.

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
