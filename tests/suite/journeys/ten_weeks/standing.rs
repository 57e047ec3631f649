//! What counts against somebody, and what follows from it.

use super::club::Club;
use super::epoch;
use super::marks::paused_until;
use super::meeting::{Mark, Meeting};
use crate::support::Person;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What somebody is shown of it.
pub fn reliability(club: &Club<'_>, person: &Person, who: usize, now: i64) {
    let told = person.get("/v1/me/reliability").expect(200);
    let name = club.people[who].name;
    let mut mine: Vec<&Meeting> =
        club.meetings.iter().filter(|one| [one.candidate, one.interviewer].contains(&who)).collect();
    mine.sort_by_key(|one| (-one.start, std::cmp::Reverse(&one.id)));
    let broke = |one: &Meeting| one.counts(now).is_some_and(|mark| mark.who == who);
    let outcome = |one: &&Meeting| match one.state(now) {
        "cancelled" => broke(one).then_some(false),
        "booked" => (one.end <= now).then_some(true),
        _ => Some(!broke(one)),
    };
    let last: Vec<bool> = mine.iter().filter_map(outcome).take(12).collect();
    let kept = last.iter().filter(|kept| **kept).count();
    assert_eq!((&told["kept"], &told["agreed"]), (&json!(kept), &json!(last.len())), "{name}: {last:?}");

    let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
    let shown: BTreeSet<_> = told["marks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (epoch(&one["at"]), text(one, "session_id"), text(one, "kind"), text(one, "state")))
        .collect();
    let mine = |(mark, _): &(Mark, _)| mark.who == who;
    let expected: BTreeSet<_> = club
        .meetings
        .iter()
        .filter_map(|one| Some((one, one.marked(now).filter(mine)?)))
        .map(|(one, (mark, state))| (mark.at, one.id.clone(), mark.kind.to_owned(), state.to_owned()))
        .collect();
    assert_eq!(shown, expected, "{name}'s marks");
    let until = told["paused_until"].as_str().map(|_| epoch(&told["paused_until"]));
    assert_eq!(until, paused_until(club.seen(), who, now), "{name} is paused");
}

/// What each session has come to, as its candidate is shown it.
pub fn states(club: &Club<'_>, person: &Person, who: usize, now: i64) {
    let listed = person.get("/v1/sessions?limit=100&role=candidate").expect(200);
    for one in club.meetings.iter().filter(|one| one.candidate == who) {
        let shown = listed["items"].as_array().unwrap().iter().find(|shown| shown["id"] == one.id.as_str());
        let shown = shown.unwrap_or_else(|| panic!("{} isn't listed", one.id));
        assert_eq!(shown["state"], one.state(now), "{shown}");
        assert_eq!((epoch(&shown["starts_at"]), epoch(&shown["ends_at"])), (one.start, one.end), "{shown}");
    }
}
