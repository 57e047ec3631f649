//! Background loops over service functions: a table of them, and the code that runs one. Each replica runs them all; leases
//! in the database coordinate them.

use crate::app::App;
use crate::service::account::address_requests;
use crate::service::availability::busy_calendars;
use crate::service::booking::{appeals, digest, moves, reliability};
use crate::service::feedback::{late_notes, monthly_summary};
use crate::service::matching::matcher;
use crate::service::practice::plan::weekly;
use crate::service::{Error, delivery, operator};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A service function that's called repeatedly.
struct Loop {
    /// Its name, for the log.
    name: &'static str,
    /// The function; returns how much it did.
    verb: fn(&Turn<'_>) -> Result<usize, Error>,
    rest: Rest,
}

/// The arguments of a loop's function.
struct Turn<'a> {
    app: &'a App,
    /// The name of this process, for leases.
    process: &'a str,
    /// Whether to stop early, for functions that take long.
    stop: &'a dyn Fn() -> bool,
}

/// How long a loop waits after each run.
#[derive(Clone, Copy)]
enum Rest {
    Always(Duration),
    /// Not at all while there's something to do.
    WhenIdle(Duration),
    /// A multiple of the time the run took, within bounds.
    ByWork {
        times: u64,
        least: Duration,
        most: Duration,
    },
}

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

static LOOPS: [Loop; 20] = [
    Loop {
        name: "sending emails",
        verb: |turn| delivery::send_due(&turn.app.services, &turn.app.transport, turn.stop),
        rest: Rest::WhenIdle(SECOND),
    },
    Loop {
        name: "answering sign-ups and requests for links",
        verb: |turn| address_requests::work_off(&turn.app.services, turn.stop),
        rest: Rest::WhenIdle(SECOND),
    },
    // The matcher looks at everything waiting every few seconds, which is how new requests, new hours and cancellations are
    // noticed, on whichever replica they happened. A process that died holds the lease for 20 seconds, so another one takes
    // over within 25.
    Loop {
        name: "matching",
        verb: |turn| matcher::run(&turn.app.services, turn.process).map(|run| run.matched),
        rest: Rest::ByWork { times: 20, least: Duration::from_secs(5), most: Duration::from_secs(180) },
    },
    Loop {
        name: "correcting the times of emails",
        verb: |turn| delivery::correct_times(&turn.app.services),
        rest: Rest::Always(MINUTE),
    },
    // Not more often: a replica whose clock is still ahead would set wrong times again after each fetch, and other people's
    // servers shouldn't be fetched from too often.
    Loop {
        name: "correcting the times of calendars",
        verb: |turn| busy_calendars::correct_times(&turn.app.services),
        rest: Rest::Always(HOUR),
    },
    // An overdue proposal can't be answered anyway, so it doesn't matter exactly when it's ended.
    Loop {
        name: "expiring proposals",
        verb: |turn| moves::end_overdue(&turn.app.services),
        rest: Rest::Always(Duration::from_secs(30)),
    },
    Loop {
        name: "fetching calendars",
        verb: |turn| busy_calendars::run_due(&turn.app.services, &turn.app.fetcher, turn.stop),
        rest: Rest::WhenIdle(Duration::from_secs(2)),
    },
    Loop {
        name: "writing weekly emails",
        verb: |turn| weekly::write_due(&turn.app.services, turn.stop),
        rest: Rest::WhenIdle(Duration::from_secs(30)),
    },
    Loop {
        name: "writing evening digests",
        verb: |turn| digest::write_due(&turn.app.services, turn.stop),
        rest: Rest::WhenIdle(Duration::from_secs(30)),
    },
    Loop {
        name: "sending late-notes emails",
        verb: |turn| late_notes::write_due(&turn.app.services, turn.stop),
        rest: Rest::Always(Duration::from_secs(30)),
    },
    Loop {
        name: "ending sessions without notes",
        verb: |turn| late_notes::end_in_vain(&turn.app.services, turn.stop),
        rest: Rest::Always(MINUTE),
    },
    Loop {
        name: "looking after disputes and appeals",
        verb: |turn| appeals::look_after_contested(&turn.app.services, turn.stop),
        rest: Rest::Always(MINUTE),
    },
    Loop {
        name: "writing monthly summaries",
        verb: |turn| monthly_summary::write_due(&turn.app.services, turn.stop),
        rest: Rest::Always(Duration::from_secs(300)),
    },
    Loop {
        name: "reloading the interviewer directory",
        verb: |turn| operator::read_directory(&turn.app.services),
        rest: Rest::Always(HOUR),
    },
    Loop { name: "deleting expired data", verb: |turn| operator::tidy(&turn.app.services), rest: Rest::Always(HOUR) },
    Loop {
        name: "deleting half-written emails",
        verb: |turn| turn.app.transport.tidy().map_err(Error::internal),
        rest: Rest::Always(HOUR),
    },
    Loop { name: "counting notes", verb: |turn| operator::count_notes(&turn.app.services), rest: Rest::Always(HOUR) },
    Loop {
        name: "recounting reliability",
        verb: |turn| reliability::count_again(&turn.app.services),
        rest: Rest::Always(HOUR),
    },
    Loop {
        name: "forgetting old tries",
        verb: |turn| {
            turn.app.limits.sweep();
            Ok(0)
        },
        rest: Rest::Always(HOUR),
    },
    // Metric samples take memory until they're aggregated.
    Loop {
        name: "gathering figures",
        verb: |turn| {
            turn.app.metrics.run_upkeep();
            Ok(0)
        },
        rest: Rest::Always(Duration::from_secs(5)),
    },
];

/// Tells the loops to stop after their current run.
pub type Stop = watch::Receiver<bool>;

/// Starts every loop; `process` is this process's unique name among those on the same database.
pub fn start(app: &App, process: &Arc<str>, stop: &Stop) -> Vec<JoinHandle<()>> {
    LOOPS.iter().map(|one| tokio::spawn(run(one, app.clone(), process.clone(), stop.clone()))).collect()
}

async fn run(one: &'static Loop, app: App, process: Arc<str>, mut stop: Stop) {
    while !*stop.borrow() {
        let began = app.services.now().epoch();
        let (turns, holder, halt) = (app.clone(), process.clone(), stop.clone());
        let done =
            app.work(move |_| (one.verb)(&Turn { app: &turns, process: &holder, stop: &|| *halt.borrow() })).await;
        let took = u64::try_from(app.services.now().epoch() - began).unwrap_or(0);
        let rest = match one.rest {
            Rest::WhenIdle(_) if matches!(done, Ok(1..)) => Duration::ZERO,
            Rest::Always(rest) | Rest::WhenIdle(rest) => rest,
            Rest::ByWork { times, least, most } => Duration::from_secs(took.saturating_mul(times)).clamp(least, most),
        };
        match done {
            Ok(count) => tracing::trace!(count, what = one.name, "done"),
            Err(error) => tracing::error!(%error, what = one.name, "background task failed; will retry"),
        }
        if !rest.is_zero() {
            // An error means that the time is up, or that the sender is gone: continue in both cases.
            let _ = tokio::time::timeout(rest, stop.changed()).await;
        }
    }
}
