//! Everybody of a round is in one list, once for each of their seats, with a cause whose removal is enough; and what is suggested helps,
//! all of it together.

use super::super::lived::epoch;
use super::aside::{Aside, Case, Planned, Way};
use super::club::Term;
use super::people::{MEMBERS, Wants};
use super::rounds::Entry;
use super::world::{LENGTH, World};
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Holds the lists of a preview against that; how many suggestions there are, and how many of them are at night.
pub fn compare(term: &Term<'_>, number: usize, plan: &[Planned], preview: &Value) -> (usize, usize) {
    let world = term.world(number);
    lists(term, number, &world, plan, preview);
    dealt(term, &world, plan, preview)
}

/// Who is where, and why.
fn lists(term: &Term<'_>, number: usize, world: &World<'_>, plan: &[Planned], preview: &Value) {
    let mut expected: BTreeMap<(usize, &str), String> = BTreeMap::new();
    for who in (0..MEMBERS).filter(|who| term.members[*who].gone.is_none()) {
        let member = &term.members[who];
        let rests = match term.rounds[number].entries.get(&who) {
            Some(Entry::Out) => Some("opted_out"),
            _ => world.paused.contains_key(&who).then_some("paused"),
        };
        for (seat, has_it) in [("candidate", member.practises), ("interviewer", member.interviews)] {
            if has_it {
                let why = rests.map(str::to_owned).unwrap_or_else(|| match seat {
                    "candidate" => candidate(term, world, plan, who),
                    _ => interviewer(term, world, plan, who),
                });
                expected.insert((who, seat), why);
            }
        }
    }
    let mut found: BTreeMap<(usize, &str), String> = BTreeMap::new();
    let mut put = |who: &Value, seat: &'static str, why: &Value| {
        let before = found.insert((term.index(who), seat), why.as_str().unwrap().to_owned());
        assert_eq!(before, None, "in two lists: {who}");
    };
    let list = |name: &str| preview[name].as_array().unwrap().iter();
    for pair in list("pairs") {
        put(&pair["candidate_id"], "candidate", &"pair".into());
    }
    for one in list("unmatched") {
        put(&one["candidate_id"], "candidate", &one["reason"]);
    }
    for one in list("unmatched_interviewers") {
        put(&one["interviewer_id"], "interviewer", &one["reason"]);
    }
    for one in list("resting") {
        let seat = if one["seat"] == "candidate" { "candidate" } else { "interviewer" };
        put(&one["account_id"], seat, &one["reason"]);
    }
    for one in plan {
        found.insert((one.interviewer, "interviewer"), "pair".to_owned());
    }
    let who = |(key, why): (&(usize, &str), &String)| format!("{} as {}: {why}", term.people[key.0].name, key.1);
    let differ = |one: &BTreeMap<_, _>, other: &BTreeMap<_, _>| -> Vec<String> {
        one.iter().filter(|(key, why)| other.get(*key) != Some(*why)).map(who).collect()
    };
    let (told, right) = (differ(&found, &expected), differ(&expected, &found));
    assert!(told.is_empty() && right.is_empty(), "{}: told {told:#?}, and it is {right:#?}", world.words());
}

fn candidate(term: &Term<'_>, world: &World<'_>, plan: &[Planned], who: usize) -> String {
    if plan.iter().any(|one| one.candidate == who) {
        return "pair".to_owned();
    }
    if world.wants(who).is_none() {
        return "no_profile".to_owned();
    }
    let case = Case { who, practises: true, waited: super::ledger::waited(term, who) };
    let pairs: Vec<_> = world.interviewers.iter().filter(|one| **one != who).map(|one| (who, *one)).collect();
    let fits = |(from, to): &(i64, i64)| from + LENGTH <= *to;
    let has_time = world.hours(who).iter().any(fits);
    let is_full = world.hours(who).iter().all(|(from, _)| !world.has_room(who, *from));
    match cause(world, plan, case, &pairs) {
        None => "out_of_time",
        Some(Some(Way::CandidateHours)) if !has_time => "no_hours",
        Some(Some(way)) => as_told(way),
        Some(None) if !has_time || is_full => "no_hours_and_more",
        Some(None) => "several",
    }
    .to_owned()
}

