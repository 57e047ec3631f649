use crate::domain::UpTo;
use crate::domain::availability::openings::Commitment;
use crate::domain::matching::request::{Ask, Window};
use crate::domain::matching::samples::{Volunteer, ask, at, booked, now, pairs, requester, stands, volunteer, window};
use crate::domain::matching::{Busy, Requester};
use serde_json::json;

const EVENING: (&str, &str) = ("18:00", "20:00");
const LATE: (&str, &str) = ("20:00", "22:00");

fn anybody() -> serde_json::Value {
    json!({})
}

fn words(standing: &crate::domain::matching::RequestDiagnosis) -> &str {
    &standing.why
}

#[test]
fn nobody_does_it_at_all() {
    let ask = Ask { language: "sw".parse().unwrap(), ..ask() };
    let seniors = [volunteer(EVENING, json!({"levels": ["senior"]}))];
    let found = stands(&requester(&ask), &seniors, &Busy::new());
    assert_eq!(
        words(&found),
        "Nobody does concepts at junior level in Swahili yet. Your request keeps its place in the queue until \
         somebody does."
    );
    assert_eq!((found.suited, found.free, found.change), (0, 0, None));
}

#[test]
fn nobody_does_it_at_this_level_but_at_the_next() {
    let ask = ask();
    let others = [
        volunteer(EVENING, json!({"levels": ["mid"]})),
        volunteer(EVENING, json!({"levels": ["staff", "mid"]})),
        volunteer(EVENING, json!({"languages": ["de"]})),
    ];
    let found = stands(&requester(&ask), &others, &Busy::new());
    assert_eq!(
        words(&found),
        "Nobody does concepts at junior level in English yet. Asking for mid level would reach 2 interviewers."
    );
    let found = stands(&requester(&ask), &others[2..], &Busy::new());
    assert_eq!(
        words(&found),
        "Nobody does concepts at junior level in English yet. Asking for German would reach 1 interviewer."
    );
}

#[test]
fn nobody_is_free_in_the_windows() {
    let ask = ask();
    let late = [
        volunteer(("20:00", "21:00"), anybody()),
        volunteer(("20:00", "21:00"), anybody()),
        volunteer(("06:00", "07:00"), anybody()),
        volunteer(("21:00", "22:00"), anybody()),
    ];
    let found = stands(&requester(&ask), &late, &Busy::new());
    assert_eq!(
        words(&found),
        "4 interviewers do React at junior level in English, but none are free in your windows. Extending Tuesday to \
         21:00 UTC would reach 2 interviewers."
    );
    let found = stands(&requester(&ask), &late[2..3], &Busy::new());
    assert_eq!(
        words(&found),
        "1 interviewer does React at junior level in English, but isn't free in your windows. Wednesday 13 January at \
         06:00 UTC would reach 1 interviewer."
    );
    let early = [volunteer(("17:00", "18:30"), anybody())];
    let found = stands(&requester(&ask), &early, &Busy::new());
    assert_eq!(
        words(&found),
        "1 interviewer does React at junior level in English, but isn't free in your windows. Starting Tuesday at \
         17:30 UTC would reach 1 interviewer."
    );
}

#[test]
fn nobody_holds_sessions_of_that_length() {
    let ask = ask();
    let short = [volunteer(EVENING, json!({"durations_minutes": [30, 45]}))];
    let found = stands(&requester(&ask), &short, &Busy::new());
    assert_eq!(
        words(&found),
        "1 interviewer does React at junior level in English, but doesn't do sessions of 60 minutes. Asking for 45 \
         minutes would reach 1 interviewer."
    );
}

/// Bo offers half an hour alone, and is free; Cy an hour, and is booked: who has other sessions is Cy.
#[test]
fn who_offers_another_length_has_no_other_sessions() {
    let ask = ask();
    let people =
        [volunteer(EVENING, json!({"durations_minutes": [30]})), volunteer(EVENING, json!({"weekly_capacity": 9}))];
    let mut busy = Busy::new();
    booked(&mut busy, people[1].id, "2027-01-12T18:00:00Z");
    booked(&mut busy, people[1].id, "2027-01-12T19:00:00Z");
    let found = stands(&requester(&ask), &people, &busy);
    assert_eq!(
        words(&found),
        "2 interviewers do React at junior level in English, 1 of them for 60 minutes. 1 is available in your windows, \
         but has other sessions then. Asking for 30 minutes would reach 1 interviewer."
    );
    assert_eq!(found.suited, 1);
}

