//! The night, by somebody's own clock: what can wait is not mailed then, hours to act in are counted without it, and plans
//! and suggestions come to it last.

use super::{Span, Timestamp, Zone};
use chrono::Timelike;

/// The local hour from which on what can wait is not mailed.
pub const QUIET_FROM: u32 = 22;

/// The local hour at which it is mailed.
pub const QUIET_UNTIL: u32 = 7;

/// Clocks are set to a multiple of this many minutes from UTC.
const STEP: i64 = 15;

fn is_night(at: Timestamp, zone: Zone) -> bool {
    let hour = at.utc().with_timezone(&zone.tz()).hour();
    !(QUIET_UNTIL..QUIET_FROM).contains(&hour)
}

/// Whether a session takes place by day in this zone. Sessions are shorter than a night.
pub fn by_day(session: Span, zone: Zone) -> bool {
    !is_night(session.from, zone) && !is_night(Timestamp::from_epoch(session.to.epoch_ceil() - 1), zone)
}

/// When the night that this moment is in ends (UTC); `None` by day.
pub fn night_until(at: Timestamp, zone: Zone) -> Option<Timestamp> {
    if !is_night(at, zone) {
        return None;
    }
    let quarter = Timestamp::from_epoch(at.epoch().div_euclid(60 * STEP) * 60 * STEP);
    // Nine hours, and what a change of the clocks adds.
    (1..=24 * 60 / STEP).map(|steps| quarter.plus_minutes(STEP * steps)).find(|later| !is_night(*later, zone))
}

/// The latest daytime moment (UTC) that leaves at least `hours` waking hours before `end`.
pub fn waking_hours_before(end: Timestamp, hours: i64, zone: Zone) -> Timestamp {
    let (mut at, mut left) = (end, hours * 60 / STEP);
    while left > 0 {
        at = at.plus_minutes(-STEP);
        left -= i64::from(!is_night(at, zone));
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    #[test]
    fn the_night_is_from_ten_to_seven_by_ones_own_clock() {
        for (name, now, until) in [
            ("Europe/Berlin", "2027-01-11T20:59:59Z", None),
            ("Europe/Berlin", "2027-01-11T21:00:00Z", Some("2027-01-12T06:00:00Z")),
            ("Europe/Berlin", "2027-01-12T05:59:59Z", Some("2027-01-12T06:00:00Z")),
            ("Europe/Berlin", "2027-01-12T06:00:00Z", None),
            ("Asia/Kathmandu", "2027-01-11T16:15:00Z", Some("2027-01-12T01:15:00Z")),
            ("Pacific/Chatham", "2027-01-11T08:14:00Z", None),
            ("Pacific/Chatham", "2027-01-11T08:15:00Z", Some("2027-01-11T17:15:00Z")),
            // The clocks go on an hour in this night, and back one in that.
            ("Europe/Berlin", "2027-03-27T23:00:00Z", Some("2027-03-28T05:00:00Z")),
            ("Europe/Berlin", "2027-10-30T22:00:00Z", Some("2027-10-31T06:00:00Z")),
        ] {
            assert_eq!(night_until(at(now), zone(name)), until.map(at), "{name} {now}");
        }
    }

    #[test]
    fn a_session_by_day_begins_after_seven_and_ends_by_ten() {
        for (name, from, to, day) in [
            ("Europe/Berlin", "2027-01-11T06:00:00Z", "2027-01-11T07:00:00Z", true),
            ("Europe/Berlin", "2027-01-11T05:45:00Z", "2027-01-11T06:45:00Z", false),
            ("Europe/Berlin", "2027-01-11T20:00:00Z", "2027-01-11T21:00:00Z", true),
            ("Europe/Berlin", "2027-01-11T20:15:00Z", "2027-01-11T21:15:00Z", false),
            ("Asia/Kolkata", "2027-01-11T20:15:00Z", "2027-01-11T21:15:00Z", false),
            // An hour later by the clock than the day before.
            ("Europe/Berlin", "2027-03-28T05:00:00Z", "2027-03-28T06:00:00Z", true),
            ("Europe/Berlin", "2027-03-27T05:00:00Z", "2027-03-27T06:00:00Z", false),
        ] {
            assert_eq!(by_day(Span::new(at(from), at(to)), zone(name)), day, "{name} {from}");
        }
    }

    #[test]
    fn waking_hours_leave_out_the_night() {
        for (name, end, from) in [
            // An evening: six hours before it.
            ("Europe/Berlin", "2027-01-13T17:00:00Z", "2027-01-13T11:00:00Z"),
            // 08:00: one in the morning, and five before ten in the evening.
            ("Europe/Berlin", "2027-01-13T07:00:00Z", "2027-01-12T16:00:00Z"),
            ("Europe/Berlin", "2027-01-13T02:00:00Z", "2027-01-12T15:00:00Z"),
            // 13:00 is six hours after seven.
            ("Europe/Berlin", "2027-01-13T12:00:00Z", "2027-01-13T06:00:00Z"),
            ("America/Los_Angeles", "2027-01-13T17:00:00Z", "2027-01-13T02:00:00Z"),
            // 08:00 on the day on which the night has an hour more.
            ("Europe/Berlin", "2027-10-31T07:00:00Z", "2027-10-30T15:00:00Z"),
        ] {
            assert_eq!(waking_hours_before(at(end), 6, zone(name)), at(from), "{name} {end}");
        }
    }
}
