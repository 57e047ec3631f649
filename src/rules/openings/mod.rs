//! Openings: the starts at which an interviewer can hold a session.
//!
//! One function decides about a start, `Openings::judge`. The listing walks along it and a booking
//! asks it once, so every listed start is admitted and nothing else is.

mod refusal;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use super::availability::{Availability, Clock, Stretch, ZoneMemo, hours, merge};
use crate::types::{Cell, Instant, Length, Role, Span};
use std::sync::Arc;

pub use refusal::Refusal;

/// What an interviewer asks of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Lengths of session on offer.
    pub durations: Vec<Length>,
    /// Most sessions held as interviewer in one ISO week (from Monday, in their zone); 0 means none.
    pub weekly_capacity: u32,
    /// Least time from now to a start, in hours.
    pub min_notice_hours: i64,
    /// Free time before and after every session of theirs, in minutes; up to a week of it counts.
    pub buffer_minutes: i64,
    /// Furthest start from now, in days of 24 hours.
    pub horizon_days: i64,
    /// No starts before this moment.
    pub paused_until: Option<Instant>,
}

/// A session that somebody is booked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment {
    /// When.
    pub span: Span,
    /// Their seat. Sessions as interviewer count towards the weekly capacity.
    pub role: Role,
}

/// What the rules need to know about an interviewer.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// When they are there.
    pub availability: &'a Availability,
    /// What they ask of a session.
    pub terms: &'a Terms,
    /// Their booked sessions in either seat, in any order; at least those that touch [`reach`].
    pub commitments: &'a [Commitment],
}

/// How far around a start a commitment can matter, in days: its week, and the widest buffer.
const REACH_DAYS: i64 = 8;
/// The widest buffer, in minutes.
const MAX_BUFFER: i64 = 7 * 24 * 60;

/// The span whose commitments matter to starts in `range`. Load those; others change nothing.
pub fn reach(range: Span) -> Span {
    Span::new(range.from.plus_days(-REACH_DAYS), range.to.plus_days(REACH_DAYS))
}

/// Whether a candidate with these commitments is free for all of `span`. Theirs need no buffer.
pub fn free(commitments: &[Commitment], span: Span) -> bool {
    !commitments.iter().any(|commitment| commitment.span.overlaps(span))
}

/// Whether the interviewer can hold a session of this length at this start.
pub fn admits(
    person: Person<'_>,
    now: Instant,
    start: Instant,
    length: Length,
    memo: &mut ZoneMemo,
) -> Result<(), Refusal> {
    let cell = start.cell().ok_or(Refusal::OffGrid)?;
    let range = Span::new(start, Cell(cell.0.saturating_add(1)).start());
    Openings::new(person, now, range, memo).judge(cell, length).map(|_| ()).map_err(|no| no.refusal)
}

/// One interviewer's openings in a range of starts, prepared for many questions.
#[derive(Debug)]
pub struct Openings<'a> {
    terms: &'a Terms,
    /// The starts that were asked about and that now, notice, pause and horizon leave over.
    range: Stretch,
    /// Starts at or after this are late enough, at or after `resumed` unpaused, up to `latest` near enough.
    earliest: i64,
    resumed: i64,
    latest: i64,
    /// When they are there, sorted and merged.
    hours: Vec<Stretch>,
    /// When they are booked, buffers included, sorted and merged.
    busy: Vec<Stretch>,
    /// Weeks since Monday 1969-12-29 that hold as many sessions as they want.
    full: Vec<i64>,
    clock: Arc<Clock>,
}

/// A refusal, and the first second at which it may be otherwise.
struct No {
    refusal: Refusal,
    until: i64,
}

impl<'a> Openings<'a> {
    /// Prepares for starts in `range`; `now` is the clock's.
    pub fn new(person: Person<'a>, now: Instant, range: Span, memo: &mut ZoneMemo) -> Self {
        let terms = person.terms;
        let earliest = now.plus_hours(terms.min_notice_hours.max(0)).epoch_ceil();
        let latest = now.plus_days(terms.horizon_days).epoch();
        let resumed = terms.paused_until.map_or(i64::MIN, Instant::epoch_ceil);
        // Expanding no further than can be booked is most of the listing's speed.
        let range = Stretch {
            from: range.from.epoch_ceil().max(earliest).max(resumed),
            to: range.to.epoch_ceil().min(latest.saturating_add(1)),
        };
        let (hours, busy, full, clock) = Default::default();
        let mut openings = Self { terms, range, earliest, resumed, latest, hours, busy, full, clock };
        if !range.is_empty() {
            openings.fill(person, memo);
        }
        openings
    }

