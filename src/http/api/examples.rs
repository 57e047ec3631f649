//! What is sent, as somebody would send it: an example for each request body.

use super::operations::operations;
use crate::domain::feedback::question_bank::all;
use serde_json::{Map, Value, json};
use utoipa::Modify;
use utoipa::openapi::{OpenApi, RefOr, Required};

/// The operations whose body may be left out.
const OPTIONAL: &[&str] = &["submit_notes", "decline_move"];

/// A calendar with one event.
const EVENT: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\n\
    UID:1@example.org\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20270114T170000\r\n\
    DURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Puts the examples of `examples.json`, by operation, into the description.
pub(crate) struct Examples;

impl Modify for Examples {
    fn modify(&self, api: &mut OpenApi) {
        let mut examples: Map<String, Value> = serde_json::from_str(include_str!("examples.json")).unwrap_or_default();
        let notes = include_str!("../../../catalogue/demo/notes/due_example.json");
        let notes: Value = serde_json::from_str(notes).unwrap_or_default();
        if let Some(amend) = examples.get_mut("amend_notes").and_then(Value::as_object_mut) {
            amend.insert("notes".to_owned(), notes.clone());
        }
        examples.insert("save_notes".to_owned(), notes);
        // One of the bank, as a program would write it.
        let mut question = serde_json::to_value(all().first()).unwrap_or_default();
        if let Some(question) = question.as_object_mut() {
            question.remove("id");
        }
        examples.insert("add_program_questions".to_owned(), json!({"questions": [question]}));
        examples.insert("change_program_question".to_owned(), question);
        let csv = Value::from("address,name,seat,group\nnoor@example.org,Noor,candidate,Monday class\n");
        let ics = Value::from(EVENT);
        for (_, operation) in api.paths.paths.values_mut().flat_map(operations) {
            let Some(RefOr::T(body)) = &mut operation.request_body else { continue };
            let name = operation.operation_id.as_deref().unwrap_or_default();
            if OPTIONAL.contains(&name) {
                body.required = Some(Required::False);
            }
            for (kind, content) in &mut body.content {
                let example = match kind.as_str() {
                    "text/csv" => &csv,
                    "text/calendar" => &ics,
                    _ => examples.get(name).unwrap_or(&Value::Null),
                };
                if let (RefOr::T(content), false) = (content, example.is_null()) {
                    content.example = Some(example.clone());
                }
            }
        }
    }
}
