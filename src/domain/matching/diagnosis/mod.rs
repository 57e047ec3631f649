//! A request's situation in words: who could take it, why nobody has yet, and what would change that.

mod causes;
mod change;
mod words;

#[cfg(test)]
mod tests;

use super::request::Ask;
use super::starts::{Starts, suiting};
use super::{Busy, Interviewer, Requester, of};
use crate::domain::{Language, Level, Span, Timestamp, Zone};
use causes::Cause;
use std::cell::RefCell;

pub(crate) use words::{Times, does, kinds, languages, local, people};

/// How far after the last window to look for another time, in days.
pub const LOOK_AHEAD_DAYS: i64 = 14;

/// The most that a window is widened, in hours.
pub(crate) const WIDEN_HOURS: i64 = 4;

/// What prevents a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No interviewer offers what's asked for.
    NobodyDoesIt,
    /// Those who do don't offer that length.
    LengthNotHeld,
    /// None of them has hours in the windows.
    NobodyThere,
    /// Those available have used up their weekly capacity.
    WeeksFull,
    /// Those available have another session, or something else in their calendar, then.
    OthersThen,
    /// The candidate has something else then.
    OwnTime,
    /// The candidate declined the possible starts, or left them unanswered.
    SaidNo,
    /// The start is too close: the interviewer needs more notice, or there's no time left to ask the candidate first.
    TooNear,
    /// Those available take a break then, or don't plan that far ahead yet.
    Away,
    /// Somebody has hours then, but more than one thing is in the way.
    Several,
    /// The candidate's new bookings are paused.
    Paused,
    /// Nothing: somebody is free.
    Nothing,
}

/// Who reads the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The candidate who made the request.
    Candidate,
    /// The candidate, once the request has ended.
    Past,
}

/// Why a request is still waiting.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestDiagnosis {
    /// What prevents a match.
    pub reason: Reason,
    /// How many interviewers offer what's asked for in that length, at any time.
    pub suited: usize,
    /// How many of them are free in your windows right now.
    pub free: usize,
    /// All of it in a sentence or two, with the smallest change that would get a match; doesn't say how long they've waited.
    pub why: String,
    /// That change: the request with it applied.
    pub change: Option<Ask>,
}

/// What's needed to compute free starts.
pub(crate) struct Sight<'a> {
    pub(crate) requester: &'a Requester<'a>,
    pub(crate) interviewers: &'a [Interviewer<'a>],
    pub(crate) busy: &'a Busy,
    pub(crate) now: Timestamp,
    pub(crate) reader: Reader,
    /// The range in which to look for another time.
    pub(crate) look: Span,
    pub(crate) starts: &'a RefCell<Starts>,
}

impl RequestDiagnosis {
    /// The same for a candidate whose new bookings are paused until `until`. Other reasons are kept in the sentence.
    pub fn paused(self, ask: &Ask, zone: Zone, until: Timestamp) -> Self {
        let when = format!("{} at {}", local(zone, until, "%A %-d %B"), zone.clock(until));
        let in_time = ask.starts().any(|(_, last)| until <= last);
        let then = if in_time {
            "your request keeps its place in the queue, and can be matched after that"
        } else {
            "that's after the last of your windows, so adding later ones would help"
        };
        let paused = format!("You can't make new bookings until {when}; {then}.");
        let why = if self.reason == Reason::Nothing { paused } else { format!("{paused} {}", self.why) };
        Self { reason: Reason::Paused, why, ..self }
    }

    /// All of it, for the candidate: `Waiting since Monday 11 January. ...`
    pub fn words(&self, since: Timestamp, zone: Zone) -> String {
        format!("Waiting since {}. {}", local(zone, since, "%A %-d %B"), self.why)
    }
}

