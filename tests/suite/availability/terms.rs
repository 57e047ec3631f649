//! What an interviewer asks of a session, through HTTP: what is not listed cannot be booked.

use crate::support::{Person, TestApp, TestDatabase, booking, every_day, offer};
use serde_json::{Value, json};

/// Sets one field of Bo's offer.
#[track_caller]
fn sets(bo: &Person, field: &str, value: Value) {
    let mut changed = offer();
    changed[field] = value;
    bo.put("/v1/me/interviewer", changed).expect(200);
}

/// Whether a start is listed; that booking sees it the same way is checked too.
#[track_caller]
fn is_open(person: &Person, bo: &Person, start: &str) -> bool {
    let after = start.replace(":00Z", ":59Z");
    let path = format!("/v1/openings?duration_minutes=60&from={start}&to={after}");
    let listed = !person.get(&path).expect(200)["items"].as_array().unwrap().is_empty();
    if !listed {
        let refused = person.post("/v1/sessions", booking(&bo.id, start));
        refused.problem(409, "opening_unavailable");
    }
    listed
}

fn pair(app: &TestApp) -> (Person, Person) {
    (app.candidate("Ann"), app.interviewer("Bo"))
}

on_both_databases! {
    fn a_week_takes_as_many_as_are_offered(app) {
        let (ann, bo) = pair(&app);
        sets(&bo, "weekly_capacity", json!(2));
        ann.books(&bo, "2027-01-12T09:00:00Z");
        let second = ann.books(&bo, "2027-01-14T09:00:00Z");
        assert!(!is_open(&ann, &bo, "2027-01-16T09:00:00Z"));
        ann.books(&bo, "2027-01-18T09:00:00Z"); // a Monday
        ann.post(&format!("/v1/sessions/{second}/cancel"), json!({"reason": "Ill"})).expect(200);
        assert!(is_open(&ann, &bo, "2027-01-16T09:00:00Z"));
        sets(&bo, "weekly_capacity", json!(0));
        assert!(!is_open(&ann, &bo, "2027-01-26T09:00:00Z"));
    }

    fn notice_is_kept_to_the_minute(app) {
        let (ann, bo) = pair(&app);
        sets(&bo, "min_notice_hours", json!(24));
        assert!(is_open(&ann, &bo, "2027-01-12T08:00:00Z"));
        app.clock.advance_minutes(1);
        assert!(!is_open(&ann, &bo, "2027-01-12T08:00:00Z"));
        assert!(is_open(&ann, &bo, "2027-01-12T08:15:00Z"));
        ann.books(&bo, "2027-01-12T08:15:00Z");
    }

    fn nobody_is_booked_further_ahead_than_they_plan(app) {
        let (ann, bo) = pair(&app);
        sets(&bo, "horizon_days", json!(7));
        assert!(!is_open(&ann, &bo, "2027-01-18T09:00:00Z"));
        assert!(is_open(&ann, &bo, "2027-01-18T08:00:00Z"));
        ann.books(&bo, "2027-01-18T08:00:00Z");
    }

    fn a_break_closes_every_start_before_its_end(app) {
        let (ann, bo) = pair(&app);
        sets(&bo, "paused_until", json!("2027-01-14T12:00:00Z"));
        assert!(!is_open(&ann, &bo, "2027-01-14T11:45:00Z"));
        assert!(is_open(&ann, &bo, "2027-01-14T12:00:00Z"));
        ann.books(&bo, "2027-01-14T12:00:00Z");
    }

    fn a_pause_is_kept_around_every_session(app) {
        let (ann, bo) = pair(&app);
        sets(&bo, "buffer_minutes", json!(30));
        let cy = app.candidate("Cy");
        ann.books(&bo, "2027-01-14T12:00:00Z");
        assert!(!is_open(&cy, &bo, "2027-01-14T13:15:00Z"));
        assert!(!is_open(&cy, &bo, "2027-01-14T10:45:00Z"));
        cy.books(&bo, "2027-01-14T13:30:00Z");
        cy.books(&bo, "2027-01-14T10:30:00Z");
    }

    fn hours_time_off_and_other_days_are_kept(app) {
        let (ann, bo) = pair(&app);
        let mut hours = every_day("Europe/Berlin", "18:00", "20:00");
        hours["overrides"] = json!([{"date": "2027-01-13", "windows": [{"start": "09:00", "end": "10:00"}]}]);
        hours["time_off"] = json!([{"from": "2027-01-14", "to": "2027-01-14"}]);
        bo.put("/v1/me/interviewer/availability", hours).expect(200);
        assert!(is_open(&ann, &bo, "2027-01-12T17:00:00Z"));
        assert!(!is_open(&ann, &bo, "2027-01-12T18:15:00Z"));
        assert!(is_open(&ann, &bo, "2027-01-13T08:00:00Z"));
        assert!(!is_open(&ann, &bo, "2027-01-13T17:00:00Z"));
        assert!(!is_open(&ann, &bo, "2027-01-14T17:00:00Z"));
        ann.books(&bo, "2027-01-13T08:00:00Z");
    }

    fn kind_level_and_length_have_to_be_on_offer(app) {
        let (ann, bo) = pair(&app);
        let ask = |field: &str, value: Value| {
            let mut ask = booking(&bo.id, "2027-01-14T12:00:00Z");
            ask[field] = value;
            ann.post("/v1/sessions", ask)
        };
        sets(&bo, "kinds", json!(["coding"]));
        ask("kind", json!("concepts")).problem(409, "opening_unavailable");
        sets(&bo, "levels", json!(["mid"]));
        ask("level", json!("junior")).problem(409, "opening_unavailable");
        sets(&bo, "durations_minutes", json!([45]));
        ask("duration_minutes", json!(60)).problem(409, "opening_unavailable");
        ask("duration_minutes", json!(45)).expect(201);
    }

    fn nobody_books_themselves(app) {
        let bo = app.interviewer("Bo");
        bo.wants_to_practise();
        let refused = bo.post("/v1/sessions", booking(&bo.id, "2027-01-14T12:00:00Z")).problem(422, "invalid_input");
        assert_eq!(refused["errors"][0]["pointer"], "/interviewer_id");
        let listed = bo.get("/v1/openings").expect(200);
        assert_eq!(listed["items"], json!([]));
    }

    fn what_was_booked_stays_as_it_was_agreed(app) {
        let (ann, bo) = pair(&app);
        let session = ann.books(&bo, "2027-01-14T12:00:00Z");
        let path = format!("/v1/sessions/{session}");
        let agreed = ann.get(&path).expect(200);
        let mut narrow = offer();
        narrow["headline"] = agreed["interviewer"]["headline"].clone();
        narrow["kinds"] = json!(["coding"]);
        narrow["durations_minutes"] = json!([30]);
        narrow["paused_until"] = json!("2027-03-01T00:00:00Z");
        bo.put("/v1/me/interviewer", narrow).expect(200);
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "01:00", "02:00")).expect(200);
        assert_eq!(ann.get(&path).expect(200), agreed);
    }

    fn who_stops_volunteering_is_not_listed_and_keeps_what_was_booked(app) {
        let (ann, bo) = pair(&app);
        let session = ann.books(&bo, "2027-01-14T12:00:00Z");
        bo.delete("/v1/me/interviewer").expect(204);
        bo.get("/v1/me/interviewer").problem(404, "not_found");
        bo.delete("/v1/me/interviewer").problem(404, "not_found");
        assert_eq!(ann.get("/v1/openings").expect(200)["items"], json!([]));
        ann.post("/v1/sessions", booking(&bo.id, "2027-01-15T12:00:00Z")).problem(404, "not_found");

        let path = format!("/v1/sessions/{session}");
        let kept = ann.get(&path).expect(200);
        assert_eq!((&kept["state"], &kept["interviewer"]["headline"]), (&json!("booked"), &json!(null)));
        app.clock.set("2027-01-14T13:00:00Z".parse().unwrap());
        bo.again(&app).submits(&session, &crate::support::full_notes());
        ann.again(&app).get(&format!("/v1/feedback/{session}")).expect(200);
    }

}
