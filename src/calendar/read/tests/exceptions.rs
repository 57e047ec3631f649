//! Exceptions to a series, in every notation.

use super::{day, starts_and_ends};

/// All of London's 14 and 16 December.
fn all_day(except: &str) -> Vec<String> {
    let lines = format!("DTSTART;VALUE=DATE:20261214\nRRULE:FREQ=DAILY;UNTIL=20261216\n{except}");
    starts_and_ends(&lines, "Europe/London")
}

#[test]
fn the_written_date_counts_for_a_series_of_days() {
    for except in [
        "EXDATE;TZID=W. Europe Standard Time:20261215T000000",
        "EXDATE;TZID=America/New_York:20261215T000000",
        "EXDATE;TZID=Pacific/Auckland:20261215T000000",
        "EXDATE;VALUE=DATE:20261215",
        "EXDATE:20261215",
        "EXDATE:20261215T000000",
        "EXDATE:20261215T000000Z",
        "EXDATE:20261215T050000Z",
        "EXDATE;VALUE=DATE-TIME:20261215T000000Z",
        "EXDATE;TZID=GMT+05:30:20261215T000000",
        "EXDATE:20261101,20261215T000000Z",
    ] {
        assert_eq!(all_day(except), [day(14), day(16)], "{except}");
    }
}

#[test]
fn so_it_does_for_what_takes_the_place_of_a_day() {
    for id in [
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20261215T000000",
        "RECURRENCE-ID;VALUE=DATE:20261215",
        "RECURRENCE-ID:20261215T000000",
        "RECURRENCE-ID:20261215T000000Z",
    ] {
        let part = format!("END:VEVENT\nBEGIN:VEVENT\nUID:a\n{id}\nDTSTART;VALUE=DATE:20261220");
        assert_eq!(all_day(&part), [day(14), day(16), day(20)], "{id}");
        let cancelled = format!("END:VEVENT\nBEGIN:VEVENT\nUID:a\n{id}\nSTATUS:CANCELLED");
        assert_eq!(all_day(&cancelled), [day(14), day(16)], "{id}");
        let later = id.replace("RECURRENCE-ID", "RECURRENCE-ID;RANGE=THISANDFUTURE");
        let later = format!("END:VEVENT\nBEGIN:VEVENT\nUID:a\n{later}\nDTSTART;VALUE=DATE:20261220");
        let both = "2026-12-20T00:00:00Z 2026-12-22T00:00:00Z".to_owned();
        assert_eq!(all_day(&later), [day(14), both], "{id}");
    }
}

/// Three times at nine in New York, without the second.
fn at_nine(except: &str) -> Vec<String> {
    let lines =
        format!("DTSTART;TZID=America/New_York:20261214T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\n{except}");
    starts_and_ends(&lines, "Europe/Berlin")
}

const FIRST: &str = "2026-12-14T14:00:00Z 2026-12-14T15:00:00Z";
const THIRD: &str = "2026-12-16T14:00:00Z 2026-12-16T15:00:00Z";

#[test]
fn a_moment_is_the_same_by_every_clock() {
    for when in [
        ";VALUE=DATE:20261215",
        ":20261215",
        ":20261215T140000Z",
        ":20261215T090000",
        ";TZID=America/New_York:20261215T090000",
        ";TZID=Eastern Standard Time:20261215T090000",
        ";TZID=Europe/Berlin:20261215T150000",
        ";TZID=GMT+05:30:20261215T193000",
        ";TZID=Asia/Tokyo:20261215T230000",
    ] {
        assert_eq!(at_nine(&format!("EXDATE{when}")), [FIRST, THIRD], "{when}");
        let part =
            format!("END:VEVENT\nBEGIN:VEVENT\nUID:a\nRECURRENCE-ID{when}\nDTSTART:20261220T100000Z\nDURATION:PT1H");
        let elsewhere = "2026-12-20T10:00:00Z 2026-12-20T11:00:00Z";
        assert_eq!(at_nine(&part), [FIRST, THIRD, elsewhere], "{when}");
        // From then on, two hours later and half as long.
        let later = format!(
            "END:VEVENT\nBEGIN:VEVENT\nUID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE{when}\nDTSTART:20261215T160000Z\nDURATION:PT30M"
        );
        let expected =
            [FIRST, "2026-12-15T16:00:00Z 2026-12-15T16:30:00Z", "2026-12-16T16:00:00Z 2026-12-16T16:30:00Z"];
        assert_eq!(at_nine(&later), expected, "{when}");
    }
}

#[test]
fn another_time_of_that_day_is_no_exception() {
    assert_eq!(at_nine("EXDATE:20261215T150000Z").len(), 3);
    assert_eq!(at_nine("EXDATE;TZID=Europe/Berlin:20261215T090000").len(), 3);
}

/// A series without a zone is in its owner's; exceptions in UTC are converted to it.
#[test]
fn a_series_by_no_clock_has_exceptions_too() {
    for except in ["20261215T090000", "20261215T080000Z", "20261215"] {
        let lines = format!("DTSTART:20261214T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:{except}");
        assert_eq!(starts_and_ends(&lines, "Europe/Berlin").len(), 1, "{except}");
    }
}

#[test]
fn dates_that_were_added_are_taken_out_like_others() {
    let lines = "DTSTART;TZID=America/New_York:20261214T090000\nDURATION:PT1H\nRDATE:20261215T140000Z,20261216T140000Z\n\
                 EXDATE;VALUE=DATE:20261215";
    assert_eq!(starts_and_ends(lines, "UTC"), [FIRST, THIRD]);
}
