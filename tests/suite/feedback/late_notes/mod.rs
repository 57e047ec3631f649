//! Late notes: who sees them, who writes them instead, and what the candidate gets in the meantime.

mod ending;
mod in_place;
mod telling;

use crate::support::{Person, Response, TestApp, TestDatabase, at_once, booking, every_row, full_notes, offer};
use serde_json::{Value, json};

struct Scene {
    co: Person,
    ann: Person,
    bo: Person,
    /// Who interviews in the same program.
    cy: Person,
    program: String,
    session: String,
}

const WORD: &str = "Bo has a new job since Friday.";

/// Ann's session with Bo on Thursday from 17:00 to 18:00 ended 44 hours ago; Bo noted this much and no more.
fn scene(app: &TestApp, noted: &Value) -> Scene {
    let (co, ann, bo, cy) = (app.person("Co"), app.candidate("Ann"), app.interviewer("Bo"), app.person("Cy"));
    cy.put("/v1/me/interviewer", offer()).expect(200);
    let program = co.post("/v1/programs", json!({"name": "Club"})).expect(201);
    for person in [&ann, &bo, &cy] {
        person.post("/v1/programs/join", json!({"code": program["join_code"]})).expect(200);
    }
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.clock.set("2027-01-14T17:20:00Z".parse().unwrap());
    if !noted.is_null() {
        bo.again(app).saves(&session, noted).expect(200);
    }
    app.clock.set("2027-01-16T14:00:00Z".parse().unwrap());
    let [co, ann, bo, cy] = [co, ann, bo, cy].map(|person| person.again(app));
    Scene { co, ann, bo, cy, program: program["id"].as_str().unwrap().to_owned(), session }
}

fn noted() -> Value {
    json!({
        "timeline": [{"minute": 4, "text": "Asked what the event loop does first."}],
        "hints": [{"minute": 9, "kind": "nudge", "text": "And after that?"}],
        "summary": "We spent most of the hour on promises.",
        "private_to_coordinator": "I was tired that evening."
    })
}

impl Scene {
    fn late(&self) -> Vec<Value> {
        self.co.get(&format!("/v1/programs/{}/late-notes", self.program)).expect(200)["items"]
            .as_array()
            .unwrap()
            .clone()
    }

    fn does(&self, who: &Person, what: &str, body: Value) -> Response {
        who.post(&format!("/v1/programs/{}/late-notes/{}/{what}", self.program, self.session), body)
    }

    fn hands_to(&self, writer: &str) -> Response {
        self.does(&self.co, "reassign", json!({"writer_id": writer, "word": WORD}))
    }

    fn releases(&self) -> Response {
        self.does(&self.co, "release", json!({"word": WORD}))
    }

    fn feedback(&self) -> Value {
        self.ann.get(&format!("/v1/feedback/{}", self.session)).expect(200)
    }

    fn history(&self) -> Vec<(String, String)> {
        let items = self.ann.get(&format!("/v1/sessions/{}/history", self.session)).expect(200)["items"].take();
        let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        items.as_array().unwrap().iter().map(|one| (text(one, "what"), text(one, "seat"))).collect()
    }
}

fn mails(app: &TestApp, to: &Person, subject: &str) -> Vec<String> {
    let all = app.mails_to(&to.email).into_iter();
    all.filter(|mail| mail.subject.contains(subject)).map(|mail| mail.flat()).collect()
}

