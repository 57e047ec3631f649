use super::request::{Ask, Window};
use super::samples::{Volunteer, ask, at, booked, matched, now, pairs, planned, requester, volunteer, window};
use super::{Busy, Requester, answer_by};
use crate::domain::{AccountId, UpTo};
use candor_solver::Proof;
use serde_json::json;

const EVENING: (&str, &str) = ("18:00", "20:00");

fn anybody() -> serde_json::Value {
    json!({})
}

#[test]
fn who_fits_best_and_has_least_to_do_comes_first() {
    let ask = ask();
    let people = [
        volunteer(EVENING, json!({"topics": ["vue"]})),
        volunteer(EVENING, json!({"weekly_capacity": 3})),
        volunteer(EVENING, anybody()),
    ];
    let mut busy = Busy::new();
    assert_eq!(matched(&requester(&ask), &people, &busy).unwrap().interviewer, 1);
    booked(&mut busy, people[1].id, "2027-01-14T18:00:00Z");
    assert_eq!(matched(&requester(&ask), &people, &busy).unwrap().interviewer, 2);
}

#[test]
fn a_window_is_used_to_its_last_quarter() {
    let people = [volunteer(EVENING, anybody())];
    for (from, to, start) in [
        ("2027-01-12T18:50:00Z", "2027-01-12T20:00:00Z", Some("2027-01-12T19:00:00Z")),
        ("2027-01-12T18:50:00Z", "2027-01-12T19:59:59Z", None),
        ("2027-01-12T19:00:00.5Z", "2027-01-12T20:00:00Z", None),
        ("2027-01-12T17:00:00Z", "2027-01-12T19:00:00Z", Some("2027-01-12T18:00:00Z")),
    ] {
        let ask = Ask { windows: window(from, to), ..ask() };
        let found = matched(&requester(&ask), &people, &Busy::new()).map(|pair| pair.starts_at);
        assert_eq!(found, start.map(at), "{from} to {to}");
    }
}

#[test]
fn starts_said_no_to_and_too_early_ones_are_left_out() {
    let people = [volunteer(EVENING, anybody())];
    let ask = Ask { not_before: Some(at("2027-01-12T18:20:00Z")), ..ask() };
    let found = |requester: &Requester<'_>| matched(requester, &people, &Busy::new()).map(|pair| pair.starts_at);
    assert_eq!(found(&requester(&ask)), Some(at("2027-01-12T18:30:00Z")));
    let no = Requester { not_at: vec![at("2027-01-12T18:30:00Z")], ..requester(&ask) };
    assert_eq!(found(&no), Some(at("2027-01-12T18:45:00Z")));
}

/// One person in both seats, and one with two requests, are never in two places.
#[test]
fn nobody_is_in_two_places() {
    let ask = Ask { windows: window("2027-01-12T18:00:00Z", "2027-01-12T19:00:00Z"), ..ask() };
    let people = [volunteer(EVENING, anybody()), volunteer(EVENING, anybody()), volunteer(EVENING, anybody())];
    let person = people[0].id;
    let both = || Requester { candidate: person, ..requester(&ask) };
    let found = pairs(&[both(), both()], &people, &Busy::new());
    assert_eq!(found.len(), 1);
    let found = pairs(&[both(), requester(&ask), requester(&ask)], &people, &Busy::new());
    assert_eq!(found.len(), 2, "who practises at that hour does not interview");
    assert!(found.iter().all(|pair| people[pair.interviewer].id != person));
}

/// A volunteer with these weekly hours who also practises.
fn peer(weekly: &[(&str, &str, &str)], capacity: u32, buffer: i64) -> Volunteer {
    let mut one = volunteer(EVENING, json!({"weekly_capacity": capacity}));
    let weekly: Vec<_> =
        weekly.iter().map(|(day, start, end)| json!({"weekday": day, "start": start, "end": end})).collect();
    one.availability = serde_json::from_value(json!({"time_zone": "UTC", "weekly": weekly})).unwrap();
    one.terms.buffer_minutes = buffer;
    one
}

