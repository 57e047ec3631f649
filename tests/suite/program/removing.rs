//! Removing a member who has sessions to come: asked first, and everybody is told.

use super::{founds, joins, member};
use crate::support::{Mail, Person, TestApp, TestDatabase};
use serde_json::{Value, json};

struct Scene {
    cora: Person,
    ann: Person,
    bo: Person,
    id: String,
    /// Booked by a round.
    session: String,
    /// Booked by Ann herself.
    own: String,
}

/// Ann and Bo meet on the 14th by a round of Cora's program, and on the 20th because Ann booked it.
fn scene(app: &TestApp) -> Scene {
    let (cora, ann, bo) = (app.person("Cora"), app.candidate("Ann"), app.interviewer("Bo"));
    let id = founds(&cora);
    joins(&ann, &cora, &id);
    joins(&bo, &cora, &id);
    cora.patch(&member(&bo.id, &id), json!({"candidate": false, "interviewer": true})).expect(200);
    let form = json!({"name": "January", "starts_on": "2027-01-14", "ends_on": "2027-01-15", "duration_minutes": 60});
    let round = cora.post(&format!("/v1/programs/{id}/rounds"), form).expect(201)["id"].as_str().unwrap().to_owned();
    let times = json!({"windows": [{"from": "2027-01-14T18:00", "to": "2027-01-14T19:00"}, {"from": "2027-01-15T18:00", "to": "2027-01-15T20:00"}]});
    ann.put(&format!("/v1/rounds/{round}/entry"), times).expect(200);
    let plan = cora.send("POST", &format!("/v1/rounds/{round}/preview"), &[], None);
    let tag = plan.header("etag").to_owned();
    cora.send("POST", &format!("/v1/rounds/{round}/publish"), &[("if-match", &tag)], None).expect(200);
    let session = ann.get("/v1/sessions").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let own = ann.books(&bo, "2027-01-20T17:00:00Z");
    app.mails();
    Scene { cora, ann, bo, id, session, own }
}

fn state(person: &Person, session: &str) -> Value {
    person.get(&format!("/v1/sessions/{session}")).expect(200)["state"].clone()
}

fn last(app: &TestApp, person: &Person, subject: &str) -> Option<Mail> {
    app.mails_to(&person.email).into_iter().rfind(|mail| mail.subject.starts_with(subject))
}

/// Bo cancels, so Candor looks for somebody else for Ann; once she's out, by herself or not, it doesn't.
fn is_out(app: &TestApp, herself: bool) {
    let Scene { cora, ann, bo, id, session, .. } = scene(app);
    bo.post(&format!("/v1/sessions/{session}/decline"), json!({"reason": "I am ill."})).expect(200);
    let asked = || ann.get("/v1/requests").expect(200)["items"].take();
    assert_eq!((asked().as_array().unwrap().len(), &asked()[0]["state"]), (1, &json!("waiting")));
    // What she asks for herself stays hers.
    let ask = json!({
        "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60,
        "windows": [{"from": "2027-01-25T06:00:00Z", "to": "2027-01-25T07:00:00Z"}]
    });
    ann.post("/v1/requests", ask).expect(201);
    let by = if herself { &ann } else { &cora };
    by.delete(&member(&ann.id, &id)).expect(204);
    let states: Vec<_> = asked().as_array().unwrap().iter().map(|one| one["state"].clone()).collect();
    assert_eq!(states, ["waiting", "withdrawn"]);
    let told = last(app, &ann, "You're no longer in");
    assert_eq!(told.is_some_and(|mail| mail.flat().contains("stopped looking for a replacement")), !herself);
}

