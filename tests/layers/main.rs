//! Checks the layers and the dependencies between them by reading the source. ARCHITECTURE.md says why.

#![expect(clippy::unwrap_used, reason = "a test that stops says what is wrong")]

mod source;

use source::{Module, circles, edges, file, files, paths};
use std::collections::{BTreeMap, BTreeSet};

/// Each layer, and the layers it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("document", &["domain"]),
    ("calendar", &["domain"]),
    ("mail", &["domain", "document", "calendar"]),
    ("service", &["domain", "store", "mail", "document", "calendar"]),
    ("app", &["domain", "service", "mail", "calendar"]),
    ("config", &["domain", "service", "store", "mail", "calendar"]),
    ("http", &["domain", "document", "service", "app"]),
    ("worker", &["domain", "service", "app"]),
    ("cli", &["domain", "store", "mail", "calendar", "service", "app", "config", "http", "worker"]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// The nouns that every layer is divided by.
const NOUNS: &[&str] =
    &["account", "availability", "booking", "matching", "program", "round", "feedback", "practice", "safety"];

/// The layers that have a folder for each noun; `http` has them in `api`.
const DIVIDED: &[&str] = &["src/domain", "src/store", "src/service", "src/http/api", "tests/suite"];

/// Layers that have folders for some nouns, and otherwise only those listed here.
const FOLDERS: &[(&str, &[&str])] = &[
    ("src/mail", &["samples", "snapshots", "style"]),
    ("src/http/pages", &[]),
    ("templates/mail", &[]),
    ("templates/pages", &[]),
];

/// Text that may only occur in a few places: the text, and where it's allowed.
const KEPT: &[(&str, &[&str])] = &[
    ("diesel", &["store/"]),
    ("actix_web", &["http/", "cli/serve.rs"]),
    ("utoipa_swagger_ui", &["http/"]),
    ("lettre", &["mail/", "domain/email.rs"]),
    ("askama", &["mail/", "http/pages/", "document/charts/"]),
    ("jsonwebtoken", &["service/"]),
    ("argon2", &["service/"]),
    ("krilla", &["document/pdf/"]),
    ("parley", &["document/pdf/"]),
    ("ureq", &["calendar/fetch/"]),
    ("calcard", &["calendar/read/", "mail/tests.rs"]),
    ("rrule::", &["calendar/read/"]),
    ("candor_solver", &["domain/matching/", "domain/round/", "service/matching/"]),
    ("clap", &["cli/", "config/mod.rs", "config/tests.rs"]),
    // One clock: everything else gets the time as an argument.
    ("Utc::now", &["domain/time.rs"]),
    ("Local::now", &[]),
    ("SystemTime::now", &[]),
    ("CURRENT_TIMESTAMP", &[]),
    // Durations: of requests, and of conversations with external servers.
    (
        "Instant::now",
        &[
            // Tests that hostile texts are read at once.
            "document/rich/tests.rs",
            "document/tests/hostile.rs",
            "service/services.rs",
            "service/job_pool.rs",
            "store/probe.rs",
            "service/delivery/queue.rs",
            "service/availability/busy_calendars/fetching.rs",
            "http/server.rs",
            "calendar/fetch/mod.rs",
            "mail/smtp.rs",
        ],
    ),
];

/// The longest file, in lines. Past 250, ask whether it should be two.
const MAX_LINES: usize = 320;

/// Maximum number of Rust files in a folder.
const MAX_FILES: usize = 16;

/// The folders with the project's own Rust code.
const ROOTS: &[&str] = &["src", "tests", "benches", "solver"];

#[test]
fn arrows_go_one_way() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for file in files("src") {
        let Some((_, known)) = ARROWS.iter().find(|(room, _)| *room == file.room()) else {
            wrong.push(format!("{}: no such room in ARROWS", file.path));
            continue;
        };
        for path in paths(&file) {
            let Some(room) = path.first().filter(|room| ARROWS.iter().any(|(name, _)| name == room)) else { continue };
            seen += 1;
            if room != file.room() && !known.contains(&room.as_str()) {
                wrong.push(format!("{} knows {}", file.path, path.join("::")));
            }
        }
    }
    assert!(seen > 500, "only {seen} paths were read");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_two_modules_of_a_room_know_each_other() {
    let files = files("src");
    let edges = edges(&files);
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 500, "hardly an edge was read");
    let name = |module: &Module| module.join("::");
    let found: Vec<String> =
        circles(&edges).iter().map(|circle| circle.iter().map(name).collect::<Vec<_>>().join(", ")).collect();
    assert!(found.is_empty(), "these lead back to themselves:\n{}", found.join("\n"));
}

#[test]
fn every_room_is_divided_by_the_same_nouns() {
    for room in DIVIDED {
        for noun in NOUNS {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(room).join(noun);
            assert!(path.is_dir() || path.with_extension("rs").is_file(), "{room} has no {noun}");
        }
    }
}

#[test]
fn mails_pages_and_their_templates_are_divided_by_nouns() {
    for (folder, besides) in FOLDERS {
        for entry in std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let named = NOUNS.contains(&name.as_str()) || besides.contains(&name.as_str());
            assert!(named || entry.path().is_file(), "{folder}/{name}");
        }
    }
}

#[test]
fn what_is_kept_to_a_few_places_stays_there() {
    let mut wrong = Vec::new();
    for file in files("src") {
        let path = file.path.trim_start_matches("src/");
        for (text, places) in KEPT {
            let name = |c: char| c.is_alphanumeric() || c == '_';
            let whole = |at: usize| !file.code[..at].ends_with(name) && !file.code[at + text.len()..].starts_with(name);
            let here = file.code.match_indices(text).any(|(at, _)| whole(at));
            if here && !places.iter().any(|place| path.starts_with(place)) {
                wrong.push(format!("{path} knows {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_file_has_one_purpose_and_a_folder_can_be_taken_in_at_a_glance() {
    let mut wrong = Vec::new();
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for file in ROOTS.iter().flat_map(|root| files(root)) {
        if file.lines > MAX_LINES {
            wrong.push(format!("{}: {} lines", file.path, file.lines));
        }
        *folders.entry(file.folder().to_owned()).or_default() += 1;
    }
    let crowded = folders.iter().filter(|(_, count)| **count > MAX_FILES);
    wrong.extend(crowded.map(|(folder, count)| format!("{folder}: {count} Rust files")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_rooms_are_those_of_the_plan() {
    let files = files("src");
    let rooms: BTreeSet<&str> = files.iter().map(source::File::room).collect();
    let planned: BTreeSet<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    assert_eq!(rooms, planned);
}

#[test]
fn paths_are_read_however_they_are_written() {
    let source = "// crate::a\nuse crate::{b::c, d, e::{f, g::h}}; let x = \"crate::i\"; crate::j::k(); super::super::l \
        mod tests { use super::m; } use super::n::{self, o};";
    let found: Vec<String> = paths(&file("src/p/q/r.rs", "src", source)).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["b::c", "d", "e::f", "e::g::h", "j::k", "p::l", "p::q::n", "p::q::n::o", "p::q::r::m"]);
}

#[test]
fn circles_are_found_and_a_module_may_know_its_children() {
    let files = [
        file("src/a/mod.rs", "src", "use crate::a::b::X;"),
        file("src/a/b.rs", "src", "use super::Y; use crate::c::Z;"),
        file("src/c.rs", "src", "use crate::d::Z;"),
        file("src/d.rs", "src", "fn f() { crate::a::b::g() }"),
    ];
    let found = circles(&edges(&files));
    assert_eq!(found, [vec![vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()], vec!["d".to_owned()]]]);
}
