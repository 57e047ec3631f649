//! A waiting request's diagnosis in words; and the suggested change would really lead to a match.

use super::{asks, matched, request, wanted, wanted_but};
use crate::support::{TestApp, TestDatabase, crowd, every_day, offer};
use serde_json::{Value, json};

both! {
    fn it_says_who_could_and_why_not_yet(app) {
        let ann = app.candidate("Ann");
        let id = asks(&ann, wanted());
        let words = |id: &str| request(&ann, id)["standing"]["words"].as_str().unwrap().to_owned();
        assert_eq!(words(&id), "Waiting since Monday 11 January. Nobody does concepts at junior level in English yet. Your request keeps its place in the queue until somebody does.");

        let people = crowd(&app, "bo", 2);
        for bo in &people {
            bo.volunteers();
            bo.put("/v1/me/interviewer/availability", every_day("Europe/Berlin", "20:30", "22:00")).expect(200);
        }
        let waits = request(&ann, &id);
        assert_eq!((&waits["standing"]["interviewer_count"], &waits["standing"]["free_count"]), (&json!(2), &json!(0)));
        assert_eq!(words(&id), "Waiting since Monday 11 January. 2 interviewers do Promises and async at junior level in English, but none are free in your windows. Extending Thursday to 22:00 would reach 2 interviewers.");
        assert_eq!(matched(&app), 0);
        let suggested = waits["standing"]["suggested_windows"].clone();
        assert_eq!(suggested, json!([{"from": "2027-01-14T17:00:00Z", "to": "2027-01-14T21:00:00Z"}]));
        ann.patch(&format!("/v1/requests/{id}"), json!({"windows": suggested})).expect(200);
        assert_eq!(words(&id), "Waiting since Monday 11 January. 2 interviewers do Promises and async at junior level in English. 2 are free in your windows right now, so you should hear within minutes.");
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &id)["standing"], Value::Null);
    }

    /// The number of statements is the same for one request and for three, for few people and for many.
    fn it_costs_the_same_for_all(app) {
        let ann = app.candidate("Ann");
        let statements = |path: &str| {
            let before = app.services.store.statements();
            ann.get(path).expect(200);
            app.services.store.statements() - before
        };
        asks(&ann, wanted_but(json!({"level": "staff"})));
        let few = statements("/v1/requests");
        asks(&ann, wanted_but(json!({"level": "staff"})));
        asks(&ann, wanted_but(json!({"level": "staff"})));
        let mut juniors = offer();
        juniors["levels"] = json!(["junior"]);
        for bo in crowd(&app, "bo", 8) {
            bo.volunteers();
            bo.put("/v1/me/interviewer", juniors.clone()).expect(200);
        }
        assert_eq!(statements("/v1/requests"), few);
    }
}
