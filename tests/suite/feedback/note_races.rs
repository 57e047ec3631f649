//! Two tabs, one draft; and what happens to notes, and questions about them, at once.

use super::feedback_files::delivered;
use crate::support::{Person, Response, TestApp, TestDatabase, accepting, at_once, every_row, one_wins};
use serde_json::{Value, json};

fn notes() -> Value {
    serde_json::from_str(include_str!("../../../catalogue/demo/notes/due_example.json")).unwrap()
}

/// A session that has begun: its candidate, its interviewer and the path of its notes.
fn begun(app: &TestApp) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.mails();
    app.clock.set("2027-01-14T17:15:00Z".parse().unwrap());
    (ann.again(app), bo.again(app), format!("/v1/sessions/{session}/notes"))
}

fn save(bo: &Person, path: &str, tag: &str, summary: &str) -> Response {
    let mut notes = notes();
    notes["summary"] = json!(summary);
    bo.send("PUT", path, &[("if-match", tag)], Some(&notes.to_string()))
}

on_both_databases_racing! {
    fn two_tabs_save_over_the_same_draft(app) {
        let (_, bo, path) = begun(&app);
        // The first round meets no row yet, the others do.
        for round in 0..4 {
            let tag = bo.get(&path).header("etag").to_owned();
            let summary = |number| format!("Round {round}, tab {number}.");
            let answers = at_once(2, |number| save(&bo, &path, &tag, &summary(number)));
            let winner = one_wins(&answers, 200, 412, "notes_changed");
            let lost = &answers[1 - winner];
            assert_eq!(lost.json()["current"]["summary"], summary(winner));
            assert_eq!(lost.header("etag"), answers[winner].header("etag"));
            // Merged, the loser's words go in over what is there now.
            let merged = save(&bo, &path, lost.header("etag"), "Both tabs' words.");
            assert_eq!(merged.expect(200)["summary"], "Both tabs' words.");
        }
    }

    fn two_tabs_submit(app) {
        let (ann, bo, path) = begun(&app);
        save(&bo, &path, bo.get(&path).header("etag"), "You said aloud what you were about to try.").expect(200);
        let before = app.mails().len();
        let answers = at_once(2, |_| bo.post(&format!("{path}/submit"), json!({})));
        one_wins(&answers, 200, 409, "notes_locked");
        let mails: Vec<_> = app.mails().split_off(before).into_iter().map(|mail| mail.to).collect();
        assert_eq!(mails, [ann.email.as_str()]);
        assert_eq!(ann.get("/v1/feedback").expect(200)["items"].as_array().unwrap().len(), 1);
    }

    /// Both accept the same warning; it's kept once.
    fn two_tabs_accept_the_same_warning(app) {
        let (ann, bo, path) = begun(&app);
        save(&bo, &path, bo.get(&path).header("etag"), "Good job!").expect(200);
        let submit = format!("{path}/submit");
        let body = accepting(&bo.post(&submit, json!({})));
        let answers = at_once(2, |_| bo.post(&submit, body.clone()));
        one_wins(&answers, 200, 409, "notes_locked");
        assert_eq!(ann.get("/v1/feedback").expect(200)["items"].as_array().unwrap().len(), 1);
        let kept = bo.get("/v1/me/export").expect(200)["notes_written"][0]["accepted_warnings"].clone();
        assert_eq!(kept, body["accept_warnings"]);
    }

    /// One tab accepts what it has read while the other changes it: what is delivered is what was read, or nothing is.
    fn a_warning_is_accepted_while_its_text_changes(app) {
        let (ann, bo, path) = begun(&app);
        let saved = save(&bo, &path, bo.get(&path).header("etag"), "Good job!");
        let tag = saved.header("etag").to_owned();
        let submit = format!("{path}/submit");
        let body = accepting(&bo.post(&submit, json!({}))).to_string();
        let answers = at_once(2, |number| match number {
            0 => bo.send("POST", &submit, &[("if-match", &tag)], Some(&body)),
            _ => save(&bo, &path, &tag, "Nice work!"),
        });
        let feedback = ann.get("/v1/feedback").expect(200)["items"].clone();
        if answers[0].status == 200 {
            answers[1].problem(409, "notes_locked");
            assert_eq!(feedback[0]["notes"]["summary"], "Good job!");
        } else {
            assert_eq!(answers[0].problem(412, "notes_changed")["current"]["summary"], "Nice work!");
            answers[1].expect(200);
            assert_eq!(feedback, json!([]));
        }
    }

    /// Either the notes were first and there is feedback, or the mark was and there is none.
    fn written_up_and_marked_absent_at_once(app) {
        let (ann, bo, path) = begun(&app);
        save(&bo, &path, bo.get(&path).header("etag"), "You said aloud what you were about to try.").expect(200);
        let before = app.mails().len();
        let answers = at_once(2, |number| match number {
            0 => bo.post(&format!("{path}/submit"), json!({})),
            _ => ann.post(&path.replace("notes", "no-show"), json!({"absent": "interviewer"})),
        });
        let written = answers[0].status == 200;
        answers[usize::from(!written)].expect(200);
        answers[usize::from(written)].problem(409, "session_state");
        let state = ann.get(&path.replace("/notes", "")).expect(200)["state"].clone();
        assert_eq!(state, if written { "completed" } else { "no_show" });
        let mails: Vec<_> = app.mails().split_off(before).into_iter().map(|mail| mail.to).collect();
        assert_eq!(mails, [if written { ann.email.as_str() } else { &bo.email }]);
        let feedback = ann.get("/v1/feedback").expect(200)["items"].as_array().unwrap().len();
        assert_eq!(feedback, usize::from(written));
    }
    /// Whichever comes first, nothing that the candidate asked about the notes is left.
    fn an_answer_while_the_candidate_leaves_keeps_no_question(app) {
        let (ann, bo, session) = delivered(&app);
        let path = format!("/v1/feedback/{session}/follow-ups");
        ann.post(&path, json!({"question": "Quillwort?"})).expect(201);
        let done = at_once(2, |number| match number {
            0 => bo.post(&format!("{path}/1/answer"), json!({"answer": "Which inputs you were going to try."})),
            _ => ann.delete("/v1/me"),
        });
        assert!(matches!(done[0].status, 200 | 404 | 409) && done[1].status == 204, "{done:#?}");
        assert!(!every_row(&app.services.store).iter().any(|row| row.contains("Quillwort")));
        let kept = bo.get(&path).expect(200)["items"].as_array().unwrap().len();
        assert_eq!(kept, usize::from(done[0].status == 200));
    }
}
