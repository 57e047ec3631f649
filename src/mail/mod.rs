//! Mails: what kinds there are, how each reads, and how it leaves the house.
//!
//! The way of a mail: the service writes a [`message::Message`] into the outbox; the sender calls
//! [`render()`], which fills three templates of `templates/mail` and, where a session begins or ends,
//! makes the calendar part; [`build()`] puts these into a MIME message; a [`Transport`] sends it.
//! Nothing here reads a clock or a database.

mod build;
pub mod calendar;
mod conversation;
mod feedback;
mod frame;
mod impact;
mod invitation;
pub mod message;
mod moving;
mod overdue;
mod render;
mod report;
mod smtp;
mod stand_in;
mod transport;
mod view;
mod weekly;
mod words;
mod wrap;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use build::{BuildError, build};
pub use calendar::{Calendar, Method};
pub use frame::{Frame, LINKED, Operation};
pub use render::{RenderError, Rendered, render};
pub use smtp::BadUrl;
pub use transport::{SendError, Transport};
pub use words::{date_with_year, when, when_with_year};
