//! Rate limits with concurrent attempts.

use crate::support::with_status;
use crate::support::{PASSWORD, Response, TestApp, TestDatabase, at_once, booking};
use candor::service::limits::Limits;
use serde_json::json;

/// Checks that `limit` requests were let through, and every other response says when to retry.
#[track_caller]
fn let_through(answers: &[Response], limit: usize) {
    assert_eq!(answers.len() - with_status(answers, 429), limit, "{answers:#?}");
    for answer in answers.iter().filter(|answer| answer.status == 429) {
        answer.problem(429, "rate_limited");
        assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    }
}

fn no_more_pass_than_the_limit(app: &TestApp) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let guest = app.guest();

    // Ann has signed in once to get here.
    let tries = at_once(30, |number| {
        guest.post("/v1/auth/login", json!({"email": ann.email, "password": format!("a guess {number}")}))
    });
    let_through(&tries, 19);
    let right = guest.post("/v1/auth/login", json!({"email": ann.email, "password": PASSWORD}));
    right.problem(429, "rate_limited");

    let sign_ups = at_once(12, |_| {
        let form = json!({"email": "cy@example.org", "password": PASSWORD, "display_name": "Cy", "time_zone": "UTC"});
        guest.post("/v1/accounts", form)
    });
    let_through(&sign_ups, 5);

    let resets = at_once(12, |_| guest.post("/v1/auth/forgot-password", json!({"email": bo.email})));
    let_through(&resets, 6);

    let bookings = at_once(40, |_| ann.post("/v1/sessions", booking(&bo.id, "2027-01-14T17:00:00Z")));
    let_through(&bookings, 30);
    assert_eq!(with_status(&bookings, 201), 1);
}

#[test]
fn sqlite() {
    no_more_pass_than_the_limit(&TestApp::start_with(TestDatabase::file(), Limits::usual()));
}

#[test]
fn postgres() {
    no_more_pass_than_the_limit(&TestApp::start_with(TestDatabase::postgres(), Limits::usual()));
}
