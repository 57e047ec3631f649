//! Cancelling late and not coming: marks, the pause after two of them, and appeals.

mod contested;
mod deciding;
mod fit;
mod paused;

use crate::support::{Person, Response, TestApp, TestDatabase, at_once, booking, every_row, offer};
use candor::domain::Timestamp;
use candor::service::matching::matcher;
use serde_json::{Value, json};

fn at(app: &TestApp, moment: &str) {
    app.clock.set(moment.parse().unwrap());
}

fn calls_off(person: &Person, session: &str) -> Response {
    person.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."}))
}

fn standing(app: &TestApp, person: &Person) -> Value {
    person.again(app).get("/v1/me/reliability").expect(200)
}

fn marks(app: &TestApp, person: &Person) -> Vec<(String, String)> {
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    let all = standing(app, person)["marks"].as_array().unwrap().clone();
    all.iter().map(|one| (text(one, "kind"), text(one, "state"))).collect()
}

fn paused_until(app: &TestApp, person: &Person) -> Value {
    standing(app, person)["paused_until"].clone()
}

/// On this day (of January 2027) at 15:00, one of the two cancels a session at 16:00 that was booked the day before.
fn calls_off_late(app: &TestApp, ann: &Person, bo: &Person, by_bo: bool, day: &str) -> String {
    let start: Timestamp = format!("{day}T16:00:00Z").parse().unwrap();
    app.clock.set(start.plus_hours(-26));
    let session = ann.again(app).books(bo, &start.to_string());
    app.clock.set(start.plus_hours(-1));
    let who = if by_bo { bo } else { ann };
    calls_off(&who.again(app), &session).expect(200);
    session
}

fn rests(app: &TestApp, person: &Person) -> usize {
    app.mails_to(&person.email).iter().filter(|mail| mail.subject.starts_with("New bookings are paused until")).count()
}

/// A program of these people; its coordinator.
fn program(app: &TestApp, people: &[&Person]) -> (Person, String) {
    let co = app.person("Co");
    let program = co.post("/v1/programs", json!({"name": "Club"})).expect(201);
    for person in people {
        person.again(app).post("/v1/programs/join", json!({"code": program["join_code"]})).expect(200);
    }
    (co, program["id"].as_str().unwrap().to_owned())
}

