//! The figures of the program that they're all in, worked out once more.

use super::meeting::Meeting;
use super::wall::{DAY, HOUR};
use super::{KINDS, Seen, competencies};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Holds the program's report against the diaries.
pub fn compare(club: Seen<'_>, candidates: &[usize], told: &Value, now: i64) {
    let all = club.meetings;
    let count = |counts: &dyn Fn(&Meeting, &str) -> bool| all.iter().filter(|one| counts(one, one.state(now))).count();
    let cancelled_late = |one: &Meeting| one.marked(now).is_some_and(|(_, state)| state != "lifted");
    let sessions = json!({
        "upcoming": count(&|one, state| state == "booked" && one.end > now),
        "held": count(&|one, state| ["completed", "held_without_notes"].contains(&state) || state == "booked" && one.end <= now),
        "ran_late": 0,
        "without_notes": count(&|_, state| state == "held_without_notes"),
        "cancelled": count(&|one, state| state == "cancelled" && !cancelled_late(one)),
        "cancelled_late": count(&|one, state| state == "cancelled" && cancelled_late(one)),
        "absent": count(&|_, state| state == "no_show"),
        "disputed": count(&|_, state| state == "disputed"),
    });
    assert_eq!(told["sessions"], sessions, "{told}");
    assert_eq!(
        told["notes_late"],
        count(&|one, state| state == "booked" && one.notes_from(now) + 44 * HOUR <= now),
        "{told}"
    );

    let in_time =
        count(&|one, state| state == "completed" && one.came().is_some_and(|came| came <= one.notes_from(now) + DAY));
    let due = count(&|one, state| match state {
        "completed" | "held_without_notes" => true,
        _ => state == "booked" && one.notes_from(now) + DAY < now,
    });
    assert_eq!(told["notes_in_time"], share(in_time, due), "{told}");

    let went = ["booked", "completed", "held_without_notes", "disputed"];
    let met: BTreeSet<usize> =
        all.iter().filter(|one| went.contains(&one.state(now))).map(|one| one.candidate).collect();
    assert_eq!(told["candidates_met"], share(met.len(), candidates.len()), "{told}");
    reviews(club, told);
    ratings(club, candidates, told);
}

fn share(yes: usize, of: usize) -> Value {
    let percent = (of > 0).then(|| (100.0 * yes as f64 / of as f64).round() as i64);
    json!({"yes": yes, "of": of, "percent": percent})
}

fn reviews(club: Seen<'_>, told: &Value) {
    let given: Vec<_> = club.meetings.iter().filter_map(|one| Some((one.candidate, *one.reviews.last()?))).collect();
    let people: BTreeSet<usize> = given.iter().map(|(who, _)| *who).collect();
    assert_eq!(told["reviewers"], people.len(), "{told}");
    if people.len() < 5 {
        return assert_eq!(told["reviews"], Value::Null, "{told}");
    }
    let over = |answers: Vec<bool>| share(answers.iter().filter(|yes| **yes).count(), answers.len());
    let expected = json!({
        "on_time": share(given.len(), given.len()),
        "questions_fit": share(0, 0),
        "hints_helped": share(0, 0),
        "notes_specific": over(given.iter().filter_map(|(_, one)| one.2).collect()),
        "would_meet_again": over(given.iter().filter_map(|(_, one)| one.1).collect()),
    });
    assert_eq!(told["reviews"], expected, "{told}");
}

fn mean(all: &[f64]) -> f64 {
    all.iter().sum::<f64>() / all.len() as f64
}

/// The means of people's means, and how far their third session of a kind lies above their first.
fn ratings(club: Seen<'_>, candidates: &[usize], told: &Value) {
    let close = |told: &Value, expected: f64| (told.as_f64().unwrap() - expected).abs() < 0.005 + 1e-9;
    let (mut means, mut grown) = (0, 0);
    for kind in KINDS {
        let written: Vec<Vec<&Meeting>> = candidates
            .iter()
            .map(|who| {
                let own = |one: &&Meeting| one.candidate == *who && one.kind == kind && one.came().is_some();
                let mut own: Vec<&Meeting> = club.meetings.iter().filter(own).collect();
                own.sort_by_key(|one| one.start);
                own
            })
            .collect();
        let score = |one: &Meeting, competency: &str| {
            one.versions.last().unwrap().scores.get(competency).map(|score| f64::from(*score))
        };
        for competency in competencies(kind) {
            let own = |own: &Vec<&Meeting>| own.iter().filter_map(|one| score(one, competency)).collect::<Vec<_>>();
            let people: Vec<f64> =
                written.iter().map(own).filter(|own| !own.is_empty()).map(|own| mean(&own)).collect();
            let shown = told["competencies"].as_array().unwrap().iter();
            let shown: Vec<&Value> =
                shown.filter(|one| one["kind"] == kind && one["competency"] == competency).collect();
            assert_eq!(shown.len(), usize::from(people.len() >= 5), "{competency}: {told}");
            for one in shown {
                assert!(one["people"] == people.len() && close(&one["mean"], mean(&people)), "{people:?}: {one}");
                means += 1;
            }
        }
        let grew = |own: &Vec<&Meeting>| {
            let (first, third) = (own.first()?, own.get(2)?);
            let both = competencies(kind).into_iter().filter_map(|one| Some(score(third, one)? - score(first, one)?));
            let both: Vec<f64> = both.collect();
            (!both.is_empty()).then(|| mean(&both))
        };
        let people: Vec<f64> = written.iter().filter_map(grew).collect();
        let shown: Vec<&Value> = told["growth"].as_array().unwrap().iter().filter(|one| one["kind"] == kind).collect();
        assert_eq!(shown.len(), usize::from(people.len() >= 5), "{kind}: {told}");
        for one in shown {
            assert!(one["people"] == people.len() && close(&one["difference"], mean(&people)), "{people:?}: {one}");
            grown += 1;
        }
    }
    let listed = |name: &str| told[name].as_array().unwrap().len();
    assert_eq!((listed("competencies"), listed("growth")), (means, grown), "{told}");
}
