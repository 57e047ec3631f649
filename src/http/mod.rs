//! The faces on the web: the JSON API and the pages behind mail links.
//!
//! A handler parses, calls one verb of `service`, and shapes the answer. Who may call it is in its
//! signature: `auth::SignedIn` or not. What it may answer is in `problem`'s table.

mod auth;
mod calendar_file;
mod client;
mod csv_file;
mod cursor;
mod extract;
mod file;
mod guard;
mod json;
mod problem;
mod roster;
mod server;
mod strict;

pub mod api;
pub mod pages;

pub use server::{routes, serve};