    fn fill(&mut self, person: Person<'_>, memo: &mut ZoneMemo) {
        let reach = reach_of(self.range);
        self.clock = memo.clock(person.availability.time_zone, reach);
        let longest = seconds(Length::ALL.into_iter().max());
        let within = Stretch { to: self.range.to.saturating_add(longest), ..self.range };
        self.hours = hours(person.availability, within, &self.clock);
        let buffer = self.terms.buffer_minutes.clamp(0, MAX_BUFFER) * 60;
        let mut weeks = Vec::new();
        for commitment in person.commitments {
            let (from, to) = (commitment.span.from.epoch(), commitment.span.to.epoch_ceil());
            if from >= reach.to || to <= reach.from {
                continue;
            }
            self.busy.push(Stretch { from: from.saturating_sub(buffer), to: to.saturating_add(buffer) });
            if commitment.role == Role::Interviewer {
                weeks.push(self.week(from).0);
            }
        }
        merge(&mut self.busy);
        weeks.sort_unstable();
        let capacity = usize::try_from(self.terms.weekly_capacity).unwrap_or(usize::MAX);
        let full = weeks.chunk_by(|a, b| a == b).filter(|week| week.len() >= capacity);
        self.full = full.filter_map(|week| week.first().copied()).collect();
    }

    /// The starts of sessions of this length in `range`, as far as it was prepared for; in order.
    pub fn starts(&self, length: Length, range: Span) -> impl Iterator<Item = Instant> {
        let range = Stretch { from: range.from.epoch_ceil(), to: range.to.epoch_ceil() }.common(self.range);
        let (mut next, mut open_until) = (first_cell(range.from), i64::MIN);
        std::iter::from_fn(move || {
            while next.saturating_mul(Cell::SECONDS) < range.to {
                let cell = Cell(next);
                next = next.saturating_add(1);
                if cell.0.saturating_mul(Cell::SECONDS) < open_until {
                    return Some(cell.start());
                }
                match self.judge(cell, length) {
                    Ok(until) => {
                        open_until = until;
                        return Some(cell.start());
                    }
                    Err(no) => next = next.max(first_cell(no.until)),
                }
            }
            None
        })
    }

    /// The one place where a start is admitted or refused. When admitted, all starts before the second
    /// that is returned are too, so a listing asks once for a whole row of them.
    fn judge(&self, cell: Cell, length: Length) -> Result<i64, No> {
        let refused = |refusal, until| Err(No { refusal, until });
        let start = cell.0.saturating_mul(Cell::SECONDS);
        let session = Stretch { from: start, to: start.saturating_add(seconds(Some(length))) };
        let Terms { min_notice_hours, horizon_days, weekly_capacity, .. } = *self.terms;
        if !self.terms.durations.contains(&length) {
            return refused(Refusal::DurationNotOffered, i64::MAX);
        }
        if start < self.earliest {
            return refused(Refusal::TooSoon { notice_hours: min_notice_hours.max(0) }, self.earliest);
        }
        if start > self.latest {
            return refused(Refusal::BeyondHorizon { horizon_days }, i64::MAX);
        }
        if start < self.resumed {
            return refused(Refusal::Paused, self.resumed);
        }
        // What ends before this session does can hold no later one either.
        let there = self.hours.partition_point(|hours| hours.to < session.to);
        let hours = match self.hours.get(there) {
            Some(hours) if hours.from <= start => hours,
            Some(hours) => return refused(Refusal::OutsideHours, hours.from),
            None => return refused(Refusal::OutsideHours, i64::MAX),
        };
        let busy = self.busy.get(self.busy.partition_point(|busy| busy.to <= start));
        if let Some(busy) = busy.filter(|busy| busy.from < session.to) {
            return refused(Refusal::Busy, busy.to);
        }
        let (week, week_end) = self.week(start);
        if weekly_capacity == 0 || self.full.binary_search(&week).is_ok() {
            return refused(Refusal::WeekFull, week_end);
        }
        let last_end = busy.map_or(hours.to, |busy| busy.from.min(hours.to));
        let last = last_end.saturating_sub(seconds(Some(length))).min(self.latest);
        Ok(last.saturating_add(1).min(week_end))
    }

    /// The local week of a moment, and how long it lasts at least: to its end or the clocks' next change.
    fn week(&self, epoch: i64) -> (i64, i64) {
        const WEEK: i64 = 7 * 86_400;
        // 1970-01-01 was a Thursday.
        const MONDAY: i64 = 3 * 86_400;
        let piece = self.clock.piece_at(epoch);
        let week = epoch.saturating_add(piece.offset + MONDAY).div_euclid(WEEK);
        let end = week.saturating_add(1).saturating_mul(WEEK).saturating_sub(MONDAY + piece.offset);
        (week, end.min(piece.span.to))
    }
}

fn seconds(length: Option<Length>) -> i64 {
    length.map_or(0, Length::minutes) * 60
}

/// The first cell that starts at or after this second.
fn first_cell(epoch: i64) -> i64 {
    epoch.saturating_add(Cell::SECONDS - 1).div_euclid(Cell::SECONDS)
}

fn reach_of(range: Stretch) -> Stretch {
    let days = REACH_DAYS * 86_400;
    Stretch { from: range.from.saturating_sub(days), to: range.to.saturating_add(days) }
}
