//! Thank-yous, and interviewers' monthly summaries.

use super::feedback_files::delivered;
use crate::support::{Mail, Person, TestApp, TestDatabase, at_once, every_row, full_notes};
use candor::service::feedback::monthly_summary;
use serde_json::json;

const LINE: &str = "You waited while I drew the queue; I have done so before every answer since.";

fn path(session: &str) -> String {
    format!("/v1/sessions/{session}/thanks")
}

/// Sets the clock, and writes and sends what's due.
fn summaries(app: &TestApp, who: &Person, now: &str) -> Vec<Mail> {
    app.clock.set(now.parse().unwrap());
    monthly_summary::write_due(&app.services, &|| false).unwrap();
    app.mails_to(&who.email).into_iter().filter(|mail| mail.subject.starts_with("Your January: ")).collect()
}

fn presses(app: &TestApp, place: &str, fields: &[(&str, &str)]) -> u16 {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", place, &[("content-type", "application/x-www-form-urlencoded")], Some(&body)).status
}

on_both_databases! {
    fn a_thank_you_is_mailed_once(app) {
        let (ann, bo, session) = delivered(&app);
        let dan = app.candidate("Dan");
        bo.post(&path(&session), json!({"line": LINE})).problem(403, "forbidden");
        dan.post(&path(&session), json!({"line": LINE})).problem(404, "not_found");
        bo.get(&path(&session)).problem(404, "not_found");
        ann.post(&path(&session), json!({"line": LINE})).expect(201);
        ann.post(&path(&session), json!({"line": "Once more."})).problem(409, "thanks_given");
        let mails: Vec<Mail> = app.mails_to(&bo.email).into_iter().filter(|mail| mail.subject == "Ann says thank you").collect();
        assert!(mails.len() == 1 && mails[0].flat().contains(LINE), "{mails:?}");
        for one in [&ann, &bo] {
            assert_eq!(one.get(&path(&session)).expect(200)["line"], LINE);
        }
        dan.get(&path(&session)).problem(404, "not_found");
    }

    fn it_is_one_line_about_what_was_done_and_in_time(app) {
        let (ann, bo, session) = delivered(&app);
        let pointer = |line: &str| {
            let problem = ann.post(&path(&session), json!({"line": line})).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], "/line", "{problem}");
            problem["errors"][0]["detail"].as_str().unwrap().to_owned()
        };
        for line in ["", "  ", "Two\nlines", &"x".repeat(201)] {
            pointer(line);
        }
        assert!(pointer("You are so smart.").contains("\"smart\" is about the person"), "{}", pointer("You are smart"));
        for line in ["You are a wonderful person", "You're the best! Thank you.", "Bo, you are such a lovely human being."] {
            assert!(pointer(line).contains("is about the person"), "{line}");
        }
        ann.get(&path(&session)).problem(404, "not_found");
        let coming = ann.books(&bo, "2027-01-18T17:00:00Z");
        ann.post(&path(&coming), json!({"line": LINE})).problem(409, "too_early");
        app.clock.advance_minutes(30 * 24 * 60 + 1);
        ann.again(&app).post(&path(&session), json!({"line": LINE})).problem(409, "too_late");
    }

    fn the_page_of_the_feedback_says_thank_you(app) {
        let (ann, bo, session) = delivered(&app);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let page = format!("/feedback?token={token}");
        assert!(app.guest().get(&page).text.contains("Say thank you to Bo"));
        assert_eq!(presses(&app, "/feedback", &[("token", &token), ("line", "You are so smart.")]), 422);
        assert_eq!(presses(&app, "/feedback", &[("token", &token), ("line", LINE)]), 200);
        assert_eq!(bo.get(&path(&session)).expect(200)["line"], LINE);
        let again = app.guest().get(&page).text;
        assert!(!again.contains("name=\"line\"") && again.contains(LINE), "{again}");
    }

    fn what_was_said_is_exported_and_goes_with_who_said_it(app) {
        let (ann, bo, session) = delivered(&app);
        ann.post(&path(&session), json!({"line": LINE})).expect(201);
        for one in [&ann, &bo] {
            assert_eq!(one.get("/v1/me/export").expect(200)["thanks"][0]["line"], LINE);
        }
        ann.delete("/v1/me").expect(204);
        bo.get(&path(&session)).problem(404, "not_found");
    }

    fn a_month_is_told_once_on_the_first_by_the_interviewers_clock(app) {
        let (ann, bo, session) = delivered(&app);
        bo.patch("/v1/me", json!({"time_zone": "America/New_York"})).expect(200);
        ann.post(&path(&session), json!({"line": LINE})).expect(201);
        ann.put(&format!("/v1/sessions/{session}/review"), json!({"would_meet_again": true, "notes_specific": true})).expect(200);
        // A second session, whose notes come late.
        let second = ann.books(&bo, "2027-01-19T17:00:00Z");
        app.clock.set("2027-01-21T18:00:00Z".parse().unwrap());
        bo.again(&app).submits(&second, &full_notes());
        assert_eq!(summaries(&app, &bo, "2027-01-31T23:59:00Z").len(), 0);
        assert_eq!(summaries(&app, &bo, "2027-02-01T13:59:59Z").len(), 0);
        let mails = summaries(&app, &bo, "2027-02-01T14:00:00Z");
        let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
        assert_eq!(mail.subject, "Your January: two mock interviews");
        let flat = mail.flat();
        for words in ["Notes in within a day: 1; later: 1.", "Reviews: 1. Would practise with you again: 1 of 1. Found your notes specific: 1 of 1.", LINE] {
            assert!(flat.contains(words), "{words}: {}", mail.text);
        }
        assert_eq!(summaries(&app, &bo, "2027-02-03T14:00:00Z").len(), 1, "once");
        // Somebody who moves west has a second first of the month, but still gets only one mail.
        bo.again(&app).patch("/v1/me", json!({"time_zone": "Pacific/Honolulu"})).expect(200);
        assert_eq!(summaries(&app, &bo, "2027-02-04T14:00:00Z").len(), 1);
        // There's nothing to report for February, and no mail is sent more than a week late.
        assert_eq!(summaries(&app, &bo, "2027-03-02T20:00:00Z").len(), 1);
        assert_eq!(app.mails_to(&ann.email).iter().filter(|mail| mail.subject.starts_with("Your January: ")).count(), 0);
    }

    fn an_hour_counts_once_and_in_its_own_month(app) {
        let (ann, bo, session) = delivered(&app);
        let mut notes = full_notes();
        notes["summary"] = json!("The queue of microtasks was named at minute 31.");
        bo.amends(&session, &notes).expect(200);
        let next_month = ann.books(&bo, "2027-02-01T17:00:00Z");
        app.clock.set("2027-02-01T18:05:00Z".parse().unwrap());
        bo.again(&app).submits(&next_month, &full_notes());
        let mails = summaries(&app, &bo, "2027-02-02T14:00:00Z");
        let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
        assert_eq!(mail.subject, "Your January: one mock interview");
        assert!(mail.flat().contains("Your notes were in within a day."), "{}", mail.text);
    }

    fn what_somebody_else_wrote_is_not_told_as_ones_own(app) {
        let (ann, bo, _) = delivered(&app);
        let (cy, zoe) = (app.interviewer("Cy"), app.person("Zoe"));
        let club = zoe.post("/v1/programs", json!({"name": "Club"})).expect(201);
        for one in [&ann, &bo, &cy] {
            one.post("/v1/programs/join", json!({"code": club["join_code"]})).expect(200);
        }
        let club = format!("/v1/programs/{}", club["id"].as_str().unwrap());
        let (written, released) = (ann.books(&bo, "2027-01-18T17:00:00Z"), ann.books(&bo, "2027-01-19T17:00:00Z"));
        app.clock.set("2027-01-20T17:00:00Z".parse().unwrap());
        bo.again(&app).saves(&released, &json!({"summary": "Ann drew the queue at minute 12."})).expect(200);
        app.clock.set("2027-01-22T17:00:00Z".parse().unwrap());
        let (ann, cy, zoe) = (ann.again(&app), cy.again(&app), zoe.again(&app));
        let word = "Bo is away.";
        let settle = |session: &str, what: &str, body| zoe.post(&format!("{club}/late-notes/{session}/{what}"), body).raw(204);
        settle(&written, "reassign", json!({"writer_id": cy.id, "word": word}));
        settle(&released, "release", json!({"word": word}));
        cy.submits(&written, &full_notes());
        // Neither the steps nor the answers to somebody else's notes are to do with his.
        ann.patch("/v1/me/plan/settings", json!({"in_briefs": true})).expect(200);
        for step in ann.get("/v1/me/plan?week=2027-01-25").expect(200)["steps"].as_array().unwrap() {
            ann.patch(&format!("/v1/me/plan/steps/{}", step["id"].as_str().unwrap()), json!({"state": "done"})).expect(200);
        }
        ann.put(&format!("/v1/sessions/{written}/review"), json!({"notes_specific": true, "on_time": true})).expect(200);
        let mails = summaries(&app, &bo, "2027-02-01T14:00:00Z");
        let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
        assert_eq!(mail.subject, "Your January: three mock interviews");
        let flat = mail.flat();
        assert!(flat.contains("Notes in within a day: 1; later: 0; finished by somebody else: 2."), "{}", mail.text);
        assert!(flat.contains("Reviews: 1."), "{}", mail.text);
        for untrue in ["specific", "again:", "Steps from your notes"] {
            assert!(!flat.contains(untrue), "{untrue}: {}", mail.text);
        }
    }

    fn the_reader_of_the_notes_is_asked_whether_they_are_specific(app) {
        let (ann, bo, session) = delivered(&app);
        let review = format!("/v1/sessions/{session}/review");
        ann.put(&review, json!({"on_time": true})).expect(200);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let asked = || app.guest().get(&format!("/feedback?token={token}")).text.contains("Were these notes specific?");
        assert!(asked());
        assert_eq!(presses(&app, "/feedback", &[("token", &token), ("specific", "perhaps")]), 422);
        assert_eq!(presses(&app, "/feedback", &[("token", &token), ("specific", "no")]), 200);
        assert!(!asked(), "once");
        let given = bo.get(&review).expect(200);
        assert_eq!((&given["notes_specific"], &given["on_time"]), (&json!(false), &json!(true)));
        let mails = summaries(&app, &bo, "2027-02-01T14:00:00Z");
        assert!(mails[0].flat().contains("Reviews: 1. Found your notes specific: 0 of 1."), "{}", mails[0].text);
    }

    fn nobody_is_asked_after_the_time_for_a_review(app) {
        let (ann, _, _) = delivered(&app);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        app.clock.advance_minutes(30 * 24 * 60 + 1);
        assert!(!app.guest().get(&format!("/feedback?token={token}")).text.contains("Were these notes specific?"));
    }

    fn steps_are_told_of_candidates_who_let_interviewers_know(app) {
        let (ann, bo, _) = delivered(&app);
        let step = ann.get("/v1/me/plan").expect(200)["steps"][0]["id"].as_str().map(str::to_owned);
        let step = step.or_else(|| ann.get("/v1/me/plan?week=2027-01-18").expect(200)["steps"][0]["id"].as_str().map(str::to_owned));
        ann.patch(&format!("/v1/me/plan/steps/{}", step.unwrap()), json!({"state": "done"})).expect(200);
        ann.patch("/v1/me/plan/settings", json!({"in_briefs": true})).expect(200);
        let mails = summaries(&app, &bo, "2027-02-01T14:00:00Z");
        assert!(mails[0].flat().contains("candidates say they've done: 1."), "{}", mails[0].text);
    }

    fn steps_of_who_keeps_them_to_themselves_are_not_told(app) {
        let (ann, bo, _) = delivered(&app);
        let step = ann.get("/v1/me/plan").expect(200)["steps"][0]["id"].as_str().map(str::to_owned);
        let step = step.or_else(|| ann.get("/v1/me/plan?week=2027-01-18").expect(200)["steps"][0]["id"].as_str().map(str::to_owned));
        ann.patch(&format!("/v1/me/plan/steps/{}", step.unwrap()), json!({"state": "done"})).expect(200);
        let mails = summaries(&app, &bo, "2027-02-01T14:00:00Z");
        assert!(!mails[0].flat().contains("Steps from your notes"), "{}", mails[0].text);
    }

    fn one_press_ends_the_summaries(app) {
        let (_, bo, _) = delivered(&app);
        assert_eq!(bo.get("/v1/me/monthly-summary").expect(200), json!({"wanted": true}));
        let token = summaries(&app, &bo, "2027-02-01T14:00:00Z").pop().unwrap().token();
        let page = app.guest().get(&format!("/monthly-mail?token={token}"));
        page.raw(200);
        assert!(page.text.contains("Stop the monthly summaries"), "{}", page.text);
        // A link that is looked at ends nothing, nor does one of another kind.
        assert_eq!(presses(&app, &format!("/weekly-mail?token={token}"), &[("List-Unsubscribe", "One-Click")]), 400);
        let bo = bo.again(&app);
        assert_eq!(bo.get("/v1/me/monthly-summary").expect(200), json!({"wanted": true}));
        assert_eq!(presses(&app, &format!("/monthly-mail?token={token}"), &[("List-Unsubscribe", "One-Click")]), 200);
        assert_eq!(bo.get("/v1/me/monthly-summary").expect(200), json!({"wanted": false}));
        assert_eq!(bo.get("/v1/me/export").expect(200)["monthly_summary"], false);
        bo.put("/v1/me/monthly-summary", json!({"wanted": true})).expect(200);
        assert_eq!(presses(&app, "/monthly-mail", &[("token", "eyJ0")]), 400);
        bo.delete("/v1/me").expect(204);
        assert_eq!(presses(&app, "/monthly-mail", &[("token", &token)]), 200);
    }

    fn who_said_no_before_the_first_is_not_told(app) {
        let (_, bo, _) = delivered(&app);
        bo.put("/v1/me/monthly-summary", json!({"wanted": false})).expect(200);
        assert_eq!(summaries(&app, &bo, "2027-02-01T14:00:00Z").len(), 0);
        // Nor is a mail sent that was queued before the no.
        let rows = every_row(&app.services.store);
        assert!(!rows.iter().any(|row| row.contains("impact_summary")));
    }
}

on_both_databases_racing! {
    fn two_replicas_tell_one_month_once(app) {
        let (_, bo, _) = delivered(&app);
        let other = app.beside();
        app.clock.set("2027-02-01T14:00:00Z".parse().unwrap());
        at_once(2, |number| monthly_summary::write_due(if number == 0 { &app.services } else { &other.services }, &|| false).unwrap());
        let mails = summaries(&app, &bo, "2027-02-01T14:05:00Z");
        assert_eq!(mails.len(), 1, "{mails:?}");
    }

    fn two_thank_yous_at_once_are_one(app) {
        let (ann, bo, session) = delivered(&app);
        let mut said = at_once(2, |_| ann.post(&path(&session), json!({"line": LINE})).status);
        said.sort_unstable();
        assert_eq!(said, [201, 409]);
        assert_eq!(app.mails_to(&bo.email).iter().filter(|mail| mail.subject == "Ann says thank you").count(), 1);
    }
}
