//! What follows from a signature is refused by every operation that has it: a body, an id, a query, a header, a sign-in.

use crate::support::api::document::{Operation, example, resolve};
use crate::support::{Client, TestApp, TestDatabase, operations};
use serde_json::{Value, json};

const UNKNOWN: &str = "0191b1c2-7a3e-7cc0-8f7e-0000000000ff";

/// An operation with this in the place of each part of its path.
fn path(one: &Operation, part: &str) -> String {
    let mut rest = one.path.as_str();
    let mut path = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap();
        // A kind is a word of a closed list, a sample a slug, and a secret any text.
        path += before;
        path += match name {
            "kind" if part == UNKNOWN => "coding",
            _ => part,
        };
        rest = after;
    }
    path + rest
}

struct Asked<'a> {
    one: &'static Operation,
    by: &'a Client,
}

impl Asked<'_> {
    fn send(&self, path: &str, kind: &str, body: Option<&str>) -> crate::support::Response {
        let mut headers = vec![];
        let parameters = self.one.about["parameters"].as_array().into_iter().flatten();
        if parameters.clone().any(|one| one["name"] == "If-Match") {
            headers.push(("if-match", "\"r1\""));
        }
        if body.is_some() {
            headers.push(("content-type", kind));
        }
        self.by.send(&self.one.method, path, &headers, body)
    }

    fn declares(&self, status: &str) -> bool {
        self.one.about["responses"][status].is_object()
    }

    fn has_query(&self) -> bool {
        self.one.about["parameters"].as_array().into_iter().flatten().any(|one| one["in"] == "query")
    }
}

#[test]
fn every_operation_refuses_what_its_signature_does_not_take() {
    let app = TestApp::start(TestDatabase::memory());
    let ann = app.person("Ann");
    for one in operations() {
        let id = one.about["operationId"].as_str().unwrap();
        let asked = Asked { one, by: &ann };
        // These two end the sign-in, or the account.
        if id == "delete_me" || id == "sign_out" {
            continue;
        }
        let kinds = one.about["requestBody"]["content"].as_object();
        let kind = kinds.and_then(|kinds| kinds.keys().next()).map_or("", String::as_str);
        let body = kinds.map(|_| match example(id) {
            Value::String(text) => text,
            other => other.to_string(),
        });
        let known = path(one, UNKNOWN);
        if one.about["security"].is_array() {
            let answer = app.guest().send(&one.method, &known, &[("if-match", "\"r1\"")], body.as_deref());
            answer.problem(401, "unauthenticated");
        }
        if one.path.contains('{') && !one.path.contains("{secret}") {
            let answer = asked.send(&path(one, "17!"), kind, body.as_deref());
            assert_eq!(answer.status, 422, "{id}: {}", answer.text);
            let unknown = asked.send(&known, kind, body.as_deref());
            assert!(!asked.declares("404") || unknown.status == 404, "{id}: {}", unknown.text);
        }
        if asked.has_query() {
            let answer = asked.send(&format!("{known}?nobody_knows_this=1"), kind, body.as_deref());
            assert_eq!(answer.status, 422, "{id}: {}", answer.text);
        }
        if one.about["responses"]["428"].is_object() {
            let headers = [("content-type", kind)];
            ann.send(&one.method, &known, &headers[..usize::from(body.is_some())], body.as_deref())
                .problem(428, "precondition_required");
        }
        if body.is_some() {
            bodies(&asked, id, &known, kind);
        }
    }
}

fn bodies(asked: &Asked, id: &str, known: &str, kind: &str) {
    let large = "x".repeat(2 * 1024 * 1024 + 1);
    asked.send(known, kind, Some(&large)).problem(413, "too_large");
    asked.send(known, "image/png", Some("{}")).problem(415, "unsupported_media_type");
    if kind == "application/json" {
        asked.send(known, kind, Some("{")).problem(400, "malformed_json");
        let strange = json!({"nobody_knows_this": 1}).to_string();
        assert_eq!(asked.send(known, kind, Some(&strange)).status, 422, "{id}");
        for (name, list) in asked.bounded_lists() {
            let mut body = example(id);
            body[&name] = list;
            let answer = asked.send(known, kind, Some(&body.to_string()));
            assert!(
                answer.text.contains("too many") || answer.text.contains("at most"),
                "{id}, {name}: {}",
                answer.text
            );
        }
    }
}

impl Asked<'_> {
    /// Each list of the body that the document bounds, with one item too many.
    fn bounded_lists(&self) -> Vec<(String, Value)> {
        let schema = resolve(&self.one.about["requestBody"]["content"]["application/json"]["schema"]);
        let properties = schema["properties"].as_object().into_iter().flatten();
        let lists = properties.filter_map(|(name, schema)| {
            let most = usize::try_from(schema["maxItems"].as_u64()?).unwrap();
            let whole = example(self.one.about["operationId"].as_str().unwrap());
            let item = whole[name].as_array()?.first()?.clone();
            Some((name.clone(), Value::Array(vec![item; most + 1])))
        });
        lists.collect()
    }
}
