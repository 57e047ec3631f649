//! An in-memory directory of all interviewers with their diaries, used by searches.
//!
//! It's derived from the database and brought up to date before each search: the log of changes
//! (`store::availability::opening_changes`) says whose diary must be rebuilt, and that takes one statement if nothing
//! has changed. So on every replica a search sees everything that was committed before it began; conflicts with later
//! commits are refused by booking.

use super::interviewer_context::{InterviewerContext, load_interviewers};
use crate::domain::account::profile::HorizonDays;
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Diary, Openings};
use crate::domain::{AccountId, Span, Timestamp, Zone};
use crate::service::Error;
use crate::store::Db;
use crate::store::availability::interviewers::Volunteer;
use crate::store::availability::opening_changes::{self, LogPosition};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

/// If more people than this have changed, everybody is read again.
const MAX_ONE_BY_ONE: usize = 500;

/// Hours after which the whole directory is read again; the worker does so earlier. The log of changes goes back for
/// days, and diaries are valid for a day.
const GOOD_HOURS: i64 = 12;
/// Clocks are sometimes set back a little.
const SLACK_MINUTES: i64 = 15;

/// All interviewers, as of the log position that was read.
#[derive(Default)]
pub struct Directory {
    pages: RwLock<Option<Snapshot>>,
    /// Held while the snapshot is being updated, so that it only ever moves forward.
    refresh_lock: Mutex<ZoneMemo>,
}

struct Snapshot {
    mark: LogPosition,
    /// When it was read in full; diaries begin here.
    built_at: Timestamp,
    /// By id.
    entries: Vec<Entry>,
}

/// An interviewer and their diary.
pub(crate) struct Entry {
    candidacy: InterviewerContext,
    diary: Diary,
}

impl Entry {
    /// The interviewer's account and profile.
    pub(crate) fn volunteer(&self) -> &Volunteer {
        &self.candidacy.volunteer
    }

    /// The zone of their hours.
    pub(crate) fn zone(&self) -> Zone {
        self.candidacy.availability.time_zone
    }

    /// Their openings in a range of starts.
    pub(crate) fn openings(&self, now: Timestamp, range: Span) -> Openings<'_> {
        Openings::kept(&self.candidacy.terms, &self.diary, now, range)
    }
}

/// The starts that can be booked before a directory built at this moment is rebuilt.
fn starts(built_at: Timestamp, horizon_days: i64) -> Span {
    Span::new(built_at.plus_minutes(-SLACK_MINUTES), built_at.plus_hours(GOOD_HOURS + 1).plus_days(horizon_days))
}

/// Reads those of these people who are interviewers, or all interviewers, in two statements.
fn read(
    db: &mut Db,
    built_at: Timestamp,
    among: Option<&[AccountId]>,
    memo: &mut ZoneMemo,
) -> Result<Vec<Entry>, Error> {
    let (found, _) = load_interviewers(db, among, starts(built_at, HorizonDays::MAX), among)?;
    let entry = |candidacy: InterviewerContext| {
        let range = starts(built_at, candidacy.terms.horizon_days);
        Entry { diary: Diary::new(candidacy.schedule(), range, memo), candidacy }
    };
    Ok(found.into_iter().map(entry).collect())
}

impl Snapshot {
    fn good(&self, now: Timestamp) -> bool {
        self.built_at.plus_minutes(-SLACK_MINUTES) <= now && now <= self.built_at.plus_hours(GOOD_HOURS)
    }

    fn put(&mut self, person: AccountId, entry: Option<Entry>) {
        let place = self.entries.binary_search_by_key(&person, |entry| entry.volunteer().id);
        match (place, entry) {
            (Ok(place), Some(entry)) => self.entries.splice(place..=place, [entry]).for_each(drop),
            (Ok(place), None) => drop(self.entries.remove(place)),
            (Err(place), Some(entry)) => self.entries.insert(place, entry),
            (Err(_), None) => {}
        }
    }
}

impl Directory {
    /// Runs a query over all interviewers as they are in the database now, sorted by id.
    pub(crate) fn ask<T>(&self, db: &mut Db, now: Timestamp, question: impl FnOnce(&[Entry]) -> T) -> Result<T, Error> {
        let current = match self.known(now) {
            Some((mark, _)) => !opening_changes::since(db, &mark)?.any(),
            None => false,
        };
        if !current {
            self.renew(db, now)?;
        }
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        Ok(question(pages.as_ref().map_or(&[], |pages| &pages.entries)))
    }

    /// Reads everybody again; returns how many there are.
    pub(crate) fn build(&self, db: &mut Db, now: Timestamp) -> Result<usize, Error> {
        self.build_as(db, now, &mut self.refresh_lock())
    }

    /// The log position, and when everything was last read; `None` when it's time to read everything again.
    fn known(&self, now: Timestamp) -> Option<(LogPosition, Timestamp)> {
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        pages.as_ref().filter(|pages| pages.good(now)).map(|pages| (pages.mark.clone(), pages.built_at))
    }

    fn refresh_lock(&self) -> MutexGuard<'_, ZoneMemo> {
        self.refresh_lock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn renew(&self, db: &mut Db, now: Timestamp) -> Result<(), Error> {
        let mut memo = self.refresh_lock();
        // Check again under the lock: another thread may just have done it, and the snapshot must only get newer.
        let Some((mark, built_at)) = self.known(now) else { return self.build_as(db, now, &mut memo).map(|_| ()) };
        let news = opening_changes::since(db, &mark)?;
        if news.rewound || news.people.len() > MAX_ONE_BY_ONE {
            return self.build_as(db, now, &mut memo).map(|_| ());
        }
        let people: Vec<AccountId> = news.people.into_iter().collect();
        let entries = if people.is_empty() { Vec::new() } else { read(db, built_at, Some(&people), &mut memo)? };
        let mut entries: HashMap<_, _> = entries.into_iter().map(|entry| (entry.volunteer().id, entry)).collect();
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(pages) = pages.as_mut() {
            for person in people {
                pages.put(person, entries.remove(&person));
            }
            pages.mark = news.mark;
        }
        Ok(())
    }

    fn build_as(&self, db: &mut Db, now: Timestamp, memo: &mut ZoneMemo) -> Result<usize, Error> {
        // The log position first: anything that changes while the rest is read will be read again.
        let mark = opening_changes::now(db)?;
        let entries = read(db, now, None, memo)?;
        let count = entries.len();
        let pages = Snapshot { mark, built_at: now, entries };
        *self.pages.write().unwrap_or_else(PoisonError::into_inner) = Some(pages);
        metrics::gauge!("candor_volunteers").set(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
        Ok(count)
    }
}
