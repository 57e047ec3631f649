//! Programs: creating one, members, invitations, and what coordinators see.

mod accepting;
mod consent;
mod correcting;
mod founding;
mod inviting;
mod leaving;
mod messages;
mod overview;
mod questions;
mod races;
mod removing;
mod report;
mod sessions;
mod whole_way;

use crate::support::{Person, Response, TestApp};
use serde_json::{Value, json};

/// Creates a program; returns its id.
#[track_caller]
fn founds(person: &Person) -> String {
    let program =
        person.post("/v1/programs", json!({"name": "Frontend evenings", "about": "Bring one thing."})).expect(201);
    program["id"].as_str().unwrap().to_owned()
}

#[track_caller]
fn program(person: &Person, id: &str) -> Value {
    person.get(&format!("/v1/programs/{id}")).expect(200)
}

#[track_caller]
fn code(coordinator: &Person, id: &str) -> String {
    program(coordinator, id)["join_code"].as_str().unwrap().to_owned()
}

fn join(person: &Person, code: &str) -> Response {
    person.post("/v1/programs/join", json!({"code": code}))
}

/// Joins by the code that the coordinator sees.
#[track_caller]
fn joins(person: &Person, coordinator: &Person, id: &str) {
    join(person, &code(coordinator, id)).expect(200);
}

/// Uploads a list; `query` such as `?dry_run=true`.
fn uploads(person: &Person, id: &str, query: &str, csv: &str) -> Response {
    let path = format!("/v1/programs/{id}/invitations{query}");
    person.send("POST", &path, &[("content-type", "text/csv")], Some(csv))
}

fn member(who: &str, id: &str) -> String {
    format!("/v1/programs/{id}/members/{who}")
}

#[track_caller]
fn invitations(person: &Person, id: &str) -> Vec<Value> {
    person.get(&format!("/v1/programs/{id}/invitations")).expect(200)["items"].as_array().unwrap().clone()
}

/// The tokens of the invitations mailed to this address, oldest first.
fn tokens(app: &TestApp, address: &str) -> Vec<String> {
    let mails = app.mails_to(address).into_iter().filter(|mail| mail.subject.contains("invites you"));
    mails.map(|mail| mail.token()).collect()
}

/// Accepts with a fresh account.
fn accepts(app: &TestApp, token: &str, name: &str) -> Response {
    let form = json!({"token": token, "display_name": name, "password": crate::support::PASSWORD, "time_zone": "Europe/Berlin"});
    app.guest().post("/v1/invitations/accept", form)
}
