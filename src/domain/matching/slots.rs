//! Time as the slots of a round, which are quarters of an hour from a Monday 00:00 UTC on.

use super::Interviewer;
use crate::domain::availability::openings::Commitment;
use crate::domain::{Cell, Seat, Span, Timestamp, Zone};
use candor_solver::{self as matching, SLOTS_PER_WEEK as WEEK};
use chrono::{Datelike, TimeZone};
use std::collections::HashMap;

/// A slot in minutes.
pub(crate) const SLOT: i64 = 15;

/// Where slot 0 is, in epoch seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Time(i64);

impl Time {
    /// Counted from the Monday at or before this moment.
    pub(crate) fn from_monday_before(at: Timestamp) -> Self {
        const WEEK_SECONDS: i64 = 7 * 86_400;
        // 1970-01-05 was a Monday.
        const MONDAY: i64 = 4 * 86_400;
        Self((at.epoch() - MONDAY).div_euclid(WEEK_SECONDS) * WEEK_SECONDS + MONDAY)
    }

    /// When a slot begins.
    pub(crate) fn start(self, slot: i32) -> Timestamp {
        Timestamp::from_epoch(self.0 + i64::from(slot) * Cell::SECONDS)
    }

    /// The first slot at or after a moment.
    pub(crate) fn up(self, at: Timestamp) -> i32 {
        whole((at.epoch_ceil() - self.0 + Cell::SECONDS - 1).div_euclid(Cell::SECONDS))
    }

    /// The slot that holds a moment.
    fn down(self, at: Timestamp) -> i32 {
        whole((at.epoch() - self.0).div_euclid(Cell::SECONDS))
    }

    /// The whole slots inside.
    pub(crate) fn inside(self, span: Span) -> matching::Span {
        matching::Span { from: self.up(span.from), to: self.down(span.to) }
    }

    /// Every slot that is touched.
    pub(crate) fn around(self, span: Span) -> matching::Span {
        matching::Span { from: self.down(span.from), to: self.up(span.to) }
    }

    /// Sessions of each UTC week of the round, those booked counted in: what is left in the fullest of the
    /// local weeks in which the interviewer is there in that UTC week.
    pub(crate) fn capacity(
        self,
        interviewer: &Interviewer<'_>,
        hours: &[matching::Span],
        held: &[Commitment],
        horizon: i32,
    ) -> Vec<u32> {
        let zone = interviewer.availability.time_zone;
        let mut interviews: HashMap<i32, u32> = HashMap::new();
        for commitment in held.iter().filter(|commitment| commitment.role == Some(Seat::Interviewer)) {
            *interviews.entry(local_week(zone, commitment.span.from)).or_default() += 1;
        }
        let weeks = usize::try_from((horizon + WEEK - 1).div_euclid(WEEK)).unwrap_or(0);
        let mut left: Vec<Option<u32>> = vec![None; weeks];
        // Stretches are at most some days long, so their ends know every local week.
        for slot in hours.iter().flat_map(|span| [span.from, span.to - 1]) {
            let given = interviews.get(&local_week(zone, self.start(slot))).copied().unwrap_or(0);
            let here = interviewer.terms.weekly_capacity.saturating_sub(given);
            if let Some(known) = usize::try_from(slot.div_euclid(WEEK)).ok().and_then(|week| left.get_mut(week)) {
                *known = Some(known.map_or(here, |known| known.min(here)));
            }
        }
        let mut capacity: Vec<u32> = left.into_iter().map(|left| left.unwrap_or(0)).collect();
        for commitment in held {
            let week = self.down(commitment.span.from).div_euclid(WEEK);
            if let Some(known) = usize::try_from(week).ok().and_then(|week| capacity.get_mut(week)) {
                *known += 1;
            }
        }
        capacity
    }
}

fn whole(slot: i64) -> i32 {
    i32::try_from(slot.clamp(i32::MIN.into(), i32::MAX.into())).unwrap_or(i32::MAX)
}

/// Days since the common era of the Monday that a local week begins with.
fn local_week(zone: Zone, at: Timestamp) -> i32 {
    let date = zone.tz().from_utc_datetime(&at.naive()).date_naive();
    date.num_days_from_ce() - i32::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}

/// Sorted, without what is empty, and joined where they overlap or touch.
pub(crate) fn merged(spans: impl Iterator<Item = matching::Span>) -> Vec<matching::Span> {
    let mut all: Vec<_> = spans.filter(|span| span.from < span.to).collect();
    all.sort_unstable_by_key(|span| (span.from, span.to));
    all.dedup_by(|next, kept| {
        let joins = next.from <= kept.to;
        if joins {
            kept.to = kept.to.max(next.to);
        }
        joins
    });
    all
}

/// What is left of sorted stretches.
pub(crate) fn without(spans: Vec<matching::Span>, taken: impl Iterator<Item = matching::Span>) -> Vec<matching::Span> {
    taken.fold(spans, |spans, off| {
        let before = |span: matching::Span| matching::Span { to: span.to.min(off.from), ..span };
        let after = |span: matching::Span| matching::Span { from: span.from.max(off.to), ..span };
        merged(spans.into_iter().flat_map(|span| [before(span), after(span)]))
    })
}
