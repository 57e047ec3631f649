use super::clock::{Clock, ZoneMemo};
use super::stretch::SecondsRange;
use super::{Availability, WallTime, Weekday};
use crate::domain::{Span, Timestamp, cut, merge};

const DAY: i64 = 86_400;

/// When the interviewer is there, inside `span`: sorted spans of UTC that neither overlap nor touch.
///
/// A moment is inside exactly when the interviewer's own clock then shows a date and time that the
/// rules offer. Nothing else is decided here, and what happens on change days follows from it:
///
/// - Gap (clocks go forward): local times that never come are never offered, so a window edge in
///   the gap moves to the first moment after it, and a window wholly inside vanishes. A date that
///   is skipped altogether (Samoa, 2011-12-30) has no hours.
/// - Fold (clocks go back): a repeated time is offered both times. So a start takes its earlier reading and an end its later one, without the times
///   in between that the window doesn't name: nobody is booked while their clock shows a time they didn't offer.
///
/// A window belongs to the date it starts on: a day off drops the windows that start on it, their
/// part after midnight included, and also cuts what would spill into it from the day before.
/// `span` is taken as far as it lies in the years 1970 to 2199.
pub fn expand(availability: &Availability, span: Span) -> Vec<Span> {
    let within = SecondsRange { from: span.from.epoch_ceil(), to: span.to.epoch_ceil() };
    let clock = ZoneMemo::default().clock(availability.time_zone, within);
    let hours = hours(availability, within, &clock);
    hours.into_iter().map(|h| Span::new(Timestamp::from_epoch(h.from), Timestamp::from_epoch(h.to))).collect()
}

/// [`expand()`] in epoch seconds, with a clock that was read before and covers `within`.
pub(crate) fn hours(availability: &Availability, within: SecondsRange, clock: &Clock) -> Vec<SecondsRange> {
    let within = within.common(SecondsRange { from: Timestamp::YEARS.start, to: Timestamp::YEARS.end });
    if within.is_empty() {
        return Vec::new();
    }
    let local = local_hours(availability, local_days(within, clock));
    let mut hours = Vec::with_capacity(local.len());
    for piece in clock.pieces(within) {
        let part = piece.span.common(within);
        hours.extend(local.iter().map(|stretch| stretch.earlier(piece.offset).common(part)));
    }
    merge(&mut hours);
    hours
}

/// The local dates, in days since 1970, on which a window may start that reaches into `within`.
fn local_days(within: SecondsRange, clock: &Clock) -> SecondsRange {
    let (mut from, mut to) = (i64::MAX, i64::MIN);
    for piece in clock.pieces(within) {
        let part = piece.span.common(within);
        from = from.min((part.from + piece.offset).div_euclid(DAY));
        to = to.max((part.to + piece.offset).div_euclid(DAY));
    }
    // The day before may spill over midnight.
    SecondsRange { from: from.saturating_sub(1), to: to.saturating_add(1) }
}

/// The offered local time of windows that start on these days, as seconds since 1970 local time.
fn local_hours(availability: &Availability, days: SecondsRange) -> Vec<SecondsRange> {
    let overrides: Vec<_> = availability
        .overrides
        .iter()
        .map(|dated| (dated.date.day(), &dated.windows))
        .filter(|(day, _)| (days.from..days.to).contains(day))
        .collect();
    let time_off: Vec<_> = availability
        .time_off
        .iter()
        .map(|off| SecondsRange { from: off.from.day(), to: off.to.day() + 1 })
        .filter(|off| !off.is_empty() && !off.common(days).is_empty())
        .collect();
    let mut hours = Vec::new();
    for day in days.from..days.to {
        if time_off.iter().any(|off| (off.from..off.to).contains(&day)) {
            continue;
        }
        if let Some((_, windows)) = overrides.iter().find(|(overridden, _)| *overridden == day) {
            hours.extend(windows.iter().map(|window| window_on(day, window.start, window.end)));
        } else {
            let weekday = Weekday::of_day(day);
            let weekly = availability.weekly.iter().filter(|window| window.weekday == weekday);
            hours.extend(weekly.map(|window| window_on(day, window.start, window.end)));
        }
    }
    merge(&mut hours);
    for off in time_off {
        cut(&mut hours, SecondsRange { from: off.from * DAY, to: off.to * DAY });
    }
    hours
}

fn window_on(day: i64, start: WallTime, end: WallTime) -> SecondsRange {
    let (start, mut end) = (start.minutes(), end.minutes());
    if end < start {
        end += 24 * 60;
    }
    SecondsRange { from: day * DAY + start * 60, to: day * DAY + end * 60 }
}
