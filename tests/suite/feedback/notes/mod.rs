//! Writing notes: the draft and its versions, the linter, the delivery, and what both read afterwards.

mod accepting;
mod amending;
mod as_it_runs;

use crate::support::{Person, Response, TestApp, TestDatabase, accepting, execute, full_notes};
use serde_json::{Value, json};
use std::collections::HashSet;

/// A session on Thursday from 17:00 to 18:00 UTC; it is this moment of that day.
fn session(app: &TestApp, time: &str) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.clock.set(format!("2027-01-14T{time}:00Z").parse().unwrap());
    (ann.again(app), bo.again(app), session)
}

fn notes_of(session: &str) -> String {
    format!("/v1/sessions/{session}/notes")
}

fn puts(bo: &Person, session: &str, tag: &str, notes: &Value) -> Response {
    bo.send("PUT", &notes_of(session), &[("if-match", tag)], Some(&notes.to_string()))
}

fn submits(bo: &Person, session: &str, body: Value) -> Response {
    bo.post(&format!("{}/submit", notes_of(session)), body)
}

fn feedback_mails(app: &TestApp) -> usize {
    app.mails().iter().filter(|mail| mail.subject.contains("feedback on your")).count()
}

/// The rules that found something, and where.
fn rules(findings: &Value) -> Vec<(&str, &str)> {
    let findings = findings.as_array().unwrap().iter();
    findings.map(|one| (one["rule"].as_str().unwrap(), one["pointer"].as_str().unwrap())).collect()
}

