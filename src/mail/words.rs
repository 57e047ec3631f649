//! Times, lengths and levels as people say them.

use crate::domain::{Kind, Level, Timestamp, Zone};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

/// `Thursday, 14 January at 18:00 CET (17:00 UTC)`; with the year if it isn't the current one, and with UTC's weekday if that's
/// different.
pub fn when(at: Timestamp, zone: Zone, now: Timestamp) -> String {
    moment(at, zone, date(at, zone, now))
}

/// The same with the year, for texts that are read much later.
pub fn when_with_year(at: Timestamp, zone: Zone) -> String {
    moment(at, zone, date_with_year(at, zone))
}

fn moment(at: Timestamp, zone: Zone, date: String) -> String {
    let local = at.utc().with_timezone(&zone.tz());
    let here = format!("{date} at {}", zone.clock(at));
    if zone.tz() == Tz::UTC {
        return here;
    }
    let utc = at.utc();
    let other_day = local.date_naive() != utc.date_naive();
    format!("{here} ({})", utc.format(if other_day { "%H:%M UTC on %A" } else { "%H:%M UTC" }))
}

/// `Thu 14 Jan, 18:00 CET`: for subjects.
pub(crate) fn when_short(at: Timestamp, zone: Zone) -> String {
    let local = at.utc().with_timezone(&zone.tz());
    format!("{}, {}", local.format("%a %-d %b"), zone.clock(at))
}

/// `Thursday, 14 January`; with the year if it isn't the current one.
pub fn date(at: Timestamp, zone: Zone, now: Timestamp) -> String {
    let [day, today] = [at, now].map(|moment| moment.utc().with_timezone(&zone.tz()));
    if day.year() == today.year() { day.format("%A, %-d %B").to_string() } else { date_with_year(at, zone) }
}

/// `Thursday, 14 January 2027`: for texts that are read much later.
pub fn date_with_year(at: Timestamp, zone: Zone) -> String {
    at.utc().with_timezone(&zone.tz()).format("%A, %-d %B %Y").to_string()
}

/// `14 January`; with the year if it isn't the current one.
pub(crate) fn day(day: NaiveDate, now: Timestamp) -> String {
    day.format(if day.year() == now.utc().year() { "%-d %B" } else { "%-d %B %Y" }).to_string()
}

/// `11 to 17 January`, `30 January to 5 February`; with the years where they are not both the present one.
pub(crate) fn days(first: NaiveDate, last: NaiveDate, now: Timestamp) -> String {
    let this = now.utc().year();
    let (start, end) = match (first.year(), last.year()) {
        (one, other) if one != other => ("%-d %B %Y", "%-d %B %Y"),
        (year, _) => {
            let start = if first.month() == last.month() { "%-d" } else { "%-d %B" };
            (start, if year == this { "%-d %B" } else { "%-d %B %Y" })
        }
    };
    format!("{} to {}", first.format(start), last.format(end))
}

/// `18:15 CET`
pub(crate) fn time(at: Timestamp, zone: Zone) -> String {
    zone.clock(at)
}

/// When the other half of a swap is: `right after this, at 18:45 CET`.
pub fn other_half(this: Timestamp, other: Timestamp, zone: Zone) -> String {
    let side = if other > this { "right after this" } else { "right before this" };
    format!("{side}, at {}", zone.clock(other))
}

/// How far away a start is, in words: `in an hour`, `tomorrow`, `on Thursday`.
pub(crate) fn soon(at: Timestamp, start: Timestamp, zone: Zone) -> String {
    let minutes = (start.epoch() - at.epoch()) / 60;
    let day = |moment: DateTime<Utc>| moment.with_timezone(&zone.tz()).date_naive();
    let days = (day(start.utc()) - day(at.utc())).num_days();
    match (minutes, days) {
        (..=4, _) => "now".to_owned(),
        (5..=44, _) => format!("in {} minutes", (minutes + 2) / 5 * 5),
        (45..=89, _) => "in an hour".to_owned(),
        (90..=389, _) => format!("in {} hours", (minutes + 30) / 60),
        (_, 0) => "today".to_owned(),
        (_, 1) => "tomorrow".to_owned(),
        _ => start.utc().with_timezone(&zone.tz()).format("on %A").to_string(),
    }
}

/// `a junior-level concepts interview`
pub(crate) fn an_interview(level: Level, kind: Kind) -> String {
    let article = if level.label().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {}-level {} interview", level.label(), kind.label())
}

