//! Ends of events, and ends that can't be parsed.

use super::{calendar, day, flaws, reading, spans, starts_and_ends};

/// Berlin's 15 December.
const THE_15TH: &str = "2026-12-14T23:00:00Z 2026-12-15T23:00:00Z";

#[test]
fn a_date_without_a_later_end_is_that_day() {
    for end in [
        "DTEND;VALUE=DATE:20261215",
        "DTEND;VALUE=DATE:20261214",
        "DTEND;VALUE=DATE:20251215",
        "DTEND:20261215",
        "DTEND:20261215T000000",
        "DTEND:20261215T120000",
        "DTEND;VALUE=DATE:20261216",
        "DURATION:PT0S",
        "DURATION:P0D",
        "DURATION:-P1D",
        "DURATION:PT1H",
        "DURATION:P1D",
        "DURATION:PT24H",
        "",
    ] {
        let lines = format!("DTSTART;VALUE=DATE:20261215\n{end}");
        assert_eq!(starts_and_ends(&lines, "Europe/Berlin"), [THE_15TH], "{end}");
    }
}

#[test]
fn every_day_of_such_a_series_is_that_day() {
    let lines = "DTSTART;VALUE=DATE:20261215\nDTEND;VALUE=DATE:20261215\nRRULE:FREQ=WEEKLY;COUNT=2\n\
                 RDATE;VALUE=DATE:20261218";
    let expected = [day(15), day(18), day(22)];
    assert_eq!(starts_and_ends(lines, "UTC"), expected);
    let part = "DTSTART;VALUE=DATE:20261215\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\n\
                RECURRENCE-ID;VALUE=DATE:20261222\nDTSTART;VALUE=DATE:20261223\nDTEND;VALUE=DATE:20261223";
    assert_eq!(starts_and_ends(part, "UTC"), [day(15), day(23)]);
}

/// Google writes the name of such a zone without quotes.
#[test]
fn a_zone_may_have_a_colon() {
    for (lines, expected) in [
        ("DTSTART:20261215T020000Z\nDTEND;TZID=GMT+05:30:20261215T083000", "02:00 03:00"),
        ("DTSTART;TZID=GMT+05:30:20261215T083000\nDURATION:PT1H", "03:00 04:00"),
        ("DTSTART;TZID=GMT-03:00:20261215T083000\nDTEND;TZID=GMT-03:00:20261215T093000", "11:30 12:30"),
        ("DTSTART;VALUE=DATE-TIME;TZID=UTC+9:20261215T183000\nDURATION:PT1H", "09:30 10:30"),
        ("DTSTART;TZID=+0545:20261215T104500\nDURATION:PT1H", "05:00 06:00"),
        ("DTSTART;TZID=\"GMT+05:30\":20261215T083000\nDURATION:PT1H", "03:00 04:00"),
        ("DTSTART;TZID=(UTC+03:30) Somewhere, Else:20261215T083000\nDURATION:PT1H", "05:00 06:00"),
        (
            "DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna:20261215T083000\nDURATION:PT1H",
            "07:30 08:30",
        ),
        ("DTSTART;TZID=GMT+05:30;VALUE=DATE-TIME:20261215T083000\nDURATION:PT1H", "03:00 04:00"),
    ] {
        let (from, to) = expected.split_once(' ').unwrap();
        let expected = format!("2026-12-15T{from}:00Z 2026-12-15T{to}:00Z");
        assert_eq!(starts_and_ends(lines, "America/New_York"), [expected], "{lines}");
    }
}

#[test]
fn a_zone_with_a_colon_may_be_described() {
    let lines = "DTSTART;TZID=Ours:1:20261215T083000\nDTEND;TZID=Ours:1:20261215T093000\nEND:VEVENT\n\
                 BEGIN:VTIMEZONE\nTZID:Ours:1\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0200\n\
                 TZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nTRANSP:TRANSPARENT";
    assert_eq!(starts_and_ends(lines, "UTC"), ["2026-12-15T06:30:00Z 2026-12-15T07:30:00Z"]);
}

#[test]
fn more_dates_are_read_like_starts() {
    let first = "2026-12-15T02:00:00Z 2026-12-15T03:00:00Z".to_owned();
    for (more, second) in [
        ("RDATE;TZID=GMT+05:30:20261216T083000", "2026-12-16T03:00:00Z 2026-12-16T04:00:00Z"),
        ("RDATE;TZID=GMT+05:30;VALUE=PERIOD:20261216T083000/PT2H", "2026-12-16T03:00:00Z 2026-12-16T05:00:00Z"),
        ("RDATE;VALUE=PERIOD:20261216T083000Z/20261216T090000Z", "2026-12-16T08:30:00Z 2026-12-16T09:00:00Z"),
        ("RDATE:20261216T235960Z", "2026-12-16T23:59:59Z 2026-12-17T00:59:59Z"),
        ("RDATE;VALUE=DATE:20261216T200000Z", "2026-12-16T20:00:00Z 2026-12-16T21:00:00Z"),
        // In the zone and at the time of the series.
        ("RDATE:20261216T200000", "2026-12-16T20:00:00Z 2026-12-16T21:00:00Z"),
        ("RDATE;VALUE=DATE:20261216", "2026-12-16T02:00:00Z 2026-12-16T03:00:00Z"),
    ] {
        let lines = format!("DTSTART:20261215T020000Z\nDTEND:20261215T030000Z\n{more}");
        assert_eq!(starts_and_ends(&lines, "Asia/Tokyo"), [first.clone(), second.to_owned()], "{more}");
    }
}

