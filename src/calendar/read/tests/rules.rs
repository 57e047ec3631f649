//! Rules: their last day, and invalid ones.

use super::{day, flaws, starts_and_ends};

/// The starts of this series of days, in `zone`.
fn days(rule: &str, zone: &str) -> Vec<String> {
    let lines = format!("DTSTART;VALUE=DATE:20270420\nRRULE:{rule}");
    let local = |at: &str| {
        let at: chrono::DateTime<chrono::Utc> = at.parse().unwrap();
        at.with_timezone(&zone.parse::<chrono_tz::Tz>().unwrap()).format("%m-%d").to_string()
    };
    starts_and_ends(&lines, zone).iter().map(|span| local(span.split_once(' ').unwrap().0)).collect()
}

/// The author means a day: in UTC, in their own zone, or by its last second.
#[test]
fn the_last_day_of_a_series_of_days_is_what_its_writer_meant() {
    for (zone, until) in [
        ("America/New_York", "20270504"),
        ("America/New_York", "20270504T000000"),
        ("America/New_York", "20270504T235959"),
        ("America/New_York", "20270504T000000Z"),
        ("America/New_York", "20270504T235959Z"),
        ("America/New_York", "20270504T040000Z"),
        ("America/New_York", "20270505T035959Z"),
        ("America/New_York", "20270504T120000Z"),
        ("America/Los_Angeles", "20270504T070000Z"),
        ("America/Los_Angeles", "20270505T065959Z"),
        ("Europe/Berlin", "20270504T000000Z"),
        ("Europe/Berlin", "20270503T220000Z"),
        ("Europe/Berlin", "20270504T215959Z"),
        ("Europe/Berlin", "20270504T235959Z"),
        ("Asia/Kolkata", "20270503T183000Z"),
        ("Asia/Kolkata", "20270504T182959Z"),
        ("Asia/Tokyo", "20270503T150000Z"),
        ("Asia/Tokyo", "20270504T000000Z"),
        ("Asia/Tokyo", "20270504T145959Z"),
        ("Asia/Tokyo", "20270504T235959Z"),
        ("Pacific/Auckland", "20270503T120000Z"),
        ("Pacific/Auckland", "20270504T115959Z"),
        ("Pacific/Auckland", "20270504T000000Z"),
        ("Pacific/Auckland", "20270504T235959Z"),
        // From a calendar east or west of its reader's.
        ("America/New_York", "20270503T220000Z"),
        ("America/New_York", "20270504T215959Z"),
        ("America/New_York", "20270503T183000Z"),
        ("Asia/Tokyo", "20270504T040000Z"),
        ("Asia/Tokyo", "20270505T035959Z"),
        ("Europe/Berlin", "20270504T070000Z"),
        ("UTC", "20270504T000000Z"),
        ("UTC", "20270504T235959Z"),
    ] {
        let weekly = days(&format!("FREQ=WEEKLY;UNTIL={until}"), zone);
        assert_eq!(weekly, ["04-20", "04-27", "05-04"], "{until} in {zone}");
        let every_other = days(&format!("FREQ=DAILY;INTERVAL=2;UNTIL={until}"), zone);
        assert_eq!(every_other.len(), 8, "{until} in {zone}");
    }
}

#[test]
fn the_end_of_a_day_adds_none() {
    for (zone, until) in [
        ("Europe/Berlin", "20270504T235959Z"),
        ("Asia/Tokyo", "20270504T235959Z"),
        ("America/New_York", "20270504T235959Z"),
        ("America/New_York", "20270505T035959Z"),
        ("UTC", "20270504T235959"),
    ] {
        let lines = format!("DTSTART;VALUE=DATE:20270503\nRRULE:FREQ=DAILY;UNTIL={until}");
        let spans = starts_and_ends(&lines, zone);
        let (from, to) = spans[0].split_once(' ').unwrap();
        let at = |text: &str| text.parse::<crate::domain::Timestamp>().unwrap().epoch();
        assert_eq!((spans.len(), at(to) - at(from)), (1, 2 * 86_400), "{until} in {zone}");
    }
}

