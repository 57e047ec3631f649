//! The API as a whole: its document, who may call what, and what it makes of bad input.

mod authorisation;
mod bad_input;
mod catalogue;
mod health;
mod limits;
mod openapi;
mod privacy;
mod statements;
