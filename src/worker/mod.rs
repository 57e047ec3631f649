//! Loops over service verbs: the outbox sender and the housekeeper. Each replica runs them; leases in
//! the database keep them out of each other's way.

use crate::app::App;
use crate::service::{Error, delivery, operation};
use std::time::Duration;
use tokio::sync::watch;

/// How often the sender looks for mails whose time has come.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often what nobody needs any more is forgotten.
const TIDY_EVERY: Duration = Duration::from_secs(3600);

/// How often the samples behind the figures are gathered into them; they take memory until then.
const GATHER_EVERY: Duration = Duration::from_secs(5);

/// Tells the loops to stop after what they are doing.
pub type Stop = watch::Receiver<bool>;

/// Sends mails until told to stop. A batch in flight is finished first.
pub async fn send_mails(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        let transport = app.transport.clone();
        let halt = stop.clone();
        let sent = app.run(move |house| delivery::send_due(house, &transport, &|| *halt.borrow())).await;
        let busy = matches!(sent, Ok(1..));
        log("sending mails", sent);
        if !busy {
            pause(LOOK_EVERY, &mut stop).await;
        }
    }
}

/// Forgets what nobody needs any more, until told to stop.
pub async fn tidy(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        log("tidying", app.run(operation::tidy).await);
        app.limits.sweep();
        pause(TIDY_EVERY, &mut stop).await;
    }
}

/// Gathers figures, until told to stop.
pub async fn gather_figures(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        app.metrics.run_upkeep();
        pause(GATHER_EVERY, &mut stop).await;
    }
}

fn log(what: &str, done: Result<usize, Error>) {
    match done {
        Ok(count) => tracing::trace!(count, what, "done"),
        Err(error) => tracing::error!(%error, what, "failed; trying again later"),
    }
}

/// Waits, or less when told to stop.
async fn pause(how_long: Duration, stop: &mut Stop) {
    // Its errors say that the time is up, or that nobody is left to say stop: both mean go on.
    let _ = tokio::time::timeout(how_long, stop.changed()).await;
}
