//! A waiting request's diagnosis in words; and the suggested change would really lead to a match.

use super::{asks, matched, request, wanted, wanted_but};
use crate::support::{TestApp, TestDatabase, crowd, every_day, offer};
use serde_json::{Value, json};

on_both_databases! {
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
        assert_eq!(words(&id), "Waiting since Monday 11 January. 2 interviewers do Promises and async at junior level in English, but none are free in your windows. Extending Thursday to 21:30 CET would reach 2 interviewers.");
        assert_eq!(matched(&app), 0);
        let suggested = waits["standing"]["suggested_windows"].clone();
        assert_eq!(suggested, json!([{"from": "2027-01-14T17:00:00Z", "to": "2027-01-14T20:30:00Z"}]));
        ann.patch(&format!("/v1/requests/{id}"), json!({"windows": suggested})).expect(200);
        assert_eq!(words(&id), "Waiting since Monday 11 January. 2 interviewers do Promises and async at junior level in English. 2 are free in your windows right now, so you should hear within minutes.");
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &id)["standing"], Value::Null);
    }

    /// Bo offers half an hour alone and is free; Cy an hour, and is booked all evening. Who has other sessions is Cy.
    fn what_it_blames_is_so(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let mut short = offer();
        short["durations_minutes"] = json!([30]);
        bo.put("/v1/me/interviewer", short).expect(200);
        let dan = app.candidate("Dan");
        for start in ["17:00", "18:00", "19:00"] {
            dan.books(&cy, &format!("2027-01-14T{start}:00Z"));
        }
        let id = asks(&ann, wanted());
        let stands = request(&ann, &id)["standing"].clone();
        assert_eq!((&stands["interviewer_count"], &stands["free_count"]), (&json!(1), &json!(0)));
        let words = stands["words"].as_str().unwrap();
        assert!(words.ends_with("2 interviewers do Promises and async at junior level in English, 1 of them for 60 minutes. 1 is available in your windows, but has other sessions then. Starting Thursday at 17:00 CET would reach 1 interviewer."), "{words}");
        // One's own calendar is blamed on nobody else.
        let eve = app.candidate("Eve");
        let (fay, _gus) = (app.interviewer("Fay"), app.interviewer("Gus"));
        for start in ["17:15", "18:30"] {
            eve.books(&fay, &format!("2027-01-14T{start}:00Z"));
        }
        let windows = json!([{"from": "2027-01-14T18:00", "to": "2027-01-14T20:45"}]);
        let id = asks(&eve, wanted_but(json!({"windows": windows, "duration_minutes": 90})));
        let words = request(&eve, &id)["standing"]["words"].as_str().unwrap().to_owned();
        assert!(words.contains("you have something else then"), "{words}");
    }

    /// The suggestion is the nearest change, can be sent back as it is, and matches.
    fn what_it_suggests_is_near_and_matches(app) {
        let (ann, bo) = (app.candidate("Ann"), app.person("Bo"));
        bo.volunteers();
        bo.put("/v1/me/interviewer/availability", every_day("Europe/Berlin", "06:30", "07:30")).expect(200);
        // This morning's window is over by now; the other is on Thursday evening.
        let windows = json!([{"from": "2027-01-11T09:00", "to": "2027-01-11T10:15"}, {"from": "2027-01-14T18:00", "to": "2027-01-14T21:00"}]);
        let id = asks(&ann, wanted_but(json!({"windows": windows})));
        app.clock.advance_minutes(120);
        let ann = ann.again(&app);
        let stands = request(&ann, &id)["standing"].clone();
        let words = stands["words"].as_str().unwrap();
        assert!(words.ends_with("Friday 15 January at 06:30 CET would reach 1 interviewer."), "{words}");
        assert_eq!(stands["suggested_windows"].as_array().unwrap().len(), 2);
        ann.patch(&format!("/v1/requests/{id}"), json!({"windows": stands["suggested_windows"]})).expect(200);
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &id)["session"]["starts_at"], "2027-01-15T05:30:00Z");
    }

    /// What is near but at night for one of the two comes after what is farther away by day.
    fn it_suggests_a_time_by_day_first(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.person("Bo"), app.person("Cy"));
        for (who, from, to) in [(&bo, "21:30", "22:30"), (&cy, "12:00", "13:00")] {
            who.volunteers();
            who.put("/v1/me/interviewer/availability", every_day("Europe/Berlin", from, to)).expect(200);
        }
        let windows = json!([{"from": "2027-01-14T20:00", "to": "2027-01-14T21:00"}]);
        let id = asks(&ann, wanted_but(json!({"windows": windows})));
        let stands = request(&ann, &id)["standing"].clone();
        let words = stands["words"].as_str().unwrap();
        assert!(words.ends_with("Thursday 14 January at 12:00 CET would reach 1 interviewer."), "{words}");
        ann.patch(&format!("/v1/requests/{id}"), json!({"windows": stands["suggested_windows"]})).expect(200);
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &id)["session"]["interviewer"]["id"], cy.id);
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
