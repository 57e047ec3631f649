//! The next interview to ask for, worked out once more.

use super::club::Club;
use super::figures::{BAR, KINDS, written_up};
use super::meeting::{Meeting, Version};
use super::wall::{DAY, HOUR};
use super::{at, competencies, epoch};
use crate::support::Person;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const LEVELS: [&str; 5] = ["intern", "junior", "mid", "senior", "staff"];

/// How far a competency is still open: how often, how low (5 where it was only named), and when it was last so.
fn open(all: &[(&Meeting, &Version)], level: &str, named: &[i64], competency: &str) -> (usize, u8, i64) {
    let rank = |level: &str| LEVELS.iter().position(|one| *one == level).unwrap();
    let of_level: Vec<_> = all.iter().filter(|(one, _)| one.level == level).collect();
    let recent: Vec<(i64, u8)> = of_level[of_level.len().saturating_sub(3)..]
        .iter()
        .filter_map(|(one, version)| Some((one.start, *version.scores.get(competency)?)))
        .collect();
    let mut found = (0, 5, 0);
    if let Some((start, score)) = recent.last().filter(|(_, score)| *score < BAR) {
        found = (recent.iter().filter(|(_, score)| *score < BAR).count(), *score, *start);
    }
    let shown = all
        .iter()
        .filter(|(one, version)| {
            rank(&one.level) >= rank(level) && version.scores.get(competency).is_some_and(|score| *score >= BAR)
        })
        .map(|(one, _)| one.start)
        .max();
    for at in named.iter().filter(|at| shown.is_none_or(|shown| **at > shown)) {
        found = (found.0 + 1, found.1, found.2.max(*at));
    }
    found
}

pub(super) fn next(club: &Club<'_>, person: &Person, who: usize, now: i64) {
    let told = person.get("/v1/me/next").expect(200);
    let what = format!("{} at {}: {told}", club.people[who].name, at(now));
    let practises = (2..10).contains(&who);
    let by_kind: BTreeMap<&str, Vec<(&Meeting, &Version)>> =
        KINDS.iter().map(|kind| (*kind, written_up(club, who, kind))).collect();
    let level = |kind: &str| by_kind[kind].last().map_or("junior", |(one, _)| &one.level);
    let mut kinds = Vec::new();
    for kind in KINDS {
        let mut all = Vec::new();
        for (place, competency) in competencies(kind).into_iter().enumerate() {
            let named: Vec<i64> = club
                .named
                .iter()
                .filter(|one| one.who == who && one.kind == kind && one.competency == competency)
                .map(|one| one.at)
                .collect();
            let (often, low, late) = open(&by_kind[kind], level(kind), &named, competency);
            if often > 0 {
                all.push((-(often as i64), low, -late, place));
            }
        }
        all.sort_unstable();
        let sum: i64 = all.iter().map(|one| one.0).sum();
        if let (Some(low), Some(late)) = (all.iter().map(|one| one.1).min(), all.iter().map(|one| one.2).min()) {
            kinds.push((sum, low, late, kind, all));
        }
    }
    kinds.sort();
    let latest = |kind: &&str| by_kind[*kind].last().map(|(one, _)| one.start);
    let mut tried: Vec<&str> = KINDS.into_iter().filter(|kind| latest(kind).is_some()).collect();
    tried.sort_by_key(latest);
    let ready = |kind: &&&str| {
        let all = &by_kind[**kind];
        let last = &all[all.len().saturating_sub(3)..];
        last.len() == 3
            && last.iter().all(|(one, version)| {
                one.level == level(kind) && version.would_hire && version.scores.values().all(|score| *score >= BAR)
            })
    };
    let (kind, of) = if let Some((_, _, _, kind, all)) = kinds.first() {
        let plan = &person.get(&format!("/v1/me/trends?kind={kind}")).expect(200)["competencies"];
        for (_, _, _, place) in all.iter().take(2) {
            let name = plan[*place]["name"].as_str().unwrap();
            assert!(told["reason"].as_str().unwrap().contains(name), "{name}, {what}");
        }
        (*kind, level(kind).to_owned())
    } else if let Some(kind) = ["concepts", "coding"].into_iter().find(|kind| practises && !tried.contains(kind)) {
        (kind, "junior".to_owned())
    } else if let Some(kind) = tried.iter().find(ready) {
        let higher = LEVELS.iter().position(|one| one == &level(kind)).unwrap() + 1;
        (*kind, LEVELS[higher].to_owned())
    } else {
        tried.first().map_or(("concepts", "junior".to_owned()), |kind| (*kind, level(kind).to_owned()))
    };
    assert_eq!((&told["request"]["kind"], &told["request"]["level"]), (&json!(kind), &json!(of)), "{what}");
    let found: Vec<(i64, i64)> = told["request"]["windows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (epoch(&one["from"]), epoch(&one["to"])))
        .collect();
    assert_eq!(found, windows(club, who, now, &by_kind), "{what}");
}

/// Two hours from the wall's hour of each of the latest three, on that weekday, from the day after tomorrow for two weeks; but for
/// what is taken.
fn windows(
    club: &Club<'_>,
    who: usize,
    now: i64,
    by_kind: &BTreeMap<&str, Vec<(&Meeting, &Version)>>,
) -> Vec<(i64, i64)> {
    let place = club.people[who].place;
    let mut met: Vec<i64> = by_kind.values().flatten().map(|(one, _)| one.start).collect();
    met.sort_unstable();
    let mut all = BTreeSet::new();
    for start in &met[met.len().saturating_sub(3)..] {
        let wall = place.wall(*start);
        for ahead in 2..=15 {
            let day = place.day(now) + ahead;
            if (day - wall.div_euclid(DAY)) % 7 == 0 {
                let from = place.moment(day * DAY + wall.rem_euclid(DAY));
                all.insert((from, from + 2 * HOUR));
            }
        }
    }
    let taken = |(from, to): &(i64, i64)| {
        club.meetings.iter().any(|one| {
            one.cancelled.is_none()
                && [one.candidate, one.interviewer].contains(&who)
                && one.start < *to
                && *from < one.end
        })
    };
    let offered = |(from, to): &(i64, i64)| club.offered_times(who).any(|(start, end)| start < *to && *from < end);
    all.into_iter().filter(|window| !taken(window) && !offered(window)).collect()
}
