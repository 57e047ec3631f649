//! Notes that cannot be saved or submitted.

use super::*;
use serde_json::json;

fn drafts(scene: &Scene) -> Vec<Case> {
    let line = format!("PUT /v1/sessions/{}/notes", scene.session);
    let draft = |what: &str, body: Value, pointer: &str| {
        input(what, &line, body.to_string(), pointer).header("If-Match", "\"r1\"")
    };
    let over =
        |tag: &str| draft(&format!("over {tag}"), json!({}), "").header("If-Match", tag).answers(412, "notes_changed");
    let rating = |score: Value| json!({"ratings": [{"competency": "correctness", "score": score, "evidence": ""}]});
    let minute = |minute: Value| json!({"timeline": [{"minute": minute, "text": "Began."}]});
    let mut cases = vec![
        draft("without If-Match", json!({}), "").without("If-Match").answers(428, "precondition_required"),
        draft("a rating of 5", rating(json!(5)), "/ratings/0/score"),
        draft("a rating of 0", rating(json!(0)), "/ratings/0/score"),
        draft("a rating of 2.5", rating(json!(2.5)), "/ratings/0/score"),
        draft("minute 601", minute(json!(601)), "/timeline/0/minute"),
        draft("minute -1", minute(json!(-1)), "/timeline/0/minute"),
        draft(
            "a field of a rating that is unknown",
            json!({"ratings": [{"competency": "x", "colour": 1}]}),
            "/ratings/0/colour",
        ),
        draft("eleven ratings", json!({"ratings": vec![json!({"competency": "x"}); 11]}), "/ratings"),
        draft("a verdict that is none", json!({"recommendation": {"verdict": "maybe"}}), "/recommendation/verdict"),
        draft("a hint that is none", json!({"hints": [{"minute": 1, "kind": "shout", "text": "!"}]}), "/hints/0/kind"),
        draft("a summary with a NUL", json!({"summary": "a\0b"}), "/summary"),
        draft("a summary turned around", json!({"summary": "\u{202e}"}), "/summary"),
        draft("a summary without end", json!({"summary": "x".repeat(4001)}), "/summary"),
        draft("a gap as an array", json!({"gaps": [["when", "what", "why"]]}), "/gaps/0"),
        draft("a document within the document", json!({"summary": {"summary": ""}}), "/summary"),
    ];
    let stale = [
        "\"r0\"",
        "\"r2\"",
        "\"r7\"",
        "\"r-1\"",
        "\"r2147483647\"",
        "\"r-2147483648\"",
        "\"r99999999999\"",
        "r",
        "\"\"",
        "\"*\"",
        "\"r0\", \"r2\"",
        "\"schl\u{fc}ssel\"",
    ];
    cases.extend(stale.map(over));
    cases
}

fn submissions(scene: &Scene) -> Vec<Case> {
    let submit = |what: &str, id: &str, body: &str, pointer: &str| {
        input(what, &format!("POST /v1/sessions/{id}/notes/submit"), body, pointer)
    };
    let (begun, coming) = (&*scene.session, &*scene.coming);
    let accepts = |list: Value| json!({"accept_warnings": list}).to_string();
    let warning = &json!({"rule": "no_instance", "pointer": "/strengths/1"});
    let pasted = |reason: &str| json!({"rule": "pasted_text", "pointer": "/summary", "reason": reason});
    vec![
        submit("an empty draft", begun, "{}", "").answers(422, "notes_not_ready"),
        submit("a warning accepted, and errors left", begun, &accepts(json!([warning])), "")
            .answers(422, "notes_not_ready"),
        submit("all warnings at once", begun, r#"{"accept_warnings": true}"#, "/accept_warnings"),
        submit("none of the warnings at once", begun, r#"{"accept_warnings": false}"#, "/accept_warnings"),
        submit("a word for a yes", begun, r#"{"accept_warnings": "yes"}"#, "/accept_warnings"),
        submit(
            "a warning without a place",
            begun,
            &accepts(json!([{"rule": "no_instance"}])),
            "/accept_warnings/0/pointer",
        ),
        submit("a warning twice", begun, &accepts(json!([warning, warning])), "/accept_warnings/1"),
        submit(
            "a rule that is none",
            begun,
            &accepts(json!([{"rule": "charm", "pointer": ""}])),
            "/accept_warnings/0/rule",
        ),
        submit(
            "an error",
            begun,
            &accepts(json!([{"rule": "summary_missing", "pointer": ""}])),
            "/accept_warnings/0/rule",
        ),
        submit("no reason for pasted text", begun, &accepts(json!([pasted("")])), "/accept_warnings/0/reason"),
        submit("a dash for a reason", begun, &accepts(json!([pasted("-")])), "/accept_warnings/0/reason"),
        submit("a reason without end", begun, &accepts(json!([pasted(&"x".repeat(501))])), "/accept_warnings/0/reason"),
        submit("201 warnings", begun, &accepts(json!(vec![warning; 201])), "/accept_warnings"),
        submit("an unknown field", begun, r#"{"accept_errors": true}"#, "/accept_errors"),
        submit("before it began", coming, "{}", "").answers(409, "too_early"),
    ]
}

on_both_databases! {
    fn notes_that_cannot_be(app) {
        let scene = Scene::new(app);
        scene.refuses(&scene.bo, drafts(&scene));
        scene.refuses(&scene.bo, submissions(&scene));
    }

    /// Somebody who saves based on an older draft gets the current one, to merge with.
    fn a_stale_save_answers_the_current_draft(app) {
        let scene = Scene::new(app);
        let path = format!("/v1/sessions/{}/notes", scene.session);
        let mine = json!({"summary": "Mine."}).to_string();
        scene.bo.send("PUT", &path, &[("if-match", "\"r1\"")], Some(&mine)).expect(200);
        for tag in ["\"r0\"", "\"r1\"", "\"r0\", \"r1\""] {
            let refused = scene.bo.send("PUT", &path, &[("if-match", tag)], Some("{}"));
            assert_eq!(refused.problem(412, "notes_changed")["current"]["summary"], "Mine.");
            assert_eq!(refused.header("etag"), "\"r2\"");
        }
        for tag in ["\"r1\", \"r2-gzip\"", "*"] {
            scene.bo.send("PUT", &path, &[("if-match", tag)], Some(&mine)).expect(200);
        }
    }
}
