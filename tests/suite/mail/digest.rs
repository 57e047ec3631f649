//! One email in the evening instead of single reminders, for those who choose it.

use crate::support::{Mail, Person, TestApp, TestDatabase, at_once, full_notes};
use candor::domain::Timestamp;
use candor::service::booking::digest;
use serde_json::{Value, json};

const EVENING: &str = "/v1/me/evening-digest";

fn chooses(person: &Person, app: &TestApp, wanted: bool) -> Value {
    person.again(app).put(EVENING, json!({"wanted": wanted})).expect(200)
}

/// Whose evening is at 18:00 UTC.
fn volunteer(app: &TestApp) -> Person {
    let bo = app.interviewer("Bo");
    bo.patch("/v1/me", json!({"time_zone": "UTC"})).expect(200);
    bo
}

fn turn(app: &TestApp) {
    digest::write_due(&app.services, &|| false).unwrap();
    app.send_due();
}

/// Lets the worker do its part every half hour until a moment, and returns what somebody got in that time, and when.
fn until(app: &TestApp, who: &Person, moment: &str) -> Vec<(String, Mail)> {
    let moment: Timestamp = moment.parse().unwrap();
    let mut got = Vec::new();
    while app.clock.now() < moment {
        let next = app.clock.now().plus_minutes(30).min(moment);
        app.clock.set(next);
        let before = app.sent().len();
        turn(app);
        let fresh = app.sent_after(before).into_iter().filter(|mail| mail.to == who.email);
        got.extend(fresh.map(|mail| (next.to_string(), mail)));
    }
    got
}

fn subjects(got: &[(String, Mail)]) -> Vec<(&str, &str)> {
    got.iter().map(|(at, mail)| (at.as_str(), mail.subject.as_str())).collect()
}

