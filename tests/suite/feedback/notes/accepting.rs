//! Accepting the linter's warnings, one by one.

use super::*;

/// Notes in which the linter finds two things: praise without a moment, and a word about the person.
fn with_two_warnings() -> Value {
    let mut notes = full_notes();
    notes["summary"] = json!("Good job!");
    notes["strengths"][1]["text"] = json!("You predicted the order at minute 17 and said why: you are clearly smart.");
    notes
}

fn written(bo: &Person) -> Value {
    bo.get("/v1/me/export").expect(200)["notes_written"].clone()
}

on_both_databases! {
    fn each_warning_is_accepted_by_itself(app) {
        let (ann, bo, session) = session(&app, "18:00");
        bo.saves(&session, &with_two_warnings()).expect(200);
        let refused = submits(&bo, &session, json!({})).problem(422, "notes_not_ready");
        let (first, second) = (("about_the_person", "/strengths/1"), ("no_instance", "/summary"));
        assert_eq!(rules(&refused["findings"]), [first, second]);
        assert!(refused["detail"].as_str().unwrap().contains("2 warnings"), "{}", refused["detail"]);
        let accept = |(rule, pointer): (&str, &str)| json!({"rule": rule, "pointer": pointer});
        // One is left; the same rule elsewhere is another warning.
        for list in [json!([accept(first)]), json!([accept(first), accept(("no_instance", "/strengths/1"))])] {
            let problem = submits(&bo, &session, json!({"accept_warnings": list})).problem(422, "notes_not_ready");
            assert_eq!(problem["findings"], refused["findings"]);
            assert!(problem["detail"].as_str().unwrap().contains("haven't accepted a warning"), "{}", problem["detail"]);
        }
        assert_eq!(feedback_mails(&app), 0);
        let both = json!({"accept_warnings": [accept(second), accept(first)]});
        assert_eq!(submits(&bo, &session, both).expect(200)["findings"], refused["findings"]);
        assert_eq!(feedback_mails(&app), 1);
        ann.get(&format!("/v1/feedback/{session}")).expect(200);
    }

    fn all_at_once_says_how_it_is_done_now(app) {
        let (_, bo, session) = session(&app, "18:00");
        bo.saves(&session, &full_notes()).expect(200);
        for all in [true, false] {
            let problem = submits(&bo, &session, json!({"accept_warnings": all})).problem(422, "invalid_input");
            let error = &problem["errors"][0];
            assert_eq!(error["pointer"], "/accept_warnings");
            let detail = error["detail"].as_str().unwrap();
            assert!(detail.contains("one by one") && detail.contains("`rule` and `pointer`"), "{detail}");
        }
        assert_eq!(feedback_mails(&app), 0);
    }

    /// The reason is for the writer: neither the candidate nor somebody with a link reads it.
    fn a_reason_is_kept_for_its_writer_alone(app) {
        let (ann, bo, session) = session(&app, "18:00");
        let mut notes = full_notes();
        notes["gaps"][0]["impact"] = json!("At your age it is harder to learn.");
        bo.saves(&session, &notes).expect(200);
        let refused = submits(&bo, &session, json!({})).problem(422, "notes_not_ready");
        assert_eq!(rules(&refused["findings"]), [("protected_wording", "/gaps/0/impact")]);
        assert_eq!(refused["findings"][0]["needs_reason"], true);
        let accept = |reason: Value| json!({"accept_warnings": [{"rule": "protected_wording", "pointer": "/gaps/0/impact", "reason": reason}]});
        for none in [Value::Null, json!(" "), json!("n/a")] {
            let problem = submits(&bo, &session, accept(none)).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], "/accept_warnings/0/reason");
        }
        assert_eq!(feedback_mails(&app), 0);
        submits(&bo, &session, accept(json!("A pelican said so, and we talked about it."))).expect(200);

        let kept = &written(&bo)[0]["accepted_warnings"];
        assert_eq!(kept, &accept(json!("A pelican said so, and we talked about it."))["accept_warnings"]);
        let link = ann.post(&format!("/v1/feedback/{session}/shares"), json!({"name": "For Eve"})).expect(201);
        let shared = app.guest().get(link["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap());
        let all = [
            ann.get("/v1/me/export"),
            ann.get(&format!("/v1/feedback/{session}")),
            ann.get(&format!("/v1/feedback/{session}/versions")),
            bo.get(&format!("/v1/feedback/{session}")),
            shared,
        ];
        assert!(all.iter().all(|answer| answer.status == 200 && !answer.text.contains("pelican")));
        assert!(app.mails().iter().all(|mail| !mail.text.contains("pelican")));
    }

    fn what_is_accepted_of_a_text_that_has_changed_has_no_effect(app) {
        let (_, bo, session) = session(&app, "18:00");
        bo.saves(&session, &with_two_warnings()).expect(200);
        let body = accepting(&submits(&bo, &session, json!({})));
        // The summary says something now, and a strength doesn't.
        let mut notes = with_two_warnings();
        notes["summary"] = full_notes()["summary"].clone();
        notes["strengths"][0]["text"] = json!("Good job!");
        bo.saves(&session, &notes).expect(200);
        let problem = submits(&bo, &session, body.clone()).problem(422, "notes_not_ready");
        assert_eq!(rules(&problem["findings"]), [("about_the_person", "/strengths/1"), ("no_instance", "/strengths/0")]);
        notes["strengths"][0]["text"] = full_notes()["strengths"][0]["text"].clone();
        bo.saves(&session, &notes).expect(200);
        let delivered = submits(&bo, &session, body.clone()).expect(200);
        assert_eq!(rules(&delivered["findings"]), [("about_the_person", "/strengths/1")]);
        let kept = written(&bo)[0]["accepted_warnings"].clone();
        assert_eq!(rules(&kept), [("about_the_person", "/strengths/1")], "and only what was accepted is kept");
    }

    /// With If-Match, a warning is accepted only of the draft that was read.
    fn what_is_accepted_is_what_was_read(app) {
        let (_, bo, session) = session(&app, "18:00");
        let read = bo.saves(&session, &with_two_warnings()).header("etag").to_owned();
        let body = accepting(&submits(&bo, &session, json!({}))).to_string();
        let mut notes = with_two_warnings();
        notes["summary"] = json!("Nice work!");
        let saved = bo.saves(&session, &notes).header("etag").to_owned();
        let path = format!("{}/submit", notes_of(&session));
        let stale = bo.send("POST", &path, &[("if-match", &read)], Some(&body));
        assert_eq!(stale.problem(412, "notes_changed")["current"]["summary"], "Nice work!");
        assert_eq!(stale.header("etag"), saved);
        assert_eq!(feedback_mails(&app), 0);
        bo.send("POST", &path, &[("if-match", &saved)], Some(&body)).expect(200);
    }

    /// What was accepted of one version says nothing about the next.
    fn each_version_has_its_own(app) {
        let (_, bo, session) = session(&app, "18:00");
        bo.submits(&session, &with_two_warnings());
        let mut notes = with_two_warnings();
        notes["strengths"][1]["text"] = full_notes()["strengths"][1]["text"].clone();
        let tag = bo.get(&notes_of(&session)).header("etag").to_owned();
        let amend = |mut body: Value| {
            body["notes"] = notes.clone();
            body["why"] = json!("I had mixed something up.");
            bo.send("POST", &format!("{}/amend", notes_of(&session)), &[("if-match", &tag)], Some(&body.to_string()))
        };
        let refused = amend(json!({}));
        assert_eq!(rules(&refused.problem(422, "notes_not_ready")["findings"]), [("no_instance", "/summary")]);
        let problem = amend(json!({"accept_warnings": true}));
        assert_eq!(problem.problem(422, "invalid_input")["errors"][0]["pointer"], "/accept_warnings");
        amend(accepting(&refused)).expect(200);
        let all = written(&bo);
        let kept: Vec<_> = all.as_array().unwrap().iter().map(|one| rules(&one["accepted_warnings"]).len()).collect();
        assert_eq!(kept, [2, 1]);
    }
}
