//! Errors that follow from a signature are checked for every operation: a body, an id, a query, a header, a sign-in.

use crate::support::api::document::{Operation, example, resolve};
use crate::support::{Client, Response, TestApp, TestDatabase, operations};
use serde_json::Value;

const UNKNOWN: &str = "0191b1c2-7a3e-7cc0-8f7e-0000000000ff";

/// An operation's path with each parameter replaced by this.
fn path(one: &Operation, part: &str) -> String {
    let mut rest = one.path.as_str();
    let mut path = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap();
        // A kind is a word of a closed list, a sample a slug, and a secret any text.
        path += before;
        path += match name {
            "kind" if part == UNKNOWN => "coding",
            "number" if part == UNKNOWN => "1",
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
    fn send(&self, path: &str, kind: &str, body: Option<&str>) -> Response {
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

    fn has(&self, place: &str) -> bool {
        self.one.about["parameters"].as_array().into_iter().flatten().any(|one| one["in"] == place)
    }
}

#[test]
fn every_operation_refuses_what_its_signature_does_not_take() {
    let app = TestApp::start(TestDatabase::memory());
    let (ann, guest) = (app.person("Ann"), app.guest());
    let mut wrong = Vec::new();
    for one in operations() {
        let id = one.about["operationId"].as_str().unwrap();
        // These two end the sign-in, or the account.
        if id == "delete_me" || id == "sign_out" {
            continue;
        }
        let asked = Asked { one, by: &ann };
        let kinds = one.about["requestBody"]["content"].as_object();
        let kind = kinds.and_then(|kinds| kinds.keys().next()).map_or("", String::as_str);
        let body = kinds.map(|_| match example(id) {
            Value::String(text) => text,
            other => other.to_string(),
        });
        let known = path(one, UNKNOWN);
        let mut check = |what: &str, holds: bool, answer: &Response| {
            if !holds {
                wrong.push(format!("{id}, {what}: {} {}", answer.status, answer.text));
            }
        };
        if one.about["security"].is_array() {
            let answer = Asked { one, by: &guest }.send(&known, kind, body.as_deref());
            check("not signed in", answer.status == 401, &answer);
        }
        if one.path.contains('{') && !one.path.contains("{secret}") {
            let answer = asked.send(&path(one, &"x".repeat(99)), kind, body.as_deref());
            check("no id", answer.status == 422, &answer);
            let answer = asked.send(&known, kind, body.as_deref());
            // Who isn't the operator hears of that first.
            let said = if one.path.starts_with("/v1/operator/") { 403 } else { 404 };
            check("an unknown id", !asked.declares("404") || answer.status == said, &answer);
        }
        if asked.has("query") {
            let answer = asked.send(&format!("{known}?nobody_knows_this=1"), kind, body.as_deref());
            check("an unknown parameter", answer.status == 422, &answer);
        }
        if asked.declares("428") {
            let headers = [("content-type", kind)];
            let headers = &headers[..usize::from(body.is_some())];
            let answer = ann.send(&one.method, &known, headers, body.as_deref());
            check("no If-Match", answer.status == 428, &answer);
        }
        if body.is_some() {
            let large = "x".repeat(2 * 1024 * 1024 + 1);
            let answer = asked.send(&known, kind, Some(&large));
            check("too large", answer.status == 413, &answer);
            let answer = asked.send(&known, "image/png", Some("{}"));
            check("a picture", answer.status == 415, &answer);
        }
        if kind == "application/json" {
            let answer = asked.send(&known, kind, Some("{"));
            check("half of a body", answer.status == 400, &answer);
            let answer = asked.send(&known, kind, Some("{\"nobody_knows_this\": 1}"));
            check("an unknown member", answer.status == 422, &answer);
            for (name, list) in asked.lists_that_are_too_long() {
                let mut body = example(id);
                body[&name] = list;
                let answer = asked.send(&known, kind, Some(&body.to_string()));
                // This many questions also make the body too large.
                let too_many = answer.status == 422 && answer.text.contains("at most");
                check(&name, too_many || answer.status == 413, &answer);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Asked<'_> {
    /// Each list of the body that the document bounds, with one item too many.
    fn lists_that_are_too_long(&self) -> Vec<(String, Value)> {
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
