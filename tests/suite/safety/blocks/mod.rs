//! Blocking somebody: on every path, both ways, and silently.

mod mails;
mod races;
mod silence;
mod stand_ins;

use crate::support::{Person, Response, TestApp, TestDatabase, booking, every_row};
use serde_json::{Value, json};

const START: &str = "2027-01-14T17:00:00Z";

#[track_caller]
fn keeps_away(person: &Person, other: &Person) -> Value {
    person.send("PUT", &format!("/v1/me/blocks/{}", other.id), &[], None).expect(200)
}

fn lets_back(person: &Person, other: &Person) {
    person.delete(&format!("/v1/me/blocks/{}", other.id)).expect(204);
}

fn books(person: &Person, other: &Person, start: &str) -> Response {
    person.post("/v1/sessions", booking(&other.id, start))
}

/// Whom a search lists or counts, over all of its starts.
fn seen(person: &Person) -> Vec<(u64, Vec<String>)> {
    let page = person.get("/v1/openings?limit=100").expect(200);
    let names = |one: &Value| one["display_name"].as_str().unwrap().to_owned();
    let opening = |one: &Value| {
        (
            one["interviewer_count"].as_u64().unwrap(),
            one["interviewers"].as_array().unwrap().iter().map(names).collect(),
        )
    };
    let mut all: Vec<_> = page["items"].as_array().unwrap().iter().map(opening).collect();
    all.dedup();
    all
}

fn count(number: u64, names: &[&str]) -> Vec<(u64, Vec<String>)> {
    vec![(number, names.iter().map(ToString::to_string).collect())]
}

on_both_databases! {
    fn search_and_booking_keep_the_two_apart_in_both_seats(app) {
        let (ann, bo, cy) = (app.interviewer("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        keeps_away(&ann, &bo);
        assert_eq!((seen(&ann), seen(&bo)), (vec![], vec![]));
        assert_eq!(seen(&cy), count(2, &["Ann", "Bo"]), "nobody else notices");
        books(&ann, &bo, START).problem(404, "not_found");
        books(&bo, &ann, START).problem(404, "not_found");
        cy.books(&bo, START);
        // Both ways until both have let go.
        keeps_away(&bo, &ann);
        lets_back(&ann, &bo);
        books(&ann, &bo, "2027-01-15T17:00:00Z").problem(404, "not_found");
        lets_back(&bo, &ann);
        assert_eq!((seen(&ann), seen(&bo)), (count(1, &["Bo"]), count(1, &["Ann"])));
        ann.books(&bo, "2027-01-15T17:00:00Z");
        bo.books(&ann, "2027-01-15T19:00:00Z");
    }

    /// The starts named in place of one that is taken are not theirs either.
    fn alternatives_are_without_them(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        keeps_away(&bo, &ann);
        app.candidate("Dan").books(&cy, START);
        let refused = books(&ann, &cy, START).problem(409, "opening_unavailable");
        let named = refused["alternatives"].as_array().unwrap();
        assert_eq!(named.len(), 5);
        assert!(!refused.to_string().contains("\"Bo\"") && refused.to_string().contains("\"Cy\""), "{refused}");
        assert!(named.iter().all(|one| one["interviewer_count"] == 1), "{refused}");
    }

    fn what_is_booked_stays_and_is_named(app) {
        let (ann, bo, cy) = (app.interviewer("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let (asked, asks) = (ann.books(&bo, START), bo.books(&ann, "2027-01-15T09:00:00Z"));
        ann.books(&cy, "2027-01-15T11:00:00Z");
        let mails = app.mails().len();
        let kept = keeps_away(&ann, &bo);
        assert_eq!((&kept["person_id"], &kept["display_name"], &kept["blocked_at"]), (&json!(bo.id), &json!("Bo"), &json!(app.clock.now().to_string())));
        let named: Vec<_> = kept["coming_sessions"].as_array().unwrap().iter().map(|one| (one["id"].as_str().unwrap(), one["my_role"].as_str().unwrap())).collect();
        assert_eq!(named, [(asks.as_str(), "interviewer"), (asked.as_str(), "candidate")]);
        assert_eq!(keeps_away(&ann, &bo), kept, "again, nothing is different");
        for id in [&asked, &asks] {
            assert_eq!(bo.get(&format!("/v1/sessions/{id}")).expect(200)["state"], "booked");
        }
        assert_eq!(app.mails().len(), mails, "nobody is written to");
        ann.post(&format!("/v1/sessions/{asked}/cancel"), json!({"reason": "I can't make it."})).expect(200);
        assert_eq!(keeps_away(&ann, &bo)["coming_sessions"].as_array().unwrap().len(), 1);
        app.clock.set("2027-01-15T10:01:00Z".parse().unwrap());
        assert_eq!(keeps_away(&ann.again(&app), &bo)["coming_sessions"], json!([]), "it is over");
    }

    fn a_list_that_has_an_end_and_names_whom_one_knew(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        assert_eq!(ann.get("/v1/me/blocks").expect(200), json!({"items": []}));
        ann.send("PUT", &format!("/v1/me/blocks/{}", ann.id), &[], None).problem(422, "invalid_input");
        keeps_away(&ann, &cy);
        app.clock.advance_minutes(1);
        keeps_away(&ann, &bo);
        let names = || -> Vec<Value> { ann.get("/v1/me/blocks").expect(200)["items"].as_array().unwrap().iter().map(|one| one["display_name"].clone()).collect() };
        assert_eq!(names(), [json!("Bo"), Value::Null], "Cy, who doesn't volunteer, is nobody she could have met");
        for number in 0..198 {
            ann.send("PUT", &format!("/v1/me/blocks/0192f3a0-0000-7000-8000-{number:012}"), &[], None).expect(200);
        }
        assert_eq!(names().len(), 200);
        let more = "/v1/me/blocks/0192f3a0-0000-7000-8000-ffffffffffff";
        ann.send("PUT", more, &[], None).problem(409, "list_full");
        keeps_away(&ann, &bo);
        lets_back(&ann, &bo);
        ann.send("PUT", more, &[], None).expect(200);
        assert_eq!(cy.get("/v1/me/blocks").expect(200), json!({"items": []}), "hers alone");
    }

    fn it_goes_with_either_account(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        keeps_away(&ann, &bo);
        keeps_away(&bo, &cy);
        bo.delete("/v1/me").expect(204);
        assert_eq!(ann.get("/v1/me/blocks").expect(200), json!({"items": []}));
        assert!(every_row(&app.services.store).iter().all(|row| !row.starts_with("blocks")));
    }
}
