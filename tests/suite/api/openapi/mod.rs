//! The API's description: it says what is served, and what is served is in it.

mod examples;

use crate::support::{TestApp, TestDatabase, document, operations};
use candor::domain::booking::session::State;
use candor::mail::{LINKED, Operation};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

/// `METHOD /path` of every handler under this folder, with its source from there on.
fn handlers(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (_, source) in sources(folder) {
        for method in ["get", "put", "post", "patch", "delete"] {
            for (at, start) in source.match_indices(&format!("#[{method}(\"")) {
                let rest = &source[at + start.len()..];
                let path = rest.split('"').next().unwrap();
                let route = format!("{} {path}", method.to_uppercase());
                let signature = rest.split_once('{').map_or(rest, |_| rest);
                assert!(found.insert(route.clone(), signature.to_owned()).is_none(), "{route} twice");
            }
        }
    }
    found
}

#[test]
fn every_handler_is_described_and_everything_described_has_a_handler() {
    let handlers: BTreeSet<String> = handlers("src/http/api").into_keys().collect();
    let described: BTreeSet<String> = operations().iter().map(|one| format!("{} {}", one.method, one.path)).collect();
    assert_eq!(handlers, described);
    assert!(handlers_of_pages().iter().all(|route| !route.contains("/v1")), "a page under /v1");
}

fn handlers_of_pages() -> BTreeSet<String> {
    handlers("src/http/pages").into_keys().collect()
}

/// A handler that nobody registered would be described and answer 404.
#[test]
fn everything_described_is_served() {
    let app = TestApp::start(TestDatabase::memory());
    for one in operations() {
        let path = one
            .path
            .replace("{id}", "17")
            .replace("{session_id}", "17")
            .replace("{kind}", "17")
            .replace("{account_id}", "17")
            .replace("{person_id}", "17")
            .replace("{question_id}", "17")
            .replace("{invitation_id}", "17");
        let answer = app.guest().send(&one.method, &path, &[], None);
        // A secret that opens nothing is answered 404 as well, by the handler and in other words.
        let missing = answer.status == 404 && (!path.contains("{secret}") || answer.text.contains("at this address"));
        assert!(!missing && answer.status != 405, "{} {}: {}", one.method, one.path, answer.text);
    }
    for route in handlers_of_pages() {
        let (method, path) = route.split_once(' ').unwrap();
        let answer = app.guest().send(method, path, &[], None);
        let missing =
            answer.status == 404 && (!path.contains("{secret}") || !answer.text.contains("The person who sent it"));
        assert!(!missing && answer.status != 405, "{route}: {}", answer.text);
    }
}

/// Who must be signed in is in a handler's signature; the document says the same.
#[test]
fn security_is_described_where_a_handler_asks_for_it() {
    let handlers = handlers("src/http/api");
    for one in operations() {
        let source = &handlers[&format!("{} {}", one.method, one.path)];
        let signature = &source[..source.find("->").unwrap()];
        let asked = one.about["security"].is_array();
        assert_eq!(asked, signature.contains("me: SignedIn"), "{} {}", one.method, one.path);
        assert_eq!(
            asked,
            one.about["responses"]["401"].is_object() && one.about["security"] == json!([{"bearer": []}])
        );
    }
}

