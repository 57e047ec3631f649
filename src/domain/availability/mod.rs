//! When an interviewer is there: weekly hours in their own zone, dated overrides and time off, and
//! how these become spans of UTC ([`expand()`]).
//!
//! The types are the JSON of `GET|PUT /v1/me/interviewer/availability`. Single fields are validated while parsing, the
//! rest by [`Availability::check`].

mod check;
mod clock;
mod expand;
mod stretch;
mod wall;

pub mod busy_calendar;
pub mod openings;

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use super::{Span, Timestamp, UpTo, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use super::LocalDate;
pub use clock::ZoneMemo;
pub use expand::expand;
pub use wall::{WallTime, Weekday};

pub(crate) use super::merge;
pub(crate) use clock::Clock;
pub(crate) use expand::hours;
pub(crate) use stretch::SecondsRange;

/// When an interviewer is available.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "time_zone": "Europe/Berlin",
    "weekly": [
        {"weekday": "monday", "start": "17:00", "end": "20:00"},
        {"weekday": "saturday", "start": "22:00", "end": "01:00"}
    ],
    "overrides": [{"date": "2027-02-08", "windows": [{"start": "09:00", "end": "12:00"}]}],
    "time_off": [{"from": "2027-04-01", "to": "2027-04-10"}]
}))]
pub struct Availability {
    /// The time zone of all times below.
    pub time_zone: Zone,
    /// The hours of a usual week. Overlapping windows count as one.
    #[serde(default)]
    #[schema(value_type = Vec<WeeklyWindow>, max_items = 100)]
    pub weekly: UpTo<100, WeeklyWindow>,
    /// Dates that differ from the usual week.
    #[serde(default)]
    #[schema(value_type = Vec<DateOverride>, max_items = 400)]
    pub overrides: UpTo<400, DateOverride>,
    /// Days off, which override everything else.
    #[serde(default)]
    #[schema(value_type = Vec<TimeOff>, max_items = 100)]
    pub time_off: UpTo<100, TimeOff>,
}

impl Availability {
    /// Whether an entry for these specific dates rules out the span: a day off, or different hours on that date that
    /// leave no room. The usual week doesn't count, because it isn't about a specific date.
    pub fn rules_out(&self, span: Span) -> bool {
        let date = |at: Timestamp| LocalDate::new(self.time_zone.date(at));
        let (first, last) = (date(span.from), date(Timestamp::from_epoch(span.to.epoch_ceil() - 1)));
        let is_off = |date: LocalDate| self.time_off.iter().any(|off| off.from <= date && date <= off.to);
        let differs = self.overrides.iter().any(|dated| Some(dated.date) == first);
        first.into_iter().chain(last).any(is_off)
            || (differs && !expand(self, span).iter().any(|hours| hours.contains(span)))
    }
}

/// A weekly window. An end before the start is on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyWindow {
    /// The day the window starts on.
    pub weekday: Weekday,
    /// First minute inside.
    pub start: WallTime,
    /// First minute after.
    pub end: WallTime,
}

/// The hours of one date, instead of the weekly windows that would start on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DateOverride {
    /// The date these windows start on.
    pub date: LocalDate,
    /// The windows; an empty list means no hours that day.
    #[schema(value_type = Vec<Window>, max_items = 20)]
    pub windows: UpTo<20, Window>,
}

/// A window on one date. An end before the start is on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AvailabilityWindow)]
pub struct Window {
    /// First minute inside.
    pub start: WallTime,
    /// First minute after.
    pub end: WallTime,
}

/// Days off, including the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeOff {
    /// First day off.
    pub from: LocalDate,
    /// Last day off.
    pub to: LocalDate,
}
