//! Answering an invitation: through the API, on the page, and by a mail program's one-click unsubscribe.

use super::{accepts, founds, invitations, joins, member, program, tokens, uploads};
use crate::support::{Client, PASSWORD, Person, Response, TestApp, TestDatabase};
use serde_json::{Value, json};

const NINA: &str = "nina@example.org";

/// A program with an invitation for Nina to practise and to interview, in group A; her token.
fn invited(app: &TestApp) -> (Person, String, String) {
    let cora = app.person("Cora");
    let id = founds(&cora);
    uploads(&cora, &id, "", "nina@example.org,Nina,both,A").expect(200);
    let token = tokens(app, NINA).pop().unwrap();
    (cora, id, token)
}

fn sends(guest: &Client, path: &str, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    guest.send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

#[track_caller]
fn shows(answer: &Response, status: u16, heading: &str) {
    answer.raw(status);
    assert!(answer.text.contains(&format!("<h1>{heading}</h1>")), "{}", answer.text);
    assert!(!answer.text.contains("<script") && !answer.text.contains("style="), "{}", answer.text);
}

on_both_databases! {
    fn without_an_account_it_makes_one_whose_address_is_confirmed(app) {
        let (cora, id, token) = invited(&app);
        let missing = app.guest().post("/v1/invitations/accept", json!({"token": token})).problem(422, "invalid_input");
        let pointers: Vec<_> = missing["errors"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
        assert_eq!(pointers, ["/password", "/time_zone"], "the coordinator said the name");
        let done = app.guest().post("/v1/invitations/accept", json!({"token": token, "password": PASSWORD, "time_zone": "Asia/Kathmandu"})).expect(200);
        assert_eq!((&done["program_id"], &done["account_created"]), (&json!(id), &json!(true)));
        let nina = Person::sign_in(&app, NINA);
        let me = nina.get("/v1/me").expect(200);
        assert_eq!((&me["display_name"], &me["email_verified"], &me["time_zone"]), (&json!("Nina"), &json!(true), &json!("Asia/Kathmandu")));
        let seen = program(&nina, &id);
        assert_eq!((&seen["me"]["candidate"], &seen["me"]["interviewer"], &seen["me"]["group"]), (&json!(true), &json!(true), &json!("A")));
        accepts(&app, &token, "Nina").problem(400, "link_invalid");
        assert_eq!(invitations(&cora, &id)[0]["state"], "accepted");
        let export = nina.get("/v1/me/export").expect(200);
        assert_eq!((&export["programs"][0]["program_id"], &export["programs"][0]["membership"]["group"]), (&json!(id), &json!("A")));
        assert_eq!((&export["invitations"][0]["address"], &export["invitations"][0]["state"]), (&json!(NINA), &json!("accepted")));
    }

    fn with_an_account_it_joins_and_changes_nothing_else(app) {
        let nina = app.person("Nina");
        let (_cora, id, token) = invited(&app);
        let done = app.guest().post("/v1/invitations/accept", json!({"token": token, "display_name": "Another", "password": "another password"})).expect(200);
        assert_eq!((&done["account_id"], &done["account_created"]), (&json!(nina.id), &json!(false)));
        assert_eq!(nina.get("/v1/me").expect(200)["display_name"], "Nina");
        assert_eq!(program(&nina.again(&app), &id)["me"]["role"], "member");
    }

    /// A stranger signed up with her address first, and waits for her to confirm it.
    fn somebody_elses_unconfirmed_account_is_begun_anew(app) {
        let form = json!({"email": NINA, "password": "the stranger's", "display_name": "Stranger", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        let stranger = Person::sign_in_with(&app, NINA, "the stranger's");
        let (_cora, id, token) = invited(&app);
        assert!(app.guest().get(&format!("/invitation?token={token}")).text.contains("Choose a password"));
        assert_eq!(accepts(&app, &token, "Nina").expect(200)["account_created"], true);
        stranger.get("/v1/me").problem(401, "unauthenticated");
        app.guest().post("/v1/auth/login", json!({"email": NINA, "password": "the stranger's"})).problem(401, "wrong_credentials");
        assert_eq!(program(&Person::sign_in(&app, NINA), &id)["me"]["group"], "A");
    }

    fn a_link_is_good_for_thirty_days_and_for_what_it_was_made(app) {
        let (cora, id, token) = invited(&app);
        app.guest().post("/v1/auth/verify-email", json!({"token": token})).problem(400, "link_invalid");
        let form = json!({"email": "ann@example.org", "password": PASSWORD, "display_name": "Ann", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        let other = app.mails_to("ann@example.org").pop().unwrap().token();
        accepts(&app, &other, "Ann").problem(400, "link_invalid");
        accepts(&app, "eyJ0", "Ann").problem(400, "link_invalid");
        app.clock.set("2027-02-10T08:00:06Z".parse().unwrap());
        accepts(&app, &token, "Nina").problem(400, "link_invalid");
        // A new list asks anew.
        uploads(&cora.again(&app), &id, "", NINA).expect(200);
        accepts(&app, &tokens(&app, NINA)[1], "Nina").expect(200);
    }

    fn who_left_and_is_invited_again_can_come_back(app) {
        let (cora, id, token) = invited(&app);
        accepts(&app, &token, "Nina").expect(200);
        let nina = Person::sign_in(&app, NINA);
        nina.delete(&member(&nina.id, &id)).expect(204);
        assert_eq!(uploads(&cora, &id, "", "nina@example.org,,interviewer").expect(200)["invited"], 1);
        accepts(&app, &tokens(&app, NINA)[1], "Nina").expect(200);
        assert_eq!(program(&nina, &id)["me"]["candidate"], false);
    }

    fn who_came_by_the_code_keeps_their_place(app) {
        let nina = app.person("Nina");
        let cora = app.person("Cora");
        let id = founds(&cora);
        uploads(&cora, &id, "", "nina@example.org,,interviewer").expect(200);
        let token = tokens(&app, NINA).pop().unwrap();
        joins(&nina, &cora, &id);
        accepts(&app, &token, "Nina").problem(400, "link_invalid");
        assert_eq!(program(&nina, &id)["me"]["interviewer"], true);
    }

    fn the_page_shows_and_its_form_acts(app) {
        let (cora, id, token) = invited(&app);
        let page = format!("/invitation?token={token}");
        for _ in 0..2 {
            let shown = app.guest().get(&page);
            shows(&shown, 200, "You're invited to Frontend evenings");
            assert!(shown.text.contains("value=\"Nina\"") && shown.text.contains("<option selected>Europe/Berlin</option>"), "{}", shown.text);
            assert!(!shown.text.contains(&cora.email));
        }
        assert_eq!(invitations(&cora, &id)[0]["state"], "invited", "looking is not answering");
        let weak = sends(&app.guest(), "/invitation", &[("token", &token), ("display_name", "Nina K"), ("password", "short"), ("time_zone", "Asia/Tokyo")]);
        shows(&weak, 422, "You're invited to Frontend evenings");
        assert!(weak.text.contains("value=\"Nina K\"") && weak.text.contains("<option selected>Asia/Tokyo</option>"), "{}", weak.text);
        assert!(weak.text.contains("at least 8 characters") && !weak.text.contains("\"short\""), "{}", weak.text);
        let done = sends(&app.guest(), "/invitation", &[("token", &token), ("display_name", "Nina K"), ("password", PASSWORD), ("time_zone", "Asia/Tokyo")]);
        shows(&done, 200, "Welcome to Frontend evenings");
        assert_eq!(Person::sign_in(&app, NINA).get("/v1/me").expect(200)["time_zone"], "Asia/Tokyo");
        shows(&sends(&app.guest(), "/invitation", &[("token", &token)]), 400, "That didn't work");
        shows(&app.guest().get(&page), 400, "That didn't work");
        let evil: String = url::form_urlencoded::byte_serialize(b"\"><script>alert(1)</script>").collect();
        shows(&app.guest().get(&format!("/invitation?token={evil}")), 400, "That didn't work");
    }

    fn with_an_account_the_page_asks_for_one_press(app) {
        let nina = app.person("Nina");
        let (_cora, id, token) = invited(&app);
        let shown = app.guest().get(&format!("/invitation?token={token}"));
        assert!(!shown.text.contains("password"), "{}", shown.text);
        shows(&sends(&app.guest(), "/invitation", &[("token", &token)]), 200, "Welcome to Frontend evenings");
        assert_eq!(program(&nina, &id)["me"]["group"], "A");
    }

    /// RFC 8058: the address in the header, and a body that says so.
    fn one_press_in_a_mail_program_ends_it(app) {
        let (cora, id, token) = invited(&app);
        let done = sends(&app.guest(), &format!("/invitation?token={token}"), &[("List-Unsubscribe", "One-Click")]);
        done.raw(200);
        assert_eq!(invitations(&cora, &id)[0]["state"], "declined");
        accepts(&app, &token, "Nina").problem(400, "link_invalid");
        let report = uploads(&cora, &id, "", NINA).expect(200);
        assert_eq!((&report["invited"], &report["lines"][0]["status"]), (&json!(0), &json!("declined")));
        let listed: Vec<Value> = invitations(&cora, &id);
        assert_eq!(listed[0]["address"], "n***@example.org");
        assert_eq!(tokens(&app, NINA).len(), 1);
        // The other program's door stays open to her.
        let other = founds(&cora);
        assert_eq!(uploads(&cora, &other, "", NINA).expect(200)["invited"], 1);
    }

    /// RFC 8058, section 3.2; nobody joins by a click in a mail program, whatever it sends.
    fn a_mail_program_sends_a_form_of_either_kind_or_nothing(app) {
        let cora = app.person("Cora");
        let multipart = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        for (headers, body) in [
            (&[("content-type", "multipart/form-data; boundary=b")][..], multipart),
            (&[("content-type", "application/x-www-form-urlencoded")][..], ""),
            (&[][..], ""),
        ] {
            let id = founds(&cora);
            uploads(&cora, &id, "", NINA).expect(200);
            let token = tokens(&app, NINA).pop().unwrap();
            app.guest().send("POST", &format!("/invitation?token={token}"), headers, Some(body)).raw(200);
            assert_eq!(invitations(&cora, &id)[0]["state"], "declined", "{headers:?}");
        }
    }
}