/// Each is blamed for what is theirs: one's own calendar, what was said no to, notice, a break, and how far somebody plans.
#[test]
fn the_cause_is_the_one_that_is() {
    let hour = window("2027-01-12T18:00:00Z", "2027-01-12T19:00:00Z");
    let ask = Ask { windows: hour.clone(), ..ask() };
    let says = |requester: &Requester<'_>, people: &[Volunteer], busy: &Busy, end: &str| {
        let found = stands(requester, people, busy);
        let start = "1 interviewer does React at junior level in English. 1 is available in your windows, but ";
        let said = found.why.strip_prefix(start).unwrap_or_else(|| panic!("{}", found.why));
        assert!(said.starts_with(end), "{}", found.why);
    };
    let (bo, none) = ([volunteer(EVENING, anybody())], Busy::new());
    let mut mine = Busy::new();
    let me = requester(&ask);
    booked(&mut mine, me.candidate, "2027-01-12T18:30:00Z");
    says(&me, &bo, &mine, "you have something else then. Monday 11 January at 19:00 UTC would reach 1");
    let no = Requester { not_at: vec![at("2027-01-12T18:00:00Z")], ..requester(&ask) };
    says(&no, &bo, &none, "only at times that were offered and not taken. Extending Tuesday to 19:15 UTC would");
    let slow = [volunteer(EVENING, json!({"min_notice_hours": 36}))];
    says(&requester(&ask), &slow, &none, "needs more notice. Wednesday 13 January at 18:00 UTC would");
    let asked = Ask { auto_accept: false, ..ask.clone() };
    let nearly = [volunteer(EVENING, json!({"min_notice_hours": 33}))];
    says(&requester(&asked), &nearly, &none, "too soon to ask first; a match could only be booked right away.");
    let mut away = bo.clone();
    away[0].terms.rests_until = Some(at("2027-01-13T00:00:00Z"));
    says(&requester(&ask), &away, &none, "takes a break then. Your request keeps its place in the queue.");
    away[0].terms.rests_until = None;
    away[0].terms.paused_until = Some(at("2027-01-13T00:00:00Z"));
    says(&requester(&ask), &away, &none, "takes a break then. Wednesday 13 January at 18:00 UTC would");
    let mut near = bo.clone();
    near[0].terms.horizon_days = 1;
    says(&requester(&ask), &near, &none, "doesn't plan that far ahead yet. Monday 11 January at 19:00 UTC would");
    let mut full = Busy::new();
    full.entry(bo[0].id).or_default().push(Commitment { span: me.ask.range().unwrap(), role: None });
    says(&me, &bo, &full, "is busy then.");
}

/// A window over midnight, windows of which one is over, and a Tuesday that isn't the next one.
#[test]
fn a_change_is_told_by_the_day_it_is_on() {
    let says = |windows: &[(&str, &str)], hours, would: &str| {
        let windows = windows.iter().map(|(from, to)| Window { from: at(from), to: at(to) }).collect();
        let ask = Ask { windows: UpTo::new(windows).unwrap(), ..ask() };
        let found = stands(&requester(&ask), &[volunteer(hours, anybody())], &Busy::new());
        assert!(found.why.contains(would), "{}", found.why);
        found.change.unwrap()
    };
    says(
        &[("2027-01-12T22:00:00Z", "2027-01-13T01:00:00Z")],
        ("20:30", "21:30"),
        "Starting Tuesday at 20:30 UTC would reach 1",
    );
    says(
        &[("2027-01-12T22:00:00Z", "2027-01-13T01:00:00Z")],
        ("01:00", "02:15"),
        "Extending the window until Wednesday 01:00 to 02:00 UTC would reach 1",
    );
    says(
        &[("2027-01-26T18:00:00Z", "2027-01-26T19:30:00Z")],
        ("19:00", "20:00"),
        "Extending Tuesday 26 January to 20:00 UTC would reach 1",
    );
    // The window of this morning is over, and would be refused.
    let change = says(
        &[("2027-01-11T06:00:00Z", "2027-01-11T08:30:00Z"), ("2027-01-12T18:00:00Z", "2027-01-12T19:30:00Z")],
        ("19:00", "20:00"),
        "Extending Tuesday to 20:00 UTC would reach 1",
    );
    assert_eq!(change.windows.len(), 1);
}

