//! Swaps: two peers interview each other, back to back. Who suits whom and when, whom to match, and why somebody is
//! still waiting.
//!
//! The windows that the two gave count as their hours; everything else is as for any session: each half is checked
//! against its interviewer's notice, pause, buffer, horizon and weekly capacity.

mod pairing;

#[cfg(test)]
mod tests;

use super::fit::{self, Wish};
use super::request::Ask;
use super::{ANSWER_HOURS, ANSWER_HOURS_LEAST, Reason, RequestDiagnosis};
use crate::domain::account::profile::InterviewerProfile;
use crate::domain::availability::openings::{Commitment, Diary, InterviewerSchedule, Openings, Terms, free};
use crate::domain::availability::{Availability, ZoneMemo};
use crate::domain::quiet_hours::by_day;
use crate::domain::{AccountId, Cell, SessionLength, Span, Timestamp, UpTo, Zone};
use std::cmp::Reverse;
use std::collections::BTreeSet;

pub use pairing::pairing;

/// Somebody who asks for a swap.
#[derive(Debug)]
pub struct Peer<'a> {
    /// Their account.
    pub id: AccountId,
    /// What they want to be asked, how long, and when they could.
    pub ask: &'a Ask,
    /// What they can ask.
    pub profile: &'a InterviewerProfile,
    /// Their reliability, 0 to 100.
    pub reliability: u8,
    /// Their scheduling rules as interviewer.
    pub terms: &'a Terms,
    /// Their time zone: their week begins on Monday there.
    pub zone: Zone,
    /// Their commitments.
    pub commitments: &'a [Commitment],
    /// Whom not to match them with.
    pub not_with: Vec<AccountId>,
    /// Starts they declined, of the half in which they're interviewed.
    pub not_at: Vec<Timestamp>,
    /// Since when they've been waiting.
    pub since: Timestamp,
    /// Whole days that they have waited. Up to three of these raise the weight of a swap for them.
    pub waited: u32,
}

/// When two peers meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// The start of the first half (UTC).
    pub starts_at: Timestamp,
    /// Whether the first of the two is interviewed in the first half and interviews in the second.
    pub first_is_asked_first: bool,
}

/// A matched pair of peers, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The one who has waited longer.
    pub first: usize,
    /// The other.
    pub second: usize,
}

impl Peer<'_> {
    fn wish(&self) -> Wish {
        let ask = self.ask;
        let topics = ask.topics.to_vec();
        Wish { kind: Some(ask.kind), level: Some(ask.level), topics, language: Some(ask.language) }
    }

    /// Why this peer is a good interviewer for the other, each a few words.
    pub fn reasons_for(&self, other: &Self) -> Vec<String> {
        fit::reasons(self.profile, &other.wish())
    }

    /// Whether each can give the other the interview they want, and the two may be matched, regardless of time.
    pub fn suits(&self, other: &Self) -> bool {
        self.id != other.id
            && self.ask.length == other.ask.length
            && self.ask.language == other.ask.language
            && fit::suits(self.profile, &other.wish())
            && fit::suits(other.profile, &self.wish())
            && !self.not_with.contains(&other.id)
            && !other.not_with.contains(&self.id)
    }

    fn windows(&self) -> Vec<Span> {
        let not_before = self.ask.not_before;
        let window = |span: Span| Span::new(not_before.map_or(span.from, |at| at.max(span.from)), span.to);
        self.ask.windows.iter().map(|one| window(one.span())).collect()
    }

    fn key(&self) -> (Reverse<u32>, Timestamp, AccountId) {
        (Reverse(candor_solver::weight(self.waited)), self.since, self.id)
    }
}

/// When a peer can be in each seat, as the quarter hours at which a half can start.
struct Times {
    asks: BTreeSet<Cell>,
    is_asked: BTreeSet<Cell>,
}

