//! Notes that never come: the candidate hears it, the session ends, and something follows for both.

use super::{Scene, WORD, mails, noted, scene};
use crate::support::{Person, TestApp, TestDatabase, at_once, every_row, full_notes};
use candor::service::feedback::late_notes::end_in_vain;
use candor::service::matching::matcher;
use serde_json::{Value, json};

/// Sets the clock and ends what waits in vain; returns how many.
fn ends(app: &TestApp, now: &str) -> usize {
    app.clock.set(now.parse().unwrap());
    end_in_vain(&app.services, &|| false).unwrap()
}

fn state(app: &TestApp, who: &Person, session: &str) -> Value {
    who.again(app).get(&format!("/v1/sessions/{session}")).expect(200)["state"].take()
}

fn standing(app: &TestApp, who: &Person) -> Value {
    who.again(app).get("/v1/me/reliability").expect(200)
}

/// A request for one of these hours.
fn wanted(windows: &[(&str, &str)]) -> Value {
    let windows: Vec<Value> = windows.iter().map(|(from, to)| json!({"from": from, "to": to})).collect();
    json!({
        "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
        "windows": windows
    })
}

fn asks(app: &TestApp, who: &Person, body: Value) -> String {
    who.again(app).post("/v1/requests", body).expect(201)["id"].as_str().unwrap().to_owned()
}

fn request(app: &TestApp, who: &Person, id: &str) -> Value {
    who.again(app).get(&format!("/v1/requests/{id}")).expect(200)
}

/// Ann's session with Bo ended on Thursday the 14th at 18:00, and a week later there are no notes.
fn in_vain(app: &TestApp) -> Scene {
    let scene = scene(app, &Value::Null);
    assert_eq!(ends(app, "2027-01-21T17:59:59Z"), 0);
    assert_eq!(ends(app, "2027-01-21T18:00:00Z"), 1);
    scene
}