on_both_databases! {
    fn calling_off_is_free_until_a_day_before_and_then_a_mark_for_who_does(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let free = ann.books(&bo, "2027-01-14T17:00:00Z");
        let late = ann.books(&bo, "2027-01-14T18:00:00Z");
        at(&app, "2027-01-13T17:00:00Z");
        let cancelled = calls_off(&ann.again(&app), &free).expect(200);
        assert_eq!(cancelled["free_to_cancel_until"], "2027-01-13T17:00:00Z");
        assert!(marks(&app, &ann).is_empty());
        at(&app, "2027-01-13T18:00:01Z");
        calls_off(&bo.again(&app), &late).expect(200);
        assert_eq!(marks(&app, &bo), [("late_cancel".to_owned(), "counts".to_owned())]);
        assert!(marks(&app, &ann).is_empty(), "never for the other");
        let (his, hers) = (standing(&app, &bo), standing(&app, &ann));
        assert_eq!((&his["kept"], &his["agreed"], &his["paused_until"]), (&json!(0), &json!(1), &Value::Null));
        assert_eq!((&hers["kept"], &hers["agreed"]), (&json!(0), &json!(0)));
        assert_eq!(his["marks"][0]["counts_until"], "2027-02-12T18:00:01Z");
    }

    fn what_was_just_booked_can_be_called_off_for_an_hour(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let [first, second] = ["2027-01-11T12:00:00Z", "2027-01-11T14:00:00Z"].map(|start| ann.books(&bo, start));
        assert_eq!(ann.get(&format!("/v1/sessions/{first}")).expect(200)["free_to_cancel_until"], "2027-01-11T09:00:00Z");
        at(&app, "2027-01-11T09:00:00Z");
        calls_off(&ann.again(&app), &first).expect(200);
        assert!(marks(&app, &ann).is_empty());
        app.clock.advance_minutes(1);
        calls_off(&ann.again(&app), &second).expect(200);
        assert_eq!(marks(&app, &ann).len(), 1);
    }

    /// The volunteer's bookings are paused in every way, in both seats; existing bookings stay, and the pause ends by itself.
    fn two_marks_rest_an_interviewers_bookings_for_fourteen_days(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.person("Cy"));
        let mut other = offer();
        other["kinds"] = json!(["behavioral"]);
        cy.put("/v1/me/interviewer", other).expect(200);
        cy.put("/v1/me/interviewer/availability", crate::support::every_day("UTC", "08:00", "20:00")).expect(200);
        let stays = ann.books(&bo, "2027-01-20T10:00:00Z");
        calls_off_late(&app, &ann, &bo, true, "2027-01-12");
        assert_eq!(paused_until(&app, &bo), Value::Null);
        calls_off_late(&app, &ann, &bo, true, "2027-01-14");
        assert_eq!(paused_until(&app, &bo), "2027-01-28T15:00:00Z");
        assert_eq!((rests(&app, &bo), rests(&app, &ann)), (1, 0));
        assert_eq!(paused_until(&app, &ann), Value::Null);

        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let listed = |ann: &Person| ann.get("/v1/openings?kind=concepts").expect(200)["items"].as_array().unwrap().len();
        assert_eq!(listed(&ann), 0);
        ann.post("/v1/sessions", booking(&bo.id, "2027-01-29T10:00:00Z")).problem(409, "opening_unavailable");
        let mut wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
            "windows": [{"from": "2027-02-01T09:00:00Z", "to": "2027-02-01T12:00:00Z"}]
        });
        let request = ann.post("/v1/requests", wanted.clone()).expect(201)["id"].as_str().unwrap().to_owned();
        matcher::run(&app.services, "one").unwrap();
        let state = |ann: &Person| ann.get(&format!("/v1/requests/{request}")).expect(200)["state"].clone();
        assert_eq!(state(&ann), "waiting");
        // As a candidate as well.
        let mut theirs = booking(&cy.id, "2027-01-29T10:00:00Z");
        theirs["kind"] = json!("behavioral");
        bo.post("/v1/sessions", theirs.clone()).problem(409, "booking_paused");
        wanted["kind"] = json!("behavioral");
        bo.post("/v1/requests", wanted).problem(409, "booking_paused");
        assert_eq!(bo.get(&format!("/v1/sessions/{stays}")).expect(200)["state"], "booked");

        at(&app, "2027-01-28T14:59:59Z");
        assert_eq!(listed(&ann.again(&app)), 0);
        // Nothing is written at that moment: every search knows by its own clock.
        at(&app, "2027-01-28T15:00:00Z");
        assert!(listed(&ann.again(&app)) > 0);
        matcher::run(&app.services, "one").unwrap();
        assert_eq!(state(&ann.again(&app)), "matched");
        bo.again(&app).post("/v1/sessions", theirs).expect(201);
        assert_eq!(rests(&app, &bo), 1);
    }

    fn what_waits_of_a_candidate_whose_bookings_rest_is_not_matched(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": false,
            "windows": [{"from": "2027-02-01T09:00:00Z", "to": "2027-02-01T10:00:00Z"}]
        });
        let request = ann.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned();
        let state = || ann.again(&app).get(&format!("/v1/requests/{request}")).expect(200)["state"].clone();
        calls_off_late(&app, &ann, &bo, false, "2027-01-12");
        calls_off_late(&app, &ann, &bo, false, "2027-01-13");
        matcher::run(&app.services, "one").unwrap();
        assert_eq!((state(), rests(&app, &ann)), (json!("waiting"), 1));
        at(&app, "2027-01-27T15:00:00Z");
        matcher::run(&app.services, "one").unwrap();
        assert_eq!(state(), "offered");
    }

    fn a_mark_counts_for_thirty_days(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        calls_off_late(&app, &ann, &bo, false, "2027-01-12");
        calls_off_late(&app, &ann, &bo, false, "2027-02-12");
        assert_eq!((marks(&app, &ann).len(), paused_until(&app, &ann)), (2, Value::Null));
        calls_off_late(&app, &ann, &bo, false, "2027-03-14");
        assert_eq!(paused_until(&app, &ann), "2027-03-28T15:00:00Z", "thirty days to the minute");
    }

    /// Not coming is a mark too; if disputed, it doesn't count until it has been reviewed.
    fn a_dispute_ends_the_pause_until_somebody_decides(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (co, program) = program(&app, &[&ann, &bo]);
        calls_off_late(&app, &ann, &bo, false, "2027-01-12");
        let missed = ann.again(&app).books(&bo, "2027-01-13T16:00:00Z");
        at(&app, "2027-01-13T16:15:00Z");
        bo.again(&app).post(&format!("/v1/sessions/{missed}/no-show"), json!({"absent": "candidate"})).expect(200);
        assert_eq!((rests(&app, &ann), rests(&app, &bo)), (1, 0));
        assert!(marks(&app, &bo).is_empty());
        ann.again(&app).post(&format!("/v1/sessions/{missed}/dispute"), json!({"reason": "I was there."})).expect(200);
        assert_eq!(paused_until(&app, &ann), Value::Null);

        let path = format!("/v1/programs/{program}/appeals");
        let open = co.again(&app).get(&path).expect(200)["items"].clone();
        assert_eq!((open.as_array().unwrap().len(), &open[0]["kind"], &open[0]["reason"]), (1, &json!("absent"), &json!("I was there.")));
        assert_eq!(open[0]["display_name"], "Ann");
        ann.again(&app).get(&path).problem(403, "forbidden");
        let mark = format!("{path}/{}", open[0]["mark_id"].as_str().unwrap());
        co.again(&app).post(&mark, json!({"decision": "uphold", "word": ""})).problem(422, "invalid_input");
        co.again(&app).post(&mark, json!({"decision": "uphold", "word": "The log of the call has Bo alone."})).expect(200);
        assert_eq!(paused_until(&app, &ann), "2027-01-27T16:15:00Z");
        assert_eq!(rests(&app, &ann), 1, "she knows of it");
        co.again(&app).post(&mark, json!({"decision": "lift", "word": "After all."})).problem(404, "not_found");
        let told = app.mails_to(&ann.email).pop().unwrap();
        assert!(told.flat().contains("the mark stays on your record") && told.flat().contains("The log of the call has Bo alone."), "{}", told.text);
        assert_eq!(standing(&app, &ann)["kept"], 0);
    }

    fn an_appeal_is_heard_by_a_coordinator_of_both_or_the_operator(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (co, program) = program(&app, &[&ann]);
        let first = calls_off_late(&app, &ann, &bo, false, "2027-01-12");
        calls_off_late(&app, &ann, &bo, false, "2027-01-13");
        let id = |place: usize| standing(&app, &ann)["marks"][place]["id"].as_str().unwrap().to_owned();
        let appeal = |person: &Person, id: &str, reason: &str| {
            person.again(&app).post(&format!("/v1/me/marks/{id}/appeal"), json!({"reason": reason}))
        };
        let (second_mark, first_mark) = (id(0), id(1));
        appeal(&bo, &first_mark, "Mine.").problem(404, "not_found");
        appeal(&ann, &first_mark, " ").problem(422, "invalid_input");
        assert_eq!(appeal(&ann, &first_mark, "My train stood still.").expect(200)["appeal"], "My train stood still.");
        appeal(&ann, &first_mark, "Again.").problem(409, "mark_state");
        // Bo is no member: his sessions are none of this program's.
        let path = format!("/v1/programs/{program}/appeals");
        assert_eq!(co.again(&app).get(&path).expect(200)["items"], json!([]));
        let decision = json!({"decision": "lift", "word": "That was the railway."});
        co.again(&app).post(&format!("{path}/{first_mark}"), decision.clone()).problem(404, "not_found");
        let code = co.again(&app).get(&format!("/v1/programs/{program}")).expect(200)["join_code"].clone();
        bo.again(&app).post("/v1/programs/join", json!({"code": code})).expect(200);
        assert_eq!(paused_until(&app, &ann), Value::Null, "what waits for a decision doesn't count");
        assert_eq!(co.again(&app).post(&format!("{path}/{first_mark}"), decision).expect(200)["state"], "lifted");
        assert_eq!(paused_until(&app, &ann), Value::Null);
        ann.again(&app).post("/v1/sessions", booking(&bo.id, "2027-01-15T10:00:00Z")).expect(201);
        let items = ann.again(&app).get(&format!("/v1/sessions/{first}/history")).expect(200)["items"].take();
        let last = items.as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["what"], &last["seat"], &last["display_name"]), (&json!("lifted"), &json!("coordinator"), &Value::Null));

        appeal(&ann, &second_mark, "My other train.").expect(200);
        let operator = Person::join(&app, "Operator");
        assert_eq!(operator.get("/v1/operator/appeals").expect(200)["items"].as_array().unwrap().len(), 1);
        let decision = json!({"decision": "lift", "word": "Twice is the railway too."});
        let path = format!("/v1/operator/appeals/{second_mark}");
        operator.post(&path, decision.clone()).expect(200);
        operator.post(&path, decision).problem(404, "not_found");
        assert_eq!(marks(&app, &ann).iter().filter(|(_, state)| state == "lifted").count(), 2);
        assert!(app.mails_to(&ann.email).pop().unwrap().flat().contains("Twice is the railway too."));
        // What she said goes with her.
        ann.again(&app).delete("/v1/me").expect(204);
        assert!(every_row(&app.services.store).iter().all(|row| !row.contains("My other train.")));
    }
}

on_both_databases_racing! {
    /// Two sessions cancelled late at once are two marks, one pause and one mail.
    fn of_two_at_once_the_second_sees_the_first(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for round in 0..5 {
            let day = 12 + 3 * round;
            let name = format!("Dan {round}");
            let dan = app.candidate(&name);
            at(&app, &format!("2027-01-{:02}T08:00:00Z", day - 1));
            let sessions = [10, 14].map(|hour| dan.again(&app).books(&bo, &format!("2027-01-{day:02}T{hour}:00:00Z")));
            at(&app, &format!("2027-01-{day:02}T09:00:00Z"));
            let dan = dan.again(&app);
            let answers = at_once(2, |number| calls_off(&dan, &sessions[number]));
            assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
            assert_eq!(marks(&app, &dan).len(), 2);
            assert_ne!(paused_until(&app, &dan), Value::Null);
            assert_eq!(rests(&app, &dan), 1);
        }
        assert_eq!((marks(&app, &bo).len(), marks(&app, &ann).len()), (0, 0));
    }
}
