use super::{InterviewerSchedule, seconds};
use crate::domain::availability::{Clock, SecondsRange, ZoneMemo, hours, merge};
use crate::domain::{Seat, SessionLength, Span};
use std::sync::Arc;

/// How far from a start a commitment can still matter, in days: the week it counts in, plus the widest buffer.
pub(crate) const REACH_DAYS: i64 = 8;
/// The widest buffer, in minutes.
const MAX_BUFFER: i64 = 7 * 24 * 60;

/// Everything that decides whether an interviewer can hold a session at some start, apart from the current time: their
/// hours, their bookings, and which weeks are full. Valid until their hours, terms or sessions change.
#[derive(Debug, Clone, Default)]
pub struct Diary {
    /// The range of starts it was built for.
    pub(crate) covers: SecondsRange,
    /// When they are there, sorted and merged.
    pub(crate) hours: Vec<SecondsRange>,
    /// When they are booked, buffers included, sorted and merged.
    pub(crate) busy: Vec<SecondsRange>,
    /// Weeks (numbered from Monday 1969-12-29) in which their weekly capacity is used up.
    pub(crate) full: Vec<i64>,
    clock: Arc<Clock>,
}

impl Diary {
    /// For starts in `range`.
    pub fn new(schedule: InterviewerSchedule<'_>, range: Span, memo: &mut ZoneMemo) -> Self {
        Self::over(schedule, SecondsRange { from: range.from.epoch_ceil(), to: range.to.epoch_ceil() }, memo)
    }

    /// Like `new`, but with these hours instead of the person's own.
    pub fn within(schedule: InterviewerSchedule<'_>, windows: &[Span], memo: &mut ZoneMemo) -> Self {
        let window = |span: &Span| SecondsRange { from: span.from.epoch_ceil(), to: span.to.epoch() };
        let mut hours: Vec<SecondsRange> = windows.iter().map(window).collect();
        merge(&mut hours);
        let covers = hours.iter().copied().reduce(SecondsRange::around).unwrap_or_default();
        Self { hours, ..Self::over(schedule, covers, memo) }
    }

    pub(crate) fn over(schedule: InterviewerSchedule<'_>, covers: SecondsRange, memo: &mut ZoneMemo) -> Self {
        let mut diary = Self { covers, ..Self::default() };
        if !covers.is_empty() {
            diary.fill(schedule, memo);
        }
        diary
    }

    fn fill(&mut self, schedule: InterviewerSchedule<'_>, memo: &mut ZoneMemo) {
        let reach = reach_of(self.covers);
        self.clock = memo.clock(schedule.availability.time_zone, reach);
        let longest = seconds(SessionLength::ALL.into_iter().max());
        let within = SecondsRange { to: self.covers.to.saturating_add(longest), ..self.covers };
        self.hours = hours(schedule.availability, within, &self.clock);
        let buffer = schedule.terms.buffer_minutes.clamp(0, MAX_BUFFER) * 60;
        let mut weeks = Vec::new();
        for commitment in schedule.commitments {
            let (from, to) = (commitment.span.from.epoch(), commitment.span.to.epoch_ceil());
            if from >= reach.to || to <= reach.from {
                continue;
            }
            self.busy.push(SecondsRange { from: from.saturating_sub(buffer), to: to.saturating_add(buffer) });
            if commitment.role == Some(Seat::Interviewer) {
                weeks.push(self.week(from).0);
            }
        }
        merge(&mut self.busy);
        weeks.sort_unstable();
        let capacity = usize::try_from(schedule.terms.weekly_capacity).unwrap_or(usize::MAX);
        let full = weeks.chunk_by(|a, b| a == b).filter(|week| week.len() >= capacity);
        self.full = full.filter_map(|week| week.first().copied()).collect();
    }

    /// Whether all of `span` is inside their hours.
    pub fn is_there(&self, span: Span) -> bool {
        let (from, to) = (span.from.epoch(), span.to.epoch_ceil());
        self.hours.iter().any(|hours| hours.from <= from && to <= hours.to)
    }

    /// The local week of a moment, and a time up to which it surely lasts: its end, or the next clock change.
    pub(crate) fn week(&self, epoch: i64) -> (i64, i64) {
        const WEEK: i64 = 7 * 86_400;
        // 1970-01-01 was a Thursday.
        const MONDAY: i64 = 3 * 86_400;
        let piece = self.clock.piece_at(epoch);
        let week = epoch.saturating_add(piece.offset + MONDAY).div_euclid(WEEK);
        let end = week.saturating_add(1).saturating_mul(WEEK).saturating_sub(MONDAY + piece.offset);
        (week, end.min(piece.span.to))
    }
}

fn reach_of(range: SecondsRange) -> SecondsRange {
    let days = REACH_DAYS * 86_400;
    SecondsRange { from: range.from.saturating_sub(days), to: range.to.saturating_add(days) }
}
