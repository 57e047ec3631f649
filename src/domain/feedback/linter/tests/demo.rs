//! Newcomers learn from the demo's notes, so the linter must have no findings in them.

use super::*;
use std::path::{Path, PathBuf};

#[derive(serde::Deserialize)]
struct Session {
    interviewer: String,
    kind: Kind,
    level: Level,
    notes: Option<String>,
    draft: Option<String>,
}

/// Shown in a draft that somebody is invited to submit; belongs to a session on concepts.
const DUE: (&str, Kind, Level) = ("due_example.json", Kind::Concepts, Level::Junior);

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue/demo")
}

/// The candidate's name, which the file name ends in.
fn candidate(file: &str) -> String {
    let (_, key) = file.trim_end_matches(".json").rsplit_once('_').unwrap();
    key.to_owned()
}

fn sessions() -> Vec<Session> {
    serde_json::from_str(&std::fs::read_to_string(demo().join("sessions.json")).unwrap()).unwrap()
}

fn notes(folder: &str, file: &str) -> Notes {
    serde_json::from_str(&std::fs::read_to_string(demo().join(folder).join(file)).unwrap()).unwrap()
}

fn files(folder: &str) -> HashSet<String> {
    let there = std::fs::read_dir(demo().join(folder)).unwrap();
    there.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn the_demos_notes_are_ready() {
    let written = sessions().into_iter().filter_map(|session| Some((session.notes?, session.kind, session.level)));
    let all: Vec<_> = written.chain([(DUE.0.to_owned(), DUE.1, DUE.2)]).collect();

    let mut complaints = Vec::new();
    for (file, kind, level) in &all {
        let found = lint(&Draft {
            notes: &notes("notes", file),
            template: template(*kind),
            level: *level,
            candidate: &candidate(file),
            earlier: &Earlier::default(),
            guesses: true,
        });
        complaints.extend(found.into_iter().map(|finding| format!("{file}: {finding:#?}")));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert_eq!(files("notes"), all.into_iter().map(|(file, ..)| file).collect(), "every file belongs to a session");
}

/// What the linter finds in the demo's drafts, one of each kind: notes as nobody should receive them.
const DRAFTS: [(&str, &[(&str, &str)]); 5] = [
    (
        "behavioral_tomas.json",
        &[
            ("summary_missing", "/summary"),
            ("verdict_missing", "/recommendation/verdict"),
            ("action_step_incomplete", "/action_steps/0/then"),
            ("anchor_unsaid", "/ratings/0/evidence"),
        ],
    ),
    (
        "coding_anya.json",
        &[
            ("evidence_too_short", "/ratings/1/evidence"),
            ("change_of_mind_missing", "/recommendation/would_have_changed_it"),
            ("about_the_person", "/summary"),
            ("no_instance", "/ratings/1/evidence"),
            ("no_instance", "/strengths/1"),
            ("pasted_text", "/strengths/0"),
            ("step_unchecked", "/action_steps/1/check"),
            ("alone_after_hints", "/ratings/0/evidence"),
        ],
    ),
    (
        "concepts_noor.json",
        &[
            ("rating_without_evidence", "/ratings/0/evidence"),
            ("action_step_missing", "/action_steps"),
            ("few_gaps", "/gaps"),
            ("language_as_thinking", "/summary"),
        ],
    ),
    (
        "system_design_piotr.json",
        &[
            ("competency_missing", "/ratings"),
            ("gap_incomplete", "/gaps/0/impact"),
            ("protected_wording", "/summary"),
            ("gap_on_a_four", "/gaps/0/situation"),
            ("because_without_reason", "/recommendation/because"),
        ],
    ),
    (
        "take_home_zainab.json",
        &[
            ("confidence_missing", "/recommendation/confidence"),
            ("few_strengths", "/strengths"),
            ("about_the_person", "/summary"),
            ("strength_on_a_one", "/strengths/0"),
        ],
    ),
];

#[test]
fn in_the_demos_drafts_each_fault_is_found_and_nothing_else() {
    let sessions = sessions();
    let drafts: Vec<_> = sessions.iter().filter_map(|session| Some((session, session.draft.as_ref()?))).collect();
    assert_eq!(drafts.iter().map(|(session, _)| session.kind).collect::<HashSet<_>>().len(), 5, "one of each kind");
    let mut faults = 0;
    for (session, draft) in drafts {
        let template = template(session.kind);
        let by_the_same = sessions.iter().filter(|other| other.interviewer == session.interviewer);
        let written: Vec<Notes> = by_the_same.filter_map(|other| Some(notes("notes", other.notes.as_ref()?))).collect();
        let found = lint(&Draft {
            notes: &notes("drafts", draft),
            template,
            level: session.level,
            candidate: &candidate(draft),
            earlier: &Earlier::of(&written, template),
            guesses: true,
        });
        let expected = DRAFTS.iter().find(|(file, _)| file == draft).unwrap().1;
        assert_eq!(told(&found), expected, "{draft}");
        faults += found.len();
    }
    assert_eq!(faults, 25);
    assert_eq!(files("drafts"), DRAFTS.iter().map(|(file, _)| (*file).to_owned()).collect());
}
