use crate::domain::Interval;

/// A half-open time range in whole seconds since 1970: in UTC, or in local time treated as if it were UTC.
///
/// [`Span`](crate::domain::Span) in integers, for the inner loops.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SecondsRange {
    /// First second inside.
    pub from: i64,
    /// First second after.
    pub to: i64,
}

impl SecondsRange {
    /// The intersection; empty when `from >= to`.
    pub fn common(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    /// The shortest range that contains both.
    pub fn around(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// Whether it's empty.
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }

    /// `seconds` earlier.
    pub fn earlier(self, seconds: i64) -> Self {
        Self { from: self.from.saturating_sub(seconds), to: self.to.saturating_sub(seconds) }
    }
}

impl Interval for SecondsRange {
    type Point = i64;

    fn ends(self) -> (i64, i64) {
        (self.from, self.to)
    }

    fn between(from: i64, to: i64) -> Self {
        Self { from, to }
    }
}