impl Times {
    fn of(peer: &Peer<'_>, now: Timestamp, memo: &mut ZoneMemo) -> Self {
        // The length comes from the request.
        let terms = Terms { durations: vec![peer.ask.length], ..peer.terms.clone() };
        let availability = no_hours(peer.zone);
        let person = InterviewerSchedule { availability: &availability, terms: &terms, commitments: peer.commitments };
        let windows = peer.windows();
        let diary = Diary::within(person, &windows, memo);
        let whole = windows.iter().copied().reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to)));
        let whole = whole.unwrap_or(Span::new(now, now));
        let openings = Openings::kept(&terms, &diary, now, whole);
        let asks = openings.starts(peer.ask.length, whole).filter_map(Timestamp::cell).collect();
        let half = |cell: Cell| Span::of(cell.start(), peer.ask.length);
        let cells = windows.iter().filter(|window| window.from < window.to).flat_map(|window| window.cells());
        let is_asked = cells.filter(|cell| {
            let half = half(*cell);
            now <= half.from && free(peer.commitments, half) && diary.is_there(half)
        });
        Self { asks, is_asked: is_asked.collect() }
    }
}

/// An availability without hours. A peer's hours are the windows of their request, so only the time zone is used.
fn no_hours(time_zone: Zone) -> Availability {
    let none = (UpTo::default(), UpTo::default(), UpTo::default());
    Availability { time_zone, weekly: none.0, overrides: none.1, time_off: none.2 }
}

/// Whether somebody can still interview in this half of an offered swap, under the rules that applied to the offer.
/// `made` is the time of the offer, and `commitments` are theirs without the swap itself. Their windows aren't checked,
/// because a request can't be changed while it has an offer.
pub fn still_asks(
    terms: &Terms,
    zone: Zone,
    commitments: &[Commitment],
    (start, length): (Timestamp, SessionLength),
    made: Timestamp,
) -> bool {
    let terms = Terms { durations: vec![length], ..terms.clone() };
    let availability = no_hours(zone);
    let person = InterviewerSchedule { availability: &availability, terms: &terms, commitments };
    let diary = Diary::within(person, &[Span::of(start, length)], &mut ZoneMemo::default());
    let range = Span::new(start, start.plus_minutes(1));
    Openings::kept(&terms, &diary, made, range).starts(length, range).next().is_some()
}

/// The first time by day at which two peers who suit each other can meet, or else the first of all. If both orders are
/// possible at that time, the one who has waited longer is interviewed first.
pub fn meeting(a: &Peer<'_>, b: &Peer<'_>, now: Timestamp) -> Option<Meeting> {
    let mut memo = ZoneMemo::default();
    if !a.suits(b) {
        return None;
    }
    let (a_times, b_times) = (Times::of(a, now, &mut memo), Times::of(b, now, &mut memo));
    first_of((a, &a_times), (b, &b_times), now)
}

fn first_of((a, a_times): (&Peer<'_>, &Times), (b, b_times): (&Peer<'_>, &Times), now: Timestamp) -> Option<Meeting> {
    let a_first = start((a, a_times), (b, b_times), now);
    let b_first = start((b, b_times), (a, a_times), now);
    let a_leads = match (a_first, b_first) {
        (Some(a_start), Some(b_start)) if a_start == b_start => a.key() <= b.key(),
        (Some(a_start), Some(b_start)) => a_start < b_start,
        (a_start, _) => a_start.is_some(),
    };
    let (_, starts_at) = if a_leads { a_first } else { b_first }?;
    Some(Meeting { starts_at, first_is_asked_first: a_leads })
}

