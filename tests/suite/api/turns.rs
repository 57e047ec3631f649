//! What takes long or much memory waits for its turn, whichever operation it is, and is refused if that takes too long.

use crate::support::{Person, TestApp, TestDatabase, at_once, full_notes, ics};
use candor::service::gate::cores;
use serde_json::json;

on_both_databases_racing! {
    fn heavy_work_takes_turns(app) {
        let (co, ann, bo) = (app.person("Co"), app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        app.clock.set("2027-01-14T18:05:00Z".parse().unwrap());
        let [co, ann, bo] = [&co, &ann, &bo].map(|person| person.again(&app));
        bo.submits(&session, &full_notes());
        let program = format!("/v1/programs/{}", co.post("/v1/programs", json!({"name": "Club"})).expect(201)["id"].as_str().unwrap());
        let round = json!({"name": "January", "starts_on": "2027-01-20", "ends_on": "2027-01-20", "duration_minutes": 60});
        let round = co.post(&format!("{program}/rounds"), round).expect(201)["id"].as_str().unwrap().to_owned();
        let calendar = ann.adds_a_calendar();
        let file = ics(std::iter::empty());
        let heavy: [(&Person, &str, String, Option<&str>); 7] = [
            (&ann, "GET", "/v1/me/export".to_owned(), None),
            (&ann, "GET", format!("/v1/feedback/{session}/feedback.pdf"), None),
            (&co, "GET", format!("{program}/report"), None),
            (&co, "GET", format!("{program}/overview"), None),
            (&co, "GET", format!("{program}/report.csv"), None),
            (&co, "POST", format!("/v1/rounds/{round}/preview"), None),
            (&ann, "PUT", format!("/v1/me/busy-calendars/{calendar}/file"), Some(&file)),
        ];
        let ask = |number: usize| {
            let (who, method, path, body) = &heavy[number];
            who.send(method, path, &[("content-type", "text/calendar")], *body)
        };
        let turns: Vec<_> = (0..cores()).map(|_| app.services.gates.heavy.enter().unwrap()).collect();
        for (refused, (_, method, path, _)) in at_once(heavy.len(), ask).iter().zip(&heavy) {
            assert_eq!(refused.status, 503, "{method} {path}");
            refused.problem(503, "busy");
            assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
        }
        drop(turns);
        for (done, (_, method, path, _)) in at_once(heavy.len(), ask).iter().zip(&heavy) {
            assert!((200..300).contains(&done.status), "{method} {path}: {}", done.text);
        }
    }
}
