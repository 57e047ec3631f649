//! Calibration: sample sessions to rate, and a reference that's shown afterwards, only to the rater.

mod pages;
mod races;

use crate::support::{Person, TestApp, TestDatabase, full_notes, operations, rows};
use serde_json::{Value, json};

const FILES: [&str; 3] = [
    include_str!("../../../../catalogue/calibration/coding_junior.json"),
    include_str!("../../../../catalogue/calibration/system_design_mid.json"),
    include_str!("../../../../catalogue/calibration/behavioral_senior.json"),
];

/// A sample as the catalogue has it, with its reference.
fn sample(number: usize) -> Value {
    serde_json::from_str(FILES[number]).unwrap()
}

fn path(sample: &Value) -> String {
    format!("/v1/me/calibration/{}", sample["id"].as_str().unwrap())
}

/// The reference's ratings of a sample, each moved up by this much, as far as the scale goes.
fn moved(sample: &Value, by: i64) -> Value {
    let rating = |one: &Value| {
        let score = one["score"].as_i64().map(|score| (score + by).clamp(1, 4));
        json!({"competency": one["competency"], "score": score, "evidence": ""})
    };
    json!({"ratings": sample["ratings"].as_array().unwrap().iter().map(rating).collect::<Vec<_>>()})
}

/// How many sentences of a sample's reference occur in a text.
fn told(sample: &Value, text: &str) -> usize {
    let reasons = sample["ratings"].as_array().unwrap().iter().map(|one| &one["reason"]);
    let recommendation = &sample["recommendation"];
    let changes = recommendation["would_have_changed_it"].as_array().unwrap().iter().map(|one| &one["text"]);
    let all = reasons.chain([&recommendation["because"]]).chain(changes);
    let in_json = |sentence: &Value| sentence.to_string().trim_matches('"').to_owned();
    all.filter(|sentence| text.contains(&in_json(sentence))).count()
}

