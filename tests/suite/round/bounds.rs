//! A program's days, kinds and levels hold for its rounds; and people are named wherever a pair is.

use super::{Club, pairs};
use crate::support::{TestApp, TestDatabase};
use serde_json::{Value, json};

fn form(different: &Value) -> Value {
    let mut form =
        json!({"name": "January", "starts_on": "2027-01-14", "ends_on": "2027-01-14", "duration_minutes": 60});
    for (key, value) in different.as_object().unwrap() {
        form[key] = value.clone();
    }
    form
}

on_both_databases! {
    fn a_round_outside_the_program_is_refused_beside_the_field(app) {
        let club = Club::of(&app);
        let program = format!("/v1/programs/{}", club.id);
        club.co.patch(&program, json!({"starts_on": "2027-01-12", "ends_on": "2027-01-20", "kinds": ["concepts", "coding"], "levels": ["junior"]})).expect(200);
        let rounds = format!("{program}/rounds");
        for (wrong, pointer, says) in [
            (json!({"starts_on": "2027-01-11"}), "/starts_on", "The program begins on 2027-01-12"),
            (json!({"ends_on": "2027-01-21"}), "/ends_on", "The program ends on 2027-01-20"),
            (json!({"kind": "behavioral"}), "/kind", "It covers: concepts, coding."),
            (json!({"answer_by": "2027-01-11T07:00:00Z"}), "/answer_by", "has passed"),
            (json!({"answer_by": "2027-01-15T07:00:00Z"}), "/answer_by", "after the round"),
        ] {
            let problem = club.co.post(&rounds, form(&wrong)).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{wrong}");
            assert!(problem["errors"][0]["detail"].as_str().unwrap().contains(says), "{problem}");
        }
        assert_eq!(club.co.get(&rounds).expect(200)["items"], json!([]));
        let id = club.round_but(json!({"kind": "coding", "ends_on": "2027-01-20"}));
        let path = format!("/v1/rounds/{id}");
        assert_eq!(club.co.patch(&path, json!({"ends_on": "2027-01-21"})).problem(422, "invalid_input")["errors"][0]["pointer"], "/ends_on");

        // The same for what a member enters, and for the program once there are rounds.
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        for (wrong, pointer) in [(json!({"kind": "behavioral"}), "/kind"), (json!({"level": "senior"}), "/level")] {
            assert_eq!(ann.put(&format!("{path}/entry"), wrong).problem(422, "invalid_input")["errors"][0]["pointer"], pointer);
        }
        for (wrong, pointer) in [
            (json!({"starts_on": "2027-01-15"}), "/starts_on"), (json!({"ends_on": "2027-01-19"}), "/ends_on"), (json!({"kinds": ["concepts"]}), "/kinds"),
        ] {
            let problem = club.co.patch(&program, wrong).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], pointer);
            assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("The open round \"January\""), "{problem}");
        }
        club.co.patch(&program, json!({"name": "Summer class"})).expect(200);
    }

    /// Somebody's own level counts if the program covers it; otherwise the closest that it does.
    fn the_levels_of_a_program_are_those_of_its_interviews(app) {
        let club = Club::of(&app);
        club.co.patch(&format!("/v1/programs/{}", club.id), json!({"levels": ["intern", "mid"]})).expect(200);
        club.candidates(&app, "ann", 1, ("17:00", "19:00"));
        club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({}));
        let (plan, _) = club.preview(&club.round());
        assert_eq!((pairs(&plan).len(), &plan["pairs"][0]["level"]), (1, &json!("intern")));
    }

    fn a_pair_that_cannot_be_is_named_by_its_people(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "18:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("08:00", "09:00"), json!({})).remove(0);
        let id = club.round();
        let pin = json!({"candidate_id": ann.id, "interviewer_id": bo.id, "decision": "pinned"});
        let decided = club.co.put(&format!("/v1/rounds/{id}/pairs"), pin).expect(200);
        let (plan, _) = club.preview(&id);
        for named in [&decided["items"][0], &plan["refused_pins"][0]] {
            assert_eq!((&named["candidate_name"], &named["interviewer_name"]), (&json!("ann 0"), &json!("bo 0")), "{named}");
        }
        bo.volunteers();
        let (plan, tag) = club.preview(&id);
        bo.put("/v1/me/interviewer/availability", crate::support::every_day("UTC", "06:00", "07:00")).expect(200);
        assert_eq!(pairs(&plan).len(), 1);
        let taken = club.publish(&id, &tag).problem(409, "round_taken");
        assert_eq!((&taken["pairs"][0]["candidate_name"], &taken["pairs"][0]["interviewer_name"]), (&json!("ann 0"), &json!("bo 0")));
    }
}
