//! Signing in, staying signed in, signing out.

use crate::support::{Client, PASSWORD, Person, Response, TestApp, TestDatabase, services};
use candor::domain::account::device::Device;
use candor::service::Clock;
use candor::service::account::sign_in;
use serde_json::{Value, json};

fn refreshes(app: &TestApp, token: &str) -> Response {
    app.guest().post("/v1/auth/refresh", json!({"refresh_token": token}))
}

/// A pair's two tokens: access and refresh.
#[track_caller]
fn pair(answer: &Response) -> (String, String) {
    let tokens = answer.expect(200);
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    assert_eq!((tokens["token_type"].as_str(), tokens["expires_in"].as_i64()), (Some("Bearer"), Some(900)));
    (text("access_token"), text("refresh_token"))
}

on_both_databases! {
    fn a_wrong_password_and_an_unknown_address_are_answered_alike(app) {
        app.person("Ann");
        let tries = |email: &str| app.guest().post("/v1/auth/login", json!({"email": email, "password": "not this one"}));
        let wrong = tries("ann@example.org");
        wrong.problem(401, "wrong_credentials");
        assert_eq!(wrong.text, tries("nobody@example.org").text);
        assert_eq!(wrong.status, tries("nobody@example.org").status);
    }

    fn an_access_token_lasts_a_quarter_of_an_hour(app) {
        let ann = app.person("Ann");
        app.clock.advance_minutes(14);
        ann.get("/v1/me").expect(200);
        app.clock.advance_minutes(2);
        ann.get("/v1/me").problem(401, "unauthenticated");
        let (access, _) = pair(&refreshes(&app, &ann.refresh_token));
        ann.with_token(&access).get("/v1/me").expect(200);
    }

    fn a_sign_in_ends_after_sixty_days_however_often_it_is_refreshed(app) {
        let mut refresh = app.person("Ann").refresh_token;
        for _ in 0..2 {
            app.clock.advance_minutes(29 * 24 * 60);
            refresh = pair(&refreshes(&app, &refresh)).1;
        }
        app.clock.advance_minutes(3 * 24 * 60);
        refreshes(&app, &refresh).problem(401, "refresh_refused");
    }

    /// The thief uses a copied token; when its owner uses the same one, both are signed out.
    fn a_refresh_token_used_twice_ends_the_whole_sign_in(app) {
        let ann = app.person("Ann");
        let elsewhere = Person::sign_in(&app, &ann.email);
        let (thief, next) = pair(&refreshes(&app, &ann.refresh_token));
        let thief = ann.with_token(&thief);
        thief.get("/v1/me").expect(200);

        app.clock.advance_seconds(11);
        refreshes(&app, &ann.refresh_token).problem(401, "refresh_refused");
        thief.get("/v1/me").problem(401, "unauthenticated");
        ann.get("/v1/me").problem(401, "unauthenticated");
        refreshes(&app, &next).problem(401, "refresh_refused");
        // Her other sign-in is another family.
        elsewhere.get("/v1/me").expect(200);
        let _ = pair(&refreshes(&app, &elsewhere.refresh_token));
    }

    /// Its owner is notified, once.
    fn a_sign_in_that_ends_like_that_is_told_by_mail(app) {
        let ann = app.person("Ann");
        let before = app.mails_to(&ann.email).len();
        let (_, next) = pair(&refreshes(&app, &ann.refresh_token));
        app.clock.advance_minutes(3);
        for token in [&ann.refresh_token, &ann.refresh_token, &next] {
            refreshes(&app, token).problem(401, "refresh_refused");
        }
        let mails = app.mails_to(&ann.email);
        assert_eq!(mails.len(), before + 1);
        assert_eq!(mails.last().unwrap().subject, "You were signed out of Candor on one device");
    }

    fn an_answer_that_was_lost_is_given_again_within_ten_seconds(app) {
        let ann = app.person("Ann");
        let (_, lost) = pair(&refreshes(&app, &ann.refresh_token));
        app.clock.advance_seconds(10);
        let (access, next) = pair(&refreshes(&app, &ann.refresh_token));
        assert_eq!(lost, next, "the same, and none beside it");
        ann.with_token(&access).get("/v1/me").expect(200);
        let _ = pair(&refreshes(&app, &next));
        assert_eq!(app.mails_to(&ann.email).len(), 1, "only the one to confirm the address");
    }

    /// Somebody has used the next token, so this isn't a client whose response was lost.
    fn there_is_no_grace_once_the_next_one_was_used(app) {
        let ann = app.person("Ann");
        let (_, next) = pair(&refreshes(&app, &ann.refresh_token));
        let (access, last) = pair(&refreshes(&app, &next));
        refreshes(&app, &ann.refresh_token).problem(401, "refresh_refused");
        refreshes(&app, &last).problem(401, "refresh_refused");
        ann.with_token(&access).get("/v1/me").problem(401, "unauthenticated");
    }

    fn signing_out_ends_this_sign_in_and_no_other(app) {
        let (here, there) = (app.person("Ann"), Person::sign_in(&app, "ann@example.org"));
        here.send("POST", "/v1/auth/logout", &[], None).expect(204);
        here.get("/v1/me").problem(401, "unauthenticated");
        refreshes(&app, &here.refresh_token).problem(401, "refresh_refused");
        there.get("/v1/me").expect(200);
    }

    fn one_sees_where_one_is_signed_in(app) {
        let (ann, bo) = (app.person("Ann"), app.person("Bo"));
        let from = |name: &str, path: &str, body: Value| {
            app.guest().send("POST", path, &[("user-agent", name)], Some(&body.to_string())).expect(200)
        };
        app.clock.advance_minutes(3);
        let login = json!({"email": ann.email, "password": PASSWORD});
        let phone = from("Firefox on a phone", "/v1/auth/login", login);
        let shown = |who: &Client| who.get("/v1/me/sign-ins").expect(200)["items"].as_array().unwrap().clone();
        let on_phone = ann.with_token(phone["access_token"].as_str().unwrap());
        let [late, early] = shown(&on_phone).try_into().unwrap();
        assert_eq!((&late["device"], &late["network"]), (&json!("Firefox on a phone"), &json!("127.0.0.0/24")));
        assert_eq!((&late["current"], &early["current"]), (&json!(true), &json!(false)));
        assert_eq!((&early["created_at"], &late["created_at"]), (&json!("2027-01-11T08:00:00Z"), &json!("2027-01-11T08:03:00Z")));

        // Seen again whenever it gets new tokens, and an update of the browser shows.
        app.clock.advance_minutes(30);
        let refresh = json!({"refresh_token": phone["refresh_token"]});
        let next = from("Firefox 2 on a phone", "/v1/auth/refresh", refresh);
        let on_phone = ann.with_token(next["access_token"].as_str().unwrap());
        let now = shown(&on_phone)[0].clone();
        assert_eq!((&now["id"], &now["device"]), (&late["id"], &json!("Firefox 2 on a phone")));
        assert_eq!((&now["last_seen_at"], &now["created_at"]), (&json!("2027-01-11T08:33:00Z"), &late["created_at"]));
        assert_eq!(on_phone.get("/v1/me/export").expect(200)["sign_ins"], json!(shown(&on_phone)));

        // A new password ends all, and the one that it opens is there.
        let change = json!({"current_password": PASSWORD, "new_password": "a better sentence"}).to_string();
        let fresh = on_phone.send("POST", "/v1/auth/change-password", &[("user-agent", "curl")], Some(&change)).expect(200);
        let [only] = shown(&ann.with_token(fresh["access_token"].as_str().unwrap())).try_into().unwrap();
        assert_eq!((&only["device"], &only["current"]), (&json!("curl"), &json!(true)));
        app.clock.advance_minutes(61 * 24 * 60);
        assert_eq!(shown(&bo.again(&app)).len(), 1, "those that ran out are gone");
    }

    fn one_ends_a_sign_in_elsewhere_and_nobody_elses(app) {
        let (ann, bo) = (app.person("Ann"), app.person("Bo"));
        let lost = ann.again(&app);
        let of = |who: &Person| who.get("/v1/me/sign-ins").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        let (hers, his) = (of(&lost), of(&bo));
        let ends = |id: &str| ann.delete(&format!("/v1/me/sign-ins/{id}"));
        ends(&his).problem(404, "not_found");
        ends("0192f3a0-0000-7000-8000-000000000001").problem(404, "not_found");
        ends(&hers).expect(204);
        lost.get("/v1/me").problem(401, "unauthenticated");
        refreshes(&app, &lost.refresh_token).problem(401, "refresh_refused");
        ends(&hers).problem(404, "not_found");
        bo.get("/v1/me").expect(200);
        let own = of(&ann);
        ends(&own).expect(204);
        ann.get("/v1/me").problem(401, "unauthenticated");
    }

    fn a_long_list_of_sign_ins_comes_in_pages(app) {
        let ann = app.person("Ann");
        for _ in 0..4 {
            ann.again(&app);
        }
        let first = ann.get("/v1/me/sign-ins?limit=3").expect(200);
        let rest = ann.get(&format!("/v1/me/sign-ins?limit=3&cursor={}", first["next_cursor"].as_str().unwrap())).expect(200);
        let count = |page: &Value| page["items"].as_array().unwrap().len();
        assert_eq!((count(&first), count(&rest), &rest["next_cursor"]), (3, 2, &Value::Null));
        assert_eq!(rest["items"][1]["current"], true, "the oldest");
    }

    fn what_is_no_token_of_ours_opens_nothing(app) {
        let ann = app.person("Ann");
        for token in ["", "x", "a.b.c", &ann.refresh_token] {
            app.guest().with_token(token).get("/v1/me").problem(401, "unauthenticated");
            refreshes(&app, &format!("{token}!")).problem(401, "refresh_refused");
        }
        app.guest().get("/v1/me").problem(401, "unauthenticated");
    }
}

/// Counted, not timed: one hash either way, at the same cost, so the time cannot tell who has an account.
#[test]
fn an_unknown_address_costs_what_a_wrong_password_costs() {
    let services = services(&TestDatabase::memory(), Clock::system());
    let form = candor::service::account::sign_up::SignUp {
        email: "ann@example.org".parse().unwrap(),
        password: PASSWORD.parse().unwrap(),
        name: "Ann".parse().unwrap(),
        zone: "UTC".parse().unwrap(),
    };
    candor::service::account::sign_up::sign_up(&services, &form).unwrap();
    candor::service::account::address_requests::work_off(&services, &|| false).unwrap();
    let hashes = |email: &str| {
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        metrics::with_local_recorder(&recorder, || {
            let wrong = "not this one".parse().unwrap();
            assert!(sign_in::sign_in(&services, &email.parse().unwrap(), &wrong, &Device::default()).is_err());
        });
        let figures = recorder.handle().render();
        figures.lines().find(|line| line.starts_with("candor_password_hashes_total")).map(str::to_owned)
    };
    let known = hashes("ann@example.org");
    assert_eq!(known.as_deref(), Some("candor_password_hashes_total 1"));
    assert_eq!(hashes("nobody@example.org"), known);
}