#[test]
fn every_operation_is_told_of_in_words() {
    let mut ids = BTreeSet::new();
    let tags: BTreeSet<&str> =
        document()["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    for one in operations() {
        let what = format!("{} {}", one.method, one.path);
        let summary = one.about["summary"].as_str().unwrap_or_default();
        assert!(summary.len() > 5 && !summary.ends_with('.') && !summary.contains('\n'), "{what}: {summary:?}");
        let id = one.about["operationId"].as_str().unwrap();
        assert!(id.contains('_') && id.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{what}: {id}");
        assert!(ids.insert(id), "{what}: {id} is another one's name");
        assert_eq!(one.about["tags"].as_array().unwrap().len(), 1, "{what}");
        assert!(tags.contains(one.about["tags"][0].as_str().unwrap()), "{what}");
        for (status, response) in one.about["responses"].as_object().unwrap() {
            let success = status.starts_with('2');
            let kinds: Vec<_> = response["content"].as_object().into_iter().flatten().map(|(kind, _)| kind).collect();
            assert!(success || kinds == ["application/problem+json"], "{what}: {status} as {kinds:?}");
        }
    }
}

#[test]
fn the_head_of_the_document_is_complete() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(document["info"]["contact"], Value::Null, "nobody asked to be written to");
    assert_eq!(document["info"]["license"]["identifier"], "MIT OR Apache-2.0");
    assert_eq!(document["servers"][0]["url"], "/");
    assert_eq!(document["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
}

#[test]
fn command_line_server_and_code_have_the_same_document() {
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_candor")).arg("openapi").output().unwrap();
    assert!(printed.status.success());
    assert_eq!(&serde_json::from_slice::<Value>(&printed.stdout).unwrap(), document());
    let app = TestApp::start(TestDatabase::memory());
    assert_eq!(&app.guest().get("/openapi.json").expect(200), document());
}

/// The browsable page and all that it loads come from the binary.
#[test]
fn the_docs_need_no_network() {
    let app = TestApp::start(TestDatabase::memory());
    let page = app.guest().get("/docs/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html"));
    let quoted = |text: &str| -> Vec<String> {
        let parts = ["src=\"", "href=\"", "url\": \""].map(|mark| {
            text.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
        });
        parts.concat()
    };
    let loads = quoted(&page.text);
    assert!(loads.len() >= 4, "{}", page.text);
    for load in loads {
        assert!(!load.contains("//"), "{load} is elsewhere");
        let asset = app.guest().get(&format!("/docs/{}", load.trim_start_matches("./")));
        assert_eq!(asset.status, 200, "{load}");
        assert!(!asset.text.is_empty(), "{load}");
    }
    let start = app.guest().get("/docs/swagger-initializer.js").text;
    assert!(start.contains("/openapi.json") && !start.contains("http"), "{start}");
    assert!(start.contains("\"validatorUrl\": \"none\""), "a validator on the internet: {start}");
}

/// Mails link to operations on the browsable page; each is there under its tag.
#[test]
fn what_mails_link_to_is_described() {
    let paths = document()["paths"].as_object().unwrap();
    let all: Vec<&Value> = paths.values().flat_map(|item| item.as_object().unwrap().values()).collect();
    for Operation(tag, id) in LINKED {
        assert!(all.iter().any(|one| one["operationId"] == id && one["tags"][0] == tag), "{tag}/{id}");
    }
}

/// Words of a closed list are described as they are written, and nothing refers to what is not there.
#[test]
fn words_and_references_lead_somewhere() {
    let words = |name: &str| document()["components"]["schemas"][name]["enum"].clone();
    assert_eq!(words("Kind"), json!(["coding", "concepts", "system_design", "behavioral", "take_home"]));
    assert_eq!(words("State"), json!(State::ALL.iter().map(|state| state.as_str()).collect::<Vec<_>>()));
    assert_eq!(words("Verdict"), json!(["strong_no_hire", "no_hire", "hire", "strong_hire"]));
    assert_eq!(words("SessionLength"), json!([30, 45, 60, 90]));
    assert!(words("Topic").as_array().unwrap().contains(&json!("promises")));

    let text = document().to_string();
    let mut seen = 0;
    for (at, mark) in text.match_indices("\"$ref\":\"#") {
        let target = text[at + mark.len()..].split('"').next().unwrap();
        assert!(document().pointer(target).is_some(), "{target} leads nowhere");
        seen += 1;
    }
    assert!(seen > 100, "{seen} references");
}

/// Two types of one name would overwrite each other in the document without a word.
#[test]
fn every_schema_has_a_name_of_its_own() {
    let mut names: BTreeMap<String, PathBuf> = BTreeMap::new();
    for (path, source) in sources("src") {
        for (at, _) in source.match_indices("ToSchema)]") {
            let item = &source[at..];
            let head = &item[..item.find('{').unwrap_or(item.len()).min(item.find(';').unwrap_or(item.len()))];
            let renamed = head.split_once("as = ").map(|(_, rest)| rest);
            let named =
                renamed.or_else(|| head.split_once("struct ").or(head.split_once("enum ")).map(|(_, rest)| rest));
            let Some(name) = named.map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap()) else {
                continue;
            };
            if !name.is_empty()
                && let Some(other) = names.insert(name.to_owned(), path.clone())
            {
                panic!("{name} is described in {} and in {}", other.display(), path.display());
            }
        }
    }
    assert!(names.len() > 30, "{names:?}");
}

/// Every code of the error table is answered somewhere, under a word of its own.
#[test]
fn every_code_is_used_and_has_its_row() {
    let errors = include_str!("../../../../src/service/error.rs");
    let list = errors.split_once("pub enum Code {").unwrap().1.split_once('}').unwrap().0;
    let codes: Vec<&str> = list
        .lines()
        .map(|line| line.trim().trim_end_matches(','))
        .filter(|line| !line.is_empty() && !line.starts_with('/'))
        .collect();
    assert!(codes.len() > 20, "{codes:?}");
    let table = include_str!("../../../../src/http/problem.rs");
    let mut words = BTreeSet::new();
    for code in codes {
        let row = table.split_once(&format!("Code::{code} => ")).unwrap_or_else(|| panic!("{code} has no row")).1;
        let word = row.split('"').nth(1).unwrap();
        assert!(words.insert(word), "{word} twice");
        let used = sources("src").iter().any(|(path, source)| {
            let name = format!("Code::{code}");
            !path.ends_with("http/problem.rs")
                && source
                    .match_indices(&name)
                    .any(|(at, _)| !source[at + name.len()..].starts_with(char::is_alphanumeric))
        });
        assert!(used, "{code} is never answered");
    }
}
