//! The outbox: nothing in it is lost, and nothing leaves it that is no longer true.

mod refused;
mod truth;

use crate::support::{TestApp, rows};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text, Timestamp};

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
}

/// Everything in the outbox in this state.
fn queued(app: &TestApp, state: &str) -> Vec<Queued> {
    let all: Vec<Queued> = rows(&app.services.store, "SELECT id, state, attempts, last_error, not_before FROM outbox");
    all.into_iter().filter(|mail| mail.state == state).collect()
}
