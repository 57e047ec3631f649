//! Paths, queries and methods that lead nowhere.

use super::*;
use crate::support::operations;
use std::collections::{BTreeMap, BTreeSet};

fn queries(scene: &Scene) -> Vec<Case> {
    let openings = |asked: &str, pointer: &str| {
        query(&format!("openings?{asked:.60}"), &format!("GET /v1/openings?{asked}"), pointer)
    };
    let sessions = |asked: &str, pointer: &str| {
        query(&format!("sessions?{asked:.60}"), &format!("GET /v1/sessions?{asked}"), pointer)
    };
    let cursor = |list: &str| {
        let page = scene.ann.get(&format!("/v1/{list}?limit=1")).expect(200);
        page["next_cursor"].as_str().unwrap_or_else(|| panic!("one page of {list}")).to_owned()
    };
    let (of_openings, of_sessions) = (cursor("openings"), cursor("sessions"));
    let mut cut = of_sessions.clone();
    cut.truncate(of_sessions.len() / 2);
    vec![
        openings("kind=juggling", "?kind"),
        openings("level=wizard", "?level"),
        openings("language=klingon", "?language"),
        openings("topics=promises,juggling", "?topics"),
        openings(&format!("topics={}", ["promises"; 31].join(",")), "?topics"),
        openings("topics=promises%00", "?topics"),
        openings("duration_minutes=50", "?duration_minutes"),
        openings("duration_minutes=an+hour", "?duration_minutes"),
        openings("duration_minutes=99999999999999999999", "?duration_minutes"),
        openings("limit=0", "?limit"),
        openings("limit=101", "?limit"),
        openings("limit=-1", "?limit"),
        openings("limit=ten", "?limit"),
        openings("from=tomorrow", "?from"),
        openings("from=9999-12-31T23:59:59Z", "?from"),
        openings("from=2027-01-15T00:00:00Z&to=2027-03-19T00:00:00Z", "?to"),
        openings("from=2027-01-15T00:00:00Z&to=2027-01-15T00:00:00Z", "?to"),
        openings("from=2027-01-15T00:00:00Z&to=2027-01-14T00:00:00Z", "?to"),
        openings("colour=red", "?colour"),
        openings("kind=coding&kind=concepts", "?kind"),
        openings("kind=%ff%fe", "?kind"),
        openings("kind=%00", "?kind"),
        openings("kind=%zz", "?kind"),
        openings("kind=coding%0d%0aX-Injected:%20yes", "?kind"),
        openings(&format!("cursor={of_sessions}"), "?cursor"),
        openings("cursor=%00%01", "?cursor"),
        sessions(&format!("cursor={of_openings}"), "?cursor"),
        sessions(&format!("cursor={cut}"), "?cursor"),
        sessions("cursor=bm90IGEgY3Vyc29y", "?cursor"),
        sessions(&format!("cursor={}", "A".repeat(8000)), "?cursor"),
        sessions("role=referee", "?role"),
        sessions("state=lost", "?state"),
        sessions("limit=101", "?limit"),
        query("feedback?limit=51", "GET /v1/feedback?limit=51", "?limit"),
        query("feedback with a cursor of sessions", &format!("GET /v1/feedback?cursor={of_sessions}"), "?cursor"),
    ]
}

fn paths() -> Vec<Case> {
    let id = |id: &str| query(&format!("the id {id:.40}"), &format!("GET /v1/sessions/{id}"), "{id}");
    let nowhere = |path: &str| query(path, &format!("GET {path}"), "").answers(404, "not_found");
    vec![
        id("17"),
        id("%00"),
        id("%ff"),
        id("%zz"),
        id("%"),
        id("%2e%2e%2fme"),
        id("0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5"),
        id("0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b%0d%0a"),
        id("'%20OR%20'1'='1"),
        id(&"a".repeat(2000)),
        query("a kind that is none", "GET /v1/note-templates/juggling", "{kind}"),
        query("feedback on an id that is none", "GET /v1/feedback/17", "{session_id}"),
        query("an id in capitals that nobody has", "GET /v1/sessions/0191B1C2-7A3E-7CC0-8F7E-5C1D2E3F4A5B", "")
            .answers(404, "not_found"),
        nowhere("/v1"),
        nowhere("/v1/"),
        nowhere("/v1/me/"),
        nowhere("/v1//me"),
        nowhere("/v1/sessions/"),
        nowhere("/v2/me"),
        nowhere("/v1/%6de/x"),
        nowhere("/.git/config"),
        nowhere("/..%2f..%2fetc%2fpasswd"),
    ]
}

fn methods() -> Vec<Case> {
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in operations() {
        known.entry(&one.path).or_default().insert(&one.method);
    }
    let mut cases = Vec::new();
    for (path, methods) in known {
        let path = path.replace("{id}", "17").replace("{session_id}", "17").replace("{kind}", "coding");
        let path = path.replace("{account_id}", "17").replace("{invitation_id}", "17");
        for method in ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
            if !methods.contains(method) {
                cases.push(query(&path, &format!("{method} {path}"), "").answers(405, "method_not_allowed"));
            }
        }
    }
    cases
}

on_both_databases! {
    fn a_target_that_leads_nowhere(app) {
        let scene = Scene::new(app);
        scene.refuses(&scene.ann, queries(&scene));
        scene.refuses(&scene.ann, paths());
    }
}

#[test]
fn another_method_is_told_which_ones_there_are() {
    let scene = Scene::new(TestApp::start(TestDatabase::memory()));
    scene.refuses(&scene.ann, methods());
    let answer = scene.app.guest().send("PATCH", "/v1/me/interviewer", &[], Some("{}"));
    assert_eq!(answer.header("allow"), "GET, HEAD, PUT, DELETE");
}

/// Errors made by the framework itself, before a handler runs, have the same form as all others.
#[test]
fn a_refusal_of_the_framework_is_a_problem_too() {
    let scene = Scene::new(TestApp::start(TestDatabase::memory()));
    let refused = |line: &str| query(line, line, "").answers(400, "malformed_json");
    scene.refuses(
        &scene.ann,
        vec![
            refused("GET /verify-email?token=one&token=two"),
            Case { body: b"{}".to_vec(), ..refused("POST /verify-email") }
                .header("Content-Type", "application/json")
                .answers(415, "unsupported_media_type"),
            refused("GET /docs/nothing.js").answers(404, "not_found"),
        ],
    );
}

#[test]
fn head_answers_as_get_without_the_body() {
    let scene = Scene::new(TestApp::start(TestDatabase::memory()));
    for one in operations().iter().filter(|one| one.method == "GET") {
        let id = &scene.session;
        let path = one.path.replace("{id}", id).replace("{session_id}", id).replace("{kind}", "coding");
        let path = path.replace("{account_id}", id).replace("{invitation_id}", id);
        let (head, get) = (scene.bo.send("HEAD", &path, &[], None), scene.bo.get(&path));
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert_eq!(head.text, "", "{path}");
    }
}
