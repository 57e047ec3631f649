//! Who may do what with a round.

use super::Club;
use crate::support::{TestApp, TestDatabase};
use serde_json::json;

on_both_databases! {
    /// Only a new choice of members has to be of members.
    fn a_chosen_member_who_left_keeps_nobody_from_changing_the_round(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let path = format!("/v1/rounds/{}", club.round_but(json!({"members": [ann.id]})));
        club.co.delete(&format!("/v1/programs/{}/members/{}", club.id, ann.id)).expect(204);
        assert_eq!(club.co.patch(&path, json!({"name": "Thursday"})).expect(200)["name"], "Thursday");
        let again = club.co.patch(&path, json!({"members": [ann.id]})).problem(422, "invalid_input");
        assert_eq!(again["errors"][0]["pointer"], "/members/0");
    }

    fn strangers_members_and_other_coordinators(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        let id = club.round_but(json!({"members": [ann.id, bo.id]}));
        let (_, tag) = club.preview(&id);
        let eve = app.person("Eve");
        // Eve coordinates a program of her own.
        app.clock.advance_minutes(1);
        let form = json!({"name": "R", "starts_on": "2027-01-14", "ends_on": "2027-01-14", "duration_minutes": 60});
        let pair = json!({"candidate_id": ann.id, "interviewer_id": bo.id, "decision": "pinned"});
        let two = json!({"candidate_id": ann.id, "interviewer_id": bo.id});
        let path = format!("/v1/rounds/{id}");
        let writes = [
            ("POST", format!("/v1/programs/{}/rounds", club.id), Some(form)),
            ("PATCH", path.clone(), Some(json!({"name": "Mine"}))),
            ("POST", format!("{path}/preview"), None),
            ("GET", format!("{path}/preview"), None),
            ("PUT", format!("{path}/pairs"), Some(pair)),
            ("DELETE", format!("{path}/pairs"), Some(two)),
            ("POST", format!("{path}/publish"), None),
            ("GET", format!("{path}/export.csv"), None),
            ("DELETE", path.clone(), None),
        ];
        for (method, path, body) in &writes {
            let body = body.as_ref().map(ToString::to_string);
            let send = |who: &crate::support::Person| who.send(method, path, &[("if-match", &tag)], body.as_deref());
            send(&eve).problem(404, "not_found");
            send(&ann).problem(403, "forbidden");
        }
        for path in [path.clone(), format!("{path}/entry"), format!("/v1/programs/{}/rounds", club.id)] {
            eve.get(&path).problem(404, "not_found");
            ann.get(&path).expect(200);
        }
        eve.put(&format!("{path}/entry"), json!({})).problem(404, "not_found");
        // Members see that there is a round, not who else was chosen.
        let seen = ann.get(&path).expect(200);
        assert_eq!((&seen["members"], &seen["has_plan"]), (&json!(null), &json!(null)));
        assert_eq!(club.co.get(&path).expect(200)["members"], json!([ann.id, bo.id]));
        club.publish(&id, &tag).expect(200);
    }
}
