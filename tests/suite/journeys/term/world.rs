//! Who could meet whom in a round, and when: by the rules in `docs/matching.md`, and from nothing but what people said.

use super::super::lived::wall::{DAY, HOUR, MINUTE, Place, iso, monday};
use super::aside::{Aside, Planned, Way};
use super::people::{Member, Offers, Wants};
use super::rounds::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Every session of this term takes an hour.
pub const LENGTH: i64 = HOUR;
const GRID: i64 = 15 * MINUTE;
/// Hours between publishing a round and a session of it.
const NOTICE: i64 = 24 * HOUR;

/// Something that takes somebody's time.
#[derive(Clone, Copy)]
pub struct Held {
    pub from: i64,
    pub to: i64,
    /// Whether they interview in it; `None` if it's in their own calendar.
    pub interviews: Option<bool>,
}

/// A round, as it is when it's planned.
pub struct World<'a> {
    pub now: i64,
    pub places: Vec<&'static Place>,
    pub members: &'a [Member],
    /// From the first midnight of its days to the last, where the program is.
    pub days: (i64, i64),
    /// Where the program is.
    pub home: &'static Place,
    pub entries: &'a BTreeMap<usize, Entry>,
    /// What each has already.
    pub held: Vec<Vec<Held>>,
    pub forbidden: BTreeSet<(usize, usize)>,
    /// Who takes part in each seat.
    pub candidates: Vec<usize>,
    pub interviewers: Vec<usize>,
    /// Until when somebody's bookings are paused.
    pub paused: BTreeMap<usize, i64>,
}

