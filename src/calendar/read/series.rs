//! Events that belong together: a series, and what takes the place of some of its repetitions.

use super::component::{Event, Extent};
use super::steps::Steps;
use super::timezone::When;
use super::{Unreadable, recurrence};
use crate::domain::availability::SecondsRange;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::{HashMap, HashSet};

/// Clocks are at most a bit more than a day apart.
const MARGIN_DAYS: i64 = 2;

/// Adds the spans of these events that touch the window; answers how many could not be understood in full.
pub(crate) fn spans(
    events: Vec<Event<'_>>,
    window: SecondsRange,
    steps: &mut Steps<'_>,
    busy: &mut Vec<SecondsRange>,
) -> Result<usize, Unreadable> {
    let (whole, parts): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.replaces.is_none());
    let mut out_of: HashMap<&str, Vec<&Event<'_>>> = HashMap::new();
    for part in &parts {
        // Whatever its series does, it stands where it says.
        add(part.extent.after(&part.start, part.start.wall), part.takes_time, window, steps, busy)?;
        out_of.entry(part.uid).or_default().push(part);
    }
    let mut left_out = 0;
    for event in &whole {
        let parts = out_of.get(event.uid).filter(|_| !event.uid.is_empty()).map_or(&[][..], Vec::as_slice);
        left_out += usize::from(!one(event, parts, window, steps, busy)?);
    }
    Ok(left_out)
}

fn add(
    span: SecondsRange,
    takes_time: bool,
    window: SecondsRange,
    steps: &mut Steps<'_>,
    busy: &mut Vec<SecondsRange>,
) -> Result<(), Unreadable> {
    if takes_time && !span.is_empty() && !span.common(window).is_empty() {
        steps.one_inside()?;
        busy.push(span);
    }
    Ok(())
}

/// What of a series is elsewhere, or not at all.
struct Exceptions<'a> {
    moments: HashSet<i64>,
    dates: HashSet<NaiveDate>,
    /// From a moment on, all repetitions are later by this much, as long as that, or take no time; by moment.
    later: Vec<(i64, TimeDelta, Extent, bool)>,
    like: When<'a>,
}

impl<'a> Exceptions<'a> {
    fn of(event: &Event<'a>, parts: &[&Event<'_>]) -> Self {
        let mut all = Self { moments: HashSet::new(), dates: HashSet::new(), later: Vec::new(), like: event.start };
        for when in event.except.iter().chain(parts.iter().filter_map(|part| part.replaces.as_ref())) {
            if when.all_day && !event.start.all_day {
                all.dates.insert(when.wall.date());
            } else {
                all.moments.insert(when.epoch());
            }
        }
        for part in parts.iter().filter(|part| part.and_later) {
            if let Some(when) = &part.replaces {
                all.later.push((when.epoch(), part.start.wall - when.wall, part.extent, part.takes_time));
            }
        }
        all.later.sort_unstable_by_key(|(from, ..)| *from);
        all
    }

    /// What a repetition comes to that would begin when the clocks show this.
    fn apply(&self, when: &When<'_>, extent: Extent) -> Option<SecondsRange> {
        let epoch = when.epoch();
        if self.moments.contains(&epoch) || self.dates.contains(&when.wall.date()) {
            return None;
        }
        match self.later.get(self.later.partition_point(|(from, ..)| *from <= epoch).wrapping_sub(1)) {
            Some((_, shift, extent, true)) => Some(extent.after(when, when.wall.checked_add_signed(*shift)?)),
            Some((.., false)) => None,
            None => Some(extent.after(when, when.wall)),
        }
    }

    /// Within which local times repetitions have to be looked at.
    fn reach(&self, extent: Extent, window: SecondsRange) -> (NaiveDateTime, NaiveDateTime) {
        let longest = |extent: &Extent| extent.wall.num_seconds().saturating_add(extent.seconds).max(0);
        let lasts = self.later.iter().map(|(.., extent, _)| longest(extent)).fold(longest(&extent), i64::max);
        let shift = self.later.iter().map(|(_, shift, ..)| shift.num_seconds().saturating_abs()).max().unwrap_or(0);
        let margin = shift.saturating_add(MARGIN_DAYS * 86_400);
        let from = window.from.saturating_sub(lasts).saturating_sub(margin);
        (self.like.place.wall(from), self.like.place.wall(window.to.saturating_add(margin)))
    }
}

/// One event with all its repetitions; `false` when a rule of it could not be followed.
fn one(
    event: &Event<'_>,
    parts: &[&Event<'_>],
    window: SecondsRange,
    steps: &mut Steps<'_>,
    busy: &mut Vec<SecondsRange>,
) -> Result<bool, Unreadable> {
    if !event.takes_time {
        return Ok(true);
    }
    let except = Exceptions::of(event, parts);
    let mut followed = !event.bad_rule;
    let mut put = |when: &When<'_>, extent: Extent, steps: &mut Steps<'_>| match except.apply(when, extent) {
        Some(span) => add(span, true, window, steps, busy),
        None => Ok(()),
    };
    put(&event.start, event.extent, steps)?;
    for (when, extent) in &event.more {
        put(when, extent.unwrap_or(event.extent), steps)?;
    }
    let (from, to) = except.reach(event.extent, window);
    let until = |epoch: i64| event.start.place.wall(epoch);
    for rule in &event.rules {
        followed &= recurrence::walk(rule, event.start.wall, (to, &until), steps, event.number, |wall, steps| {
            if wall < from || wall == event.start.wall {
                return Ok(());
            }
            put(&When { wall, ..event.start }, event.extent, steps)
        })?;
    }
    Ok(followed)
}
