//! Checks the documentation: links work, operations exist, and the README is short.

#![expect(clippy::unwrap_used, reason = "a test that stops says what is wrong")]

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const MAX_README_LINES: usize = 120;
const METHODS: [&str; 5] = ["GET", "PUT", "POST", "PATCH", "DELETE"];

/// A page, by its path below the root.
struct Page {
    text: String,
    /// Anchors of its headings, as GitHub generates them.
    anchors: BTreeSet<String>,
    /// Targets of its links and images.
    links: Vec<String>,
}

fn pages() -> BTreeMap<PathBuf, Page> {
    let root = Path::new(ROOT);
    let mut paths = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(PathBuf::from).to_vec();
    let mut folders = vec![PathBuf::from("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root.join(&folder)).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            match root.join(&path).is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|end| end == "md") => paths.push(path),
                false => {}
            }
        }
    }
    paths.into_iter().map(|path| (path.clone(), page(std::fs::read_to_string(root.join(path)).unwrap()))).collect()
}

fn page(text: String) -> Page {
    let (mut links, mut anchors) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let anchor = anchor(&heading.take().unwrap_or_default());
                let again = (1..).map(|count| format!("{anchor}-{count}"));
                let free = std::iter::once(anchor.clone()).chain(again).find(|one| !anchors.contains(one));
                anchors.extend(free);
            }
            Event::Text(words) | Event::Code(words) => heading.iter_mut().for_each(|heading| heading.push_str(&words)),
            Event::Start(Tag::Link { dest_url: to, .. } | Tag::Image { dest_url: to, .. }) => {
                links.push(CowStr::into_string(to))
            }
            _ => {}
        }
    }
    Page { text, anchors, links }
}

/// A heading's anchor, as GitHub generates it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Resolves `..`, so that a target can be compared with the paths of the pages; `None` if it's outside the repository.
fn resolved(from: &Path, to: &str) -> Option<PathBuf> {
    let mut path = from.parent()?.to_owned();
    for part in Path::new(to).components() {
        match part {
            Component::ParentDir if path.pop() => {}
            Component::CurDir => {}
            Component::Normal(name) => path.push(name),
            _ => return None,
        }
    }
    Some(path)
}

/// Why a link is broken.
fn broken(pages: &BTreeMap<PathBuf, Page>, from: &Path, link: &str) -> Option<&'static str> {
    if ["http://", "https://", "mailto:"].iter().any(|start| link.starts_with(start)) {
        return None;
    }
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let Some(to) = (if file.is_empty() { Some(from.to_owned()) } else { resolved(from, file) }) else {
        return Some("leaves the repository");
    };
    if !Path::new(ROOT).join(&to).exists() {
        return Some("there is no such file");
    }
    let anchor = anchor?;
    match pages.get(&to) {
        Some(page) if page.anchors.contains(anchor) => None,
        Some(_) => Some("there is no such heading"),
        None => Some("only headings of the documentation are known here"),
    }
}

#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    let links = || pages.iter().flat_map(|(from, page)| page.links.iter().map(move |link| (from, link)));
    assert!(links().count() > 50, "hardly any link was found");
    let wrong: Vec<String> = links()
        .filter_map(|(from, link)| Some(format!("{}: {link}: {}", from.display(), broken(&pages, from, link)?)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_broken_link_is_noticed() {
    let pages = pages();
    let why = |link| broken(&pages, Path::new("docs/api.md"), link);
    assert_eq!(why("operators.md#limits"), None);
    assert_eq!(why("../README.md"), None);
    assert_eq!(why("#the-api"), None);
    assert_eq!(why("https://example.org/nothing"), None);
    assert!(why("nothing.md").is_some());
    assert!(why("#nothing").is_some());
    assert!(why("operators.md#nothing").is_some());
    assert!(why("../../README.md").is_some());
}

#[test]
fn every_page_is_in_the_index() {
    let pages = pages();
    let index = Path::new("docs/README.md");
    let listed: BTreeSet<PathBuf> = pages[index]
        .links
        .iter()
        .filter_map(|link| resolved(index, link.split('#').next()?))
        .chain([index.to_owned(), PathBuf::from("CHANGELOG.md")])
        .collect();
    let missing: Vec<_> = pages.keys().filter(|page| !listed.contains(*page)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_readme_is_short() {
    let lines = pages()[Path::new("README.md")].text.lines().count();
    assert!(lines <= MAX_README_LINES, "{lines} lines");
}

/// Every `POST /v1/requests/{id}/accept` and the like in a text, without their query.
fn operations_named(text: &str) -> Vec<(String, String)> {
    let mut named = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        for pair in words.windows(2) {
            let method = pair[0].trim_matches(|c: char| !c.is_ascii_uppercase());
            let path = pair[1].trim_end_matches(|c: char| !(c.is_alphanumeric() || "}/".contains(c)));
            let path = path.split(['?', '`', '"', '\'']).next().unwrap();
            // Skip paths with shell variables.
            if METHODS.contains(&method) && path.starts_with("/v1/") && !path.contains('$') {
                named.push((method.to_owned(), path.to_owned()));
            }
        }
    }
    named
}

#[test]
fn every_operation_that_is_named_exists() {
    let document = candor::http::api::document().to_pretty_json().unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let known = |(method, path): &(String, String)| document["paths"][path][method.to_lowercase()].is_object();
    let (mut seen, mut wrong) = (0, Vec::new());
    for (from, page) in pages() {
        for named in operations_named(&page.text) {
            seen += 1;
            if !known(&named) {
                wrong.push(format!("{}: {} {}", from.display(), named.0, named.1));
            }
        }
    }
    assert!(seen > 50, "only {seen} operations were found");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
