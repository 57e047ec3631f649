//! Reading files, by topic.

mod attendance;
mod ends;
mod exceptions;
mod hostile;
mod lines;
mod properties;
mod rules;
mod versions;
mod zones;

use super::*;
use crate::domain::Zone;

/// A session of Ann's.
const SESSION: &str = "0191b1c2-7a3e-7cc0-8f7e-000000000001";

/// Reads a calendar of Ann's.
pub(crate) fn read(text: &str, zone: Zone, window: Span) -> Result<Reading, Unreadable> {
    let owner = CalendarOwner {
        zone,
        addresses: vec!["ann@example.org".parse().unwrap()],
        sessions: [SESSION.parse().unwrap()].into(),
    };
    super::read(text, &owner, window)
}

pub(crate) fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

/// From the day before Monday 2027-01-11, 08:00 UTC, for 201 days.
pub(crate) fn window() -> Span {
    let from: Timestamp = "2027-01-10T08:00:00Z".parse().unwrap();
    Span::new(from, from.plus_days(201))
}

/// A calendar with these lines, whose lines may be indented.
pub(crate) fn calendar(lines: &str) -> String {
    let lines: Vec<_> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}\r\nEND:VCALENDAR\r\n", lines.join("\r\n"))
}

fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\nUID:one@example.org\n{lines}\nEND:VEVENT"))
}

/// The busy times, as `from to`.
#[track_caller]
fn busy(text: &str, name: &str) -> Vec<String> {
    let reading = read(text, zone(name), window()).unwrap();
    assert_eq!(reading.left_out, 0);
    reading.busy.iter().map(|span| format!("{} {}", span.from, span.to)).collect()
}

/// The result of reading a file, for Ann in this zone, in the 201 days from December 2026.
pub(crate) fn reading(text: &str, name: &str) -> Reading {
    let from: Timestamp = "2026-12-01T00:00:00Z".parse().unwrap();
    read(text, zone(name), Span::new(from, from.plus_days(201))).unwrap()
}

/// The busy times, as `from to`.
pub(crate) fn spans(reading: &Reading) -> Vec<String> {
    reading.busy.iter().map(|span| format!("{} {}", span.from, span.to)).collect()
}

pub(crate) fn guesses(reading: &Reading) -> usize {
    reading.guessed_zones
}

/// The busy times of one event with these lines, all of which can be parsed.
#[track_caller]
pub(crate) fn starts_and_ends(lines: &str, name: &str) -> Vec<String> {
    let found = reading(&calendar(&format!("BEGIN:VEVENT\nUID:a\n{lines}\nEND:VEVENT")), name);
    assert_eq!(found.left_out, 0, "{lines}");
    spans(&found)
}

/// How many busy times one event with these lines has, and how many events can't be parsed.
pub(crate) fn flaws(lines: &str) -> (usize, usize) {
    let found = reading(&calendar(&format!("BEGIN:VEVENT\nUID:a\n{lines}\nEND:VEVENT")), "UTC");
    (found.busy.len(), found.left_out)
}

/// A day of December 2026 in UTC.
pub(crate) fn day(of_month: u32) -> String {
    format!("2026-12-{of_month}T00:00:00Z 2026-12-{}T00:00:00Z", of_month + 1)
}

/// The expected spans are from another implementation: recurring-ical-events 3.8 with icalendar 7.3 (Python).
#[test]
fn another_implementation_reads_the_same() {
    let text = include_str!("../../../../tests/calendars/everything.ics");
    let expected = [
        ("Europe/Berlin", include_str!("../../../../tests/calendars/everything.Berlin.txt")),
        ("Asia/Kolkata", include_str!("../../../../tests/calendars/everything.Kolkata.txt")),
        ("America/New_York", include_str!("../../../../tests/calendars/everything.New_York.txt")),
    ];
    for (name, expected) in expected {
        assert_eq!(busy(text, name), expected.lines().collect::<Vec<_>>(), "in {name}");
    }
}

