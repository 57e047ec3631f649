//! The pages behind mailed links: they act only by POST, have readable messages, and load nothing.

use crate::support::{Client, PASSWORD, Person, Response, TestApp, TestDatabase};
use serde_json::json;

const NEW: &str = "a better sentence";
const ADDRESS: &str = "ann@example.org";

/// The pages with a link of their own.
const PAGES: [&str; 3] = ["/verify-email", "/reset-password", "/confirm-address"];

/// Sends a form, as a browser does.
fn sends(guest: &Client, page: &str, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    guest.send("POST", page, &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

/// Looks at a page: its status, its headers, and what its heading says.
#[track_caller]
fn shows(answer: &Response, status: u16, heading: &str) {
    answer.raw(status);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.text.contains(&format!("<h1>{heading}</h1>")), "{}", answer.text);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "the address has the token in it");
    assert_eq!(answer.header("x-frame-options"), "DENY");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let policy = answer.header("content-security-policy");
    for rule in
        ["default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
    {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!answer.text.contains("<script") && !answer.text.contains("style="), "{}", answer.text);
}

/// The token in the page's form, as a browser would send it back.
#[track_caller]
fn kept(answer: &Response) -> String {
    let after = answer.text.split("name=\"token\" value=\"").nth(1).expect("a form with a token");
    after.split('"').next().unwrap().to_owned()
}

/// Signs up; the token from the mail.
fn joins(app: &TestApp) -> String {
    let form = json!({"email": ADDRESS, "password": PASSWORD, "display_name": "Ann", "time_zone": "UTC"});
    app.guest().post("/v1/accounts", form).expect(202);
    app.mails_to(ADDRESS).pop().unwrap().token()
}

fn forgets(app: &TestApp) -> String {
    app.guest().post("/v1/auth/forgot-password", json!({"email": ADDRESS})).expect(202);
    app.mails_to(ADDRESS).pop().unwrap().token()
}

fn is_verified(app: &TestApp) -> bool {
    Person::sign_in(app, ADDRESS).get("/v1/me").expect(200)["email_verified"] == true
}

fn signs_in(app: &TestApp, password: &str) -> u16 {
    app.guest().post("/v1/auth/login", json!({"email": ADDRESS, "password": password})).status
}

on_both_databases! {
    /// Programs that look into mails open the links in them.
    fn looking_at_a_page_does_not_act(app) {
        let token = joins(&app);
        let page = format!("/verify-email?token={token}");
        for _ in 0..2 {
            let shown = app.guest().get(&page);
            shows(&shown, 200, "Confirm your email address");
            assert_eq!(kept(&shown), token);
            let head = app.guest().send("HEAD", &page, &[], None);
            head.raw(200);
            assert_eq!((head.text.as_str(), head.header("content-type")), ("", "text/html; charset=utf-8"));
        }
        assert!(!is_verified(&app));
        shows(&sends(&app.guest(), "/verify-email", &[("token", &token)]), 200, "Your email address is confirmed");
        assert!(is_verified(&app));
    }

    fn a_new_password_is_set_by_the_form(app) {
        joins(&app);
        let token = forgets(&app);
        let page = format!("/reset-password?token={token}");
        shows(&app.guest().get(&page), 200, "Choose a new password");
        app.guest().send("HEAD", &page, &[], None).raw(200);
        assert_eq!(signs_in(&app, PASSWORD), 200);

        let weak = sends(&app.guest(), "/reset-password", &[("token", &token), ("password", "1234567")]);
        shows(&weak, 422, "Choose a new password");
        assert!(weak.text.contains("at least 8 characters; a short sentence works well"), "{}", weak.text);
        assert!(!weak.text.contains("1234567"), "a password is not sent back");
        assert_eq!(kept(&weak), token);
        assert_eq!(signs_in(&app, PASSWORD), 200);
        let nothing = sends(&app.guest(), "/reset-password", &[("token", &token)]);
        shows(&nothing, 422, "Choose a new password");

        shows(&sends(&app.guest(), "/reset-password", &[("token", &kept(&weak)), ("password", NEW)]), 200, "Your password has been changed");
        assert_eq!((signs_in(&app, PASSWORD), signs_in(&app, NEW)), (401, 200));
    }

    fn a_new_address_is_confirmed_by_the_form(app) {
        let ann = app.person("Ann");
        ann.post("/v1/auth/change-email", json!({"email": "ann@new.example.org", "password": PASSWORD})).expect(202);
        let token = app.mails_to("ann@new.example.org").pop().unwrap().token();
        shows(&app.guest().get(&format!("/confirm-address?token={token}")), 200, "Confirm your new email address");
        app.guest().send("HEAD", &format!("/confirm-address?token={token}"), &[], None).raw(200);
        assert_eq!(ann.get("/v1/me").expect(200)["email"], ADDRESS);
        shows(&sends(&app.guest(), "/confirm-address", &[("token", &token)]), 200, "Your new email address is set");
        assert_eq!(ann.get("/v1/me").expect(200)["email"], "ann@new.example.org");
    }

    fn a_link_that_is_no_good_any_more_says_so_kindly(app) {
        let verify = joins(&app);
        sends(&app.guest(), "/verify-email", &[("token", &verify)]).raw(200);
        let late = forgets(&app);
        app.clock.advance_minutes(61);
        let tampered = format!("{}A", forgets(&app));
        let cases = [
            ("used", "/verify-email", verify.as_str()),
            ("late", "/reset-password", &late),
            ("tampered", "/reset-password", &tampered),
            ("for another page", "/confirm-address", &verify),
            ("cut short", "/verify-email", "eyJ0"),
            ("missing", "/verify-email", ""),
        ];
        for (case, page, token) in cases {
            let refused = sends(&app.guest(), page, &[("token", token), ("password", NEW)]);
            shows(&refused, 400, "That didn't work");
            assert!(refused.text.contains("if not, please ask for a new one."), "{case}: {}", refused.text);
        }
        assert_eq!(signs_in(&app, PASSWORD), 200);
    }

    fn markup_in_a_link_is_inert(app) {
        let evil = "\"><script>alert(1)</script>";
        let query: String = url::form_urlencoded::byte_serialize(evil.as_bytes()).collect();
        for page in PAGES {
            let shown = app.guest().get(&format!("{page}?token={query}"));
            shown.raw(200);
            assert!(!shown.text.contains("<script"), "{}", shown.text);
            assert!(shown.text.contains("value=\"&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;\""), "{}", shown.text);
            let sent = sends(&app.guest(), page, &[("token", evil), ("password", "short")]);
            assert!((400..500).contains(&sent.status), "{}", sent.status);
            assert!(!sent.text.contains("<script"), "{}", sent.text);
        }
    }

    fn the_rules_of_the_linter_are_explained_to_anybody(app) {
        let page = app.guest().get("/note-rules");
        shows(&page, 200, "What makes notes useful");
        for rule in candor::domain::feedback::linter::RULES {
            let heading = page.text.split(&format!("<h3 id=\"{}\">", rule.name)).nth(1);
            let told = heading.unwrap_or_else(|| panic!("{} is not explained", rule.name));
            let plain = told.replace("&#34;", "\"").replace("&#39;", "'");
            assert!(plain.starts_with(rule.looks_for), "{plain}");
            assert!(plain.split("<h3").next().unwrap().contains(rule.example), "{} has no example", rule.name);
        }
    }

    fn the_front_door_and_the_style_are_there(app) {
        shows(&app.guest().get("/"), 200, "Practise the interview. Then read what they’d have written about you.");
        let style = app.guest().get("/static/candor.css");
        style.raw(200);
        assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
        assert!(!style.text.contains("@import"), "nothing is loaded from elsewhere");
        let faces: Vec<&str> = style.text.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
        assert_eq!(faces.len(), 2);
        for face in faces {
            assert!(face.starts_with("fonts/"), "{face} is from elsewhere");
            let there = app.guest().get(&format!("/static/{face}"));
            there.raw(200);
            assert_eq!(there.header("content-type"), "font/woff2");
        }
        app.guest().get("/static/fonts/other.woff2").raw(404);
        for page in PAGES {
            let shown = app.guest().get(page);
            shown.raw(200);
            assert!(shown.text.contains("<html lang=\"en\">") && shown.text.contains("name=\"viewport\""), "{}", shown.text);
        }
    }
}
