//! Who may do what: every route of the document, called by every kind of caller.

mod bodies;
mod scene;
mod sign_ins;
mod table;

use crate::support::{TestApp, TestDatabase, operations};
use bodies::Body;
use scene::{CALLERS, Caller, Candidate, Interviewer, Scene, Stage, Stranger};
use serde_json::Value;
use table::TABLE;

fn everybody_asks(database: fn() -> TestDatabase) {
    let mut used: Option<(Stage, Scene)> = None;
    for (method, path, stage, body, expected) in TABLE {
        for (caller, expected) in CALLERS.into_iter().zip(expected) {
            let once = path.contains("{id}") && *method != "GET" && caller == Interviewer;
            let scene = match used.take() {
                Some((at, scene)) if at == *stage && !once => scene,
                _ => Scene::new(TestApp::start(database()), *stage),
            };
            scene.ask(caller, (method, path, *body), *expected);
            used = Some((*stage, scene));
        }
        // After a write, the next case gets a new app; after a read, the same one is reused.
        used = used.filter(|_| *method == "GET");
    }
}

impl Scene {
    fn ask(&self, caller: Caller, (method, path, body): (&str, &str, Body), expected: u16) {
        let what = format!("{method} {path} as {caller:?}");
        let step = if path.contains("/plan/steps/") { self.step() } else { String::new() };
        let id = match path.split('/').nth(2) {
            Some("me") if path.contains("/plan/steps/") => &step,
            Some("me") if path.contains("/sign-ins/") => &self.sign_in,
            Some("me") if path.contains("/debriefs/") => &self.debrief,
            Some("requests") => &self.request,
            Some("programs") => &self.program,
            Some("rounds") => &self.round,
            Some("reports") => &self.report,
            Some("me") => &self.calendar,
            _ => &self.session,
        };
        let path = path.replace("{account_id}", &self.interviewer.id).replace("{person_id}", &self.interviewer.id);
        let path = path.replace("{question_id}", &self.question);
        let path = path
            .replace("{invitation_id}", &self.invitation)
            .replace("{mark_id}", &self.session)
            .replace("{share_id}", &self.session);
        let path = path.replace("{id}", id).replace("{session_id}", &self.session);
        let path = path.replace("{sample}", "coding-junior-promises").replace("{number}", "1");
        let path = path.replace("{kind}", "concepts").replace("{secret}", &self.secret);
        let path = if path.contains("{move_id}") { path.replace("{move_id}", &self.proposal()) } else { path };
        let attachment = if path.contains("{attachment_id}") { self.attachment() } else { String::new() };
        let path = path.replace("{attachment_id}", &attachment);
        let client = self.client(caller);
        let body = body(self, caller);
        let tag = client.get(&format!("/v1/sessions/{}/notes", self.session)).header("etag").to_owned();
        let tag = if tag.is_empty() { "\"r1\"" } else { &tag };
        let before = if expected >= 400 { self.state() } else { Vec::new() };
        let (kind, sent) = match body {
            Value::Null => ("application/json", None),
            Value::String(file) => ("text/calendar", Some(file)),
            other => ("application/json", Some(other.to_string())),
        };
        let answer = client.send(method, &path, &[("if-match", tag), ("content-type", kind)], sent.as_deref());
        assert_eq!(answer.status, expected, "{what}: {}", answer.text);
        if expected >= 400 {
            assert_eq!(self.state(), before, "{what} was refused and changed something");
        }
        match expected {
            401 => assert_eq!(answer.header("www-authenticate"), "Bearer", "{what}"),
            404 => assert_eq!(answer.json()["code"], "not_found", "{what}"),
            403 => assert_eq!(answer.json()["code"], "forbidden", "{what}"),
            200 if path == "/v1/sessions" || path == "/v1/feedback" => {
                let theirs = if path == "/v1/sessions" { caller != Stranger } else { caller == Candidate };
                assert_eq!(answer.json()["items"].as_array().unwrap().len(), usize::from(theirs), "{what}");
            }
            _ => {}
        }
    }
}

mod the_matrix {
    use super::*;

    #[test]
    fn sqlite() {
        everybody_asks(TestDatabase::memory);
    }

    #[test]
    fn postgres() {
        everybody_asks(TestDatabase::postgres);
    }
}

#[test]
fn the_table_has_every_route_of_the_document() {
    let mut asked: Vec<_> = TABLE.iter().map(|(method, path, ..)| format!("{method} {path}")).collect();
    let mut known: Vec<_> = operations().iter().map(|one| format!("{} {}", one.method, one.path)).collect();
    asked.sort();
    known.sort();
    assert_eq!(asked, known);
}
