//! A forgotten password, a new one, and a change of address.

use crate::support::{PASSWORD, Person, Response, TestApp, TestDatabase, at_once};
use serde_json::json;

const NEW: &str = "a better sentence";
const ADDRESS: &str = "ann@example.org";

/// Asks for a new password; the token from the mail.
#[track_caller]
fn forgets(app: &TestApp) -> String {
    forgets_of(app, ADDRESS)
}

#[track_caller]
fn forgets_of(app: &TestApp, address: &str) -> String {
    app.guest().post("/v1/auth/forgot-password", json!({"email": address})).expect(202);
    app.mails_to(address).pop().unwrap().token()
}

fn resets(app: &TestApp, token: &str, password: &str) -> Response {
    app.guest().post("/v1/auth/reset-password", json!({"token": token, "password": password}))
}

fn signs_in(app: &TestApp, email: &str, password: &str) -> Response {
    app.guest().post("/v1/auth/login", json!({"email": email, "password": password}))
}

fn confirms(app: &TestApp, token: &str) -> Response {
    app.guest().post("/v1/auth/confirm-email", json!({"token": token}))
}

/// Asks to change her address; the token from the mail to the new one.
#[track_caller]
fn moves(app: &TestApp, ann: &Person, to: &str) -> String {
    ann.post("/v1/auth/change-email", json!({"email": to, "password": PASSWORD})).expect(202);
    app.mails_to(to).pop().expect("a mail to the new address").token()
}

