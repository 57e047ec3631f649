//! The whole application, as its users see it: through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that stops says what is wrong")]

#[macro_use]
mod support;

mod matching;
mod pages;
mod program;
mod round;
mod schema;
mod unreadable;

mod account;
mod api;
mod availability;
mod booking;
mod feedback;
mod journeys;
mod mail;
mod practice;
mod safety;
