//! Malicious files: each is stopped after a counted number of steps.

use super::{calendar, read, window};
use crate::calendar::read::{Reading, Unreadable};
use crate::domain::Zone;

fn of(rules: &str) -> Result<Reading, Unreadable> {
    let lines = format!("BEGIN:VEVENT\nUID:a\nDTSTART:20260101T100000Z\nDURATION:PT1H\n{rules}\nEND:VEVENT");
    read(&calendar(&lines), Zone::UTC, window())
}

#[test]
fn a_million_repetitions_are_refused_with_the_line() {
    for rule in [
        "RRULE:FREQ=SECONDLY;COUNT=1000000",
        "RRULE:FREQ=MINUTELY;COUNT=1000000",
        "RRULE:FREQ=MINUTELY;INTERVAL=30",
        "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=5;BYMINUTE=0;BYSECOND=0",
        "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55,58;BYSECOND=0",
    ] {
        assert_eq!(of(rule), Err(Unreadable::TooOften { line: 3 }), "{rule}");
    }
    let text = Unreadable::TooOften { line: 3 }.to_string();
    assert!(text.contains("The event on line 3 repeats so often"), "{text}");
}

#[test]
fn every_hour_is_not_too_often() {
    let reading = of("RRULE:FREQ=HOURLY;INTERVAL=2").unwrap();
    assert_eq!(reading.busy.len(), 201 * 12);
}

#[test]
fn many_series_are_too_many_together() {
    let daily = |year: u32| {
        let lines = format!("DTSTART:{year}0101T100000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY");
        read(&calendar(&format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n").repeat(20_000)), Zone::UTC, window())
    };
    // Each takes some 20,000 steps.
    assert!(matches!(daily(1970), Err(Unreadable::TooOften { line: 1100..=1300 })), "{:?}", daily(1970));
    // Each makes 201 spans.
    assert_eq!(daily(2026), Err(Unreadable::TooMany));
    let rare =
        "BEGIN:VEVENT\nDTSTART:19700101T100000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n";
    let refusal = read(&calendar(&rare.repeat(10_000)), Zone::UTC, window()).unwrap_err();
    assert!(matches!(refusal, Unreadable::TooOften { line: 203..=253 }), "{refusal:?}");
}

#[test]
fn what_never_comes_is_not_looked_for_forever() {
    for rule in [
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "RRULE:FREQ=HOURLY;BYHOUR=25",
        "RRULE:FREQ=WEEKLY;INTERVAL=65535",
    ] {
        assert_eq!(of(rule).map(|reading| reading.busy), Ok(Vec::new()), "{rule}");
    }
}

#[test]
fn more_spans_than_are_kept_are_refused() {
    let two_an_hour: String = (0..201 * 48)
        .map(|half| {
            let at = window().from.plus_minutes(half * 30).naive().format("%Y%m%dT%H%M%SZ").to_string();
            format!("BEGIN:VEVENT\nDTSTART:{at}\nDURATION:PT5M\nEND:VEVENT\n")
        })
        .collect();
    assert_eq!(read(&calendar(&two_an_hour), Zone::UTC, window()), Err(Unreadable::TooMany));
    let dates = "20270112T100000Z,".repeat(60_000);
    assert_eq!(of(&format!("RDATE:{}", dates.trim_end_matches(','))), Err(Unreadable::TooMany));
}

#[test]
fn a_long_name_is_looked_up_once_for_a_long_list() {
    let dates = "20270112T100000,".repeat(40_000);
    let zone = "/a".repeat(500_000);
    assert_eq!(of(&format!("RDATE;TZID={zone}:{}", dates.trim_end_matches(','))).map(|read| read.guessed_zones), Ok(1));
}

#[test]
fn a_list_without_end_is_no_rule() {
    let days = "MO,".repeat(100_000);
    assert_eq!(of(&format!("RRULE:FREQ=DAILY;BYDAY={}", days.trim_end_matches(','))).unwrap().left_out, 1);
}

#[test]
fn deep_nesting_is_nothing_special() {
    let text = calendar(&format!("{}{}", "BEGIN:VEVENT\n".repeat(50_000), "END:VEVENT\n".repeat(50_000)));
    assert_eq!(read(&text, Zone::UTC, window()).unwrap().left_out, 50_000);
}
