//! The matcher: whom it matches, and in which order.

use super::{NOT_LEADING, asks, matched, request, sessions_of, wanted, wanted_but};
use crate::support::{TestApp, TestDatabase, crowd, every_day, offer};
use candor::service::matching::matcher;
use serde_json::json;

on_both_databases! {
    fn a_match_is_booked_at_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, wanted());
        let before = app.mails().len();
        assert_eq!(matched(&app), 1);

        let found = request(&ann, &id);
        assert_eq!((&found["state"], &found["standing"]), (&json!("matched"), &json!(null)));
        let session = &found["session"];
        assert_eq!((&session["state"], &session["starts_at"]), (&json!("booked"), &json!("2027-01-14T17:00:00Z")));
        assert_eq!(session["interviewer"]["display_name"], "Bo");
        assert_eq!(session["aims"], "I fumbled on Promises and callback hell last time.");
        assert_eq!(sessions_of(&bo)[0]["id"], session["id"]);
        let mails = app.mails().split_off(before);
        let invited: Vec<_> = mails.iter().map(|mail| (mail.to.as_str(), mail.calendar.as_ref().unwrap().0.as_str())).collect();
        assert_eq!(invited, [(ann.email.as_str(), "REQUEST"), (bo.email.as_str(), "REQUEST")]);
        assert_eq!(matched(&app), 0);
    }

    /// Windows, notice, buffer, cap and both people's sessions, as booking has them.
    fn only_what_booking_would_accept(app) {
        let (ann, cy, bo) = (app.candidate("Ann"), app.candidate("Cy"), app.interviewer("Bo"));
        let mut terms = offer();
        (terms["buffer_minutes"], terms["weekly_capacity"]) = (json!(30), json!(2));
        bo.put("/v1/me/interviewer", terms).expect(200);
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "16:30", "20:00")).expect(200);
        cy.books(&bo, "2027-01-14T17:00:00Z");
        let id = asks(&ann, wanted());
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &id)["session"]["starts_at"], "2027-01-14T18:30:00Z");
        // The week is full now.
        let third = asks(&cy, wanted_but(json!({"windows": [{"from": "2027-01-15T18:00", "to": "2027-01-15T21:00"}]})));
        assert_eq!(matched(&app), 0);
        assert_eq!(request(&cy, &third)["state"], "waiting");
    }

    /// Three requests of one person never hold the same hour.
    fn one_person_is_matched_to_different_hours(app) {
        let ann = app.candidate("Ann");
        let interviewers = crowd(&app, "bo", 3);
        for bo in &interviewers {
            bo.volunteers();
        }
        for _ in 0..3 {
            asks(&ann, wanted());
        }
        assert_eq!(matched(&app), 3);
        let mut starts: Vec<_> = sessions_of(&ann).iter().map(|one| one["starts_at"].as_str().unwrap().to_owned()).collect();
        starts.sort();
        assert_eq!(starts, ["2027-01-14T17:00:00Z", "2027-01-14T18:00:00Z", "2027-01-14T19:00:00Z"]);
    }

    fn who_waited_longer_comes_first(app) {
        let (ann, cy) = (app.candidate("Ann"), app.candidate("Cy"));
        let hour = json!({"windows": [{"from": "2027-01-14T18:00", "to": "2027-01-14T19:00"}]});
        let first = asks(&cy, wanted_but(hour.clone()));
        app.clock.advance_minutes(5);
        let second = asks(&ann, wanted_but(hour));
        // Changing it moves nobody back.
        app.clock.advance_minutes(5);
        cy.patch(&format!("/v1/requests/{first}"), json!({"aims": "Promises, from the start."})).expect(200);
        app.interviewer("Bo");
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&cy, &first)["state"], "matched");
        assert_eq!(request(&ann, &second)["state"], "waiting");
    }

    fn nobody_is_matched_with_whom_they_did_not_ask_for(app) {
        let ann = app.interviewer("Ann");
        let mut other = offer();
        (other["languages"], other["levels"], other["kinds"]) = (json!(["de"]), json!(["junior"]), json!(["concepts"]));
        app.person("Bo").volunteers();
        let bo = crate::support::Person::sign_in(&app, "bo@example.org");
        bo.put("/v1/me/interviewer", other).expect(200);
        // Her own hours are no answer, English is not German, nor junior mid, nor concepts coding.
        asks(&ann, wanted());
        asks(&ann, wanted_but(json!({"language": "de", "level": "mid"})));
        let coding = asks(&ann, wanted_but(json!({"language": "de", "kind": "coding"})));
        assert_eq!(matched(&app), 0);
        ann.patch(&format!("/v1/requests/{coding}"), json!({"kind": "concepts"})).expect(200);
        assert_eq!(matched(&app), 1);
    }

    fn what_is_too_late_ends(app) {
        let ann = app.candidate("Ann");
        let by_window = asks(&ann, wanted());
        let by_wish = asks(&ann, wanted_but(json!({"expires_at": "2027-01-12T12:00:00Z"})));
        app.clock.set("2027-01-12T12:00:01Z".parse().unwrap());
        assert_eq!(matched(&app), 0);
        let ann = ann.again(&app);
        assert_eq!((request(&ann, &by_window)["state"].clone(), request(&ann, &by_wish)["state"].clone()), (json!("waiting"), json!("expired")));
        // The last hour of the window began.
        app.clock.set("2027-01-14T19:00:01Z".parse().unwrap());
        app.interviewer("Bo");
        assert_eq!(matched(&app), 0);
        assert_eq!(request(&ann.again(&app), &by_window)["state"], "expired");
        // Each ended request is mailed once, with what would help.
        matched(&app);
        let told: Vec<_> = app.mails_to(&ann.email).into_iter().filter(|mail| mail.subject.contains("what would help")).collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].text.replace("\r\n", " ").contains("Nobody does concepts at junior level in English yet."), "{}", told[0].text);
    }

    /// If the interviewer cancels, the request waits again, for somebody else.
    fn called_off_by_the_interviewer_it_waits_again(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, wanted());
        assert_eq!(matched(&app), 1);
        let session = request(&ann, &id)["session"]["id"].as_str().unwrap().to_owned();
        app.clock.advance_minutes(10);
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."})).expect(200);
        let again = request(&ann, &id);
        assert_eq!((&again["state"], &again["created_at"]), (&json!("waiting"), &json!("2027-01-11T08:00:00Z")));
        assert_eq!(matched(&app), 0);
        app.interviewer("Cy");
        assert_eq!(matched(&app), 1);
        let session = request(&ann, &id)["session"].clone();
        assert_eq!(session["interviewer"]["display_name"], "Cy");
        // If the candidate cancels, it has ended.
        ann.post(&format!("/v1/sessions/{}/cancel", session["id"].as_str().unwrap()), json!({"reason": "Exam."})).expect(200);
        assert_eq!(request(&ann, &id)["state"], "matched");
    }

    fn one_process_at_a_time_and_another_takes_over(app) {
        let run = |holder: &str| matcher::run(&app.services, holder).unwrap();
        assert!(run("a").led);
        assert_eq!(run("b"), NOT_LEADING);
        app.clock.set("2027-01-11T08:00:15Z".parse().unwrap());
        assert!(run("a").led);
        app.clock.set("2027-01-11T08:00:30Z".parse().unwrap());
        assert_eq!(run("b"), NOT_LEADING);
        app.clock.set("2027-01-11T08:00:36Z".parse().unwrap());
        assert!(run("b").led);
        assert_eq!(run("a"), NOT_LEADING);
    }

    fn a_run_over_many_asks_the_database_as_often_as_over_few(app) {
        let statements = || {
            let before = app.services.store.statements();
            assert_eq!(matched(&app), 0);
            app.services.store.statements() - before
        };
        let ann = app.candidate("Ann");
        let nobody = wanted_but(json!({"level": "staff", "language": "sw"}));
        asks(&ann, nobody.clone());
        let few = statements();
        for person in crowd(&app, "bo", 10) {
            person.volunteers();
            asks(&person, nobody.clone());
        }
        assert_eq!(statements(), few);
        assert!(few <= 22, "{few}");
    }
}
