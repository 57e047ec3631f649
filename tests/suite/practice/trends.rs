//! Trends, their chart, and the next interview to ask for.

use crate::support::{Person, TestApp, TestDatabase, full_notes, ics};
use serde_json::{Value, json};

/// How a line through the ratings is drawn.
const LINE: &str = "<line class=\"first-line\"";

/// Ann is interviewed by Bo on each of these days of January, and depth is rated so.
fn interviews(app: &TestApp, depth: &[(u32, i64)]) -> (Person, Person, Vec<String>) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let booked: Vec<_> = depth.iter().map(|(day, _)| ann.books(&bo, &format!("2027-01-{day}T17:00:00Z"))).collect();
    for ((day, score), session) in depth.iter().zip(&booked) {
        app.clock.set(format!("2027-01-{day}T18:00:00Z").parse().unwrap());
        let mut notes = full_notes();
        for rating in notes["ratings"].as_array_mut().unwrap() {
            rating["score"] = if rating["competency"] == "depth" { json!(score) } else { json!(3) };
        }
        bo.again(app).submits(session, &notes);
    }
    (ann.again(app), bo.again(app), booked)
}

fn depth(trends: &Value) -> &Value {
    trends["competencies"].as_array().unwrap().iter().find(|one| one["competency"] == "depth").unwrap()
}

