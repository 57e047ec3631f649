//! When somebody could meet next, guessed from when they met before. Only a suggestion: nothing is booked.

use super::Sitting;
use crate::domain::availability::openings::{Commitment, free};
use crate::domain::matching::request::Window;
use crate::domain::practice::planning::there;
use crate::domain::{Span, Timestamp, Zone};
use chrono::{DateTime, Datelike, TimeDelta};
use chrono_tz::Tz;
use std::ops::RangeInclusive;

/// The latest interviews whose times count.
const LATEST: usize = 3;

/// Days ahead: tomorrow is too soon for interviewers who want notice, and two weeks have each weekday twice.
const DAYS: RangeInclusive<i64> = 2..=15;

/// How far a window extends around the hour at which they met, in hours.
const HOURS: i64 = 2;

/// The range that every window lies in.
pub fn reach(now: Timestamp) -> Span {
    Span::new(now, now.plus_days(*DAYS.end() + 2))
}

/// Windows at the weekdays and hours of the latest interviews, in the candidate's time zone, in the next two weeks, without those
/// that overlap something in `taken`; empty if there were no interviews.
pub fn times(sittings: &[Sitting], taken: &[Commitment], now: Timestamp, zone: Zone) -> Vec<Window> {
    let local = |at: Timestamp| -> DateTime<Tz> { at.utc().with_timezone(&zone.tz()) };
    let mut latest: Vec<&Sitting> = sittings.iter().collect();
    latest.sort_by_key(|one| std::cmp::Reverse((one.at, one.session)));
    let met: Vec<DateTime<Tz>> = latest.into_iter().take(LATEST).map(|one| local(one.at)).collect();
    let today = local(now).date_naive();
    let days = DAYS.filter_map(|ahead| today.checked_add_signed(TimeDelta::days(ahead)));
    let mut windows: Vec<Window> = days
        .flat_map(|day| {
            met.iter().filter(move |met| met.weekday() == day.weekday()).map(move |met| day.and_time(met.time()))
        })
        .map(|wall| there(wall, zone))
        .map(|from| Window { from, to: from.plus_hours(HOURS) })
        .filter(|window| free(taken, window.span()))
        .collect();
    windows.sort_by_key(|window| window.from);
    windows.dedup();
    windows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::practice::trends::tests::theirs;

    fn told(at: &[&str], now: &str) -> Vec<String> {
        let mut sittings = theirs(&vec![3; at.len()]);
        for (one, at) in sittings.iter_mut().zip(at) {
            one.at = at.parse().unwrap();
        }
        let (now, berlin) = (now.parse().unwrap(), "Europe/Berlin".parse().unwrap());
        let windows = times(&sittings, &[], now, berlin);
        // What holds all of the reach, and only it, leaves none.
        let all = [Commitment { span: reach(now), role: None }];
        assert_eq!(times(&sittings, &all, now, berlin), []);
        assert!(windows.iter().all(|one| one.to == one.from.plus_hours(2)));
        windows.iter().map(|one| one.from.to_string()).collect()
    }

    #[test]
    fn the_weekdays_and_hours_of_the_last_three() {
        assert_eq!(told(&[], "2027-01-15T08:00:00Z"), [""; 0]);
        // A Thursday twice at the same hour and a Friday; the Monday is the fourth from the end.
        let met = ["2027-01-04T10:00:00Z", "2027-01-07T17:00:00Z", "2027-01-08T09:00:00Z", "2027-01-14T17:00:00Z"];
        let found = told(&met, "2027-01-14T18:00:00Z");
        assert_eq!(
            found,
            ["2027-01-21T17:00:00Z", "2027-01-22T09:00:00Z", "2027-01-28T17:00:00Z", "2027-01-29T09:00:00Z"]
        );
    }

    #[test]
    fn an_evening_that_is_taken_is_left_out() {
        let mut met = theirs(&[3]);
        met[0].at = "2027-01-14T17:00:00Z".parse().unwrap();
        let now: Timestamp = "2027-01-14T18:00:00Z".parse().unwrap();
        let left = |from: &str, to: &str| -> Vec<String> {
            let span = Span::new(from.parse().unwrap(), to.parse().unwrap());
            let windows = times(&met, &[Commitment { span, role: None }], now, "Europe/Berlin".parse().unwrap());
            windows.iter().map(|one| one.from.to_string()).collect()
        };
        let (first, second) = ("2027-01-21T17:00:00Z", "2027-01-28T17:00:00Z");
        // What ends where the window begins, or begins where it ends, leaves it.
        assert_eq!(left("2027-01-21T16:00:00Z", first), [first, second]);
        assert_eq!(left("2027-01-21T19:00:00Z", "2027-01-21T20:00:00Z"), [first, second]);
        assert_eq!(left("2027-01-21T18:45:00Z", "2027-01-21T20:00:00Z"), [second]);
        assert_eq!(left("2027-01-20T00:00:00Z", "2027-01-29T00:00:00Z"), [""; 0]);
    }

    #[test]
    fn an_hour_stays_that_hour_when_the_clocks_change() {
        // From 28 March on Berlin is two hours ahead of UTC.
        let found = told(&["2027-03-18T17:00:00Z"], "2027-03-19T08:00:00Z");
        assert_eq!(found, ["2027-03-25T17:00:00Z", "2027-04-01T16:00:00Z"]);
        // 02:30 is skipped on that Sunday.
        assert_eq!(
            told(&["2027-03-21T01:30:00Z"], "2027-03-22T08:00:00Z"),
            ["2027-03-28T01:30:00Z", "2027-04-04T00:30:00Z"]
        );
    }
}
