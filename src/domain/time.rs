use super::{Invalid, text_serde};
use chrono::{DateTime, Duration, NaiveDateTime, SecondsFormat, SubsecRound, TimeDelta, Utc};
use std::{fmt, str::FromStr};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

/// A moment in UTC, to the microsecond.
///
/// SQLite would keep nanoseconds and PostgreSQL microseconds; truncating here makes a value read
/// back equal to the value written on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2027-01-14T17:00:00Z")]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// Epoch seconds of the years 1970 to 2199, the only ones accepted from people: zone data is meaningful from 1970
    /// on, and all our dates are near the present.
    pub const YEARS: std::ops::Range<i64> = 0..7_258_118_400;

    /// Seconds by which the clocks of two replicas may differ.
    pub const SKEW_SECONDS: i64 = 60;

    /// Truncates to the microsecond. A leap second (`23:59:60`) becomes the second after it, as in POSIX: one of the
    /// databases would store it unchanged, the other wouldn't.
    pub fn new(at: DateTime<Utc>) -> Self {
        let at = at.trunc_subsecs(6);
        match at.timestamp_subsec_nanos().checked_sub(1_000_000_000) {
            Some(nanos) => Self(DateTime::from_timestamp(at.timestamp().saturating_add(1), nanos).unwrap_or(at)),
            None => Self(at),
        }
    }

    /// The same moment on a clock that's ahead by the allowed skew.
    pub fn plus_skew(self) -> Self {
        self.plus(TimeDelta::seconds(Self::SKEW_SECONDS))
    }

    /// The machine's clock. Called only by `service::services`; everything else is given `now`.
    pub fn now() -> Self {
        Self::new(Utc::now())
    }

    /// From a UTC date and time without zone, as stored in the databases.
    pub fn from_naive(at: NaiveDateTime) -> Self {
        Self::new(at.and_utc())
    }

    /// The moment `seconds` seconds after 1970-01-01T00:00:00Z, clamped to chrono's range.
    pub fn from_epoch(seconds: i64) -> Self {
        let end = if seconds < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
        Self(DateTime::from_timestamp(seconds, 0).unwrap_or(end))
    }

    /// UTC date and time without zone, as stored in the databases.
    pub fn naive(self) -> NaiveDateTime {
        self.0.naive_utc()
    }

    /// With chrono's UTC.
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    pub fn epoch(self) -> i64 {
        self.0.timestamp()
    }

    /// `minutes` later (earlier when negative).
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus(Duration::minutes(minutes.clamp(-100_000_000, 100_000_000)))
    }

    /// `hours` later (earlier when negative).
    pub fn plus_hours(self, hours: i64) -> Self {
        self.plus(Duration::hours(hours.clamp(-1_000_000, 1_000_000)))
    }

    /// `days` days of 24 hours later (earlier when negative).
    pub fn plus_days(self, days: i64) -> Self {
        self.plus(Duration::days(days.clamp(-100_000, 100_000)))
    }

    /// `delta` later, saturating at the end of chrono's range.
    pub fn plus(self, delta: TimeDelta) -> Self {
        Self(self.0.checked_add_signed(delta).unwrap_or(self.0))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded up.
    pub fn epoch_ceil(self) -> i64 {
        self.epoch() + i64::from(self.0.timestamp_subsec_nanos() > 0)
    }

    /// Whether this lies on the 15-minute grid on which sessions start.
    pub fn on_grid(self) -> bool {
        self.cell().is_some()
    }

    /// The quarter hour that starts at this moment; `None` off the grid.
    pub fn cell(self) -> Option<Cell> {
        let whole = self.epoch().rem_euclid(Cell::SECONDS) == 0 && self.0.timestamp_subsec_nanos() == 0;
        whole.then(|| Cell(self.epoch().div_euclid(Cell::SECONDS)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl FromStr for Timestamp {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let at = DateTime::parse_from_rfc3339(text)
            .map_err(|_| Invalid::new("This isn't an RFC 3339 time. Write it like 2027-01-14T17:00:00Z."))?;
        let at = Self::new(at.with_timezone(&Utc));
        if !Self::YEARS.contains(&at.epoch()) {
            return Err(Invalid::new("This time is outside the years 1970 to 2199."));
        }
        Ok(at)
    }
}

text_serde!(Timestamp);

/// A half-open time range, `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First moment inside.
    pub from: Timestamp,
    /// First moment after.
    pub to: Timestamp,
}

impl Span {
    /// From `from` (inside) to `to` (outside).
    pub fn new(from: Timestamp, to: Timestamp) -> Self {
        Self { from, to }
    }

    /// The span of a session.
    pub fn of(start: Timestamp, length: SessionLength) -> Self {
        Self::new(start, start.plus_minutes(length.minutes()))
    }

    /// Whether the two share any moment.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether `other` is wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Extended by `minutes` at both ends.
    pub fn widened(self, minutes: i64) -> Self {
        Self::new(self.from.plus_minutes(-minutes), self.to.plus_minutes(minutes))
    }

    /// Every quarter hour that this span touches.
    pub fn cells(self) -> impl Iterator<Item = Cell> {
        let last = (self.to.epoch() - 1).div_euclid(Cell::SECONDS);
        (self.from.epoch().div_euclid(Cell::SECONDS)..=last).map(Cell)
    }
}

/// One quarter hour of one person's time: epoch seconds / 900. The unit in which people are booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(pub i64);

impl Cell {
    /// Length of a cell in seconds.
    pub const SECONDS: i64 = 900;

    /// The cell's first moment.
    pub fn start(self) -> Timestamp {
        Timestamp::from_epoch(self.0.saturating_mul(Self::SECONDS))
    }
}

/// How long a session lasts: 30, 45, 60 or 90 minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionLength(i32);

impl utoipa::PartialSchema for SessionLength {
    fn schema() -> RefOr<Schema> {
        let minutes = Self::ALL.map(Self::minutes);
        let about = "How long a session lasts, in minutes.";
        let schema = ObjectBuilder::new().schema_type(Type::Integer).description(Some(about));
        schema.enum_values(Some(minutes)).examples([60]).into()
    }
}

impl utoipa::ToSchema for SessionLength {
    fn name() -> std::borrow::Cow<'static, str> {
        "SessionLength".into()
    }
}

impl SessionLength {
    /// All lengths on offer, in minutes.
    pub const ALL: [Self; 4] = [Self(30), Self(45), Self(60), Self(90)];

    /// In minutes.
    pub fn minutes(self) -> i64 {
        i64::from(self.0)
    }
}

impl fmt::Display for SessionLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<i64> for SessionLength {
    type Error = Invalid;
    fn try_from(minutes: i64) -> Result<Self, Invalid> {
        Self::ALL
            .into_iter()
            .find(|length| length.minutes() == minutes)
            .ok_or_else(|| Invalid::new("A session lasts 30, 45, 60 or 90 minutes."))
    }
}

impl serde::Serialize for SessionLength {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for SessionLength {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(i64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_claims_whole_quarter_hours() {
        let start: Timestamp = "2027-01-14T17:00:00Z".parse().unwrap();
        let cells: Vec<_> = Span::of(start, SessionLength(45)).cells().collect();
        assert_eq!(cells.len(), 3);
        assert_eq!(cells[0].start(), start);
        assert_eq!(start.cell(), Some(cells[0]));
        assert_eq!("2027-01-14T17:00:00.5Z".parse::<Timestamp>().unwrap().cell(), None);
    }

    #[test]
    fn the_far_ends_keep_their_order() {
        assert!(Timestamp::from_epoch(i64::MIN) < Timestamp::from_epoch(i64::MAX));
        assert_eq!(Timestamp::from_epoch(-1).epoch_ceil(), -1);
        assert_eq!("2027-01-14T17:00:00.000001Z".parse::<Timestamp>().unwrap().epoch_ceil(), 1_799_946_001);
    }

    #[test]
    fn rfc3339_offsets_become_utc() {
        let at: Timestamp = "2027-01-14T18:00:00.1234567+01:00".parse().unwrap();
        assert_eq!(at.to_string(), "2027-01-14T17:00:00.123456Z");
        assert!("2027-01-14 18:00".parse::<Timestamp>().is_err());
        assert!("9999-01-14T18:00:00Z".parse::<Timestamp>().is_err());
    }
}
