//! The harness: a running Candor for each test, and people who use it.

mod app;
mod browser;
mod calendar_server;
mod client;
mod clock;
mod crowd;
mod database;
mod document;
mod event;
mod held;
mod mailbox;
pub mod many;
mod people;
mod process;
mod raw;
mod rows;
mod shape;
mod smtp;

pub use app::{TestApp, house};
pub use browser::{Browser, ENTER};
pub use calendar_server::{CalendarServer, Reply, calendar, reply};
pub use client::{Client, Response};
pub use clock::TestClock;
pub use crowd::{at_once, crowd, one_wins};
pub use database::TestDatabase;
pub use document::{document, operations};
pub use event::{Event, uids};
pub use held::{Held, about_to_queue, standing_still};
pub use mailbox::Mail;
pub use people::{PASSWORD, Person, booking, every_day, full_notes, ics, offer};
pub use process::{Process, wait_until};
pub use rows::{every_row, rows};
pub use smtp::SmtpServer;

/// A test that runs on SQLite in memory and on PostgreSQL, each with a Candor of its own.
macro_rules! both {
    ($($tests:tt)+) => { on_both! { memory $($tests)+ } };
}

/// As `both!`, with a SQLite file in place of memory: writers and readers on connections of their own.
macro_rules! both_racing {
    ($($tests:tt)+) => { on_both! { file $($tests)+ } };
}

macro_rules! on_both {
    ($sqlite:ident $($(#[$doc:meta])* fn $name:ident($app:ident) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            fn test($app: TestApp) $body

            #[test]
            fn sqlite() {
                test(TestApp::start(TestDatabase::$sqlite()));
            }

            #[test]
            fn postgres() {
                test(TestApp::start(TestDatabase::postgres()));
            }
        }
    )+};
}