on_both_databases! {
    fn a_new_password_ends_every_sign_in_and_its_link_works_once(app) {
        let (here, there) = (app.person("Ann"), Person::sign_in(&app, ADDRESS));
        let token = forgets(&app);
        here.get("/v1/me").expect(200);
        resets(&app, &token, NEW).expect(204);

        for person in [&here, &there] {
            person.get("/v1/me").problem(401, "unauthenticated");
            let refresh = json!({"refresh_token": person.refresh_token});
            app.guest().post("/v1/auth/refresh", refresh).problem(401, "refresh_refused");
        }
        signs_in(&app, ADDRESS, PASSWORD).problem(401, "wrong_credentials");
        signs_in(&app, ADDRESS, NEW).expect(200);
        assert_eq!(app.mails_to(ADDRESS).pop().unwrap().subject, "Your Candor password was changed");
        resets(&app, &token, "a third sentence").problem(400, "link_invalid");
        signs_in(&app, ADDRESS, NEW).expect(200);
    }

    fn a_link_for_a_new_password_lasts_an_hour(app) {
        app.person("Ann");
        let token = forgets(&app);
        app.clock.advance_minutes(61);
        resets(&app, &token, NEW).problem(400, "link_invalid");
        let token = forgets(&app);
        app.clock.advance_minutes(59);
        resets(&app, &token, "short").problem(422, "invalid_input");
        resets(&app, &token, NEW).expect(204);
    }

    /// Else strangers who ask again and again would end every link before she clicks it.
    fn a_link_for_a_new_password_is_good_until_one_of_them_is_used(app) {
        app.person("Ann");
        let links = [forgets(&app), forgets(&app), forgets(&app)];
        resets(&app, &links[0], NEW).expect(204);
        for link in &links {
            resets(&app, link, "a third sentence").problem(400, "link_invalid");
        }
        signs_in(&app, ADDRESS, NEW).expect(200);
    }

    fn asking_for_a_new_password_does_not_tell_who_has_an_account(app) {
        app.person("Ann");
        let before = app.mails().len();
        let known = app.guest().post("/v1/auth/forgot-password", json!({"email": "Ann@Example.ORG"}));
        let unknown = app.guest().post("/v1/auth/forgot-password", json!({"email": "nobody@example.org"}));
        assert_eq!((known.status, &known.text), (202, &unknown.text));
        assert_eq!(known.status, unknown.status);
        assert_eq!(app.mails().len(), before + 1);
    }

    /// Anyone who can read the mail owns the address.
    fn setting_a_new_password_confirms_the_address_too(app) {
        let form = json!({"email": ADDRESS, "password": PASSWORD, "display_name": "Ann", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        let ann = Person::sign_in(&app, ADDRESS);
        assert_eq!(ann.get("/v1/me").expect(200)["email_verified"], false);
        resets(&app, &forgets(&app), PASSWORD).expect(204);
        assert_eq!(ann.again(&app).get("/v1/me").expect(200)["email_verified"], true);
    }

    fn changing_the_password_needs_the_present_one_and_answers_a_new_sign_in(app) {
        let (ann, elsewhere) = (app.person("Ann"), Person::sign_in(&app, ADDRESS));
        let change = |current: &str| ann.post("/v1/auth/change-password", json!({"current_password": current, "new_password": NEW}));
        change("not this one").problem(401, "wrong_credentials");
        elsewhere.get("/v1/me").expect(200);

        let tokens = change(PASSWORD).expect(200);
        ann.get("/v1/me").problem(401, "unauthenticated");
        elsewhere.get("/v1/me").problem(401, "unauthenticated");
        ann.with_token(tokens["access_token"].as_str().unwrap()).get("/v1/me").expect(200);
        app.guest().post("/v1/auth/refresh", json!({"refresh_token": tokens["refresh_token"]})).expect(200);
        signs_in(&app, ADDRESS, NEW).expect(200);
        assert_eq!(app.mails_to(ADDRESS).pop().unwrap().subject, "Your Candor password was changed");
    }

    fn a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(app) {
        let ann = app.person("Ann");
        let token = moves(&app, &ann, "ann@new.example.org");
        assert_eq!(ann.get("/v1/me").expect(200)["email"], ADDRESS);
        signs_in(&app, "ann@new.example.org", PASSWORD).problem(401, "wrong_credentials");

        confirms(&app, &token).expect(204);
        assert_eq!(ann.get("/v1/me").expect(200)["email"], "ann@new.example.org");
        signs_in(&app, "ann@new.example.org", PASSWORD).expect(200);
        signs_in(&app, ADDRESS, PASSWORD).problem(401, "wrong_credentials");
        assert_eq!(app.mails_to(ADDRESS).pop().unwrap().subject, "Your email address on Candor was changed");
        confirms(&app, &token).problem(400, "link_invalid");
    }

    fn changing_the_address_needs_the_password_and_the_link_within_a_day(app) {
        let ann = app.person("Ann");
        let wrong = json!({"email": "ann@new.example.org", "password": "not this one"});
        ann.post("/v1/auth/change-email", wrong).problem(401, "wrong_credentials");
        assert!(app.mails_to("ann@new.example.org").is_empty());
        let token = moves(&app, &ann, "ann@new.example.org");
        app.clock.advance_minutes(24 * 60 + 1);
        confirms(&app, &token).problem(400, "link_invalid");
    }

    fn asking_for_a_taken_address_is_answered_as_any_other_and_changes_nothing(app) {
        let (ann, bo) = (app.person("Ann"), app.person("Bo"));
        let asks = |email: &str| ann.post("/v1/auth/change-email", json!({"email": email, "password": PASSWORD}));
        let taken = asks(&bo.email);
        // Read before she asks again, which would revoke the first link.
        assert_eq!(app.mails_to(&bo.email).len(), 1, "the link of the sign-up alone");
        let free = asks("free@example.org");
        assert_eq!((taken.status, &taken.text), (free.status, &free.text));
        assert_eq!(app.mails_to("free@example.org").len(), 1);
    }

    /// Both could ask for it; the first to confirm gets it.
    fn an_address_that_was_taken_in_between_is_not_given_away(app) {
        let (ann, bo) = (app.person("Ann"), app.person("Bo"));
        let (first, second) = (moves(&app, &ann, "shared@example.org"), moves(&app, &bo, "shared@example.org"));
        confirms(&app, &first).expect(204);
        confirms(&app, &second).problem(400, "link_invalid");
        assert_eq!(bo.get("/v1/me").expect(200)["email"], bo.email);
    }

    /// Somebody who knew the old password asked for an address of their own before she came back in.
    fn a_new_password_takes_back_a_change_of_address_that_waits(app) {
        let ann = app.person("Ann");
        let escape = moves(&app, &ann, "thief@example.org");
        resets(&app, &forgets(&app), NEW).expect(204);
        confirms(&app, &escape).problem(400, "link_invalid");
        signs_in(&app, ADDRESS, NEW).expect(200);
    }

    /// Otherwise, anyone who can read the old mailbox would get in after the change.
    fn a_link_for_a_new_password_in_the_old_mailbox_ends_with_the_move(app) {
        let ann = app.person("Ann");
        let token = moves(&app, &ann, "ann@new.example.org");
        let old = forgets(&app);
        confirms(&app, &token).expect(204);
        resets(&app, &old, NEW).problem(400, "link_invalid");
    }

    /// Passwords that are easy to guess are refused everywhere.
    fn a_password_that_is_guessed_first_is_refused_wherever_one_is_chosen(app) {
        let ann = app.person("Annika Berg");
        let token = forgets_of(&app, &ann.email);
        for (bad, why) in [("Dragon123", "Many people"), ("            ", "same character"), ("annikaberg 77", "name or address")] {
            let signs_up = json!({"email": "other@example.org", "password": bad, "display_name": "Annika Berg", "time_zone": "UTC"});
            let problem = app.guest().post("/v1/accounts", signs_up).problem(422, "invalid_input");
            assert!(problem["errors"][0]["detail"].as_str().unwrap().contains(why), "{problem}");
            assert_eq!(problem["errors"][0]["pointer"], "/password");
            resets(&app, &token, bad).problem(422, "invalid_input");
            let changes = json!({"current_password": PASSWORD, "new_password": bad});
            let problem = ann.post("/v1/auth/change-password", changes).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], "/new_password");
            let page = app.guest().send(
                "POST",
                "/reset-password",
                &[("content-type", "application/x-www-form-urlencoded")],
                Some(&format!("token={token}&password={}", bad.replace(' ', "+"))),
            );
            assert_eq!(page.status, 422);
            assert!(page.text.contains(why), "{}", page.text);
        }
        // The link is still good.
        resets(&app, &token, NEW).expect(204);
    }

    fn a_password_is_the_same_composed_or_not(app) {
        let form = json!({"email": "jose@example.org", "password": "corac\u{327}a\u{303}o aberto", "display_name": "J", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        app.look_into_requests();
        signs_in(&app, "jose@example.org", "cora\u{e7}\u{e3}o aberto").expect(200);
        signs_in(&app, "jose@example.org", "corac\u{327}a\u{303}o\u{a0}aberto").expect(200);
        signs_in(&app, "jose@example.org", "coracao aberto").problem(401, "wrong_credentials");
    }
}

on_both_databases_racing! {
    /// A thief with the old password asks for an address of their own at the moment it is replaced.
    fn a_password_that_is_replaced_while_it_is_checked_opens_nothing(app) {
        for round in 0..12 {
            let ann = app.person(&format!("Ann {round}"));
            let token = {
                app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
                app.mails_to(&ann.email).pop().unwrap().token()
            };
            let thief = format!("thief{round}@example.org");
            let answers = at_once(3, |number| match number {
                0 => resets(&app, &token, NEW),
                1 => ann.post("/v1/auth/change-email", json!({"email": thief, "password": PASSWORD})),
                _ => signs_in(&app, &ann.email, PASSWORD),
            });
            answers[0].expect(204);
            for mail in app.mails_to(&thief) {
                confirms(&app, &mail.token()).problem(400, "link_invalid");
            }
            if answers[2].status == 200 {
                let tokens = answers[2].json();
                ann.with_token(tokens["access_token"].as_str().unwrap()).get("/v1/me").problem(401, "unauthenticated");
            }
            assert_eq!(signs_in(&app, &ann.email, NEW).status, 200);
        }
    }
}
