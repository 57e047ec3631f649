//! Blocking and being matched at the same moment.

use super::{books, keeps_away, lets_back};
use crate::support::{Response, TestApp, TestDatabase, at_once};
use serde_json::Value;

/// Whether an answer to keeping somebody away names this session.
fn names(answer: &Response, session: &str) -> bool {
    let all = answer.expect(200)["coming_sessions"].as_array().unwrap().clone();
    all.iter().any(|one: &Value| one["id"] == session)
}

on_both_databases_racing! {
    /// Booked before, and then named in the answer; or not at all.
    fn a_booking_comes_before_or_not_at_all(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let path = format!("/v1/me/blocks/{}", ann.id);
        for number in 0..16 {
            let start = format!("2027-01-{:02}T{:02}:00:00Z", 12 + number / 8, 8 + number % 8);
            let answers = at_once(2, |who| if who == 0 { books(&ann, &bo, &start) } else { bo.send("PUT", &path, &[], None) });
            match answers[0].status {
                201 => {
                    let id = answers[0].json()["id"].as_str().unwrap().to_owned();
                    assert!(names(&answers[1], &id), "booked after: {}", answers[1].text);
                }
                _ => {
                    answers[0].problem(404, "not_found");
                }
            }
            books(&ann, &bo, "2027-01-20T17:00:00Z").problem(404, "not_found");
            lets_back(&bo, &ann);
        }
        keeps_away(&ann, &bo);
    }
}