#[test]
fn the_sixtieth_second_is_legal() {
    let lines = "DTSTART:20261215T015960Z\nDTEND:20261215T030060Z";
    assert_eq!(starts_and_ends(lines, "UTC"), ["2026-12-15T01:59:59Z 2026-12-15T03:00:59Z"]);
    let midnight = "DTSTART:20261215T230000Z\nDTEND:20261215T240000Z";
    assert_eq!(starts_and_ends(midnight, "UTC"), ["2026-12-15T23:00:00Z 2026-12-16T00:00:00Z"]);
}

/// The value counts, whatever its declared type.
#[test]
fn a_date_with_a_time_is_the_time_it_says() {
    let named = "DTSTART;VALUE=DATE:20261217T200000\nDTEND;VALUE=DATE:20261217T210000";
    assert_eq!(starts_and_ends(named, "Europe/Berlin"), ["2026-12-17T19:00:00Z 2026-12-17T20:00:00Z"]);
    let utc = "DTSTART;VALUE=DATE:20261217T200000Z\nDURATION:PT1H";
    assert_eq!(starts_and_ends(utc, "Europe/Berlin"), ["2026-12-17T20:00:00Z 2026-12-17T21:00:00Z"]);
    let the_other_way = "DTSTART;VALUE=DATE-TIME:20261217\nDTEND;VALUE=DATE-TIME:20261218";
    assert_eq!(starts_and_ends(the_other_way, "UTC"), [day(17)]);
    assert_eq!(starts_and_ends("DTSTART:20261217Z", "UTC"), [day(17)]);
    let extended = "DTSTART:2026-12-17T20:00:00Z\nDTEND:2026-12-17T22:00:00+01:00";
    assert_eq!(starts_and_ends(extended, "Europe/Berlin"), ["2026-12-17T20:00:00Z 2026-12-17T21:00:00Z"]);
}

#[test]
fn an_end_by_no_clock_is_by_the_clock_of_its_start() {
    let lines = "DTSTART;TZID=America/New_York:20261215T090000\nDTEND:20261215T100000";
    assert_eq!(starts_and_ends(lines, "Europe/Berlin"), ["2026-12-15T14:00:00Z 2026-12-15T15:00:00Z"]);
    // A date as the end of a timed event means midnight: before that day, or after it if the event began on it.
    for end in ["DTEND;VALUE=DATE:20261215", "DTEND;VALUE=DATE:20261216"] {
        let lines = format!("DTSTART;TZID=America/New_York:20261215T090000\n{end}");
        assert_eq!(starts_and_ends(&lines, "UTC"), ["2026-12-15T14:00:00Z 2026-12-16T05:00:00Z"], "{end}");
    }
}

#[test]
fn what_can_not_be_read_is_counted() {
    for lines in [
        "DTSTART:20261215T020000Z\nDTEND:tomorrow",
        "DTSTART:20261215T020000Z\nDTEND:20261215T25",
        "DTSTART:20261215T020000Z\nDTEND:20261232T030000Z",
        "DTSTART:20261215T020000Z\nDTEND:",
        "DTSTART:20261215T020000Z\nDTEND",
        "DTSTART:20261215T020000Z\nDURATION:an hour",
        "DTSTART:20261215T020000Z\nDURATION:PT1.5H",
        "DTSTART:20261215T0200Zx\nDURATION:PT1H",
        "DTSTART:20261315T020000Z\nDURATION:PT1H",
        "DTSTART:\nDURATION:PT1H",
    ] {
        assert_eq!(flaws(lines), (0, 1), "{lines}");
    }
    for lines in [
        "DTSTART:20261215T020000Z\nDURATION:PT1H\nRDATE:soon",
        "DTSTART:20261215T020000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20261216T020000Z/soon",
        "DTSTART:20261215T020000Z\nDURATION:PT1H\nEXDATE:soon",
        "DTSTART:20261215T020000Z\nDURATION:PT1H\nEXRULE:FREQ=DAILY;COUNT=2",
        "DTSTART:20261215T020000Z\nDURATION:PT1H\nRECURRENCE-ID:soon",
        "DTSTART:20261215T020000Z\nDURATION:PT1H\nDTEND:soon",
        "DTSTART;VALUE=DATE:20261215\nDTEND;VALUE=DATE:soon",
    ] {
        assert_eq!(flaws(lines), (1, 1), "{lines}");
    }
    // If the end is before the start, perhaps because the two were swapped, the time in between is busy.
    for lines in ["DTSTART:20261215T020000Z\nDTEND:20261215T010000Z", "DTSTART:20261215T020000Z\nDURATION:-PT1H"] {
        let found = reading(&calendar(&format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT")), "UTC");
        assert_eq!((spans(&found), found.left_out), (vec!["2026-12-15T01:00:00Z 2026-12-15T02:00:00Z".to_owned()], 1));
    }
    // Events without a duration aren't busy, so flaws in them don't matter.
    for lines in [
        "DTSTART:20261215T020000Z",
        "DTSTART:20261215T020000Z\nDTEND:20261215T020000Z",
        "DTSTART:20261215T020000Z\nEXDATE:\nRDATE:,",
        "DTSTART:20261215T020000Z\nDTEND:soon\nSTATUS:CANCELLED",
        "DTSTART:soon\nTRANSP:TRANSPARENT",
    ] {
        assert_eq!(flaws(lines), (0, 0), "{lines}");
    }
}

#[test]
fn busy_times_that_can_not_be_read_are_counted() {
    let lines = "TRANSP:TRANSPARENT\nEND:VEVENT\nBEGIN:VFREEBUSY\nFREEBUSY:20261215T100000Z/PT1H,20261216/soon\n\
                 END:VFREEBUSY\nBEGIN:VEVENT\nTRANSP:TRANSPARENT";
    assert_eq!(flaws(lines), (1, 1));
}