fn windows(of: &[(&str, &str)]) -> Ask {
    let one = |(from, to): &(&str, &str)| Window {
        from: at(&format!("2027-01-{from}:00:00Z")),
        to: at(&format!("2027-01-{to}:00:00Z")),
    };
    Ask { windows: UpTo::new(of.iter().map(one).collect()).unwrap(), ..ask() }
}

/// Three people are in both seats and one isn't: three of the four meet somebody, which is proven to be the maximum.
#[test]
fn a_club_whose_people_are_in_both_seats_is_planned_as_a_whole() {
    let asks = [
        windows(&[("18T18", "18T19"), ("19T18", "19T20")]),
        windows(&[("18T18", "18T20")]),
        windows(&[("18T18", "18T19"), ("19T18", "19T19")]),
        windows(&[("19T18", "19T21")]),
    ];
    let people = [
        peer(&[("monday", "18:00", "20:00")], 1, 0),
        peer(&[("monday", "18:00", "19:00"), ("tuesday", "18:00", "19:00")], 2, 0),
        peer(&[("tuesday", "18:00", "21:00")], 1, 0),
    ];
    let both = |seat: usize| Requester { candidate: people[seat].id, ..requester(&asks[seat + 1]) };
    let plan = planned(&[requester(&asks[0]), both(0), both(1), both(2)], &people, &Busy::new());
    assert_eq!((plan.pairs.len(), plan.proof), (3, Some(Proof::Optimal)), "{:?}", plan.pairs);
}

/// Two people who interview each other back to back need the longer of their two buffers in between.
#[test]
fn the_buffer_is_kept_between_the_two_seats() {
    for (buffer, hours, met) in
        [(0, "20:00", 2), (15, "20:00", 1), (15, "20:15", 2), (45, "20:15", 1), (45, "20:45", 2)]
    {
        let people = [peer(&[("monday", "18:00", hours)], 2, 0), peer(&[("monday", "18:00", hours)], 2, buffer)];
        let ask = windows(&[("18T18", "18T21")]);
        let requesters = people.each_ref().map(|one| Requester { candidate: one.id, ..requester(&ask) });
        let plan = planned(&requesters, &people, &Busy::new());
        assert_eq!((plan.pairs.len(), plan.proof), (met, Some(Proof::Optimal)), "{buffer} minutes, until {hours}");
    }
}

/// Several requests by one person who doesn't interview.
#[test]
fn two_requests_of_one_person_are_planned_as_a_whole() {
    let (early, any) = (windows(&[("18T18", "18T19")]), windows(&[("18T18", "18T20")]));
    let people = [volunteer(EVENING, anybody()), volunteer(EVENING, json!({"topics": ["vue"]}))];
    let person = AccountId::new();
    let one = |ask| Requester { candidate: person, ..requester(ask) };
    let plan = planned(&[one(&any), one(&early)], &people, &Busy::new());
    assert_eq!((plan.pairs.len(), plan.proof), (2, Some(Proof::Optimal)));
}

#[test]
fn an_answer_is_due_in_a_day_and_before_the_notice() {
    let start = at("2027-01-14T18:00:00Z");
    assert_eq!(answer_by(now(), start, 0), at("2027-01-12T08:00:00Z"));
    assert_eq!(answer_by(at("2027-01-14T10:00:00Z"), start, 0), start);
    assert_eq!(answer_by(at("2027-01-14T01:00:00Z"), start, 12), at("2027-01-14T06:00:00Z"));
    let (ask, people) = (Ask { auto_accept: false, ..ask() }, [volunteer(EVENING, json!({"min_notice_hours": 33}))]);
    // 34 hours to the first start, 35 to the last: two of them have to be left for the answer.
    assert_eq!(
        matched(&requester(&ask), &people, &Busy::new()).map(|pair| pair.starts_at),
        Some(at("2027-01-12T19:00:00Z"))
    );
}

#[test]
fn an_empty_round_is_no_fault() {
    assert!(pairs(&[], &[], &Busy::new()).is_empty());
    let ask = Ask { windows: UpTo::default(), ..ask() };
    let one = Requester { candidate: AccountId::new(), ..requester(&ask) };
    assert!(pairs(&[one], &[], &Busy::new()).is_empty());
}

