use super::*;
use serde_json::json;

/// Monday 2027-01-11 at noon UTC.
const NOW: &str = "2027-01-11T12:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn minutes(minutes: i64) -> SessionLength {
    minutes.try_into().unwrap()
}

fn week_in(zone: &str, start: &str, end: &str) -> Availability {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let weekly = days.map(|day| json!({"weekday": day, "start": start, "end": end}));
    serde_json::from_value(json!({"time_zone": zone, "weekly": weekly})).unwrap()
}

fn terms() -> Terms {
    Terms {
        durations: vec![minutes(60)],
        weekly_capacity: 3,
        min_notice_hours: 24,
        buffer_minutes: 15,
        horizon_days: 14,
        paused_until: None,
        rests_until: None,
    }
}

fn booked(from: &str, role: Seat) -> Commitment {
    Commitment { span: Span::of(at(from), minutes(60)), role: Some(role) }
}

/// The starts of 60-minute sessions on a date of UTC, as `HH:MM`.
fn listed(availability: &Availability, terms: &Terms, commitments: &[Commitment], date: &str) -> Vec<String> {
    let day = at(&format!("{date}T00:00:00Z"));
    let day = Span::new(day, day.plus_days(1));
    let schedule = InterviewerSchedule { availability, terms, commitments };
    let openings = Openings::new(schedule, at(NOW), day, &mut ZoneMemo::default());
    openings.starts(minutes(60), day).map(|start| start.naive().format("%H:%M").to_string()).collect()
}

#[track_caller]
fn asked(terms: &Terms, commitments: &[Commitment], start: &str) -> Result<(), Refusal> {
    let availability = week_in("UTC", "17:00", "20:00");
    let schedule = InterviewerSchedule { availability: &availability, terms, commitments };
    admits(schedule, at(NOW), at(start), minutes(60), &mut ZoneMemo::default())
}

#[test]
fn a_session_lies_wholly_inside_the_hours() {
    let hours = week_in("UTC", "17:10", "19:00");
    assert_eq!(listed(&hours, &terms(), &[], "2027-01-14"), ["17:15", "17:30", "17:45", "18:00"]);
    assert_eq!(asked(&terms(), &[], "2027-01-14T19:00:00Z"), Ok(()));
    assert_eq!(asked(&terms(), &[], "2027-01-14T19:15:00Z"), Err(Refusal::OutsideHours));
    assert_eq!(asked(&terms(), &[], "2027-01-14T16:45:00Z"), Err(Refusal::OutsideHours));
}

#[test]
fn a_session_may_run_over_midnight() {
    let hours = week_in("UTC", "23:00", "00:30");
    assert_eq!(listed(&hours, &terms(), &[], "2027-01-14"), ["23:00", "23:15", "23:30"]);
}

#[test]
fn the_grid_is_that_of_utc() {
    let kathmandu = week_in("Asia/Kathmandu", "17:00", "18:30");
    assert_eq!(listed(&kathmandu, &terms(), &[], "2027-01-14"), ["11:15", "11:30", "11:45"]);
    let kolkata = week_in("Asia/Kolkata", "17:00", "18:15");
    assert_eq!(listed(&kolkata, &terms(), &[], "2027-01-14"), ["11:30", "11:45"]);
    assert_eq!(asked(&terms(), &[], "2027-01-14T17:05:00Z"), Err(Refusal::OffGrid));
    assert_eq!(asked(&terms(), &[], "2027-01-14T17:00:00.000001Z"), Err(Refusal::OffGrid));
}

#[test]
fn only_lengths_on_offer() {
    let other = Terms { durations: vec![minutes(30), minutes(90)], ..terms() };
    assert_eq!(asked(&other, &[], "2027-01-14T17:00:00Z"), Err(Refusal::DurationNotOffered));
    assert!(listed(&week_in("UTC", "17:00", "20:00"), &other, &[], "2027-01-14").is_empty());
}

