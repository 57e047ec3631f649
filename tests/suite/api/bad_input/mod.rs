//! Invalid input: refused with a problem document that says where and how to fix it, without a change in the database,
//! and never with an internal error.

mod bodies;
mod booking;
mod notes;
mod targets;
mod tokens;
mod wire;

use crate::support::{Person, Response, TestApp, TestDatabase, every_row};
use serde_json::Value;

/// A request that is refused.
struct Case {
    name: String,
    /// Method and path.
    line: Vec<u8>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    status: u16,
    code: &'static str,
    /// What `errors` points at, for input.
    pointer: Option<String>,
}

/// A request with a JSON body that is refused as input.
fn input(name: &str, line: &str, body: impl Into<Vec<u8>>, pointer: &str) -> Case {
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Case { headers, body: body.into(), ..query(name, line, pointer) }
}

/// A request without a body that is refused as input.
fn query(name: &str, line: &str, pointer: &str) -> Case {
    Case {
        name: name.to_owned(),
        line: line.into(),
        headers: Vec::new(),
        body: Vec::new(),
        status: 422,
        code: "invalid_input",
        pointer: Some(pointer.to_owned()),
    }
}

impl Case {
    /// The same, refused for another reason than input.
    fn answers(self, status: u16, code: &'static str) -> Self {
        Self { status, code, pointer: None, ..self }
    }

    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }
}

/// An app with a session that began fifteen minutes ago, and an upcoming one.
struct Scene {
    app: TestApp,
    ann: Person,
    bo: Person,
    session: String,
    coming: String,
}

impl Scene {
    fn new(app: TestApp) -> Self {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        let coming = ann.books(&bo, "2027-01-20T17:00:00Z");
        app.clock.set("2027-01-14T17:15:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let path = format!("/v1/sessions/{session}/notes");
        bo.send("PUT", &path, &[("if-match", "\"r0\"")], Some("{}")).expect(200);
        Self { app, ann, bo, session, coming }
    }

    /// Everything that a refused request must leave as it is.
    fn state(&self) -> Vec<String> {
        let mut rows = every_row(&self.app.services.store);
        rows.sort();
        rows
    }

    /// Sends each case as this person; reports all failures at once.
    fn refuses(&self, who: &Person, cases: Vec<Case>) {
        let before = self.state();
        let mut failures = Vec::new();
        for case in cases {
            let headers: Vec<_> = case.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
            match who.send_raw(&case.line, &headers, &case.body) {
                Some(answer) => failures.extend(case.fault(&answer)),
                None => failures.push(format!("{}: closed without an answer", case.name)),
            }
            if self.state() != before {
                failures.push(format!("{}: something changed", case.name));
                break;
            }
        }
        assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    }
}

impl Case {
    fn fault(&self, answer: &Response) -> Option<String> {
        let told = |what: &str| Some(format!("{}: {what}: {} {}", self.name, answer.status, answer.text));
        let Ok(problem) = serde_json::from_str::<Value>(&answer.text) else { return told("no JSON") };
        if answer.status != self.status || problem["code"] != self.code {
            return told(&format!("not {} {}", self.status, self.code));
        }
        if answer.header("content-type") != "application/problem+json" || problem["status"] != self.status {
            return told("no problem document");
        }
        let pointer = problem["errors"][0]["pointer"].as_str();
        if pointer != self.pointer.as_deref() {
            return told(&format!("points at {pointer:?} and not at {:?}", self.pointer));
        }
        let sentence = match &self.pointer {
            Some(_) => problem["errors"][0]["detail"].as_str(),
            None => problem["detail"].as_str(),
        };
        (!sentence.is_some_and(helps)).then(|| told("a sentence that does not help").unwrap_or_default())
    }
}

/// Whether a sentence is fit for people: complete, and without the jargon of a parser or compiler.
fn helps(sentence: &str) -> bool {
    let foreign = ["struct ", "::", "invalid type", "invalid value", "expected i64", "column", "Error(", "utf-8"];
    let whole = sentence.ends_with(['.', ')']) && sentence.contains(' ') && sentence.len() < 600;
    whole && !foreign.iter().any(|word| sentence.contains(word) && !sentence.starts_with("The body isn't valid JSON"))
}
