//! The web server: the JSON API and the pages behind mailed links.
//!
//! A handler parses, calls one function of `service`, and shapes the response. Its signature says who may call it, what
//! it takes and what it returns, errors included; `contract` makes the route and its description from that.

mod auth;
mod body;
mod calendar_file;
mod contract;
mod cursor;
mod etag;
mod extract;
mod file;
mod guard;
mod if_match;
mod json;
mod paging;
mod problem;
mod rate_limit;
mod roster;
mod server;
mod strict;

pub mod api;
pub mod pages;

pub use body::MAX_SLOW;
pub use server::{routes, serve};
