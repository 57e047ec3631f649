use super::{Invalid, Timestamp, Zone, text_serde};
use chrono::{Datelike, Days, NaiveDate};
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

/// A week from Monday to Sunday, by somebody's own calendar (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(NaiveDate);

impl Week {
    /// The week that contains a date.
    pub fn of(date: NaiveDate) -> Self {
        let since_monday = u64::from(date.weekday().num_days_from_monday());
        Self(date.checked_sub_days(Days::new(since_monday)).unwrap_or(date))
    }

    /// The week that contains a moment, in a zone's local time.
    pub fn at(at: Timestamp, zone: Zone) -> Self {
        Self::of(zone.date(at))
    }

    /// The week whose Monday is `days` days after 1970-01-01.
    pub fn from_day(day: i32) -> Option<Self> {
        NaiveDate::from_epoch_days(day).map(Self::of).filter(|week| week.day() == day)
    }

    /// Its Monday, in days since 1970-01-01.
    pub fn day(self) -> i32 {
        self.0.to_epoch_days()
    }

    /// `weeks` weeks later (earlier when negative).
    pub fn plus(self, weeks: i32) -> Self {
        let day = self.day().saturating_add(weeks.saturating_mul(7));
        NaiveDate::from_epoch_days(day).map_or(self, Self)
    }

    /// Its Monday.
    pub fn monday(self) -> NaiveDate {
        self.0
    }

    /// Its Sunday.
    pub fn sunday(self) -> NaiveDate {
        self.0.checked_add_days(Days::new(6)).unwrap_or(self.0)
    }

    /// Its first and last date, `None` when either date is outside the supported years.
    pub fn dates(self) -> Option<(LocalDate, LocalDate)> {
        Some((LocalDate::new(self.monday())?, LocalDate::new(self.sunday())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_from_monday_to_sunday() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        for day in ["2027-01-11", "2027-01-14", "2027-01-17"] {
            assert_eq!(Week::of(date(day)).monday(), date("2027-01-11"), "{day}");
        }
        let week = Week::of(date("2027-01-11"));
        assert_eq!(
            (week.sunday(), week.plus(1).monday(), week.plus(-2).monday()),
            (date("2027-01-17"), date("2027-01-18"), date("2026-12-28"))
        );
        assert_eq!((Week::from_day(week.day()), Week::from_day(week.day() + 1)), (Some(week), None));
        assert_eq!((week.day() - 4) % 7, 0);
    }

    #[test]
    fn a_moment_is_in_the_week_that_its_zone_has() {
        // Sunday 23:30 in Berlin is Monday in Kathmandu, and Sunday noon in Honolulu.
        let late: Timestamp = "2027-01-17T22:30:00Z".parse().unwrap();
        for (zone, monday) in
            [("Europe/Berlin", "2027-01-11"), ("Asia/Kathmandu", "2027-01-18"), ("Pacific/Honolulu", "2027-01-11")]
        {
            assert_eq!(Week::at(late, zone.parse().unwrap()).monday().to_string(), monday, "{zone}");
        }
    }
}
