//! How often each rule about words is right: precision and recall over labelled sentences, half of which were written
//! before the words of the rules and never used to choose them.

use super::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Which half, which rule, whether it should speak, the sentence. A score in front of an evidence is its score.
const CORPUS: &str = include_str!("corpus.tsv");

/// Notes that hold the sentence where its rule reads.
fn notes(rule: &str, sentence: &str) -> Value {
    let mut notes = ready();
    match rule {
        "step_unchecked" => notes["action_steps"][0]["check"] = sentence.into(),
        "alone_after_hints" => notes["ratings"][0]["evidence"] = sentence.into(),
        "anchor_unsaid" => {
            let (score, evidence) = sentence.split_once(": ").unwrap();
            notes["ratings"][0]["score"] = json!(score.parse::<u16>().unwrap());
            notes["ratings"][0]["evidence"] = evidence.into();
        }
        _ => notes["strengths"][1] = sentence.into(),
    }
    notes
}

#[derive(Default)]
struct Count {
    right: u32,
    wrong: u32,
    missed: u32,
    silent: u32,
}

#[test]
fn rules_about_words_are_right_nine_times_in_ten() {
    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for line in CORPUS.lines() {
        let [half, rule, expected, sentence] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let told = findings(notes(rule, sentence)).iter().any(|finding| finding.rule == rule);
        let expected = expected == "yes";
        for half in [half, "all"] {
            let count = counts.entry((rule, half)).or_default();
            *match (expected, told) {
                (true, true) => &mut count.right,
                (false, true) => &mut count.wrong,
                (true, false) => &mut count.missed,
                (false, false) => &mut count.silent,
            } += 1;
        }
        if expected != told {
            mistakes.push(line);
        }
    }
    let of = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    for ((rule, half), count) in &counts {
        let precision = of(count.right, count.right + count.wrong);
        let recall = of(count.right, count.right + count.missed);
        let sentences = count.right + count.wrong + count.missed + count.silent;
        println!("{rule:22} {half:5} {sentences:3} sentences, precision {precision:.2}, recall {recall:.2}");
        if *half == "all" {
            assert!(precision >= 0.9 && recall >= 0.7, "{rule}: {precision:.2} and {recall:.2}; {mistakes:#?}");
        }
    }
    for line in mistakes {
        println!("not as labelled: {line}");
    }
    let labelled = |label: &str| CORPUS.lines().filter(|line| line.split('\t').nth(2) == Some(label)).count();
    assert!(labelled("yes") >= 60 && labelled("no") >= 60);
}