on_both_databases! {
    fn two_interviews_tell_nothing_and_three_make_a_line(app) {
        let (ann, bo, sessions) = interviews(&app, &[(12, 1), (13, 2)]);
        let two = ann.get("/v1/me/trends").expect(200);
        assert_eq!((&two["kind"], &two["level"], &two["bar"]), (&json!("concepts"), &json!("junior"), &json!(3)));
        assert_eq!((&depth(&two)["direction"], &depth(&two)["line"]), (&json!("too_few_to_tell"), &json!(null)));
        assert_eq!(depth(&two)["points"][0], json!({"session_id": sessions[0], "at": "2027-01-12T17:00:00Z", "interviewer": 1, "own": null}));
        assert_eq!(two["keeps_coming_back"], json!([{"competency": "depth", "name": "Depth", "sessions": sessions}]));
        let picture = ann.get("/v1/me/trends.svg?kind=concepts");
        picture.raw(200);
        assert_eq!(picture.header("content-type"), "image/svg+xml; charset=utf-8");
        assert!(!picture.text.contains(LINE), "{}", picture.text);

        let third = ann.books(&bo, "2027-01-14T17:00:00Z");
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        ann.put(&format!("/v1/sessions/{third}/self-assessment"), json!({"ratings": [{"competency": "depth", "score": 2}]})).expect(200);
        bo.submits(&third, &full_notes());
        let three = ann.get("/v1/me/trends?kind=concepts&level=junior").expect(200);
        assert_eq!(depth(&three)["points"][2]["own"], 2);
        assert_ne!(depth(&three)["line"], json!(null));
        let picture = ann.get("/v1/me/trends.svg");
        assert!(picture.text.contains(LINE));
        // As the browser tests do: to be looked at.
        if let Some(folder) = std::env::var_os("CANDOR_TEST_SCREENSHOTS") {
            std::fs::write(std::path::Path::new(&folder).join("trends.svg"), &picture.text).unwrap();
        }
        assert_eq!(ann.get("/v1/me/trends?level=senior").expect(200)["interviews_at_other_levels"], 3);
        // They are hers alone.
        for theirs in [bo.get("/v1/me/trends").expect(200), app.person("Sue").get("/v1/me/trends?kind=concepts").expect(200)] {
            assert!(theirs["competencies"].as_array().unwrap().iter().all(|one| one["points"] == json!([])), "{theirs}");
        }
        ann.get("/v1/me/trends?kind=poker").problem(422, "invalid_input");
    }

    fn what_comes_next_can_be_asked_for_as_it_is_proposed(app) {
        let (ann, bo, _) = interviews(&app, &[(12, 2), (13, 2)]);
        let next = ann.get("/v1/me/next").expect(200);
        let request = next["request"].clone();
        assert_eq!((&request["kind"], &request["level"], &request["topics"], &request["language"]), (&json!("concepts"), &json!("junior"), &json!(["promises"]), &json!("en")));
        assert!(next["reason"].as_str().unwrap().contains("Depth") && request["aims"].as_str().unwrap().contains("Depth"), "{next}");
        // They met on a Tuesday and a Wednesday at 18:00 in Berlin, and could again.
        let starts: Vec<_> = request["windows"].as_array().unwrap().iter().map(|one| one["from"].as_str().unwrap()).collect();
        assert_eq!(starts, ["2027-01-19T17:00:00Z", "2027-01-20T17:00:00Z", "2027-01-26T17:00:00Z", "2027-01-27T17:00:00Z"]);
        ann.post("/v1/requests", request).expect(201);
        // What she notes of real interviews counts as well, and is nobody else's to hear of.
        let named = json!({"feelings": "Long.", "kind": "behavioral", "company": "Quillfeather Ltd", "competencies": [first("behavioral")]});
        for _ in 0..5 {
            ann.post("/v1/me/debriefs", json!({"about": "interview", "debrief": named})).expect(201);
        }
        let next = ann.get("/v1/me/next").expect(200);
        assert_eq!(next["request"]["kind"], "behavioral");
        assert!(!next.to_string().contains("Quillfeather"));
        assert_eq!(bo.get("/v1/me/next").expect(200)["request"]["aims"], "");
    }

    fn what_is_behind_somebody_neither_comes_back_nor_comes_next(app) {
        let (ann, bo, sessions) = interviews(&app, &[(12, 2), (13, 1)]);
        let note = |text: Value| {
            let debrief = json!({"about": "interview", "debrief": text});
            ann.again(&app).post("/v1/me/debriefs", debrief).expect(201);
        };
        note(json!({"feelings": "Long.", "kind": "concepts", "competencies": ["depth"], "held_on": "2027-01-13"}));
        assert!(ann.get("/v1/me/next").expect(200)["reason"].as_str().unwrap().contains("Depth"));
        assert_eq!(ann.get("/v1/me/trends").expect(200)["keeps_coming_back"][0]["sessions"], json!(sessions));
        let third = ann.books(&bo, "2027-01-14T17:00:00Z");
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        bo.again(&app).submits(&third, &full_notes());
        let ann = ann.again(&app);
        assert_eq!(ann.get("/v1/me/trends").expect(200)["keeps_coming_back"], json!([]));
        // Written down now, about what was before.
        note(json!({"feelings": "Short.", "kind": "concepts", "competencies": ["depth"], "held_on": "2027-01-12"}));
        assert_eq!(ann.get("/v1/me/next").expect(200)["request"]["aims"], "");
        // And then it came up once more.
        note(json!({"feelings": "Short.", "kind": "concepts", "competencies": ["depth"]}));
        assert!(ann.get("/v1/me/next").expect(200)["request"]["aims"].as_str().unwrap().contains("Depth"));
    }

    fn evenings_that_are_taken_are_not_proposed(app) {
        let (ann, bo, _) = interviews(&app, &[(12, 2), (13, 2)]);
        let proposed = || -> Vec<String> {
            let next = ann.again(&app).get("/v1/me/next").expect(200);
            let windows = next["request"]["windows"].as_array().unwrap();
            windows.iter().map(|one| one["from"].as_str().unwrap().to_owned()).collect()
        };
        let evenings = ["2027-01-19T17:00:00Z", "2027-01-20T17:00:00Z", "2027-01-26T17:00:00Z", "2027-01-27T17:00:00Z"];
        assert_eq!(proposed(), evenings);
        // One with Bo, in either seat; one by her own calendar.
        let booked = ann.books(&bo, "2027-01-19T18:00:00Z");
        ann.volunteers();
        let cy = app.candidate("Cy");
        cy.books(&ann, "2027-01-20T17:30:00Z");
        let choir = ("2027-01-27T18:00:00Z".parse().unwrap(), "2027-01-27T20:00:00Z".parse().unwrap());
        ann.uploads(&ann.adds_a_calendar(), &ics(std::iter::once(choir))).expect(200);
        assert_eq!(proposed(), ["2027-01-26T17:00:00Z"]);
        // A cancelled session frees its evening.
        ann.post(&format!("/v1/sessions/{booked}/cancel"), json!({"reason": "I'm ill."})).expect(200);
        assert_eq!(proposed(), [evenings[0], evenings[2]]);
    }
}

/// The id of the first competency of a kind.
fn first(kind: &str) -> String {
    let path = format!("{}/catalogue/note_templates/{kind}.json", env!("CARGO_MANIFEST_DIR"));
    let template: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    template["competencies"][0]["id"].as_str().unwrap().to_owned()
}
