//! Invalid tokens.

use super::*;
use crate::support::{Client, PASSWORD};
use serde_json::json;

/// The same token with one letter of this part (0 header, 1 claims, 2 signature) changed.
fn tampered(token: &str, part: usize) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let middle = parts[part].len() / 2;
    let other = if parts[part].as_bytes()[middle] == b'A' { "B" } else { "A" };
    parts[part].replace_range(middle..=middle, other);
    parts.join(".")
}

/// The same claims, signed by nobody.
fn unsigned(token: &str) -> String {
    let claims = token.split('.').nth(1).unwrap();
    // {"alg":"none","typ":"JWT"}
    format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.")
}

fn access(app: &TestApp, person: &Person) -> String {
    let form = json!({"email": person.email, "password": PASSWORD});
    app.guest().post("/v1/auth/login", form).expect(200)["access_token"].as_str().unwrap().to_owned()
}

/// The token of the newest mail to this address.
fn mailed(app: &TestApp, email: &str) -> String {
    app.mails_to(email).pop().unwrap().token()
}

#[track_caller]
fn no_access(client: &Client) {
    let answer = client.get("/v1/me");
    answer.problem(401, "unauthenticated");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

on_both_databases! {
    fn an_access_token_that_is_none(app) {
        let scene = Scene::new(app);
        let app = &scene.app;
        let good = access(app, &scene.ann);
        app.guest().with_token(&good).get("/v1/me").expect(200);
        app.guest().post("/v1/auth/forgot-password", json!({"email": scene.ann.email})).expect(202);
        let reset = mailed(app, &scene.ann.email);
        let before = scene.state();
        let bad = [
            tampered(&good, 0), tampered(&good, 1), tampered(&good, 2), unsigned(&good), format!("{good}x"),
            good.rsplit_once('.').unwrap().0.to_owned(), scene.ann.refresh_token.clone(), reset,
            "x".repeat(5000), "a.b.c".to_owned(), "..".to_owned(), "%00".to_owned(),
        ];
        for token in bad {
            no_access(&app.guest().with_token(&token));
        }
        for header in ["", "Bearer", "Bearer ", "Basic YW5uOmNhbGxiYWNr", &format!("Token {good}"), &good] {
            app.guest().send("GET", "/v1/me", &[("authorization", header)], None).problem(401, "unauthenticated");
        }
        assert_eq!(scene.state(), before);
        app.clock.advance_minutes(16);
        no_access(&app.guest().with_token(&good));
    }

    /// A link does what it was mailed for, once, and nothing else.
    fn a_link_of_another_purpose(app) {
        let ann = app.person("Ann");
        let guest = app.guest();
        let form = json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"});
        guest.post("/v1/accounts", form).expect(202);
        let verify = mailed(&app, "new@example.org");
        guest.post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
        let reset = mailed(&app, &ann.email);
        ann.post("/v1/auth/change-email", json!({"email": "ann@example.com", "password": PASSWORD})).expect(202);
        let confirm = mailed(&app, "ann@example.com");
        let good = access(&app, &ann);

        let links = |token: &str| {
            [
                ("/v1/auth/verify-email", json!({"token": token}), &verify),
                ("/v1/auth/reset-password", json!({"token": token, "password": "a new password"}), &reset),
                ("/v1/auth/confirm-email", json!({"token": token}), &confirm),
            ]
        };
        let bad = [
            verify.clone(), reset.clone(), confirm.clone(), good.clone(), ann.refresh_token.clone(), tampered(&verify, 1),
            tampered(&reset, 2), unsigned(&confirm), String::new(), "\0".to_owned(), "x".repeat(100_000),
        ];
        for token in bad {
            for (path, body, right) in links(&token) {
                if token != *right {
                    guest.post(path, body).problem(400, "link_invalid");
                }
            }
            guest.post("/v1/auth/refresh", json!({"refresh_token": token.replace(&ann.refresh_token, "")}))
                .problem(401, "refresh_refused");
        }
        // None of that has used anything up.
        guest.with_token(&good).get("/v1/me").expect(200);
        app.clock.advance_minutes(61);
        guest.post("/v1/auth/reset-password", json!({"token": reset, "password": PASSWORD})).problem(400, "link_invalid");
        guest.post("/v1/auth/verify-email", json!({"token": verify})).expect(204);
        guest.post("/v1/auth/verify-email", json!({"token": verify})).problem(400, "link_invalid");
        app.clock.advance_minutes(24 * 60);
        guest.post("/v1/auth/confirm-email", json!({"token": confirm})).problem(400, "link_invalid");
        ann.again(&app);
    }
}