/// `Promises and async; The event loop`: topics contain commas and "and", so they're separated by semicolons. `None` if
/// there are none.
pub(crate) fn list(topics: &[crate::domain::Topic]) -> Option<String> {
    let labels: Vec<_> = topics.iter().map(|topic| topic.label()).collect();
    (!labels.is_empty()).then(|| labels.join("; "))
}

/// What somebody wrote, if anything.
pub(crate) fn unless_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// `concepts, junior level`
pub(crate) fn kind_and_level(kind: Kind, level: Level) -> String {
    format!("{}, {} level", kind.label(), level.label())
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
    fn a_time_is_told_here_and_in_utc() {
        let (start, now) = (at("2027-01-14T17:00:00Z"), at("2027-01-13T17:00:00Z"));
        for (name, words) in [
            ("Europe/Berlin", "Thursday, 14 January at 18:00 CET (17:00 UTC)"),
            ("Asia/Kathmandu", "Thursday, 14 January at 22:45 UTC+05:45 (17:00 UTC)"),
            ("UTC", "Thursday, 14 January at 17:00 UTC"),
            ("Asia/Tokyo", "Friday, 15 January at 02:00 JST (17:00 UTC on Thursday)"),
        ] {
            assert_eq!(when(start, zone(name), now), words);
        }
        assert_eq!(when_with_year(start, Zone::UTC), "Thursday, 14 January 2027 at 17:00 UTC");
        assert_eq!(when_short(start, zone("Europe/Berlin")), "Thu 14 Jan, 18:00 CET");
    }

    #[test]
    fn another_year_is_named() {
        // Midnight comes to Berlin an hour before UTC.
        let (eve, berlin) = (at("2026-12-31T22:00:00Z"), zone("Europe/Berlin"));
        assert_eq!(date(at("2026-12-31T23:30:00Z"), berlin, eve), "Friday, 1 January 2027");
        assert_eq!(date(eve, berlin, eve), "Thursday, 31 December");
        assert_eq!(day(NaiveDate::from_ymd_opt(2027, 1, 18).unwrap(), eve), "18 January 2027");
        assert_eq!(day(NaiveDate::from_ymd_opt(2026, 12, 18).unwrap(), eve), "18 December");
    }

    #[test]
    fn a_stretch_of_days_names_each_year_once_or_both() {
        let date = |month, day, year| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let (old, new) = (at("2026-12-27T17:00:00Z"), at("2027-01-03T17:00:00Z"));
        for (first, last, now, words) in [
            (date(12, 28, 2026), date(1, 3, 2027), new, "28 December 2026 to 3 January 2027"),
            (date(12, 28, 2026), date(1, 3, 2027), old, "28 December 2026 to 3 January 2027"),
            (date(1, 11, 2027), date(1, 17, 2027), new, "11 to 17 January"),
            (date(1, 11, 2027), date(1, 17, 2027), old, "11 to 17 January 2027"),
            (date(2, 22, 2027), date(3, 7, 2027), new, "22 February to 7 March"),
            (date(12, 21, 2026), date(12, 27, 2026), new, "21 to 27 December 2026"),
        ] {
            assert_eq!(days(first, last, now), words);
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart() {
        for (start, words) in [
            ("2027-10-31T00:30:00Z", "Sunday, 31 October at 02:30 CEST (00:30 UTC)"),
            ("2027-10-31T01:30:00Z", "Sunday, 31 October at 02:30 CET (01:30 UTC)"),
        ] {
            assert_eq!(when(at(start), zone("Europe/Berlin"), at("2027-10-01T08:00:00Z")), words);
        }
    }

    #[test]
    fn nearness_follows_the_recipients_day() {
        let start = at("2027-01-14T17:00:00Z");
        for (now, words) in [
            ("2027-01-14T16:58:00Z", "now"),
            ("2027-01-14T16:45:00Z", "in 15 minutes"),
            ("2027-01-14T16:00:00Z", "in an hour"),
            ("2027-01-14T14:00:00Z", "in 3 hours"),
            ("2027-01-14T08:00:00Z", "today"),
            ("2027-01-13T17:00:00Z", "tomorrow"),
            ("2027-01-12T17:00:00Z", "on Thursday"),
        ] {
            assert_eq!(soon(at(now), start, zone("Europe/Berlin")), words, "{now}");
        }
        // 17:30 UTC is already the 14th's eve in Kathmandu and the same day in UTC.
        assert_eq!(soon(at("2027-01-13T18:30:00Z"), start, zone("Asia/Kathmandu")), "today");
    }

    #[test]
    fn articles_fit() {
        assert_eq!(an_interview(Level::Intern, Kind::Concepts), "an intern-level concepts interview");
        assert_eq!(an_interview(Level::Junior, Kind::SystemDesign), "a junior-level system design interview");
    }
}
