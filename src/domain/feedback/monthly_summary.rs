//! The monthly summary for interviewers: which month it covers and when it's sent, in their own time zone.

use crate::domain::practice::planning::there;
use crate::domain::{LocalDate, Timestamp, Zone};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta};

/// Days after which the summary of last month is no longer sent.
const TELL_WITHIN_DAYS: u64 = 7;

/// A month in somebody's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: LocalDate,
    /// Where it begins.
    pub from: Timestamp,
    /// Where the next one begins.
    pub to: Timestamp,
}

/// The month whose summary is due now: the previous one, from 09:00 on the 1st, for a week.
pub fn to_tell(now: Timestamp, zone: Zone) -> Option<Month> {
    let this = zone.date(now).with_day(1)?;
    let last = this.checked_sub_months(Months::new(1))?;
    let at = |day: NaiveDate, hours| there(day.and_time(NaiveTime::MIN) + TimeDelta::hours(hours), zone);
    let until = at(this.checked_add_days(Days::new(TELL_WITHIN_DAYS))?, 9);
    let month = Month { first: LocalDate::new(last)?, from: at(last, 0), to: at(this, 0) };
    (at(this, 9) <= now && now < until).then_some(month)
}

/// Whether a summary may be due in any zone: no zone is more than fourteen hours ahead of UTC.
pub fn is_time_somewhere(now: Timestamp) -> bool {
    u64::from(now.plus_hours(14).utc().day()) <= TELL_WITHIN_DAYS + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(now: &str, zone: &str) -> Option<String> {
        to_tell(now.parse().unwrap(), zone.parse().unwrap())
            .map(|month| format!("{} {} {}", month.first, month.from, month.to))
    }

    #[test]
    fn a_month_is_told_on_the_first_at_nine_by_ones_own_clock() {
        let january = Some("2027-01-01 2026-12-31T23:00:00Z 2027-01-31T23:00:00Z".to_owned());
        assert_eq!(told("2027-02-01T07:59:59Z", "Europe/Berlin"), None);
        assert_eq!(told("2027-02-01T08:00:00Z", "Europe/Berlin"), january);
        assert_eq!(told("2027-02-08T07:59:59Z", "Europe/Berlin"), january);
        assert_eq!(told("2027-02-08T08:00:00Z", "Europe/Berlin"), None);
        // The first comes to Kiritimati while it is still January elsewhere, and the clocks change in March.
        assert!(told("2027-01-31T19:00:00Z", "Pacific/Kiritimati").unwrap().starts_with("2027-01-01"));
        assert_eq!(told("2027-01-31T18:59:59Z", "Pacific/Kiritimati"), None);
        assert_eq!(
            told("2027-04-01T07:00:00Z", "Europe/Berlin").unwrap(),
            "2027-03-01 2027-02-28T23:00:00Z 2027-03-31T22:00:00Z"
        );
        assert_eq!(
            told("2028-01-01T12:00:00Z", "UTC").unwrap(),
            "2027-12-01 2027-12-01T00:00:00Z 2028-01-01T00:00:00Z"
        );
    }

    #[test]
    fn what_is_told_anywhere_is_looked_for() {
        let mut now: Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
        for _ in 0..24 * 62 {
            let somewhere = ["Pacific/Kiritimati", "Etc/GMT+12", "UTC"]
                .iter()
                .any(|zone| to_tell(now, zone.parse().unwrap()).is_some());
            assert!(!somewhere || is_time_somewhere(now), "{now}");
            now = now.plus_hours(1);
        }
        assert!(!is_time_somewhere("2027-01-15T00:00:00Z".parse().unwrap()));
    }
}