on_both_databases! {
    fn who_rates_a_sample_sees_the_reference_beside_it_and_not_before(app) {
        let bo = app.interviewer("Bo");
        let coding = sample(0);
        let stands = bo.get("/v1/me/calibration").expect(200);
        let ids: Vec<_> = stands["samples"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
        assert_eq!(ids, [0, 1, 2].map(|number| sample(number)["id"].clone()));
        assert_eq!((&stands["samples"][0]["rated_at"], &stands["total"]["leniency"]), (&Value::Null, &Value::Null));
        assert_eq!(stands["total"]["rated_by_both"], 0);

        let shown = bo.get(&format!("/v1/calibration/{}", coding["id"].as_str().unwrap()));
        assert_eq!(shown.expect(200)["transcript"], coding["transcript"]);
        let template = bo.get("/v1/note-templates/coding").expect(200);
        assert_eq!(shown.json()["competencies"], template["competencies"]);
        assert_eq!(told(&coding, &shown.text), 0);
        bo.get(&path(&coding)).problem(404, "not_found");
        let mut most = moved(&coding, 1);
        most["ratings"].as_array_mut().unwrap().pop();
        let refused = bo.put(&path(&coding), most);
        refused.problem(422, "invalid_input");
        assert_eq!(told(&coding, &refused.text), 0);

        // 3, 3, 2, not observed, 4.
        let own = json!({"ratings": [
            {"competency": "problem_solving", "score": 2}, {"competency": "code_quality", "score": 3},
            {"competency": "checking", "score": 4, "evidence": "Minute 28: runs [7, 3, 7]."},
            {"competency": "complexity", "score": 1}, {"competency": "thinking_aloud", "score": null}
        ], "verdict": "no_hire"});
        let answer = bo.put(&path(&coding), own.clone());
        let rated = answer.expect(200);
        assert_eq!(told(&coding, &answer.text), 8);
        let seen: Vec<_> = rated["competencies"].as_array().unwrap().iter().map(|one| (one["competency"].as_str().unwrap(), one["difference"].as_i64())).collect();
        assert_eq!(seen[..3], [("checking", Some(2)), ("problem_solving", Some(-1)), ("code_quality", Some(0))]);
        assert!(seen[3..].iter().all(|(_, difference)| difference.is_none()), "{seen:?}");
        let first = &rated["competencies"][0];
        assert_eq!((&first["own"]["score"], &first["reference"]["score"], &first["evidence"]), (&json!(4), &json!(2), &own["ratings"][2]["evidence"]));
        let checking = &template["competencies"][2]["anchors"];
        assert_eq!((&first["own"]["anchor"], &first["reference"]["anchor"]), (&checking[3]["text"], &checking[1]["text"]));
        assert_eq!((&rated["verdict"], &rated["reference"]), (&json!("no_hire"), &coding["recommendation"]));
        let result = &rated["result"];
        assert_eq!((&result["rated_by_both"], &result["same"], &result["within_one"], &result["leniency"]), (&json!(3), &json!(1), &json!(2), &json!(0.33)));
        assert_eq!(bo.get(&path(&coding)).expect(200), rated);

        let stands = bo.get("/v1/me/calibration").expect(200);
        assert_eq!((&stands["samples"][0]["rated_at"], &stands["samples"][0]["result"]), (&rated["rated_at"], &rated["result"]));
        assert_eq!(stands["samples"][1]["rated_at"], Value::Null);
        // Nothing of the others is revealed yet.
        assert_eq!([1, 2].map(|number| told(&sample(number), &answer.text)), [0, 0]);
        assert!(stands["total"]["leniency"].is_null() && stands["total"]["text"].as_str().unwrap().starts_with("You've rated "), "{stands}");
    }

    fn leniency_is_told_over_all_that_was_rated(app) {
        let bo = app.interviewer("Bo");
        let (mut sum, mut both) = (0, 0);
        for (number, by) in [(0, 1), (1, 1), (2, -1)] {
            let (sample, own) = (sample(number), moved(&sample(number), by));
            let rated = bo.put(&path(&sample), own.clone()).expect(200);
            let scores = |all: &Value| all["ratings"].as_array().unwrap().iter().filter_map(|one| one["score"].as_i64()).collect::<Vec<_>>();
            let (own, reference) = (scores(&own), scores(&sample));
            let here: i64 = own.iter().sum::<i64>() - reference.iter().sum::<i64>();
            let mean = |sum: i64, count: usize| (sum as f64 / count as f64 * 100.0).round() / 100.0;
            assert_eq!(rated["result"]["leniency"], json!(mean(here, own.len())));
            assert_eq!(here.signum(), by);
            sum += here;
            both += own.len();
            let total = bo.get("/v1/me/calibration").expect(200)["total"].take();
            assert_eq!(total["rated_by_both"], both);
            let expected = if both < 8 { Value::Null } else { json!(mean(sum, both)) };
            assert_eq!(total["leniency"], expected, "{total}");
        }
        assert_eq!(both, 14);
        // Somebody else has nothing of it.
        let cy = app.interviewer("Cy");
        assert_eq!(cy.get("/v1/me/calibration").expect(200)["total"]["rated_by_both"], 0);
        cy.get(&path(&sample(0))).problem(404, "not_found");
    }

    fn the_first_answer_counts(app) {
        let bo = app.interviewer("Bo");
        let coding = sample(0);
        let rated = bo.put(&path(&coding), moved(&coding, 1)).expect(200);
        // Now that the reference is known.
        bo.put(&path(&coding), moved(&coding, 0)).problem(409, "rated_already");
        assert_eq!(bo.get(&path(&coding)).expect(200), rated);
        app.clock.advance_minutes(5);
        assert_eq!(bo.put(&path(&coding), moved(&coding, 1)).expect(200), rated, "an answer that got lost on its way");
        // Other people's ratings don't matter.
        app.interviewer("Cy").put(&path(&coding), moved(&coding, 0)).expect(200);
    }

    fn every_competency_is_rated_or_called_not_observed(app) {
        let ann = app.person("Ann");
        let coding = sample(0);
        let pointer = |change: &dyn Fn(&mut Vec<Value>)| {
            let mut own = moved(&coding, 0);
            change(own["ratings"].as_array_mut().unwrap());
            let problem = ann.put(&path(&coding), own).problem(422, "invalid_input");
            (problem["errors"][0]["pointer"].as_str().unwrap().to_owned(), problem["errors"][0]["detail"].as_str().unwrap().to_owned())
        };
        let (at, detail) = pointer(&|all| drop(all.drain(3..)));
        assert_eq!((at.as_str(), detail.as_str()), ("/ratings", "Please rate these too, or choose \"not observed\": Complexity; Thinking aloud."));
        assert_eq!(pointer(&|all| all[4] = all[0].clone()).0, "/ratings/4/competency");
        assert_eq!(pointer(&|all| all[1]["competency"] = json!("charm")).0, "/ratings/1/competency");
        assert_eq!(pointer(&|all| all[1]["score"] = json!(5)).0, "/ratings/1/score");
        assert_eq!(pointer(&|all| all[1]["evidence"] = json!("x".repeat(4001))).0, "/ratings/1/evidence");
        assert_eq!(pointer(&|all| all.iter_mut().for_each(|one| one["score"] = Value::Null)).0, "/ratings");
        assert_eq!(pointer(&|all| all.extend(all.clone())).0, "/ratings/5/competency");
        assert_eq!(pointer(&|all| all.extend([all.clone(), all.clone()].concat())).0, "/ratings");
        ann.put(&path(&coding), json!({"verdict": "hire"})).problem(422, "invalid_input");
        let mut verdict = moved(&coding, 0);
        verdict["verdict"] = json!("perhaps");
        ann.put(&path(&coding), verdict).problem(422, "invalid_input");
        for path in ["/v1/calibration/juggling", "/v1/me/calibration/juggling"] {
            ann.get(path).problem(404, "not_found");
        }
        ann.put("/v1/me/calibration/juggling", moved(&coding, 0)).problem(404, "not_found");
        ann.get(&path(&coding)).problem(404, "not_found");
    }

    /// Nothing that can be read before rating contains a word of a reference.
    fn no_answer_tells_the_reference_to_who_has_not_rated(app) {
        let (bo, cy) = (app.interviewer("Bo"), app.interviewer("Cy"));
        for number in 0..3 {
            bo.put(&path(&sample(number)), moved(&sample(number), 0)).expect(200);
        }
        let mut asked = 0;
        for one in operations().iter().filter(|one| one.method == "GET") {
            for id in [0, 1, 2].map(|number| sample(number)["id"].as_str().unwrap().to_owned()).iter().chain([&bo.id]) {
                let path = one.path.replace("{sample}", id).replace("{id}", id).replace("{session_id}", id);
                for reader in [&*cy, &app.guest()] {
                    let answer = reader.get(&path);
                    asked += usize::from(answer.status == 200);
                    assert_eq!([0, 1, 2].map(|number| told(&sample(number), &answer.text)), [0; 3], "{path}");
                }
            }
        }
        assert!(asked > 100, "{asked}");
        assert_eq!(told(&sample(2), &app.guest().get("/openapi.json").text), 0);
        assert_eq!(told(&sample(2), &bo.get(&path(&sample(2))).text), 8, "this is what it would look like");
    }

    fn a_first_time_interviewer_is_offered_them_in_the_brief(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let [first, second] = ["2027-01-14T17:00:00Z", "2027-01-15T17:00:00Z"].map(|start| ann.books(&bo, start));
        let offer = |bo: &Person, session: &str| bo.get(&format!("/v1/sessions/{session}/brief")).expect(200)["before_your_first"].take();
        let three = offer(&bo, &first);
        assert_eq!((&three["samples_left"], &three["path"]), (&json!(3), &json!("/v1/me/calibration")));
        assert!(three["text"].as_str().unwrap().starts_with("Before your first: rate 3 sample sessions, 10 minutes each"), "{three}");
        for number in 0..2 {
            bo.put(&path(&sample(number)), moved(&sample(number), 0)).expect(200);
        }
        assert!(offer(&bo, &first)["text"].as_str().unwrap().starts_with("Before your first: rate a sample session,"));
        // Somebody who has held a session isn't a newcomer; upcoming sessions don't count.
        app.clock.set("2027-01-14T17:30:00Z".parse().unwrap());
        let bo = bo.again(&app);
        assert_eq!(offer(&bo, &second)["samples_left"], 1);
        bo.submits(&first, &full_notes());
        assert_eq!(offer(&bo, &second), Value::Null);
        // Nor is anything left for who rated them all.
        let cy = app.interviewer("Cy");
        let session = ann.again(&app).books(&cy, "2027-01-16T17:00:00Z");
        assert_eq!(offer(&cy, &session)["samples_left"], 3);
        for number in 0..3 {
            cy.put(&path(&sample(number)), moved(&sample(number), 0)).expect(200);
        }
        assert_eq!(offer(&cy, &session), Value::Null);
    }

    fn it_is_in_the_export_and_goes_with_the_account(app) {
        let bo = app.interviewer("Bo");
        let mut own = moved(&sample(1), 1);
        own["ratings"][0]["evidence"] = json!("Minute 8: twenty thousand, in the corner.");
        own["verdict"] = json!("hire");
        let rated = bo.put(&path(&sample(1)), own.clone()).expect(200);
        let export = bo.get("/v1/me/export").expect(200)["sample_ratings"].take();
        let expected = json!([{"sample": sample(1)["id"], "ratings": own["ratings"], "verdict": "hire", "rated_at": rated["rated_at"]}]);
        assert_eq!(export, expected);
        assert_eq!(app.interviewer("Cy").get("/v1/me/export").expect(200)["sample_ratings"], json!([]));
        assert_eq!(kept(&app), 1);
        bo.delete("/v1/me").expect(204);
        assert_eq!(kept(&app), 0);
    }
}

#[derive(diesel::QueryableByName)]
struct Kept {
    #[diesel(sql_type = diesel::sql_types::Text)]
    sample: String,
}

/// How many samples were rated, by anybody.
fn kept(app: &TestApp) -> usize {
    let all: Vec<Kept> = rows(&app.services.store, "SELECT sample_id AS sample FROM calibrations");
    all.iter().filter(|one| !one.sample.is_empty()).count()
}

/// The number of points that each rating of a sample lies above the reference, as it was answered.
fn above(person: &Person, sample: &Value) -> Vec<Option<i64>> {
    let rated = person.get(&path(sample)).expect(200);
    rated["competencies"].as_array().unwrap().iter().map(|one| one["difference"].as_i64()).collect()
}
