//! A stored document that can't be parsed is a logged error, never the same as no document.

use crate::support::{Person, TestApp, TestDatabase, execute, full_notes, ics, logged_errors};
use serde_json::json;

const START: &str = "2027-01-13T17:00:00Z";

/// A text where a list or an object should be.
const BROKEN: &str = "\"a secret of theirs\"";

/// Breaks this column of the row whose `key` is `id`; then this person sees an internal error, and the log says where.
#[track_caller]
fn breaks(app: &TestApp, (column, key, id): (&str, &str, &str), person: &Person, path: &str) {
    person.get(path).expect(200);
    let (table, name) = column.split_once('.').unwrap();
    let sql = format!("UPDATE {table} SET {name} = '{BROKEN}' WHERE {key} = '{id}'");
    assert_eq!(execute(&app.services.store, &sql), 1, "{column}");
    person.get(path).problem(500, "internal");
    let log = logged_errors();
    assert!(log.contains(&format!("corrupt {column} of {id}")), "{column}: {log}");
    assert!(!log.contains("a secret of theirs"), "{log}");
}

on_both_databases! {
    fn a_document_that_cannot_be_read_is_an_error_and_not_an_empty_one(app) {
        logged_errors();
        let (cora, ann, bo) = (app.person("Cora"), app.candidate("Ann"), app.interviewer("Bo"));
        let program = cora.post("/v1/programs", json!({"name": "Spring class"})).expect(201);
        let program_path = format!("/v1/programs/{}", program["id"].as_str().unwrap());
        let joining = json!({"code": program["join_code"], "candidate": false, "interviewer": true});
        bo.post("/v1/programs/join", joining).expect(200);
        let bank = include_str!("../../catalogue/questions/concepts_junior.json");
        let mut question = serde_json::from_str::<serde_json::Value>(bank).unwrap()[0].take();
        question.as_object_mut().unwrap().remove("id");
        let questions = format!("{program_path}/questions");
        let added = cora.post(&questions, json!({"questions": [question]})).expect(201);
        let calendar = bo.adds_a_calendar();
        bo.uploads(&calendar, &ics(std::iter::empty())).expect(200);
        let debrief = json!({"about": "interview", "debrief": {"feelings": "Relieved."}});
        let debrief = ann.post("/v1/me/debriefs", debrief).expect(201);
        let session = ann.books(&bo, START);
        app.clock.set("2027-01-13T18:00:00Z".parse().unwrap());
        let (cora, ann, bo) = (cora.again(&app), ann.again(&app), bo.again(&app));
        let notes = format!("/v1/sessions/{session}/notes");
        bo.saves(&session, &full_notes()).expect(200);

        let debrief = debrief["id"].as_str().unwrap();
        let question = added["questions"][0]["id"].as_str().unwrap();
        breaks(&app, ("notes.document", "session_id", &session), &bo, &notes);
        breaks(&app, ("busy_calendars.busy", "id", &calendar), &bo, "/v1/me/busy-calendars");
        breaks(&app, ("debriefs.document", "id", debrief), &ann, "/v1/me/debriefs");
        breaks(&app, ("program_questions.document", "id", question), &cora, &questions);
        breaks(&app, ("availabilities.document", "account_id", &bo.id), &cora, &format!("{program_path}/overview"));
    }
}
