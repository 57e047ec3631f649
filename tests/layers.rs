//! The rooms of the house and the arrows between them, held by reading the source. ARCHITECTURE.md says why.

#![expect(clippy::unwrap_used, reason = "a test that stops says what is wrong")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each room, and the rooms it may know. `rules` names the parts of that room that are data.
const ARROWS: &[(&str, &[&str])] = &[
    ("types", &[]),
    ("rules", &["types"]),
    ("store", &["types"]),
    ("document", &["types", "rules"]),
    ("mail", &["types", "rules", "document"]),
    ("fetch", &["types"]),
    ("service", &["types", "rules", "store", "mail", "fetch", "document"]),
    ("app", &["types", "service", "mail", "fetch"]),
    ("config", &["types", "service", "store", "mail", "fetch"]),
    ("http", &["types", "rules", "document", "service", "app"]),
    ("worker", &["types", "rules", "service", "app"]),
    ("cli", &["types", "rules", "store", "mail", "fetch", "service", "app", "config", "http", "worker"]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// The parts of `rules` that the faces may name: documents and catalogues, no decisions.
const DATA: &[&str] = &["availability", "fit", "linter", "note_templates", "question_bank"];

/// What is known in a few places only: the text to look for, and where it may stand.
const KEPT: &[(&str, &[&str])] = &[
    ("diesel", &["store/"]),
    ("actix_web", &["http/", "cli/serve.rs"]),
    ("utoipa_swagger_ui", &["http/"]),
    ("lettre", &["mail/", "types/email.rs"]),
    ("askama", &["mail/", "http/pages/"]),
    ("jsonwebtoken", &["service/"]),
    ("argon2", &["service/"]),
    ("krilla", &["document/pdf/"]),
    ("parley", &["document/pdf/"]),
    ("ureq", &["fetch/"]),
    ("calcard", &["rules/busy/", "mail/tests.rs"]),
    ("rrule::", &["rules/busy/"]),
    ("plotters", &["rules/picture.rs", "rules/trends/chart.rs", "rules/program_report/chart.rs"]),
    ("clap", &["cli/", "config/mod.rs"]),
    // One clock: whoever needs the time is given it.
    ("Utc::now", &["types/time.rs"]),
    ("Local::now", &[]),
    ("SystemTime::now", &[]),
    ("CURRENT_TIMESTAMP", &[]),
    // The clock itself, how long a request took, and how long a stranger's server may take.
    ("Instant::now", &["service/house.rs", "http/server.rs", "fetch/mod.rs"]),
];

/// The longest file, in lines. Past 250 ask whether it is two.
const MAX_LINES: usize = 300;

struct File {
    /// Under `src/`.
    path: String,
    room: String,
    /// The modules around the file's items: `http::api::sessions` is three deep.
    depth: usize,
    lines: usize,
    /// The source without comments and texts.
    code: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut found) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(file(&root, &path));
            }
        }
    }
    assert!(found.len() > 50, "the source is elsewhere");
    found
}

fn file(root: &Path, path: &PathBuf) -> File {
    let source = std::fs::read_to_string(path).unwrap();
    let path = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let modules: Vec<&str> = path.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").collect();
    File { room: modules[0].to_owned(), depth: modules.len(), lines: source.lines().count(), code: code(&source), path }
}

/// Source without comments and the insides of texts.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            raw.find("\"#").map_or(rest.len(), |end| end + 5)
        } else if let Some(text) = rest.strip_prefix('"') {
            end_of_text(text) + 1
        } else if rest.starts_with("'\"'") {
            3
        } else {
            code.push(next);
            next.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

fn end_of_text(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    text.len()
}

/// The first two names of every path that starts at the crate's root, however it is written.
fn paths(file: &File) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (at, _) in file.code.match_indices("crate::") {
        names(&file.code[at + "crate::".len()..], &mut found);
    }
    let climb = "super::".repeat(file.depth);
    for (at, _) in file.code.match_indices(&climb) {
        let mut beyond = BTreeSet::new();
        names(&file.code[at + climb.len()..], &mut beyond);
        // From a module inside the file the climb ends in the file itself, so only rooms count.
        found.extend(beyond.into_iter().filter(|(name, _)| ARROWS.iter().any(|(room, _)| room == name)));
    }
    found
}

