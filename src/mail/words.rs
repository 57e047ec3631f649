//! Times, lengths and levels as people say them.

use super::message::Looking;
use crate::domain::{Instant, Kind, Level, Zone};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// `Thu 14 January 2027, 18:00 CET (17:00 UTC)`; where the two dates differ, the UTC one is named too.
pub fn when(at: Instant, zone: Zone) -> String {
    let local = at.utc().with_timezone(&zone.tz());
    let here = format!("{}, {}", local.format("%a %-d %B %Y"), clock(&local));
    if zone.tz() == Tz::UTC {
        return here;
    }
    let utc = at.utc();
    if local.date_naive() == utc.date_naive() {
        format!("{here} ({})", utc.format("%H:%M UTC"))
    } else {
        format!("{here} ({})", utc.format("%a %-d %B, %H:%M UTC"))
    }
}

/// `Thu 14 January, 18:00 CET`: for subjects, where the mail itself tells the rest.
pub(crate) fn when_short(at: Instant, zone: Zone) -> String {
    let local = at.utc().with_timezone(&zone.tz());
    format!("{}, {}", local.format("%a %-d %B"), clock(&local))
}

/// `Thu 14 January 2027`
pub fn date(at: Instant, zone: Zone) -> String {
    at.utc().with_timezone(&zone.tz()).format("%a %-d %B %Y").to_string()
}

/// The wall clock and its zone. Zones without letters of their own (Kathmandu's is `+0545`) are told by offset.
fn clock(local: &DateTime<Tz>) -> String {
    let letters = local.format("%Z").to_string();
    if letters.starts_with(['+', '-']) {
        local.format("%H:%M UTC%:z").to_string()
    } else {
        format!("{} {letters}", local.format("%H:%M"))
    }
}

/// `18:15 CET`
pub(crate) fn time(at: Instant, zone: Zone) -> String {
    clock(&at.utc().with_timezone(&zone.tz()))
}

/// When the other half of a swap is: `right after this, at 18:45 CET`.
pub(crate) fn other_half(this: Instant, other: Instant, zone: Zone) -> String {
    let side = if other > this { "right after this" } else { "right before this" };
    format!("{side}, at {}", clock(&other.utc().with_timezone(&zone.tz())))
}

/// How far away a start is, as one would say it: `in an hour`, `tomorrow`, `on Thursday`.
pub(crate) fn soon(at: Instant, start: Instant, zone: Zone) -> String {
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
    let article = if level.human().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {}-level {} interview", level.human(), kind.human())
}

/// `Promises and async; The event loop`: topics hold commas and "and", so they are told apart by semicolons.
pub(crate) fn list(topics: &[crate::domain::Topic]) -> String {
    topics.iter().map(|topic| topic.human()).collect::<Vec<_>>().join("; ")
}

/// What is done to find somebody else, in sentences for the candidate; empty where nothing is.
pub(crate) fn looking(looking: Looking) -> String {
    let asked = match looking.asked {
        0 => None,
        1 => Some("somebody who can come at short notice whether they can take over at the same time".to_owned()),
        asked => {
            Some(format!("{asked} people who can come at short notice whether they can take over at the same time"))
        }
    };
    match (asked, looking.waits) {
        (None, false) => String::new(),
        (None, true) => {
            "Your request waits again and keeps its age: we are looking for somebody else, and you'll hear \
                         as soon as there is somebody. There is nothing you need to do."
                .to_owned()
        }
        (Some(asked), true) => format!(
            "We have asked {asked}, and your request waits again and keeps its age. You'll hear as soon as somebody \
             can; there is nothing you need to do."
        ),
        (Some(asked), false) => format!(
            "We have asked {asked}. If one can, an invitation reaches you at once; if you'd rather have another time, \
             you can book one or ask for one whenever it suits you."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    #[test]
    fn a_time_is_told_here_and_in_utc() {
        let start = at("2027-01-14T17:00:00Z");
        assert_eq!(when(start, zone("Europe/Berlin")), "Thu 14 January 2027, 18:00 CET (17:00 UTC)");
        assert_eq!(when(start, zone("Asia/Kathmandu")), "Thu 14 January 2027, 22:45 UTC+05:45 (17:00 UTC)");
        assert_eq!(when(start, Zone::UTC), "Thu 14 January 2027, 17:00 UTC");
        assert_eq!(when(start, zone("Asia/Tokyo")), "Fri 15 January 2027, 02:00 JST (Thu 14 January, 17:00 UTC)");
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart() {
        assert_eq!(
            when(at("2027-10-31T00:30:00Z"), zone("Europe/Berlin")),
            "Sun 31 October 2027, 02:30 CEST (00:30 UTC)"
        );
        assert_eq!(
            when(at("2027-10-31T01:30:00Z"), zone("Europe/Berlin")),
            "Sun 31 October 2027, 02:30 CET (01:30 UTC)"
        );
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
