//! The API as a whole: its document, authorisation, and bad input.

mod authorisation;
mod bad_input;
mod catalogue;
mod health;
mod limits;
mod openapi;
mod privacy;
mod statements;
mod turns;
