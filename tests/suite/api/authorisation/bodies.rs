//! What is sent with each request of the table.

use super::scene::{Caller, Interviewer, NOTES, Scene, Stranger, question, wanted};
use crate::support::{PASSWORD, booking, every_day, ics, offer};
use serde_json::{Value, json};

pub(crate) type Body = fn(&Scene, Caller) -> Value;

pub(crate) fn nothing(_: &Scene, _: Caller) -> Value {
    Value::Null
}

pub(crate) fn new_account(_: &Scene, _: Caller) -> Value {
    json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"})
}

pub(crate) fn hand_on(scene: &Scene, _: Caller) -> Value {
    json!({"writer_id": scene.stranger.id, "word": "He has a new job."})
}

pub(crate) fn address(_: &Scene, _: Caller) -> Value {
    json!({"email": "sue@example.org"})
}

pub(crate) fn token(_: &Scene, _: Caller) -> Value {
    json!({"token": "of no use"})
}

pub(crate) fn login(_: &Scene, _: Caller) -> Value {
    json!({"email": "sue@example.org", "password": PASSWORD})
}

pub(crate) fn refresh(scene: &Scene, _: Caller) -> Value {
    json!({"refresh_token": scene.stranger.again(&scene.app).refresh_token})
}

pub(crate) fn reset(_: &Scene, _: Caller) -> Value {
    json!({"token": "of no use", "password": PASSWORD})
}

pub(crate) fn new_password(_: &Scene, _: Caller) -> Value {
    json!({"current_password": PASSWORD, "new_password": PASSWORD})
}

pub(crate) fn new_address(_: &Scene, _: Caller) -> Value {
    json!({"email": "other@example.org", "password": PASSWORD})
}

pub(crate) fn name(_: &Scene, _: Caller) -> Value {
    json!({"display_name": "Somebody"})
}

pub(crate) fn wishes(_: &Scene, _: Caller) -> Value {
    json!({"level": "junior"})
}

pub(crate) fn line(_: &Scene, _: Caller) -> Value {
    json!({"line": "You waited while I was thinking."})
}

pub(crate) fn follow_up(_: &Scene, _: Caller) -> Value {
    json!({"question": "Which of the two gaps weighs more?"})
}

pub(crate) fn attachment(_: &Scene, caller: Caller) -> Value {
    json!({"kind": "code", "content": format!("let who = {caller:?};")})
}

pub(crate) fn in_shares(_: &Scene, _: Caller) -> Value {
    json!({"in_shares": true})
}

pub(crate) fn answer(_: &Scene, _: Caller) -> Value {
    json!({"answer": "The first one."})
}

pub(crate) fn summary(_: &Scene, _: Caller) -> Value {
    json!({"wanted": false})
}

pub(crate) fn share(_: &Scene, _: Caller) -> Value {
    json!({"name": "Aunt Vera"})
}

pub(crate) fn offers(_: &Scene, _: Caller) -> Value {
    offer()
}

pub(crate) fn hours(_: &Scene, _: Caller) -> Value {
    every_day("UTC", "09:00", "10:00")
}

pub(crate) fn book(scene: &Scene, caller: Caller) -> Value {
    let start = if caller == Stranger { "2027-01-15T09:00:00Z" } else { "2027-01-15T11:00:00Z" };
    booking(&scene.interviewer.id, start)
}

pub(crate) fn club(_: &Scene, _: Caller) -> Value {
    json!({"name": "Another club"})
}

pub(crate) fn code(scene: &Scene, _: Caller) -> Value {
    json!({"code": scene.code})
}

pub(crate) fn calendar(_: &Scene, _: Caller) -> Value {
    json!({"name": "Work"})
}

pub(crate) fn file(_: &Scene, _: Caller) -> Value {
    json!(ics(std::iter::empty()))
}

pub(crate) fn january() -> Value {
    json!({"name": "January", "starts_on": "2027-01-18", "ends_on": "2027-01-31", "duration_minutes": 60})
}

pub(crate) fn round(_: &Scene, _: Caller) -> Value {
    january()
}

pub(crate) fn entry(_: &Scene, _: Caller) -> Value {
    json!({"taking_part": false})
}

pub(crate) fn pair(scene: &Scene, _: Caller) -> Value {
    json!({"candidate_id": scene.candidate.id, "interviewer_id": scene.interviewer.id, "decision": "pinned"})
}

pub(crate) fn two(scene: &Scene, _: Caller) -> Value {
    json!({"candidate_id": scene.candidate.id, "interviewer_id": scene.interviewer.id})
}

