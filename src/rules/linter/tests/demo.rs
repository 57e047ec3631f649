//! The demo's notes are what a newcomer learns the craft from: the linter has nothing to say about them.

use super::*;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Session {
    kind: Kind,
    level: Level,
    notes: Option<String>,
}

/// Shown in a draft that somebody is invited to submit; belongs to a session on concepts.
const DUE: (&str, Kind, Level) = ("due_example.json", Kind::Concepts, Level::Junior);

#[test]
fn the_demos_notes_are_ready() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue/demo");
    let read = |path: &str| std::fs::read_to_string(demo.join(path)).unwrap();
    let sessions: Vec<Session> = serde_json::from_str(&read("sessions.json")).unwrap();
    let written = sessions.into_iter().filter_map(|session| Some((session.notes?, session.kind, session.level)));
    let all: Vec<_> = written.chain([(DUE.0.to_owned(), DUE.1, DUE.2)]).collect();

    let mut complaints = Vec::new();
    for (file, kind, level) in &all {
        let notes: Notes = serde_json::from_str(&read(&format!("notes/{file}"))).unwrap();
        let found = lint(&notes, template(*kind), *level, &Earlier::default());
        complaints.extend(found.into_iter().map(|finding| format!("{file}: {finding:#?}")));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));

    let files: HashSet<_> = all.iter().map(|(file, ..)| file.clone()).collect();
    let there = std::fs::read_dir(demo.join("notes")).unwrap();
    let there: HashSet<_> = there.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, there, "every file belongs to a session");
}

/// Notes as nobody should receive them, one of each kind, and what is wrong with them.
#[derive(serde::Deserialize)]
struct Bad {
    kind: Kind,
    level: Level,
    finds: Vec<String>,
    notes: serde_json::Value,
}

#[test]
fn in_bad_notes_each_fault_is_found_and_nothing_else() {
    let all: Vec<Bad> = serde_json::from_str(include_str!("bad_notes.json")).unwrap();
    assert_eq!(all.iter().map(|bad| bad.kind).collect::<HashSet<_>>().len(), 5, "one of each kind");
    let mut faults = 0;
    for bad in all {
        let notes: Notes = serde_json::from_value(bad.notes).unwrap();
        let found: HashSet<_> = lint(&notes, template(bad.kind), bad.level, &Earlier::default())
            .into_iter()
            .map(|it| it.rule.to_owned())
            .collect();
        assert_eq!(found, bad.finds.iter().cloned().collect(), "{:?}", bad.kind);
        faults += found.len();
    }
    assert_eq!(faults, 22);
}
