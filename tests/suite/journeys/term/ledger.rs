//! How long everybody has waited, by the table in `docs/matching.md`: counted from what each round came to for them.

use super::super::lived::wall::BERLIN;
use super::club::Term;
use super::rounds::Round;
use serde_json::Value;

/// What somebody can do nothing for: then a round that finds nobody passes them over.
const THEIR_OWN: [&str; 5] = ["no_profile", "no_hours", "no_hours_and_more", "weekly_limit", "own_time"];

/// How many rounds somebody has waited by now.
pub fn waited(term: &Term<'_>, who: usize) -> i64 {
    let now = term.now();
    let mut rounds: Vec<&Round> = term.rounds.iter().filter(|round| round.published.is_some()).collect();
    rounds.sort_by_key(|round| round.published);
    let meeting = |id: &String| term.meetings.iter().find(|one| one.id == *id).unwrap();
    let all = |round: &Round| round.came_to.get(&who).into_iter().flatten().map(meeting).collect::<Vec<_>>();
    // The days on which they meet somebody, or have met them.
    let days: Vec<i64> = rounds
        .iter()
        .flat_map(|round| all(round))
        .filter(|one| !["cancelled", "no_show"].contains(&one.state(now)))
        .map(|one| BERLIN.day(one.start))
        .collect();
    let mut waited = 0;
    for round in &rounds {
        let sessions = all(round);
        let meets_then = days.iter().any(|day| (round.days.0..=round.days.1).contains(day));
        let held = |state: &str, end: i64| state == "completed" || state == "booked" && end <= now;
        if sessions.iter().any(|one| held(one.state(now), one.end)) {
            waited = 0;
            continue;
        }
        let passed_over = match (sessions.last(), round.without.get(&who)) {
            (Some(last), _) => last.cancelled.is_some_and(|(at, by)| at <= now && by == last.interviewer),
            (None, Some(reason)) => !THEIR_OWN.contains(&reason.as_str()),
            (None, None) => false,
        };
        waited += i64::from(passed_over && !meets_then);
    }
    waited
}

/// Holds what a preview says of everybody in it against that.
pub fn compare(term: &Term<'_>, preview: &Value) {
    for one in ["pairs", "unmatched"].iter().flat_map(|list| preview[*list].as_array().unwrap()) {
        let who = term.index(&one["candidate_id"]);
        let name = term.people[who].name;
        assert_eq!(one["waited"], waited(term, who), "{name} before {}: {one}", term.rounds.last().unwrap().name);
    }
}
