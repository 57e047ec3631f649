//! Debriefs: of mock sessions, real interviews and whole cycles; and that nobody else reads a word of them.

use crate::support::{Person, Response, TestApp, TestDatabase, full_notes};
use serde_json::{Value, json};

const PATH: &str = "/v1/me/debriefs";

fn writes(who: &Person, body: Value) -> Value {
    who.post(PATH, body).expect(201)
}

fn id(of: &Value) -> String {
    of["id"].as_str().unwrap().to_owned()
}

/// A real interview about concepts.
fn interview(cycle: Option<&str>, more: Value) -> Value {
    let mut debrief = json!({"feelings": "Relieved.", "kind": "concepts", "company": "Quillfeather Ltd", "role": "Front-end developer"});
    debrief.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"about": "interview", "cycle_id": cycle, "debrief": debrief})
}

fn met(app: &TestApp, now: &str) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, "2027-01-13T17:00:00Z");
    app.clock.set(now.parse().unwrap());
    (ann.again(app), bo.again(app), session)
}

on_both_databases! {
    fn a_debrief_is_written_shown_listed_changed_and_deleted(app) {
        let ann = app.person("Ann");
        let text = json!({
            "feelings": "Relieved.\nAnd tired.", "went_well": "I asked before I wrote.", "could_have_gone_better": "The queue.",
            "next_time": ["Draw the queue"], "in_plan": false, "causes": ["nerves", "luck"], "kind": "concepts",
            "competencies": ["depth"], "held_on": "2027-01-08", "company": "Quillfeather Ltd", "role": "Developer", "outcome": null
        });
        let answer = ann.post(PATH, json!({"about": "interview", "debrief": text}));
        let written = answer.expect(201);
        assert_eq!(written["debrief"], text);
        let at = format!("{PATH}/{}", id(&written));
        assert_eq!(answer.header("location"), at);
        assert_eq!(ann.get(&at).expect(200), written);
        let cycle = writes(&ann, json!({"about": "cycle", "debrief": {"went_well": "I began."}}));
        let listed = |query: &str| -> Vec<String> {
            let list = ann.get(&format!("{PATH}{query}")).expect(200);
            list["items"].as_array().unwrap().iter().map(id).collect()
        };
        assert_eq!(listed(""), [id(&cycle), id(&written)]);
        assert_eq!(listed("?about=cycle"), [id(&cycle)]);
        let next = ann.get(&format!("{PATH}?limit=1")).expect(200)["next_cursor"].as_str().unwrap().to_owned();
        assert_eq!(listed(&format!("?limit=1&cursor={next}")), [id(&written)]);
        app.clock.advance_minutes(5);
        let changed = ann.put(&at, json!({"cycle_id": id(&cycle), "debrief": {"went_well": "Much."}})).expect(200);
        assert_eq!((&changed["debrief"]["went_well"], &changed["debrief"]["company"], &changed["cycle_id"]), (&json!("Much."), &json!(null), &cycle["id"]));
        assert_eq!((&changed["created_at"], &changed["updated_at"]), (&written["created_at"], &json!(app.clock.now().to_string())));
        // A cycle goes, and its interviews stay.
        ann.delete(&format!("{PATH}/{}", id(&cycle))).expect(204);
        assert_eq!(ann.get(&at).expect(200)["cycle_id"], json!(null));
        ann.delete(&at).expect(204);
        ann.get(&at).problem(404, "not_found");
        ann.delete(&at).problem(404, "not_found");
        assert_eq!(listed(""), Vec::<String>::new());
    }

    fn of_a_mock_session_its_candidate_writes_one_once_it_is_over(app) {
        let (ann, bo, session) = met(&app, "2027-01-13T17:59:00Z");
        let of = || json!({"about": "session", "session_id": session, "debrief": {"went_well": "The start.", "competencies": ["depth"]}});
        ann.post(PATH, of()).problem(409, "too_early");
        app.clock.advance_minutes(1);
        bo.post(PATH, of()).problem(403, "forbidden");
        let stranger = app.person("Cy");
        assert_eq!(stranger.post(PATH, of()).problem(422, "invalid_input")["errors"][0]["pointer"], "/session_id");
        let key = [("idempotency-key", "k")];
        let first = ann.send("POST", PATH, &key, Some(&of().to_string())).expect(201);
        assert_eq!(ann.send("POST", PATH, &key, Some(&of().to_string())).expect(201), first);
        assert_eq!(ann.post(PATH, of()).problem(422, "invalid_input")["errors"][0]["pointer"], "/session_id");
    }

    fn what_a_debrief_cannot_hold_is_refused_with_where(app) {
        let (ann, _, session) = met(&app, "2027-01-13T18:00:00Z");
        let at = |body: Value| ann.post(PATH, body).problem(422, "invalid_input")["errors"][0]["pointer"].as_str().unwrap().to_owned();
        let session = |debrief: Value| json!({"about": "session", "session_id": session, "debrief": debrief});
        let cycle = |debrief: Value| json!({"about": "cycle", "debrief": debrief});
        let of_someone_else = id(&writes(&app.person("Cy"), cycle(json!({"feelings": "Well."}))));
        let no_cycle = id(&writes(&ann, interview(None, json!({}))));
        for (body, pointer) in [
            (cycle(json!({})), "/debrief"),
            (cycle(json!({"feelings": "One.\nTwo.\nThree."})), "/debrief/feelings"),
            (cycle(json!({"feelings": "x".repeat(301)})), "/debrief/feelings"),
            (cycle(json!({"next_time": ["Draw", " "]})), "/debrief/next_time/1"),
            (cycle(json!({"feelings": "x", "competencies": ["depth"]})), "/debrief/competencies"),
            (cycle(json!({"feelings": "x", "kind": "concepts"})), "/debrief/kind"),
            (cycle(json!({"feelings": "x", "causes": ["fate"]})), "/debrief/causes/0"),
            (cycle(json!({"feelings": "x", "causes": ["luck", "luck"]})), "/debrief/causes/1"),
            (session(json!({"feelings": "x", "company": "Quillfeather Ltd"})), "/debrief/company"),
            (session(json!({"feelings": "x", "competencies": ["charm"]})), "/debrief/competencies/0"),
            (interview(None, json!({"kind": null, "competencies": ["depth"]})), "/debrief/kind"),
            (interview(None, json!({"competencies": ["depth", "depth"]})), "/debrief/competencies/1"),
            (interview(Some(&of_someone_else), json!({})), "/cycle_id"),
            (interview(Some(&no_cycle), json!({})), "/cycle_id"),
            (json!({"about": "session", "debrief": {"feelings": "x"}}), "/session_id"),
            (json!({"about": "party", "debrief": {"feelings": "x"}}), "/about"),
        ] {
            assert_eq!(at(body.clone()), pointer, "{body}");
        }
    }

    fn a_cycle_gathers_its_interviews_by_outcome_cause_and_competency(app) {
        let ann = app.person("Ann");
        let cycle = writes(&ann, json!({"about": "cycle", "debrief": {"feelings": "Long.", "outcome": "offer"}}));
        let path = format!("{PATH}/{}/retro", id(&cycle));
        let write = |more: Value| id(&writes(&ann, interview(Some(&id(&cycle)), more)));
        let first = write(json!({"outcome": "rejected", "causes": ["budget", "nerves"], "competencies": ["depth"]}));
        let second = write(json!({"outcome": "offer", "causes": ["nerves"], "competencies": ["depth", "correctness"]}));
        let third = write(json!({}));
        writes(&ann, interview(None, json!({"causes": ["nerves"]})));
        let retro = ann.get(&path).expect(200);
        assert_eq!(retro["interviews"].as_array().unwrap().len(), 3);
        assert_eq!(retro["outcomes"], json!([
            {"outcome": "offer", "interviews": [second]}, {"outcome": "rejected", "interviews": [first]}, {"outcome": null, "interviews": [third]}
        ]));
        assert_eq!(retro["causes"], json!([
            {"cause": "nerves", "in_hand": true, "interviews": [first, second]}, {"cause": "budget", "in_hand": false, "interviews": [first]}
        ]));
        let named: Vec<_> = retro["competencies"].as_array().unwrap().iter().map(|one| (&one["competency"], &one["interviews"])).collect();
        assert_eq!(named, [(&json!("depth"), &json!([first, second])), (&json!("correctness"), &json!([second]))]);
        ann.get(&format!("{PATH}/{first}/retro")).problem(404, "not_found");
    }

    fn next_time_goes_into_the_plan_where_asked(app) {
        let ann = app.person("Ann");
        let text = |lines: Value, in_plan: bool| json!({"debrief": {"next_time": lines, "in_plan": in_plan}});
        let mut body = text(json!(["Draw the queue", "Ask first"]), false);
        body["about"] = json!("interview");
        let written = writes(&ann, body);
        let at = format!("{PATH}/{}", id(&written));
        let plan = || -> Vec<(String, String)> {
            let plan = ann.get("/v1/me/plan").expect(200);
            let told = |one: &Value| (one["then"].as_str().unwrap().to_owned(), one["state"].as_str().unwrap().to_owned());
            plan["steps"].as_array().unwrap().iter().map(told).collect()
        };
        let step = |then: &str, state: &str| (then.to_owned(), state.to_owned());
        assert_eq!(plan(), []);
        ann.put(&at, text(json!(["Draw the queue", "Ask first"]), true)).expect(200);
        assert_eq!(plan(), [step("Draw the queue", "open"), step("Ask first", "open")]);
        let first = ann.get("/v1/me/plan").expect(200)["steps"][0].clone();
        assert_eq!((&first["source"], &first["source_id"]), (&json!("debrief"), &written["id"]));
        ann.patch(&format!("/v1/me/plan/steps/{}", id(&first)), json!({"state": "done"})).expect(200);
        ann.put(&at, text(json!(["Breathe"]), true)).expect(200);
        assert_eq!(plan(), [step("Draw the queue", "done"), step("Breathe", "open")]);
        ann.delete(&at).expect(204);
        assert_eq!(plan(), [step("Draw the queue", "done")]);
    }

    fn nobody_else_reads_a_word_of_it(app) {
        let (ann, bo, session) = met(&app, "2027-01-13T18:00:00Z");
        let (operator, coordinator) = (app.person("Operator"), app.person("Cora"));
        assert_eq!(operator.email, "operator@example.org");
        let club = coordinator.post("/v1/programs", json!({"name": "Club"})).expect(201);
        for who in [&ann, &bo] {
            who.post("/v1/programs/join", json!({"code": club["join_code"]})).expect(200);
        }
        // She shares everything that can be shared.
        let me = format!("/v1/programs/{}/members/{}", club["id"].as_str().unwrap(), ann.id);
        ann.patch(&me, json!({"shares_notes": true})).expect(200);
        ann.patch("/v1/me/plan/settings", json!({"in_briefs": true, "in_calendar": true})).expect(200);
        let told = json!({"feelings": "Marmalade.", "went_well": "Marmalade.", "could_have_gone_better": "Marmalade.", "next_time": ["Marmalade"], "in_plan": true});
        let of_session = writes(&ann, json!({"about": "session", "session_id": session, "debrief": told}));
        let cycle = writes(&ann, json!({"about": "cycle", "debrief": told}));
        bo.submits(&session, &full_notes());
        let again = ann.books(&bo, "2027-01-15T09:00:00Z");
        let program = club["id"].as_str().unwrap();
        for other in [&bo, &coordinator, &operator, &app.person("Sue")] {
            for debrief in [&of_session, &cycle] {
                let at = format!("{PATH}/{}", id(debrief));
                let refused = |answer: Response| answer.problem(404, "not_found");
                refused(other.get(&at));
                refused(other.get(&format!("{at}/retro")));
                refused(other.put(&at, json!({"debrief": {"feelings": "Mine."}})));
                refused(other.delete(&at));
            }
            assert_eq!(other.get(PATH).expect(200)["items"], json!([]));
            for path in [
                format!("/v1/feedback/{session}"), format!("/v1/feedback/{session}/versions"), format!("/v1/sessions/{session}"),
                format!("/v1/sessions/{again}/brief"), format!("/v1/sessions/{session}/history"), "/v1/me/export".to_owned(),
                "/v1/me/plan".to_owned(), format!("/v1/programs/{program}/members"), format!("/v1/programs/{program}/overview"),
            ] {
                assert!(!other.get(&path).text.contains("armalade"), "{path}");
            }
        }
        for mail in app.mails() {
            assert!(!mail.text.contains("armalade") && !mail.subject.contains("armalade"), "{}", mail.text);
        }
        let export = ann.get("/v1/me/export").expect(200);
        assert_eq!(export["debriefs"].as_array().unwrap().len(), 2);
        assert_eq!(export["debriefs"][0]["debrief"]["feelings"], "Marmalade.");
        ann.delete("/v1/me").expect(204);
        assert!(!crate::support::every_row(&app.services.store).iter().any(|row| row.contains("armalade")));
    }
}
