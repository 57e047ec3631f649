//! What happened to a session, as each of its two people reads it.

use crate::support::{Person, TestApp, TestDatabase, every_row, full_notes};
use candor::service::matching::matcher;
use serde_json::{Value, json};

const START: &str = "2027-01-14T17:00:00Z";

/// Who did what, and why.
fn told(person: &Person, session: &str) -> Vec<(String, String, String, String)> {
    let text = |one: &Value| one.as_str().unwrap_or("").to_owned();
    let items = person.get(&format!("/v1/sessions/{session}/history")).expect(200)["items"].take();
    let row = |one: &Value| (text(&one["seat"]), text(&one["display_name"]), text(&one["what"]), text(&one["why"]));
    items.as_array().unwrap().iter().map(row).collect()
}

fn line(seat: &str, name: &str, what: &str, why: &str) -> (String, String, String, String) {
    (seat.to_owned(), name.to_owned(), what.to_owned(), why.to_owned())
}

fn act(person: &Person, path: &str, body: Value) {
    let body = (!body.is_null()).then(|| body.to_string());
    person.send("POST", path, &[], body.as_deref()).expect(200);
}

/// Ann asks for this time and answers what is offered.
fn asks(ann: &Person) -> String {
    let wanted = json!({
        "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60,
        "windows": [{"from": START, "to": "2027-01-14T18:00:00Z"}]
    });
    ann.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned()
}

fn offered(app: &TestApp, ann: &Person, request: &str) -> String {
    matcher::run(&app.services, "one").unwrap();
    ann.get(&format!("/v1/requests/{request}")).expect(200)["session"]["id"].as_str().unwrap().to_owned()
}

on_both_databases! {
    fn what_the_two_do_is_told_to_both(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        app.clock.advance_minutes(5);
        for _ in 0..2 {
            act(&bo, &format!("/v1/sessions/{session}/confirm"), Value::Null);
        }
        let seen = ann.get(&format!("/v1/sessions/{session}")).expect(200);
        assert_eq!((&seen["interviewer_confirmed_at"], &seen["candidate_confirmed_at"]), (&json!("2027-01-11T08:05:00Z"), &Value::Null));
        act(&ann, &format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."}));
        let all = [
            line("candidate", "Ann", "booked", ""), line("interviewer", "Bo", "confirmed", ""),
            line("candidate", "Ann", "cancelled", "I am ill."),
        ];
        assert_eq!((told(&ann, &session), told(&bo, &session)), (all.to_vec(), all.to_vec()));
        let at = ann.get(&format!("/v1/sessions/{session}/history")).expect(200)["items"][1]["at"].clone();
        assert_eq!(at, "2027-01-11T08:05:00Z");
        app.person("Eve").get(&format!("/v1/sessions/{session}/history")).problem(404, "not_found");
    }

    fn an_hour_that_was_missed_and_written_up_after_all(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        act(&ann, &format!("/v1/sessions/{session}/no-show"), json!({"absent": "interviewer"}));
        act(&bo, &format!("/v1/sessions/{session}/dispute"), json!({"reason": "I was there."}));
        bo.submits(&session, &full_notes());
        let all = [
            line("candidate", "Ann", "booked", ""), line("candidate", "Ann", "marked_absent", ""),
            line("interviewer", "Bo", "disputed", "I was there."), line("interviewer", "Bo", "notes_submitted", ""),
        ];
        assert_eq!(told(&ann, &session), all);
        // Somebody who leaves is called as everywhere else.
        bo.delete("/v1/me").expect(204);
        assert_eq!(told(&ann, &session)[2], line("interviewer", "a former member", "disputed", "I was there."));
    }

    /// The interviewer can't see an offer until it's accepted, nor how long that took.
    fn an_offer_is_the_candidates_alone(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let request = asks(&ann);
        let first = offered(&app, &ann, &request);
        bo.get(&format!("/v1/sessions/{first}/history")).problem(404, "not_found");
        act(&ann, &format!("/v1/requests/{request}/decline"), json!({"reason": "time_no_longer_fits", "note": "Exam."}));
        let all = [line("system", "", "offered", "Matched to a request."), line("candidate", "", "declined", "time no longer fits: Exam.")];
        assert_eq!(told(&ann, &first), all);
        bo.get(&format!("/v1/sessions/{first}/history")).problem(404, "not_found");
        assert_eq!(bo.get("/v1/me/export").expect(200)["session_events"], json!([]));

        act(&ann, &format!("/v1/requests/{request}/withdraw"), Value::Null);
        let request = asks(&ann);
        let second = offered(&app, &ann, &request);
        act(&ann, &format!("/v1/requests/{request}/withdraw"), Value::Null);
        assert_eq!(told(&ann, &second)[1], line("candidate", "", "withdrawn", ""));

        let request = asks(&ann);
        let third = offered(&app, &ann, &request);
        act(&ann, &format!("/v1/requests/{request}/accept"), Value::Null);
        assert_eq!(told(&bo, &third), [line("candidate", "Ann", "accepted", "")]);
        assert_eq!(told(&ann, &third).len(), 2);
        assert_eq!(bo.get("/v1/me/export").expect(200)["session_events"].as_array().unwrap().len(), 1);

        app.clock.advance_minutes(10);
        let request = {
            let wanted = json!({
                "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60,
                "windows": [{"from": "2027-01-15T09:00:00Z", "to": "2027-01-15T10:00:00Z"}]
            });
            ann.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned()
        };
        let fourth = offered(&app, &ann, &request);
        app.clock.advance_minutes(24 * 60);
        matcher::run(&app.services, "one").unwrap();
        let ann = ann.again(&app);
        assert_eq!(told(&ann, &fourth)[1], line("system", "", "lapsed", ""));
        // What she said goes with her; what both had stays.
        ann.delete("/v1/me").expect(204);
        assert!(every_row(&app.services.store).iter().all(|row| !row.contains("Exam.")));
        let kept = told(&bo.again(&app), &third);
        assert_eq!(kept[0], line("candidate", "a former member", "accepted", ""));
        assert_eq!(kept[1], line("candidate", "a former member", "cancelled", "They closed their account."));
    }

    fn a_match_that_is_taken_at_once_was_nobodys_doing(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let mut wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60,
            "windows": [{"from": START, "to": "2027-01-14T18:00:00Z"}]
        });
        wanted["auto_accept"] = json!(true);
        ann.post("/v1/requests", wanted).expect(201);
        matcher::run(&app.services, "one").unwrap();
        let session = bo.get("/v1/sessions").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(told(&bo, &session), [line("system", "", "booked", "Matched to a request.")]);
    }
}
