//! Every figure that somebody is shown, worked out once more from the diaries, and held against what Candor says.

use super::club::{CANDIDATES, COORDINATOR, Club};
use super::meeting::{Meeting, Version};
use super::wall::{iso, monday, week_for};
use super::{moves, next, report, standing};
use crate::support::Person;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) const BAR: u8 = 3;
pub(super) use super::KINDS;
use super::{at, competencies};

/// Holds everything that everybody is shown now against what it has to be.
pub fn compare(club: &Club<'_>) {
    let now = club.app.clock.now().epoch();
    for who in club.present() {
        let person = club.again(who);
        standing::reliability(club, &person, who, now);
        standing::states(club, &person, who, now);
        plan(club, &person, who, now);
        for kind in KINDS {
            trends(club, &person, who, kind, now);
        }
        next::next(club, &person, who, now);
    }
    let told = club.again(COORDINATOR).get(&format!("/v1/programs/{}/report", club.program)).expect(200);
    report::compare(club.seen(), &CANDIDATES.collect::<Vec<_>>(), &told, now);
    moves::compare(club, now);
}

/// The steps of each feedback's latest version, in the week in which it came: those that read as before stay where they were, and
/// new ones take the weeks of those that went.
fn plan(club: &Club<'_>, person: &Person, who: usize, now: i64) {
    let place = club.people[who].place;
    let this = monday(place.day(now));
    let mut expected: BTreeSet<(i64, String, String)> = BTreeSet::new();
    for one in club.meetings.iter().filter(|one| one.candidate == who) {
        let Some(first) = one.versions.first() else { continue };
        let week = week_for(place, first.at);
        let settled = |step: &&String| club.settled.contains(&(who, one.id.clone(), (*step).clone()));
        // What was done or dropped of an earlier version stays; of the latest, all is there.
        let latest = one.versions.last().unwrap();
        let before = one.versions.iter().flat_map(|version| version.steps.iter().filter(settled));
        for step in latest.steps.iter().chain(before) {
            expected.insert((week, one.id.clone(), step.clone()));
        }
    }
    let all = expected.clone();
    let mut found = BTreeSet::new();
    // Those before were compared when they were fewer weeks ago.
    let since = this - 6 * 7;
    expected.retain(|(week, _, _)| *week >= since);
    let mut week = since;
    while week <= this + 7 {
        let plan = person.get(&format!("/v1/me/plan?week={}", iso(week))).expect(200);
        assert_eq!((&plan["week"], &plan["is_current"]), (&json!(iso(week)), &json!(week == this)));
        for step in plan["steps"].as_array().unwrap().iter().filter(|step| step["source"] == "feedback") {
            let text = |name: &str| step[name].as_str().unwrap().to_owned();
            assert_eq!(
                step["state"] != "open",
                club.settled.contains(&(who, text("source_id"), text("then"))),
                "{step}"
            );
            found.insert((week, text("source_id"), text("then")));
        }
        if week == this {
            let open: BTreeSet<String> = plan["overdue"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["then"].as_str().unwrap().to_owned())
                .collect();
            let late = all
                .iter()
                .filter(|(of, id, then)| *of < this && !club.settled.contains(&(who, id.clone(), then.clone())));
            assert_eq!(
                open,
                late.map(|(_, _, then)| then.clone()).collect(),
                "what {} carries over",
                club.people[who].name
            );
        }
        week += 7;
    }
    // A replacement takes its week from the step whose place it takes; where that was settled, it is planned as if it came now.
    let moved: Vec<_> = found.symmetric_difference(&expected).map(|(_, id, then)| (id, then)).collect();
    for (id, then) in moved {
        let one = club.meetings.iter().find(|one| one.id == *id).unwrap();
        let late = week_for(place, one.versions.last().unwrap().at);
        let there = found.contains(&(late, id.clone(), then.clone()));
        assert!(
            one.versions.len() > 1 && there,
            "{}: {then} at {now}: {:?}",
            club.people[who].name,
            one.versions.len()
        );
    }
}

/// What somebody was written up for, with the latest version of each, in order.
pub(super) fn written_up<'a>(club: &'a Club<'_>, who: usize, kind: &str) -> Vec<(&'a Meeting, &'a Version)> {
    let mut all: Vec<_> = club
        .meetings
        .iter()
        .filter(|one| one.candidate == who && one.kind == kind)
        .filter_map(|one| Some((one, one.versions.last()?)))
        .collect();
    all.sort_by_key(|(one, _)| (one.start, &one.id));
    all
}

