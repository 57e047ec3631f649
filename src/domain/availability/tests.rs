use super::*;
use crate::domain::{Span, Timestamp};
use serde_json::{Value, json};

fn read(value: Value) -> Availability {
    serde_json::from_value(value).unwrap()
}

/// Weekly windows as `(weekday, start, end)`.
fn weekly(zone: &str, windows: &[(&str, &str, &str)]) -> Value {
    let windows: Vec<_> =
        windows.iter().map(|(day, start, end)| json!({"weekday": day, "start": start, "end": end})).collect();
    json!({"time_zone": zone, "weekly": windows})
}

fn every_day(zone: &str, start: &str, end: &str) -> Value {
    weekly(zone, &Weekday::ALL.map(|day| (day.as_str(), start, end)))
}

fn at(text: &str) -> Timestamp {
    let seconds = if text.len() == 16 { ":00Z" } else { "T00:00:00Z" };
    format!("{text}{seconds}").parse().unwrap()
}

/// Expands between two dates of UTC, to `from/to` to the minute.
#[track_caller]
fn expands(rules: Value, from: &str, to: &str, expected: &[&str]) {
    let short = |at: Timestamp| at.to_string().trim_end_matches(":00Z").to_owned();
    let spans = expand(&read(rules), Span::new(at(from), at(to)));
    let spans: Vec<_> = spans.into_iter().map(|span| format!("{}/{}", short(span.from), short(span.to))).collect();
    assert_eq!(spans, expected);
}

#[test]
fn a_rule_keeps_its_wall_time_over_a_change() {
    let rules = weekly("America/New_York", &[("sunday", "17:00", "20:00")]);
    let expected = ["2027-03-07T22:00/2027-03-08T01:00", "2027-03-14T21:00/2027-03-15T00:00"];
    expands(rules, "2027-03-05", "2027-03-20", &expected);
}

#[test]
fn what_falls_into_a_gap_moves_to_its_end() {
    let sunday = |start, end| weekly("Europe/Berlin", &[("sunday", start, end)]);
    expands(sunday("02:15", "02:45"), "2027-03-27", "2027-03-30", &[]);
    expands(sunday("02:30", "04:00"), "2027-03-27", "2027-03-30", &["2027-03-28T01:00/2027-03-28T02:00"]);
    expands(sunday("01:00", "02:30"), "2027-03-27", "2027-03-30", &["2027-03-28T00:00/2027-03-28T01:00"]);
    expands(sunday("01:30", "03:30"), "2027-03-27", "2027-03-30", &["2027-03-28T00:30/2027-03-28T01:30"]);
}

#[test]
fn what_a_fold_repeats_is_offered_twice() {
    let sunday = |start, end| weekly("Europe/Berlin", &[("sunday", start, end)]);
    expands(sunday("02:00", "03:00"), "2027-10-30", "2027-11-02", &["2027-10-31T00:00/2027-10-31T02:00"]);
    let twice = ["2027-10-31T00:15/2027-10-31T00:45", "2027-10-31T01:15/2027-10-31T01:45"];
    expands(sunday("02:15", "02:45"), "2027-10-30", "2027-11-02", &twice);
    expands(sunday("01:00", "04:00"), "2027-10-30", "2027-11-02", &["2027-10-30T23:00/2027-10-31T03:00"]);
    let lord_howe = weekly("Australia/Lord_Howe", &[("sunday", "01:00", "03:00")]);
    expands(lord_howe, "2027-04-02", "2027-04-05", &["2027-04-03T14:00/2027-04-03T16:30"]);
}

#[test]
fn days_without_midnight_and_with_two() {
    let sunday = |zone| weekly(zone, &[("sunday", "00:00", "24:00")]);
    expands(sunday("America/Havana"), "2027-03-12", "2027-03-17", &["2027-03-14T05:00/2027-03-15T04:00"]);
    expands(sunday("America/Havana"), "2027-11-05", "2027-11-10", &["2027-11-07T04:00/2027-11-08T05:00"]);
    expands(sunday("America/Asuncion"), "2023-09-29", "2023-10-04", &["2023-10-01T04:00/2023-10-02T03:00"]);
    expands(sunday("America/Asuncion"), "2024-03-22", "2024-03-26", &["2024-03-24T04:00/2024-03-25T04:00"]);
    let saturday = |end| weekly("America/Asuncion", &[("saturday", "22:00", end)]);
    expands(saturday("24:00"), "2024-03-22", "2024-03-26", &["2024-03-24T01:00/2024-03-24T04:00"]);
    expands(saturday("02:00"), "2023-09-29", "2023-10-04", &["2023-10-01T02:00/2023-10-01T05:00"]);
}

#[test]
fn a_day_that_never_was_has_no_hours() {
    expands(
        every_day("Pacific/Apia", "00:00", "24:00"),
        "2011-12-27",
        "2012-01-03",
        &["2011-12-27/2012-01-03"].map(|_| "2011-12-27T00:00/2012-01-03T00:00"),
    );
    let thursday = weekly("Pacific/Apia", &[("thursday", "23:00", "02:00"), ("friday", "09:00", "12:00")]);
    expands(thursday, "2011-12-27", "2012-01-03", &["2011-12-30T09:00/2011-12-30T10:00"]);
}

#[test]
fn zones_off_the_hour() {
    let thursday = |zone| weekly(zone, &[("thursday", "17:00", "18:00")]);
    expands(thursday("Asia/Kathmandu"), "2027-01-14", "2027-01-16", &["2027-01-14T11:15/2027-01-14T12:15"]);
    expands(thursday("Asia/Kolkata"), "2027-01-14", "2027-01-16", &["2027-01-14T11:30/2027-01-14T12:30"]);
}

