//! Loops over service verbs: the outbox sender, the matcher, the clock of proposals, the calendar reader, the writers of
//! what comes by the week or the month, the late-notes notifier and the cleanup job. Each replica runs them; leases in the database keep them out of each other's way.

use crate::app::App;
use crate::service::availability::busy_calendars;
use crate::service::booking::{moves, reliability};
use crate::service::feedback::{late_notes, monthly_summary};
use crate::service::matching::matcher;
use crate::service::practice::plan::weekly;
use crate::service::{Error, delivery, operator};
use std::time::Duration;
use tokio::sync::watch;

/// How often the sender looks for mails whose time has come.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often the matcher looks at what waits. A process that died holds the lease for 20 seconds, so
/// that another one takes over within 25.
const MATCH_EVERY: Duration = Duration::from_secs(5);

/// After a run that took long the matcher rests so many times as long, but no longer than that.
const MATCH_REST: u64 = 20;
const MAX_MATCH_EVERY: Duration = Duration::from_secs(180);

/// How often proposals are looked at whose time to answer is over; nobody can answer them meanwhile.
const END_EVERY: Duration = Duration::from_secs(30);

/// How often to look for calendars whose time to be fetched has come.
const FETCH_EVERY: Duration = Duration::from_secs(2);

/// How often to look whose Sunday evening has come, and for notes that have become late.
const TELL_EVERY: Duration = Duration::from_secs(30);

/// How often to look for months that interviewers are to be told of.
const TELL_MONTHS_EVERY: Duration = Duration::from_secs(300);

/// How often what nobody needs any more is forgotten, and what is kept in memory read from the database again.
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
        let sent = app.work(move |services| delivery::send_due(services, &transport, &|| *halt.borrow())).await;
        let busy = matches!(sent, Ok(1..));
        log("sending emails", sent);
        if !busy {
            pause(LOOK_EVERY, &mut stop).await;
        }
    }
}

/// Brings people together, until told to stop. Looking every few seconds over all that waits is how a
/// new request, new hours or a cancellation is noticed, wherever it happened.
pub async fn match_requests(app: App, mut stop: Stop) {
    let holder = uuid::Uuid::now_v7().to_string();
    while !*stop.borrow() {
        let began = app.services.now().epoch();
        let holder = holder.clone();
        log("matching", app.work(move |services| matcher::run(services, &holder)).await.map(|run| run.matched));
        let took = u64::try_from(app.services.now().epoch() - began).unwrap_or(0);
        let rest = Duration::from_secs(took.saturating_mul(MATCH_REST));
        pause(rest.clamp(MATCH_EVERY, MAX_MATCH_EVERY), &mut stop).await;
    }
    // Nobody has to wait for the lease of a process that has stopped.
    log("stopping to match", app.work(move |services| matcher::stop(services, &holder)).await.map(|()| 0));
}

/// Ends proposals that nobody answers, until told to stop.
pub async fn end_proposals(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        log("expiring proposals", app.work(moves::end_overdue).await);
        pause(END_EVERY, &mut stop).await;
    }
}

/// Fetches calendars until told to stop. What is being fetched is finished first; that takes seconds.
pub async fn fetch_calendars(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        let (fetcher, halt) = (app.fetcher.clone(), stop.clone());
        let fetched = app.work(move |services| busy_calendars::run_due(services, &fetcher, &|| *halt.borrow())).await;
        let more = matches!(fetched, Ok(1..));
        log("fetching calendars", fetched);
        if !more {
            pause(FETCH_EVERY, &mut stop).await;
        }
    }
}

/// Writes weekly mails until told to stop.
pub async fn send_weekly_mails(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        let halt = stop.clone();
        let told = app.work(move |services| weekly::write_due(services, &|| *halt.borrow())).await;
        let more = matches!(told, Ok(1..));
        log("writing weekly emails", told);
        if !more {
            pause(TELL_EVERY, &mut stop).await;
        }
    }
}

/// Tells who looks after late notes, until told to stop.
pub async fn send_late_notes_mails(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        let halt = stop.clone();
        log(
            "sending late-notes emails",
            app.work(move |services| late_notes::write_due(services, &|| *halt.borrow())).await,
        );
        pause(TELL_EVERY, &mut stop).await;
    }
}

/// Writes monthly summaries until told to stop.
pub async fn send_monthly_mails(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        let halt = stop.clone();
        log(
            "writing monthly summaries",
            app.work(move |services| monthly_summary::write_due(services, &|| *halt.borrow())).await,
        );
        pause(TELL_MONTHS_EVERY, &mut stop).await;
    }
}

/// Forgets what nobody needs any more and reads afresh what is kept in memory, until told to stop.
pub async fn tidy(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        log("reloading the interviewer directory", app.work(operator::read_directory).await);
        log("deleting expired data", app.work(operator::tidy).await);
        log("counting notes", app.work(operator::count_notes).await);
        log("recounting reliability", app.work(reliability::count_again).await);
        app.limits.sweep();
        pause(TIDY_EVERY, &mut stop).await;
    }
}

/// Gathers figures, until told to stop.
pub async fn collect_metrics(app: App, mut stop: Stop) {
    while !*stop.borrow() {
        app.metrics.run_upkeep();
        pause(GATHER_EVERY, &mut stop).await;
    }
}

fn log(what: &str, done: Result<usize, Error>) {
    match done {
        Ok(count) => tracing::trace!(count, what, "done"),
        Err(error) => tracing::error!(%error, what, "background task failed; will retry"),
    }
}

/// Waits, or less when told to stop.
async fn pause(how_long: Duration, stop: &mut Stop) {
    // Its errors say that the time is up, or that nobody is left to say stop: both mean go on.
    let _ = tokio::time::timeout(how_long, stop.changed()).await;
}
