//! The end of a series, as its author meant it (RFC 5545, section 3.3.10).

use super::recurrence::end_of;
use super::timezone::When;
use super::written::Written;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

/// The end of a series that begins at `start`, in its own zone.
pub(crate) fn last(written: Written, start: &When<'_>) -> NaiveDateTime {
    match written {
        Written::Utc(at) if start.all_day => end_of(Written::Date(last_day(at, start))),
        Written::Utc(at) => start.place.wall(at.and_utc().timestamp()),
        other => end_of(other),
    }
}

/// The day that the author of a series of days meant by this moment in UTC. It's the beginning or the last second of a
/// day: in the owner's zone, in UTC, or in the author's unknown zone. In the last case it's the nearest day, since
/// zones are at most half a day ahead of or behind UTC, a few islands aside.
fn last_day(at: NaiveDateTime, start: &When<'_>) -> NaiveDate {
    let own = start.place.wall(at.and_utc().timestamp());
    let last_second = |at: &NaiveDateTime| (at.hour(), at.minute(), at.second()) == (23, 59, 59);
    let of_a_day = |at: &NaiveDateTime| at.time() == NaiveTime::MIN || last_second(at);
    let noon = |at: &NaiveDateTime| (at.hour(), at.minute(), at.second()) == (12, 0, 0);
    let both = [own, at];
    if let Some(found) = both.iter().find(|at| of_a_day(at)).or_else(|| both.iter().find(|at| noon(at))) {
        return found.date();
    }
    let ends = i64::from(at.second() == 59);
    let nearest = at + TimeDelta::hours(12) + TimeDelta::seconds(ends);
    (nearest - TimeDelta::days(ends)).date()
}