/// The first start at which `one` can be interviewed by `other`, and interview them right after; preceded by whether a
/// part of the swap is at night for one of them, because that comes last.
fn start(
    (one, one_times): (&Peer<'_>, &Times),
    (other, other_times): (&Peer<'_>, &Times),
    now: Timestamp,
) -> Option<(bool, Timestamp)> {
    let earliest = earliest(one, other, now);
    let length = one.ask.length;
    let fits = |cell: &&Cell| {
        let (start, turn) = (cell.start(), Span::of(cell.start(), length).to);
        let then =
            turn.cell().is_some_and(|then| one_times.asks.contains(&then) && other_times.is_asked.contains(&then));
        then && start >= earliest
            && other_times.asks.contains(cell)
            && !one.not_at.contains(&start)
            && !other.not_at.contains(&turn)
    };
    let at_night = |start: Timestamp| {
        let halves = [Span::of(start, length), Span::of(Span::of(start, length).to, length)];
        !halves.into_iter().all(|half| by_day(half, one.zone) && by_day(half, other.zone))
    };
    let mut starts = one_times.is_asked.iter().filter(fits).map(|cell| cell.start()).peekable();
    let first = *starts.peek()?;
    Some(starts.find(|start| !at_night(*start)).map_or((true, first), |start| (false, start)))
}

/// The earliest start that leaves both the time to answer and their notice.
fn earliest(one: &Peer<'_>, other: &Peer<'_>, now: Timestamp) -> Timestamp {
    if one.ask.auto_accept && other.ask.auto_accept {
        return now;
    }
    now.plus_hours(ANSWER_HOURS_LEAST + notice(one, other))
}

fn notice(one: &Peer<'_>, other: &Peer<'_>) -> i64 {
    one.terms.min_notice_hours.max(other.terms.min_notice_hours).max(0)
}

/// Until when an offered swap can be answered: a day, but never so late that either gets less notice than they ask for.
pub fn answer_by(one: &Peer<'_>, other: &Peer<'_>, now: Timestamp, starts_at: Timestamp) -> Timestamp {
    now.plus_hours(ANSWER_HOURS).min(starts_at.plus_hours(-notice(one, other)))
}

/// Whom to match: as many as possible; if not everyone can be, those with the most weight from waiting, then those who
/// asked first. That part is exact, for any number of people. Among partners that make no difference to it, better fits
/// are tried first.
pub fn pairs(peers: &[Peer<'_>], now: Timestamp) -> Vec<Pair> {
    let mut memo = ZoneMemo::default();
    let mut known: Vec<(usize, &Peer<'_>, Times)> =
        peers.iter().enumerate().map(|(place, peer)| (place, peer, Times::of(peer, now, &mut memo))).collect();
    known.sort_by_key(|(_, peer, _)| peer.key());
    let friends: Vec<Vec<usize>> = known
        .iter()
        .enumerate()
        .map(|(me, (_, one, one_times))| {
            let others = known.iter().enumerate().filter(|(other, (_, peer, times))| {
                *other != me && one.suits(peer) && first_of((one, one_times), (peer, times), now).is_some()
            });
            let half =
                |asks: &Peer<'_>, is_asked: &Peer<'_>| fit::fit(asks.profile, asks.reliability, &is_asked.wish());
            let fit = |other: &Peer<'_>| half(other, one) + half(one, other);
            let mut others: Vec<_> = others.map(|(other, (_, peer, _))| (Reverse(fit(peer)), other)).collect();
            others.sort_unstable();
            others.into_iter().map(|(_, other)| other).collect()
        })
        .collect();
    let place = |one: usize| known.get(one).map(|(place, _, _)| *place);
    let found = pairing(&friends).into_iter().enumerate().filter_map(|(one, other)| {
        let other = other.filter(|other| one < *other)?;
        Some(Pair { first: place(one)?, second: place(other)? })
    });
    found.collect()
}

/// Why somebody is still waiting for a swap, in words.
pub fn standing(me: &Peer<'_>, others: &[Peer<'_>], now: Timestamp) -> RequestDiagnosis {
    let suited: Vec<_> = others.iter().filter(|other| me.suits(other)).collect();
    let free = suited.iter().filter(|other| meeting(me, other, now).is_some()).count();
    let others = |count: usize| if count == 1 { "1 other".to_owned() } else { format!("{count} others") };
    let what = format!("a {} swap in {}", me.ask.kind.label(), me.ask.language.label());
    let (reason, why) = match (suited.len(), free) {
        (0, _) => (
            Reason::NobodyDoesIt,
            format!(
                "Nobody else waiting for a swap is a match for {what} yet. Each of you has to be able to interview on \
                 what the other wants."
            ),
        ),
        (suited, 0) => (
            Reason::NobodyThere,
            format!(
                "{} would be a match for {what}, but none has time when you do. Adding more times may help.",
                others(suited)
            ),
        ),
        (suited, free) => (
            Reason::Nothing,
            format!(
                "{} would be a match for {what}; {free} can meet you in your windows, so you should hear within \
                 minutes.",
                others(suited)
            ),
        ),
    };
    RequestDiagnosis { reason, suited: suited.len(), free, why, change: None }
}
