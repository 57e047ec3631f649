//! Making, listing, changing and withdrawing requests.

use super::{asks, request, wanted, wanted_but};
use crate::support::{PASSWORD, TestApp, TestDatabase};
use serde_json::{Value, json};

on_both_databases! {
    fn a_request_reads_back_with_its_windows_in_utc(app) {
        let ann = app.candidate("Ann");
        let made = ann.post("/v1/requests", wanted_but(json!({"not_before": "2027-01-14T18:30", "expires_at": "2027-01-14T12:00:00Z"})));
        let body = made.expect(201);
        assert_eq!(made.header("location"), format!("/v1/requests/{}", body["id"].as_str().unwrap()));
        assert_eq!(body["state"], "waiting");
        assert_eq!(body["windows"], json!([{"from": "2027-01-14T17:00:00Z", "to": "2027-01-14T20:00:00Z"}]));
        assert_eq!((&body["not_before"], &body["expires_at"]), (&json!("2027-01-14T17:30:00Z"), &json!("2027-01-14T12:00:00Z")));
        assert_eq!(body["created_at"], "2027-01-11T08:00:00Z");
        assert_eq!((&body["session"], &body["answer_by"]), (&Value::Null, &Value::Null));
        assert_eq!(request(&ann, body["id"].as_str().unwrap()), body);
        assert_eq!(ann.get("/v1/me/export").expect(200)["requests"][0]["id"], body["id"]);
    }

    fn requests_are_their_owners_alone(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, wanted());
        assert_eq!(bo.get("/v1/requests").expect(200)["items"], json!([]));
        bo.get(&format!("/v1/requests/{id}")).problem(404, "not_found");
        bo.patch(&format!("/v1/requests/{id}"), json!({"level": "mid"})).problem(404, "not_found");
        bo.post(&format!("/v1/requests/{id}/decline"), json!({"reason": "wrong_level"})).problem(404, "not_found");
        for act in ["withdraw", "accept"] {
            bo.send("POST", &format!("/v1/requests/{id}/{act}"), &[], None).problem(404, "not_found");
        }
        assert_eq!(request(&ann, &id)["state"], "waiting");
    }

    fn three_at_a_time(app) {
        let ann = app.candidate("Ann");
        let first = asks(&ann, wanted());
        asks(&ann, wanted());
        asks(&ann, wanted());
        ann.post("/v1/requests", wanted()).problem(409, "request_limit_reached");
        ann.send("POST", &format!("/v1/requests/{first}/withdraw"), &[], None).expect(200);
        asks(&ann, wanted());

        let page = ann.get("/v1/requests?limit=3").expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 3);
        let next = page["next_cursor"].as_str().unwrap();
        let rest = ann.get(&format!("/v1/requests?limit=3&cursor={next}")).expect(200);
        assert_eq!(rest["items"][0]["id"], first);
        assert_eq!((&rest["items"][0]["state"], &rest["next_cursor"]), (&json!("withdrawn"), &Value::Null));
        let open = ann.get("/v1/requests?state=waiting").expect(200);
        assert_eq!(open["items"].as_array().unwrap().len(), 3);
        ann.get(&format!("/v1/sessions?cursor={next}")).problem(422, "invalid_input");
    }

    fn an_address_comes_first(app) {
        let form = json!({"email": "cy@example.org", "password": PASSWORD, "display_name": "Cy", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        let cy = crate::support::Person::sign_in(&app, "cy@example.org");
        cy.post("/v1/requests", wanted()).problem(403, "email_unverified");
    }

    fn one_key_asks_once(app) {
        let ann = app.candidate("Ann");
        let post = |body: Value| ann.send("POST", "/v1/requests", &[("idempotency-key", "once")], Some(&body.to_string()));
        assert_eq!(post(wanted()).expect(201)["id"], post(wanted()).expect(201)["id"]);
        post(wanted_but(json!({"level": "mid"}))).problem(422, "idempotency_key_reused");
        assert_eq!(ann.get("/v1/requests").expect(200)["items"].as_array().unwrap().len(), 1);
    }

    fn what_cannot_be_matched_is_refused_with_its_place(app) {
        let ann = app.candidate("Ann");
        let window = |from: &str, to: &str| json!({"windows": [{"from": from, "to": to}]});
        let many = vec![json!({"from": "2027-01-14T18:00", "to": "2027-01-14T21:00"}); 51];
        for (changes, pointer) in [
            (json!({"windows": []}), "/windows"),
            (json!({"windows": many}), "/windows"),
            (window("2027-01-14T18:00", "2027-01-14T18:45"), "/windows/0/to"),
            // An hour long, but none of its hours begins on the quarter.
            (window("2027-01-14T18:10", "2027-01-14T19:10"), "/windows/0/to"),
            (window("2027-01-14T21:00", "2027-01-14T18:00"), "/windows/0/to"),
            (window("2027-01-10T18:00", "2027-01-10T21:00"), "/windows/0/to"),
            (window("2027-09-14T18:00", "2027-09-14T21:00"), "/windows/0/to"),
            (window("2027-01-14T18:00", "2027-03-18T18:00"), "/windows"),
            (window("tomorrow", "2027-03-18T18:00"), "/windows/0/from"),
            (json!({"expires_at": "2027-01-10T18:00"}), "/expires_at"),
            (json!({"not_before": "2027-01-15T18:00"}), "/not_before"),
            (json!({"duration_minutes": 50}), "/duration_minutes"),
            (json!({"language": "xx"}), "/language"),
            (json!({"surprise": 1}), "/surprise"),
        ] {
            let problem = ann.post("/v1/requests", wanted_but(changes)).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        assert_eq!(ann.get("/v1/requests").expect(200)["items"], json!([]));
    }

    fn a_change_keeps_the_age(app) {
        let ann = app.candidate("Ann");
        let id = asks(&ann, wanted_but(json!({"not_before": "2027-01-14T18:30"})));
        let path = format!("/v1/requests/{id}");
        app.clock.advance_minutes(10);
        let changed = ann.patch(&path, json!({"level": "mid", "not_before": null})).expect(200);
        assert_eq!((&changed["level"], &changed["not_before"], &changed["kind"]), (&json!("mid"), &Value::Null, &json!("concepts")));
        assert_eq!(changed["created_at"], "2027-01-11T08:00:00Z");
        let problem = ann.patch(&path, json!({"windows": []})).problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], "/windows");
        ann.send("POST", &format!("{path}/withdraw"), &[], None).expect(200);
        for (path, body) in [("withdraw", None), ("accept", None), ("decline", Some(r#"{"reason":"wrong_level"}"#))] {
            ann.send("POST", &format!("/v1/requests/{id}/{path}"), &[], body).problem(409, "request_state");
        }
        ann.patch(&path, json!({"level": "mid"})).problem(409, "request_state");
        assert_eq!(request(&ann, &id)["state"], "withdrawn");
    }
}