#[test]
fn a_number_before_a_day_of_the_week_is_nothing_where_none_may_be() {
    for rule in [
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=+1MO",
        "FREQ=WEEKLY;BYDAY=-1MO",
        "FREQ=WEEKLY;BYDAY=0MO",
        "FREQ=WEEKLY;BYDAY=60MO",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=DAILY;BYDAY=2MO",
        "FREQ=WEEKLY;BYDAY=MO",
        "freq=weekly;byday=mo",
        "FREQ=WEEKLY; BYDAY = MO ;",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=;UNTIL=;INTERVAL=",
        "FREQ=WEEKLY;BYDAY=MO,;WKST=SU;X-NAME=1",
        "FREQ=WEEKLY\\;BYDAY=MO\\, MO",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;BYSETPOS=1",
        "FREQ=WEEKLY;RSCALE=GREGORIAN;SKIP=OMIT",
        "FREQ=WEEKLY;BYHOUR=10;BYMINUTE=0;BYSECOND=0",
    ] {
        let lines = format!("DTSTART:20261214T100000Z\nDURATION:PT1H\nRRULE:{rule}");
        // Monday 14 December 2026 and 26 more, until 14 June 2027.
        assert_eq!(flaws(&lines), (27, 0), "{rule}");
    }
    let lines = "DTSTART:20251208T100000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYWEEKNO=50;BYDAY=1MO";
    assert_eq!(flaws(lines), (1, 0));
}

#[test]
fn no_repetitions_are_no_count() {
    for count in ["0", "-2", "-1", "+0", "00"] {
        let lines = format!("DTSTART:20261214T100000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT={count}");
        assert_eq!(flaws(&lines), (27, 0), "{count}");
    }
    let two = "DTSTART:20261214T100000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=+2";
    assert_eq!(flaws(two), (2, 0));
}

/// The first occurrence is known.
#[test]
fn what_is_no_rule_is_counted() {
    for rule in [
        "",
        "BYDAY=MO",
        "FREQ=",
        "FREQ=FORTNIGHTLY",
        "FREQ=WEEKLY;BYDAY=MONDAY",
        "FREQ=WEEKLY;BYDAY=X1MO",
        "FREQ=WEEKLY;COUNT=two",
        "FREQ=WEEKLY;UNTIL=summer",
        "FREQ=WEEKLY;UNTIL=20271332",
        "FREQ=WEEKLY;INTERVAL=2.5",
        "FREQ=WEEKLY;INTERVAL=70000",
        "FREQ=WEEKLY;WKST=1",
        "FREQ=WEEKLY;BYMONTHDAY=14",
        "FREQ=WEEKLY;BYWEEKNO=50",
        "FREQ=DAILY;BYYEARDAY=300",
        "FREQ=MONTHLY;BYMONTHDAY=300",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTH=13",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYSETPOS=2",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYHOUR=266",
        "FREQ=DAILY;BYMINUTE=60",
        "FREQ=YEARLY;BYEASTER=1",
        "FREQ=YEARLY;RSCALE=HEBREW",
        "FREQ=WEEKLY;WEEKLY",
        "W1 MO #10",
    ] {
        let lines = format!("DTSTART:20261214T100000Z\nDURATION:PT1H\nRRULE:{rule}");
        assert_eq!(flaws(&lines), (1, 1), "{rule}");
    }
}

#[test]
fn a_series_of_days_has_no_time_of_day() {
    let lines = "DTSTART;VALUE=DATE:20261214\nRRULE:FREQ=WEEKLY;COUNT=2;BYHOUR=9;BYMINUTE=30;BYSECOND=60";
    assert_eq!(starts_and_ends(lines, "UTC"), [day(14), day(21)]);
}

#[test]
fn the_fifth_day_from_the_end_of_a_month_is_one() {
    // 29 March and 31 May, and none in months with four Mondays.
    let lines = "DTSTART:20261130T100000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=5MO";
    assert_eq!(flaws(lines), (2, 0));
    let lines = "DTSTART:20261130T100000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=-5MO";
    assert_eq!(starts_and_ends(lines, "UTC").len(), 2);
}
