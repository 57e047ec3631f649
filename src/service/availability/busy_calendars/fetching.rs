//! Fetching calendars: every hour, and when their owner asks. The worker calls this; each replica claims calendars that
//! are due, and saves a result only while it still holds the claim.

use super::{or_not_found, read};
use crate::calendar::fetch::{Failed, Fetched, Fetcher};
use crate::domain::availability::busy_calendar::{BusyCalendar, Version};
use crate::domain::{AccountId, Backoff, BusyCalendarId};
use crate::service::job_pool::{self, Job, Limits, Room};
use crate::service::{Code, Error, Services};
use crate::store::availability::busy_calendars as store;
use crate::store::availability::busy_calendars::{Claimed, Outcome};
use chrono::TimeDelta;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// When a calendar is fetched next: every hour, and less often while fetching fails.
const FETCHES: Backoff = Backoff { first: TimeDelta::hours(1), longest: TimeDelta::days(1), jitter: 1.0 / 12.0 };
/// How long a claim lasts before another replica can take over. A fetch takes seconds.
const CLAIM_MINUTES: i64 = 2;
/// How many calendars one process fetches at the same time. Fetches from slow servers are soon counted separately, and the
/// number per server is limited.
const LIMITS: Limits = Limits {
    at_once: 8,
    in_all: 96,
    per_place: 32,
    more_for_urgent: 0,
    slow_after: Duration::from_millis(500),
    // A fetch takes at most ten seconds, so it ends by itself.
    grace: Duration::from_secs(15),
};
/// Minimum time between two fetches of a calendar, even if its owner requests one in between.
const APART: Duration = Duration::from_secs(2);
/// How many due calendars to look at to find one that can be fetched.
const BATCH: i64 = 500;
/// After this many days of failures, the last version is considered stale and its times become free.
const STALE_DAYS: i64 = 7;
/// A calendar is read in full again after this many days even if it hasn't changed, because new days come into the window.
const READ_AGAIN_DAYS: i64 = 7;
/// Minimum number of seconds between two fetches requested by the owner.
const ASK_EVERY: i64 = 60;

/// Requests a fetch of a calendar now, that is, within seconds.
pub fn fetch_again(services: &Services, me: AccountId, id: BusyCalendarId) -> Result<BusyCalendar, Error> {
    services.write(|db, now| {
        let (calendar, _) = or_not_found(store::one(db, me, id)?)?;
        if calendar.url.is_none() {
            let detail =
                "This calendar was uploaded, so there's no address to fetch it from. Please upload a newer file.";
            return Err(Error::invalid("{id}", detail));
        }
        let since = calendar.tried_at.map(|tried| now.epoch() - tried.epoch());
        if let Some(wait) = since.map(|since| ASK_EVERY - since).filter(|wait| (1..=ASK_EVERY).contains(wait)) {
            let detail = format!("It has just been fetched. Please wait {wait} seconds.");
            let mut refusal = Error::new(Code::RateLimited, detail);
            refusal.retry_after = u64::try_from(wait).ok();
            return Err(refusal);
        }
        store::set_due(db, id, now)?;
        Ok(or_not_found(store::one(db, me, id)?)?.0)
    })
}

/// Fetches calendars until none is due; returns how many were fetched. Starts no more once `stop` returns true.
pub fn run_due(services: &Services, fetcher: &Fetcher, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    // Each on its own thread: a slow server doesn't delay other calendars.
    let mut begun = HashMap::new();
    job_pool::run(&LIMITS, stop, |room| next_due(services, room, &mut begun), |one, _| fetch(services, fetcher, &one))
}

/// Claims the calendar that has been due the longest, if its server is below its limit.
fn next_due(
    services: &Services,
    room: &Room<'_>,
    begun: &mut HashMap<BusyCalendarId, Instant>,
) -> Result<Option<Job<Claimed>>, Error> {
    if !room.any(false) {
        return Ok(None);
    }
    begun.retain(|_, at| at.elapsed() < APART);
    let full = room.full(false);
    // Calendars being fetched aren't due; those waiting for a free slot are skipped.
    let due = services.read(|db, now| {
        let due = store::due(db, now, BATCH)?;
        let mut urls = store::urls(db, &due)?;
        let place = |id| Some((id, urls.remove(&id)?.url().authority().to_owned()));
        Ok::<_, Error>(due.into_iter().filter_map(place).collect::<Vec<_>>())
    })?;
    for (id, place) in due.into_iter().filter(|(id, place)| !full.contains(place) && !begun.contains_key(id)) {
        let claimed =
            services.write(|db, now| Ok::<_, Error>(store::claim(db, id, now, now.plus_minutes(CLAIM_MINUTES))?))?;
        if let Some(work) = claimed {
            begun.insert(id, Instant::now());
            return Ok(Some(Job { work, place }));
        }
    }
    Ok(None)
}

/// Fetches one, outside any transaction, and saves the result.
fn fetch(services: &Services, fetcher: &Fetcher, one: &Claimed) -> Result<(), Error> {
    let known = match one.read_at {
        Some(read_at) if services.now() < read_at.plus_days(READ_AGAIN_DAYS) => one.version.clone(),
        _ => Version::default(),
    };
    let outcome = match fetcher.fetch(&one.url, &known) {
        Ok(Fetched::Unchanged) if one.read_at.is_some() => Outcome::Unchanged,
        Ok(Fetched::Unchanged) => Outcome::Failed(Failed::Status(304).to_string()),
        Ok(Fetched::New { bytes, version }) => match read(&bytes, &one.owner, services.now()) {
            Ok(read) => Outcome::Read(read, version),
            Err(refusal) => Outcome::Failed(refusal.to_string()),
        },
        Err(failed) => Outcome::Failed(failed.to_string()),
    };
    let word = match &outcome {
        Outcome::Read(..) => "read",
        Outcome::Unchanged => "unchanged",
        Outcome::Failed(_) => "failed",
    };
    metrics::counter!("candor_calendars_fetched_total", "outcome" => word).increment(1);
    services.write(|db, now| {
        let failures = if matches!(outcome, Outcome::Failed(_)) { one.failures.saturating_add(1) } else { 0 };
        let next = now.plus(FETCHES.wait(failures, rand::random::<f64>()));
        let stale = one.checked_at.is_none_or(|checked| checked.plus_days(STALE_DAYS) <= now);
        // If it was claimed by another replica, removed, or reset in the meantime, this result is discarded.
        store::settle(db, one, &outcome, (failures, stale), now, next)?;
        Ok(())
    })
}

/// Corrects fetch times so far ahead that only a wrong clock can have set them; returns how many.
pub fn correct_times(services: &Services) -> Result<usize, Error> {
    services.write(|db, now| {
        let [read, failed] = [0, i32::MAX].map(|failures| now.plus(FETCHES.wait(failures, 1.0)));
        Ok(store::make_due(db, now, now.plus_minutes(CLAIM_MINUTES), (read, failed))?)
    })
}
