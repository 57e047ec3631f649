//! Somebody doesn't come: reported by the person who came, mailed to the other, and disputed if it's wrong.

use crate::support::{Person, Response, TestApp, TestDatabase};
use serde_json::json;

/// A session on Thursday at 17:00 UTC, with the clock `minutes` after its start.
fn begun(app: &TestApp, minutes: i64) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    at(app, minutes);
    (ann.again(app), bo.again(app), session)
}

fn at(app: &TestApp, minutes_after_start: i64) {
    app.clock.set("2027-01-14T17:00:00Z".parse().unwrap());
    app.clock.advance_minutes(minutes_after_start);
}

fn misses(person: &Person, session: &str, absent: &str) -> Response {
    person.post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": absent}))
}

fn disputes(person: &Person, session: &str) -> Response {
    person.post(&format!("/v1/sessions/{session}/dispute"), json!({"reason": "I was in the other room."}))
}

on_both_databases! {
    fn the_one_who_came_says_so_from_ten_minutes_on(app) {
        let (ann, bo, session) = begun(&app, 9);
        misses(&ann, &session, "interviewer").problem(409, "too_early");
        at(&app, 10);
        misses(&app.person("Cy"), &session, "interviewer").problem(404, "not_found");
        misses(&ann, &session, "candidate").problem(403, "forbidden");
        misses(&ann, &session, "nobody").problem(422, "invalid_input");
        let marked = misses(&ann, &session, "interviewer").expect(200);
        assert_eq!((&marked["state"], &marked["absent"]), (&json!("no_show"), &json!("interviewer")));

        let mail = app.mails_to(&bo.email).pop().unwrap();
        assert_eq!(mail.subject, "Did you and Ann miss each other on Thursday, 14 January?");
        assert!(mail.flat().contains("tell us by Saturday, 16 January"), "{}", mail.flat());
        misses(&bo, &session, "candidate").problem(409, "session_state");
        bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "Sorry"})).problem(409, "session_state");
    }

    fn the_interviewer_can_miss_the_candidate_too(app) {
        let (ann, bo, session) = begun(&app, 60);
        assert_eq!(misses(&bo, &session, "candidate").expect(200)["absent"], "candidate");
        let told = app.mails_to(&ann.email).pop().unwrap().subject;
        assert_eq!(told, "Did you and Bo miss each other on Thursday, 14 January?");
    }

    fn after_two_days_nobody_is_marked_any_more(app) {
        let (ann, _, session) = begun(&app, 60 + 48 * 60 + 1);
        misses(&ann, &session, "interviewer").problem(409, "too_late");
    }

    fn who_was_marked_can_say_otherwise_for_48_hours(app) {
        let (ann, bo, session) = begun(&app, 15);
        disputes(&bo, &session).problem(409, "session_state");
        misses(&ann, &session, "interviewer").expect(200);
        disputes(&ann, &session).problem(403, "forbidden");
        at(&app, 15 + 48 * 60);
        let bo = bo.again(&app);
        let empty = json!({"reason": " "});
        bo.post(&format!("/v1/sessions/{session}/dispute"), empty).problem(422, "invalid_input");
        let disputed = disputes(&bo, &session).expect(200);
        assert_eq!(disputed["state"], "disputed");
        let ann = ann.again(&app);
        let seen = ann.get(&format!("/v1/sessions/{session}")).expect(200);
        assert_eq!(seen["dispute_reason"], "I was in the other room.");
        let mail = app.mails_to(&ann.email).pop().unwrap();
        assert_eq!(mail.subject, "Bo remembers Thursday, 14 January differently");
        assert!(mail.text.contains("I was in the other room."));
        disputes(&bo, &session).problem(409, "session_state");
    }

    fn after_48_hours_it_stands(app) {
        let (ann, bo, session) = begun(&app, 15);
        misses(&ann, &session, "interviewer").expect(200);
        at(&app, 15 + 48 * 60 + 1);
        disputes(&bo.again(&app), &session).problem(409, "too_late");
        assert_eq!(ann.again(&app).get(&format!("/v1/sessions/{session}")).expect(200)["state"], "no_show");
    }

    /// A session that did not take place frees nothing and is no session to write about.
    fn no_notes_are_written_about_an_hour_that_was_missed(app) {
        let (ann, bo, session) = begun(&app, 15);
        misses(&ann, &session, "interviewer").expect(200);
        bo.saves(&session, &json!({"summary": "x"})).problem(409, "session_state");
        // Disputed, it may have taken place: the notes show it.
        disputes(&bo, &session).expect(200);
        bo.saves(&session, &json!({"summary": "x"})).expect(200);
    }

    /// The other person is notified at once and waits that long; only a few times.
    fn who_runs_late_is_waited_for(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        let late = |person: &Person, minutes: i64| {
            person.post(&format!("/v1/sessions/{session}/running-late"), json!({"minutes": minutes}))
        };
        at(&app, -30);
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        for minutes in [0, 31] {
            late(&ann, minutes).problem(422, "invalid_input");
        }
        assert_eq!(late(&ann, 12).expect(200)["candidate_late_minutes"], 12);
        assert_eq!(late(&ann, 12).expect(200)["candidate_late_minutes"], 12);
        // A little later, or sooner, needs no other word.
        for minutes in [11, 16] {
            late(&ann, minutes).problem(422, "invalid_input");
        }
        assert_eq!(late(&ann, 17).expect(200)["candidate_late_minutes"], 17);
        let told: Vec<_> = app.mails_to(&bo.email).into_iter().filter(|mail| mail.subject.contains("late")).collect();
        assert_eq!(told.iter().map(|mail| &*mail.subject).collect::<Vec<_>>(), ["Ann is running 12 minutes late", "Ann is running 17 minutes late"]);
        assert!(told[1].flat().contains("expects to join at 18:17 CET"), "{}", told[1].text);
        let items = bo.get(&format!("/v1/sessions/{session}/history")).expect(200)["items"].take();
        assert_eq!(items.as_array().unwrap().len(), 3);
        assert_eq!((&items[2]["what"], &items[2]["why"]), (&json!("running_late"), &json!("About 17 minutes late.")));
        at(&app, 16);
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        misses(&bo, &session, "candidate").problem(409, "too_early");
        late(&bo, 20).problem(409, "too_late");
        misses(&ann, &session, "interviewer").expect(200);
    }

    /// Mails queued before a cancellation aren't sent after it.
    fn nobody_hears_of_lateness_to_what_was_called_off(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        at(&app, -30);
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        app.send_due();
        ann.post(&format!("/v1/sessions/{session}/running-late"), json!({"minutes": 5})).expect(200);
        bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."})).expect(200);
        assert!(app.mails_to(&bo.email).iter().all(|mail| !mail.subject.contains("late")));
    }
}
