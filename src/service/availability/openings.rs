//! Searching for openings over everybody in the directory, with the same rules as booking.

use super::directory::Entry;
use super::interviewer_context::commitments;
use crate::domain::availability::openings::{Commitment, free};
use crate::domain::matching::fit::{self, Wish};
use crate::domain::{AccountId, Cell, DisplayName, Line, SessionLength, Span, Timestamp};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Error, Services};
use crate::store::account::accounts;
use crate::store::availability::interviewers::Volunteer;
use std::cmp::Reverse;
use std::iter;

/// How many interviewers are listed per start; the rest are only counted.
const BEST: usize = 3;

/// How many alternatives are suggested for a start that can't be booked.
const ALTERNATIVES: usize = 5;
/// How far around that start to look for them, in days: nearby first, and further away if there are few.
const AROUND_DAYS: [i64; 2] = [1, 7];

/// What somebody searches for.
#[derive(Debug, Clone)]
pub struct Search {
    /// Kind, level, topics and language wanted.
    pub wish: Wish,
    /// Length of the session.
    pub length: SessionLength,
    /// The range of starts.
    pub range: Span,
    /// Maximum number of starts.
    pub limit: usize,
}

/// A start at which somebody is free.
#[derive(Debug)]
pub struct Opening {
    /// The start.
    pub starts_at: Timestamp,
    /// How many interviewers are free.
    pub count: usize,
    /// The best matches, best first.
    pub best: Vec<Match>,
}

/// An interviewer who is free, how well they fit, and why.
#[derive(Debug, Clone)]
pub struct Match {
    /// The interviewer.
    pub interviewer: AccountId,
    /// Their name.
    pub name: DisplayName,
    /// Their headline.
    pub headline: Line<140>,
    /// How well they fit, 0 to 100; reliability only affects the order.
    pub fit: u32,
    /// Why, each a few words.
    pub reasons: Vec<String>,
}

/// What a search finds.
#[derive(Debug, Default)]
pub struct Found {
    /// The starts, in order.
    pub openings: Vec<Opening>,
    /// Until when the caller's new bookings are paused; nothing is listed then.
    pub paused_until: Option<Timestamp>,
}

/// The starts at which a suitable interviewer can hold a session with this person, in order.
pub fn search(services: &Services, me: AccountId, search: &Search) -> Result<Found, Error> {
    services.read(|db, now| {
        let paused_until = accounts::by_id(db, me)?.paused_until.filter(|until| now < *until);
        if paused_until.is_some() {
            return Ok(Found { paused_until, ..Found::default() });
        }
        let who = Caller { id: me, apart: BlockedPairs::of(db, Some(me))?, held: commitments(db, me, search.range)? };
        let openings = services.directory.ask(db, now, |entries| listed(entries, now, &who, search))?;
        Ok(Found { openings, paused_until })
    })
}

/// The starts nearest to one that can't be booked, nearest first.
pub fn near(
    services: &Services,
    me: AccountId,
    wish: &Wish,
    length: SessionLength,
    start: Timestamp,
) -> Result<Vec<Opening>, Error> {
    let around = |days: i64| Span::new(start.plus_days(-days), start.plus_days(days));
    services.read(|db, now| {
        let (mut who, mut found) =
            (Caller { id: me, apart: BlockedPairs::of(db, Some(me))?, held: Vec::new() }, Vec::new());
        for range in AROUND_DAYS.map(around) {
            let search = Search { wish: wish.clone(), length, range, limit: usize::MAX };
            who.held = commitments(db, me, range)?;
            found = services.directory.ask(db, now, |entries| listed(entries, now, &who, &search))?;
            if found.len() >= ALTERNATIVES {
                break;
            }
        }
        found.sort_by_key(|opening| (opening.starts_at.epoch() - start.epoch()).abs());
        found.truncate(ALTERNATIVES);
        Ok(found)
    })
}

/// Who searches.
struct Caller {
    id: AccountId,
    apart: BlockedPairs,
    /// Their commitments.
    held: Vec<Commitment>,
}

fn listed(entries: &[Entry], now: Timestamp, who: &Caller, search: &Search) -> Vec<Opening> {
    // Sorted once, best first, so that those free at a start are found in that order.
    let apart = who.apart.from(who.id);
    let others = entries.iter().filter(|one| one.volunteer().id != who.id && !apart.contains(&one.volunteer().id));
    let suit = others.filter(|one| fit::suits(&one.volunteer().profile, &search.wish));
    let how_well = |one: &Volunteer| fit::fit(&one.profile, one.reliability, &search.wish);
    let mut ranked: Vec<&Entry> = suit.collect();
    ranked.sort_by_cached_key(|one| Reverse(how_well(one.volunteer())));
    let mut found = Vec::new();
    for part in parts(search.range, search.limit) {
        let tallies = tallies(&ranked, now, part, search.length);
        let open = tallies.filter(|(start, _)| free(&who.held, Span::of(*start, search.length)));
        found.extend(open.take(search.limit - found.len()).map(|(start, tally)| tally.opening(start, &search.wish)));
        if found.len() == search.limit {
            break;
        }
    }
    found
}

/// Splits a range into parts, each twice as long as the one before: a page of early starts costs only a day or so, and
/// a search far ahead needs few passes over everybody.
fn parts(range: Span, limit: usize) -> impl Iterator<Item = Span> {
    let mut minutes = i64::try_from(limit).unwrap_or(i64::MAX).saturating_mul(Cell::SECONDS / 60);
    let mut from = range.from;
    iter::from_fn(move || {
        let part = Span::new(from, from.plus_minutes(minutes).min(range.to));
        (from, minutes) = (part.to, minutes.saturating_mul(2));
        (part.from < part.to).then_some(part)
    })
}

/// Who is free at a start: how many, and the few best fits.
#[derive(Clone, Copy, Default)]
struct Tally<'a> {
    count: usize,
    best: [Option<&'a Volunteer>; BEST],
}

/// Every start in a range at which somebody is free, in order.
fn tallies<'a>(
    ranked: &[&'a Entry],
    now: Timestamp,
    range: Span,
    length: SessionLength,
) -> impl Iterator<Item = (Timestamp, Tally<'a>)> {
    let first = range.from.epoch().div_euclid(Cell::SECONDS);
    let mut tallies: Vec<Tally<'a>> = Vec::new();
    for entry in ranked {
        for start in entry.openings(now, range).starts(length, range) {
            let place = usize::try_from(start.epoch().div_euclid(Cell::SECONDS) - first).unwrap_or(0);
            if place >= tallies.len() {
                tallies.resize_with(place + 1, Tally::default);
            }
            if let Some(tally) = tallies.get_mut(place) {
                if let Some(free) = tally.best.get_mut(tally.count) {
                    *free = Some(entry.volunteer());
                }
                tally.count += 1;
            }
        }
    }
    let starts = (first..).map(|cell| Cell(cell).start());
    starts.zip(tallies).filter(|(_, tally)| tally.count > 0)
}

impl Tally<'_> {
    fn opening(&self, starts_at: Timestamp, wish: &Wish) -> Opening {
        let best = self.best.iter().flatten().map(|volunteer| Match {
            interviewer: volunteer.id,
            name: volunteer.name.clone(),
            headline: volunteer.profile.headline.clone(),
            fit: fit::shown(&volunteer.profile, wish),
            reasons: fit::reasons(&volunteer.profile, wish),
        });
        Opening { starts_at, count: self.count, best: best.collect() }
    }
}
