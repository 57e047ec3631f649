use crate::domain::{Invalid, text_serde};
use chrono::NaiveDate;
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

/// Local time: `HH:MM`, 00:00 to 24:00. `24:00` is the midnight at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, example = "17:00", pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
pub struct WallTime(u16);

impl WallTime {
    /// The midnight that ends a day.
    pub const MIDNIGHT: Self = Self(24 * 60);

    /// Minutes after the midnight that starts the day, 0 to 1440.
    pub fn minutes(self) -> i64 {
        i64::from(self.0)
    }
}

impl FromStr for WallTime {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let digits = |part: &str| part.parse::<u16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
        let time = match text.split_once(':') {
            Some((hour, minute)) if hour.len() == 2 && minute.len() == 2 => digits(hour).zip(digits(minute)),
            _ => None,
        };
        match time {
            Some((hour @ 0..=23, minute @ 0..=59)) | Some((hour @ 24, minute @ 0)) => Ok(Self(hour * 60 + minute)),
            _ => Err(Invalid::new(
                "This isn't a time of day. Write it as HH:MM from 00:00 to 23:59, such as 17:00; a window can end at \
                 24:00.",
            )),
        }
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

text_serde!(WallTime);

/// A day of the week: `monday` to `sunday`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, example = "monday", pattern = "^(mon|tues|wednes|thurs|fri|satur|sun)day$")]
pub struct Weekday(u8);

const WEEKDAYS: [(&str, &str); 7] = [
    ("monday", "Monday"),
    ("tuesday", "Tuesday"),
    ("wednesday", "Wednesday"),
    ("thursday", "Thursday"),
    ("friday", "Friday"),
    ("saturday", "Saturday"),
    ("sunday", "Sunday"),
];

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [Self(0), Self(1), Self(2), Self(3), Self(4), Self(5), Self(6)];

    /// The weekday of a date.
    pub fn of(date: NaiveDate) -> Self {
        Self::of_day(i64::from(date.to_epoch_days()))
    }

    /// The weekday of the date `day` days after 1970-01-01, which was a Thursday.
    pub(crate) fn of_day(day: i64) -> Self {
        Self(u8::try_from((day.rem_euclid(7) + 3) % 7).unwrap_or_default())
    }

    /// The word used in the API.
    pub fn as_str(self) -> &'static str {
        WEEKDAYS.get(usize::from(self.0)).map_or("", |(word, _)| word)
    }

    /// The word a person reads.
    pub fn label(self) -> &'static str {
        WEEKDAYS.get(usize::from(self.0)).map_or("", |(_, human)| human)
    }
}

impl FromStr for Weekday {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let known = Self::ALL.into_iter().find(|day| day.as_str() == text);
        known.ok_or_else(|| Invalid::new("This isn't a weekday. Write it in full and in lower case, such as monday."))
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

text_serde!(Weekday);
