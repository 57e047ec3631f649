//! The outbox: nothing in it is lost, and nothing leaves it that is no longer true.

mod clock;
mod refused;
mod refuses_us;
mod slow;
mod stages;
mod truth;

use crate::support::{TestApp, rows};
use candor::domain::AccountId;
use candor::mail::account::AddressChanged;
use candor::mail::{Patience, Transport};
use candor::service::delivery::parked::{Caretaker, Which};
use candor::service::{delivery, notifications};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text, Timestamp};
use std::time::Duration;

/// A mail as it stands in the outbox.
#[derive(QueryableByName, Debug)]
struct Queued {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = Nullable<Text>)]
    last_error: Option<String>,
    #[diesel(sql_type = Timestamp)]
    not_before: chrono::NaiveDateTime,
    #[diesel(sql_type = Nullable<Timestamp>)]
    leased_until: Option<chrono::NaiveDateTime>,
}

/// Everything in the outbox in this state.
fn queued(app: &TestApp, state: &str) -> Vec<Queued> {
    let all: Vec<Queued> =
        rows(&app.services.store, "SELECT id, state, attempts, last_error, not_before, leased_until FROM outbox");
    all.into_iter().filter(|mail| mail.state == state).collect()
}

/// Sends what's due to this server; returns how many mails were handled.
fn send(app: &TestApp, smtp: &Transport) -> usize {
    app.look_into_requests();
    delivery::send_due(&app.services, smtp, &|| false).unwrap()
}

/// Sends all parked mails again.
fn send_again(app: &TestApp) -> usize {
    delivery::parked::send_again(&app.services, Caretaker::CommandLine, Which::All).unwrap()
}

/// Queues a mail to each of these addresses, on behalf of one person.
fn queue_to(app: &TestApp, addresses: &[String]) {
    let owner = owner(app);
    let queued = app.services.write(|db, now| {
        addresses.iter().try_for_each(|address| {
            let message = AddressChanged { old: address.parse().unwrap() };
            notifications::send(db, now, owner, format!("address-changed:{address}"), message, now)
        })
    });
    queued.unwrap();
}

/// Somebody with an account.
fn owner(app: &TestApp) -> AccountId {
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = Text)]
        id: String,
    }
    let ids: Vec<Id> = rows(&app.services.store, "SELECT id FROM accounts ORDER BY id LIMIT 1");
    match ids.first() {
        Some(first) => first.id.parse().unwrap(),
        None => app.person("Olga").id.parse().unwrap(),
    }
}

/// A second for each step, which is long on this machine and short for a test.
fn patience() -> Patience {
    let second = Duration::from_secs(1);
    Patience {
        connection: Duration::from_millis(200),
        greeting: second,
        mail: second,
        recipient: second,
        data: second,
        text: second / 2,
        after_dot: second / 2,
        kept: second,
    }
}