/// What is near the windows but at night comes after what is farther away by day: for the candidate, by their clock, and for
/// the interviewer, by theirs.
#[test]
fn a_time_by_day_comes_before_one_at_night() {
    let evening = ask();
    let says = |zone: &str, people: &[Volunteer], would: &str| {
        let asking = Requester { zone: zone.parse().unwrap(), ..requester(&evening) };
        let found = stands(&asking, people, &Busy::new());
        assert!(found.why.ends_with(would), "{}", found.why);
    };
    let night = volunteer(("22:00", "23:00"), anybody());
    let day = volunteer(("11:00", "12:00"), anybody());
    says("UTC", std::slice::from_ref(&night), "Extending Tuesday to 23:00 UTC would reach 1 interviewer.");
    says("UTC", &[night.clone(), day.clone()], "Tuesday 12 January at 11:00 UTC would reach 1 interviewer.");
    // For somebody in New York 11:00 is night as well, so the nearer one comes first.
    says("America/New_York", &[night, day.clone()], "Extending Tuesday to 18:00 EST would reach 1 interviewer.");
    // The same hours, but the afternoon where both of them are.
    let mut there = volunteer(("17:00", "18:00"), anybody());
    there.availability.time_zone = "America/New_York".parse().unwrap();
    says("America/New_York", &[there.clone()], "Extending Tuesday to 18:00 EST would reach 1 interviewer.");
    says("UTC", &[there, day], "Tuesday 12 January at 11:00 UTC would reach 1 interviewer.");
}

/// Two things at once are no single cause.
#[test]
fn more_than_one_thing_is_in_the_way() {
    let ask = ask();
    let mut bo = volunteer(EVENING, json!({"weekly_capacity": 0}));
    bo.terms.min_notice_hours = 200;
    let found = stands(&requester(&ask), &[bo], &Busy::new());
    assert_eq!(
        words(&found),
        "1 interviewer does React at junior level in English. 1 is available in your windows, but more than one thing is \
         in the way. Your request keeps its place in the queue."
    );
}

#[test]
fn the_weeks_are_full() {
    let ask = ask();
    let people = [volunteer(EVENING, anybody()), volunteer(EVENING, json!({"weekly_capacity": 1}))];
    let mut busy = Busy::new();
    booked(&mut busy, people[0].id, "2027-01-11T18:00:00Z");
    booked(&mut busy, people[0].id, "2027-01-13T18:00:00Z");
    booked(&mut busy, people[1].id, "2027-01-14T18:00:00Z");
    let found = stands(&requester(&ask), &people, &busy);
    assert_eq!(
        words(&found),
        "2 interviewers do React at junior level in English. 2 are available in your windows, but have no room left \
         that week. Monday 18 January at 18:00 UTC would reach 2 interviewers."
    );
}

/// What the matcher may not do does not count, and is not told.
#[test]
fn those_kept_apart_do_not_count() {
    let ask = ask();
    let people = [volunteer(EVENING, anybody()), volunteer(LATE, anybody())];
    let apart = Requester { not_with: vec![people[0].id], ..requester(&ask) };
    let found = stands(&apart, &people, &Busy::new());
    assert_eq!(
        words(&found),
        "1 interviewer does React at junior level in English, but isn't free in your windows. Extending Tuesday to \
         21:00 UTC would reach 1 interviewer."
    );
    let found =
        stands(&Requester { not_with: vec![people[0].id, people[1].id], ..requester(&ask) }, &people, &Busy::new());
    assert!(words(&found).starts_with("Nobody does"), "{}", found.why);
}

#[test]
fn lost_to_one_who_waited_longer() {
    let (ask, people) = (ask(), [volunteer(EVENING, json!({"weekly_capacity": 20}))]);
    // Who asked last stands first.
    let later = Requester { since: now().plus_minutes(1), ..requester(&ask) };
    let three = [later, requester(&ask), requester(&ask)];
    let found = pairs(&three, &people, &Busy::new());
    assert_eq!(found.iter().map(|pair| pair.requester).collect::<Vec<_>>(), [1, 2]);
    let mut busy = Busy::new();
    for pair in found {
        booked(&mut busy, people[0].id, &pair.starts_at.to_string());
    }
    let found = stands(&three[0], &people, &busy);
    assert_eq!(
        words(&found),
        "1 interviewer does React at junior level in English. 1 is available in your windows, but has other sessions \
         then. Monday 11 January at 19:00 UTC would reach 1 interviewer."
    );
}

#[test]
fn free_right_now() {
    let (ask, people) = (ask(), [volunteer(EVENING, anybody())]);
    let found = stands(&requester(&ask), &people, &Busy::new());
    assert_eq!(
        words(&found),
        "1 interviewer does React at junior level in English. 1 is free in your windows right now, so you should hear \
         within minutes."
    );
}
