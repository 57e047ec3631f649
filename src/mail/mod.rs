//! Mails: what kinds there are, how each reads, and how it leaves the house.
//!
//! The way of a mail: the service writes a [`message::Message`] into the outbox; the sender calls
//! [`render()`], which fills three templates of `templates/mail` and, where a session begins or ends,
//! makes the calendar part; [`build()`] puts these into a MIME message; a [`Transport`] sends it.
//! Nothing here reads a clock or a database.

mod build;
mod conversation;
mod render;
mod send_error;
mod smtp;
mod transport;
mod urgency;
mod view;
mod wrap;

pub mod booking;
pub mod calendar_event;
pub mod feedback;
pub mod frame;
pub mod message;
pub mod practice;
pub mod program;
pub mod safety;
pub(crate) mod words;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use crate::calendar::write::{Calendar, Method};
pub use build::{BuildError, build};
pub use conversation::Patience;
pub use frame::{Frame, LINKED, Operation};
pub use render::{RenderError, Rendered, render};
pub use send_error::SendError;
pub use smtp::BadUrl;
pub use transport::Transport;
pub use urgency::Urgency;
pub use words::{date_with_year, when, when_with_year};