/// Reads `a::b`, or each of `{a::b, c::{d, e}}`.
fn names(path: &str, found: &mut BTreeSet<(String, String)>) {
    let Some(group) = path.strip_prefix('{') else {
        let (first, rest) = path.split_at(path.find(|c| !is_name(c)).unwrap_or(path.len()));
        let mut seconds = BTreeSet::new();
        match rest.strip_prefix("::") {
            Some(rest) if rest.starts_with('{') => names(rest, &mut seconds),
            Some(rest) => {
                seconds.insert((rest.split(|c| !is_name(c)).next().unwrap().to_owned(), String::new()));
            }
            None => {
                seconds.insert((String::new(), String::new()));
            }
        }
        found.extend(seconds.into_iter().map(|(second, _)| (first.to_owned(), second)));
        return;
    };
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let one = group[start..at].trim();
                if !one.is_empty() {
                    names(one, found);
                }
                start = at + 1;
                if letter == '}' {
                    return;
                }
            }
            _ => {}
        }
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[test]
fn arrows_go_one_way() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in files() {
        let known = ARROWS.iter().find(|(room, _)| *room == file.room);
        let Some((_, known)) = known else {
            wrong.push(format!("{}: no such room in ARROWS", file.path));
            continue;
        };
        for (room, part) in paths(&file) {
            seen += 1;
            let face = matches!(file.room.as_str(), "http" | "worker");
            if room != file.room && !known.contains(&room.as_str()) {
                wrong.push(format!("{} knows crate::{room}::{part}", file.path));
            } else if face && room == "rules" && !DATA.contains(&part.as_str()) {
                wrong.push(format!("{} knows crate::rules::{part}, which decides", file.path));
            }
        }
    }
    assert!(seen > 200, "only {seen} paths were read");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_kept_to_a_few_places_stays_there() {
    let mut wrong = Vec::new();
    for file in files() {
        for (text, places) in KEPT {
            let whole =
                |at: usize| !file.code[..at].ends_with(is_name) && !file.code[at + text.len()..].starts_with(is_name);
            let here = file.code.match_indices(text).any(|(at, _)| whole(at));
            if here && !places.iter().any(|place| file.path.starts_with(place)) {
                wrong.push(format!("{} knows {text}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_file_is_a_room_with_one_purpose() {
    let long: Vec<_> = files().into_iter().filter(|file| file.lines > MAX_LINES).collect();
    let long: Vec<_> = long.iter().map(|file| format!("{}: {} lines", file.path, file.lines)).collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn the_rooms_are_those_of_the_plan() {
    let files = files();
    let rooms: BTreeSet<&str> = files.iter().map(|file| file.room.as_str()).collect();
    let planned: BTreeSet<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    assert_eq!(rooms, planned);
    let lib = &files.iter().find(|file| file.path == "lib.rs").unwrap().code;
    let declared: BTreeSet<&str> =
        lib.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let expected: BTreeSet<&str> = planned.into_iter().filter(|room| !matches!(*room, "main" | "lib")).collect();
    assert_eq!(declared, expected);
}

#[test]
fn paths_are_read_however_they_are_written() {
    let source =
        "// crate::a\nuse crate::{b::c, d, e::{f, g::h}}; let x = \"crate::i\"; crate::j::k(); super::super::http::l";
    let file = File { path: String::new(), room: String::new(), depth: 2, lines: 1, code: code(source) };
    let found: Vec<String> = paths(&file).iter().map(|(room, part)| format!("{room}::{part}")).collect();
    assert_eq!(found, ["b::c", "d::", "e::f", "e::g", "http::l", "j::k"]);
}
