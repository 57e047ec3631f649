//! What would help those without a session, one after the other: each suggestion keeps a place of an interviewer, which is
//! gone for the next. So if everybody follows theirs, everybody has a session, and nobody loses one: a plan without one of
//! them has no more weight than before.

use super::{Obstacle, Planned};
use crate::domain::matching::diagnosis::{Times, WIDEN_HOURS, other_languages, other_levels};
use crate::domain::matching::guard::Guard;
use crate::domain::matching::request::{Ask, Window, Windows};
use crate::domain::matching::{Interviewer, Pair, Requester};
use crate::domain::{Language, Level, Span, Timestamp, UpTo};

/// What would be different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The candidate has time then.
    Time,
    /// They ask for this level.
    Level(Level),
    /// They ask for this language.
    Language(Language),
    /// The two may meet.
    Allow,
}

/// A change that would get somebody a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The change.
    pub change: Change,
    /// The interviewer whose place is kept for them, by index.
    pub interviewer: usize,
    /// The start of the session.
    pub starts_at: Timestamp,
    /// `Extending Tuesday to 21:00 CET`
    pub(super) would: String,
    /// How many interviewers it would reach.
    pub(super) reaches: usize,
}

/// A place, and how good it is: by day first, then near their windows, then early.
type Place = ((bool, i64), Timestamp, usize);

pub(super) struct Dealer<'a> {
    plan: &'a Planned<'a>,
    /// The plan and the suggestions so far.
    guard: Guard<'a>,
}

impl<'a> Dealer<'a> {
    pub(super) fn new(plan: &'a Planned<'a>) -> Self {
        let mut guard = Guard::over(plan.input, Some(plan.days));
        plan.pairs.iter().for_each(|pair| guard.take(*pair));
        Self { plan, guard }
    }

    /// What would help this requester, whose obstacles are these.
    pub(super) fn next(&mut self, at: usize, obstacles: &[Obstacle]) -> Option<Suggestion> {
        let requester = self.plan.input.requesters.get(at)?;
        let found = match obstacles {
            [] => None,
            [Obstacle::Request] => self.other_level(requester).or_else(|| self.other_language(requester)),
            [Obstacle::Forbidden] => self.allowed(requester),
            _ => self.time(at, requester),
        }?;
        self.guard.take(Pair { requester: at, interviewer: found.interviewer, starts_at: found.starts_at });
        Some(found)
    }

    fn other_level(&mut self, requester: &Requester<'_>) -> Option<Suggestion> {
        other_levels(requester.ask.level).into_iter().find_map(|level| {
            let other = Ask { level, ..requester.ask.clone() };
            let would = format!("Asking for {} level", level.label());
            self.reached(&requester.asking(&other), Change::Level(level), would)
        })
    }

    fn other_language(&mut self, requester: &Requester<'_>) -> Option<Suggestion> {
        let others = other_languages(self.plan.input.interviewers).into_iter();
        let found = others.filter_map(|language| {
            let other = Ask { language, other_languages: Vec::new(), ..requester.ask.clone() };
            let would = format!("Asking for {}", language.label());
            self.reached(&requester.asking(&other), Change::Language(language), would)
        });
        found.max_by_key(|found| found.reaches)
    }

    fn allowed(&mut self, requester: &Requester<'_>) -> Option<Suggestion> {
        let mut allowed = requester.asking(requester.ask);
        allowed.not_with = Vec::new();
        self.reached(&allowed, Change::Allow, "Allowing it".to_owned())
    }

    /// The best place in the windows of this requester, and how many interviewers have one.
    fn reached(&mut self, requester: &Requester<'_>, change: Change, would: String) -> Option<Suggestion> {
        let interviewers = self.plan.input.interviewers;
        let places: Vec<Place> = interviewers
            .iter()
            .enumerate()
            .filter(|(_, who)| requester.suits(who))
            .filter_map(|(at, who)| {
                let starts = self.guard.starts(requester, at).into_iter();
                let place = |start: Timestamp| ((!requester.by_day(who, start), 0), start, at);
                starts.map(place).min()
            })
            .collect();
        let (_, starts_at, interviewer) = places.iter().min().copied()?;
        Some(Suggestion { change, interviewer, starts_at, would, reaches: places.len() })
    }

    /// A time of the round that's left, in the weeks in which they can have another session.
    fn time(&mut self, at: usize, requester: &Requester<'_>) -> Option<Suggestion> {
        let room = self.plan.rooms.get(at)?;
        let anytime = Ask { windows: windows(room.days.iter().copied())?, ..requester.ask.clone() };
        let (_, starts_at, interviewer) = self.nearest(requester, &requester.asking(&anytime))?;
        let session = Span::of(starts_at, requester.ask.length);
        let near = nearest_window(&requester.ask.windows, session).filter(|(_, minutes)| *minutes <= 60 * WIDEN_HOURS);
        let times = Times { zone: requester.zone, now: self.plan.input.now };
        let (window, would) = match near {
            Some((old, _)) => {
                let new = Window { from: old.from.min(session.from), to: old.to.max(session.to) };
                (new, times.widened(old, new))
            }
            None => (Window::from(session), times.start(session)),
        };
        let other = Ask { windows: windows([window.span()])?, ..requester.ask.clone() };
        let reaches = self.reached(&requester.asking(&other), Change::Time, String::new())?.reaches;
        Some(Suggestion { change: Change::Time, interviewer, starts_at, would, reaches })
    }

    /// The best place at any time.
    fn nearest(&mut self, requester: &Requester<'_>, anytime: &Requester<'_>) -> Option<Place> {
        let (mut by_day, mut at_night): (Option<Place>, Option<Place>) = (None, None);
        for (at, who) in self.plan.input.interviewers.iter().enumerate() {
            if !anytime.suits(who) {
                continue;
            }
            for start in self.guard.starts(anytime, at) {
                let minutes = minutes_outside(requester, start);
                let [day, night]: [Place; 2] = [false, true].map(|night| ((night, minutes), start, at));
                // Looking up the time of day is what takes long here.
                if by_day.is_some_and(|best| best <= day) {
                    continue;
                }
                if anytime.by_day(who, start) {
                    by_day = Some(day);
                } else if at_night.is_none_or(|best| night < best) {
                    at_night = Some(night);
                }
            }
        }
        by_day.or(at_night)
    }
}

fn windows(spans: impl IntoIterator<Item = Span>) -> Option<Windows> {
    UpTo::new(spans.into_iter().map(Window::from).take(1000).collect())
}

fn minutes_outside(requester: &Requester<'_>, start: Timestamp) -> i64 {
    let session = Span::of(start, requester.ask.length);
    nearest_window(&requester.ask.windows, session).map_or(i64::MAX, |(_, minutes)| minutes)
}

/// The window that has to be extended the least to hold a session, and by how many minutes. Those of a round are in order
/// and don't overlap.
fn nearest_window(windows: &[Window], session: Span) -> Option<(Window, i64)> {
    let after = windows.partition_point(|window| window.from <= session.from);
    let near = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|at| windows.get(at));
    let missing = |window: &Window| {
        let (before, after) = (window.from.epoch_ceil() - session.from.epoch(), session.to.epoch() - window.to.epoch());
        (before.max(0) + after.max(0) + 59) / 60
    };
    near.map(|window| (*window, missing(window))).min_by_key(|(_, minutes)| *minutes)
}

/// Whether an interviewer does what's asked for in this length.
pub(super) fn is_able(requester: &Requester<'_>, who: &Interviewer<'_>) -> bool {
    requester.suits(who) && who.terms.durations.contains(&requester.ask.length)
}
