//! The weekly plan: how steps come into it, what one does with them, and what becomes of it.

use crate::support::{Person, Response, TestApp, TestDatabase, at_once, full_notes};
use candor::store::practice::plan_steps;
use serde_json::{Value, json};

/// Notes of which these are the action steps.
fn notes(steps: &[&str]) -> Value {
    let mut notes = full_notes();
    let step = |then: &&str| json!({"if": "it is Tuesday", "then": then, "check": "The drawing is there."});
    notes["action_steps"] = steps.iter().map(step).collect();
    notes
}

/// Ann was interviewed by Bo on Thursday from 17:00 UTC; it is this moment now.
fn met(app: &TestApp, now: &str) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.clock.set(now.parse().unwrap());
    (ann.again(app), bo.again(app), session)
}

fn plan(who: &Person, week: &str) -> Value {
    who.get(&format!("/v1/me/plan?week={week}")).expect(200)
}

/// What these steps say to do, with the week or the state of each.
fn told(steps: &Value, more: &str) -> Vec<(String, String)> {
    let text = |step: &Value, name: &str| step[name].as_str().unwrap().to_owned();
    steps.as_array().unwrap().iter().map(|step| (text(step, "then"), text(step, more))).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

/// The id of the step that says to do this.
#[track_caller]
fn id(plan: &Value, then: &str) -> String {
    let all = ["steps", "overdue"].into_iter().flat_map(|list| plan[list].as_array().unwrap());
    let found = all.into_iter().find(|step| step["then"] == then).unwrap_or_else(|| panic!("{then} in {plan}"));
    found["id"].as_str().unwrap().to_owned()
}

fn changes(who: &Person, step: &str, change: Value) -> Response {
    who.patch(&format!("/v1/me/plan/steps/{step}"), change)
}

on_both_databases! {
    fn the_steps_of_a_feedback_are_in_the_plan_when_it_can_be_read(app) {
        // Thursday evening in Berlin.
        let (ann, bo, session) = met(&app, "2027-01-14T18:00:00Z");
        assert_eq!(plan(&ann, "2027-01-14")["steps"], json!([]));
        bo.saves(&session, &notes(&["Draw", "Count"])).expect(200);
        assert_eq!(plan(&ann, "2027-01-14")["steps"], json!([]), "a draft is nobody's to read");
        bo.submits(&session, &notes(&["Draw", "Count"]));
        let this = ann.get("/v1/me/plan").expect(200);
        assert_eq!(told(&this["steps"], "state"), pairs(&[("Draw", "open"), ("Count", "open")]));
        assert_eq!((&this["week"], &this["until"], &this["is_current"]), (&json!("2027-01-11"), &json!("2027-01-17"), &json!(true)));
        let step = &this["steps"][0];
        assert_eq!((&step["source"], &step["source_id"], &step["if"]), (&json!("feedback"), &json!(session), &json!("it is Tuesday")));
        assert_eq!(bo.get("/v1/me/plan").expect(200)["steps"], json!([]), "it is hers alone");
    }

    fn what_arrives_late_in_the_week_is_for_the_next_and_what_stays_open_is_carried(app) {
        // Friday has begun in Berlin, and not in UTC.
        let (ann, bo, session) = met(&app, "2027-01-14T23:30:00Z");
        bo.submits(&session, &notes(&["Draw", "Count"]));
        assert_eq!(plan(&ann, "2027-01-15")["steps"], json!([]));
        let next = plan(&ann, "2027-01-18");
        assert_eq!((next["steps"].as_array().unwrap().len(), &next["is_current"]), (2, &json!(false)));
        // Two weeks later, one was done.
        app.clock.set("2027-02-03T08:00:00Z".parse().unwrap());
        let ann = ann.again(&app);
        changes(&ann, &id(&next, "Count"), json!({"state": "done"})).expect(200);
        let this = ann.get("/v1/me/plan").expect(200);
        assert_eq!((told(&this["overdue"], "week"), &this["steps"]), (pairs(&[("Draw", "2027-01-18")]), &json!([])));
        assert_eq!(told(&plan(&ann, "2027-01-18")["steps"], "state"), pairs(&[("Draw", "open"), ("Count", "done")]));
        assert_eq!(plan(&ann, "2027-02-08")["overdue"], json!([]), "only this week carries it");
    }

    fn a_step_is_moved_done_dropped_with_a_reason_and_taken_up_again(app) {
        let ann = app.person("Ann");
        let own = ann.post("/v1/me/plan/steps", json!({"then": "Draw the queue"})).expect(201);
        assert_eq!((&own["source"], &own["source_id"], &own["week"], &own["state"]), (&json!("own"), &json!(null), &json!("2027-01-11"), &json!("open")));
        let step = own["id"].as_str().unwrap();
        let moved = changes(&ann, step, json!({"week": "2027-01-20"})).expect(200);
        assert_eq!(moved["week"], "2027-01-18");
        app.clock.advance_minutes(5);
        let done = changes(&ann, step, json!({"state": "done"})).expect(200);
        let at = app.clock.now().to_string();
        assert_eq!((&done["state"], &done["settled_at"]), (&json!("done"), &json!(at)));
        app.clock.advance_minutes(5);
        assert_eq!(changes(&ann, step, json!({"state": "done"})).expect(200)["settled_at"], json!(at), "done once");
        let again = changes(&ann, step, json!({"state": "open", "week": "2027-01-11"})).expect(200);
        assert_eq!((&again["state"], &again["settled_at"], &again["week"]), (&json!("open"), &json!(null), &json!("2027-01-11")));
        let dropped = changes(&ann, step, json!({"state": "dropped", "why": "We had this in class."})).expect(200);
        assert_eq!((&dropped["state"], &dropped["why"]), (&json!("dropped"), &json!("We had this in class.")));
        assert_eq!(changes(&ann, step, json!({"state": "open"})).expect(200)["why"], "");
    }

    fn what_a_plan_cannot_hold_is_refused_with_where_and_why(app) {
        let ann = app.person("Ann");
        let at = |answer: Response| answer.problem(422, "invalid_input")["errors"][0]["pointer"].clone();
        let adds = |body: Value| ann.post("/v1/me/plan/steps", body);
        assert_eq!(at(adds(json!({"then": " "}))), "/then");
        assert_eq!(at(adds(json!({"then": "Draw", "week": "2027-01-10"}))), "/week");
        assert_eq!(at(adds(json!({"then": "Draw", "week": "2028-01-17"}))), "/week");
        assert_eq!(at(adds(json!({"then": "x".repeat(501)}))), "/then");
        adds(json!({"then": "Draw", "week": "2028-01-16"})).expect(201);
        let own = adds(json!({"then": "Draw"})).expect(201);
        let step = own["id"].as_str().unwrap();
        for (change, pointer) in [
            (json!({"state": "dropped"}), "/why"),
            (json!({"state": "done", "why": "Well"}), "/why"),
            (json!({"why": "Well"}), "/why"),
            (json!({"week": "2027-01-10"}), "/week"),
            (json!({"week": "2027-01-18", "state": "done"}), "/week"),
            (json!({"state": "begun"}), "/state"),
        ] {
            assert_eq!(at(changes(&ann, step, change)), pointer);
        }
        changes(&ann, step, json!({"state": "done"})).expect(200);
        assert_eq!(at(changes(&ann, step, json!({"week": "2027-01-18"}))), "/week");
        for week in ["2016-01-01", "2029-01-01", "2027-1-4", "soon"] {
            assert_eq!(at(ann.get(&format!("/v1/me/plan?week={week}"))), "?week");
        }
        changes(&ann, &ann.id, json!({"state": "done"})).problem(404, "not_found");
        changes(&app.person("Cy"), step, json!({"state": "open"})).problem(404, "not_found");
    }

    fn an_amendment_replaces_what_was_not_begun_and_leaves_what_was_done(app) {
        let (ann, bo, session) = met(&app, "2027-01-14T18:00:00Z");
        bo.submits(&session, &notes(&["Draw", "Count", "Tell"]));
        let before = ann.get("/v1/me/plan").expect(200);
        changes(&ann, &id(&before, "Count"), json!({"state": "done"})).expect(200);
        changes(&ann, &id(&before, "Draw"), json!({"week": "2027-01-25"})).expect(200);
        bo.amends(&session, &notes(&["Sketch", "Tell", "Ask"])).expect(200);
        let this = ann.get("/v1/me/plan").expect(200);
        assert_eq!(told(&this["steps"], "state"), pairs(&[("Count", "done"), ("Tell", "open"), ("Ask", "open")]));
        assert_eq!(id(&this, "Tell"), id(&before, "Tell"), "what reads as before is the same step");
        // It is done instead of the one that was moved there.
        assert_eq!(told(&plan(&ann, "2027-01-25")["steps"], "state"), pairs(&[("Sketch", "open")]));
        bo.amends(&session, &notes(&["Sketch", "Tell"])).expect(200);
        assert_eq!(told(&ann.get("/v1/me/plan").expect(200)["steps"], "state"), pairs(&[("Count", "done"), ("Tell", "open")]));
    }

    fn a_hundred_of_ones_own_a_day_and_the_same_key_adds_once(app) {
        let ann = app.person("Ann");
        let keyed = |then: &str| ann.send("POST", "/v1/me/plan/steps", &[("idempotency-key", "k")], Some(&json!({"then": then}).to_string()));
        let first = keyed("Draw").expect(201);
        assert_eq!(keyed("Draw").expect(201), first);
        keyed("Count").problem(422, "idempotency_key_reused");
        for _ in 1..100 {
            ann.post("/v1/me/plan/steps", json!({"then": "Draw"})).expect(201);
        }
        ann.post("/v1/me/plan/steps", json!({"then": "Draw"})).problem(409, "list_full");
        // What was settled makes no room on the same day.
        changes(&ann, first["id"].as_str().unwrap(), json!({"state": "done"})).expect(200);
        ann.post("/v1/me/plan/steps", json!({"then": "Draw"})).problem(409, "list_full");
        app.clock.advance_minutes(24 * 60);
        let ann = ann.again(&app);
        ann.post("/v1/me/plan/steps", json!({"then": "Draw"})).expect(201);
        ann.post("/v1/me/plan/steps", json!({"then": "Draw"})).problem(409, "list_full");
    }

    /// An amendment has read that it is open, and takes it out a moment later.
    fn what_was_done_in_between_is_not_taken_out(app) {
        let ann = app.person("Ann");
        let [done, open] = ["Draw", "Count"].map(|then| {
            let own = ann.post("/v1/me/plan/steps", json!({"then": then})).expect(201);
            own["id"].as_str().unwrap().to_owned()
        });
        changes(&ann, &done, json!({"state": "done"})).expect(200);
        let both = [done.parse().unwrap(), open.parse().unwrap()];
        app.services.write(|db, _| Ok(plan_steps::remove_open(db, &both)?)).unwrap();
        assert_eq!(told(&ann.get("/v1/me/plan").expect(200)["steps"], "state"), pairs(&[("Draw", "done")]));
    }

    fn a_plan_is_in_the_export_and_goes_with_the_account(app) {
        let (ann, bo, session) = met(&app, "2027-01-14T18:00:00Z");
        bo.submits(&session, &notes(&["Draw"]));
        ann.post("/v1/me/plan/steps", json!({"then": "A marmalade of microtasks"})).expect(201);
        let export = ann.get("/v1/me/export").expect(200);
        assert_eq!(export["plan_steps"], ann.get("/v1/me/plan").expect(200)["steps"]);
        assert_eq!(bo.get("/v1/me/export").expect(200)["plan_steps"], json!([]));
        ann.delete("/v1/me").expect(204);
        let rows = crate::support::every_row(&app.services.store);
        assert!(!rows.iter().any(|row| row.starts_with("plan_steps") || row.contains("marmalade")));
        // What is amended after that comes into nobody's plan.
        bo.amends(&session, &notes(&["Sketch"])).expect(200);
        assert!(!crate::support::every_row(&app.services.store).iter().any(|row| row.starts_with("plan_steps")));
    }
}

on_both_databases_racing! {
    fn of_two_tabs_the_second_sees_what_the_first_did(app) {
        let ann = app.person("Ann");
        for _ in 0..20 {
            let own = ann.post("/v1/me/plan/steps", json!({"then": "Draw"})).expect(201);
            let step = own["id"].as_str().unwrap();
            let change = [json!({"state": "done"}), json!({"week": "2027-01-18"})];
            let answers = at_once(2, |number| changes(&ann, step, change[number].clone()));
            answers[0].raw(200);
            // Moved and then done; or done, and then it is not moved any more.
            let after = changes(&ann, step, json!({"state": "done"})).expect(200);
            assert_eq!(after["settled_at"], answers[0].json()["settled_at"]);
            let moved = if answers[1].status == 200 { "2027-01-18" } else { "2027-01-11" };
            assert_eq!((&after["state"], &after["week"]), (&json!("done"), &json!(moved)));
        }
    }

    fn a_step_that_is_done_while_its_notes_are_amended_stays(app) {
        let (ann, bo, session) = met(&app, "2027-01-14T18:00:00Z");
        bo.submits(&session, &notes(&["Step 0"]));
        // Five amendments is the most.
        for round in 0..5 {
            let this = ann.get("/v1/me/plan").expect(200);
            let step = id(&this, &format!("Step {round}"));
            let next = format!("Step {}", round + 1);
            let answers = at_once(2, |number| match number {
                0 => changes(&ann, &step, json!({"state": "done"})),
                _ => bo.amends(&session, &notes(&[&next])),
            });
            answers[1].raw(200);
            let this = ann.get("/v1/me/plan").expect(200);
            let there = told(&this["steps"], "state").contains(&(format!("Step {round}"), "done".to_owned()));
            assert_eq!(there, answers[0].status == 200, "{}: {this}", answers[0].text);
            id(&this, &next);
        }
    }
}
