//! Signing up and confirming the address. No response reveals who has an account; only a mail to its owner does.

use crate::support::{PASSWORD, Person, TestApp, TestDatabase, at_once, offer};
use serde_json::{Value, json};

const ADDRESS: &str = "ann@example.org";
const ANOTHER: &str = "another sentence";

fn form(email: &str, password: &str, name: &str) -> Value {
    json!({"email": email, "password": password, "display_name": name, "time_zone": "Europe/Berlin"})
}

#[track_caller]
fn signs_up(app: &TestApp, email: &str, password: &str, name: &str) -> String {
    app.guest().post("/v1/accounts", form(email, password, name)).expect(202);
    app.mails_to(email).pop().unwrap().token()
}

fn confirms(app: &TestApp, token: &str) -> crate::support::Response {
    app.guest().post("/v1/auth/verify-email", json!({"token": token}))
}

fn signs_in(app: &TestApp, password: &str) -> crate::support::Response {
    app.guest().post("/v1/auth/login", json!({"email": ADDRESS, "password": password}))
}

on_both_databases! {
    fn signing_up_answers_the_same_whether_or_not_the_address_is_taken(app) {
        app.person("Ann");
        let fresh = app.guest().post("/v1/accounts", form("bo@example.org", PASSWORD, "Bo"));
        let taken = app.guest().post("/v1/accounts", form("ANN@Example.org", ANOTHER, "Ann?"));
        let face = |answer: &crate::support::Response| {
            let mut headers: Vec<_> = answer.headers.iter().filter(|(name, _)| *name != "date").collect();
            headers.sort_by_key(|(name, _)| name.as_str());
            format!("{} {headers:?} {}", answer.status, answer.text)
        };
        assert_eq!(face(&fresh), face(&taken));
        assert_eq!(fresh.status, 202);

        assert_eq!(app.mails_to("bo@example.org").len(), 1);
        let told = app.mails_to(ADDRESS).pop().unwrap();
        assert_eq!(told.subject, "You already have an account on Candor");
        // Nothing of hers was changed by it.
        let ann = Person::sign_in(&app, ADDRESS);
        assert_eq!(ann.get("/v1/me").expect(200)["display_name"], "Ann");
        signs_in(&app, ANOTHER).problem(401, "wrong_credentials");
    }

    fn an_owner_hears_once_a_day_that_somebody_tried(app) {
        app.person("Ann");
        let told = |app: &TestApp| {
            let mails = app.mails_to(ADDRESS);
            mails.iter().filter(|mail| mail.subject == "You already have an account on Candor").count()
        };
        for _ in 0..3 {
            app.guest().post("/v1/accounts", form(ADDRESS, PASSWORD, "Ann")).expect(202);
        }
        assert_eq!(told(&app), 1);
        app.clock.advance_minutes(24 * 60);
        app.guest().post("/v1/accounts", form(ADDRESS, PASSWORD, "Ann")).expect(202);
        assert_eq!(told(&app), 2);
    }

    /// A stranger signs up first with an address that is not theirs, and prepares for its owner to confirm it.
    fn before_it_is_confirmed_the_newest_form_counts_and_nothing_of_the_older_stays(app) {
        let strangers_link = signs_up(&app, ADDRESS, ANOTHER, "Stranger");
        let tokens = signs_in(&app, ANOTHER).expect(200);
        let stranger = app.guest().with_token(tokens["access_token"].as_str().unwrap());
        stranger.put("/v1/me/interviewer", offer()).expect(200);
        let theirs = json!({"email": "stranger@example.org", "password": ANOTHER});
        stranger.post("/v1/auth/change-email", theirs).expect(202);
        let escape = app.mails_to("stranger@example.org").pop().unwrap().token();

        let owners_link = signs_up(&app, ADDRESS, PASSWORD, "Ann");
        confirms(&app, &strangers_link).problem(400, "link_invalid");
        stranger.get("/v1/me").problem(401, "unauthenticated");
        let refresh = json!({"refresh_token": tokens["refresh_token"]});
        app.guest().post("/v1/auth/refresh", refresh).problem(401, "refresh_refused");
        signs_in(&app, ANOTHER).problem(401, "wrong_credentials");

        confirms(&app, &owners_link).expect(204);
        // Otherwise the stranger would take the account over with the link in their own mailbox.
        app.guest().post("/v1/auth/confirm-email", json!({"token": escape})).problem(400, "link_invalid");
        let ann = Person::sign_in(&app, ADDRESS);
        let me = ann.get("/v1/me").expect(200);
        assert_eq!((&me["display_name"], &me["email"]), (&json!("Ann"), &json!(ADDRESS)));
        ann.get("/v1/me/interviewer").problem(404, "not_found");
    }

    fn an_address_is_confirmed_once_within_a_week(app) {
        let late = signs_up(&app, ADDRESS, PASSWORD, "Ann");
        app.clock.advance_minutes(7 * 24 * 60 + 1);
        confirms(&app, &late).problem(400, "link_invalid");

        app.guest().post("/v1/auth/resend-verification", json!({"email": ADDRESS})).expect(202);
        let token = app.mails_to(ADDRESS).pop().unwrap().token();
        let ann = Person::sign_in(&app, ADDRESS);
        assert_eq!(ann.get("/v1/me").expect(200)["email_verified"], false);
        app.clock.advance_minutes(7 * 24 * 60 - 1);
        confirms(&app, &format!("{token}x")).problem(400, "link_invalid");
        confirms(&app, &token).expect(204);
        assert_eq!(ann.again(&app).get("/v1/me").expect(200)["email_verified"], true);
        confirms(&app, &token).problem(400, "link_invalid");
    }

    /// Strangers may ask for it, too: it doesn't end the one before.
    fn another_link_is_sent_while_one_is_needed_and_all_end_with_the_first_that_is_used(app) {
        let first = signs_up(&app, ADDRESS, PASSWORD, "Ann");
        let again = || app.guest().post("/v1/auth/resend-verification", json!({"email": ADDRESS})).expect(202);
        again();
        let mails = app.mails_to(ADDRESS);
        assert_eq!(mails.len(), 2);
        confirms(&app, &first).expect(204);
        confirms(&app, &mails[1].token()).problem(400, "link_invalid");

        again();
        app.guest().post("/v1/auth/resend-verification", json!({"email": "nobody@example.org"})).expect(202);
        assert_eq!(app.mails().len(), 2, "nobody is mailed who has nothing to confirm");
    }

    fn a_link_for_one_purpose_is_worth_nothing_for_another(app) {
        let verify = signs_up(&app, ADDRESS, PASSWORD, "Ann");
        let reset = json!({"token": verify, "password": ANOTHER});
        app.guest().post("/v1/auth/reset-password", reset).problem(400, "link_invalid");
        app.guest().post("/v1/auth/confirm-email", json!({"token": verify})).problem(400, "link_invalid");
        app.guest().with_token(&verify).get("/v1/me").problem(401, "unauthenticated");
        let access = signs_in(&app, PASSWORD).expect(200)["access_token"].as_str().unwrap().to_owned();
        confirms(&app, &access).problem(400, "link_invalid");
        confirms(&app, &verify).expect(204);
    }
}