on_both_databases! {
    fn the_candidate_hears_with_the_last_reminder_what_happens_next(app) {
        let scene = scene(&app, &noted());
        let told = || mails(&app, &scene.ann, "notes from Bo are late");
        // The reminders before it go out at their own times: two within six hours would be one.
        for before in ["2027-01-14T18:00:00Z", "2027-01-15T14:00:00Z", "2027-01-16T13:59:59Z"] {
            app.clock.set(before.parse().unwrap());
            assert!(told().is_empty());
        }
        app.clock.set("2027-01-16T14:00:00Z".parse().unwrap());
        let [mail] = told().try_into().unwrap();
        assert!(mail.contains("If nothing has come by Thursday, 21 January at 19:00 CET (18:00 UTC)"), "{mail}");
        assert_eq!(mails(&app, &scene.bo, "is still waiting for your notes").len(), 1);
    }

    fn nothing_of_the_kind_is_said_once_they_are_in(app) {
        let scene = scene(&app, &Value::Null);
        app.clock.set("2027-01-14T18:30:00Z".parse().unwrap());
        scene.bo.again(&app).submits(&scene.session, &full_notes());
        app.clock.set("2027-01-16T14:00:00Z".parse().unwrap());
        assert!(mails(&app, &scene.ann, "are late").is_empty());
        assert_eq!(ends(&app, "2027-01-30T14:00:00Z"), 0);
    }

    fn after_a_week_it_ends_with_an_apology_and_a_mark(app) {
        let scene = in_vain(&app);
        assert_eq!(state(&app, &scene.ann, &scene.session), "held_without_notes");
        assert_eq!(ends(&app, "2027-01-21T18:00:00Z"), 0, "once");
        let scene = Scene { ann: scene.ann.again(&app), co: scene.co.again(&app), ..scene };
        assert_eq!(scene.history().pop().unwrap(), ("ended_without_notes".to_owned(), "system".to_owned()));
        assert!(scene.late().is_empty());
        let [sorry] = mails(&app, &scene.ann, "no notes on your concepts interview").try_into().unwrap();
        assert!(sorry.contains("your next request goes ahead of everybody"), "{sorry}");
        let [marked] = mails(&app, &scene.bo, "ended without notes").try_into().unwrap();
        assert!(marked.contains("That's a mark on your record") && marked.contains("however late"), "{marked}");
        let his = standing(&app, &scene.bo);
        assert_eq!((&his["marks"][0]["kind"], &his["marks"][0]["state"]), (&json!("no_notes"), &json!("counts")));
        assert_eq!((&his["kept"], &his["agreed"]), (&json!(0), &json!(1)));
        assert_eq!(standing(&app, &scene.ann)["marks"], json!([]));
        let report = scene.co.get(&format!("/v1/programs/{}/report", scene.program)).expect(200);
        assert_eq!((&report["sessions"]["held"], &report["sessions"]["without_notes"]), (&json!(1), &json!(1)));
        assert_eq!((&report["notes_in_time"]["yes"], &report["notes_in_time"]["of"]), (&json!(0), &json!(1)));
    }

    fn notes_that_come_after_all_lift_the_mark(app) {
        let scene = in_vain(&app);
        app.clock.set("2027-02-05T10:00:00Z".parse().unwrap());
        let bo = scene.bo.again(&app);
        bo.submits(&scene.session, &full_notes());
        assert_eq!(state(&app, &scene.ann, &scene.session), "completed");
        assert_eq!(mails(&app, &scene.ann, "eedback").len(), 1);
        let his = standing(&app, &bo);
        assert_eq!((&his["marks"][0]["state"], &his["kept"]), (&json!("lifted"), &json!(1)));
    }

    fn the_next_request_goes_first_and_only_the_next(app) {
        let scene = in_vain(&app);
        let hour = [("2027-02-01T10:00:00Z", "2027-02-01T11:00:00Z")];
        let [first, second] = [0, 1].map(|_| asks(&app, &scene.ann, wanted(&hour)));
        let dan = app.candidate("Dan");
        let age = |who: &Person, id: &str| request(&app, who, id)["created_at"].as_str().unwrap().to_owned();
        assert_eq!(age(&scene.ann, &first), "2027-01-11T08:00:00Z", "when it was agreed on");
        assert_eq!(age(&scene.ann, &second), "2027-01-21T18:00:00Z");
        scene.ann.again(&app).send("POST", &format!("/v1/requests/{second}/withdraw"), &[], None).expect(200);
        // Dan asked later, and there's one hour.
        let other = asks(&app, &dan, wanted(&hour));
        matcher::run(&app.services, "one").unwrap();
        assert_eq!((&request(&app, &scene.ann, &first)["state"], &request(&app, &dan, &other)["state"]), (&json!("matched"), &json!("waiting")));
    }

    /// Moved or not, it's as old as when it was booked.
    fn a_move_doesnt_cost_the_place_in_the_queue(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-15T17:00:00Z");
        app.clock.set("2027-01-12T09:00:00Z".parse().unwrap());
        let later = json!({"starts_at": "2027-01-16T17:00:00Z"});
        ann.again(&app).post(&format!("/v1/sessions/{session}/move"), later).expect(200);
        assert_eq!(ends(&app, "2027-01-23T18:00:00Z"), 1);
        let next = asks(&app, &ann, wanted(&[("2027-02-01T10:00:00Z", "2027-02-01T11:00:00Z")]));
        assert_eq!(request(&app, &ann, &next)["created_at"], "2027-01-11T08:00:00Z");
    }

    /// What led to it waits again if it names times to come, and for somebody else.
    fn the_request_behind_it_waits_again_with_its_age(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&app, &ann, wanted(&[("2027-01-14T17:00:00Z", "2027-01-14T18:00:00Z"), ("2027-02-14T17:00:00Z", "2027-02-14T18:00:00Z")]));
        matcher::run(&app.services, "one").unwrap();
        let asked = request(&app, &ann, &id);
        assert_eq!(asked["session"]["starts_at"], "2027-01-14T17:00:00Z");
        assert_eq!(ends(&app, "2027-01-21T18:00:00Z"), 1);
        let again = request(&app, &ann, &id);
        assert_eq!((&again["state"], &again["created_at"]), (&json!("waiting"), &asked["created_at"]));
        let [sorry] = mails(&app, &ann, "no notes on").try_into().unwrap();
        assert!(sorry.contains("Your request is waiting again, for somebody else"), "{sorry}");
        matcher::run(&app.services, "one").unwrap();
        assert_eq!(request(&app, &ann, &id)["state"], "waiting", "not with Bo");
        let _cy = app.interviewer("Cy");
        matcher::run(&app.services, "one").unwrap();
        assert_eq!(request(&app, &ann, &id)["session"]["interviewer"]["display_name"], "Cy");
        drop(bo);
    }

    fn a_request_that_waits_anyway_takes_the_place(app) {
        let scene = scene(&app, &Value::Null);
        app.clock.set("2027-01-20T10:00:00Z".parse().unwrap());
        let mut other = wanted(&[("2027-02-14T17:00:00Z", "2027-02-14T18:00:00Z")]);
        other["kind"] = json!("behavioral");
        let id = asks(&app, &scene.ann, other);
        assert_eq!(ends(&app, "2027-01-21T18:00:00Z"), 1);
        assert_eq!(request(&app, &scene.ann, &id)["created_at"], "2027-01-11T08:00:00Z");
        let [sorry] = mails(&app, &scene.ann, "no notes on").try_into().unwrap();
        assert!(sorry.contains("The request you have open now goes ahead"), "{sorry}");
        let next = asks(&app, &scene.ann, wanted(&[("2027-02-15T17:00:00Z", "2027-02-15T18:00:00Z")]));
        assert_eq!(request(&app, &scene.ann, &next)["created_at"], "2027-01-21T18:00:00Z", "one place for one session");
    }

    fn whoever_is_asked_instead_has_a_week_as_well(app) {
        let scene = scene(&app, &noted());
        app.clock.set("2027-01-20T10:00:00Z".parse().unwrap());
        let scene = Scene { co: scene.co.again(&app), cy: scene.cy.again(&app), ..scene };
        scene.hands_to(&scene.cy.id).raw(204);
        assert_eq!(ends(&app, "2027-01-27T09:59:59Z"), 0);
        assert_eq!(ends(&app, "2027-01-27T10:00:00Z"), 1);
        // And may still, as the interviewer may, and a coordinator can release what there is.
        let (co, cy) = (scene.co.again(&app), scene.cy.again(&app));
        assert_eq!(cy.get("/v1/me/reassigned-notes").expect(200)["items"].as_array().unwrap().len(), 1);
        co.post(&format!("/v1/programs/{}/late-notes/{}/release", scene.program, scene.session), json!({"word": WORD})).raw(204);
        assert_eq!(state(&app, &scene.ann, &scene.session), "completed");
        assert_eq!(standing(&app, &scene.bo)["marks"][0]["state"], "counts", "Bo hasn't written them");
    }

    fn if_the_interviewer_leaves_the_candidate_hears_at_once(app) {
        let scene = scene(&app, &noted());
        scene.bo.delete("/v1/me").expect(204);
        assert_eq!(ends(&app, "2027-01-16T14:01:00Z"), 1);
        assert_eq!(state(&app, &scene.ann, &scene.session), "held_without_notes");
        let [sorry] = mails(&app, &scene.ann, "no notes on").try_into().unwrap();
        assert!(sorry.contains("has left Candor, so nobody can write the notes") && !sorry.contains("Should the notes still come"), "{sorry}");
        assert!(!sorry.contains("former"), "{sorry}");
        assert!(mails(&app, &scene.ann, "are late").is_empty());
        assert!(every_row(&app.services.store).iter().all(|row| !row.starts_with("marks")));
    }

    fn if_somebody_else_writes_it_waits_for_them(app) {
        let scene = scene(&app, &noted());
        scene.hands_to(&scene.cy.id).raw(204);
        scene.bo.delete("/v1/me").expect(204);
        assert_eq!(ends(&app, "2027-01-16T14:01:00Z"), 0);
        scene.cy.again(&app).submits(&scene.session, &full_notes());
        assert_eq!(state(&app, &scene.ann, &scene.session), "completed");
    }

    fn if_the_candidate_leaves_it_ends_without_a_word_and_without_a_mark(app) {
        let scene = scene(&app, &Value::Null);
        scene.ann.delete("/v1/me").expect(204);
        let before = app.mails().len();
        assert_eq!(ends(&app, "2027-01-16T14:01:00Z"), 1);
        assert_eq!((app.mails().len(), standing(&app, &scene.bo)["marks"].take()), (before, json!([])));
    }

    fn two_within_thirty_days_pause_and_an_appeal_ends_that_until_it_is_decided(app) {
        let scene = scene(&app, &Value::Null);
        let other = scene.ann.books(&scene.bo, "2027-01-18T17:00:00Z");
        assert_eq!(ends(&app, "2027-01-26T18:00:00Z"), 2);
        let paused = standing(&app, &scene.bo);
        assert_ne!(paused["paused_until"], Value::Null, "{paused}");
        let mark = paused["marks"].as_array().unwrap().iter().find(|one| one["session_id"] == other.as_str()).unwrap();
        let path = format!("/v1/me/marks/{}/appeal", mark["id"].as_str().unwrap());
        scene.bo.again(&app).post(&path, json!({"reason": "I was in hospital."})).expect(200);
        assert_eq!(standing(&app, &scene.bo)["paused_until"], Value::Null);
    }

    fn the_page_of_the_session_says_what_is_true(app) {
        let scene = scene(&app, &Value::Null);
        let (id, me, start) = (scene.session.parse().unwrap(), scene.ann.id.parse().unwrap(), "2027-01-14T17:00:00Z".parse().unwrap());
        let agreed = "2027-01-11T08:00:00Z".parse().unwrap();
        let link = app.services.keys.session(id, me, agreed, start).unwrap();
        let page = || app.guest().get(&format!("/session?token={link}")).text.replace("&#39;", "'");
        app.clock.set("2027-01-14T16:00:00Z".parse().unwrap());
        assert!(page().contains("You meet at"), "{}", page());
        app.clock.set("2027-01-14T19:00:00Z".parse().unwrap());
        assert!(!page().contains("You meet at") && page().contains("It's over. Bo's notes are due by"), "{}", page());
        app.clock.set("2027-01-17T19:00:00Z".parse().unwrap());
        assert!(page().contains("the notes are late. We wait for them until Thursday, 21 January at 19:00 CET"), "{}", page());
        assert_eq!(ends(&app, "2027-01-21T18:00:00Z"), 1);
        assert!(page().contains("It took place, and the notes never came.") && !page().contains("You meet at"), "{}", page());
    }
}