fn interviewer(term: &Term<'_>, world: &World<'_>, plan: &[Planned], who: usize) -> String {
    if plan.iter().any(|one| one.interviewer == who) {
        return "pair".to_owned();
    }
    if term.members[who].offers.is_none() {
        return "no_profile".to_owned();
    }
    if term.members[who].hours.is_empty() {
        return "no_hours".to_owned();
    }
    let case = Case { who, practises: false, waited: 0 };
    let pairs: Vec<_> = world.candidates.iter().filter(|one| **one != who).map(|one| (*one, who)).collect();
    match cause(world, plan, case, &pairs) {
        None => "not_needed",
        Some(None) => "several",
        Some(Some(way)) => match way {
            Way::Request => "nobody_asks",
            Way::Length => "other_length",
            Way::Forbidden => "forbidden",
            Way::Capacity => "capacity_spent",
            Way::InterviewerBusy => "busy",
            Way::OtherSeat => "practising",
            Way::Notice => "too_near",
            Way::Break => "away",
            Way::Horizon => "too_far",
            _ => "nobody_free",
        },
    }
    .to_owned()
}

/// The first that is enough by itself when it's set aside; `None` if nothing has to be, and nothing in it if none is enough.
fn cause(world: &World<'_>, plan: &[Planned], case: Case, pairs: &[(usize, usize)]) -> Option<Option<Way>> {
    let meets = |ways: &[Way]| {
        // Who has a session as a candidate has no other in the plan, but it isn't for them that it's asked.
        pairs.iter().any(|pair| {
            let others: Vec<Planned> = plan.iter().filter(|one| one.candidate != pair.0).copied().collect();
            !world.starts(*pair, &others, Aside { ways, case: Some(case) }).is_empty()
        })
    };
    if meets(&[]) {
        return None;
    }
    Some(world.named(pairs, case.practises).into_iter().find(|way| meets(&[*way])))
}

fn as_told(way: Way) -> &'static str {
    match way {
        Way::LongerWait => "lost_to_longer_wait",
        Way::OtherSeat => "interviewing",
        Way::Others => "lost_to_others",
        Way::WeeklyLimit => "weekly_limit",
        Way::Request | Way::Length => "nobody_eligible",
        Way::Forbidden => "forbidden",
        Way::Capacity => "capacity_spent",
        Way::InterviewerBusy => "interviewers_busy",
        Way::CandidateBusy => "own_time",
        Way::Notice => "too_near",
        Way::Break => "interviewers_away",
        Way::Horizon => "too_far",
        Way::CandidateHours | Way::InterviewerHours => "nobody_free",
    }
}

/// Each suggestion is a place that's left when all before it are followed: in the round, by day if there is any, near their windows.
fn dealt(term: &Term<'_>, world: &World<'_>, plan: &[Planned], preview: &Value) -> (usize, usize) {
    let mut all: Vec<&Value> = preview["unmatched"].as_array().unwrap().iter().collect();
    all.sort_by_key(|one| (Reverse(one["waited"].as_i64()), one["candidate_id"].as_str().unwrap().to_owned()));
    let (mut followed, mut count, mut nights) = (plan.to_vec(), 0, 0);
    for one in all {
        let who = term.index(&one["candidate_id"]);
        let suggestion = &one["suggestion"];
        if suggestion.is_null() {
            continue;
        }
        let (start, interviewer) = (epoch(&suggestion["starts_at"]), term.index(&suggestion["interviewer_id"]));
        let what = format!("{} in {}: {one}", term.people[who].name, world.words());
        let own = world.wants(who).unwrap();
        let (ways, wants): (&[Way], Wants) = match suggestion["change"].as_str().unwrap() {
            "time" => (&[Way::CandidateHours], own),
            "level" => (&[], Wants { level: word(&suggestion["level"]), ..own }),
            "language" => (&[], Wants { languages: vec![word(&suggestion["language"])], ..own }),
            _ => (&[Way::Forbidden], own),
        };
        let places = |other: usize| world.starts_as((who, other), &followed, Aside { ways, case: None }, &wants);
        assert!(places(interviewer).contains(&start), "what is suggested doesn't help: {what}");
        assert!(world.has_room(who, start), "{what}");
        let far = |start: i64| if ways == [Way::CandidateHours] { world.minutes_outside(who, start) } else { 0 };
        let rank = |other: usize, start: i64| (!world.by_day((who, other), start), far(start), start);
        let best = world
            .interviewers
            .iter()
            .flat_map(|other| places(*other).into_iter().map(|start| rank(*other, start)))
            .min();
        assert_eq!(Some(rank(interviewer, start)), best, "there is a better place: {what}");
        count += 1;
        nights += usize::from(!world.by_day((who, interviewer), start));
        let zone = term.people[who].place.short(start);
        let zone = zone.rsplit(' ').next().unwrap();
        let named = one["words"].as_str().unwrap().contains(zone);
        assert!(named || suggestion["change"] != "time", "the zone, {zone}, isn't named: {what}");
        followed.push(Planned { candidate: who, interviewer, start, waited: 0 });
    }
    (count, nights)
}

fn word(value: &Value) -> &'static str {
    let known = ["intern", "junior", "mid", "senior", "staff", "en", "de", "hi", "fr"];
    known.into_iter().find(|word| value == word).unwrap()
}
