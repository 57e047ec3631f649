use super::{Client, Response, TestApp};
use candor::domain::Timestamp;
use serde_json::{Value, json};
use std::ops::Deref;

/// A person with an account, signed in.
#[derive(Clone)]
pub struct Person {
    pub id: String,
    pub email: String,
    pub refresh_token: String,
    client: Client,
}

/// The password of everybody in the tests.
pub const PASSWORD: &str = "callback hell";

impl Deref for Person {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Person {
    /// Signs up, confirms the address with the link from the mail, and signs in.
    #[track_caller]
    pub fn join(app: &TestApp, name: &str) -> Self {
        let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let form = json!({"email": email, "password": PASSWORD, "display_name": name, "time_zone": "Europe/Berlin"});
        app.guest().post("/v1/accounts", form).expect(202);
        let mail = app.mails_to(&email).pop().expect("a mail to confirm the address");
        app.guest().post("/v1/auth/verify-email", json!({"token": mail.token()})).expect(204);
        Self::sign_in(app, &email)
    }

    /// Signs in.
    #[track_caller]
    pub fn sign_in(app: &TestApp, email: &str) -> Self {
        Self::sign_in_with(app, email, PASSWORD)
    }

    /// Signs in with a password of their own.
    #[track_caller]
    pub fn sign_in_with(app: &TestApp, email: &str, password: &str) -> Self {
        // A new account exists only once the worker has handled its request.
        app.look_into_requests();
        let tokens = app.guest().post("/v1/auth/login", json!({"email": email, "password": password})).expect(200);
        let client = app.guest().with_token(tokens["access_token"].as_str().unwrap());
        let id = client.get("/v1/me").expect(200)["id"].as_str().unwrap().to_owned();
        let refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
        Self { id, email: email.to_owned(), refresh_token, client }
    }

    /// Signs in again, after the clock has moved past the access token.
    pub fn again(&self, app: &TestApp) -> Self {
        Self::sign_in(app, &self.email)
    }

    #[track_caller]
    pub fn wants_to_practise(&self) {
        let profile = json!({"level": "junior", "kinds": ["concepts"], "topics": ["promises"], "languages": ["en"]});
        self.put("/v1/me/candidate", profile).expect(200);
    }

    #[track_caller]
    pub fn volunteers(&self) {
        self.put("/v1/me/interviewer", offer()).expect(200);
        self.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
    }

    /// Books this interviewer for an hour at this start; the answer is the session's id.
    #[track_caller]
    pub fn books(&self, interviewer: &Person, starts_at: &str) -> String {
        let session = self.post("/v1/sessions", booking(&interviewer.id, starts_at)).expect(201);
        session["id"].as_str().unwrap().to_owned()
    }

    /// Makes a calendar feed; the answer is the secret in its address.
    #[track_caller]
    pub fn subscribes(&self) -> String {
        let feed = self.send("POST", "/v1/me/calendar-feed", &[], None).expect(201);
        let url = feed["url"].as_str().unwrap();
        url.strip_prefix("https://candor.example/calendar/").unwrap().strip_suffix(".ics").unwrap().to_owned()
    }

    /// Adds a calendar to upload to; the answer is its id.
    #[track_caller]
    pub fn adds_a_calendar(&self) -> String {
        let added = self.post("/v1/me/busy-calendars", json!({"name": "Work"})).expect(201);
        added["id"].as_str().unwrap().to_owned()
    }

    /// Uploads this file to a calendar of theirs.
    #[track_caller]
    pub fn uploads(&self, calendar: &str, file: &str) -> Response {
        let path = format!("/v1/me/busy-calendars/{calendar}/file");
        self.send("PUT", &path, &[("content-type", "text/calendar")], Some(file))
    }

    /// Saves the notes on a session over the draft as it stands.
    pub fn saves(&self, session: &str, notes: &Value) -> Response {
        let path = format!("/v1/sessions/{session}/notes");
        let tag = self.get(&path).header("etag").to_owned();
        self.send("PUT", &path, &[("if-match", &tag)], Some(&notes.to_string()))
    }

    /// Saves and submits the notes on a session.
    #[track_caller]
    pub fn submits(&self, session: &str, notes: &Value) {
        self.saves(session, notes).expect(200);
        let path = format!("/v1/sessions/{session}/notes/submit");
        let answer = self.post(&path, json!({}));
        let answer = if answer.status == 422 { self.post(&path, accepting(&answer)) } else { answer };
        answer.expect(200);
    }

    /// Amends notes of theirs, over the version that there is.
    pub fn amends(&self, session: &str, notes: &Value) -> Response {
        let path = format!("/v1/sessions/{session}/notes");
        let tag = self.get(&path).header("etag").to_owned();
        let amend = |mut body: Value| {
            body["notes"] = notes.clone();
            body["why"] = json!("I had mixed something up.");
            self.send("POST", &format!("{path}/amend"), &[("if-match", &tag)], Some(&body.to_string()))
        };
        let answer = amend(json!({}));
        if answer.status == 422 && answer.json()["code"] == "notes_not_ready" {
            amend(accepting(&answer))
        } else {
            answer
        }
    }
}

/// A body that accepts each finding of a refusal, with a reason.
pub fn accepting(refused: &Response) -> Value {
    let findings = refused.json()["findings"].as_array().cloned().unwrap_or_default();
    let accept = |finding: Value| json!({"rule": finding["rule"], "pointer": finding["pointer"], "reason": "Read again; it's meant as it stands."});
    json!({"accept_warnings": findings.into_iter().map(accept).collect::<Vec<_>>()})
}

/// Notes that are complete, and at which the linter finds nothing.
pub fn full_notes() -> Value {
    serde_json::from_str(include_str!("../../../catalogue/demo/notes/due_example.json")).unwrap()
}

/// A calendar with an event from and until these moments each.
pub fn ics(events: impl Iterator<Item = (Timestamp, Timestamp)>) -> String {
    let stamp = |at: Timestamp| at.naive().format("%Y%m%dT%H%M%SZ").to_string();
    let event = |(number, (from, to)): (usize, (Timestamp, Timestamp))| {
        let (from, to) = (stamp(from), stamp(to));
        format!("BEGIN:VEVENT\r\nUID:{number}@example.org\r\nDTSTART:{from}\r\nDTEND:{to}\r\nEND:VEVENT\r\n")
    };
    let events: String = events.enumerate().map(event).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

/// What a volunteer for everything offers.
pub fn offer() -> Value {
    json!({
        "headline": "Front-end engineer, ten years of browsers", "years": 10, "has_interviewed": true,
        "kinds": ["coding", "concepts", "system_design", "behavioral", "take_home"],
        "levels": ["intern", "junior", "mid", "senior", "staff"],
        "topics": ["promises", "react"], "languages": ["en"], "durations_minutes": [30, 45, 60, 90],
        "weekly_capacity": 20, "min_notice_hours": 0, "buffer_minutes": 0, "horizon_days": 60,
        "meeting_place": "https://meet.example.org/own-room"
    })
}

/// The same hours every day.
pub fn every_day(zone: &str, start: &str, end: &str) -> Value {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let weekly: Vec<_> = days.iter().map(|day| json!({"weekday": day, "start": start, "end": end})).collect();
    json!({"time_zone": zone, "weekly": weekly})
}

/// An hour about concepts at junior level.
pub fn booking(interviewer: &str, starts_at: &str) -> Value {
    json!({
        "interviewer_id": interviewer, "starts_at": starts_at, "duration_minutes": 60, "kind": "concepts",
        "level": "junior", "topics": ["promises"], "aims": "I fumbled on Promises and callback hell last time."
    })
}