on_both_databases_racing! {
    fn many_forms_at_once_with_a_taken_address_tell_its_owner_once(app) {
        app.person("Ann");
        let answers = at_once(8, |_| app.guest().post("/v1/accounts", form(ADDRESS, ANOTHER, "Ann")).status);
        assert_eq!(answers, [202; 8]);
        assert_eq!(app.mails_to(ADDRESS).len(), 2, "the link, and one word to the owner");
    }

    /// The owner clicks the button while a stranger signs up again with the same address.
    fn a_form_sent_during_the_confirmation_does_not_change_a_confirmed_account(app) {
        for round in 0..12 {
            let email = format!("ann{round}@example.org");
            let link = signs_up(&app, &email, PASSWORD, "Ann");
            app.guest().post("/v1/accounts", form(&email, ANOTHER, "Stranger")).expect(202);
            let statuses = at_once(2, |which| match which {
                0 => confirms(&app, &link).status,
                _ => { app.look_into_requests(); 0 }
            });
            let stranger = app.guest().post("/v1/auth/login", json!({"email": email, "password": ANOTHER}));
            if statuses[0] == 204 {
                stranger.problem(401, "wrong_credentials");
            } else {
                let token = stranger.expect(200)["access_token"].as_str().unwrap().to_owned();
                let me = app.guest().with_token(&token).get("/v1/me").expect(200);
                assert_eq!(me["email_verified"], false);
            }
        }
    }
}
