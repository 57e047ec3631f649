//! The real binary, beside others of its kind, a real mail server, and signals.

mod data_folder;
mod delivered_once;
mod delivery;
mod frozen_database;
mod killed;
mod matcher;
mod memory;
mod stopping;
mod told_once;
mod two_on_one_database;

use crate::support::{Person, TestApp, rows};
use candor::domain::Timestamp;
use candor::mail::account::PasswordChanged;
use candor::service::notifications;
use chrono::Timelike;
use diesel::prelude::*;
use diesel::sql_types::Text;

/// These processes use the machine's clock, so the app next to them gets the same time.
fn on_the_machines_time(app: &TestApp) {
    app.clock.set(Timestamp::now());
}

/// A time zone in which it's about noon now: emails that can wait until the morning go out at once.
fn zone_by_day() -> String {
    let west = i64::from(Timestamp::now().utc().hour()) - 12;
    format!("Etc/GMT{west:+}")
}

/// Noon UTC in two days.
fn noon() -> String {
    Timestamp::now().plus_days(2).utc().format("%Y-%m-%dT12:00:00Z").to_string()
}

/// Queues this many mails to somebody, all due now.
fn queue(app: &TestApp, to: &Person, count: usize) {
    let queued = app.services.write(|db, now| {
        let to = to.id.parse().unwrap();
        (0..count).try_for_each(|number| {
            notifications::send(db, now, to, format!("password-changed:{number}"), PasswordChanged, now)
        })
    });
    queued.unwrap();
}

/// The ids of the mails of this kind in this state.
fn mails(store: &candor::store::Store, kind: &str, state: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = Text)]
        id: String,
    }
    let found: Vec<Id> =
        rows(store, &format!("SELECT id FROM outbox WHERE kind = '{kind}' AND state = '{state}' ORDER BY id"));
    found.into_iter().map(|row| row.id).collect()
}
