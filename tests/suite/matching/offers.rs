//! Offers: both people's time is reserved, the candidate is asked, and the matcher learns from the answer.

use super::{asks, matched, request, sessions_of, wanted_but};
use crate::support::{Person, Response, TestApp, TestDatabase, booking, every_row, offer};
use serde_json::{Value, json};

fn to_be_asked() -> Value {
    wanted_but(json!({"auto_accept": false}))
}

fn accept(person: &Person, id: &str) -> Response {
    person.send("POST", &format!("/v1/requests/{id}/accept"), &[], None)
}

fn decline(person: &Person, id: &str, reason: &str) -> Response {
    person.post(&format!("/v1/requests/{id}/decline"), json!({"reason": reason, "note": "Sorry!"}))
}

#[track_caller]
fn openings(person: &Person) -> usize {
    let found = person.get("/v1/openings?from=2027-01-14T17:00:00Z&to=2027-01-14T17:01:00Z").expect(200);
    found["items"].as_array().unwrap().len()
}

on_both_databases! {
    fn an_offer_holds_the_time_and_asks_the_candidate(app) {
        let (ann, cy, bo) = (app.candidate("Ann"), app.candidate("Cy"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        let before = app.mails().len();
        assert_eq!(matched(&app), 1);

        let offered = request(&ann, &id);
        assert_eq!((&offered["state"], &offered["answer_by"]), (&json!("offered"), &json!("2027-01-12T08:00:00Z")));
        assert_eq!((&offered["session"]["state"], &offered["session"]["join_url"]), (&json!("offered"), &Value::Null));
        let mails = app.mails().split_off(before);
        let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
        assert_eq!(mail.to, ann.email);
        assert!(mail.flat().contains("Topics in common: Promises and async"), "{}", mail.text);
        assert!(mail.flat().contains("reserved for you until Tuesday, 12 January at 09:00 CET (08:00 UTC)"), "{}", mail.text);

        // Nobody else gets that hour, and the interviewer knows nothing of it.
        cy.post("/v1/sessions", booking(&bo.id, "2027-01-14T17:00:00Z")).problem(409, "opening_unavailable");
        assert_eq!(openings(&cy), 0);
        assert_eq!(sessions_of(&bo), Vec::<Value>::new());
        assert_eq!(bo.get("/v1/me/export").expect(200)["sessions"], json!([]));
        let session = offered["session"]["id"].as_str().unwrap();
        let path = format!("/v1/sessions/{session}");
        bo.get(&path).problem(404, "not_found");
        bo.post(&format!("{path}/cancel"), json!({"reason": "No."})).problem(404, "not_found");
        bo.get(&format!("{path}/notes")).problem(404, "not_found");
        assert_eq!(ann.get(&path).expect(200)["state"], "offered");
        ann.get(&format!("{path}/invite.ics")).problem(409, "session_state");
        ann.post(&format!("{path}/cancel"), json!({"reason": "No."})).problem(409, "session_state");
        ann.post(&format!("{path}/no-show"), json!({"absent": "interviewer"})).problem(409, "session_state");
        ann.patch(&format!("/v1/requests/{id}"), json!({"level": "mid"})).problem(409, "request_state");
    }

    fn accepted_it_is_booked(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        accept(&ann, &id).problem(409, "request_state");
        matched(&app);
        let before = app.mails().len();
        let booked = accept(&ann, &id).expect(200);
        assert_eq!((&booked["state"], &booked["session"]["state"]), (&json!("matched"), &json!("booked")));
        assert!(booked["session"]["join_url"].as_str().unwrap().starts_with("https://meet.example.org/"));
        let invited: Vec<_> = app.mails().split_off(before).into_iter().map(|mail| mail.to).collect();
        assert_eq!(invited, [ann.email.clone(), bo.email.clone()]);
        assert_eq!(sessions_of(&bo)[0]["state"], "booked");
        accept(&ann, &id).problem(409, "request_state");
        decline(&ann, &id, "wrong_level").problem(409, "request_state");
    }

    /// A cap of one a week is spent by an offer, as by a booking.
    fn an_offer_counts_towards_the_week(app) {
        let (ann, cy, bo) = (app.candidate("Ann"), app.candidate("Cy"), app.interviewer("Bo"));
        let mut once = offer();
        once["weekly_capacity"] = json!(1);
        bo.put("/v1/me/interviewer", once).expect(200);
        let id = asks(&ann, to_be_asked());
        matched(&app);
        cy.post("/v1/sessions", booking(&bo.id, "2027-01-15T17:00:00Z")).problem(409, "opening_unavailable");
        decline(&ann, &id, "never_pair_us").expect(200);
        cy.books(&bo, "2027-01-15T17:00:00Z");
    }

    fn declined_for_the_time_another_start_is_offered(app) {
        let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        matched(&app);
        assert_eq!(openings(&ann), 0);
        app.clock.advance_minutes(5);
        let waits = decline(&ann, &id, "time_no_longer_fits").expect(200);
        assert_eq!((&waits["state"], &waits["created_at"], &waits["session"]), (&json!("waiting"), &json!("2027-01-11T08:00:00Z"), &Value::Null));
        assert_eq!(openings(&ann), 1);
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &id)["session"]["starts_at"], "2027-01-14T17:15:00Z");
    }

    fn declined_for_the_level_somebody_else_is_offered(app) {
        let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        matched(&app);
        decline(&ann, &id, "wrong_level").expect(200);
        assert_eq!(matched(&app), 0);
        // Another request of hers may still reach him.
        let other = asks(&ann, to_be_asked());
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &other)["state"], "offered");
        decline(&ann, &other, "time_no_longer_fits").expect(200);
        app.interviewer("Cy");
        matched(&app);
        assert_eq!(request(&ann, &id)["session"]["interviewer"]["display_name"], "Cy");
    }

    fn a_pair_that_is_never_to_be_is_kept_apart_in_both_seats(app) {
        let (ann, bo) = (app.interviewer("Ann"), app.interviewer("Bo"));
        let before = app.mails_to(&bo.email).len();
        let id = asks(&ann, to_be_asked());
        matched(&app);
        decline(&ann, &id, "never_pair_us").expect(200);
        asks(&ann, to_be_asked());
        asks(&bo, to_be_asked());
        assert_eq!(matched(&app), 0);
        assert_eq!(app.mails_to(&bo.email).len(), before);
    }

    fn unanswered_it_waits_again_and_ends_after_the_second(app) {
        let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        matched(&app);
        app.clock.set("2027-01-12T08:00:00Z".parse().unwrap());
        let ann = ann.again(&app);
        accept(&ann, &id).problem(409, "too_late");
        assert_eq!(matched(&app), 1);
        let second = request(&ann, &id);
        assert_eq!((&second["session"]["starts_at"], &second["created_at"]), (&json!("2027-01-14T17:15:00Z"), &json!("2027-01-11T08:00:00Z")));
        app.clock.set("2027-01-13T08:00:00Z".parse().unwrap());
        assert_eq!(matched(&app), 0);
        let ann = ann.again(&app);
        assert_eq!(request(&ann, &id)["state"], "expired");
        assert_eq!(openings(&ann), 1);
    }

    /// The interviewer keeps their notice whenever the candidate answers.
    fn an_offer_ends_where_the_notice_begins(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let mut terms = offer();
        terms["min_notice_hours"] = json!(72);
        bo.put("/v1/me/interviewer", terms).expect(200);
        let id = asks(&ann, to_be_asked());
        matched(&app);
        // 81 hours before the start.
        assert_eq!(request(&ann, &id)["answer_by"], "2027-01-11T17:00:00Z");
        let cy = app.candidate("Cy");
        app.clock.set("2027-01-11T18:30:00Z".parse().unwrap());
        let (ann, cy) = (ann.again(&app), cy.again(&app));
        accept(&ann, &id).problem(409, "too_late");
        // 19:00 is 72.5 hours away: enough to be booked, not to be asked about.
        let hour = json!([{"from": "2027-01-14T19:00:00Z", "to": "2027-01-14T20:00:00Z"}]);
        let later = asks(&cy, wanted_but(json!({"auto_accept": false, "windows": hour})));
        assert_eq!(matched(&app), 0);
        cy.patch(&format!("/v1/requests/{later}"), json!({"auto_accept": true})).expect(200);
        assert_eq!(matched(&app), 1);
    }

    fn withdrawn_the_time_is_free(app) {
        let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        matched(&app);
        let gone = ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
        assert_eq!((&gone["state"], &gone["session"]), (&json!("withdrawn"), &Value::Null));
        assert_eq!(openings(&ann), 1);
        assert_eq!(matched(&app), 0);
    }

    /// The mail of an offer that is gone is not sent.
    fn an_offer_that_is_gone_is_not_mailed(app) {
        let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        let before = app.mails().len();
        matched(&app);
        decline(&ann, &id, "wrong_level").expect(200);
        assert_eq!(app.mails().len(), before);
    }

    fn who_leaves_lets_go(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let id = asks(&ann, to_be_asked());
        matched(&app);
        bo.delete("/v1/me").expect(204);
        let waits = request(&ann, &id);
        assert_eq!((&waits["state"], &waits["session"]), (&json!("waiting"), &Value::Null));
        let dan = app.interviewer("Dan");
        matched(&app);
        assert_eq!(openings(&cy), 0);
        ann.delete("/v1/me").expect(204);
        assert_eq!(openings(&cy), 1);
        assert_eq!(matched(&app), 0);
        assert_eq!(sessions_of(&dan), Vec::<Value>::new());
        app.mails();
        assert!(every_row(&app.services.store).iter().all(|row| !row.contains("fumbled")));
    }
}