pub(crate) fn decision(_: &Scene, _: Caller) -> Value {
    json!({"decision": "lift", "word": "The link was broken."})
}

pub(crate) fn late(_: &Scene, _: Caller) -> Value {
    json!({"minutes": 10})
}

pub(crate) fn seat(_: &Scene, _: Caller) -> Value {
    json!({"candidate": true})
}

/// People nobody knows, this many.
pub(crate) fn invitees(count: usize) -> Value {
    let people: Vec<_> = (0..count).map(|number| json!({"address": format!("guest{number}@example.org")})).collect();
    json!({"people": people})
}

pub(crate) fn guests(_: &Scene, _: Caller) -> Value {
    invitees(2)
}

pub(crate) fn message(_: &Scene, _: Caller) -> Value {
    json!({"to": "everybody", "subject": "Thursday", "text": "Bring one thing."})
}

pub(crate) fn wish(_: &Scene, _: Caller) -> Value {
    wanted()
}

pub(crate) fn other_level(_: &Scene, _: Caller) -> Value {
    json!({"level": "mid"})
}

pub(crate) fn no(_: &Scene, _: Caller) -> Value {
    json!({"reason": "wrong_level"})
}

pub(crate) fn one_question(_: &Scene, _: Caller) -> Value {
    question()
}

pub(crate) fn questions(_: &Scene, _: Caller) -> Value {
    json!({"questions": [question()]})
}

pub(crate) fn report(scene: &Scene, _: Caller) -> Value {
    json!({"about_person_id": scene.interviewer.id, "what": "spam", "text": "He sells a course."})
}

pub(crate) fn word(_: &Scene, _: Caller) -> Value {
    json!({"word": "We talked to him."})
}

pub(crate) fn meeting_place(_: &Scene, _: Caller) -> Value {
    json!({"meeting_place": "Room 2.14, library"})
}

pub(crate) fn keep(_: &Scene, _: Caller) -> Value {
    json!({"keep": true})
}

pub(crate) fn reason(_: &Scene, _: Caller) -> Value {
    json!({"reason": "My train stands still."})
}

pub(crate) fn other_starts(_: &Scene, _: Caller) -> Value {
    json!({"starts": ["2027-01-15T17:00:00Z"], "reason": "My shift was moved."})
}

pub(crate) fn other_start(_: &Scene, _: Caller) -> Value {
    json!({"starts_at": "2027-01-15T17:00:00Z"})
}

pub(crate) fn other(_: &Scene, caller: Caller) -> Value {
    json!({"absent": if caller == Interviewer { "candidate" } else { "interviewer" }})
}

pub(crate) fn notes(_: &Scene, _: Caller) -> Value {
    serde_json::from_str(NOTES).unwrap()
}

pub(crate) fn sample_ratings(_: &Scene, _: Caller) -> Value {
    json!({"ratings": [
        {"competency": "problem_solving", "score": 3}, {"competency": "code_quality", "score": 3},
        {"competency": "checking", "score": 3}, {"competency": "complexity"}, {"competency": "thinking_aloud", "score": 3}
    ]})
}

pub(crate) fn own_ratings(_: &Scene, _: Caller) -> Value {
    json!({"ratings": [{"competency": "depth", "score": 3}]})
}

pub(crate) fn review(_: &Scene, _: Caller) -> Value {
    json!({"on_time": true})
}

pub(crate) fn own_step(_: &Scene, _: Caller) -> Value {
    json!({"then": "I draw the queue from memory."})
}

pub(crate) fn cycle(_: &Scene, _: Caller) -> Value {
    json!({"about": "cycle", "debrief": {"feelings": "Long."}})
}

pub(crate) fn cycle_anew(_: &Scene, _: Caller) -> Value {
    json!({"debrief": {"feelings": "Long, and over."}})
}

pub(crate) fn weekly(_: &Scene, _: Caller) -> Value {
    json!({"weekly_mail": true})
}

pub(crate) fn done(_: &Scene, _: Caller) -> Value {
    json!({"state": "done"})
}

pub(crate) fn moment(_: &Scene, _: Caller) -> Value {
    json!({"text": "Draws the queue."})
}

pub(crate) fn hint(_: &Scene, _: Caller) -> Value {
    json!({"kind": "nudge", "text": "What runs first?"})
}

pub(crate) fn amended(_: &Scene, _: Caller) -> Value {
    let mut notes: Value = serde_json::from_str(NOTES).unwrap();
    notes["summary"] = json!("You said aloud what you were about to try, and drew the queue.");
    json!({"notes": notes, "why": "I had missed the drawing."})
}

pub(crate) fn accept(_: &Scene, _: Caller) -> Value {
    json!({})
}
