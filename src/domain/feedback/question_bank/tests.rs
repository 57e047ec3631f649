//! The bank is complete, and nobody is offered the same question twice.

use super::*;
use std::collections::HashSet;

/// Minimum number of questions of a kind at each of its levels.
const AT_LEAST: usize = 6;

/// The concepts every bank must cover, with the questions about them.
const CONCEPTS: &[(&str, &[&str])] = &[
    ("promises", &["concepts-promises-what-for", "concepts-promises-two-messages", "concepts-promises-three-calls"]),
    ("event loop", &["concepts-event-loop-order", "concepts-event-loop-frozen-page", "concepts-node-memory-grows"]),
    ("closures", &["concepts-closures-tickets", "concepts-closures-once", "concepts-closures-stale-autosave"]),
    ("this", &["concepts-this-lost", "concepts-this-three-ways"]),
    ("React rendering", &["concepts-react-who-renders", "concepts-react-memo-rows", "concepts-react-effect-race"]),
    ("state", &["concepts-state-plain-variable", "concepts-state-three-updates"]),
    ("keys", &["concepts-react-keys-salad"]),
    ("CSS layout", &["concepts-css-two-cards", "concepts-css-long-title"]),
    ("HTTP", &["concepts-http-one-exchange", "concepts-http-caching-price-list", "concepts-http-slow-connections"]),
    ("REST", &["concepts-rest-plant-diary", "concepts-rest-payment-twice"]),
    ("SQL joins", &["concepts-joins-who-has-no-loan", "concepts-joins-doubled-sum"]),
    ("indexes", &["concepts-indexes-what-for", "concepts-index-two-columns", "concepts-index-why-not-used"]),
    ("transactions", &["concepts-transactions-vouchers", "concepts-isolation-twenty-places"]),
];

fn levels(kind: Kind) -> &'static [Level] {
    use Level::{Intern, Junior, Mid, Senior, Staff};
    match kind {
        Kind::Coding | Kind::Behavioral => &[Intern, Junior, Mid, Senior, Staff],
        Kind::Concepts | Kind::TakeHome => &[Intern, Junior, Mid, Senior],
        Kind::SystemDesign => &[Junior, Mid, Senior, Staff],
    }
}

fn count(kind: Kind, level: Level) -> usize {
    all().iter().filter(|one| one.kind == kind && one.levels.contains(&level)).count()
}

#[test]
fn every_kind_has_enough_at_each_of_its_levels() {
    assert!(all().len() >= 84, "{}", all().len());
    for kind in Kind::ALL {
        for level in Level::ALL {
            let found = count(*kind, *level);
            let fine = if levels(*kind).contains(level) { found >= AT_LEAST } else { found == 0 };
            assert!(fine, "{kind} at {level}: {found}");
        }
    }
}

#[test]
fn every_question_is_complete() {
    let mut ids = HashSet::new();
    for one in all() {
        let id = &one.id;
        assert!(ids.insert(id), "{id} twice");
        // It must fit into the notes.
        assert!(id.parse::<crate::domain::Line<80>>().is_ok());
        assert!(id.starts_with(&one.kind.as_str().replace('_', "-")), "{id} is of another kind");
        assert_eq!(check(one, ""), [], "{id}");
    }
}

#[test]
fn no_two_ask_the_same() {
    let words = |one: &Question| -> HashSet<String> {
        let words = one.prompt.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 4);
        words.map(str::to_lowercase).collect()
    };
    let prompts: Vec<_> = all().iter().map(|one| (&one.id, words(one))).collect();
    for (at, (id, one)) in prompts.iter().enumerate() {
        for (other_id, other) in prompts.iter().skip(at + 1) {
            let (common, all) = (one.intersection(other).count(), one.union(other).count());
            assert!(2 * common < all, "{id} and {other_id} share {common} of {all} words");
        }
    }
}

#[test]
fn the_concepts_that_people_fumble_are_there() {
    for (concept, ids) in CONCEPTS {
        for id in *ids {
            assert!(question(id).is_some_and(|one| one.kind == Kind::Concepts), "{concept}: {id}");
        }
    }
}

