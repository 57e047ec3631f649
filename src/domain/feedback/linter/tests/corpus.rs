//! How often each warning is right: precision and recall over labelled sentences, and over labelled parts of notes for the
//! rules that compare two of them.
//!
//! Where a line comes from is its first word. `held` and `tune`: one author, the words of the rules in mind, `held` never used
//! to choose them. `fresh`: another author, who had not seen the words; some of what these showed went into the words.
//! `after`: the same author, after that, and the words were left as they were. `later` and `last`: two more authors without sight
//! of the words; some of what each showed went into the words. `built`: for the rules about how parts fit
//! together, by somebody who had read them.

use super::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Source, rule, whether the rule should fire, and the sentence. A score in front of evidence is its score.
const CORPUS: &str = include_str!("corpus.tsv");

/// Notes with the sentence where its rule looks, and what their author wrote for somebody else. Where a rule compares
/// parts, they're separated by a bar; verdict, confidence and the five scores (or a dash) are separated by spaces.
fn notes(rule: &str, sentence: &str) -> (Value, Value) {
    let mut notes = ready();
    let parts: Vec<&str> = sentence.split('|').map(str::trim).collect();
    let (mut earlier, part) = (json!({}), |at: usize| json!(parts.get(at).copied().unwrap_or_default()));
    match rule {
        "step_unchecked" => notes["action_steps"][0]["check"] = sentence.into(),
        "alone_after_hints" => notes["ratings"][0]["evidence"] = sentence.into(),
        "anchor_unsaid" => {
            let (score, evidence) = sentence.split_once(": ").unwrap();
            notes["ratings"][0]["score"] = json!(score.parse::<u16>().unwrap());
            notes["ratings"][0]["evidence"] = evidence.into();
        }
        "gap_on_a_four" => {
            notes["ratings"][0]["score"] = json!(4);
            notes["gaps"][0]["behavior"] = sentence.into();
        }
        "strength_on_a_one" => {
            notes["ratings"][0]["score"] = json!(1);
            notes["strengths"][1] = sentence.into();
        }
        "strength_against_gap" => {
            notes["strengths"][1] = part(0);
            notes["gaps"][1]["behavior"] = part(1);
        }
        "four_after_the_answer" => {
            let (score, kind) = parts[0].split_once(' ').unwrap();
            notes["ratings"][0]["score"] = json!(score.parse::<u16>().unwrap());
            notes["hints"][0] = json!({ "minute": 20, "kind": kind, "text": part(1) });
        }
        "few_strengths" => notes["strengths"] = parts.iter().filter(|it| !it.is_empty()).map(|it| json!(it)).collect(),
        "few_gaps" => {
            let gap = notes["gaps"][0].clone();
            notes["gaps"] = (0..parts[0].parse::<u16>().unwrap()).map(|_| gap.clone()).collect();
        }
        "gap_incomplete" => {
            notes["gaps"][0] = json!({ "situation": part(0), "behavior": part(1), "impact": part(2) });
        }
        "verdict_above_ratings" | "verdict_below_ratings" | "sure_without_ratings" => {
            let mut words = sentence.split(' ');
            notes["recommendation"]["verdict"] = words.next().into();
            notes["recommendation"]["confidence"] = words.next().into();
            for (at, score) in words.enumerate() {
                notes["ratings"][at]["score"] = json!(score.parse::<u16>().ok());
            }
        }
        "pasted_text" => {
            earlier["summary"] = part(0);
            notes["strengths"][1] = part(1);
        }
        _ => notes["strengths"][1] = sentence.into(),
    }
    (notes, earlier)
}

/// Whether the rule fires.
fn told(rule: &str, sentence: &str) -> bool {
    let template = template(Kind::Coding);
    let (notes, earlier) = notes(rule, sentence);
    let [notes, earlier]: [Notes; 2] = [notes, earlier].map(|it| serde_json::from_value(it).unwrap());
    let findings = lint(&Draft {
        notes: &notes,
        template,
        level: Level::Junior,
        candidate: "Sam Rivera",
        earlier: &Earlier::of([&earlier], template),
    });
    findings.iter().any(|finding| finding.rule == rule)
}

#[derive(Default)]
struct Count {
    right: u32,
    wrong: u32,
    missed: u32,
    silent: u32,
}

#[test]
fn warnings_are_right_nine_times_in_ten() {
    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for line in CORPUS.lines() {
        let [half, rule, expected, sentence] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let told = told(rule, sentence);
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
    let mut poor = Vec::new();
    for ((rule, half), count) in &counts {
        let precision = of(count.right, count.right + count.wrong);
        let recall = of(count.right, count.right + count.missed);
        let sentences = count.right + count.wrong + count.missed + count.silent;
        println!("{rule:22} {half:5} {sentences:3} sentences, precision {precision:.2}, recall {recall:.2}");
        if *half == "all" && (precision < 0.9 || recall < 0.7) {
            poor.push(*rule);
        }
    }
    for line in mistakes {
        println!("not as labelled: {line}");
    }
    assert!(poor.is_empty(), "{poor:?}");
    let labelled = |label: &str| CORPUS.lines().filter(|line| line.split('\t').nth(2) == Some(label)).count();
    assert!(labelled("yes") >= 60 && labelled("no") >= 60);
    let warnings = RULES.iter().filter(|rule| rule.severity == Severity::Warning).map(|rule| rule.name);
    assert_eq!(
        counts.keys().map(|(rule, _)| *rule).collect::<HashSet<_>>(),
        warnings.collect(),
        "every warning is in it"
    );
}