#[test]
fn lines_may_be_folded_and_end_anyhow() {
    let text = event("DTSTART:20270112T100000Z\nDTEND:20270112T1\n 10000Z").replace("\n10000Z", "\n 10000Z");
    for text in [text.clone(), text.replace("\r\n", "\n"), format!("\u{feff}{text}\r\n\r\n")] {
        assert_eq!(busy(&text, "UTC"), ["2027-01-12T10:00:00Z 2027-01-12T11:00:00Z"]);
    }
}

#[test]
fn what_candor_sent_itself_is_left_away() {
    let of = |uid: &str| {
        calendar(&format!("BEGIN:VEVENT\nUID:{uid}\nDTSTART:20270112T100000Z\nDTEND:20270112T110000Z\nEND:VEVENT"))
    };
    // Including older ones with Candor's host name.
    for uid in [SESSION.to_owned(), format!("{SESSION}@candor.example"), format!("{SESSION}@before.example:8443")] {
        assert!(busy(&of(&uid), "UTC").is_empty(), "{uid}");
    }
    // Somebody else's session, and UIDs from other calendars.
    let others = "0191b1c2-7a3e-7cc0-8f7e-000000000002";
    for uid in [
        others.to_owned(),
        format!("{others}@candor.example"),
        "lunch@candor.example".to_owned(),
        format!("{SESSION}1"),
    ] {
        assert_eq!(busy(&of(&uid), "UTC").len(), 1, "{uid}");
    }
}

#[test]
fn the_window_cuts_what_reaches_out_of_it() {
    let text = event("DTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20300101");
    assert_eq!(busy(&text, "UTC"), ["2027-01-10T08:00:00Z 2027-07-30T08:00:00Z"]);
    let week = event("DTSTART:20270108T080000Z\nDURATION:P1W\nRRULE:FREQ=YEARLY");
    assert_eq!(busy(&week, "UTC"), ["2027-01-10T08:00:00Z 2027-01-15T08:00:00Z"]);
}

#[test]
fn a_zone_that_nobody_knows_is_the_owners() {
    let text = event("DTSTART;TZID=Mars/Base:20270112T100000\nDURATION:PT1H");
    assert_eq!(busy(&text, "Asia/Kathmandu"), ["2027-01-12T04:15:00Z 2027-01-12T05:15:00Z"]);
}

#[test]
fn a_path_that_ends_in_a_zone_is_that_zone() {
    let text = event("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20270712T100000\nDURATION:PT1H");
    assert_eq!(busy(&text, "UTC"), ["2027-07-12T08:00:00Z 2027-07-12T09:00:00Z"]);
    let told = "BEGIN:VTIMEZONE\nTZID:home\nX-LIC-LOCATION:Europe/Berlin\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:a\n\
                DTSTART;TZID=home:20270712T100000\nDURATION:PT1H\nEND:VEVENT";
    assert_eq!(busy(&calendar(told), "UTC"), ["2027-07-12T08:00:00Z 2027-07-12T09:00:00Z"]);
}

#[test]
fn clocks_that_only_the_file_knows_have_gaps_and_folds() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Ours\n\
        BEGIN:STANDARD\nDTSTART:20201025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n\
        BEGIN:DAYLIGHT\nDTSTART:20200329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\n\
        END:VTIMEZONE";
    for (local, lasts, utc) in [
        // The same as in Europe/Berlin.
        ("20270328T013000", "PT15M", "2027-03-28T00:30:00Z 2027-03-28T00:45:00Z"),
        ("20270328T023000", "PT15M", "2027-03-28T01:30:00Z 2027-03-28T01:45:00Z"),
        ("20270328T033000", "PT15M", "2027-03-28T01:30:00Z 2027-03-28T01:45:00Z"),
    ] {
        for name in ["Ours", "Europe/Berlin"] {
            let text =
                format!("{zone}\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID={name}:{local}\nDURATION:{lasts}\nEND:VEVENT");
            assert_eq!(busy(&calendar(&text), "UTC"), [utc], "{local} by {name}");
        }
    }
    let autumn = Span::new("2027-10-01T00:00:00Z".parse().unwrap(), "2027-12-01T00:00:00Z".parse().unwrap());
    for name in ["Ours", "Europe/Berlin"] {
        let text = format!(
            "{zone}\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID={name}:20271030T023000\nDURATION:PT15M\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT"
        );
        let found = read(&calendar(&text), Zone::UTC, autumn).unwrap().busy;
        let starts: Vec<_> = found.iter().map(|span| span.from.to_string()).collect();
        assert_eq!(starts, ["2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"], "by {name}");
    }
}

