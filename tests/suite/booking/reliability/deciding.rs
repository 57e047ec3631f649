//! Who decides about a mark, and how often.

use super::{calls_off_late, program, standing};
use crate::support::{Person, Response, TestApp, TestDatabase, at_once};
use serde_json::json;

fn appeals(app: &TestApp, ann: &Person) -> String {
    let mark = standing(app, ann)["marks"][0]["id"].as_str().unwrap().to_owned();
    ann.again(app).post(&format!("/v1/me/marks/{mark}/appeal"), json!({"reason": "My train stood still."})).expect(200);
    mark
}

fn decides(who: &Person, program: &str, mark: &str, decision: &str) -> Response {
    let body = json!({"decision": decision, "word": "The railway says so too."});
    who.post(&format!("/v1/programs/{program}/appeals/{mark}"), body)
}

on_both_databases! {
    fn nobody_decides_about_a_session_of_their_own(app) {
        let (ann, bo, eve) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Eve"));
        let (co, program) = program(&app, &[&ann, &bo, &eve]);
        for one in [&ann, &bo] {
            co.again(&app).patch(&format!("/v1/programs/{program}/members/{}", one.id), json!({"role": "coordinator"})).expect(200);
        }
        calls_off_late(&app, &ann, &bo, false, "2027-01-12");
        let mark = appeals(&app, &ann);
        let path = format!("/v1/programs/{program}/appeals");
        for one in [&ann, &bo] {
            assert_eq!(one.again(&app).get(&path).expect(200)["items"], json!([]));
            decides(&one.again(&app), &program, &mark, "lift").problem(404, "not_found");
        }
        assert_eq!(co.again(&app).get(&path).expect(200)["items"].as_array().unwrap().len(), 1);
        decides(&co.again(&app), &program, &mark, "lift").expect(200);
    }
}

on_both_databases_racing! {
    /// Two coordinators, of two minds, in one moment: one decides, and one mail says so.
    fn a_mark_is_decided_about_once(app) {
        let (ann, bo, di) = (app.candidate("Ann"), app.interviewer("Bo"), app.person("Di"));
        let (co, program) = program(&app, &[&ann, &bo, &di]);
        co.again(&app).patch(&format!("/v1/programs/{program}/members/{}", di.id), json!({"role": "coordinator"})).expect(200);
        for round in 0..6 {
            // More than thirty days apart, so that nothing is paused.
            let day = ["2027-01-12", "2027-02-15", "2027-03-22", "2027-04-26", "2027-05-31", "2027-07-05"][round];
            calls_off_late(&app, &ann, &bo, false, day);
            let mark = appeals(&app, &ann);
            let people = [co.again(&app), di.again(&app)];
            let answers = at_once(2, |number| decides(&people[number], &program, &mark, ["lift", "uphold"][number]));
            let won = answers.iter().filter(|one| one.status == 200).count();
            assert!(won == 1 && answers.iter().all(|one| [200, 404, 409].contains(&one.status)), "{answers:?}");
            let told = app.mails_to(&ann.email).iter().filter(|mail| mail.flat().contains("The railway says so too")).count();
            assert_eq!(told, round + 1);
        }
    }
}
