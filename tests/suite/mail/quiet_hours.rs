//! From ten in the evening until seven by the reader's own clock, what can wait does.

use crate::support::{Person, TestApp, TestDatabase, every_day, full_notes};
use serde_json::json;

fn at(app: &TestApp, moment: &str) {
    app.clock.set(moment.parse().unwrap());
}

/// How many mails of this subject have gone to somebody.
fn got(app: &TestApp, person: &Person, subject: &str) -> usize {
    app.mails_to(&person.email).iter().filter(|mail| mail.subject.starts_with(subject)).count()
}

fn proposes(app: &TestApp, person: &Person, session: &str, start: &str) -> String {
    let body = json!({"starts": [start], "reason": "My shift was moved."});
    let asked = person.again(app).post(&format!("/v1/sessions/{session}/moves"), body).expect(201);
    format!("/v1/sessions/{session}/moves/{}", asked["id"].as_str().unwrap())
}

on_both_databases! {
    /// 20 past three in Berlin, where Ann sleeps; morning in Kathmandu, where Bo says no.
    fn nothing_has_changed_is_not_said_at_night(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        bo.patch("/v1/me", json!({"time_zone": "Asia/Kathmandu"})).expect(200);
        let session = ann.books(&bo, "2027-01-20T12:00:00Z");
        let proposal = proposes(&app, &ann, &session, "2027-01-21T12:00:00Z");
        assert_eq!(got(&app, &bo, "Another time?"), 1);
        at(&app, "2027-01-12T02:20:00Z");
        let _ = bo.again(&app).send("POST", &format!("{proposal}/decline"), &[], None).expect(200);
        assert_eq!(got(&app, &ann, "No change"), 0);
        at(&app, "2027-01-12T05:59:59Z");
        assert_eq!(got(&app, &ann, "No change"), 0);
        at(&app, "2027-01-12T06:00:00Z");
        assert_eq!(got(&app, &ann, "No change"), 1);
        at(&app, "2027-01-12T06:01:00Z");
        assert_eq!(got(&app, &ann, "No change"), 1);
    }

    /// Recorded as absent late in the evening, Ann disputes it before she goes to bed: in the morning she needn't hear how.
    fn what_its_reader_has_answered_is_not_said_in_the_morning(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "23:00")).expect(200);
        let [answered, open] = ["2027-01-14T20:30:00Z", "2027-01-14T21:45:00Z"].map(|start| ann.books(&bo, start));
        at(&app, "2027-01-14T22:00:00Z");
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        for session in [&answered, &open] {
            bo.post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": "candidate"})).expect(200);
        }
        let reason = json!({"reason": "I was there until half past."});
        ann.post(&format!("/v1/sessions/{answered}/dispute"), reason).expect(200);
        assert_eq!(got(&app, &ann, "Did you and"), 0);
        at(&app, "2027-01-15T06:00:00Z");
        assert_eq!(got(&app, &ann, "Did you and"), 1);
    }

    /// Proposed and withdrawn while Bo slept: he hears of neither.
    fn what_was_never_mailed_is_not_called_off(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        ann.patch("/v1/me", json!({"time_zone": "America/Los_Angeles"})).expect(200);
        let session = ann.books(&bo, "2027-01-20T12:00:00Z");
        app.send_due();
        at(&app, "2027-01-12T23:30:00Z");
        let proposal = proposes(&app, &ann, &session, "2027-01-21T12:00:00Z");
        assert_eq!(got(&app, &bo, "Another time?"), 0);
        app.clock.advance_minutes(15);
        let _ = ann.again(&app).send("POST", &format!("{proposal}/withdraw"), &[], None).expect(200);
        at(&app, "2027-01-13T09:00:00Z");
        assert_eq!((got(&app, &bo, "Another time?"), got(&app, &bo, "No change")), (0, 0));
        // If it was mailed by day, its withdrawal is mailed too.
        let proposal = proposes(&app, &ann, &session, "2027-01-21T12:00:00Z");
        assert_eq!(got(&app, &bo, "Another time?"), 1);
        let _ = ann.again(&app).send("POST", &format!("{proposal}/withdraw"), &[], None).expect(200);
        assert_eq!(got(&app, &bo, "No change"), 1);
    }

    /// Ann books at eleven in the evening and is awake; Bo reads of it in the morning. What begins in the morning can't wait.
    fn who_has_just_done_something_is_awake_and_what_is_near_goes_at_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        at(&app, "2027-01-11T22:05:00Z");
        ann.again(&app).books(&bo, "2027-01-20T12:00:00Z");
        assert_eq!((got(&app, &ann, "Booked"), got(&app, &bo, "Booked")), (1, 0));
        let near = ann.again(&app).books(&bo, "2027-01-12T08:45:00Z");
        assert_eq!((got(&app, &ann, "Booked"), got(&app, &bo, "Booked")), (2, 1), "nine and a bit is too near");
        at(&app, "2027-01-12T00:30:00Z");
        ann.again(&app).post(&format!("/v1/sessions/{near}/cancel"), json!({"reason": "Ill."})).expect(200);
        assert_eq!((got(&app, &ann, "Cancelled"), got(&app, &bo, "Cancelled")), (1, 1));
        // An account's own mails are asked for.
        app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
        assert_eq!(got(&app, &ann, "Choose a new password"), 1);
        at(&app, "2027-01-12T06:00:00Z");
        assert_eq!(got(&app, &bo, "Booked"), 2);
    }

    /// Over at half past eleven in Berlin: the two are asked right then, and the notes come at seven.
    fn right_after_a_session_its_people_are_awake(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        bo.put("/v1/me/interviewer/availability", crate::support::every_day("UTC", "20:00", "23:00")).expect(200);
        let session = ann.books(&bo, "2027-01-14T21:30:00Z");
        at(&app, "2027-01-14T20:30:00Z");
        app.send_due();
        at(&app, "2027-01-14T22:30:00Z");
        assert_eq!((got(&app, &ann, "How was it?"), got(&app, &bo, "Your notes for Ann")), (1, 1));
        at(&app, "2027-01-14T23:40:00Z");
        bo.again(&app).submits(&session, &full_notes());
        let feedback = |app: &TestApp| app.mails_to(&ann.email).iter().filter(|mail| mail.text.contains("/feedback?token=")).count();
        assert_eq!(feedback(&app), 0);
        at(&app, "2027-01-15T06:00:00Z");
        assert_eq!(feedback(&app), 1);
    }

    /// It's the zone that somebody is in when the mail would go.
    fn the_night_is_the_readers_own(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-20T12:00:00Z");
        app.send_due();
        at(&app, "2027-01-12T12:30:00Z");
        bo.again(&app).patch("/v1/me", json!({"time_zone": "Asia/Tokyo"})).expect(200);
        at(&app, "2027-01-12T14:00:00Z");
        proposes(&app, &ann, &session, "2027-01-21T12:00:00Z");
        assert_eq!(got(&app, &bo, "Another time?"), 0, "eleven in the evening in Tokyo");
        bo.again(&app).patch("/v1/me", json!({"time_zone": "Europe/Berlin"})).expect(200);
        at(&app, "2027-01-12T22:00:00Z");
        assert_eq!(got(&app, &bo, "Another time?"), 0, "seven in Tokyo, and eleven in the evening where he is now");
        at(&app, "2027-01-13T06:00:00Z");
        assert_eq!(got(&app, &bo, "Another time?"), 1);
    }
}