#[test]
fn windows_join_over_midnight_and_are_clipped() {
    let late =
        weekly("UTC", &[("monday", "22:00", "01:00"), ("tuesday", "00:30", "03:00"), ("tuesday", "03:00", "04:00")]);
    expands(late.clone(), "2027-01-11", "2027-01-14", &["2027-01-11T22:00/2027-01-12T04:00"]);
    expands(late.clone(), "2027-01-12", "2027-01-14", &["2027-01-12T00:00/2027-01-12T04:00"]);
    expands(late.clone(), "2027-01-11T23:00", "2027-01-12T01:00", &["2027-01-11T23:00/2027-01-12T01:00"]);
    expands(late, "2027-01-14", "2027-01-11", &[]);
    let to_midnight = weekly("UTC", &[("monday", "22:00", "00:00")]);
    expands(to_midnight, "2027-01-11", "2027-01-14", &["2027-01-11T22:00/2027-01-12T00:00"]);
}

#[test]
fn an_override_replaces_the_windows_that_start_on_its_date() {
    let mut rules = every_day("UTC", "22:00", "02:00");
    rules["overrides"] = json!([
        {"date": "2027-01-12", "windows": []},
        {"date": "2027-01-13", "windows": [{"start": "09:00", "end": "10:00"}]},
    ]);
    let expected = ["2027-01-11T22:00/2027-01-12T02:00", "2027-01-13T09:00/2027-01-13T10:00"];
    expands(rules, "2027-01-11T12:00", "2027-01-14T12:00", &expected);
}

#[test]
fn time_off_cuts_both_midnights() {
    let mut rules = every_day("UTC", "22:00", "02:00");
    rules["overrides"] = json!([{"date": "2027-01-12", "windows": [{"start": "09:00", "end": "10:00"}]}]);
    rules["time_off"] = json!([{"from": "2027-01-12", "to": "2027-01-13"}]);
    let expected = ["2027-01-11T22:00/2027-01-12T00:00", "2027-01-14T22:00/2027-01-15T02:00"];
    expands(rules, "2027-01-11T12:00", "2027-01-15T12:00", &expected);
}

#[test]
fn the_document_reads_back_as_written() {
    let document = json!({
        "time_zone": "Europe/Berlin",
        "weekly": [{"weekday": "monday", "start": "17:00", "end": "20:00"}, {"weekday": "sunday", "start": "00:00", "end": "24:00"}],
        "overrides": [{"date": "2027-01-14", "windows": [{"start": "09:00", "end": "12:30"}]}, {"date": "2027-01-15", "windows": []}],
        "time_off": [{"from": "2027-01-04", "to": "2027-01-08"}],
    });
    let availability = read(document.clone());
    assert_eq!(availability.check(), Ok(()));
    assert_eq!(serde_json::to_value(&availability).unwrap(), document);
}

#[track_caller]
fn refuses(document: Value, sentence: &str) {
    let error = serde_json::from_value::<Availability>(document).unwrap_err().to_string();
    assert!(error.contains(sentence), "{error}");
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    for time in ["9:00", "25:00", "24:01", "12:60", "1200", "+1:00", "", "12:00:00", "12:0\u{660}"] {
        refuses(weekly("UTC", &[("monday", time, "20:00")]), "Write it as HH:MM");
    }
    for date in ["2027-1-4", "2027-02-29", "1969-12-31", "2200-01-01", "+2027-01-04", "today"] {
        refuses(
            json!({"time_zone": "UTC", "time_off": [{"from": date, "to": "2027-01-04"}]}),
            "Write it as YYYY-MM-DD",
        );
    }
    refuses(weekly("UTC", &[("Monday", "17:00", "20:00")]), "such as monday");
    refuses(weekly("Mars/Base", &[]), "IANA time zone");
    refuses(json!({"time_zone": "UTC", "weekyl": []}), "unknown field `weekyl`, expected one of");
    refuses(
        json!({"time_zone": "UTC", "weekly": vec![json!({"weekday": "monday", "start": "17:00", "end": "20:00"}); 101]}),
        "at most 100",
    );
}

#[test]
fn check_names_every_fault_and_where_it_is() {
    let faulty = read(json!({
        "time_zone": "UTC",
        "weekly": [{"weekday": "monday", "start": "17:00", "end": "17:00"}, {"weekday": "monday", "start": "24:00", "end": "02:00"}],
        "overrides": [{"date": "2027-01-14", "windows": [{"start": "00:00", "end": "00:00"}]}, {"date": "2027-01-14", "windows": []}],
        "time_off": [{"from": "2027-01-08", "to": "2027-01-04"}, {"from": "2027-01-08", "to": "2027-01-08"}],
    }));
    let faults = faulty.check().unwrap_err();
    let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    let expected =
        ["/weekly/0/end", "/weekly/1/start", "/overrides/0/windows/0/end", "/overrides/1/date", "/time_off/0/to"];
    assert_eq!(pointers, expected);
    assert!(faults[0].detail.contains("starts and ends at 17:00"), "{}", faults[0].detail);
    assert!(faults[4].detail.contains("2027-01-08"), "{}", faults[4].detail);
}

#[test]
fn the_schema_states_the_limits() {
    let mut parts = Vec::new();
    <Availability as utoipa::ToSchema>::schemas(&mut parts);
    let parts = serde_json::to_value(parts.into_iter().collect::<std::collections::BTreeMap<_, _>>()).unwrap();
    let whole = serde_json::to_value(<Availability as utoipa::PartialSchema>::schema()).unwrap();
    assert_eq!(whole["properties"]["weekly"]["maxItems"], 100);
    assert_eq!(parts["LocalDate"]["format"], "date");
}
