//! Each pair of a plan is one that can be booked, all of them together, and no plan is better.

use super::aside::{Aside, Planned};
use super::bound;
use super::club::Term;
use super::rounds::Figures;
use super::world::World;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many sessions weigh less than one more repeat: the weight comes first.
const FIRST: f64 = 1000.0;

fn weight(waited: i64) -> f64 {
    4.0 + waited.min(3) as f64
}

/// Holds the plan of a round against the rules, and against the best that there could be.
pub fn compare(term: &Term<'_>, number: usize, plan: &[Planned], preview: &Value) -> Figures {
    let world = term.world(number);
    let name = |who: usize| term.people[who].name;
    let practise: BTreeSet<usize> = plan.iter().map(|one| one.candidate).collect();
    assert_eq!(practise.len(), plan.len(), "each once");
    let mut nights = 0;
    for (one, shown) in plan.iter().zip(preview["pairs"].as_array().unwrap()) {
        let what = format!("{} with {} in {}: {shown}", name(one.candidate), name(one.interviewer), world.words());
        let others: Vec<Planned> = plan.iter().filter(|other| *other != one).copied().collect();
        let pair = (one.candidate, one.interviewer);
        assert!(world.candidates.contains(&pair.0) && world.interviewers.contains(&pair.1), "{what}");
        let starts = world.starts(pair, &others, Aside::NOTHING);
        assert!(starts.contains(&one.start), "{what}");
        let (wants, offers) = (world.wants(pair.0).unwrap(), world.offers(pair.1));
        let first = |own: &[&'static str], theirs: &[&str]| own.iter().copied().find(|word| theirs.contains(word));
        assert_eq!(shown["kind"].as_str(), first(&wants.kinds, &offers.kinds), "{what}");
        assert_eq!(shown["language"].as_str(), first(&wants.languages, &offers.languages), "{what}");
        assert_eq!(shown["level"], wants.level, "{what}");
        assert_eq!(shown["repeats"], has_met(term, pair), "{what}");
        if !world.by_day(pair, one.start) {
            nights += 1;
            let by_day = starts.iter().find(|start| world.by_day(pair, **start));
            assert_eq!(by_day, None, "at night, with another start by day: {what}");
        }
    }
    let repeats = plan.iter().filter(|one| has_met(term, (one.candidate, one.interviewer))).count();
    exchanges(term, &world, plan);
    let figures = best(term, &world, (plan, repeats), &preview["proof"]);
    let summary = &preview["summary"];
    assert_eq!(
        (&summary["matched_count"], &summary["repeat_count"]),
        (&plan.len().into(), &repeats.into()),
        "{summary}"
    );
    Figures { planned: plan.len(), repeats, nights, ..figures }
}

/// Whether these two have met, in either seat. All of the rounds so far are among those that count.
fn has_met(term: &Term<'_>, (one, other): (usize, usize)) -> bool {
    let now = term.now();
    term.meetings.iter().any(|met| {
        let same = [(one, other), (other, one)].contains(&(met.candidate, met.interviewer));
        let took_place = match met.state(now) {
            "completed" | "held_without_notes" => true,
            state => state == "booked" && met.end <= now,
        };
        same && took_place
    })
}

/// Nobody without a session could take the place of somebody who counts for less.
fn exchanges(term: &Term<'_>, world: &World<'_>, plan: &[Planned]) {
    let matched = |who: usize| plan.iter().any(|one| one.candidate == who);
    for who in world.candidates.iter().copied().filter(|who| !matched(*who)) {
        let waited = super::ledger::waited(term, who);
        for one in plan.iter().filter(|one| weight(one.waited) < weight(waited)) {
            let others: Vec<Planned> = plan.iter().filter(|other| *other != one).copied().collect();
            let instead = world
                .interviewers
                .iter()
                .find(|other| !world.starts((who, **other), &others, Aside::NOTHING).is_empty());
            let names = [who, one.candidate].map(|who| term.people[who].name);
            assert_eq!(instead, None, "{names:?}, who waited {waited} and {}, in {}", one.waited, world.words());
        }
    }
}

/// The weight of the plan, and then its repeats, are the best that there could be.
fn best(term: &Term<'_>, world: &World<'_>, (plan, repeats): (&[Planned], usize), proof: &Value) -> Figures {
    let waited: Vec<i64> = (0..term.people.len()).map(|who| super::ledger::waited(term, who)).collect();
    let again = |one: usize, other: usize| f64::from(u8::from(has_met(term, (one, other))));
    let worth = |one: usize, other: usize| FIRST * weight(waited[one]) - again(one, other);
    let weighs: f64 = plan.iter().map(|one| weight(one.waited)).sum();
    let worth_of_plan = FIRST * weighs - repeats as f64;
    let bound = bound::most(world, &worth, worth_of_plan);
    assert!(worth_of_plan <= bound + 1e-6, "{worth_of_plan} is more than {bound}");
    let fewest_repeats = (FIRST * weighs - bound).ceil().max(0.0) as usize;
    let best = bound::most(world, &|_, _| 1.0, plan.len() as f64) + 1e-3;
    eprintln!(
        "{}: weight {weighs} of at most {:.3}, {repeats} repeats, {:.3} from the best; it says {proof}",
        world.words(),
        bound / FIRST,
        bound - worth_of_plan
    );
    Figures { best: best.floor() as usize, fewest_repeats, ..Figures::default() }
}

/// Who only interviews, had time in the round, and has nobody to interview.
pub fn spare(term: &Term<'_>, number: usize, plan: &[Planned]) -> BTreeSet<usize> {
    let world = term.world(number);
    let needed = |who: &usize| plan.iter().any(|one| [one.candidate, one.interviewer].contains(who));
    let only = |who: &usize| !world.candidates.contains(who) && !world.paused.contains_key(who);
    world
        .interviewers
        .iter()
        .copied()
        .filter(|who| only(who) && !needed(who) && !term.members[*who].practises && world.offers_time(*who))
        .collect()
}
