//! The evening digest: when it's sent, and what it tells in place of single mails.

use crate::domain::practice::planning::there;
use crate::domain::{LocalDate, Timestamp, Zone};
use chrono::{NaiveDate, NaiveTime, TimeDelta};

/// The local hour at which it's sent.
const EVENING_HOUR: i64 = 18;

/// Hours before a session within which the digest of the evening before was sent, whenever in the next day it starts.
pub const EVENING_BEFORE_HOURS: i64 = 30;

/// The evening of a day in this zone; if the clocks skip it, the first full hour after the gap.
fn evening(day: NaiveDate, zone: Zone) -> Timestamp {
    there(day.and_time(NaiveTime::MIN) + TimeDelta::hours(EVENING_HOUR), zone)
}

/// The next evening in this zone after a moment.
pub fn next_evening(now: Timestamp, zone: Zone) -> Timestamp {
    let today = zone.date(now);
    let days = today.iter_days().take(3).map(|day| evening(day, zone));
    days.into_iter().find(|at| now < *at).unwrap_or_else(|| now.plus_days(1))
}

/// Whether a moment is in the evening of its day.
pub fn is_evening(now: Timestamp, zone: Zone) -> bool {
    evening(zone.date(now), zone) <= now
}

/// When the digest after the one of this day is sent.
pub fn evening_after(day: LocalDate, zone: Zone) -> Timestamp {
    evening(day.date().succ_opt().unwrap_or(day.date()), zone)
}

/// Whether a session belongs in the digest of this day: it starts by the end of the next day, or its first reminder would be due
/// before the next digest.
pub fn tells(day: LocalDate, zone: Zone, starts_at: Timestamp, first_reminder: Timestamp) -> bool {
    let tomorrow = day.date().succ_opt().unwrap_or(day.date());
    zone.date(starts_at) <= tomorrow || first_reminder < evening_after(day, zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn evening_is_that_of_the_wall_whatever_the_clocks_did() {
        for (now, zone, next) in [
            ("2027-01-11T08:00:00Z", "Europe/Berlin", "2027-01-11T17:00:00Z"),
            ("2027-01-11T17:00:00Z", "Europe/Berlin", "2027-01-12T17:00:00Z"),
            // The clocks go forward in the night between, and back.
            ("2027-03-27T17:00:00Z", "Europe/Berlin", "2027-03-28T16:00:00Z"),
            ("2027-10-30T16:00:00Z", "Europe/Berlin", "2027-10-31T17:00:00Z"),
            ("2027-01-11T13:00:00Z", "Asia/Kathmandu", "2027-01-12T12:15:00Z"),
            ("2027-01-11T12:00:00Z", "Pacific/Kiritimati", "2027-01-12T04:00:00Z"),
        ] {
            assert_eq!(next_evening(at(now), zone.parse().unwrap()), at(next), "{now} in {zone}");
        }
        // Each zone has an evening every day of the year, and each day has one.
        for zone in Zone::names().map(|name| name.parse::<Zone>().unwrap()) {
            let mut now = at("2026-12-31T00:00:00Z");
            let mut last = zone.date(now).pred_opt().unwrap();
            for _ in 0..370 {
                let next = next_evening(now, zone);
                assert!(now < next && next.epoch() - now.epoch() <= 27 * 3600, "{zone}: {now} and {next}");
                assert!(last < zone.date(next), "{zone}: two on {last}");
                (last, now) = (zone.date(next), next);
            }
        }
    }

    #[test]
    fn what_starts_tomorrow_is_told_and_what_can_be_cancelled_freely_only_until_then() {
        let (day, zone) = ("2027-01-11".parse().unwrap(), "Europe/Berlin".parse().unwrap());
        for (starts_at, reminder, told) in [
            ("2027-01-11T19:00:00Z", "2027-01-10T12:00:00Z", true),
            ("2027-01-12T22:59:00Z", "2027-01-11T15:00:00Z", true),
            // The day after: free until the 12th at 10:00, and the next digest comes at 18:00.
            ("2027-01-13T09:00:00Z", "2027-01-12T07:00:00Z", true),
            ("2027-01-13T23:30:00Z", "2027-01-12T17:00:00Z", false),
            ("2027-01-14T09:00:00Z", "2027-01-13T07:00:00Z", false),
        ] {
            assert_eq!(tells(day, zone, at(starts_at), at(reminder)), told, "{starts_at}");
        }
    }
}
