//! The API's description: it says what is served, and what is served is in it.

mod examples;
mod refusals;

use crate::support::api::document::resolve;
use crate::support::api::seen;
use crate::support::{TestApp, TestDatabase, document, operations};
use candor::domain::booking::session::State;
use candor::mail::{LINKED, Operation};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Routes and document are made of the same handlers; this is the proof that the routes arrive at the server.
#[test]
fn everything_described_is_served() {
    let app = TestApp::start(TestDatabase::memory());
    for one in operations() {
        let path = one.path.split('{').enumerate().map(|(n, part)| match (n, part.split_once('}')) {
            (0, _) | (_, None) => part.to_owned(),
            (_, Some((_, rest))) => format!("17{rest}"),
        });
        let path = path.collect::<String>();
        let answer = app.guest().send(&one.method, &path, &[], None);
        // An unknown secret also gets 404, from the handler and with a different message.
        assert!(
            !answer.text.contains("at this address") && answer.status != 405,
            "{} {path}: {}",
            one.method,
            answer.text
        );
    }
}

/// Each path answers other methods with those that it has.
#[test]
fn another_method_is_answered_with_those_there_are() {
    let app = TestApp::start(TestDatabase::memory());
    let answer = app.guest().send("DELETE", "/v1/programs/join", &[], None);
    answer.problem(405, "method_not_allowed");
    assert_eq!(answer.header("allow"), "POST");
    let answer = app.guest().send("POST", "/v1/me", &[], None);
    assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, PATCH, DELETE"));
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
            let response = resolve(response);
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

/// Enums are described with their values, and every reference resolves.
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

/// What only one code's problem has is described where that code is answered, and as what it is.
#[test]
fn what_a_problem_has_of_its_own_is_described() {
    let member = |path: &str, method: &str, status: &str, name: &str| {
        let response = resolve(&document()["paths"][path][method]["responses"][status]);
        let problem = resolve(&response["content"]["application/problem+json"]["schema"]);
        assert_eq!(problem["allOf"][0]["$ref"], "#/components/schemas/Problem", "{path} {status}");
        problem["allOf"][1]["properties"][name].clone()
    };
    let session = "/v1/sessions/{id}";
    let of = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let list = |name: &str| json!({"type": "array", "items": of(name)});
    for (path, method, status, name, schema) in [
        (format!("{session}/notes"), "put", "412", "current", of("Notes")),
        (format!("{session}/notes/submit"), "post", "422", "findings", list("Finding")),
        (format!("{session}/notes/amend"), "post", "422", "findings", list("Finding")),
        (format!("{session}/notes/amend"), "post", "412", "current", of("Notes")),
        (format!("{session}/moves/{{move_id}}/accept"), "post", "409", "remaining", list("Timestamp")),
        ("/v1/sessions".to_owned(), "post", "409", "alternatives", list("Opening")),
        ("/v1/programs/{id}/invitations".to_owned(), "post", "422", "lines", list("InvitedLine")),
        ("/v1/rounds/{id}/publish".to_owned(), "post", "409", "pairs", list("TakenPair")),
    ] {
        assert_eq!(member(&path, method, status, name), schema, "{method} {path} {status}");
    }
}

/// Every code of the error table is declared by an operation.
#[test]
fn every_code_is_declared_somewhere() {
    let declared: BTreeSet<&str> = declared().into_iter().map(|(_, _, code)| code).collect();
    let known: BTreeSet<&str> = candor::http::api::codes().collect();
    let missing: Vec<_> = known.difference(&declared).collect();
    assert!(known.len() > 20 && missing.is_empty(), "{missing:?}");
}

/// Lists what every operation declares; `scripts/test` compares it with what the tests see.
#[test]
fn what_is_declared_is_listed() {
    let lines: String = declared().into_iter().map(|(id, status, code)| format!("{id} {status} {code}\n")).collect();
    std::fs::create_dir_all(seen::folder()).unwrap();
    std::fs::write(seen::folder().join("declared.txt"), lines).unwrap();
}

/// Operation, status and code of every response in the document; `-` for those without a code.
fn declared() -> Vec<(&'static str, &'static str, &'static str)> {
    let answers = operations().iter().flat_map(|one| {
        let id = one.about["operationId"].as_str().unwrap();
        one.about["responses"]
            .as_object()
            .unwrap()
            .iter()
            .map(move |(status, response)| (id, status.as_str(), response))
    });
    let coded = answers.flat_map(|(id, status, response)| {
        let schema = resolve(&resolve(response)["content"]["application/problem+json"]["schema"]);
        let codes = schema.pointer("/allOf/1/properties/code/enum").and_then(Value::as_array);
        let codes = codes.map_or_else(|| vec!["-"], |codes| codes.iter().map(|code| code.as_str().unwrap()).collect());
        codes.into_iter().map(move |code| (id, status, code))
    });
    coded.collect()
}