/// Spans without their overlaps, in order.
pub fn merged(mut all: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    all.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (from, to) in all {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Whether a session that starts then is between 7 and 22 o'clock.
pub fn is_by_day(place: &Place, start: i64) -> bool {
    let minute = place.wall(start).rem_euclid(DAY) / MINUTE;
    (7 * 60..=22 * 60 - LENGTH / MINUTE).contains(&minute)
}

impl World<'_> {
    pub fn offers(&self, who: usize) -> &Offers {
        self.members[who].offers.as_ref().unwrap()
    }

    /// What somebody asks for: in this round, or else usually.
    pub fn wants(&self, who: usize) -> Option<Wants> {
        let own = self.members[who].wants.as_ref();
        match self.entries.get(&who) {
            Some(Entry::Kind(kind)) => Some(Wants { kinds: vec![kind], ..own?.clone() }),
            _ => own.cloned(),
        }
    }

    /// When a candidate has time in the round.
    pub fn hours(&self, who: usize) -> Vec<(i64, i64)> {
        let all = match self.entries.get(&who) {
            Some(Entry::Windows(windows)) => windows.clone(),
            _ => self.weekly(who),
        };
        let inside = all.into_iter().map(|(from, to)| (from.max(self.days.0), to.min(self.days.1)));
        merged(inside.filter(|(from, to)| from < to).collect())
    }

    /// When somebody has time around the round.
    fn weekly(&self, who: usize) -> Vec<(i64, i64)> {
        let place = self.places[who];
        merged(self.members[who].windows(place, place.day(self.days.0) - 2..place.day(self.days.1) + 2))
    }

    /// The weeks of the round in which a candidate practises as often as the program allows: once.
    fn is_full(&self, who: usize, at: i64) -> bool {
        let week = |at: i64| monday(self.home.day(at));
        self.held[who].iter().any(|held| held.interviews == Some(false) && week(held.from) == week(at))
    }

    /// Whether a candidate wants what an interviewer offers.
    pub fn suits(&self, wants: &Wants, interviewer: usize) -> bool {
        let offers = self.offers(interviewer);
        let common = |one: &[&str], other: &[&str]| one.iter().any(|word| other.contains(word));
        common(&wants.kinds, &offers.kinds)
            && offers.levels.contains(&wants.level)
            && common(&wants.languages, &offers.languages)
    }

    fn is_able(&self, interviewer: usize) -> bool {
        self.offers(interviewer).minutes.contains(&(LENGTH / MINUTE))
    }

    /// What it makes sense to name, of a candidate or an interviewer.
    pub fn named(&self, pairs: &[(usize, usize)], is_candidate: bool) -> Vec<Way> {
        use Way::*;
        let suits = |(one, other): &&(usize, usize)| self.suits(&self.wants(*one).unwrap(), *other);
        let nobody_suits = !pairs.iter().any(|pair| suits(&pair));
        let able: Vec<_> = pairs.iter().filter(suits).filter(|(_, other)| self.is_able(*other)).collect();
        let all_forbidden = able.iter().all(|pair| self.forbidden.contains(pair));
        let makes_sense = |way: &Way| match way {
            LongerWait => is_candidate,
            Request => nobody_suits,
            Length => able.is_empty(),
            Forbidden => all_forbidden,
            _ => true,
        };
        Way::ALL.into_iter().filter(makes_sense).collect()
    }

    /// The starts at which these two could meet beside the sessions of a plan, with some of what is in the way set aside.
    pub fn starts(&self, (candidate, interviewer): (usize, usize), plan: &[Planned], aside: Aside<'_>) -> Vec<i64> {
        self.starts_as((candidate, interviewer), plan, aside, &self.wants(candidate).unwrap())
    }

    /// The same, if the candidate wanted something else.
    pub fn starts_as(
        &self,
        (candidate, interviewer): (usize, usize),
        plan: &[Planned],
        aside: Aside<'_>,
        wants: &Wants,
    ) -> Vec<i64> {
        let is = |way: Way| aside.is(way);
        let offers = self.offers(interviewer);
        if candidate == interviewer
            || !is(Way::Request) && !self.suits(wants, interviewer)
            || !is(Way::Forbidden) && self.forbidden.contains(&(candidate, interviewer))
            || !is(Way::Length) && !self.is_able(interviewer)
            || offers.capacity == 0
        {
            return Vec::new();
        }
        let theirs = if is(Way::CandidateHours) { vec![self.days] } else { self.hours(candidate) };
        let own = if is(Way::InterviewerHours) { vec![self.days] } else { self.weekly(interviewer) };
        let plan: Vec<Planned> = plan.iter().filter(|one| aside.counts(one)).copied().collect();
        let mut all = Vec::new();
        for (from, to) in theirs {
            for (opens, closes) in &own {
                let (first, last) = (from.max(*opens), to.min(*closes) - LENGTH);
                let mut start = (first + GRID - 1).div_euclid(GRID) * GRID;
                while start <= last {
                    if self.admits((candidate, interviewer), start, &plan, aside) {
                        all.push(start);
                    }
                    start += GRID;
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    fn admits(&self, (one, other): (usize, usize), start: i64, plan: &[Planned], aside: Aside<'_>) -> bool {
        let is = |way: Way| aside.is(way);
        let (offers, end) = (self.offers(other), start + LENGTH);
        let earliest = if is(Way::Notice) { self.now } else { self.now + NOTICE.max(offers.notice * HOUR) };
        let horizon = if is(Way::Horizon) { 180 } else { offers.horizon };
        let away = !is(Way::Break)
            && (offers.back.is_some_and(|back| start < back)
                || self.paused.get(&other).is_some_and(|at| self.now < *at));
        if start < earliest || start > self.now + horizon * DAY || away {
            return false;
        }
        if !is(Way::WeeklyLimit) && self.is_full(one, start) {
            return false;
        }
        let meets = |from: i64, to: i64| from < end && start < to;
        let busy = |held: &Held| meets(held.from, held.to);
        if !is(Way::CandidateBusy) && self.held[one].iter().any(busy) {
            return false;
        }
        let buffer = offers.buffer * MINUTE;
        let near = |held: &Held| meets(held.from - buffer, held.to + buffer);
        let none = Vec::new();
        let held = if is(Way::InterviewerBusy) { &none } else { &self.held[other] };
        if held.iter().any(near) {
            return false;
        }
        for session in plan {
            let (from, to) = (session.start, session.start + LENGTH);
            let own = [session.candidate, session.interviewer];
            if own.contains(&other) && meets(from - buffer, to + buffer) {
                return false;
            }
            // Around what they interview in, their own buffer lies.
            let mine = self.members[one].offers.as_ref().map_or(0, |own| own.buffer * MINUTE);
            let around = if session.interviewer == one && self.interviewers.contains(&one) { mine } else { 0 };
            if own.contains(&one) && meets(from - around, to + around) {
                return false;
            }
        }
        is(Way::Capacity) || self.week_of(other, start, held, plan) < offers.capacity
    }

    /// Whether somebody's rules and hours leave them a session in the round, with anybody.
    pub fn offers_time(&self, who: usize) -> bool {
        let offers = self.offers(who);
        let begins = |(from, to): (i64, i64)| {
            let (from, to) = (from.max(self.days.0), to.min(self.days.1));
            let first = (from + GRID - 1).div_euclid(GRID) * GRID;
            (first..=to - LENGTH).step_by(usize::try_from(GRID).unwrap())
        };
        let is_open = |start: i64| {
            let (earliest, latest) = (self.now + NOTICE.max(offers.notice * HOUR), self.now + offers.horizon * DAY);
            let (from, to) = (start - offers.buffer * MINUTE, start + LENGTH + offers.buffer * MINUTE);
            (earliest..=latest).contains(&start)
                && offers.back.is_none_or(|back| back <= start)
                && !self.held[who].iter().any(|held| held.from < to && from < held.to)
                && self.week_of(who, start, &self.held[who], &[]) < offers.capacity
        };
        self.is_able(who) && self.weekly(who).into_iter().flat_map(begins).any(is_open)
    }

    /// How many interviews somebody has in a week, by the clock on their wall.
    fn week_of(&self, who: usize, at: i64, held: &[Held], plan: &[Planned]) -> usize {
        let week = |at: i64| monday(self.places[who].day(at));
        let known = held.iter().filter(|held| held.interviews == Some(true) && week(held.from) == week(at));
        let planned = plan.iter().filter(|one| one.interviewer == who && week(one.start) == week(at));
        known.count() + planned.count()
    }

    /// By day for both.
    pub fn by_day(&self, (candidate, interviewer): (usize, usize), start: i64) -> bool {
        is_by_day(self.places[candidate], start) && is_by_day(self.places[interviewer], start)
    }

    /// How many minutes a session lies outside of somebody's windows.
    pub fn minutes_outside(&self, who: usize, start: i64) -> i64 {
        let free = self.hours(who).into_iter().filter(|(from, _)| !self.is_full(who, *from));
        let missing = |(from, to): (i64, i64)| (from - start).max(0) + (start + LENGTH - to).max(0);
        free.map(missing).min().map_or(i64::MAX, |seconds| (seconds + 59) / MINUTE)
    }

    /// Whether a start lies in a week in which somebody can have another session.
    pub fn has_room(&self, who: usize, start: i64) -> bool {
        self.days.0 <= start && start + LENGTH <= self.days.1 && !self.is_full(who, start)
    }

    /// `2026-10-12 to 2026-10-18`
    pub fn words(&self) -> String {
        format!("{} to {}", iso(self.home.day(self.days.0)), iso(self.home.day(self.days.1 - 1)))
    }
}
