//! The examples of the document: one for each body, and as they stand they do the main job.

use crate::support::api::document::example;
use crate::support::{TestApp, TestDatabase, full_notes, operations};
use serde_json::json;

#[test]
fn every_body_has_an_example() {
    for one in operations().iter().filter(|one| one.about["requestBody"].is_object()) {
        let id = one.about["operationId"].as_str().unwrap();
        assert!(example(id).is_object() || example(id).is_string(), "{id} has none");
    }
}

on_both_databases! {
    /// Sent as they stand in the document, the examples do the main job.
    fn the_examples_work(app) {
        let guest = app.guest();
        guest.post("/v1/accounts", example("sign_up")).expect(202);
        let mail = app.mails_to("maya@example.org").pop().unwrap();
        guest.post("/v1/auth/verify-email", json!({"token": mail.token()})).expect(204);
        let tokens = guest.post("/v1/auth/login", example("sign_in")).expect(200);
        let maya = guest.with_token(tokens["access_token"].as_str().unwrap());
        maya.put("/v1/me/candidate", example("put_candidate_profile")).expect(200);
        let asked = maya.post("/v1/requests", example("ask_to_be_matched")).expect(201);
        let path = format!("/v1/requests/{}", asked["id"].as_str().unwrap());
        maya.patch(&path, example("change_request")).expect(200);
        maya.post(&format!("{path}/decline"), example("decline_offer")).problem(409, "request_state");
        let tom = app.person("Tom");
        tom.put("/v1/me/interviewer", example("put_interviewer_profile")).expect(200);
        tom.put("/v1/me/interviewer/availability", example("put_availability")).expect(200);

        let book = || {
            let mut booking = example("book_session");
            booking["interviewer_id"] = json!(tom.id);
            maya.post("/v1/sessions", booking).expect(201)["id"].as_str().unwrap().to_owned()
        };
        let first = book();
        maya.post(&format!("/v1/sessions/{first}/cancel"), example("cancel_session")).expect(200);
        let second = book();
        tom.put(&format!("/v1/sessions/{second}/meeting-place"), example("set_meeting_place")).expect(200);
        app.clock.set("2027-01-18T16:15:00Z".parse().unwrap());
        let tom = tom.again(&app);
        let tokens = guest.post("/v1/auth/login", example("sign_in")).expect(200);
        let maya = guest.with_token(tokens["access_token"].as_str().unwrap());
        maya.post(&format!("/v1/sessions/{second}/no-show"), example("mark_absent")).expect(200);
        tom.post(&format!("/v1/sessions/{second}/dispute"), example("dispute_absence")).expect(200);
        let notes = format!("/v1/sessions/{second}/notes");
        assert_eq!(example("save_notes"), full_notes());
        tom.send("PUT", &notes, &[("if-match", "\"r0\"")], Some(&example("save_notes").to_string())).expect(200);
        tom.post(&format!("{notes}/timeline"), example("note_moment")).expect(200);
        tom.post(&format!("{notes}/hints"), example("note_hint")).expect(200);
        tom.post(&format!("{notes}/submit"), example("submit_notes")).expect(200);
        let tag = tom.get(&notes).header("etag").to_owned();
        let amended = example("amend_notes").to_string();
        tom.send("POST", &format!("{notes}/amend"), &[("if-match", &tag)], Some(&amended)).expect(200);

        let attachments = format!("/v1/sessions/{second}/attachments");
        let made = tom.post(&attachments, example("attach_to_session")).expect(201);
        let place = format!("{attachments}/{}", made["id"].as_str().unwrap());
        tom.patch(&place, example("change_attachment")).expect(200);

        maya.patch("/v1/me", example("change_me")).expect(200);
        maya.post("/v1/auth/change-email", example("change_email")).expect(202);
        guest.post("/v1/auth/forgot-password", example("forgot_password")).expect(202);
        guest.post("/v1/auth/resend-verification", example("resend_verification")).expect(202);
        maya.post("/v1/auth/change-password", example("change_password")).expect(200);
        for (path, id) in [("reset-password", "reset_password"), ("verify-email", "verify_email"), ("confirm-email", "confirm_email")] {
            guest.post(&format!("/v1/auth/{path}"), example(id)).problem(400, "link_invalid");
        }
        guest.post("/v1/auth/refresh", example("refresh_tokens")).problem(401, "refresh_refused");
    }
}
