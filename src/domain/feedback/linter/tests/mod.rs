//! Each rule with notes on which it fires, and near misses on which it stays silent.

mod cases;
mod corpus;
mod demo;

use super::*;
use crate::domain::Kind;
use crate::domain::feedback::note_templates::template;
use cases::{CASES, ready};
use std::collections::HashSet;

#[track_caller]
fn findings(notes: serde_json::Value) -> Vec<Finding> {
    let notes: Notes = serde_json::from_value(notes).unwrap();
    let earlier: Notes = serde_json::from_value(cases::earlier()).unwrap();
    let template = template(Kind::Coding);
    lint(&Draft {
        notes: &notes,
        template,
        level: Level::Junior,
        candidate: "Sam Rivera",
        earlier: &Earlier::of([&earlier], template),
        guesses: true,
    })
}

fn told(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|finding| (finding.rule, finding.pointer.as_str())).collect()
}

#[test]
fn ready_notes_have_no_findings() {
    assert_eq!(findings(ready()), []);
}

#[test]
fn each_rule_fires_at_its_place_and_not_near_it() {
    for (rule, pointer, fires, near_miss) in CASES {
        let mut notes = ready();
        fires(&mut notes);
        let all = findings(notes);
        assert!(told(&all).contains(&(rule, pointer)), "{rule} is silent: {:?}", told(&all));

        let mut notes = ready();
        near_miss(&mut notes);
        let all = findings(notes);
        assert!(all.iter().all(|finding| finding.rule != *rule), "{rule} fires: {:?}", told(&all));
    }
    let tested: HashSet<_> = CASES.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(tested, RULES.iter().map(|rule| rule.name).collect(), "every rule has a case");
}

#[test]
fn an_empty_draft_is_told_what_it_needs() {
    let findings = findings(serde_json::json!({}));
    assert_eq!(
        told(&findings),
        [
            ("summary_missing", "/summary"),
            ("competency_missing", "/ratings"),
            ("competency_missing", "/ratings"),
            ("competency_missing", "/ratings"),
            ("competency_missing", "/ratings"),
            ("competency_missing", "/ratings"),
            ("verdict_missing", "/recommendation/verdict"),
            ("confidence_missing", "/recommendation/confidence"),
            ("action_step_missing", "/action_steps"),
            ("few_strengths", "/strengths"),
            ("few_gaps", "/gaps"),
        ]
    );
}

#[test]
fn rules_are_named_and_teach() {
    let names: HashSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", rule.name);
        assert!(rule.looks_for.ends_with('.') && rule.example.len() > 10, "{}", rule.name);
    }
}

/// The linter's own example lines mustn't cause warnings.
#[test]
fn examples_keep_the_rules() {
    let own = RULES.iter().map(|rule| rule.example);
    for example in own.chain(words::person::GROUPS.iter().map(|group| group.instead)) {
        let mut notes = ready();
        notes["strengths"][0] = example.into();
        assert_eq!(findings(notes), [], "{example}");
    }
}

/// People copy the anchor texts into their evidence.
#[test]
fn anchors_keep_the_rules() {
    let competencies = crate::domain::feedback::note_templates::all().flat_map(|template| &template.competencies);
    for anchor in competencies.flat_map(|competency| &competency.anchors) {
        let mut notes = ready();
        notes["ratings"][0]["evidence"] = anchor.text.clone().into();
        assert_eq!(findings(notes), [], "{}", anchor.text);
    }
}
