use crate::domain::Interval;

/// A half-open stretch of time in whole seconds: of UTC since 1970, or of local time as if it were UTC.
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
    /// What the two share; empty when `from >= to`.
    pub fn common(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    /// The shortest stretch around both.
    pub fn around(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// Whether it holds no time at all.
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }

    /// Earlier by so many seconds.
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
