//! A request's situation in words: who could take it, why nobody has yet, and what would change that.

use super::request::Ask;
use super::starts::{Starts, suiting};
use super::{Busy, Interviewer, Requester, of, openings};
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, Terms};
use crate::domain::{Language, Level, SessionLength, Span, Timestamp, Zone};
use std::cell::RefCell;

/// How far ahead to look for another time, in days.
pub(crate) const LOOK_AHEAD_DAYS: i64 = 14;

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
    /// Those available have another session then.
    OthersThen,
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
    /// A coordinator of their program.
    Coordinator,
}

/// Why a request is still waiting.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestDiagnosis {
    /// What prevents a match.
    pub reason: Reason,
    /// How many interviewers offer what's asked for, at any time.
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
    pub(crate) zone: Zone,
    pub(crate) reader: Reader,
    /// The range in which to look for another time.
    pub(crate) look: Span,
    pub(crate) starts: &'a RefCell<Starts>,
}

impl RequestDiagnosis {
    /// All of it, for the candidate: `Waiting since Monday 11 January. ...`
    pub fn words(&self, since: Timestamp, zone: Zone) -> String {
        format!("Waiting since {}. {}", local(zone, since, "%A %-d %B"), self.why)
    }
}

/// The diagnosis for this requester, with times in this zone.
pub fn standing(
    requester: &Requester<'_>,
    interviewers: &[Interviewer<'_>],
    busy: &Busy,
    now: Timestamp,
    (zone, reader): (Zone, Reader),
) -> RequestDiagnosis {
    let look = Span::new(now, now.plus_days(LOOK_AHEAD_DAYS));
    let starts = RefCell::new(starts_for([requester], look, now));
    stands(&Sight { requester, interviewers, busy, now, zone, reader, look, starts: &starts })
}

/// All starts that could come up in these requesters' diagnoses.
pub(crate) fn starts_for<'a>(
    requesters: impl IntoIterator<Item = &'a Requester<'a>>,
    look: Span,
    now: Timestamp,
) -> Starts {
    let ranges = requesters.into_iter().filter_map(|requester| requester.ask.range());
    let whole = ranges.fold(look, |a, b| {
        let b = b.widened(60 * WIDEN_HOURS);
        Span::new(a.from.min(b.from), a.to.max(b.to))
    });
    Starts::within(whole, now)
}

/// Like [`standing`].
pub(crate) fn stands(sight: &Sight<'_>) -> RequestDiagnosis {
    let Sight { requester, interviewers, reader, .. } = *sight;
    let suited = interviewers.iter().filter(|interviewer| requester.suits(interviewer)).count();
    let free = sight.free(requester.ask);
    let (reason, why, change) = match (suited, free) {
        (0, _) => sight.nobody_does_it(),
        (_, 0) => sight.nobody_is_free(suited),
        (_, free) => {
            let are = if free == 1 { "is" } else { "are" };
            let does = format!("{} {}. {free} {are} free", people(suited), sight.does(suited));
            let soon = match reader {
                Reader::Candidate => "in your windows right now, so you should hear within minutes",
                Reader::Past => "in your windows",
                Reader::Coordinator => "in their windows; another preview may find them a session",
            };
            (Reason::Nothing, format!("{does} {soon}."), None)
        }
    };
    RequestDiagnosis { reason, suited, free, why, change }
}

