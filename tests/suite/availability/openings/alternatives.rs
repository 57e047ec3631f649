//! An opening that's gone when it's booked: the refusal lists alternatives.

use crate::support::{TestApp, TestDatabase, booking, every_day, offer};
use candor::domain::Timestamp;
use serde_json::{Value, json};

const START: &str = "2027-01-13T12:00:00Z";

/// The starts of a refusal's alternatives, in their order.
fn starts(problem: &Value) -> Vec<&str> {
    problem["alternatives"].as_array().unwrap().iter().map(|one| one["starts_at"].as_str().unwrap()).collect()
}

on_both_databases! {
    fn a_stale_opening_is_refused_with_the_nearest_that_are_left(app) {
        let (ann, cy, bo) = (app.candidate("Ann"), app.candidate("Cy"), app.interviewer("Bo"));
        let listed = ann.get("/v1/openings?from=2027-01-13T00:00:00Z&limit=100").expect(200);
        assert!(listed["items"].as_array().unwrap().iter().any(|one| one["starts_at"] == START));
        cy.books(&bo, START);
        let refused = ann.post("/v1/sessions", booking(&bo.id, START)).problem(409, "opening_unavailable");
        let nearest = ["11:00", "13:00", "10:45", "13:15", "10:30"].map(|time| format!("2027-01-13T{time}:00Z"));
        assert_eq!(starts(&refused), nearest);
        for one in refused["alternatives"].as_array().unwrap() {
            // As the list of openings has it.
            let from = one["starts_at"].as_str().unwrap();
            let path = format!("/v1/openings?kind=concepts&level=junior&topics=promises&from={from}&limit=1");
            assert_eq!(ann.get(&path).expect(200)["items"][0], *one);
        }
        ann.books(&bo, &nearest[0]);
        assert!(!starts(&ann.post("/v1/sessions", booking(&bo.id, START)).problem(409, "opening_unavailable"))
            .contains(&nearest[0].as_str()));
    }

    fn somebody_else_at_the_same_time_comes_first(app) {
        let (ann, cy, bo, eve) =
            (app.candidate("Ann"), app.candidate("Cy"), app.interviewer("Bo"), app.interviewer("Eve"));
        cy.books(&bo, START);
        let refused = ann.post("/v1/sessions", booking(&bo.id, START)).problem(409, "opening_unavailable");
        assert_eq!(refused["alternatives"][0]["starts_at"], START);
        assert_eq!(refused["alternatives"][0]["interviewers"][0]["interviewer_id"], eve.id);
    }

    fn only_what_is_wished_for_is_an_alternative(app) {
        let (ann, cy, bo, eve) =
            (app.candidate("Ann"), app.candidate("Cy"), app.interviewer("Bo"), app.interviewer("Eve"));
        let mut other = offer();
        other["kinds"] = json!(["coding"]);
        eve.put("/v1/me/interviewer", other).expect(200);
        // An hour in the week after next, and this one today, which Cy takes.
        let mut hours = every_day("UTC", "12:00", "13:00");
        hours["time_off"] = json!([{"from": "2027-01-14", "to": "2027-01-17"}]);
        bo.put("/v1/me/interviewer/availability", hours.clone()).expect(200);
        cy.books(&bo, START);
        let refused = ann.post("/v1/sessions", booking(&bo.id, START)).problem(409, "opening_unavailable");
        let days = ["12", "11", "18", "19"].map(|day| format!("2027-01-{day}T12:00:00Z"));
        assert_eq!(starts(&refused), days);

        hours["time_off"] = json!([{"from": "2027-01-01", "to": "2027-02-01"}]);
        bo.put("/v1/me/interviewer/availability", hours).expect(200);
        let refused = ann.post("/v1/sessions", booking(&bo.id, START)).problem(409, "opening_unavailable");
        assert_eq!(refused["alternatives"], json!([]));
    }

    fn other_refusals_have_none(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let keyed = |form: &Value| ann.send("POST", "/v1/sessions", &[("idempotency-key", "k")], Some(&form.to_string()));
        let _ = keyed(&booking(&bo.id, START)).expect(201);
        let reused = keyed(&booking(&bo.id, "2027-01-13T15:00:00Z")).problem(422, "idempotency_key_reused");
        assert!(reused.get("alternatives").is_none());
        let past: Timestamp = app.clock.now().plus_hours(-1);
        let past = ann.post("/v1/sessions", booking(&bo.id, &past.to_string())).problem(422, "invalid_input");
        assert!(past.get("alternatives").is_none());
    }
}