/// The diagnosis for this requester, with times in their zone.
pub fn standing(
    requester: &Requester<'_>,
    interviewers: &[Interviewer<'_>],
    busy: &Busy,
    now: Timestamp,
    reader: Reader,
) -> RequestDiagnosis {
    let last = requester.ask.range().map_or(now, |range| range.to.max(now));
    let look = Span::new(now, last.plus_days(LOOK_AHEAD_DAYS));
    // All starts that could come up.
    let whole = requester.ask.range().map_or(look, |range| {
        let range = range.widened(60 * WIDEN_HOURS);
        Span::new(range.from.min(look.from), range.to.max(look.to))
    });
    let starts = RefCell::new(Starts::within(whole, now));
    let sight = &Sight { requester, interviewers, busy, now, reader, look, starts: &starts };
    let doing = interviewers.iter().filter(|interviewer| requester.suits(interviewer)).count();
    let (suited, free) = (sight.able().count(), sight.free(requester.ask));
    let (reason, why, change) = match (doing, suited, free) {
        (0, ..) => sight.nobody_does_it(),
        (_, 0, _) => sight.nobody_holds_it(doing),
        (_, _, 0) => sight.nobody_is_free(doing, suited),
        (_, _, free) => {
            let are = if free == 1 { "is" } else { "are" };
            let does = format!("{}. {free} {are} free", sight.people_who_do(doing, suited));
            let soon = match reader {
                Reader::Candidate => "in your windows right now, so you should hear within minutes",
                Reader::Past => "in your windows",
            };
            (Reason::Nothing, format!("{does} {soon}."), None)
        }
    };
    RequestDiagnosis { reason, suited, free, why, change }
}

impl Sight<'_> {
    /// The interviewers who offer what's asked for in that length, with their index.
    pub(crate) fn able(&self) -> impl Iterator<Item = (usize, &Interviewer<'_>)> {
        let Requester { ask, .. } = self.requester;
        self.interviewers.iter().enumerate().filter(|(_, interviewer)| {
            self.requester.suits(interviewer) && interviewer.terms.durations.contains(&ask.length)
        })
    }

    /// How many interviewers would be free if the request were `ask`.
    pub(crate) fn free(&self, ask: &Ask) -> usize {
        let requester = self.requester.asking(ask);
        let can = |(at, interviewer): &(usize, &Interviewer<'_>)| {
            requester.suits(interviewer) && self.first(&requester, *at, interviewer).is_some()
        };
        self.interviewers.iter().enumerate().filter(can).count()
    }

    /// The starts at which this interviewer could meet them, the first window's first.
    pub(crate) fn first(
        &self,
        requester: &Requester<'_>,
        at: usize,
        interviewer: &Interviewer<'_>,
    ) -> Option<Timestamp> {
        let starts = self.starts.borrow_mut().of(at, interviewer, of(self.busy, interviewer.id), requester.ask.length);
        let mine = of(self.busy, requester.candidate);
        suiting(&starts, requester, interviewer, mine, self.now).next()
    }

    /// `4 interviewers do React at junior level in English`, and how many of them offer the length, if not all.
    fn people_who_do(&self, doing: usize, suited: usize) -> String {
        let all = format!("{} {}", people(doing), self.does(doing));
        if doing == suited {
            return all;
        }
        format!("{all}, {suited} of them for {} minutes", self.requester.ask.length.minutes())
    }

    /// `do React at junior level`
    fn does(&self, count: usize) -> String {
        let suited = self.interviewers.iter().filter(|interviewer| self.requester.suits(interviewer));
        does(self.requester.ask, count, suited)
    }

    fn nobody_does_it(&self) -> (Reason, String, Option<Ask>) {
        let ask = self.requester.ask;
        let what = format!("Nobody does {} at {} level in {} yet", kinds(ask), ask.level.label(), languages(ask));
        for level in other_levels(ask.level) {
            let other = Ask { level, ..ask.clone() };
            let free = self.free(&other);
            if free > 0 {
                return (
                    Reason::NobodyDoesIt,
                    format!("{what}. Asking for {} level would reach {}.", level.label(), people(free)),
                    Some(other),
                );
            }
        }
        let found = other_languages(self.interviewers).into_iter().map(|language| Ask {
            language,
            other_languages: Vec::new(),
            ..ask.clone()
        });
        let best =
            found.map(|other| (self.free(&other), other)).max_by_key(|(free, _)| *free).filter(|best| best.0 > 0);
        match best {
            Some((free, other)) => {
                let why = format!("{what}. Asking for {} would reach {}.", other.language.label(), people(free));
                (Reason::NobodyDoesIt, why, Some(other))
            }
            None => {
                let keeps = self.keeps_its_place(" until somebody does");
                (Reason::NobodyDoesIt, format!("{what}.{keeps}"), None)
            }
        }
    }

    fn keeps_its_place(&self, until: &str) -> String {
        match self.reader {
            Reader::Candidate => format!(" Your request keeps its place in the queue{until}."),
            Reader::Past => String::new(),
        }
    }

    fn nobody_holds_it(&self, doing: usize) -> (Reason, String, Option<Ask>) {
        let hold = if doing == 1 { "doesn't do" } else { "none of them does" };
        let minutes = self.requester.ask.length.minutes();
        let what = format!("{} {}, but {hold} sessions of {minutes} minutes", people(doing), self.does(doing));
        self.and_what_would_help(Reason::LengthNotHeld, &what)
    }

    fn nobody_is_free(&self, doing: usize, suited: usize) -> (Reason, String, Option<Ask>) {
        let what = self.people_who_do(doing, suited);
        let (reason, what) = match self.main_cause() {
            Some((cause, count)) => {
                let are = if count == 1 { "is" } else { "are" };
                let but = cause.map_or_else(|| "but more than one thing is in the way".to_owned(), |it| it.but(count));
                let reason = cause.map_or(Reason::Several, Cause::reason);
                (reason, format!("{what}. {count} {are} available in your windows, {but}"))
            }
            None if suited == 1 => (Reason::NobodyThere, format!("{what}, but isn't free in your windows")),
            None => (Reason::NobodyThere, format!("{what}, but none are free in your windows")),
        };
        self.and_what_would_help(reason, &what)
    }

    fn and_what_would_help(&self, reason: Reason, what: &str) -> (Reason, String, Option<Ask>) {
        match self.nearest_change() {
            Some((would, free, other)) => {
                (reason, format!("{what}. {would} would reach {}.", people(free)), Some(other))
            }
            None => (reason, format!("{what}.{}", self.keeps_its_place("")), None),
        }
    }
}

/// The other levels, the nearest first.
pub(crate) fn other_levels(level: Level) -> Vec<Level> {
    let place = |level: Level| Level::ALL.iter().zip(0_i8..).find(|(one, _)| **one == level).map_or(0, |(_, at)| at);
    let mut levels: Vec<Level> = Level::ALL.iter().copied().filter(|one| *one != level).collect();
    levels.sort_by_key(|one| i8::abs(place(*one) - place(level)));
    levels
}

/// Every language that one of these interviewers speaks.
pub(crate) fn other_languages(interviewers: &[Interviewer<'_>]) -> Vec<Language> {
    let mut all: Vec<Language> =
        interviewers.iter().flat_map(|interviewer| interviewer.profile.languages.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}
