//! Who reads a member's feedback: the two people; and a coordinator, with the member's own consent.

use super::{founds, joins, member};
use crate::support::{Person, TestApp, TestDatabase, full_notes};
use serde_json::{Value, json};

struct Scene {
    cora: Person,
    dora: Person,
    sue: Person,
    ann: Person,
    bo: Person,
    id: String,
    /// Between Ann and Bo, in the program's time.
    session: String,
}

/// Cora's program with Ann and Bo, Dora's with Ann too, and feedback that Ann received from Bo.
fn scene(app: &TestApp) -> Scene {
    let (cora, dora, sue) = (app.person("Cora"), app.person("Dora"), app.person("Sue"));
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let (id, other) = (founds(&cora), founds(&dora));
    joins(&ann, &cora, &id);
    joins(&bo, &cora, &id);
    joins(&sue, &cora, &id);
    joins(&ann, &dora, &other);
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
    let [cora, dora, sue, ann, bo] = [&cora, &dora, &sue, &ann, &bo].map(|one| one.again(app));
    let mut notes = full_notes();
    notes["private_to_coordinator"] = json!("She seemed exhausted.");
    bo.submits(&session, &notes);
    Scene { cora, dora, sue, ann, bo, id, session }
}

impl Scene {
    fn shares(&self, shares: bool) {
        self.ann.patch(&member(&self.ann.id, &self.id), json!({"shares_notes": shares})).expect(200);
    }

    /// What Cora, Dora and Sue, who is a member like her, are answered.
    #[track_caller]
    fn read(&self, expected: [u16; 3]) {
        for (reader, expected) in [&self.cora, &self.dora, &self.sue].into_iter().zip(expected) {
            let answer = reader.get(&format!("/v1/feedback/{}", self.session));
            assert_eq!(answer.status, expected, "{}: {}", reader.email, answer.text);
        }
        for own in [&self.ann, &self.bo] {
            let read = own.get(&format!("/v1/feedback/{}", self.session)).expect(200);
            assert_eq!(read["notes"]["private_to_coordinator"], Value::Null);
        }
    }
}

on_both_databases! {
    fn only_the_coordinator_of_the_program_consented_in_and_only_while_it_holds(app) {
        let scene = scene(&app);
        scene.read([404, 404, 404]);
        scene.shares(true);
        scene.read([200, 404, 404]);
        let read = scene.cora.get(&format!("/v1/feedback/{}", scene.session)).expect(200);
        assert_eq!(read["notes"]["summary"], full_notes()["summary"]);
        assert_eq!((&read["session"]["my_role"], &read["session"]["join_url"]), (&Value::Null, &Value::Null));
        // Bo is of the program too, and wrote this for its coordinators.
        assert_eq!(read["notes"]["private_to_coordinator"], "She seemed exhausted.");
        // Consent is to read, and to nothing else.
        scene.cora.get(&format!("/v1/sessions/{}", scene.session)).problem(404, "not_found");
        scene.cora.get(&format!("/v1/sessions/{}/notes", scene.session)).problem(404, "not_found");
        assert_eq!(scene.cora.get("/v1/feedback").expect(200)["items"], json!([]));
        scene.shares(false);
        scene.read([404, 404, 404]);
    }

    fn a_coordinator_who_stops_and_a_member_who_leaves_end_it(app) {
        let scene = scene(&app);
        scene.shares(true);
        scene.cora.patch(&member(&scene.sue.id, &scene.id), json!({"role": "coordinator"})).expect(200);
        scene.read([200, 404, 200]);
        scene.cora.patch(&member(&scene.cora.id, &scene.id), json!({"role": "member"})).expect(200);
        scene.read([404, 404, 200]);
        scene.sue.delete(&member(&scene.ann.id, &scene.id)).expect(204);
        scene.read([404, 404, 404]);
        // When she rejoins she starts without consent, and her earlier feedback stays private.
        joins(&scene.ann, &scene.sue, &scene.id);
        scene.read([404, 404, 404]);
        scene.shares(true);
        scene.read([404, 404, 404]);
    }

    fn what_an_interviewer_of_elsewhere_wrote_in_confidence_stays_there(app) {
        let scene = scene(&app);
        scene.shares(true);
        scene.bo.delete(&member(&scene.bo.id, &scene.id)).expect(204);
        let read = scene.cora.get(&format!("/v1/feedback/{}", scene.session)).expect(200);
        assert_eq!(read["notes"]["private_to_coordinator"], Value::Null);
    }

    fn consent_shows_no_draft_and_no_account_that_is_gone(app) {
        let scene = scene(&app);
        scene.shares(true);
        let next = scene.ann.books(&scene.bo, "2027-01-16T17:00:00Z");
        scene.cora.get(&format!("/v1/feedback/{next}")).problem(404, "not_found");
        scene.ann.delete("/v1/me").expect(204);
        scene.cora.get(&format!("/v1/feedback/{}", scene.session)).problem(404, "not_found");
    }
}