#[test]
fn notice_horizon_and_pause_are_exact() {
    let notice = |min_notice_hours| Terms { min_notice_hours, ..terms() };
    assert_eq!(asked(&notice(29), &[], "2027-01-12T17:00:00Z"), Ok(()));
    assert_eq!(asked(&notice(30), &[], "2027-01-12T17:00:00Z"), Err(Refusal::TooSoon { notice_hours: 30 }));
    for past in [0, -48] {
        assert_eq!(asked(&notice(past), &[], "2027-01-11T17:00:00Z"), Ok(()));
        assert_eq!(asked(&notice(past), &[], "2027-01-10T17:00:00Z"), Err(Refusal::TooSoon { notice_hours: 0 }));
    }
    let hours = week_in("UTC", "12:00", "14:00");
    let near = Terms { horizon_days: 3, ..terms() };
    assert_eq!(listed(&hours, &near, &[], "2027-01-14"), ["12:00"]);
    let schedule = InterviewerSchedule { availability: &hours, terms: &near, commitments: &[] };
    let late = admits(schedule, at(NOW), at("2027-01-14T12:15:00Z"), minutes(60), &mut ZoneMemo::default());
    assert_eq!(late, Err(Refusal::BeyondHorizon { horizon_days: 3 }));
    let paused = Terms { paused_until: Some(at("2027-01-14T18:00:00Z")), ..terms() };
    assert_eq!(asked(&paused, &[], "2027-01-14T17:45:00Z"), Err(Refusal::Paused));
    assert_eq!(asked(&paused, &[], "2027-01-14T18:00:00Z"), Ok(()));
    // Nothing can be booked while somebody's bookings are paused, whatever the start.
    let resting = |until: &str| Terms { rests_until: Some(at(until)), ..terms() };
    assert_eq!(asked(&resting("2027-01-11T12:00:01Z"), &[], "2027-01-14T18:00:00Z"), Err(Refusal::Paused));
    assert_eq!(asked(&resting(NOW), &[], "2027-01-14T18:00:00Z"), Ok(()));
}

#[test]
fn the_buffer_lies_on_both_sides_of_either_seat() {
    let hours = week_in("UTC", "17:00", "22:00");
    for role in [Seat::Candidate, Seat::Interviewer] {
        let taken = [booked("2027-01-14T19:00:00Z", role)];
        let expected = ["17:00", "17:15", "17:30", "17:45", "20:15", "20:30", "20:45", "21:00"];
        assert_eq!(listed(&hours, &terms(), &taken, "2027-01-14"), expected);
        let close = Terms { buffer_minutes: 0, ..terms() };
        assert_eq!(asked(&close, &taken, "2027-01-14T18:00:00Z"), Ok(()));
        assert_eq!(asked(&close, &taken, "2027-01-14T18:15:00Z"), Err(Refusal::Busy));
    }
}

#[test]
fn the_week_is_the_interviewers_own() {
    // In New York, Sunday evening of the week before is Monday in UTC.
    let hours = week_in("America/New_York", "18:00", "21:00");
    let one = Terms { weekly_capacity: 1, buffer_minutes: 0, ..terms() };
    let sunday = [booked("2027-01-18T00:00:00Z", Seat::Interviewer)];
    assert!(listed(&hours, &one, &sunday, "2027-01-16").is_empty());
    assert_eq!(listed(&hours, &one, &sunday, "2027-01-20").len(), 9);
    let as_candidate = [booked("2027-01-18T00:00:00Z", Seat::Candidate)];
    assert_eq!(listed(&hours, &one, &as_candidate, "2027-01-16").len(), 9);
    let none = Terms { weekly_capacity: 0, ..terms() };
    assert_eq!(asked(&none, &[], "2027-01-14T17:00:00Z"), Err(Refusal::WeekFull));
    assert!(listed(&hours, &none, &[], "2027-01-16").is_empty());
}

#[test]
fn a_candidate_needs_no_buffer() {
    let taken = [booked("2027-01-14T19:00:00Z", Seat::Candidate)];
    assert!(free(&taken, Span::of(at("2027-01-14T20:00:00Z"), minutes(30))));
    assert!(free(&taken, Span::of(at("2027-01-14T18:00:00Z"), minutes(60))));
    assert!(!free(&taken, Span::of(at("2027-01-14T18:15:00Z"), minutes(60))));
}

#[test]
fn a_refusal_says_how_to_mend_it() {
    let one = Refusal::TooSoon { notice_hours: 1 }.to_string();
    assert_eq!(one, "This interviewer needs 1 hour of notice to prepare. Please choose a later time.");
    assert_eq!(Refusal::TooSoon { notice_hours: 0 }.to_string(), "That time has passed. Please choose a later one.");
    assert!(Refusal::BeyondHorizon { horizon_days: 14 }.to_string().contains("up to 14 days ahead"));
}
