//! Mails: the kinds, rendering, and transport.
//!
//! A kind of mail has one file in the folder of its noun, and its three templates in `templates/mail/<noun>`; `message.rs` has
//! the table of all kinds. The path of a mail: the service writes a [`Message`] into the outbox; the sender calls
//! [`render()`], which fills the templates and makes the calendar part, if any; [`build()`] makes a MIME message from these; a
//! [`Transport`] sends it. Nothing here reads a clock or a database.

mod build;
mod conversation;
mod headers;
mod kind;
mod message;
mod send_error;
mod session;
mod smtp;
mod style;
mod transport;
mod urgency;
mod wrap;

pub mod account;
pub mod booking;
pub mod calendar_event;
pub mod feedback;
pub mod frame;
pub mod matching;
pub mod practice;
pub mod program;
pub mod round;
pub mod safety;
pub(crate) mod words;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use crate::calendar::write::{Calendar, Method};
pub use build::{BuildError, Rendered, build};
pub use conversation::Patience;
pub use frame::{Frame, LINKED, Operation, Recipient};
pub use kind::RenderError;
pub use message::{Message, render};
pub use send_error::SendError;
pub use session::{SessionSnapshot, SwapEvent};
pub use smtp::BadUrl;
pub use transport::Transport;
pub use urgency::Urgency;
pub use words::{date, date_with_year, other_half, when, when_with_year};
