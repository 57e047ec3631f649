//! Requests and interviewers in the solver's terms: people as numbers, time as slots of a round.
//!
//! The solver's rules are slightly stricter than those of booking, never looser on purpose: capacity counts by UTC
//! week, using the least that any local week in it has left; a declined start excludes its quarter hour; at the edge of
//! the horizon the shortest session decides; the time to answer uses the shortest notice of all. A later step looks for
//! the matches that this misses.

use super::guard::Guard;
use super::slots::{SLOT, Time};
use super::{Interviewer, Pair, PlanInput, Requester, openings};
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, Openings};
use crate::domain::{AccountId, Kind, Language, Level, Span, Timestamp, Topic, cut, merge};
use candor_solver::{self as matching, Candidate, MAX_HORIZON, Round};
use std::collections::{HashMap, HashSet};

/// The longest session, in minutes.
const LONGEST_SESSION: i64 = 90;

/// A round, and the mapping from its people and slots back to ours.
pub(crate) struct Made {
    pub(crate) round: Round,
    /// The requester behind each of the solver's candidates.
    requesters: Vec<usize>,
    time: Time,
}

impl Made {
    /// One of the solver's sessions as a pair.
    pub(crate) fn pair(&self, session: matching::Session) -> Option<Pair> {
        let requester = *self.requesters.get(session.candidate)?;
        Some(Pair { requester, interviewer: session.interviewer, starts_at: self.time.start(session.start) })
    }
}

/// Words as numbers; levels keep their order.
#[derive(Default)]
struct Codes {
    topics: Vec<Topic>,
    languages: Vec<Language>,
}

fn code<T: PartialEq>(known: &mut Vec<T>, word: T) -> u16 {
    let place = known.iter().position(|one| *one == word).unwrap_or_else(|| {
        known.push(word);
        known.len() - 1
    });
    u16::try_from(place).unwrap_or(u16::MAX)
}

fn place<T: PartialEq>(all: &[T], word: &T) -> u16 {
    u16::try_from(all.iter().position(|one| one == word).unwrap_or(0)).unwrap_or(0)
}

impl Codes {
    fn topics(&mut self, words: &[Topic]) -> Vec<u16> {
        words.iter().map(|word| code(&mut self.topics, *word)).collect()
    }
}

/// The round of the requesters without a session in the plan yet; `None` if there's nothing to solve. The guard's
/// sessions count as booked, and these pairs are excluded.
pub(crate) fn round(
    input: &PlanInput<'_>,
    guard: &Guard<'_>,
    open: &[usize],
    refused: &HashSet<(usize, usize)>,
) -> Option<Made> {
    let requesters: Vec<_> = open.iter().filter_map(|at| Some((*at, input.requesters.get(*at)?))).collect();
    let ranges = requesters.iter().filter_map(|(_, requester)| requester.ask.range());
    let range = ranges.reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to)))?;
    if range.to <= input.now {
        return None;
    }
    // Starts end with the range, but a session can extend past it.
    let range = Span::new(range.from.max(input.now), range.to.plus_minutes(LONGEST_SESSION));
    let time = Time::from_monday_before(range.from);
    let horizon = time.up(range.to).min(MAX_HORIZON);
    let (mut codes, mut memo) = (Codes::default(), ZoneMemo::default());
    let interviewers = input.interviewers.iter().map(|interviewer| {
        // Without commitments: the solver handles existing bookings itself.
        let alone = openings(interviewer, &[], input.now, range, &mut memo);
        let held = guard.busy().get(&interviewer.id).map_or(&[][..], Vec::as_slice);
        volunteer(interviewer, &alone, held, (range, time, horizon), &mut codes)
    });
    let mut interviewers: Vec<_> = interviewers.collect();
    let mut candidates: Vec<_> =
        requesters.iter().map(|(_, requester)| candidate(input, requester, guard, time, &mut codes)).collect();
    let mut people: HashMap<AccountId, usize> =
        input.interviewers.iter().enumerate().map(|(place, interviewer)| (interviewer.id, place)).collect();
    for (at, (candidate, (_, requester))) in candidates.iter_mut().zip(&requesters).enumerate() {
        let again = || requesters.iter().skip(at + 1).any(|(_, other)| other.candidate == requester.candidate);
        if !people.contains_key(&requester.candidate) && again() {
            // Somebody with several requests can only be in one place at a time, too.
            people.insert(requester.candidate, interviewers.len());
            interviewers.push(nobody());
        }
        candidate.interviewer = people.get(&requester.candidate).copied();
    }
    let (mut forbidden, mut met, mut recent) = (Vec::new(), Vec::new(), Vec::new());
    for (candidate, (at, requester)) in requesters.iter().enumerate() {
        for (volunteer, interviewer) in input.interviewers.iter().enumerate() {
            let offered = interviewer.terms.durations.contains(&requester.ask.length);
            let kept = !requester.may_meet(interviewer.id) || requester.apart.contains(&interviewer.id);
            if !offered || kept || refused.contains(&(*at, volunteer)) {
                forbidden.push((candidate, volunteer));
            }
            if input.met.contains(&(requester.candidate, interviewer.id)) {
                met.push((candidate, volunteer));
            }
            if input.recent.contains(&(requester.candidate, interviewer.id)) {
                recent.push((candidate, volunteer));
            }
        }
    }
    let round = Round { horizon, candidates, interviewers, forbidden, met, recent };
    Some(Made { round, requesters: open.to_vec(), time })
}