on_both_databases! {
    fn the_coordinator_sees_the_sessions_first_and_then_both_people_are_told(app) {
        let Scene { cora, ann, bo, id, session, own } = scene(&app);
        let path = member(&bo.id, &id);
        let before = app.mails().len();
        let problem = cora.delete(&path).problem(409, "sessions_to_come");
        let named = &problem["sessions"];
        assert_eq!(named.as_array().unwrap().len(), 1, "{problem}");
        assert_eq!((&named[0]["session_id"], &named[0]["candidate_name"], &named[0]["interviewer_name"]), (&json!(session), &json!("Ann"), &json!("Bo")));
        assert!(problem["detail"].as_str().unwrap().starts_with("Bo still has a session to come"), "{problem}");
        assert_eq!((state(&ann, &session), app.mails().len()), (json!("booked"), before));
        ann.delete(&format!("{path}?cancel_sessions=true")).problem(403, "forbidden");

        cora.delete(&format!("{path}?cancel_sessions=true")).expect(204);
        assert_eq!((state(&ann, &session), state(&ann, &own)), (json!("cancelled"), json!("booked")), "what they booked themselves stays");
        bo.get(&format!("/v1/programs/{id}")).problem(404, "not_found");
        let to_ann = last(&app, &ann, "Cancelled").unwrap();
        assert!(to_ann.flat().contains("is cancelled, because Bo is no longer in Frontend evenings. It doesn't count against either of you."), "{}", to_ann.text);
        let to_bo = last(&app, &bo, "Cancelled").unwrap();
        assert!(to_bo.flat().contains("because you're no longer in Frontend evenings"), "{}", to_bo.text);
        assert_eq!([&to_ann, &to_bo].map(|mail| mail.calendar.as_ref().unwrap().0.as_str()), ["CANCEL", "CANCEL"]);
        let removed = last(&app, &bo, "You're no longer in Frontend evenings").unwrap();
        assert!(removed.flat().contains("Cora has removed you") && removed.flat().contains("The session to come from its rounds is cancelled"), "{}", removed.text);
        // Nobody gets a mark for it, and Ann is looked after as if Bo had cancelled.
        assert_eq!(bo.get("/v1/me/reliability").expect(200)["marks"], json!([]));
        assert_eq!(ann.get("/v1/requests").expect(200)["items"][0]["state"], "waiting");
        let history = ann.get(&format!("/v1/sessions/{session}/history")).expect(200);
        let event = history["items"].as_array().unwrap().iter().find(|one| one["what"] == "cancelled").unwrap();
        assert_eq!((&event["seat"], &event["why"]), (&json!("coordinator"), &json!("No longer in Frontend evenings.")));
    }

    fn the_candidate_is_removed_and_the_interviewer_has_the_time_back(app) {
        let Scene { cora, ann, bo, id, session, .. } = scene(&app);
        cora.delete(&format!("{}?cancel_sessions=true", member(&ann.id, &id))).expect(204);
        assert_eq!(state(&bo, &session), "cancelled");
        assert!(last(&app, &bo, "Cancelled").unwrap().flat().contains("Ann is no longer in Frontend evenings"));
        assert!(last(&app, &ann, "You're no longer in").is_some());
        assert_eq!(ann.get("/v1/requests").expect(200)["items"], json!([]));
    }

    fn nothing_is_looked_for_any_more_for_who_was_removed(app) {
        is_out(&app, false);
    }

    fn nothing_is_looked_for_any_more_for_who_left(app) {
        is_out(&app, true);
    }

    /// Ann keeps her session when she leaves; once Bo cancels it, nobody else is looked for by the rules of a round she isn't in.
    fn who_left_is_not_put_back_when_their_session_is_cancelled(app) {
        let Scene { ann, bo, id, session, .. } = scene(&app);
        ann.delete(&member(&ann.id, &id)).expect(204);
        bo.post(&format!("/v1/sessions/{session}/decline"), json!({"reason": "I am ill."})).expect(200);
        assert_eq!(ann.get("/v1/requests").expect(200)["items"], json!([]));
        let told = last(&app, &ann, "Cancelled").unwrap();
        assert!(!told.flat().contains("back in the queue") && !told.flat().contains("look"), "{}", told.text);
    }

    /// What one agreed to stays one's own to cancel; and somebody without sessions is told as well.
    fn leaving_keeps_the_sessions_and_without_any_there_is_nothing_to_ask(app) {
        let Scene { cora, ann, bo, id, session, .. } = scene(&app);
        let before = app.mails().len();
        bo.delete(&member(&bo.id, &id)).expect(204);
        assert_eq!((state(&bo, &session), app.mails().len()), (json!("booked"), before));
        // Over by now, so there's nothing to cancel.
        app.clock.set("2027-01-16T08:00:00Z".parse().unwrap());
        let cora = cora.again(&app);
        cora.delete(&member(&ann.id, &id)).expect(204);
        let told = last(&app, &ann, "You're no longer in").unwrap();
        assert!(!told.text.contains("cancelled") && told.unsubscribe.is_none(), "{}", told.text);
    }
}
