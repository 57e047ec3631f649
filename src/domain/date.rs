use super::{Invalid, Timestamp, text_serde};
use chrono::NaiveDate;
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

/// A calendar date in somebody's zone, `YYYY-MM-DD`, in the years 1970 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, format = Date, example = "2027-01-14")]
pub struct LocalDate(NaiveDate);

impl LocalDate {
    /// The date; `None` outside the years 1970 to 2199.
    pub fn new(date: NaiveDate) -> Option<Self> {
        Timestamp::YEARS.contains(&date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()).then_some(Self(date))
    }

    /// As chrono's date.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// Days since 1970-01-01.
    pub fn day(self) -> i64 {
        i64::from(self.0.to_epoch_days())
    }
}

impl FromStr for LocalDate {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        // chrono also reads 2027-1-4 and +2027-01-04; one spelling keeps documents comparable.
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| date.to_string() == text);
        date.and_then(Self::new).ok_or_else(|| {
            Invalid::new("This isn't a date in the years 1970 to 2199. Write it as YYYY-MM-DD, such as 2027-01-14.")
        })
    }
}

impl fmt::Display for LocalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

text_serde!(LocalDate);
