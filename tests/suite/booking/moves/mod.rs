//! Moving a session: by agreement, and once by its candidate alone.

mod agreed;
mod alone;
mod calendars;
mod links;
mod races;
mod swaps;

use crate::support::{Mail, Person, Response, TestApp, rows};
use diesel::sql_types::BigInt;
use serde_json::{Value, json};

/// Thursday, 18:00 in Berlin. It is 08:00 on Monday the 11th.
const START: &str = "2027-01-14T17:00:00Z";
const FRIDAY: &str = "2027-01-15T17:00:00Z";
const SATURDAY: &str = "2027-01-16T18:30:00Z";

fn session(person: &Person, id: &str) -> Value {
    person.get(&format!("/v1/sessions/{id}")).expect(200)
}

fn proposing(person: &Person, session: &str, starts: &[&str]) -> Response {
    let body = json!({"starts": starts, "reason": "My shift was moved."});
    person.post(&format!("/v1/sessions/{session}/moves"), body)
}

/// Proposes; the answer is the proposal's id.
#[track_caller]
fn proposes(person: &Person, session: &str, starts: &[&str]) -> String {
    proposing(person, session, starts).expect(201)["id"].as_str().unwrap().to_owned()
}

fn proposal(person: &Person, session: &str, id: &str) -> Value {
    person.get(&format!("/v1/sessions/{session}/moves/{id}")).expect(200)
}

fn accept(person: &Person, session: &str, id: &str, start: &str) -> Response {
    person.post(&format!("/v1/sessions/{session}/moves/{id}/accept"), json!({"starts_at": start}))
}

fn decline(person: &Person, session: &str, id: &str) -> Response {
    person.send("POST", &format!("/v1/sessions/{session}/moves/{id}/decline"), &[], None)
}

fn withdraw(person: &Person, session: &str, id: &str) -> Response {
    person.send("POST", &format!("/v1/sessions/{session}/moves/{id}/withdraw"), &[], None)
}

fn moves_alone(person: &Person, session: &str, start: &str) -> Response {
    person.post(&format!("/v1/sessions/{session}/move"), json!({"starts_at": start}))
}

fn cancel(person: &Person, session: &str) -> Response {
    person.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."}))
}

/// What happened to a session, in order.
fn history(person: &Person, session: &str) -> Vec<String> {
    let told = person.get(&format!("/v1/sessions/{session}/history")).expect(200);
    told["items"].as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap().to_owned()).collect()
}

/// The subjects of the mails to a person after the first `before`.
fn subjects(app: &TestApp, person: &Person, before: usize) -> Vec<String> {
    let mails = app.mails().split_off(before);
    mails.into_iter().filter(|mail| mail.to == person.email).map(|mail| mail.subject).collect()
}

/// The quarter hours that a session takes up, for both people: how many, the first and the last.
fn cells(app: &TestApp, session: &str) -> (i64, i64, i64) {
    #[derive(diesel::QueryableByName)]
    struct Held {
        #[diesel(sql_type = BigInt)]
        count: i64,
        #[diesel(sql_type = BigInt)]
        first: i64,
        #[diesel(sql_type = BigInt)]
        last: i64,
    }
    let sql = format!(
        "SELECT COUNT(*) AS count, COALESCE(MIN(cell), 0) AS first, COALESCE(MAX(cell), 0) AS last FROM booked_cells \
         WHERE session_id = '{session}'"
    );
    let held = &rows::<Held>(&app.services.store, &sql)[0];
    (held.count, held.first, held.last)
}

/// The cells of an hour at this start: four quarter hours for each of the two.
fn hour_at(start: &str) -> (i64, i64, i64) {
    let start: candor::domain::Timestamp = start.parse().unwrap();
    let cell = start.cell().unwrap().0;
    (8, cell, cell + 3)
}

/// A mail's method and calendar.
fn calendar(mail: &Mail) -> Option<(&str, &str)> {
    mail.calendar.as_ref().map(|(method, ics)| (method.as_str(), ics.as_str()))
}
