//! Openings: the starts at which an interviewer can hold a session.
//!
//! One function decides about a start, `Openings::check`. Both listing and booking call it, so every listed start can
//! be booked and nothing else can.

mod diary;
mod refusal;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use super::{Availability, SecondsRange, ZoneMemo};
use crate::domain::{Cell, Seat, SessionLength, Span, Timestamp};
use std::borrow::Cow;

pub use diary::Diary;
pub use refusal::Refusal;

/// An interviewer's scheduling rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The session lengths they offer.
    pub durations: Vec<SessionLength>,
    /// Maximum number of sessions as interviewer in one ISO week (from Monday, in their zone); 0 means none.
    pub weekly_capacity: u32,
    /// Minimum time from now to a start, in hours.
    pub min_notice_hours: i64,
    /// Minutes kept free before and after each of their sessions; at most a week.
    pub buffer_minutes: i64,
    /// How far ahead a start can be, in days of 24 hours.
    pub horizon_days: i64,
    /// No starts before this moment.
    pub paused_until: Option<Timestamp>,
    /// No booking can be made before this moment, whenever the session starts.
    pub rests_until: Option<Timestamp>,
}

/// Something that takes up a person's time: a session, or an event in their own calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment {
    /// When.
    pub span: Span,
    /// Their seat in a session; sessions as interviewer count towards the weekly capacity. `None` for an event from
    /// their own calendar: it counts towards nothing, but the buffer applies to it like to any session.
    pub role: Option<Seat>,
}

/// What the booking rules need to know about an interviewer.
#[derive(Debug, Clone, Copy)]
pub struct InterviewerSchedule<'a> {
    /// Their hours.
    pub availability: &'a Availability,
    /// Their scheduling rules.
    pub terms: &'a Terms,
    /// Their commitments, in any order; at least those that touch [`reach`].
    pub commitments: &'a [Commitment],
}

/// The span in which commitments can affect starts in `range`; commitments outside it needn't be loaded.
pub fn reach(range: Span) -> Span {
    Span::new(range.from.plus_days(-diary::REACH_DAYS), range.to.plus_days(diary::REACH_DAYS))
}

/// Whether a candidate with these commitments is free for all of `span`. Candidates need no buffer.
pub fn free(commitments: &[Commitment], span: Span) -> bool {
    !commitments.iter().any(|commitment| commitment.span.overlaps(span))
}

/// Whether the interviewer can hold a session of this length at this start.
pub fn admits(
    schedule: InterviewerSchedule<'_>,
    now: Timestamp,
    start: Timestamp,
    length: SessionLength,
    memo: &mut ZoneMemo,
) -> Result<(), Refusal> {
    let cell = start.cell().ok_or(Refusal::OffGrid)?;
    let range = Span::new(start, Cell(cell.0.saturating_add(1)).start());
    Openings::new(schedule, now, range, memo).check(cell, length).map(|_| ()).map_err(|no| no.refusal)
}

/// One interviewer's openings in a range of starts, prepared once for many queries.
#[derive(Debug)]
pub struct Openings<'a> {
    terms: &'a Terms,
    /// The requested range, narrowed by the current time, notice, pause and horizon.
    range: SecondsRange,
    limits: Limits,
    diary: Cow<'a, Diary>,
}

/// A start must be at or after `earliest` (notice) and `resumed` (pause), and no later than `latest` (horizon).
#[derive(Debug, Clone, Copy)]
struct Limits {
    earliest: i64,
    resumed: i64,
    latest: i64,
}

impl Limits {
    fn of(terms: &Terms, now: Timestamp) -> Self {
        Self {
            earliest: now.plus_hours(terms.min_notice_hours.max(0)).epoch_ceil(),
            resumed: match terms.rests_until {
                Some(until) if now < until => i64::MAX,
                _ => terms.paused_until.map_or(i64::MIN, Timestamp::epoch_ceil),
            },
            latest: now.plus_days(terms.horizon_days).epoch(),
        }
    }

    /// The part of `range` that satisfies them.
    fn within(self, range: Span) -> SecondsRange {
        SecondsRange {
            from: range.from.epoch_ceil().max(self.earliest).max(self.resumed),
            to: range.to.epoch_ceil().min(self.latest.saturating_add(1)),
        }
    }
}

