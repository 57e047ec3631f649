//! What is sent with each request of the table.

use super::scene::{Caller, Interviewer, NOTES, Scene, Stranger, question, wanted};
use crate::support::{PASSWORD, booking, every_day, ics, offer};
use serde_json::{Value, json};

pub(super) type Body = fn(&Scene, Caller) -> Value;

pub(super) fn nothing(_: &Scene, _: Caller) -> Value {
    Value::Null
}

pub(super) fn new_account(_: &Scene, _: Caller) -> Value {
    json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"})
}

pub(super) fn hand_on(scene: &Scene, _: Caller) -> Value {
    json!({"writer_id": scene.stranger.id, "word": "He has a new job."})
}

pub(super) fn address(_: &Scene, _: Caller) -> Value {
    json!({"email": "sue@example.org"})
}

pub(super) fn token(_: &Scene, _: Caller) -> Value {
    json!({"token": "of no use"})
}

pub(super) fn login(_: &Scene, _: Caller) -> Value {
    json!({"email": "sue@example.org", "password": PASSWORD})
}

pub(super) fn refresh(scene: &Scene, _: Caller) -> Value {
    json!({"refresh_token": scene.stranger.again(&scene.app).refresh_token})
}

pub(super) fn reset(_: &Scene, _: Caller) -> Value {
    json!({"token": "of no use", "password": PASSWORD})
}

pub(super) fn new_password(_: &Scene, _: Caller) -> Value {
    json!({"current_password": PASSWORD, "new_password": PASSWORD})
}

pub(super) fn new_address(_: &Scene, _: Caller) -> Value {
    json!({"email": "other@example.org", "password": PASSWORD})
}

pub(super) fn name(_: &Scene, _: Caller) -> Value {
    json!({"display_name": "Somebody"})
}

pub(super) fn wishes(_: &Scene, _: Caller) -> Value {
    json!({"level": "junior"})
}

pub(super) fn line(_: &Scene, _: Caller) -> Value {
    json!({"line": "You waited while I was thinking."})
}

pub(super) fn summary(_: &Scene, _: Caller) -> Value {
    json!({"wanted": false})
}

pub(super) fn share(_: &Scene, _: Caller) -> Value {
    json!({"name": "Aunt Vera"})
}

pub(super) fn offers(_: &Scene, _: Caller) -> Value {
    offer()
}

pub(super) fn hours(_: &Scene, _: Caller) -> Value {
    every_day("UTC", "09:00", "10:00")
}

pub(super) fn book(scene: &Scene, caller: Caller) -> Value {
    let start = if caller == Stranger { "2027-01-15T09:00:00Z" } else { "2027-01-15T11:00:00Z" };
    booking(&scene.interviewer.id, start)
}

pub(super) fn club(_: &Scene, _: Caller) -> Value {
    json!({"name": "Another club"})
}

pub(super) fn code(scene: &Scene, _: Caller) -> Value {
    json!({"code": scene.code})
}

pub(super) fn calendar(_: &Scene, _: Caller) -> Value {
    json!({"name": "Work"})
}

pub(super) fn file(_: &Scene, _: Caller) -> Value {
    json!(ics(std::iter::empty()))
}

pub(super) fn january() -> Value {
    json!({"name": "January", "starts_on": "2027-01-18", "ends_on": "2027-01-31", "duration_minutes": 60})
}

pub(super) fn round(_: &Scene, _: Caller) -> Value {
    january()
}

pub(super) fn entry(_: &Scene, _: Caller) -> Value {
    json!({"taking_part": false})
}

pub(super) fn pair(scene: &Scene, _: Caller) -> Value {
    json!({"candidate_id": scene.candidate.id, "interviewer_id": scene.interviewer.id, "decision": "pinned"})
}

pub(super) fn two(scene: &Scene, _: Caller) -> Value {
    json!({"candidate_id": scene.candidate.id, "interviewer_id": scene.interviewer.id})
}

pub(super) fn decision(_: &Scene, _: Caller) -> Value {
    json!({"decision": "lift", "word": "The link was broken."})
}

pub(super) fn late(_: &Scene, _: Caller) -> Value {
    json!({"minutes": 10})
}

