//! Rate limits with concurrent attempts.

use crate::support::with_status;
use crate::support::{PASSWORD, Response, TestApp, TestDatabase, at_once, booking};
use candor::service::limits::Limits;
use serde_json::{Value, json};

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

/// Somebody signs in from this network address, as the proxy tells it.
fn signs_in(app: &TestApp, from: &str, body: &Value) -> Response {
    app.guest().send("POST", "/v1/auth/login", &[("x-forwarded-for", from)], Some(&body.to_string()))
}

/// What strangers try with her address keeps neither her nor her devices out.
fn strangers_lock_nobody_out(app: &TestApp) {
    let (ann, bo) = (app.person("Ann"), app.person("Bo"));
    let tries = |from: &str, times: usize| {
        let wrong = json!({"email": "ANN@example.org", "password": "a guess of theirs"});
        (0..times).filter(|_| signs_in(app, from, &wrong).status == 401).count()
    };
    let right = json!({"email": ann.email, "password": PASSWORD});
    assert_eq!(tries("203.0.113.6", 25), 20);
    signs_in(app, "203.0.113.6", &right).problem(429, "rate_limited");
    let here = signs_in(app, "198.51.100.7", &right).expect(200);

    // Many networks: for her address it's over until the hour has passed, but not for where she's signed in.
    let used_up = (0..30).position(|network| tries(&format!("2001:db8:{network:x}::1"), 25) == 0);
    assert!(used_up.is_some_and(|networks| networks >= 8), "{used_up:?}");
    signs_in(app, "192.0.2.9", &right).problem(429, "rate_limited");
    let with = |token: &Value| json!({"email": ann.email, "password": PASSWORD, "refresh_token": token});
    signs_in(app, "203.0.113.6", &with(&here["refresh_token"])).expect(200);
    // The token stays good; a wrong password is still wrong, and such tries are counted as well.
    let next = app.guest().post("/v1/auth/refresh", json!({"refresh_token": here["refresh_token"]})).expect(200);
    let guess = json!({"email": ann.email, "password": "a guess of theirs", "refresh_token": next["refresh_token"]});
    let guessed: Vec<_> = (0..25).map(|_| signs_in(app, "192.0.2.9", &guess).status).collect();
    assert_eq!((guessed[0], guessed[24]), (401, 429));

    // A token that's used, somebody else's, of a sign-in that ended, or no token at all opens no other way.
    for token in [&here["refresh_token"], &json!(bo.refresh_token), &json!("x"), &Value::Null] {
        signs_in(app, "192.0.2.9", &with(token)).problem(429, "rate_limited");
    }
    let access = next["access_token"].as_str().unwrap();
    app.guest().with_token(access).send("POST", "/v1/auth/logout", &[], None).expect(204);
    signs_in(app, "192.0.2.9", &with(&next["refresh_token"])).problem(429, "rate_limited");
    signs_in(app, "192.0.2.9", &json!({"email": bo.email, "password": PASSWORD})).expect(200);
}

/// Nor what they ask for in her name.
fn strangers_use_up_nobodys_links(app: &TestApp) {
    let ann = app.person("Ann");
    let asks = |from: &str, path: &str, body: Value| {
        app.guest().send("POST", path, &[("x-forwarded-for", from)], Some(&body.to_string())).status
    };
    let forgets = |from: &str| asks(from, "/v1/auth/forgot-password", json!({"email": ann.email}));
    assert_eq!((0..8).map(|_| forgets("203.0.113.6")).collect::<Vec<_>>(), [202, 202, 202, 202, 202, 202, 429, 429]);
    assert_eq!(forgets("198.51.100.7"), 202);
    let form = json!({"email": ann.email, "password": "a sentence of mine", "display_name": "Eve", "time_zone": "UTC"});
    let signs_up = |from: &str| asks(from, "/v1/accounts", form.clone());
    assert_eq!((0..6).map(|_| signs_up("203.0.113.6")).collect::<Vec<_>>(), [202, 202, 202, 202, 202, 429]);
    assert_eq!(signs_up("198.51.100.7"), 202);
}

#[test]
fn strangers_on_sqlite() {
    strangers_lock_nobody_out(&TestApp::start_behind_a_proxy(TestDatabase::file()));
    strangers_use_up_nobodys_links(&TestApp::start_behind_a_proxy(TestDatabase::file()));
}

#[test]
fn strangers_on_postgres() {
    strangers_lock_nobody_out(&TestApp::start_behind_a_proxy(TestDatabase::postgres()));
    strangers_use_up_nobodys_links(&TestApp::start_behind_a_proxy(TestDatabase::postgres()));
}

#[test]
fn sqlite() {
    no_more_pass_than_the_limit(&TestApp::start_with(TestDatabase::file(), Limits::usual()));
}

#[test]
fn postgres() {
    no_more_pass_than_the_limit(&TestApp::start_with(TestDatabase::postgres(), Limits::usual()));
}