#[test]
fn the_next_offer_has_only_what_is_new_until_there_is_no_more() {
    let topics: Vec<Topic> = vec!["promises".parse().unwrap()];
    let mut had = HashSet::new();
    let mut sizes = Vec::new();
    for seed in ["a", "b", "c", "d", "e", "f", "g"] {
        let offered = offer(&[], Kind::Concepts, Level::Junior, &topics, &had, seed);
        assert_eq!(offered, offer(&[], Kind::Concepts, Level::Junior, &topics, &had, seed), "the same each time");
        assert!(offered.iter().all(|one| had.insert(&one.id)), "one twice");
        assert!(offered.iter().all(|one| one.kind == Kind::Concepts && one.levels.contains(&Level::Junior)));
        sizes.push(offered.len());
    }
    let there = count(Kind::Concepts, Level::Junior);
    assert_eq!(sizes.iter().sum::<usize>(), there.min(7 * OFFERED));
    assert_eq!(had.len(), there.min(7 * OFFERED));
}

#[test]
fn what_was_asked_for_comes_first_and_the_draw_decides_the_rest() {
    let about: Vec<Topic> = vec!["promises".parse().unwrap()];
    let offered = offer(&[], Kind::Concepts, Level::Junior, &about, &HashSet::new(), "a");
    assert!(offered.iter().all(|one| one.topics.contains(&about[0])), "{offered:?}");
    let drawn = |seed| offer(&[], Kind::Behavioral, Level::Mid, &[], &HashSet::new(), seed);
    assert!(["b", "c", "d", "e"].iter().any(|seed| drawn(seed) != drawn("a")));
}

#[test]
fn a_level_without_questions_takes_the_nearest() {
    let at = |kind, level| offer(&[], kind, level, &[], &HashSet::new(), "a");
    let all_at =
        |found: Vec<&Question>, level| found.len() == OFFERED && found.iter().all(|q| q.levels.contains(&level));
    assert!(all_at(at(Kind::SystemDesign, Level::Intern), Level::Junior));
    assert!(all_at(at(Kind::Concepts, Level::Staff), Level::Senior));
    assert!(all_at(at(Kind::TakeHome, Level::Staff), Level::Senior));
}

#[test]
fn what_is_missing_is_named_where_it_is() {
    let whole = all()[0].clone();
    let faults = |change: fn(&mut Question)| {
        let mut question = whole.clone();
        change(&mut question);
        check(&question, "").into_iter().map(|fault| fault.pointer).collect::<Vec<_>>()
    };
    assert_eq!(faults(|_| ()), [""; 0]);
    assert_eq!(faults(|one| one.levels.clear()), ["/levels"]);
    assert_eq!(faults(|one| one.topics.clear()), ["/topics"]);
    assert_eq!(faults(|one| one.title = " ".to_owned()), ["/title"]);
    assert_eq!(faults(|one| one.minutes = 4), ["/minutes"]);
    assert_eq!(faults(|one| one.minutes = 61), ["/minutes"]);
    assert_eq!(faults(|one| one.prompt = "Why?".to_owned()), ["/prompt"]);
    assert_eq!(faults(|one| one.prompt.push_str("\n```js\nlet a;")), ["/prompt"]);
    assert_eq!(faults(|one| one.prompt.push('\0')), ["/prompt"]);
    assert_eq!(faults(|one| one.listen_for.truncate(2)), ["/listen_for"]);
    assert_eq!(faults(|one| one.listen_for[1] = "two\nlines".to_owned()), ["/listen_for/1"]);
    assert_eq!(faults(|one| one.follow_ups.truncate(1)), ["/follow_ups"]);
    assert_eq!(faults(|one| one.hints.swap(0, 1)), ["/hints"]);
    assert_eq!(faults(|one| one.hints[2].text.clear()), ["/hints/2/text"]);
    assert_eq!(faults(|one| one.strong = "Yes.".to_owned()), ["/strong"]);
    assert_eq!(faults(|one| one.weak = "x".repeat(300)), ["/weak"]);
}

#[test]
fn what_a_program_wrote_comes_first_where_it_fits() {
    let own = |id: &str, kind, level| Question { id: id.to_owned(), kind, levels: vec![level], ..all()[0].clone() };
    let known = [
        own("one", Kind::Concepts, Level::Junior),
        own("two", Kind::Concepts, Level::Junior),
        own("other-level", Kind::Concepts, Level::Staff),
        own("other-kind", Kind::Coding, Level::Junior),
    ];
    let had = HashSet::from(["two"]);
    let offered = offer(&known, Kind::Concepts, Level::Junior, &[], &had, "a");
    let ids: Vec<_> = offered.iter().map(|one| one.id.as_str()).collect();
    assert!(ids.len() == OFFERED && ids[0] == "one" && ids[1..].iter().all(|id| question(id).is_some()), "{ids:?}");
}
