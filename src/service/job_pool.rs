//! Runs jobs that wait for external servers, each on its own thread, so that a slow one doesn't delay the others.
//!
//! A few run at a time. One that takes longer than [`Limits::slow_after`] is counted separately, and another one starts
//! in its place, so that only very many slow ones delay the rest. The number of jobs per server is limited too.

use super::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How often to check whether to stop.
const TICK: Duration = Duration::from_millis(100);
/// How often to ask for more jobs while some are running and none has ended.
const ASK_EVERY: Duration = Duration::from_millis(250);

/// How many jobs run at a time.
pub(crate) struct Limits {
    /// Jobs that aren't slow yet.
    pub(crate) at_once: usize,
    /// All jobs, including slow ones.
    pub(crate) in_all: usize,
    /// Jobs per server.
    pub(crate) per_place: usize,
    /// Additional jobs over each of these limits, if urgent.
    pub(crate) more_for_urgent: usize,
    /// After how long a job counts as slow.
    pub(crate) slow_after: Duration,
    /// How long running jobs get to finish on shutdown before they're told to stop.
    pub(crate) grace: Duration,
}

/// A job, and the limit it counts against.
pub(crate) struct Job<T> {
    /// What to work on.
    pub(crate) work: T,
    /// The server it waits for.
    pub(crate) place: String,
}

struct Running {
    number: usize,
    place: String,
    since: Instant,
}

/// Which jobs can start now.
pub(crate) struct Room<'a> {
    limits: &'a Limits,
    running: &'a [Running],
}

impl Room<'_> {
    /// Whether any job can start, apart from the limit per server.
    pub(crate) fn any(&self, urgent: bool) -> bool {
        let Limits { at_once, in_all, slow_after, .. } = self.limits;
        let quick = self.running.iter().filter(|one| one.since.elapsed() < *slow_after).count();
        quick < at_once + self.more(urgent) && self.running.len() < in_all + self.more(urgent)
    }

    /// The servers that have reached their limit.
    pub(crate) fn full(&self, urgent: bool) -> Vec<String> {
        let mut places: Vec<&String> = self.running.iter().map(|one| &one.place).collect();
        places.sort();
        let limit = self.limits.per_place + self.more(urgent);
        places
            .chunk_by(|one, next| one == next)
            .filter(|same| same.len() >= limit)
            .map(|same| same[0].clone())
            .collect()
    }

    fn more(&self, urgent: bool) -> usize {
        if urgent { self.limits.more_for_urgent } else { 0 }
    }
}

/// Runs the jobs from `next` until there are no more and all have ended; returns how many ran. Starts none once `stop`
/// returns true. `work` can check whether to stop early. A job's error is logged, and returned when all have ended.
pub(crate) fn run<T: Send>(
    limits: &Limits,
    stop: &dyn Fn() -> bool,
    mut next: impl FnMut(&Room<'_>) -> Result<Option<Job<T>>, Error>,
    work: impl Fn(T, &AtomicBool) -> Result<(), Error> + Sync,
) -> Result<usize, Error> {
    let leave_off = AtomicBool::new(false);
    let (work, leave_off) = (&work, &leave_off);
    std::thread::scope(|scope| {
        let (tell, told) = channel();
        let mut running: Vec<Running> = Vec::new();
        let (mut begun, mut fault) = (0, None);
        let (mut asked, mut stopped): (Option<Instant>, Option<Instant>) = (None, None);
        let mut failed = |error: Error| {
            tracing::error!(%error, "a job failed");
            fault.get_or_insert(error);
        };
        loop {
            if stopped.is_none() && stop() {
                stopped = Some(Instant::now());
            }
            let room = Room { limits, running: &running };
            let ask = asked.is_none_or(|asked| asked.elapsed() >= ASK_EVERY) && room.any(true);
            if stopped.is_none() && ask {
                match next(&room) {
                    Ok(Some(Job { work: what, place })) => {
                        let (number, tell) = (begun, tell.clone());
                        begun += 1;
                        running.push(Running { number, place, since: Instant::now() });
                        scope.spawn(move || {
                            let done = catch_unwind(AssertUnwindSafe(|| work(what, leave_off)));
                            // The receiver is only gone after a panic in the loop itself.
                            let _ =
                                tell.send((number, done.unwrap_or_else(|_| Err(Error::internal("a job panicked")))));
                        });
                        continue;
                    }
                    Ok(None) => asked = Some(Instant::now()),
                    Err(error) => {
                        failed(error);
                        asked = Some(Instant::now());
                    }
                }
            }
            if running.is_empty() {
                break;
            }
            if stopped.is_some_and(|since| since.elapsed() >= limits.grace) {
                leave_off.store(true, Ordering::Relaxed);
            }
            match told.recv_timeout(TICK) {
                Ok((number, done)) => {
                    running.retain(|one| one.number != number);
                    done.unwrap_or_else(&mut failed);
                    // There's room again.
                    asked = None;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
        }
        match fault {
            Some(error) => Err(error),
            None => Ok(begun),
        }
    })
}
