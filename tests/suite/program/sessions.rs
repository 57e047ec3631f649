//! The sessions of a program as its coordinators see them, and what waits for their decision.

use super::{founds, joins, member};
use crate::support::{TestApp, TestDatabase, full_notes};
use serde_json::{Value, json};

fn ids(list: &Value) -> Vec<Value> {
    list["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
}

on_both_databases! {
    fn who_met_when_and_whether_the_notes_can_be_read(app) {
        let (cora, sue, ann, bo) = (app.person("Cora"), app.interviewer("Sue"), app.candidate("Ann"), app.interviewer("Bo"));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&bo, &cora, &id);
        let path = format!("/v1/programs/{id}/sessions");
        let held = ann.books(&bo, "2027-01-14T17:00:00Z");
        let coming = ann.books(&bo, "2027-01-20T17:00:00Z");
        // With somebody who isn't in the program: not the program's business.
        ann.books(&sue, "2027-01-21T17:00:00Z");
        app.clock.set("2027-01-14T18:05:00Z".parse().unwrap());
        let [cora, sue, ann, bo] = [&cora, &sue, &ann, &bo].map(|one| one.again(&app));
        bo.submits(&held, &full_notes());
        let list = cora.get(&path).expect(200);
        assert_eq!(ids(&list), [json!(coming), json!(held)]);
        let one = &list["items"][1];
        let told = ["state", "candidate_name", "interviewer_name", "starts_at", "duration_minutes", "round_id", "notes_in", "notes_shared"].map(|name| one[name].clone());
        assert_eq!(told, [json!("completed"), json!("Ann"), json!("Bo"), json!("2027-01-14T17:00:00Z"), json!(60), json!(null), json!(true), json!(false)]);
        assert_eq!((&list["items"][0]["notes_in"], &list["items"][0]["state"]), (&json!(false), &json!("booked")));
        for secret in ["meet.example.org", "fumbled", "@example.org"] {
            assert!(!list.to_string().contains(secret), "{secret}");
        }
        // What says that it can be read, can be.
        cora.get(&format!("/v1/feedback/{held}")).problem(404, "not_found");
        ann.patch(&member(&ann.id, &id), json!({"shares_notes": true})).expect(200);
        assert_eq!(cora.get(&path).expect(200)["items"][1]["notes_shared"], true);
        cora.get(&format!("/v1/feedback/{held}")).expect(200);

        assert_eq!(ids(&cora.get(&format!("{path}?state=booked")).expect(200)), [json!(coming)]);
        assert_eq!(ids(&cora.get(&format!("{path}?member_id={}", bo.id)).expect(200)).len(), 2);
        assert_eq!(ids(&cora.get(&format!("{path}?member_id={}", sue.id)).expect(200)).len(), 0);
        let first = cora.get(&format!("{path}?limit=1")).expect(200);
        let next = cora.get(&format!("{path}?limit=1&cursor={}", first["next_cursor"].as_str().unwrap())).expect(200);
        assert_eq!([ids(&first), ids(&next)].concat(), [json!(coming), json!(held)]);
        assert_eq!(next["next_cursor"], json!(null));
        ann.get(&path).problem(403, "forbidden");
        sue.get(&path).problem(404, "not_found");
        cora.get(&format!("{path}?state=lost")).problem(422, "invalid_input");
    }

    fn a_round_is_named_and_can_be_asked_for(app) {
        let (cora, ann, bo) = (app.person("Cora"), app.candidate("Ann"), app.interviewer("Bo"));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&bo, &cora, &id);
        cora.patch(&member(&bo.id, &id), json!({"candidate": false, "interviewer": true})).expect(200);
        let form = json!({"name": "January", "starts_on": "2027-01-14", "ends_on": "2027-01-14", "duration_minutes": 60});
        let round = cora.post(&format!("/v1/programs/{id}/rounds"), form).expect(201)["id"].as_str().unwrap().to_owned();
        ann.put(&format!("/v1/rounds/{round}/entry"), json!({"windows": [{"from": "2027-01-14T18:00", "to": "2027-01-14T19:00"}]})).expect(200);
        let tag = cora.send("POST", &format!("/v1/rounds/{round}/preview"), &[], None).header("etag").to_owned();
        cora.send("POST", &format!("/v1/rounds/{round}/publish"), &[("if-match", &tag)], None).expect(200);
        ann.books(&bo, "2027-01-20T17:00:00Z");
        let list = cora.get(&format!("/v1/programs/{id}/sessions?round_id={round}")).expect(200);
        assert_eq!((ids(&list).len(), &list["items"][0]["round_id"]), (1, &json!(round)));
    }

    /// An appeal reaches the coordinator by mail, and is in the total until it's decided.
    fn appeals_are_mailed_and_counted(app) {
        let (cora, ann, bo) = (app.person("Cora"), app.candidate("Ann"), app.interviewer("Bo"));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&bo, &cora, &id);
        let session = ann.books(&bo, "2027-01-11T12:00:00Z");
        // Past the hour in which it would be free.
        app.clock.set("2027-01-11T10:00:00Z".parse().unwrap());
        let [cora, ann] = [&cora, &ann].map(|one| one.again(&app));
        ann.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "The train."})).expect(200);
        let open = || cora.get(&format!("/v1/programs/{id}/overview")).expect(200)["totals"]["appeals_open"].clone();
        assert_eq!(open(), 0);
        let mark = ann.get("/v1/me/reliability").expect(200)["marks"][0]["id"].as_str().unwrap().to_owned();
        ann.post(&format!("/v1/me/marks/{mark}/appeal"), json!({"reason": "No train went."})).expect(200);
        assert_eq!(open(), 1);
        let mails: Vec<_> = app.mails_to(&cora.email).into_iter().filter(|mail| mail.subject.starts_with("A decision is needed")).collect();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].flat().contains("No train went.") && mails[0].text.contains(&mark), "{}", mails[0].text);
        cora.post(&format!("/v1/programs/{id}/appeals/{mark}"), json!({"decision": "lift", "word": "Trains."})).expect(200);
        assert_eq!(open(), 0);
    }
}