on_both_databases! {
    fn a_draft_is_written_from_the_start_on(app) {
        let (ann, bo, session) = session(&app, "16:59");
        let empty = bo.get(&notes_of(&session));
        assert_eq!(empty.expect(200)["summary"], "");
        let tag = empty.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
        puts(&bo, &session, &tag, &full_notes()).problem(409, "too_early");
        submits(&bo, &session, json!({})).problem(409, "too_early");
        assert_eq!(bo.get(&notes_of(&session)).header("etag"), tag);

        app.clock.set("2027-01-14T17:00:00Z".parse().unwrap());
        puts(&bo, &session, &tag, &full_notes()).expect(200);
        assert_eq!(ann.get(&format!("/v1/sessions/{session}")).expect(200)["state"], "booked");
    }

    fn a_save_names_the_version_it_was_written_on(app) {
        let (_, bo, session) = session(&app, "17:05");
        let first = bo.get(&notes_of(&session)).header("etag").to_owned();
        bo.put(&notes_of(&session), full_notes()).problem(428, "precondition_required");

        let saved = puts(&bo, &session, &first, &json!({"summary": "From this tab"}));
        assert_eq!(saved.expect(200)["summary"], "From this tab");
        let second = saved.header("etag").to_owned();
        assert_ne!(first, second);

        // Another tab still has the empty page open. Nothing of what is there is lost.
        for stale in [first.as_str(), "\"r7\"", "\"x\""] {
            let answer = puts(&bo, &session, stale, &json!({"summary": "From the other tab"}));
            let problem = answer.problem(412, "notes_changed");
            assert_eq!(problem["current"]["summary"], "From this tab");
            assert_eq!(answer.header("etag"), second);
        }
        assert_eq!(bo.get(&notes_of(&session)).expect(200)["summary"], "From this tab");
        let merged = puts(&bo, &session, &second, &json!({"summary": "From both"}));
        assert_eq!(merged.expect(200)["summary"], "From both");
    }

    fn a_draft_saved_again_and_again_is_what_was_saved_last(app) {
        let (_, bo, session) = session(&app, "17:05");
        let mut tag = bo.get(&notes_of(&session)).header("etag").to_owned();
        for words in 1..=5 {
            let draft = json!({"summary": "word ".repeat(words).trim(), "timeline": [{"minute": words, "text": "says so"}]});
            let saved = puts(&bo, &session, &tag, &draft);
            saved.expect(200);
            saved.header("etag").clone_into(&mut tag);
        }
        app.clock.advance_minutes(3 * 24 * 60);
        let later = bo.again(&app).get(&notes_of(&session));
        assert_eq!((later.header("etag"), &later.expect(200)["timeline"][0]["minute"]), (&*tag, &json!(5)));
        assert_eq!(later.json()["summary"], "word word word word word");
    }

    fn notes_are_the_interviewers_alone_until_they_are_delivered(app) {
        let (ann, bo, session) = session(&app, "17:05");
        bo.saves(&session, &full_notes()).expect(200);
        let cy = app.interviewer("Cy");
        for (person, status, code) in [(&ann, 403, "forbidden"), (&cy, 404, "not_found")] {
            person.get(&notes_of(&session)).problem(status, code);
            puts(person, &session, "\"r1\"", &full_notes()).problem(status, code);
            submits(person, &session, json!({})).problem(status, code);
            person.get(&format!("/v1/feedback/{session}")).problem(404, "not_found");
        }
        app.guest().get(&notes_of(&session)).problem(401, "unauthenticated");
    }

    fn notes_that_miss_something_are_not_delivered(app) {
        let (ann, bo, session) = session(&app, "18:00");
        submits(&bo, &session, json!({})).problem(422, "notes_not_ready");
        let mut notes = full_notes();
        notes["ratings"][1]["evidence"] = json!("");
        notes["action_steps"] = json!([]);
        bo.saves(&session, &notes).expect(200);
        // Errors stop, whatever is accepted.
        for body in [json!({}), json!({"accept_warnings": [{"rule": "no_instance", "pointer": "/summary"}]})] {
            let problem = submits(&bo, &session, body).problem(422, "notes_not_ready");
            let errors: Vec<_> =
                problem["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error").collect();
            let pointers: Vec<_> = errors.iter().map(|finding| finding["pointer"].as_str().unwrap()).collect();
            assert!(pointers.contains(&"/ratings/1/evidence") && pointers.contains(&"/action_steps"), "{pointers:?}");
            for finding in errors {
                for part in ["rule", "message", "example", "help"] {
                    assert!(!finding[part].as_str().unwrap().is_empty(), "{finding}");
                }
            }
        }
        assert_eq!(ann.get(&format!("/v1/sessions/{session}")).expect(200)["state"], "booked");
        assert_eq!(feedback_mails(&app), 0);
        bo.saves(&session, &full_notes()).expect(200);
    }

    /// As it was stored before recommendations said what tipped them, and strengths could name their skill.
    fn a_draft_from_before_is_told_what_is_missing(app) {
        let (ann, bo, session) = session(&app, "18:00");
        let mut old = full_notes();
        let change = "Starting the three saves together.";
        old["recommendation"] = json!({"verdict": "hire", "confidence": "medium", "would_change_my_mind": change});
        for strength in old["strengths"].as_array_mut().unwrap() {
            *strength = strength["text"].clone();
        }
        for gap in old["gaps"].as_array_mut().unwrap() {
            gap.as_object_mut().unwrap().remove("competency");
        }
        bo.saves(&session, &json!({})).expect(200);
        let stored = old.to_string().replace('\'', "''");
        assert_eq!(execute(&app.services.store, &format!("UPDATE notes SET document = '{stored}'")), 1);

        let draft = bo.get(&notes_of(&session)).expect(200);
        assert_eq!(draft["strengths"][0], json!({"text": old["strengths"][0]}));
        assert_eq!(draft["recommendation"]["would_have_changed_it"], json!([{"towards": null, "text": change}]));
        let problem = submits(&bo, &session, json!({})).problem(422, "notes_not_ready");
        let missing = ("because_missing", "/recommendation/because");
        let open = ("change_of_mind_missing", "/recommendation/would_have_changed_it/0/towards");
        let errors: Vec<_> = problem["findings"].as_array().unwrap().iter().filter(|one| one["severity"] == "error").cloned().collect();
        assert_eq!(rules(&json!(errors)), [missing, open]);
        // A client of before can still save in the old form, and is told the same.
        bo.saves(&session, &old).expect(200);
        assert_eq!(submits(&bo, &session, json!({})).problem(422, "notes_not_ready")["findings"], problem["findings"]);

        old["recommendation"] = full_notes()["recommendation"].clone();
        bo.submits(&session, &old);
        let feedback = ann.get(&format!("/v1/feedback/{session}")).expect(200);
        assert_eq!(feedback["notes"]["strengths"][0], json!({"text": old["strengths"][0]}));
    }

    fn what_was_written_for_somebody_else_is_noticed(app) {
        let (_, bo, first) = session(&app, "18:00");
        bo.submits(&first, &full_notes());
        let held = |candidate: &str, interviewer: &Person, starts_at: &str| {
            let candidate = Person::sign_in(&app, &format!("{candidate}@example.org"));
            let session = candidate.books(interviewer, starts_at);
            app.clock.set(starts_at.parse().unwrap());
            app.clock.advance_minutes(60);
            let interviewer = interviewer.again(&app);
            interviewer.saves(&session, &full_notes()).expect(200);
            (interviewer, session)
        };
        app.candidate("Cy");
        let (bo, second) = held("cy", &bo, "2027-01-15T17:00:00Z");
        let answer = submits(&bo, &second, json!({}));
        let problem = answer.problem(422, "notes_not_ready");
        let findings = problem["findings"].as_array().unwrap();
        assert!(findings.iter().all(|finding| finding["rule"] == "pasted_text"), "{findings:#?}");
        let pointers: Vec<_> = findings.iter().map(|finding| finding["pointer"].as_str().unwrap()).collect();
        assert!(pointers.contains(&"/summary") && pointers.contains(&"/ratings/0/evidence"), "{pointers:?}");
        assert!(pointers.iter().all(|it| !it.starts_with("/action_steps") && !it.starts_with("/hints")), "{pointers:?}");
        // Neither what the earlier notes say nor whose they are.
        let said: HashSet<_> = findings.iter().map(|finding| (&finding["message"], &finding["example"])).collect();
        assert_eq!(said.len(), 1, "the same words wherever it is: {said:?}");
        assert!(!findings[0].to_string().contains("Ann"));
        assert_eq!(findings[0]["help"], "/note-rules#pasted_text");
        submits(&bo, &second, accepting(&answer)).expect(200);

        // Somebody else's notes are not theirs, and the same candidate's may go on where the last ones ended.
        let (di, third) = held("cy", &app.interviewer("Di"), "2027-01-19T17:00:00Z");
        submits(&di, &third, json!({})).expect(200);
        let (di, fourth) = held("cy", &di, "2027-01-21T17:00:00Z");
        submits(&di, &fourth, json!({})).expect(200);
    }

    fn delivered_notes_are_locked(app) {
        let (ann, bo, session) = session(&app, "18:00");
        bo.submits(&session, &full_notes());
        let draft = bo.get(&notes_of(&session));
        assert_eq!(draft.expect(200)["summary"], full_notes()["summary"]);
        let tag = draft.header("etag").to_owned();
        puts(&bo, &session, &tag, &json!({"summary": "Something else"})).problem(409, "notes_locked");
        submits(&bo, &session, json!({})).problem(409, "notes_locked");
        assert_eq!(bo.get(&notes_of(&session)).expect(200), draft.json());
        assert_eq!(feedback_mails(&app), 1);

        let seen = ann.get(&format!("/v1/sessions/{session}")).expect(200);
        assert_eq!(seen["state"], "completed");
        ann.post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": "interviewer"})).problem(409, "session_state");
    }

    fn both_read_the_same_feedback_without_what_is_for_the_coordinator(app) {
        let (ann, bo, session) = session(&app, "18:00");
        let mut notes = full_notes();
        notes["private_to_coordinator"] = json!("For the coordinator.");
        bo.saves(&session, &notes).expect(200);
        let path = format!("/v1/feedback/{session}");
        ann.get(&path).problem(404, "not_found");
        let answered = submits(&bo, &session, json!({})).expect(200)["feedback"].clone();

        let (hers, his) = (ann.get(&path).expect(200), bo.get(&path).expect(200));
        assert_eq!(his, answered);
        let expected = full_notes();
        for feedback in [&hers, &his] {
            assert_eq!(feedback["version"], 1);
            assert_eq!(feedback["submitted_at"], "2027-01-14T18:00:00Z");
            assert_eq!(feedback["recommendation"], "for a junior role, based on this hour: hire (fairly sure)");
            assert_eq!(feedback["notes"], expected);
        }
        assert_eq!((&hers["session"]["my_role"], &his["session"]["my_role"]), (&json!("candidate"), &json!("interviewer")));
        assert_eq!(bo.get(&notes_of(&session)).expect(200), notes, "his own draft has it still");
    }

    fn a_candidate_finds_all_feedback_newest_first_page_by_page(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let sessions: Vec<_> = (9..13).map(|hour| ann.books(&bo, &format!("2027-01-14T{hour:02}:00:00Z"))).collect();
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        // The second and the third at one moment.
        for (session, minutes) in sessions.iter().zip([0, 1, 0, 1]) {
            app.clock.advance_minutes(minutes);
            bo.submits(session, &full_notes());
        }
        let all = ann.get("/v1/feedback").expect(200)["items"].as_array().unwrap().clone();
        assert_eq!(all.len(), 4);
        assert_eq!(all[0]["session"]["id"], sessions[3].as_str());
        assert_eq!(all[3]["session"]["id"], sessions[0].as_str());
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = ann.get(&format!("/v1/feedback?limit=1&cursor={cursor}")).expect(200);
            paged.extend(page["items"].as_array().unwrap().clone());
            match page["next_cursor"].as_str() {
                Some(next) if paged.len() < 5 => next.clone_into(&mut cursor),
                _ => break,
            }
        }
        assert_eq!(paged, all);
        assert_eq!(bo.get("/v1/feedback").expect(200)["items"], json!([]), "what one received, not what one wrote");
    }
}
