//! What the two read about calling a session off: before, until when it is free; and after, each what is theirs.

use crate::support::{Mail, Person, TestApp, TestDatabase, offer};
use candor::service::matching::matcher;
use serde_json::json;

fn at(app: &TestApp, moment: &str) {
    app.clock.set(moment.parse().unwrap());
}

#[track_caller]
fn newest(app: &TestApp, person: &Person, subject: &str) -> Mail {
    let found = app.mails_to(&person.email).into_iter().rfind(|mail| mail.subject.starts_with(subject));
    found.unwrap_or_else(|| panic!("no mail {subject}"))
}

/// A calendar part with its lines unfolded.
fn event(mail: &Mail) -> String {
    mail.calendar.as_ref().unwrap().1.replace("\r\n ", "").replace("\n ", "").replace("\\,", ",").replace("\\;", ";")
}

fn reminders(app: &TestApp, person: &Person) -> usize {
    app.mails_to(&person.email).iter().filter(|mail| mail.subject.contains(" starts ")).count()
}

on_both_databases! {
    /// The candidate's request waits again, and two people are asked to stand in: that's the candidate's to read.
    fn who_calls_off_as_interviewer_reads_nothing_of_the_candidates(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 45, "auto_accept": true,
            "windows": [{"from": "2027-01-19T09:00:00Z", "to": "2027-01-19T12:00:00Z"}]
        });
        ann.post("/v1/requests", wanted).expect(201);
        assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 1);
        let mut ready = offer();
        ready["short_notice"] = json!(true);
        for name in ["Cy", "Dan"] {
            app.interviewer(name).put("/v1/me/interviewer", ready.clone()).expect(200);
        }
        app.send_due();
        let session = bo.get("/v1/sessions").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "My flat is under water."})).expect(200);

        let hers = newest(&app, &ann, "Cancelled").flat();
        assert!(hers.contains("We've asked 2 people") && hers.contains("your request is back"), "{hers}");
        let his = newest(&app, &bo, "Cancelled").flat();
        assert!(his.contains("We're looking for somebody else for Ann; there's nothing more for you to do."), "{his}");
        for words in ["request", "queue", "invitation", "asked", "another interview"] {
            assert!(!his.contains(words), "{words}: {his}");
        }
    }

    fn who_calls_off_what_was_booked_by_hand_is_thanked(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-20T10:30:00Z");
        app.send_due();
        bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "A cold."})).expect(200);
        assert!(newest(&app, &bo, "Cancelled").flat().contains("Thank you for letting Ann know."));
        assert!(newest(&app, &ann, "Cancelled").flat().contains("You can ask for another interview whenever you like."));
        let session = ann.books(&bo, "2027-01-21T10:30:00Z");
        app.send_due();
        ann.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "A cold."})).expect(200);
        assert!(newest(&app, &bo, "Cancelled").flat().contains("Thanks for keeping the time free; you have it back."));
    }

    /// In the mail, in the event, behind the link; each by the reader's own clock.
    fn it_is_said_until_when_calling_off_is_free_and_there_is_a_link(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        ann.patch("/v1/me", json!({"time_zone": "Asia/Kathmandu"})).expect(200);
        let session = ann.books(&bo, "2027-01-20T10:30:00Z");
        let (hers, his) = (newest(&app, &ann, "Booked"), newest(&app, &bo, "Booked"));
        for (mail, until) in [
            (&hers, "until Tuesday, 19 January at 16:15 UTC+05:45 (10:30 UTC)"),
            (&his, "until Tuesday, 19 January at 11:30 CET (10:30 UTC)"),
        ] {
            assert!(mail.flat().contains(&format!("you can cancel freely {until}")), "{}", mail.text);
            let until = until.replace(" at", " 2027 at");
            assert!(event(mail).contains(&format!("Free to cancel: {until}")), "{}", event(mail));
        }
        let page = hers.text.split_whitespace().find(|word| word.contains("/session?token=")).unwrap().to_owned();
        assert!(event(&hers).contains(&page) && hers.html.contains("/session?token="), "{}", event(&hers));
        // As often as it's asked for, it is the same event.
        let again = ann.get(&format!("/v1/sessions/{session}/invite.ics"));
        assert!(again.text.replace("\r\n ", "").contains(&page), "{}", again.text);
        let feed = ann.subscribes();
        let feed = app.guest().get(&format!("/calendar/{feed}.ics")).text.replace("\r\n ", "");
        assert!(feed.contains("Free to cancel: until") && !feed.contains("/session?token="), "{feed}");

        let token = page.split("?token=").nth(1).unwrap();
        let shown = app.guest().get(&format!("/session?token={token}")).text;
        assert!(shown.contains("You can cancel freely until Tuesday, 19 January at 16:15"), "{shown}");
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("token", token), ("act", "cancel"), ("reason", "I start a new job.")])
            .finish();
        let form = [("content-type", "application/x-www-form-urlencoded")];
        app.guest().send("POST", "/session", &form, Some(&body)).raw(200);
        let cancelled = newest(&app, &bo, "Cancelled");
        assert!(cancelled.flat().contains("I start a new job."));
        assert!(!event(&cancelled).contains("/session?token="), "{}", event(&cancelled));
    }

    /// Half past ten in Berlin, and a quarter to four in the morning in Kathmandu: each has six hours of their day left.
    fn the_first_reminder_leaves_six_waking_hours_to_cancel_freely(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        bo.patch("/v1/me", json!({"time_zone": "America/Los_Angeles"})).expect(200);
        ann.books(&bo, "2027-01-20T10:30:00Z");
        for (moment, hers, his) in [
            // Free until the 19th, 11:30 in Berlin: an hour and a half before ten in the evening and four and a half after seven.
            ("2027-01-18T19:29:59Z", 0, 0),
            ("2027-01-18T19:30:00Z", 1, 0),
            // And 02:30 in Los Angeles: from four in the afternoon on.
            ("2027-01-18T23:59:59Z", 1, 0),
            ("2027-01-19T00:00:00Z", 1, 1),
            ("2027-01-20T09:29:59Z", 1, 1),
            ("2027-01-20T09:30:00Z", 2, 2),
        ] {
            at(&app, moment);
            assert_eq!((reminders(&app, &ann), reminders(&app, &bo)), (hers, his), "{moment}");
        }
        let first = app.mails_to(&ann.email).into_iter().find(|mail| mail.subject.contains(" starts ")).unwrap();
        assert_eq!(first.subject, "Your mock interview with Bo starts on Wednesday");
        assert!(first.flat().contains("you can cancel freely until Tuesday, 19 January at 11:30 CET"), "{}", first.text);
        let last = newest(&app, &ann, "Your mock interview with Bo starts in an hour");
        assert!(last.flat().contains("it counts as late by now"), "{}", last.text);
    }
}