on_both_databases_racing! {
    /// The notes come in the moment in which they're given up: either they're in time, or they lift the mark.
    fn notes_and_the_end_of_waiting_meet(app) {
        let scene = scene(&app, &Value::Null);
        for round in 0..6 {
            let day = 18 + round;
            app.clock.set(format!("2027-01-{day:02}T08:00:00Z").parse().unwrap());
            let session = scene.ann.again(&app).books(&scene.bo, &format!("2027-01-{day:02}T16:00:00Z"));
            app.clock.set(format!("2027-01-{day:02}T16:30:00Z").parse().unwrap());
            scene.bo.again(&app).saves(&session, &full_notes()).expect(200);
            app.clock.set("2027-02-10T18:00:00Z".parse().unwrap());
            let bo = scene.bo.again(&app);
            let answers = at_once(2, |number| match number {
                0 => end_in_vain(&app.services, &|| false).map_or(500, |_| 200),
                _ => bo.post(&format!("/v1/sessions/{session}/notes/submit"), json!({})).status,
            });
            assert!(answers[0] == 200 && [200, 503].contains(&answers[1]), "{answers:?}");
            if answers[1] == 503 {
                bo.post(&format!("/v1/sessions/{session}/notes/submit"), json!({})).expect(200);
            }
            assert_eq!(state(&app, &scene.ann, &session), "completed");
            let his = standing(&app, &scene.bo);
            let marks = his["marks"].as_array().unwrap().iter().filter(|one| one["session_id"] == session.as_str());
            assert!(marks.into_iter().all(|mark| mark["state"] == "lifted"), "{his}");
        }
    }
}