pub(super) fn seat(_: &Scene, _: Caller) -> Value {
    json!({"candidate": true})
}

/// People nobody knows, this many.
pub(super) fn invitees(count: usize) -> Value {
    let people: Vec<_> = (0..count).map(|number| json!({"address": format!("guest{number}@example.org")})).collect();
    json!({"people": people})
}

pub(super) fn guests(_: &Scene, _: Caller) -> Value {
    invitees(2)
}

pub(super) fn wish(_: &Scene, _: Caller) -> Value {
    wanted()
}

pub(super) fn other_level(_: &Scene, _: Caller) -> Value {
    json!({"level": "mid"})
}

pub(super) fn no(_: &Scene, _: Caller) -> Value {
    json!({"reason": "wrong_level"})
}

pub(super) fn one_question(_: &Scene, _: Caller) -> Value {
    question()
}

pub(super) fn questions(_: &Scene, _: Caller) -> Value {
    json!({"questions": [question()]})
}

pub(super) fn report(scene: &Scene, _: Caller) -> Value {
    json!({"about_person_id": scene.interviewer.id, "what": "spam", "text": "He sells a course."})
}

pub(super) fn word(_: &Scene, _: Caller) -> Value {
    json!({"word": "We talked to him."})
}

pub(super) fn keep(_: &Scene, _: Caller) -> Value {
    json!({"keep": true})
}

pub(super) fn reason(_: &Scene, _: Caller) -> Value {
    json!({"reason": "My train stands still."})
}

pub(super) fn other_starts(_: &Scene, _: Caller) -> Value {
    json!({"starts": ["2027-01-15T17:00:00Z"], "reason": "My shift was moved."})
}

pub(super) fn other_start(_: &Scene, _: Caller) -> Value {
    json!({"starts_at": "2027-01-15T17:00:00Z"})
}

pub(super) fn other(_: &Scene, caller: Caller) -> Value {
    json!({"absent": if caller == Interviewer { "candidate" } else { "interviewer" }})
}

pub(super) fn notes(_: &Scene, _: Caller) -> Value {
    serde_json::from_str(NOTES).unwrap()
}

pub(super) fn sample_ratings(_: &Scene, _: Caller) -> Value {
    json!({"ratings": [
        {"competency": "problem_solving", "score": 3}, {"competency": "code_quality", "score": 3},
        {"competency": "checking", "score": 3}, {"competency": "complexity"}, {"competency": "thinking_aloud", "score": 3}
    ]})
}

pub(super) fn own_ratings(_: &Scene, _: Caller) -> Value {
    json!({"ratings": [{"competency": "depth", "score": 3}]})
}

pub(super) fn review(_: &Scene, _: Caller) -> Value {
    json!({"on_time": true})
}

pub(super) fn own_step(_: &Scene, _: Caller) -> Value {
    json!({"then": "I draw the queue from memory."})
}

pub(super) fn cycle(_: &Scene, _: Caller) -> Value {
    json!({"about": "cycle", "debrief": {"feelings": "Long."}})
}

pub(super) fn cycle_anew(_: &Scene, _: Caller) -> Value {
    json!({"debrief": {"feelings": "Long, and over."}})
}

pub(super) fn weekly(_: &Scene, _: Caller) -> Value {
    json!({"weekly_mail": true})
}

pub(super) fn done(_: &Scene, _: Caller) -> Value {
    json!({"state": "done"})
}

pub(super) fn moment(_: &Scene, _: Caller) -> Value {
    json!({"text": "Draws the queue."})
}

pub(super) fn hint(_: &Scene, _: Caller) -> Value {
    json!({"kind": "nudge", "text": "What runs first?"})
}

pub(super) fn amended(_: &Scene, _: Caller) -> Value {
    let mut notes: Value = serde_json::from_str(NOTES).unwrap();
    notes["summary"] = json!("You said aloud what you were about to try, and drew the queue.");
    json!({"notes": notes, "why": "I had missed the drawing.", "accept_warnings": true})
}

pub(super) fn accept(_: &Scene, _: Caller) -> Value {
    json!({"accept_warnings": true})
}