/// One interviewer, one hour: the longer wait outweighs the better fit; with equal weight, the earlier request gets it,
/// even if the other fits better.
#[test]
fn nobody_moves_backwards() {
    let hour = window("2027-01-12T18:00:00Z", "2027-01-12T19:00:00Z");
    let fits = Ask { windows: hour.clone(), ..ask() };
    let fits_less = Ask { topics: UpTo::new(vec!["vue".parse().unwrap()]).unwrap(), ..fits.clone() };
    let people = [volunteer(EVENING, anybody())];
    let first = |early: Requester<'_>, late: Requester<'_>| {
        assert_eq!(
            pairs(&[late, early], &people, &Busy::new()).iter().map(|pair| pair.requester).collect::<Vec<_>>(),
            [1]
        );
    };
    let later = |ask| Requester { since: now().plus_minutes(1), ..requester(ask) };
    first(requester(&fits_less), later(&fits));
    first(
        Requester { waited: 3, since: now().plus_hours(-99), ..requester(&fits_less) },
        Requester { waited: 2, ..later(&fits) },
    );
}

/// What a greedy choice gets wrong: somebody who could take either hour leaves the early one to somebody who has no
/// other.
#[test]
fn as_many_as_possible_meet_somebody() {
    let (any, early) = (ask(), Ask { windows: window("2027-01-12T18:00:00Z", "2027-01-12T19:00:00Z"), ..ask() });
    let people = [volunteer(EVENING, anybody())];
    let later = Requester { since: now().plus_minutes(1), ..requester(&early) };
    let plan = planned(&[requester(&any), later], &people, &Busy::new());
    assert_eq!(
        plan.pairs.iter().map(|pair| pair.starts_at.to_string()).collect::<Vec<_>>(),
        ["2027-01-12T19:00:00Z", "2027-01-12T18:00:00Z"]
    );
    assert_eq!(plan.proof, Some(Proof::Optimal));
}

/// The solver can also use a window's last start, though the session then extends past the windows' starts.
#[test]
fn the_solver_sees_the_last_start() {
    let (ask, people) = (ask(), [volunteer(EVENING, json!({"durations_minutes": [30, 60], "weekly_capacity": 9}))]);
    let plan = planned(&[requester(&ask), requester(&ask), requester(&ask)], &people, &Busy::new());
    assert_eq!((plan.pairs.len(), plan.proof), (2, Some(Proof::Optimal)));
}

/// Hours that name the whole day are used by day, and those that name only the night are used all the same.
#[test]
fn a_plan_comes_to_the_night_last() {
    let whole = |from: &str, to: &str| Ask { windows: window(from, to), ..ask() };
    let starts = |requesters: &[Requester<'_>], people: &[Volunteer]| -> Vec<_> {
        let plan = planned(requesters, people, &Busy::new());
        assert_eq!(plan.proof, Some(Proof::Optimal));
        plan.pairs.iter().map(|pair| pair.starts_at.to_string()).collect()
    };
    let day = whole("2027-01-12T00:00:00Z", "2027-01-13T00:00:00Z");
    let always = volunteer(("00:00", "24:00"), json!({"weekly_capacity": 9}));
    let two = [requester(&day), requester(&day)];
    assert_eq!(starts(&two, std::slice::from_ref(&always)), ["2027-01-12T07:00:00Z", "2027-01-12T08:00:00Z"]);
    // By the clocks of both: 07:00 in New York.
    let far = [Requester { zone: "America/New_York".parse().unwrap(), ..requester(&day) }];
    assert_eq!(starts(&far, std::slice::from_ref(&always)), ["2027-01-12T12:00:00Z"]);
    let mut there = always.clone();
    there.availability.time_zone = "Asia/Kolkata".parse().unwrap();
    assert_eq!(starts(&far, &[there]), ["2027-01-12T01:30:00Z"]);
    let night = whole("2027-01-12T22:00:00Z", "2027-01-12T23:30:00Z");
    assert_eq!(starts(&[requester(&night)], &[always]), ["2027-01-12T22:00:00Z"]);
}