on_both_databases! {
    fn after_the_last_reminder_a_coordinator_sees_it_and_somebody_else_writes(app) {
        let scene = scene(&app, &noted());
        app.clock.set("2027-01-16T13:59:59Z".parse().unwrap());
        assert!(scene.late().is_empty(), "until then it is between the two");
        scene.hands_to(&scene.cy.id).problem(409, "too_early");
        app.clock.set("2027-01-16T14:00:00Z".parse().unwrap());
        let [late] = scene.late().try_into().unwrap();
        assert_eq!((&late["session_id"], &late["due_at"]), (&json!(scene.session), &json!("2027-01-15T18:00:00Z")));
        assert_eq!((&late["moments"], &late["ratings"], &late["lines"]), (&json!(2), &json!(0), &json!(1)));
        assert_eq!((&late["candidate"]["display_name"], &late["interviewer"]["display_name"]), (&json!("Ann"), &json!("Bo")));
        assert!(!late.to_string().contains("promises") && late["writer"].is_null(), "how much, and not what: {late}");

        let path = format!("/v1/sessions/{}/notes", scene.session);
        scene.cy.get(&path).problem(404, "not_found");
        assert_eq!(scene.cy.get("/v1/me/reassigned-notes").expect(200)["items"], json!([]));
        scene.hands_to(&scene.cy.id).raw(204);
        assert_eq!(scene.late()[0]["writer"]["display_name"], "Cy");
        let [asked] = mails(&app, &scene.cy, "Could you write these notes?").try_into().unwrap();
        assert!(asked.contains(WORD) && asked.contains("from what Bo noted"), "{asked}");
        let [told] = mails(&app, &scene.bo, "Cy is helping with your notes for Ann").try_into().unwrap();
        assert!(told.contains(WORD), "{told}");
        assert!(mails(&app, &scene.ann, "feedback").is_empty(), "nothing has come yet");

        let handed = scene.cy.get("/v1/me/reassigned-notes").expect(200)["items"].take();
        assert_eq!((handed.as_array().unwrap().len(), &handed[0]["session_id"]), (1, &json!(scene.session)));
        assert_eq!(scene.cy.get(&path).expect(200)["timeline"][0]["minute"], 4);
        // Of the session itself, and of what its candidate makes of it, a writer sees no more than anybody.
        for other in ["", "/brief", "/history", "/self-assessment", "/review"] {
            scene.cy.get(&format!("/v1/sessions/{}{other}", scene.session)).problem(404, "not_found");
        }
        scene.cy.submits(&scene.session, &full_notes());
        assert!(scene.late().is_empty());
        assert_eq!(scene.cy.get("/v1/me/reassigned-notes").expect(200)["items"], json!([]));
        let feedback = scene.feedback();
        let why = "Cy wrote these notes in your interviewer's place, without having been in the interview.";
        assert_eq!((&feedback["version"], &feedback["why"]), (&json!(1), &json!(why)));
        let [mail] = mails(&app, &scene.ann, "feedback").try_into().unwrap();
        assert!(mail.contains(why), "{mail}");
        // Who opens a link without the interviewer's name on it does not read it here.
        let made = scene.ann.post(&format!("/v1/feedback/{}/shares", scene.session), json!({"name": "For Eve"})).expect(201);
        let page = app.guest().get(made["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap()).text;
        // Not the bare name, because the random link on the page may contain it.
        assert!(page.contains("The hour in short") && !page.contains("Cy wrote") && !page.contains("Bo saw"), "{page}");
        let last: Vec<_> = scene.history().split_off(1);
        let expected = [("notes_reassigned", "coordinator"), ("notes_submitted", "interviewer")];
        assert_eq!(last, expected.map(|(what, seat)| (what.to_owned(), seat.to_owned())));
        scene.bo.post(&format!("{path}/submit"), json!({})).problem(409, "notes_locked");
        scene.hands_to(&scene.cy.id).problem(409, "notes_locked");
    }

    fn what_there_is_can_be_released_and_amended_later(app) {
        let scene = scene(&app, &noted());
        scene.does(&scene.co, "release", json!({"word": " "})).problem(422, "invalid_input");
        scene.releases().raw(204);
        let feedback = scene.feedback();
        let why = format!("Your interviewer couldn't finish these notes, so this is what there was. {WORD}");
        assert_eq!((&feedback["version"], &feedback["why"]), (&json!(1), &json!(why)));
        assert_eq!(feedback["notes"]["summary"], "We spent most of the hour on promises.");
        assert!(!feedback.to_string().contains("tired"));
        let [mail] = mails(&app, &scene.ann, "feedback").try_into().unwrap();
        assert!(mail.contains(&why) && !mail.contains("tired"), "{mail}");
        assert_eq!(mails(&app, &scene.bo, "Ann has your notes as they were").len(), 1);
        assert_eq!(scene.history().pop().unwrap(), ("notes_released".to_owned(), "coordinator".to_owned()));
        scene.releases().problem(409, "notes_locked");

        let path = format!("/v1/sessions/{}/notes", scene.session);
        let tag = scene.bo.get(&path).header("etag").to_owned();
        let amended = json!({"notes": full_notes(), "why": "Here is the rest."}).to_string();
        scene.bo.send("POST", &format!("{path}/amend"), &[("if-match", &tag)], Some(&amended)).expect(200);
        assert_eq!((&scene.feedback()["version"], &scene.feedback()["why"]), (&json!(2), &json!("Here is the rest.")));
    }

    fn nothing_is_not_released(app) {
        let scene = scene(&app, &Value::Null);
        let detail = scene.releases().problem(422, "notes_not_ready")["detail"].to_string();
        assert!(detail.contains("ask somebody to write"), "{detail}");
        assert_eq!(scene.late().len(), 1);
        scene.hands_to(&scene.cy.id).raw(204);
        scene.cy.submits(&scene.session, &full_notes());
    }

    /// The tests' clock doesn't move, as with two clicks within a second.
    fn handed_on_and_back_within_a_second_each_is_told(app) {
        let scene = scene(&app, &noted());
        let dee = app.person("Dee");
        dee.put("/v1/me/interviewer", offer()).expect(200);
        let code = scene.co.get(&format!("/v1/programs/{}", scene.program)).expect(200)["join_code"].take();
        dee.post("/v1/programs/join", json!({"code": code})).expect(200);
        for writer in [&scene.cy, &dee, &scene.cy] {
            scene.hands_to(&writer.id).raw(204);
        }
        assert_eq!(scene.late()[0]["writer"]["display_name"], "Cy");
        assert_eq!(mails(&app, &scene.cy, "Could you write these notes?").len(), 2);
        assert_eq!(mails(&app, &scene.bo, "is helping with your notes").len(), 3);
        assert!(mails(&app, &dee, "Could you write these notes?").is_empty(), "they're Cy's again");
    }

    fn who_writes_interviews_and_is_neither_of_the_two_nor_kept_apart(app) {
        let scene = scene(&app, &noted());
        let (elsewhere, dan) = (app.interviewer("Elsewhere"), app.person("Dan"));
        let code = scene.co.get(&format!("/v1/programs/{}", scene.program)).expect(200)["join_code"].clone();
        dan.post("/v1/programs/join", json!({"code": code})).expect(200);
        for who in [&scene.ann, &scene.bo, &scene.co, &elsewhere, &dan] {
            scene.hands_to(&who.id).problem(422, "invalid_input");
        }
        scene.ann.send("PUT", &format!("/v1/me/blocks/{}", scene.cy.id), &[], None).raw(200);
        scene.hands_to(&scene.cy.id).problem(422, "invalid_input");
        assert!(mails(&app, &scene.cy, "write these notes").is_empty());

        // Neither of the two decides, nor somebody from another program, whatever they coordinate.
        scene.does(&scene.bo, "release", json!({"word": WORD})).problem(403, "forbidden");
        let other = elsewhere.post("/v1/programs", json!({"name": "Other"})).expect(201)["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/programs/{other}/late-notes");
        assert_eq!(elsewhere.get(&path).expect(200)["items"], json!([]));
        elsewhere.post(&format!("{path}/{}/release", scene.session), json!({"word": WORD})).problem(404, "not_found");
    }

    fn the_operator_looks_after_those_in_no_program(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        app.clock.set("2027-01-17T09:00:00Z".parse().unwrap());
        let operator = Person::join(&app, "Operator");
        let [late] = operator.get("/v1/operator/late-notes").expect(200)["items"].as_array().unwrap().clone().try_into().unwrap();
        assert_eq!(late["session_id"], json!(session));
        let path = format!("/v1/operator/late-notes/{session}");
        operator.post(&format!("{path}/reassign"), json!({"writer_id": cy.id, "word": WORD})).raw(204);
        // If the person who was asked leaves, nothing is lost, and somebody else can be asked.
        cy.again(&app).delete("/v1/me").expect(204);
        assert!(every_row(&app.services.store).iter().all(|row| !row.starts_with("note_reassignments")), "asked nobody");
        assert_eq!(operator.get("/v1/operator/late-notes").expect(200)["items"][0]["writer"], Value::Null);
        bo.again(&app).saves(&session, &noted()).expect(200);
        operator.post(&format!("{path}/release"), json!({"word": WORD})).raw(204);
        let history = ann.again(&app).get(&format!("/v1/sessions/{session}/history")).expect(200)["items"].take();
        assert_eq!(history.as_array().unwrap().last().unwrap()["seat"], "operator");
    }
}

on_both_databases_racing! {
    fn handed_on_at_once_the_last_one_has_them(app) {
        let scene = scene(&app, &noted());
        for answer in at_once(12, |_| scene.hands_to(&scene.cy.id)) {
            answer.raw(204);
        }
        let handed = scene.history().into_iter().filter(|(what, _)| what == "notes_reassigned").count();
        let told = mails(&app, &scene.bo, "Cy is helping with your notes for Ann").len();
        assert_eq!((handed, told), (12, 12));
        scene.cy.submits(&scene.session, &full_notes());
    }

    /// The interviewer comes back in the moment in which the notes are released: one of them delivers, and once.
    fn one_delivers(app) {
        let scene = scene(&app, &Value::Null);
        for round in 0..8 {
            let start = format!("2027-02-{:02}T10:00:00Z", round + 1);
            app.clock.set(format!("2027-01-{:02}T09:00:00Z", round + 20).parse().unwrap());
            let session = scene.ann.again(&app).post("/v1/sessions", booking(&scene.bo.id, &start)).expect(201)["id"].as_str().unwrap().to_owned();
            app.clock.set(format!("2027-02-{:02}T10:30:00Z", round + 1).parse().unwrap());
            scene.bo.again(&app).saves(&session, &full_notes()).expect(200);
            app.clock.set(format!("2027-02-{:02}T08:00:00Z", round + 4).parse().unwrap());
            let (co, bo) = (scene.co.again(&app), scene.bo.again(&app));
            let answers = at_once(2, |number| match number {
                0 => co.post(&format!("/v1/programs/{}/late-notes/{session}/release", scene.program), json!({"word": WORD})),
                _ => bo.post(&format!("/v1/sessions/{session}/notes/submit"), json!({})),
            });
            let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
            statuses.sort_unstable();
            assert!(statuses == [200, 409] || statuses == [204, 409], "{answers:?}");
            let versions = scene.ann.again(&app).get(&format!("/v1/feedback/{session}/versions")).expect(200);
            assert_eq!(versions["items"].as_array().unwrap().len(), 1);
        }
        assert_eq!(mails(&app, &scene.ann, "feedback").len(), 8);
    }
}
