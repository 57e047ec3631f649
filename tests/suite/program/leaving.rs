//! Changing members, leaving, and a program whose coordinator leaves.

use super::{code, founds, invitations, join, joins, member, program, uploads};
use crate::support::{TestApp, TestDatabase};
use serde_json::json;

on_both_databases! {
    fn each_says_what_is_theirs_to_say(app) {
        let (cora, ann, bo, sue) = (app.person("Cora"), app.person("Ann"), app.person("Bo"), app.person("Sue"));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&bo, &cora, &id);
        let of_ann = member(&ann.id, &id);

        // Seats: set by the member or coordinators. Consent: only by the member. Role and group: only by coordinators.
        assert_eq!(ann.patch(&of_ann, json!({"interviewer": true})).expect(200)["interviewer"], true);
        assert_eq!(cora.patch(&of_ann, json!({"candidate": false})).expect(200)["candidate"], false);
        assert_eq!(ann.patch(&of_ann, json!({"shares_notes": true})).expect(200)["shares_notes"], true);
        assert_eq!(ann.patch(&of_ann, json!({"shares_notes": false})).expect(200)["shares_notes"], false);
        cora.patch(&of_ann, json!({"shares_notes": true})).problem(403, "forbidden");
        assert_eq!(program(&ann, &id)["me"]["shares_notes"], false);
        assert_eq!(cora.patch(&of_ann, json!({"group": "A"})).expect(200)["group"], "A");
        ann.patch(&of_ann, json!({"group": null})).problem(403, "forbidden");
        ann.patch(&of_ann, json!({"role": "coordinator"})).problem(403, "forbidden");
        bo.patch(&of_ann, json!({"candidate": true})).problem(403, "forbidden");
        bo.delete(&of_ann).problem(403, "forbidden");
        sue.patch(&of_ann, json!({"candidate": true})).problem(404, "not_found");
        sue.delete(&of_ann).problem(404, "not_found");
        cora.patch(&member(&sue.id, &id), json!({"candidate": true})).problem(404, "not_found");
        cora.patch(&of_ann, json!({"shoe_size": 41})).problem(422, "invalid_input");
        let bad = cora.patch(&format!("/v1/programs/{id}/members/17"), json!({})).problem(422, "invalid_input");
        assert_eq!(bad["errors"][0]["pointer"], "{account_id}");

        assert_eq!(cora.patch(&of_ann, json!({"group": null})).expect(200)["group"], json!(null));
        cora.delete(&of_ann).expect(204);
        ann.get(&format!("/v1/programs/{id}")).problem(404, "not_found");
        cora.delete(&of_ann).problem(404, "not_found");
        bo.delete(&member(&bo.id, &id)).expect(204);
        join(&ann, &code(&cora, &id)).expect(200);
    }

    fn somebody_always_coordinates(app) {
        let (cora, ann) = (app.person("Cora"), app.person("Ann"));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        cora.delete(&member(&cora.id, &id)).problem(409, "last_coordinator");
        cora.patch(&member(&cora.id, &id), json!({"role": "member"})).problem(409, "last_coordinator");
        cora.patch(&member(&ann.id, &id), json!({"role": "coordinator"})).expect(200);
        assert_eq!(program(&ann, &id)["join_code"], program(&cora, &id)["join_code"]);
        cora.delete(&member(&cora.id, &id)).expect(204);
        ann.delete(&member(&ann.id, &id)).problem(409, "last_coordinator");
    }

    fn when_the_last_coordinator_closes_the_account_the_program_closes_and_somebody_can_take_over(app) {
        let (cora, ann, bo) = (app.person("Cora"), app.person("Ann"), app.person("Bo"));
        let id = founds(&cora);
        let old = code(&cora, &id);
        joins(&ann, &cora, &id);
        joins(&bo, &cora, &id);
        ann.patch(&member(&ann.id, &id), json!({"shares_notes": true})).expect(200);
        ann.patch(&member(&ann.id, &id), json!({"role": "coordinator"})).problem(403, "forbidden");
        uploads(&cora, &id, "", "nina@example.org").expect(200);
        cora.delete("/v1/me").expect(204);

        let left = program(&ann, &id);
        assert_eq!((&left["joining_open"], &left["me"]["shares_notes"]), (&json!(false), &json!(false)));
        assert!(app.mails_to("nina@example.org").is_empty(), "nobody invites any more");
        let members = ann.get(&format!("/v1/programs/{id}/members")).expect(200);
        assert_eq!(members["items"].as_array().unwrap().len(), 2);
        let sue = app.person("Sue");
        join(&sue, &old).problem(404, "not_found");

        // The first volunteer becomes coordinator; after that nobody else can.
        assert_eq!(ann.patch(&member(&ann.id, &id), json!({"role": "coordinator"})).expect(200)["role"], "coordinator");
        bo.patch(&member(&bo.id, &id), json!({"role": "coordinator"})).problem(403, "forbidden");
        assert_eq!(invitations(&ann, &id)[0]["state"], "withdrawn");
        ann.patch(&format!("/v1/programs/{id}"), json!({"joining_open": true})).expect(200);
        joins(&sue, &ann, &id);
    }
}
