//! Where a request stands, in words: who could answer it, why nobody does yet, and what would change it.

use super::{Busy, Helper, Seeker, of, openings};
use crate::rules::availability::ZoneMemo;
use crate::rules::openings::{Commitment, Terms};
use crate::types::request::{Ask, Window};
use crate::types::{Instant, Language, Length, Level, Span, UpTo, Zone};

/// How far ahead another time is looked for, in days.
const LOOK_AHEAD_DAYS: i64 = 14;

/// By how many hours a window is widened, at most.
const WIDEN_HOURS: i64 = 4;

/// Where a request stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// How many interviewers do what is asked for, at whatever time.
    pub suited: usize,
    /// How many of them are free in the windows right now.
    pub free: usize,
    /// All of it in a sentence or two, with the nearest change that would reach somebody.
    pub words: String,
    /// That change: the request as it would then read.
    pub change: Option<Ask>,
}

/// What a question about free starts needs to know.
struct Sight<'a> {
    seeker: &'a Seeker<'a>,
    helpers: &'a [Helper<'a>],
    busy: &'a Busy,
    now: Instant,
    zone: Zone,
}

/// Where this seeker's request, which waits since then, stands. `zone` is the candidate's; times are told in it.
pub fn standing(
    seeker: &Seeker<'_>,
    helpers: &[Helper<'_>],
    busy: &Busy,
    since: Instant,
    now: Instant,
    zone: Zone,
) -> Standing {
    let sight = Sight { seeker, helpers, busy, now, zone };
    let suited = helpers.iter().filter(|helper| seeker.suits(helper)).count();
    let free = sight.free(seeker.ask);
    let (words, change) = match (suited, free) {
        (0, _) => sight.nobody_does_it(),
        (_, 0) => sight.nobody_is_free(suited),
        (_, free) => {
            let are = if free == 1 { "is" } else { "are" };
            (
                format!(
                    "{} {}; {free} {are} free in your windows right now, so you should hear within minutes.",
                    people(suited),
                    sight.does(suited)
                ),
                None,
            )
        }
    };
    Standing { suited, free, words: format!("Waiting since {}. {words}", sight.date(since)), change }
}

impl Sight<'_> {
    /// How many interviewers could be met if the request read like this.
    fn free(&self, ask: &Ask) -> usize {
        self.free_if(ask, |terms| terms.clone(), |commitments| commitments)
    }

    /// The same, if their terms and what holds their time were otherwise.
    fn free_if<'a>(
        &'a self,
        ask: &Ask,
        terms: impl Fn(&Terms) -> Terms,
        held: impl Fn(&'a [Commitment]) -> &'a [Commitment],
    ) -> usize {
        let seeker =
            Seeker { ask, not_with: self.seeker.not_with.clone(), not_at: self.seeker.not_at.clone(), ..*self.seeker };
        let Some(range) = ask.range() else { return 0 };
        let mut memo = ZoneMemo::default();
        let mine = of(self.busy, seeker.candidate);
        let can = |helper: &&Helper<'_>| {
            let terms = terms(helper.terms);
            let helper = Helper { terms: &terms, ..**helper };
            let free = openings(&helper, held(of(self.busy, helper.id)), self.now, range, &mut memo);
            seeker.suits(&helper) && seeker.starts(&helper, &free, mine, self.now).next().is_some()
        };
        self.helpers.iter().filter(can).count()
    }

    /// `do React at junior level`
    fn does(&self, count: usize) -> String {
        let ask = self.seeker.ask;
        let what = match &*ask.topics {
            [topic] if self.asks_about_it() => topic.human(),
            _ => ask.kind.human(),
        };
        let verb = if count == 1 { "does" } else { "do" };
        format!("{verb} {what} at {} level in {}", ask.level.human(), ask.language.human())
    }

    /// Whether everybody who suits also lists the one topic that was asked for.
    fn asks_about_it(&self) -> bool {
        let mut suited = self.helpers.iter().filter(|helper| self.seeker.suits(helper));
        suited.all(|helper| self.seeker.ask.topics.iter().all(|topic| helper.profile.topics.contains(topic)))
    }

    fn nobody_does_it(&self) -> (String, Option<Ask>) {
        let ask = self.seeker.ask;
        let what =
            format!("Nobody does {} at {} level in {} yet", ask.kind.human(), ask.level.human(), ask.language.human());
        let distance = |level: &Level| i8::abs(place(*level) - place(ask.level));
        let mut levels: Vec<Level> = Level::ALL.iter().copied().filter(|level| *level != ask.level).collect();
        levels.sort_by_key(distance);
        for level in levels {
            let other = Ask { level, ..ask.clone() };
            let free = self.free(&other);
            if free > 0 {
                return (format!("{what}; asking at {} level would reach {free}.", level.human()), Some(other));
            }
        }
        let mut languages: Vec<Language> =
            self.helpers.iter().flat_map(|helper| helper.profile.languages.iter().copied()).collect();
        languages.sort_unstable();
        languages.dedup();
        let found = languages.into_iter().map(|language| Ask { language, ..ask.clone() });
        let best =
            found.map(|other| (self.free(&other), other)).max_by_key(|(free, _)| *free).filter(|best| best.0 > 0);
        match best {
            Some((free, other)) => {
                (format!("{what}; asking for {} would reach {free}.", other.language.human()), Some(other))
            }
            None => (format!("{what}. Your request keeps its place for when somebody does."), None),
        }
    }

    fn nobody_is_free(&self, suited: usize) -> (String, Option<Ask>) {
        let what = format!("{} {}; {}", people(suited), self.does(suited), self.why_not(suited));
        match self.nearest_change() {
            Some((would, free, other)) => (format!("{what}; {would} would reach {free}."), Some(other)),
            None => (format!("{what}. Your request keeps its place."), None),
        }
    }

    /// What stands in the way of those who suit.
    fn why_not(&self, suited: usize) -> String {
        let ask = self.seeker.ask;
        let same = |commitments| commitments;
        let any_length = |terms: &Terms| Terms { durations: Length::ALL.to_vec(), ..terms.clone() };
        let any_number = |terms: &Terms| Terms { weekly_capacity: u32::MAX, ..terms.clone() };
        let offered = self.helpers.iter().filter(|helper| self.seeker.suits(helper));
        if offered.clone().all(|helper| !helper.terms.durations.contains(&ask.length)) {
            let hold = if suited == 1 { "doesn't hold" } else { "none holds" };
            return format!("{hold} sessions of {} minutes", ask.length.minutes());
        }
        let willing = self.free_if(ask, any_number, same);
        let there = self.free_if(ask, any_length, |_| &[]);
        match (willing, there) {
            (1.., _) => {
                let (are, their) =
                    if willing == 1 { ("is", "that person's week is") } else { ("are", "their weeks are") };
                format!("{willing} {are} there in your windows, but {their} full")
            }
            (0, 1..) => {
                let (are, have) = if there == 1 { ("is", "has") } else { ("are", "have") };
                format!("{there} {are} there in your windows, but {have} other sessions then")
            }
            (0, 0) if suited == 1 => "not free in your windows".to_owned(),
            (0, 0) => "none is free in your windows".to_owned(),
        }
    }

    /// The smallest change to the request that reaches somebody: a wider window, another length, another day.
    fn nearest_change(&self) -> Option<(String, usize, Ask)> {
        let ask = self.seeker.ask;
        let lengths = Length::ALL
            .into_iter()
            .filter(|length| *length != ask.length)
            .map(|length| (format!("asking for {} minutes", length.minutes()), Ask { length, ..ask.clone() }));
        let widened = (1..=WIDEN_HOURS).flat_map(|hours| {
            ask.windows.iter().enumerate().flat_map(move |(index, window)| {
                let later = Window { to: window.to.plus_hours(hours), ..*window };
                let earlier = Window { from: window.from.plus_hours(-hours), ..*window };
                [(index, later, later.to, "to"), (index, earlier, earlier.from, "from")]
            })
        });
        let widened = widened.filter_map(|(index, window, moment, word)| {
            let mut windows = ask.windows.to_vec();
            *windows.get_mut(index)? = window;
            let would = match word {
                "to" => format!("widening {} to {}", self.day(window.from), self.clock(moment)),
                _ => format!("letting {} begin at {}", self.day(window.to), self.clock(moment)),
            };
            Some((would, Ask { windows: UpTo::new(windows)?, ..ask.clone() }))
        });
        widened
            .chain(lengths)
            .map(|(would, other)| (would, self.free(&other), other))
            .find(|(_, free, _)| *free > 0)
            .or_else(|| self.another_day())
    }

    /// The first start of anybody who suits, in the next days.
    fn another_day(&self) -> Option<(String, usize, Ask)> {
        let ask = self.seeker.ask;
        let all = Window { from: self.now, to: self.now.plus_days(LOOK_AHEAD_DAYS) };
        let anytime = Ask { windows: UpTo::new(vec![all])?, ..ask.clone() };
        let range = anytime.range()?;
        let mut memo = ZoneMemo::default();
        let seeker = Seeker {
            ask: &anytime,
            not_with: self.seeker.not_with.clone(),
            not_at: self.seeker.not_at.clone(),
            ..*self.seeker
        };
        let mine = of(self.busy, seeker.candidate);
        let mut first: Option<Instant> = None;
        for helper in self.helpers.iter().filter(|helper| seeker.suits(helper)) {
            let free = openings(helper, of(self.busy, helper.id), self.now, range, &mut memo);
            let start = seeker.starts(helper, &free, mine, self.now).next();
            first = first.into_iter().chain(start).min();
        }
        let span = Span::of(first?, ask.length);
        let mut windows = ask.windows.to_vec();
        windows.push(Window { from: span.from, to: span.to });
        // A request that is full of windows makes room for this one.
        if windows.len() > 50 {
            windows.remove(0);
        }
        let other = Ask { windows: UpTo::new(windows)?, ..ask.clone() };
        let would = format!("{} at {}", self.date(span.from), self.clock(span.from));
        Some((would, self.free(&other), other)).filter(|(_, free, _)| *free > 0)
    }

    fn local(&self, at: Instant, format: &str) -> String {
        at.utc().with_timezone(&self.zone.tz()).format(format).to_string()
    }

    fn day(&self, at: Instant) -> String {
        self.local(at, "%A")
    }

    fn date(&self, at: Instant) -> String {
        self.local(at, "%A %-d %B")
    }

    fn clock(&self, at: Instant) -> String {
        self.local(at, "%H:%M")
    }
}

fn place(level: Level) -> i8 {
    Level::ALL.iter().zip(0..).find(|(one, _)| **one == level).map_or(0, |(_, place)| place)
}

/// `1 interviewer`, `4 interviewers`
fn people(count: usize) -> String {
    format!("{count} interviewer{}", if count == 1 { "" } else { "s" })
}
