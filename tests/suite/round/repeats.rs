//! The same two people meet again only where it can't be avoided, or not at all, as the program says.

use super::{Club, pairs, publish, sessions_of, why};
use crate::support::{Person, TestApp, TestDatabase};
use candor::service::matching::matcher;
use serde_json::{Value, json};

/// One candidate; Bo, who knows their topics, and Di, who doesn't: two with the same hours.
struct Small {
    club: Club,
    ann: Person,
    bo: Person,
    di: Person,
}

impl Small {
    fn of(app: &TestApp) -> Self {
        let club = Club::of(app);
        let ann = club.candidates(app, "ann", 1, ("18:00", "19:00")).remove(0);
        let bo = club.interviewers(app, "bo", 1, ("18:00", "19:00"), json!({})).remove(0);
        let di = club.interviewers(app, "di", 1, ("18:00", "19:00"), json!({"topics": ["react"]})).remove(0);
        Self { club, ann, bo, di }
    }

    /// The plan of a round on this Thursday of January.
    fn plan(&self, app: &TestApp, day: u32) -> (String, Value, String) {
        let club = Club { id: self.club.id, co: self.club.co.again(app) };
        let date = format!("2027-01-{day}");
        let id = club.round_but(json!({"starts_on": date, "ends_on": date}));
        let (plan, tag) = club.preview(&id);
        (id, plan, tag)
    }

    /// Whom Ann meets in a round on this Thursday, which is published.
    fn meets(&self, app: &TestApp, day: u32) -> String {
        let (id, plan, tag) = self.plan(app, day);
        publish(&self.club.co.again(app), &id, &tag).expect(200);
        assert_eq!(plan["proof"]["proof"], "optimal");
        pairs(&plan).remove(0).1
    }

    fn set(&self, app: &TestApp, setting: &str, rounds: u32) {
        let path = format!("/v1/programs/{}", self.club.id);
        assert_eq!(self.club.co.again(app).patch(&path, json!({setting: rounds})).expect(200)[setting], rounds);
    }
}

fn it_is(app: &TestApp, day: u32, hour: u32) {
    app.clock.set(format!("2027-01-{day}T{hour}:10:00Z").parse().unwrap());
}

on_both_databases! {
    fn who_met_in_the_last_rounds_meets_somebody_else(app) {
        let all = Small::of(&app);
        assert_eq!(all.meets(&app, 14), all.bo.id, "the better fit");
        it_is(&app, 15, 10);
        assert_eq!(all.meets(&app, 21), all.di.id, "somebody new, though Bo fits better");
        it_is(&app, 22, 10);
        // Both are repeats now.
        assert_eq!(pairs(&all.plan(&app, 28).1)[0].1, all.bo.id);
        all.set(&app, "avoid_repeats_rounds", 1);
        assert_eq!(pairs(&all.plan(&app, 28).1)[0].1, all.bo.id, "Di was met in the last round");
        all.set(&app, "forbid_repeats_rounds", 1);
        let (_, plan, _) = all.plan(&app, 28);
        assert_eq!((pairs(&plan)[0].1.as_str(), &plan["pairs"][0]["repeats"]), (all.bo.id.as_str(), &json!(true)));
        all.set(&app, "forbid_repeats_rounds", 2);
        let (_, plan, _) = all.plan(&app, 28);
        assert_eq!((pairs(&plan), why(&plan, &all.ann).0.as_str()), (vec![], "forbidden"));
    }

    /// The rule counts the rounds before the one that booked the session, as when that was planned.
    fn what_comes_in_a_sessions_place_is_no_repeat_either(app) {
        let all = Small::of(&app);
        all.set(&app, "forbid_repeats_rounds", 1);
        assert_eq!(all.meets(&app, 14), all.bo.id);
        it_is(&app, 15, 10);
        assert_eq!(all.meets(&app, 21), all.di.id);
        let booked = all.di.again(&app).get("/v1/sessions?state=booked").expect(200)["items"][0]["id"].clone();
        let path = format!("/v1/sessions/{}/cancel", booked.as_str().unwrap());
        all.di.again(&app).post(&path, json!({"reason": "I'm ill."})).expect(200);
        assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 0, "Bo was met in the round before");
        let cy = all.club.interviewers(&app, "cy", 1, ("18:00", "19:00"), json!({})).remove(0);
        assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 1);
        let offered = all.ann.again(&app).get("/v1/requests").expect(200)["items"][0]["session"].clone();
        assert_eq!(offered["interviewer"]["id"], cy.id);
    }

    fn a_session_that_did_not_take_place_is_no_meeting(app) {
        let all = Small::of(&app);
        assert_eq!(all.meets(&app, 14), all.bo.id);
        it_is(&app, 14, 18);
        let ann = all.ann.again(&app);
        let session = sessions_of(&ann)[0]["id"].as_str().unwrap().to_owned();
        ann.post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": "interviewer"})).expect(200);
        it_is(&app, 15, 10);
        assert_eq!(all.meets(&app, 21), all.bo.id, "nobody came");
        it_is(&app, 18, 10);
        let ann = all.ann.again(&app);
        let next = sessions_of(&ann).iter().find(|one| one["state"] == "booked").unwrap()["id"].as_str().unwrap().to_owned();
        ann.post(&format!("/v1/sessions/{next}/cancel"), json!({"reason": "I'm ill."})).expect(200);
        it_is(&app, 22, 10);
        assert_eq!(pairs(&all.plan(&app, 28).1)[0].1, all.bo.id, "it was cancelled");
    }

    fn how_many_rounds_count_is_a_setting(app) {
        let all = Small::of(&app);
        let path = format!("/v1/programs/{}", all.club.id);
        let program = all.club.co.get(&path).expect(200);
        assert_eq!((&program["avoid_repeats_rounds"], &program["forbid_repeats_rounds"]), (&json!(6), &json!(0)));
        for setting in ["avoid_repeats_rounds", "forbid_repeats_rounds"] {
            let problem = all.club.co.patch(&path, json!({setting: 21})).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], format!("/{setting}"));
        }
        all.set(&app, "avoid_repeats_rounds", 0);
        assert_eq!(all.meets(&app, 14), all.bo.id);
        it_is(&app, 15, 10);
        assert_eq!(all.meets(&app, 21), all.bo.id, "nothing is a repeat");
    }
}