/// A refusal, and the first second at which the answer may change.
struct No {
    refusal: Refusal,
    until: i64,
}

impl<'a> Openings<'a> {
    /// Prepares for starts in `range`; `now` is the clock's.
    pub fn new(schedule: InterviewerSchedule<'a>, now: Timestamp, range: Span, memo: &mut ZoneMemo) -> Self {
        let limits = Limits::of(schedule.terms, now);
        // For a few people, expanding hours is most of the cost, so it stops where nothing can be booked.
        let range = limits.within(range);
        Self { terms: schedule.terms, range, limits, diary: Cow::Owned(Diary::over(schedule, range, memo)) }
    }

    /// Like [`Openings::new`], from an existing diary; starts outside its range are ignored.
    pub fn kept(terms: &'a Terms, diary: &'a Diary, now: Timestamp, range: Span) -> Self {
        let limits = Limits::of(terms, now);
        Self { terms, range: limits.within(range).common(diary.covers), limits, diary: Cow::Borrowed(diary) }
    }

    /// The starts of sessions of this length in `range`, as far as it was prepared for; in order.
    pub fn starts(&self, length: SessionLength, range: Span) -> impl Iterator<Item = Timestamp> {
        let range = SecondsRange { from: range.from.epoch_ceil(), to: range.to.epoch_ceil() }.common(self.range);
        let (mut next, mut open_until) = (first_cell(range.from), i64::MIN);
        std::iter::from_fn(move || {
            while next.saturating_mul(Cell::SECONDS) < range.to {
                let cell = Cell(next);
                next = next.saturating_add(1);
                if cell.0.saturating_mul(Cell::SECONDS) < open_until {
                    return Some(cell.start());
                }
                match self.check(cell, length) {
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

    /// The only place where a start is admitted or refused. If it's admitted, so are all starts before the returned
    /// second, so a listing needs one call for a run of starts.
    fn check(&self, cell: Cell, length: SessionLength) -> Result<i64, No> {
        let refused = |refusal, until| Err(No { refusal, until });
        let start = cell.0.saturating_mul(Cell::SECONDS);
        let session = SecondsRange { from: start, to: start.saturating_add(seconds(Some(length))) };
        let Terms { min_notice_hours, horizon_days, weekly_capacity, .. } = *self.terms;
        if !self.terms.durations.contains(&length) {
            return refused(Refusal::DurationNotOffered, i64::MAX);
        }
        if start < self.limits.earliest {
            return refused(Refusal::TooSoon { notice_hours: min_notice_hours.max(0) }, self.limits.earliest);
        }
        if start > self.limits.latest {
            return refused(Refusal::BeyondHorizon { horizon_days }, i64::MAX);
        }
        if start < self.limits.resumed {
            return refused(Refusal::Paused, self.limits.resumed);
        }
        // Hours that end before this session does can't hold a later one either.
        let Diary { hours, busy, full, .. } = &*self.diary;
        let there = hours.partition_point(|hours| hours.to < session.to);
        let hours = match hours.get(there) {
            Some(hours) if hours.from <= start => hours,
            Some(hours) => return refused(Refusal::OutsideHours, hours.from),
            None => return refused(Refusal::OutsideHours, i64::MAX),
        };
        let busy = busy.get(busy.partition_point(|busy| busy.to <= start));
        if let Some(busy) = busy.filter(|busy| busy.from < session.to) {
            return refused(Refusal::Busy, busy.to);
        }
        let (week, week_end) = self.diary.week(start);
        if weekly_capacity == 0 || full.binary_search(&week).is_ok() {
            return refused(Refusal::WeekFull, week_end);
        }
        let last_end = busy.map_or(hours.to, |busy| busy.from.min(hours.to));
        let last = last_end.saturating_sub(seconds(Some(length))).min(self.limits.latest);
        Ok(last.saturating_add(1).min(week_end))
    }
}

fn seconds(length: Option<SessionLength>) -> i64 {
    length.map_or(0, SessionLength::minutes) * 60
}

/// The first cell that starts at or after this second.
fn first_cell(epoch: i64) -> i64 {
    epoch.saturating_add(Cell::SECONDS - 1).div_euclid(Cell::SECONDS)
}