#[test]
fn the_last_day_of_a_series_counts_as_a_whole() {
    let text = event("DTSTART;TZID=America/New_York:20270118T200000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20270120");
    assert_eq!(busy(&text, "UTC").len(), 3);
    // In UTC: the evening of the 20th in New York is already the 21st.
    let utc =
        event("DTSTART;TZID=America/New_York:20270118T200000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20270121T010000Z");
    assert_eq!(busy(&utc, "UTC").len(), 3);
    let before =
        event("DTSTART;TZID=America/New_York:20270118T200000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20270121T005959Z");
    assert_eq!(busy(&before, "UTC").len(), 2);
}

#[test]
fn an_exception_of_one_series_is_none_of_another() {
    let series = |uid: &str| {
        format!(
            "BEGIN:VEVENT\nUID:{uid}\nSEQUENCE:0\nDTSTART:20270112T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\n"
        )
    };
    let other = "BEGIN:VEVENT\nUID:a\nSEQUENCE:0\nRECURRENCE-ID:20270113T100000Z\nDTSTART:20270113T150000Z\nDURATION:PT1H\nEND:VEVENT";
    let both = busy(&calendar(&format!("{}{}{other}", series("a"), series("b"))), "UTC");
    assert_eq!(both.len(), 4, "{both:?}");
}

#[test]
fn an_exception_on_a_date_takes_that_day_out() {
    let text = event("DTSTART:20270112T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20270113");
    assert_eq!(busy(&text, "UTC").len(), 2);
}

#[test]
fn free_and_busy_times_are_read() {
    let text = calendar(
        "BEGIN:VFREEBUSY\nUID:a\nDTSTAMP:20270101T000000Z\n\
         FREEBUSY:20270112T100000Z/PT1H,20270113T100000Z/20270113T113000Z\n\
         FREEBUSY;FBTYPE=FREE:20270114T100000Z/PT1H\n\
         FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270115T100000Z/PT1H\nEND:VFREEBUSY",
    );
    let expected = [
        "2027-01-12T10:00:00Z 2027-01-12T11:00:00Z",
        "2027-01-13T10:00:00Z 2027-01-13T11:30:00Z",
        "2027-01-15T10:00:00Z 2027-01-15T11:00:00Z",
    ];
    assert_eq!(busy(&text, "UTC"), expected);
}

#[test]
fn two_calendars_may_stand_in_one_file() {
    let one = event("DTSTART:20270112T100000Z\nDURATION:PT1H");
    let other = event("DTSTART:20270113T100000Z\nDURATION:PT1H");
    assert_eq!(busy(&format!("{one}{other}"), "UTC").len(), 2);
}

#[test]
fn what_can_not_be_understood_is_counted() {
    let text = calendar(
        "BEGIN:VEVENT\nUID:a\nDURATION:PT1H\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nDTSTART:yesterday\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:c\nDTSTART:20270112T100000Z\nDURATION:PT1H\nRRULE:FREQ=OFTEN\nEND:VEVENT",
    );
    let reading = read(&text, Zone::UTC, window()).unwrap();
    // Of the last one, the first occurrence is known.
    assert_eq!((reading.busy.len(), reading.left_out), (1, 3));
}

#[test]
fn what_is_no_calendar_says_so() {
    let refusal = |text: &str| read(text, Zone::UTC, window()).unwrap_err();
    assert_eq!(refusal("<!doctype html><title>Sign in</title>"), Unreadable::NoCalendar);
    assert_eq!(refusal(""), Unreadable::NoCalendar);
    assert_eq!(refusal("BEGIN:VCARD\nEND:VCARD\n"), Unreadable::NoCalendar);
    assert_eq!(refusal("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270112T100000Z\n"), Unreadable::CutShort);
    assert_eq!(refusal(&" ".repeat(MAX_BYTES + 1)), Unreadable::TooLong);
}
