//! The source as the tests see it: files, and the paths they refer to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module's path from the crate's root: `["service", "booking", "sessions"]`.
pub type Module = Vec<String>;

pub struct File {
    /// From the project's root: `src/service/booking/sessions.rs`.
    pub path: String,
    pub module: Module,
    pub lines: usize,
    /// The source without comments and contents of strings.
    pub code: String,
}

impl File {
    /// The layer it's in: the first folder under `src`, or the file there.
    pub fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    /// The folder it is in.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// Every Rust file under this folder.
pub fn files(root: &str) -> Vec<File> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut found) = (vec![project.join(root)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                found.push(file(path.strip_prefix(project).unwrap().to_str().unwrap(), root, &source));
            }
        }
    }
    assert!(!found.is_empty(), "no Rust file in {root}");
    found
}

pub fn file(path: &str, root: &str, source: &str) -> File {
    let within = path.strip_prefix(root).unwrap().trim_start_matches('/').trim_end_matches(".rs");
    let parts = within.split('/').map(str::to_owned);
    let module = parts.filter(|part| !matches!(part.as_str(), "mod" | "lib")).collect();
    File { path: path.to_owned(), module, lines: source.lines().count(), code: code(source) }
}

/// Source without comments and contents of strings.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            raw.find("\"#").map_or(rest.len(), |end| end + 5)
        } else if let Some(text) = rest.strip_prefix('"') {
            end_of_string(text) + 1
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

fn end_of_string(text: &str) -> usize {
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

/// Every path of the crate that a file refers to, from the root: `crate::a::{b, c::d}` is `a::b` and `a::c::d`.
pub fn paths(file: &File) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    let is_start = |at: usize| !file.code[..at].ends_with(|c: char| is_name(c) || c == ':');
    for (at, start) in file.code.match_indices("crate::").filter(|(at, _)| is_start(*at)) {
        read(&file.code[at + start.len()..], &Vec::new(), &mut found);
    }
    for (at, _) in file.code.match_indices("super::").filter(|(at, _)| is_start(*at)) {
        let mut rest = &file.code[at..];
        let mut base = file.module.clone();
        base.extend(inner_modules(&file.code[..at]));
        while let Some(further) = rest.strip_prefix("super::") {
            base.pop();
            rest = further;
        }
        read(rest, &base, &mut found);
    }
    found
}

/// The inline modules that are open at the end of this code.
fn inner_modules(code: &str) -> Vec<String> {
    let mut open: Vec<Option<String>> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, letter) in code.char_indices() {
        if is_name(letter) {
            continue;
        }
        if start < at {
            words.push(&code[start..at]);
        }
        start = at + letter.len_utf8();
        match letter {
            '{' => open.push(match words.as_slice() {
                [.., "mod", name] => Some((*name).to_owned()),
                _ => None,
            }),
            '}' => {
                open.pop();
            }
            _ => {}
        }
        if !letter.is_whitespace() {
            words.clear();
        }
    }
    open.into_iter().flatten().collect()
}

/// Reads `a::b`, or each of `{a::b, c::{d, e}}`, from this base on.
fn read(path: &str, base: &[String], found: &mut BTreeSet<Module>) {
    let path = path.trim_start();
    let Some(group) = path.strip_prefix('{') else {
        let (name, rest) = path.split_at(path.find(|c| !is_name(c)).unwrap_or(path.len()));
        let mut here = base.to_vec();
        if name != "self" && !name.is_empty() {
            here.push(name.to_owned());
        }
        match rest.strip_prefix("::") {
            Some(rest) => read(rest, &here, found),
            None => {
                found.insert(here);
            }
        }
        return;
    };
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    read(&group[start..at], base, found);
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

/// Which module refers to which other, except between a module and its children.
pub fn edges(files: &[File]) -> BTreeMap<Module, BTreeSet<Module>> {
    let modules: BTreeSet<&Module> = files.iter().map(|file| &file.module).collect();
    let named =
        |path: &Module| (1..=path.len()).rev().map(|end| path[..end].to_vec()).find(|one| modules.contains(one));
    let each = files.iter().map(|file| {
        let known = paths(file).iter().filter_map(named).filter(|other| !related(&file.module, other)).collect();
        (file.module.clone(), known)
    });
    each.collect()
}

fn related(one: &Module, other: &Module) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// Circular dependencies between modules, each once.
pub fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<Vec<Module>> {
    let reach = |from: &Module| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(one) = next.pop() {
            next.extend(edges.get(one).into_iter().flatten().filter(|other| seen.insert((*other).clone())));
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> = edges.keys().map(|one| (one, reach(one))).collect();
    let mut found = BTreeSet::new();
    for (one, known) in &reached {
        if known.contains(*one) {
            let back = known.iter().filter(|other| reached.get(other).is_some_and(|back| back.contains(*one)));
            found.insert(back.cloned().collect::<Vec<_>>());
        }
    }
    found.into_iter().collect()
}