on_both_databases! {
    /// Bo gives two interviews on Thursday and one on Friday, and writes no notes: an email in each evening says all of it. Ann,
    /// who didn't choose that, gets her reminders.
    fn one_email_in_the_evening_says_what_single_reminders_would(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        bo.patch("/v1/me", json!({"time_zone": "Europe/Berlin"})).expect(200);
        assert_eq!(bo.get(EVENING).expect(200), json!({"wanted": false, "next_at": null}));
        assert_eq!(chooses(&bo, &app, true), json!({"wanted": true, "next_at": "2027-01-11T17:00:00Z"}));
        for start in ["2027-01-14T09:00:00Z", "2027-01-14T11:00:00Z", "2027-01-15T09:00:00Z"] {
            ann.again(&app).books(&bo, start);
        }
        app.send_due();
        let before = app.sent().len();
        let got = until(&app, &bo, "2027-01-16T12:00:00Z");
        assert_eq!(subjects(&got), [
            // The two on the 14th can be cancelled freely until the 13th in the morning.
            ("2027-01-12T17:00:00Z", "Two mock interviews ahead"),
            ("2027-01-13T17:00:00Z", "Three mock interviews ahead"),
            ("2027-01-14T17:00:00Z", "Mock interview with Ann tomorrow, and your notes on two interviews"),
            ("2027-01-15T17:00:00Z", "Your notes on three interviews"),
        ]);
        let evening = got[2].1.flat();
        assert!(evening.contains("You interview Ann: concepts, junior level When: Fri 15 January 2027 at 10:00 CET") || evening.contains("10:00"), "{}", got[2].1.text);
        assert!(evening.contains("For Ann, on the concepts interview on Thursday, 14 January: due by"), "{}", got[2].1.text);
        assert!(got[3].1.flat().contains("they were due by"), "{}", got[3].1.text);
        let reminders = app.sent_after(before).into_iter().filter(|mail| mail.to == ann.email && mail.subject.contains(" starts "));
        assert_eq!(reminders.count(), 6, "hers are hers");
        // Of two turns in one evening, or of two processes, there is one.
        assert_eq!(got.len(), 4);
    }

    /// What is urgent comes at once, and so does what the evening's email couldn't know.
    fn what_comes_after_the_email_is_mailed_at_once(app) {
        let (ann, dan, bo) = (app.candidate("Ann"), app.candidate("Dan"), volunteer(&app));
        chooses(&bo, &app, true);
        let off = ann.books(&bo, "2027-01-13T09:00:00Z");
        let moved = ann.again(&app).books(&bo, "2027-01-13T11:00:00Z");
        app.clock.set("2027-01-12T18:00:00Z".parse().unwrap());
        turn(&app);
        assert!(app.mails_to(&bo.email).last().unwrap().subject.starts_with("Two mock interviews ahead"));
        // Bo's own move is agreed on by Ann; Ann cancels the other; Dan books.
        ann.again(&app).post(&format!("/v1/sessions/{off}/cancel"), json!({"reason": "A cold."})).expect(200);
        let dans = dan.again(&app).books(&bo, "2027-01-13T14:00:00Z");
        let proposed = json!({"starts": ["2027-01-13T12:00:00Z"], "reason": "A meeting."});
        let asked = bo.again(&app).post(&format!("/v1/sessions/{moved}/moves"), proposed).expect(201);
        let accept = format!("/v1/sessions/{moved}/moves/{}/accept", asked["id"].as_str().unwrap());
        ann.again(&app).post(&accept, json!({"starts_at": "2027-01-13T12:00:00Z"})).expect(200);
        let before = app.sent().len();
        turn(&app);
        let at_once: Vec<String> = app.sent_after(before).into_iter().filter(|mail| mail.to == bo.email).map(|mail| mail.subject).collect();
        assert_eq!(at_once.len(), 3, "{at_once:?}");
        let got = until(&app, &bo, "2027-01-13T13:30:00Z");
        let reminded: Vec<_> = subjects(&got).into_iter().filter(|(_, subject)| subject.contains(" starts ")).collect();
        assert_eq!(reminded.iter().map(|(at, _)| *at).collect::<Vec<_>>(), ["2027-01-13T11:00:00Z", "2027-01-13T13:00:00Z"], "{reminded:?}");
        let _ = dans;
        // The notes on what no email had told are asked for right after it.
        assert!(subjects(&got).contains(&("2027-01-13T13:00:00Z", "Your notes for Ann, while it's all fresh")), "{:?}", subjects(&got));
    }

    /// What isn't sent by the end of its day isn't sent; single reminders are.
    fn after_an_outage_single_reminders_come_again(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app));
        chooses(&bo, &app, true);
        ann.books(&bo, "2027-01-13T09:00:00Z");
        app.send_due();
        let before = app.sent().len();
        // The worker stands still from Monday noon to Wednesday early.
        app.clock.set("2027-01-13T01:00:00Z".parse().unwrap());
        let got = until(&app, &bo, "2027-01-13T12:00:00Z");
        assert_eq!(subjects(&got).iter().filter(|(_, subject)| subject.contains(" starts ")).count(), 2, "{:?}", subjects(&got));
        assert!(app.sent_after(before).iter().all(|mail| !mail.subject.contains("ahead")));
        assert_eq!(bo.again(&app).get(EVENING).expect(200)["next_at"], "2027-01-13T18:00:00Z", "and the next evening has one again");
    }

    /// With nothing ahead there's no email; its link ends it by one click, and single reminders come again.
    fn it_ends_by_its_link_and_says_nothing_when_there_is_nothing(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app));
        chooses(&bo, &app, true);
        assert!(until(&app, &bo, "2027-01-12T12:00:00Z").is_empty());
        let session = ann.again(&app).books(&bo, "2027-01-14T10:00:00Z");
        let got = until(&app, &bo, "2027-01-13T19:00:00Z");
        let evening = &got.last().unwrap().1;
        assert!(evening.subject.starts_with("Mock interview with Ann tomorrow"), "{:?}", subjects(&got));
        let token = evening.text.split("/evening-mail?token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        let page = app.guest().get(&format!("/evening-mail?token={token}"));
        page.raw(200);
        assert!(page.text.contains("Get single reminders again?"));
        let post = |token: &str| {
            let form = format!("token={token}");
            app.guest().send("POST", "/evening-mail", &[("content-type", "application/x-www-form-urlencoded")], Some(&form)).status
        };
        assert_eq!(post("eyJ0"), 400);
        assert_eq!((post(&token), post(&token)), (200, 200));
        assert_eq!(bo.again(&app).get(EVENING).expect(200), json!({"wanted": false, "next_at": null}));
        let got = until(&app, &bo, "2027-01-14T11:30:00Z");
        let singles: Vec<_> = subjects(&got).into_iter().map(|(at, _)| at).collect();
        assert_eq!(singles, ["2027-01-14T09:00:00Z", "2027-01-14T11:00:00Z"], "{:?}", subjects(&got));
        bo.again(&app).submits(&session, &full_notes());
        bo.again(&app).put(EVENING, json!({"wanted": "yes"})).problem(422, "invalid_input");
    }

    /// The evening follows the clocks and the zone.
    fn the_evening_is_by_ones_own_clock(app) {
        let bo = app.interviewer("Bo");
        chooses(&bo, &app, true);
        for (zone, next) in [("Asia/Kathmandu", "2027-01-11T12:15:00Z"), ("America/Los_Angeles", "2027-01-12T02:00:00Z"), ("Europe/Berlin", "2027-01-11T17:00:00Z")] {
            bo.patch("/v1/me", json!({"time_zone": zone})).expect(200);
            assert_eq!(bo.get(EVENING).expect(200)["next_at"], next, "{zone}");
        }
        app.clock.set("2027-03-27T17:30:00Z".parse().unwrap());
        turn(&app);
        assert_eq!(bo.again(&app).get(EVENING).expect(200)["next_at"], "2027-03-28T16:00:00Z", "summer time begins in that night");
    }

    /// Notes of several sessions are asked for together, of everybody.
    fn notes_of_several_sessions_are_asked_for_together(app) {
        let (ann, dan, bo) = (app.candidate("Ann"), app.candidate("Dan"), volunteer(&app));
        ann.books(&bo, "2027-01-13T09:00:00Z");
        dan.books(&bo, "2027-01-13T10:00:00Z");
        app.clock.set("2027-01-13T08:30:00Z".parse().unwrap());
        turn(&app);
        let got = until(&app, &bo, "2027-01-15T12:00:00Z");
        let asked: Vec<_> = subjects(&got).into_iter().filter(|(_, subject)| subject.contains("notes")).collect();
        assert_eq!(asked, [
            ("2027-01-13T11:00:00Z", "Your notes for Dan, while it's all fresh"),
            ("2027-01-14T07:00:00Z", "Your notes for Ann are due in 3 hours"),
            ("2027-01-15T07:00:00Z", "Ann is still waiting for your notes"),
        ]);
        let asks = |place: usize, words: &str| {
            let all: Vec<_> = got.iter().filter(|(_, mail)| mail.subject.contains("notes")).collect();
            assert!(all[place].1.flat().contains(words), "{}", all[place].1.text);
        };
        asks(0, "* Ann, concepts interview on Wednesday, 13 January: due by");
        asks(1, "* Dan, concepts interview on Wednesday, 13 January: due by");
    }
}

on_both_databases_racing! {
    fn two_replicas_write_one_email_of_an_evening(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app));
        chooses(&bo, &app, true);
        ann.books(&bo, "2027-01-12T10:00:00Z");
        app.send_due();
        let other = app.beside();
        app.clock.set("2027-01-11T18:00:00Z".parse().unwrap());
        let before = app.sent().len();
        at_once(2, |number| digest::write_due(if number == 0 { &app.services } else { &other.services }, &|| false).unwrap());
        turn(&app);
        let mails = app.sent_after(before);
        assert_eq!(mails.iter().filter(|mail| mail.to == bo.email && mail.subject.starts_with("Mock interview")).count(), 1);
    }
}
