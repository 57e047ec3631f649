//! Matching: requests, the matcher, offers, and diagnoses.

mod asking;
mod kept_apart;
mod offer_page;
mod offers;
mod pairing;
mod races;
mod simulated;
mod standing;
mod swaps;
mod untrue_offers;

use crate::support::{Person, TestApp};
use candor::service::matching::matcher::{self, Run};
use serde_json::{Value, json};

/// An hour about concepts at junior level, on Thursday evening in Berlin: 18:00 to 21:00, which is 17:00 to 20:00 UTC.
fn wanted() -> Value {
    json!({
        "kind": "concepts", "level": "junior", "topics": ["promises"], "language": "en", "duration_minutes": 60,
        "windows": [{"from": "2027-01-14T18:00", "to": "2027-01-14T21:00"}],
        "aims": "I fumbled on Promises and callback hell last time.", "auto_accept": true
    })
}

/// The same, with some members otherwise.
fn wanted_but(changes: Value) -> Value {
    let mut body = wanted();
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Makes a request; returns its id.
#[track_caller]
fn asks(person: &Person, body: Value) -> String {
    person.post("/v1/requests", body).expect(201)["id"].as_str().unwrap().to_owned()
}

#[track_caller]
fn request(person: &Person, id: &str) -> Value {
    person.get(&format!("/v1/requests/{id}")).expect(200)
}

/// Lets the matcher run once, as this process.
#[track_caller]
fn matched(app: &TestApp) -> usize {
    let run = matcher::run(&app.services, "this process").unwrap();
    assert!(run.led);
    run.matched
}

#[track_caller]
fn sessions_of(person: &Person) -> Vec<Value> {
    person.get("/v1/sessions").expect(200)["items"].as_array().unwrap().clone()
}

/// A run that found another process at work.
const NOT_LEADING: Run = Run { led: false, waited: 0, matched: 0 };
