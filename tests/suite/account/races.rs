//! Sign-up, links and refresh tokens.

use crate::support::{PASSWORD, Response, TestApp, TestDatabase, at_once, every_day, every_row, offer, one_wins};
use candor::store::account::accounts;
use serde_json::json;

fn signs_in(app: &TestApp, email: &str, password: &str) -> Response {
    app.guest().post("/v1/auth/login", json!({"email": email, "password": password}))
}

fn accounts(app: &TestApp) -> i64 {
    app.services.store.read(accounts::count).unwrap()
}

on_both_databases_racing! {
    fn one_address_signs_up_at_once(app) {
        for round in 0..5 {
            let email = format!("ann{round}@example.org");
            let password = |number| format!("{PASSWORD} {number}");
            at_once(4, |number| {
                let form = json!({
                    "email": email, "password": password(number), "display_name": "Ann", "time_zone": "Europe/Berlin"
                });
                app.guest().post("/v1/accounts", form).expect(202)
            });
            at_once(2, |_| app.look_into_requests());
            assert_eq!(accounts(&app), round + 1);
            // Only the newest link is good, and its form is the one that counts.
            let mails = app.mails_to(&email);
            let good = mails.iter().filter(|mail| {
                app.guest().post("/v1/auth/verify-email", json!({"token": mail.token()})).status == 204
            });
            assert_eq!(good.count(), 1, "{mails:#?}");
            let doors = (0..4).filter(|number| signs_in(&app, &email, &password(*number)).status == 200);
            assert_eq!(doors.count(), 1);
        }
    }

    /// Nobody learns that the address has an account, except its owner, once.
    fn a_taken_address_signs_up_at_once(app) {
        for round in 0..5 {
            let ann = app.person(&format!("Ann {round}"));
            let before = app.mails_to(&ann.email).len();
            let form = json!({"email": ann.email, "password": "not hers at all", "display_name": "Eve", "time_zone": "UTC"});
            at_once(4, |_| app.guest().post("/v1/accounts", form.clone()).expect(202));
            assert_eq!(app.mails_to(&ann.email).len(), before + 1);
            signs_in(&app, &ann.email, PASSWORD).expect(200);
        }
    }

    fn a_link_to_confirm_is_good_once(app) {
        let form = json!({"email": "ann@example.org", "password": PASSWORD, "display_name": "Ann", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        let token = app.mails_to("ann@example.org").pop().unwrap().token();
        let answers = at_once(8, |_| app.guest().post("/v1/auth/verify-email", json!({"token": token})));
        one_wins(&answers, 204, 400, "link_invalid");
    }

    fn a_link_to_a_new_password_is_good_once(app) {
        let ann = app.person("Ann");
        app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let password = |number| format!("promise number {number}");
        let answers = at_once(8, |number| {
            app.guest().post("/v1/auth/reset-password", json!({"token": token, "password": password(number)}))
        });
        let winner = one_wins(&answers, 204, 400, "link_invalid");
        for number in 0..8 {
            let status = signs_in(&app, &ann.email, &password(number)).status;
            assert_eq!(status, if number == winner { 200 } else { 401 });
        }
        let told = app.mails_to(&ann.email).into_iter().filter(|mail| !mail.text.contains("?token="));
        assert_eq!(told.count(), 1, "one mail says that the password is new");
        ann.get("/v1/me").problem(401, "unauthenticated");
    }

    /// Tabs of one browser refresh at the same time.
    fn tabs_that_refresh_at_once_stay_signed_in(app) {
        for round in 0..5 {
            let ann = app.person(&format!("Ann {round}"));
            let refresh = |token: &str| app.guest().post("/v1/auth/refresh", json!({"refresh_token": token}));
            let answers = at_once(4, |_| refresh(&ann.refresh_token).expect(200));
            let next = answers[0]["refresh_token"].as_str().unwrap();
            for answer in &answers {
                assert_eq!(answer["refresh_token"], next, "one family has one next token");
                app.guest().with_token(answer["access_token"].as_str().unwrap()).get("/v1/me").expect(200);
            }
            refresh(next).expect(200);
        }
    }

    fn a_refresh_token_used_twice_ends_the_sign_in(app) {
        for round in 0..5 {
            let ann = app.person(&format!("Ann {round}"));
            let elsewhere = ann.again(&app);
            let refresh = |token: &str| app.guest().post("/v1/auth/refresh", json!({"refresh_token": token}));
            let next = refresh(&ann.refresh_token).expect(200);
            app.clock.advance_seconds(11);
            // The copy of the old one, and the one that follows it.
            let tokens = [ann.refresh_token.as_str(), next["refresh_token"].as_str().unwrap()];
            at_once(2, |number| refresh(tokens[number]));
            // One of the two was a thief, and nobody can say which: both are out.
            for token in tokens {
                refresh(token).problem(401, "refresh_refused");
            }
            let access = next["access_token"].as_str().unwrap();
            app.guest().with_token(access).get("/v1/me").problem(401, "unauthenticated");
            ann.get("/v1/me").problem(401, "unauthenticated");
            elsewhere.get("/v1/me").expect(200);
        }
    }

    /// Either the token was first, or the account was gone; never an internal error, and never a deadlock.
    fn an_account_goes_while_its_devices_refresh(app) {
        let refresh = |token: &str| app.guest().post("/v1/auth/refresh", json!({"refresh_token": token}));
        for round in 0..4 {
            let ann = app.person(&format!("Ann {round}"));
            let devices: Vec<_> = (0..7).map(|_| ann.again(&app)).collect();
            at_once(8, |number| {
                let Some(device) = devices.get(number) else { return drop(ann.delete("/v1/me").expect(204)) };
                let mut answer = refresh(&device.refresh_token);
                // Until the account is gone, with a limit in case it never goes.
                for _ in 0..200 {
                    let Some(next) = answer.json()["refresh_token"].as_str().map(str::to_owned) else { break };
                    answer = refresh(&next);
                }
                answer.problem(401, "refresh_refused");
            });
            devices[0].get("/v1/me").problem(401, "unauthenticated");
        }
    }

    /// Requests in progress either finish, and their data goes with the account, or come too late.
    fn nothing_is_written_for_somebody_who_is_gone(app) {
        for round in 0..40 {
            let ann = app.person(&format!("Annabel {round}"));
            let token = app.services.keys.monthly(ann.id.parse().unwrap(), app.clock.now()).unwrap();
            let link = format!("/monthly-mail?token={token}");
            let form = [("content-type", "application/x-www-form-urlencoded")];
            let hers = every_row(&app.services.store);
            let answers = at_once(9, |number| match number {
                0 => ann.delete("/v1/me"),
                1 => ann.put("/v1/me/candidate", json!({"level": "junior", "kinds": ["coding"], "topics": [], "languages": ["en"]})),
                2 => ann.put("/v1/me/interviewer", offer()),
                3 => ann.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")),
                4 => ann.send("POST", "/v1/me/calendar-feed", &[], None),
                5 => ann.post("/v1/me/debriefs", json!({"about": "cycle", "debrief": {"feelings": "Long."}})),
                6 => ann.post("/v1/programs", json!({"name": "Her club"})),
                7 => ann.post("/v1/me/busy-calendars", json!({"name": "Work"})),
                _ => app.guest().send("POST", &link, &form, Some("List-Unsubscribe=One-Click")),
            });
            answers[0].expect(204);
            for answer in &answers[1..8] {
                assert!(answer.status < 300 || answer.status == 401, "{answer:#?}");
            }
            app.mails();
            // Her row stays, empty, and so do what she wrote to others, that her mails went, and that she was in a program.
            let kept = ["accounts:", "outbox:", "opening_changes:", "programs:", "former_members:"];
            let left: Vec<_> = every_row(&app.services.store)
                .into_iter()
                .filter(|row| row.contains(&ann.id) && !kept.iter().any(|table| row.starts_with(table)))
                .collect();
            assert!(hers.iter().any(|row| row.starts_with("sign_ins:") && row.contains(&ann.id)));
            assert_eq!(left, Vec::<String>::new());
        }
    }
}
