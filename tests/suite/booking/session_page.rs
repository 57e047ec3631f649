//! The page behind a reminder's link: the session as it is now, and what its reader can do.

use crate::support::{Person, Response, TestApp, TestDatabase};
use serde_json::{Value, json};

const START: &str = "2027-01-14T17:00:00Z";

/// Ann's session with Bo, a day before it; with the token of her reminder's link.
fn reminded(app: &TestApp) -> (Person, Person, String, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, START);
    at(app, -24 * 60);
    let token = app.mails_to(&ann.email).pop().unwrap().token();
    (ann.again(app), bo.again(app), session, token)
}

fn at(app: &TestApp, minutes_after_start: i64) {
    app.clock.set(START.parse().unwrap());
    app.clock.advance_minutes(minutes_after_start);
}

#[track_caller]
fn page(app: &TestApp, token: &str) -> String {
    let answer = app.guest().get(&format!("/session?token={token}"));
    answer.raw(200);
    answer.text
}

fn sends(app: &TestApp, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", "/session", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

fn seen(person: &Person, session: &str) -> Value {
    person.get(&format!("/v1/sessions/{session}")).expect(200)
}

on_both_databases! {
    fn the_reminder_leads_to_a_page_that_confirms(app) {
        let (ann, _, session, token) = reminded(&app);
        let shown = page(&app, &token);
        assert!(shown.contains("<h1>Your mock interview with Bo</h1>") && shown.contains("be there</button>"), "{shown}");
        assert!(shown.contains("Thursday, 14 January at 18:00 CET (17:00 UTC)"), "{shown}");
        assert!(!shown.contains("value=\"late\"") && !shown.contains(&ann.email), "{shown}");
        assert_eq!(seen(&ann, &session)["candidate_confirmed_at"], Value::Null, "looking is not confirming");
        for _ in 0..2 {
            let answer = sends(&app, &[("token", &token), ("act", "confirm")]);
            answer.raw(200);
            assert!(answer.text.contains("<h1>Thank you</h1>"), "{}", answer.text);
        }
        assert_eq!(seen(&ann, &session)["candidate_confirmed_at"], "2027-01-13T17:00:00Z");
        let shown = page(&app, &token);
        assert!(shown.contains("You&#39;ve confirmed.") && !shown.contains("value=\"confirm\""), "{shown}");
        let told = ann.get(&format!("/v1/sessions/{session}/history")).expect(200)["items"].as_array().unwrap().len();
        assert_eq!(told, 2);
    }

    fn a_reason_that_is_refused_comes_back(app) {
        let (ann, _, session, token) = reminded(&app);
        let long = "My train stands still. ".repeat(50);
        let refused = sends(&app, &[("token", &token), ("act", "cancel"), ("reason", &long)]);
        refused.raw(422);
        assert!(refused.text.contains(&format!("value=\"{long}\"")), "{}", refused.text);
        assert!(refused.text.contains("at most 1000 characters"), "{}", refused.text);
        assert_eq!(seen(&ann, &session)["state"], "booked");
    }

    fn late_or_not_at_all(app) {
        let (ann, bo, session, token) = reminded(&app);
        sends(&app, &[("token", &token), ("act", "late"), ("minutes", "10")]).raw(409);
        at(&app, -30);
        assert!(page(&app, &token).contains("Tell Bo"));
        sends(&app, &[("token", &token), ("act", "late"), ("minutes", "31")]).raw(422);
        sends(&app, &[("token", &token), ("act", "late"), ("minutes", "10")]).raw(200);
        assert_eq!(seen(&ann.again(&app), &session)["candidate_late_minutes"], 10);
        assert!(page(&app, &token).contains("You&#39;ll be about 10 minutes late."));
        for reason in ["", &"x".repeat(1001)] {
            sends(&app, &[("token", &token), ("act", "cancel"), ("reason", reason)]).raw(422);
        }
        sends(&app, &[("token", &token), ("act", "nothing")]).raw(422);
        assert_eq!(seen(&bo.again(&app), &session)["state"], "booked");
        sends(&app, &[("token", &token), ("act", "cancel"), ("reason", "My train stands still.")]).raw(200);
        let cancelled = seen(&bo.again(&app), &session);
        assert_eq!((&cancelled["state"], &cancelled["cancelled"]["by"]), (&json!("cancelled"), &json!("candidate")));
    }

    /// An old link shows the current state, and can't do what's no longer possible.
    fn a_link_to_what_was_called_off_says_so(app) {
        let (_, bo, session, token) = reminded(&app);
        bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am <b>ill</b>."})).expect(200);
        let shown = page(&app, &token);
        assert!(shown.contains("Bo cancelled this session: I am ") && !shown.contains("<b>") && !shown.contains("<form"), "{shown}");
        for act in ["confirm", "late", "cancel"] {
            let answer = sends(&app, &[("token", &token), ("act", act), ("minutes", "10"), ("reason", "Sorry.")]);
            answer.raw(409);
            assert!(answer.text.contains("Bo cancelled this session"), "{}", answer.text);
        }
        at(&app, 91 * 24 * 60);
        app.guest().get(&format!("/session?token={token}")).raw(400);
    }

    /// The mail says that it's a mark, and its link leads to where that can be answered.
    fn who_was_marked_absent_can_say_otherwise_there(app) {
        let (ann, bo, session, _) = reminded(&app);
        at(&app, 11);
        bo.again(&app).post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": "candidate"})).expect(200);
        let mail = app.mails_to(&ann.email).pop().unwrap();
        assert!(mail.flat().contains("That's a mark on your record."), "{}", mail.text);
        assert!(mail.flat().contains("tell us by Saturday, 16 January at 18:11 CET (17:11 UTC)"), "{}", mail.text);
        let token = mail.token();
        let shown = page(&app, &token);
        assert!(shown.contains("Bo recorded that you weren't there.") && !shown.contains("value=\"cancel\""), "{shown}");
        sends(&app, &[("token", &token), ("act", "dispute"), ("reason", "")]).raw(422);
        let said = sends(&app, &[("token", &token), ("act", "dispute"), ("reason", "I was in the call, alone.")]);
        said.raw(200);
        assert!(said.text.contains("until somebody has looked at it"), "{}", said.text);
        assert_eq!(seen(&ann.again(&app), &session)["state"], "disputed");
        assert!(!page(&app, &token).contains("value=\"dispute\""));
        // It's the one who was marked who can.
        let theirs = app.mails_to(&bo.email).into_iter().find(|mail| mail.subject.contains(" starts ")).unwrap().token();
        let refused = sends(&app, &[("token", &theirs), ("act", "dispute"), ("reason", "No.")]).status;
        assert!([403, 409].contains(&refused), "{refused}");
    }

    fn a_link_is_one_persons_for_one_session(app) {
        let (_, bo, _, token) = reminded(&app);
        app.guest().get("/session?token=eyJ0").raw(400);
        app.guest().get(&format!("/stand-in?token={token}")).raw(400);
        app.guest().post("/v1/auth/verify-email", json!({"token": token})).problem(400, "link_invalid");
        app.guest().with_token(&token).get("/v1/me").problem(401, "unauthenticated");
        let theirs = app.mails_to(&bo.email).pop().unwrap().token();
        assert!(page(&app, &theirs).contains("Your mock interview with Ann"));
    }
}