/// An interviewer without hours, who represents a person with several requests.
fn nobody() -> matching::Interviewer {
    matching::Interviewer {
        languages: Vec::new(),
        kinds: Vec::new(),
        levels: Vec::new(),
        topics: Vec::new(),
        hours: Vec::new(),
        booked: Vec::new(),
        gap: 0,
        capacity: Vec::new(),
        reliability: 0,
    }
}

fn volunteer(
    interviewer: &Interviewer<'_>,
    alone: &Openings<'_>,
    held: &[Commitment],
    (range, time, horizon): (Span, Time, i32),
    codes: &mut Codes,
) -> matching::Interviewer {
    let mut hours = interviewer.terms.durations.iter().min().map_or_else(Vec::new, |shortest| {
        alone.starts(*shortest, range).map(|start| time.inside(Span::of(start, *shortest))).collect()
    });
    merge(&mut hours);
    matching::Interviewer {
        languages: interviewer.profile.languages.iter().map(|word| code(&mut codes.languages, *word)).collect(),
        kinds: interviewer.profile.kinds.iter().map(|word| place(Kind::ALL, word)).collect(),
        levels: interviewer.profile.levels.iter().map(|word| place(Level::ALL, word)).collect(),
        topics: codes.topics(&interviewer.profile.topics),
        capacity: time.capacity(interviewer, &hours, held, horizon),
        hours,
        booked: held.iter().map(|commitment| time.around(commitment.span)).collect(),
        gap: u16::try_from((interviewer.terms.buffer_minutes.max(0) + SLOT - 1) / SLOT).unwrap_or(u16::MAX),
        reliability: interviewer.reliability.into(),
    }
}

fn candidate(
    input: &PlanInput<'_>,
    requester: &Requester<'_>,
    guard: &Guard<'_>,
    time: Time,
    codes: &mut Codes,
) -> Candidate {
    let ask = requester.ask;
    let suited = input.interviewers.iter().filter(|interviewer| requester.suits(interviewer));
    let earliest = suited.map(|interviewer| requester.earliest(interviewer, input.now)).min().unwrap_or(input.now);
    let minutes = ask.length.minutes();
    let windows = ask.starts().filter(|(_, last)| earliest <= *last);
    let window = |(from, last): (Timestamp, Timestamp)| Span::new(from.max(earliest), last.plus_minutes(minutes));
    let mut windows: Vec<_> = windows.map(|window_of| time.inside(window(window_of))).collect();
    merge(&mut windows);
    let held = guard.held(requester.candidate);
    let said_no = requester.not_at.iter().map(|start| Span::new(*start, start.plus_minutes(SLOT)));
    for taken in held.iter().map(|commitment| commitment.span).chain(said_no) {
        cut(&mut windows, time.around(taken));
    }
    Candidate {
        languages: ask.languages().map(|word| code(&mut codes.languages, word)).collect(),
        kinds: ask.kinds().map(|word| place(Kind::ALL, &word)).collect(),
        level: place(Level::ALL, &ask.level),
        topics: codes.topics(&ask.topics),
        windows,
        duration: u16::try_from(minutes / SLOT).unwrap_or(u16::MAX),
        waited: requester.waited,
        interviewer: None,
    }
}
