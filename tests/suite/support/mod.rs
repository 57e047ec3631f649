//! The harness: a running Candor for each test, and people who use it.

mod app;
mod clock;
mod crowd;
mod database;
mod event;
mod log;
mod mailbox;
mod people;
mod rows;
mod table_lock;

pub mod api;
pub mod many;
pub mod servers;

pub use api::client::{Client, Response};
pub use api::document::{document, operations};
pub use app::{TestApp, resources, services};
pub use clock::TestClock;
pub use crowd::{at_once, crowd, one_wins, with_status};
pub use database::TestDatabase;
pub use event::{Event, uids};
pub use log::{logged_errors, statements_of};
pub use mailbox::Mail;
pub use people::{PASSWORD, Person, accepting, booking, every_day, full_notes, ics, offer};
pub use rows::{every_row, execute, rows};
pub use servers::browser::{Browser, ENTER};
pub use servers::calendar_server::{CalendarServer, Reply, calendar, reply};
pub use servers::process::{Process, wait_until};
pub use servers::scripted_smtp::{Act, ScriptedSmtp, Step};
pub use servers::smtp::SmtpServer;
pub use table_lock::{TableLock, about_to_queue, blocked_statements};

/// A test that runs on SQLite in memory and on PostgreSQL, each with its own app.
macro_rules! on_both_databases {
    ($($tests:tt)+) => { on_both! { memory $($tests)+ } };
}

/// As `on_both_databases!`, with a SQLite file in place of memory: writers and readers on connections of their own.
macro_rules! on_both_databases_racing {
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