impl Sight<'_> {
    /// How many interviewers would be free if the request were `ask`.
    pub(crate) fn free(&self, ask: &Ask) -> usize {
        let requester = self.asking(ask);
        let can = |(at, interviewer): &(usize, &Interviewer<'_>)| {
            requester.suits(interviewer) && self.first(&requester, *at, interviewer).is_some()
        };
        self.interviewers.iter().enumerate().filter(can).count()
    }

    /// The same person, asking for `ask`.
    pub(crate) fn asking<'b>(&self, ask: &'b Ask) -> Requester<'b> {
        let Requester { candidate, since, waited, .. } = *self.requester;
        let Requester { not_with, apart, not_at, .. } = self.requester;
        let (not_with, apart, not_at) = (not_with.clone(), apart.clone(), not_at.clone());
        Requester { candidate, ask, not_with, apart, not_at, since, waited }
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

    /// The same with other terms and commitments.
    fn free_if<'a>(
        &'a self,
        ask: &Ask,
        terms: impl Fn(&Terms) -> Terms,
        held: impl Fn(&'a [Commitment]) -> &'a [Commitment],
    ) -> usize {
        let requester = self.asking(ask);
        let Some(range) = ask.range() else { return 0 };
        let mut memo = ZoneMemo::default();
        let mine = of(self.busy, requester.candidate);
        let can = |interviewer: &&Interviewer<'_>| {
            let terms = terms(interviewer.terms);
            let interviewer = Interviewer { terms: &terms, ..**interviewer };
            let free = openings(&interviewer, held(of(self.busy, interviewer.id)), self.now, range, &mut memo);
            requester.suits(&interviewer) && requester.starts(&interviewer, &free, mine, self.now).next().is_some()
        };
        self.interviewers.iter().filter(can).count()
    }

    /// `do React at junior level`
    fn does(&self, count: usize) -> String {
        let ask = self.requester.ask;
        let what = match &*ask.topics {
            [topic] if self.asks_about_it() => topic.label(),
            _ => ask.kind.label(),
        };
        let verb = if count == 1 { "does" } else { "do" };
        format!("{verb} {what} at {} level in {}", ask.level.label(), ask.language.label())
    }

    /// Whether everybody who suits also lists the one topic that was asked for.
    fn asks_about_it(&self) -> bool {
        let mut suited = self.interviewers.iter().filter(|interviewer| self.requester.suits(interviewer));
        suited
            .all(|interviewer| self.requester.ask.topics.iter().all(|topic| interviewer.profile.topics.contains(topic)))
    }

    fn nobody_does_it(&self) -> (Reason, String, Option<Ask>) {
        let ask = self.requester.ask;
        let what =
            format!("Nobody does {} at {} level in {} yet", ask.kind.label(), ask.level.label(), ask.language.label());
        let distance = |level: &Level| i8::abs(place(*level) - place(ask.level));
        let mut levels: Vec<Level> = Level::ALL.iter().copied().filter(|level| *level != ask.level).collect();
        levels.sort_by_key(distance);
        for level in levels {
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
        let mut languages: Vec<Language> =
            self.interviewers.iter().flat_map(|interviewer| interviewer.profile.languages.iter().copied()).collect();
        languages.sort_unstable();
        languages.dedup();
        let found = languages.into_iter().map(|language| Ask { language, ..ask.clone() });
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

    /// There's no queue position in a round: people left without a session count for more in the next one.
    fn keeps_its_place(&self, until: &str) -> String {
        match self.reader {
            Reader::Candidate => format!(" Your request keeps its place in the queue{until}."),
            Reader::Past | Reader::Coordinator => String::new(),
        }
    }

    fn nobody_is_free(&self, suited: usize) -> (Reason, String, Option<Ask>) {
        let (reason, why) = self.why_not(suited);
        let what = format!("{} {}{why}", people(suited), self.does(suited));
        match self.nearest_change() {
            Some((would, free, other)) => {
                (reason, format!("{what}. {would} would reach {}.", people(free)), Some(other))
            }
            None => (reason, format!("{what}.{}", self.keeps_its_place("")), None),
        }
    }

    /// What prevents a match with the suitable interviewers, as the rest of a sentence about them.
    fn why_not(&self, suited: usize) -> (Reason, String) {
        let ask = self.requester.ask;
        let your = match self.reader {
            Reader::Candidate | Reader::Past => "your",
            Reader::Coordinator => "their",
        };
        let same = |commitments| commitments;
        let any_length = |terms: &Terms| Terms { durations: SessionLength::ALL.to_vec(), ..terms.clone() };
        let any_number = |terms: &Terms| Terms { weekly_capacity: u32::MAX, ..terms.clone() };
        let offered = self.interviewers.iter().filter(|interviewer| self.requester.suits(interviewer));
        if offered.clone().all(|interviewer| !interviewer.terms.durations.contains(&ask.length)) {
            let hold = if suited == 1 { "doesn't do" } else { "none of them does" };
            return (Reason::LengthNotHeld, format!(", but {hold} sessions of {} minutes", ask.length.minutes()));
        }
        let willing = self.free_if(ask, any_number, same);
        let there = self.free_if(ask, any_length, |_| &[]);
        match (willing, there) {
            (1.., _) => {
                let (are, have) = if willing == 1 { ("is", "has") } else { ("are", "have") };
                let but = format!("but {have} no room left that week");
                (Reason::WeeksFull, format!(". {willing} {are} available in {your} windows, {but}"))
            }
            (0, 1..) => {
                let (are, have) = if there == 1 { ("is", "has") } else { ("are", "have") };
                let but = format!("but {have} other sessions then");
                (Reason::OthersThen, format!(". {there} {are} available in {your} windows, {but}"))
            }
            (0, 0) if suited == 1 => (Reason::NobodyThere, format!(", but isn't free in {your} windows")),
            (0, 0) => (Reason::NobodyThere, format!(", but none are free in {your} windows")),
        }
    }
}

pub(crate) fn local(zone: Zone, at: Timestamp, format: &str) -> String {
    at.utc().with_timezone(&zone.tz()).format(format).to_string()
}

fn place(level: Level) -> i8 {
    Level::ALL.iter().zip(0..).find(|(one, _)| **one == level).map_or(0, |(_, place)| place)
}

/// `1 interviewer`, `4 interviewers`
pub(crate) fn people(count: usize) -> String {
    format!("{count} interviewer{}", if count == 1 { "" } else { "s" })
}
