//! Standing in for an interviewer who cancels: how far ahead, and how long people are asked.

use crate::domain::Timestamp;

/// Hours before its start until which we look for somebody else after a cancellation.
pub const AHEAD_HOURS: i64 = 2;

/// The longest that people are asked before the candidate's request is matched with another time, in hours. That leaves a
/// night to answer.
pub const ASKED_HOURS: i64 = 12;

/// It's never later than this many hours before the start.
pub const ASKED_BEFORE_HOURS: i64 = 1;

/// Until when people are asked to stand in at the same time; `None` if it's too late to ask anybody. Until then nobody is
/// offered another time in its place.
pub fn asked_until(now: Timestamp, starts_at: Timestamp) -> Option<Timestamp> {
    let ask = now.plus_hours(AHEAD_HOURS) <= starts_at;
    ask.then(|| now.plus_hours(ASKED_HOURS).min(starts_at.plus_hours(-ASKED_BEFORE_HOURS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_asked_for_half_a_day_and_until_an_hour_before_the_start() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        for (starts, until) in [
            ("2027-01-11T09:45:00Z", None),
            ("2027-01-11T10:00:00Z", Some("2027-01-11T09:00:00Z")),
            ("2027-01-11T16:00:00Z", Some("2027-01-11T15:00:00Z")),
            ("2027-01-11T21:00:00Z", Some("2027-01-11T20:00:00Z")),
            ("2027-01-14T17:00:00Z", Some("2027-01-11T20:00:00Z")),
        ] {
            assert_eq!(asked_until(at("2027-01-11T08:00:00Z"), at(starts)), until.map(at), "{starts}");
        }
    }
}
