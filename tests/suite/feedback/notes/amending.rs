//! Amending delivered notes.

use super::{notes_of, puts, session};
use crate::support::{Person, Response, TestApp, TestDatabase, at_once, full_notes, one_wins};
use serde_json::{Value, json};

const WHY: &str = "You did name the queue of microtasks; I had missed it.";

fn amended(summary: &str) -> Value {
    let mut notes = full_notes();
    notes["summary"] = json!(summary);
    notes
}

fn amends(bo: &Person, session: &str, tag: &str, body: &Value) -> Response {
    bo.send("POST", &format!("{}/amend", notes_of(session)), &[("if-match", tag)], Some(&body.to_string()))
}

fn tag(bo: &Person, session: &str) -> String {
    bo.get(&notes_of(session)).header("etag").to_owned()
}

fn mails(app: &TestApp) -> Vec<String> {
    app.mails().into_iter().map(|mail| mail.subject).filter(|subject| subject.contains("feedback")).collect()
}

on_both_databases! {
    fn a_new_version_is_mailed_with_why_and_both_are_kept(app) {
        let (ann, bo, session) = session(&app, "18:00");
        let early = json!({"notes": amended("You drew the queue of microtasks."), "why": WHY});
        amends(&bo, &session, "\"r0\"", &early).problem(409, "session_state");
        bo.submits(&session, &full_notes());
        let first = ann.get(&format!("/v1/feedback/{session}")).expect(200);
        app.clock.advance_minutes(90);
        let bo = bo.again(&app);
        let done = amends(&bo, &session, &tag(&bo, &session), &early);
        assert_eq!(done.expect(200)["feedback"]["version"], 2);
        assert_eq!(done.header("etag"), tag(&bo, &session));

        let ann = ann.again(&app);
        let now = ann.get(&format!("/v1/feedback/{session}")).expect(200);
        assert_eq!((&now["version"], &now["why"], &now["notes"]["summary"]), (&json!(2), &json!(WHY), &early["notes"]["summary"]));
        let versions = ann.get(&format!("/v1/feedback/{session}/versions")).expect(200);
        assert_eq!(versions["items"], json!([now, first]));
        assert_eq!(ann.get("/v1/feedback").expect(200)["items"], json!([now]), "a list has each as it reads now");
        assert_eq!(bo.get(&notes_of(&session)).expect(200)["summary"], early["notes"]["summary"]);

        let mail = app.mails_to(&ann.email).pop().unwrap();
        assert!(mail.subject.starts_with("Updated feedback from Bo"), "{}", mail.subject);
        assert!(mail.flat().contains(WHY) && mail.flat().contains("This version (2) replaces"), "{}", mail.text);
        assert_eq!(mails(&app).len(), 2);
        let history = ann.get(&format!("/v1/sessions/{session}/history")).expect(200);
        let last = history["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["what"], &last["why"], &last["display_name"]), (&json!("notes_amended"), &json!(WHY), &json!("Bo")));
    }

    fn what_is_amended_is_read_by_the_linter_too_and_needs_a_reason(app) {
        let (ann, bo, session) = session(&app, "18:00");
        bo.submits(&session, &full_notes());
        let tag = tag(&bo, &session);
        let mut bare = full_notes();
        bare["action_steps"] = json!([]);
        amends(&bo, &session, &tag, &json!({"notes": bare, "why": WHY})).problem(422, "notes_not_ready");
        let pointer = |body: Value| amends(&bo, &session, &tag, &body).problem(422, "invalid_input")["errors"][0]["pointer"].clone();
        assert_eq!(pointer(json!({"notes": amended("New."), "why": " "})), "/why");
        assert_eq!(pointer(json!({"notes": full_notes(), "why": WHY})), "/notes");
        let body = json!({"notes": amended("New."), "why": WHY});
        bo.post(&format!("{}/amend", notes_of(&session)), body.clone()).problem(428, "precondition_required");
        amends(&ann, &session, &tag, &body).problem(403, "forbidden");
        // Delivered notes are amended, and not saved over.
        puts(&bo, &session, &tag, &amended("New.")).problem(409, "notes_locked");
        assert_eq!(mails(&app).len(), 1);
    }

    fn five_times_and_for_thirty_days(app) {
        let (_, bo, session) = session(&app, "18:00");
        bo.submits(&session, &full_notes());
        for version in 2..=6 {
            let body = json!({"notes": amended(&format!("Version {version}.")), "why": WHY});
            assert_eq!(amends(&bo, &session, &tag(&bo, &session), &body).expect(200)["feedback"]["version"], version);
        }
        let body = json!({"notes": amended("Once more."), "why": WHY});
        amends(&bo, &session, &tag(&bo, &session), &body).problem(409, "notes_locked");
        app.clock.advance_minutes(30 * 24 * 60 + 1);
        let bo = bo.again(&app);
        amends(&bo, &session, &tag(&bo, &session), &body).problem(409, "too_late");
    }
}

on_both_databases_racing! {
    fn two_tabs_amend(app) {
        let (ann, bo, session) = session(&app, "18:00");
        bo.submits(&session, &full_notes());
        for version in 2..=4 {
            let tag = tag(&bo, &session);
            let body = |number| json!({"notes": amended(&format!("Version {version}, tab {number}.")), "why": WHY});
            let answers = at_once(2, |number| amends(&bo, &session, &tag, &body(number)));
            let winner = one_wins(&answers, 200, 412, "notes_changed");
            assert_eq!(answers[1 - winner].json()["current"]["summary"], body(winner)["notes"]["summary"]);
            assert_eq!(ann.get(&format!("/v1/feedback/{session}")).expect(200)["version"], version);
        }
        assert_eq!(mails(&app).len(), 4);
    }
}