fn trends(club: &Club<'_>, person: &Person, who: usize, kind: &str, now: i64) {
    let told = person.get(&format!("/v1/me/trends?kind={kind}")).expect(200);
    let what = format!("{} in {kind} at {}", club.people[who].name, at(now));
    let all = written_up(club, who, kind);
    let level = all.last().map_or("junior", |(one, _)| &one.level);
    assert_eq!(told["level"], level, "{what}");
    let here: Vec<_> = all.iter().filter(|(one, _)| one.level == level).collect();
    assert_eq!(told["interviews_at_other_levels"], all.len() - here.len(), "{what}");
    let mut recurring = Vec::new();
    for competency in competencies(kind) {
        let trend =
            told["competencies"].as_array().unwrap().iter().find(|one| one["competency"] == competency).unwrap();
        let points: Vec<Value> = here
            .iter()
            .map(|(one, version)| {
                let (theirs, own) = (version.scores.get(competency), one.own.get(competency));
                json!({"session_id": one.id, "at": at(one.start).to_string(), "interviewer": theirs, "own": own})
            })
            .collect();
        assert_eq!(trend["points"], json!(points), "{what}: {competency}");
        let seen: Vec<(f64, f64)> = (0_u32..)
            .zip(&here)
            .filter_map(|(x, (_, version))| Some((f64::from(x), f64::from(*version.scores.get(competency)?))))
            .collect();
        line(trend, &seen, &what);
        let apart: Vec<f64> = here
            .iter()
            .filter_map(|(one, version)| {
                Some(f64::from(*one.own.get(competency)?) - f64::from(*version.scores.get(competency)?))
            })
            .collect();
        let above = (apart.len() >= 3).then(|| apart.iter().sum::<f64>() / apart.len() as f64);
        close(&trend["own_above"], above, &what);
        let low: Vec<&String> = here
            .iter()
            .filter(|(_, version)| version.scores.get(competency).is_some_and(|score| *score < BAR))
            .map(|(one, _)| &one.id)
            .collect();
        if low.len() > 1 && seen.last().is_some_and(|(_, score)| *score < f64::from(BAR)) {
            recurring.push((low.len(), json!({"competency": competency, "name": trend["name"], "sessions": low})));
        }
    }
    recurring.sort_by_key(|(often, _)| std::cmp::Reverse(*often));
    let recurring: Vec<Value> = recurring.into_iter().map(|(_, one)| one).collect();
    assert_eq!(told["keeps_coming_back"], json!(recurring), "{what}");
}

/// The line by its normal equations.
fn line(trend: &Value, seen: &[(f64, f64)], what: &str) {
    if seen.len() < 3 {
        assert_eq!((&trend["line"], &trend["direction"]), (&Value::Null, &json!("too_few_to_tell")), "{what}");
        return;
    }
    let n = seen.len() as f64;
    let sum = |of: fn(&(f64, f64)) -> f64| seen.iter().map(of).sum::<f64>();
    let (x, y, xy, xx) = (sum(|p| p.0), sum(|p| p.1), sum(|p| p.0 * p.1), sum(|p| p.0 * p.0));
    let slope = (n * xy - x * y) / (n * xx - x * x);
    let height = (y - slope * x) / n;
    let [first, last] = [seen[0].0, seen[seen.len() - 1].0].map(|place| height + slope * place);
    close(&trend["line"]["first"], Some(first), what);
    close(&trend["line"]["last"], Some(last), what);
    let rise = last - first;
    // On the border itself the last digit of a float decides.
    if (rise.abs() - 0.5).abs() > 1e-9 {
        let direction = if rise > 0.5 {
            "rising"
        } else if rise < -0.5 {
            "falling"
        } else {
            "steady"
        };
        assert_eq!(trend["direction"], direction, "{what}: {seen:?}");
    }
}

fn close(told: &Value, expected: Option<f64>, what: &str) {
    let near = match (told.as_f64(), expected) {
        (Some(told), Some(expected)) => (told - expected).abs() < 1e-9,
        (told, expected) => told.is_none() && expected.is_none(),
    };
    assert!(near, "{what}: {told} and not {expected:?}");
}
