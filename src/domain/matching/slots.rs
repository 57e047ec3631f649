//! Time as the slots of a round: quarter hours counted from a Monday 00:00 UTC.

use super::Interviewer;
use crate::domain::availability::openings::Commitment;
use crate::domain::{Cell, Interval, Seat, Span, Timestamp, Week};
use candor_solver::{self as matching, SLOTS_PER_WEEK as WEEK};
use std::collections::HashMap;

/// The length of a slot in minutes.
pub(crate) const SLOT: i64 = 15;

/// The start of slot 0, in epoch seconds.
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

    /// The slot that contains a moment.
    fn down(self, at: Timestamp) -> i32 {
        whole((at.epoch() - self.0).div_euclid(Cell::SECONDS))
    }

    /// The slots wholly inside `span`.
    pub(crate) fn inside(self, span: Span) -> matching::Span {
        matching::Span { from: self.up(span.from), to: self.down(span.to) }
    }

    /// Every slot that `span` touches.
    pub(crate) fn around(self, span: Span) -> matching::Span {
        matching::Span { from: self.down(span.from), to: self.up(span.to) }
    }

    /// The interviewer's capacity in each UTC week of the round, including what's already booked: what's left in the
    /// fullest local week in which they have hours during that UTC week.
    pub(crate) fn capacity(
        self,
        interviewer: &Interviewer<'_>,
        hours: &[matching::Span],
        held: &[Commitment],
        horizon: i32,
    ) -> Vec<u32> {
        let zone = interviewer.availability.time_zone;
        let mut interviews: HashMap<Week, u32> = HashMap::new();
        for commitment in held.iter().filter(|commitment| commitment.role == Some(Seat::Interviewer)) {
            *interviews.entry(Week::at(commitment.span.from, zone)).or_default() += 1;
        }
        let weeks = usize::try_from((horizon + WEEK - 1).div_euclid(WEEK)).unwrap_or(0);
        let mut left: Vec<Option<u32>> = vec![None; weeks];
        // A range is only a few days long, so its two ends cover every local week.
        for slot in hours.iter().flat_map(|span| [span.from, span.to - 1]) {
            let given = interviews.get(&Week::at(self.start(slot), zone)).copied().unwrap_or(0);
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

impl Interval for matching::Span {
    type Point = i32;

    fn ends(self) -> (i32, i32) {
        (self.from, self.to)
    }

    fn between(from: i32, to: i32) -> Self {
        Self { from, to }
    }
}
