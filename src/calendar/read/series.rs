//! Events that belong together: a series, and replacements for some of its repetitions.

use super::component::{Event, Slot, after};
use super::steps::Steps;
use super::timezone::When;
use super::written::{Extent, Written};
use super::{Unreadable, recurrence, until};
use crate::domain::availability::SecondsRange;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::{HashMap, HashSet};

/// Local times of two zones are at most a bit more than a day apart.
const MARGIN_DAYS: i64 = 2;

/// Adds the spans of these events that touch the window; returns how many couldn't be parsed completely.
pub(crate) fn spans(
    events: &[Event<'_>],
    window: SecondsRange,
    steps: &mut Steps,
    busy: &mut Vec<SecondsRange>,
) -> Result<usize, Unreadable> {
    let (parts, whole): (Vec<_>, Vec<_>) = events.iter().partition(|event| event.is_part);
    let mut left_out = 0;
    let mut out_of: HashMap<&str, Vec<&Event<'_>>> = HashMap::new();
    for part in parts {
        // A replacement is at its own time, whatever its series does.
        add(after(&part.extent, &part.start, part.start.wall), part.takes_time, window, steps, busy)?;
        left_out += usize::from(part.takes_time && part.flawed);
        out_of.entry(part.uid).or_default().push(part);
    }
    for event in whole.into_iter().filter(|event| event.takes_time) {
        let parts = out_of.get(event.uid).filter(|_| !event.uid.is_empty()).map_or(&[][..], Vec::as_slice);
        let followed = one(event, parts, window, steps, busy)?;
        left_out += usize::from(event.flawed || !followed);
    }
    Ok(left_out)
}

fn add(
    span: SecondsRange,
    takes_time: bool,
    window: SecondsRange,
    steps: &mut Steps,
    busy: &mut Vec<SecondsRange>,
) -> Result<(), Unreadable> {
    if takes_time && !span.is_empty() && !span.common(window).is_empty() {
        steps.one_inside()?;
        busy.push(span);
    }
    Ok(())
}

/// Repetitions of a series that are moved or removed.
struct Exceptions<'a> {
    moments: HashSet<i64>,
    dates: HashSet<NaiveDate>,
    /// From a moment on: the shift and duration of all repetitions, and whether they're busy; sorted by moment.
    later: Vec<(i64, TimeDelta, Extent, bool)>,
    like: When<'a>,
}

impl<'a> Exceptions<'a> {
    fn of(event: &Event<'a>, parts: &[&Event<'_>]) -> Self {
        let like = event.start;
        let mut all = Self { moments: HashSet::new(), dates: HashSet::new(), later: Vec::new(), like };
        let replaced = parts.iter().filter_map(|part| part.replaces.as_ref());
        for slot in event.except.iter().chain(replaced).map(|when| when.slot(&like)) {
            match slot {
                Slot::Day(date) => all.dates.insert(date),
                Slot::Moment(moment) => all.moments.insert(moment),
            };
        }
        for part in parts.iter().filter(|part| part.and_later) {
            let Some(when) = &part.replaces else { continue };
            let (from, wall) = match when.slot(&like) {
                Slot::Day(date) => (like.place.epoch(date.and_time(NaiveTime::MIN)), date.and_time(like.wall.time())),
                Slot::Moment(moment) => (moment, like.place.wall(moment)),
            };
            all.later.push((from, part.start.wall_at(&like) - wall, part.extent, part.takes_time));
        }
        all.later.sort_unstable_by_key(|(from, ..)| *from);
        all
    }

    /// The range of a repetition that would begin then.
    fn apply(&self, when: &When<'_>, extent: Extent) -> Option<SecondsRange> {
        let epoch = when.epoch();
        if self.moments.contains(&epoch) || self.dates.contains(&when.wall_at(&self.like).date()) {
            return None;
        }
        match self.later.get(self.later.partition_point(|(from, ..)| *from <= epoch).wrapping_sub(1)) {
            Some((_, shift, extent, true)) => Some(after(extent, when, when.wall.checked_add_signed(*shift)?)),
            Some((.., false)) => None,
            None => Some(after(&extent, when, when.wall)),
        }
    }

    /// The local times between which repetitions have to be checked.
    fn reach(&self, extent: Extent, window: SecondsRange) -> (NaiveDateTime, NaiveDateTime) {
        let longest = |extent: &Extent| extent.total().saturating_abs();
        let lasts = self.later.iter().map(|(.., extent, _)| longest(extent)).fold(longest(&extent), i64::max);
        let shift = self.later.iter().map(|(_, shift, ..)| shift.num_seconds().saturating_abs()).max().unwrap_or(0);
        let margin = shift.saturating_add(MARGIN_DAYS * 86_400);
        let from = window.from.saturating_sub(lasts).saturating_sub(margin);
        (self.like.place.wall(from), self.like.place.wall(window.to.saturating_add(margin)))
    }
}

/// Adds one event with all its repetitions; `false` if one of its rules couldn't be expanded.
fn one(
    event: &Event<'_>,
    parts: &[&Event<'_>],
    window: SecondsRange,
    steps: &mut Steps,
    busy: &mut Vec<SecondsRange>,
) -> Result<bool, Unreadable> {
    let except = Exceptions::of(event, parts);
    let mut followed = true;
    let mut put = |when: &When<'_>, extent: Extent, steps: &mut Steps| match except.apply(when, extent) {
        Some(span) => add(span, true, window, steps, busy),
        None => Ok(()),
    };
    put(&event.start, event.extent, steps)?;
    for (when, extent) in &event.more {
        put(when, extent.unwrap_or(event.extent), steps)?;
    }
    let (from, to) = except.reach(event.extent, window);
    let last = |written: Written| until::last(written, &event.start);
    for rule in &event.rules {
        followed &= recurrence::walk(rule, event.start.wall, (to, &last), steps, event.line, |wall, steps| {
            if wall < from || wall == event.start.wall {
                return Ok(());
            }
            put(&When { wall, ..event.start }, event.extent, steps)
        })?;
    }
    Ok(followed)
}
