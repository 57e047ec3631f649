//! Who may do what: every route of the document, asked by everybody it could matter to.

use crate::support::{
    Client, PASSWORD, Person, TestApp, TestDatabase, booking, every_day, every_row, offer, operations,
};
use serde_json::{Value, json};

/// Who asks.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Caller {
    /// Somebody without a token.
    Guest,
    /// Somebody with a token whose sign-in has ended.
    SignedOut,
    /// Somebody signed in, confirmed, and not part of the session.
    Stranger,
    Candidate,
    Interviewer,
}

use Caller::{Candidate, Guest, Interviewer, SignedOut, Stranger};

/// In this order: who is refused asks first, so that a session is as it was when its people ask.
const CALLERS: [Caller; 5] = [Guest, SignedOut, Stranger, Candidate, Interviewer];

/// Where the session stands that `{id}` names.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Stage {
    Booked,
    /// Fifteen minutes in, with notes drafted in full.
    Begun,
    /// The candidate was marked absent.
    Marked,
    /// The notes were submitted.
    Delivered,
}

/// A house with a session between a candidate and an interviewer.
struct Scene {
    app: TestApp,
    stranger: Person,
    candidate: Person,
    interviewer: Person,
    session: String,
    /// The candidate's, and it waits.
    request: String,
    /// The candidate coordinates it, and the interviewer is a member.
    program: String,
    code: String,
    /// Into the program, and not yet answered.
    invitation: String,
    /// Of the program, and not yet previewed.
    round: String,
    /// Opens the candidate's calendar.
    secret: String,
}

const START: &str = "2027-01-14T17:00:00Z";

impl Scene {
    fn new(app: TestApp, stage: Stage) -> Self {
        let stranger = app.person("Sue");
        let (candidate, interviewer) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = candidate.books(&interviewer, START);
        let request = candidate.post("/v1/requests", wanted()).expect(201);
        let request = request["id"].as_str().unwrap().to_owned();
        let program = candidate.post("/v1/programs", json!({"name": "Club"})).expect(201);
        let [code, program] = ["join_code", "id"].map(|member| program[member].as_str().unwrap().to_owned());
        interviewer.post("/v1/programs/join", json!({"code": code})).expect(200);
        let path = format!("/v1/programs/{program}/invitations");
        candidate.post(&path, invitees(1)).expect(200);
        let invitation = candidate.get(&path).expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        let round = candidate.post(&format!("/v1/programs/{program}/rounds"), january()).expect(201);
        let round = round["id"].as_str().unwrap().to_owned();
        let secret = candidate.subscribes();
        let mut scene =
            Self { app, stranger, candidate, interviewer, session, request, program, code, invitation, round, secret };
        if stage > Stage::Booked {
            scene.begin();
        }
        if stage == Stage::Marked {
            let path = format!("/v1/sessions/{}/no-show", scene.session);
            scene.interviewer.post(&path, json!({"absent": "candidate"})).expect(200);
        }
        if stage == Stage::Delivered {
            let path = format!("/v1/sessions/{}/notes/submit", scene.session);
            scene.interviewer.post(&path, json!({})).expect(200);
        }
        scene
    }

    fn begin(&mut self) {
        self.app.clock.set(START.parse().unwrap());
        self.app.clock.advance_minutes(15);
        for person in [&mut self.stranger, &mut self.candidate, &mut self.interviewer] {
            *person = person.again(&self.app);
        }
        let path = format!("/v1/sessions/{}/notes", self.session);
        self.interviewer.send("PUT", &path, &[("if-match", "\"r0\"")], Some(NOTES)).expect(200);
    }

    fn person(&self, caller: Caller) -> &Person {
        match caller {
            Guest | Stranger => &self.stranger,
            SignedOut | Candidate => &self.candidate,
            Interviewer => &self.interviewer,
        }
    }

    /// The caller, with a sign-in of their own, so that ending it or leaving ends nobody else's.
    fn client(&self, caller: Caller) -> Client {
        match caller {
            Guest => self.app.guest(),
            SignedOut => {
                let gone = self.candidate.again(&self.app);
                gone.send("POST", "/v1/auth/logout", &[], None).expect(204);
                (*gone).clone()
            }
            Stranger | Candidate | Interviewer => (*self.person(caller).again(&self.app)).clone(),
        }
    }

    /// Everything that a refused request must leave as it is.
    fn state(&self) -> Vec<String> {
        let mut rows = every_row(&self.app.house.store);
        rows.sort();
        rows
    }
}

const NOTES: &str = include_str!("../../catalogue/demo/notes/due_example.json");

/// Swahili is nobody's language here, so that it waits.
fn wanted() -> Value {
    json!({
        "kind": "concepts", "level": "junior", "language": "sw", "duration_minutes": 60,
        "windows": [{"from": "2027-01-20T09:00:00Z", "to": "2027-01-20T12:00:00Z"}]
    })
}

type Body = fn(&Scene, Caller) -> Value;

fn nothing(_: &Scene, _: Caller) -> Value {
    Value::Null
}

fn new_account(_: &Scene, _: Caller) -> Value {
    json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"})
}

fn address(_: &Scene, _: Caller) -> Value {
    json!({"email": "sue@example.org"})
}

fn token(_: &Scene, _: Caller) -> Value {
    json!({"token": "of no use"})
}

fn login(_: &Scene, _: Caller) -> Value {
    json!({"email": "sue@example.org", "password": PASSWORD})
}

fn refresh(scene: &Scene, _: Caller) -> Value {
    json!({"refresh_token": scene.stranger.again(&scene.app).refresh_token})
}

fn reset(_: &Scene, _: Caller) -> Value {
    json!({"token": "of no use", "password": PASSWORD})
}

fn new_password(_: &Scene, _: Caller) -> Value {
    json!({"current_password": PASSWORD, "new_password": PASSWORD})
}

fn new_address(_: &Scene, _: Caller) -> Value {
    json!({"email": "other@example.org", "password": PASSWORD})
}

fn name(_: &Scene, _: Caller) -> Value {
    json!({"display_name": "Somebody"})
}

fn wishes(_: &Scene, _: Caller) -> Value {
    json!({"level": "junior"})
}

fn offers(_: &Scene, _: Caller) -> Value {
    offer()
}

fn hours(_: &Scene, _: Caller) -> Value {
    every_day("UTC", "09:00", "10:00")
}

fn book(scene: &Scene, caller: Caller) -> Value {
    let start = if caller == Stranger { "2027-01-15T09:00:00Z" } else { "2027-01-15T11:00:00Z" };
    booking(&scene.interviewer.id, start)
}

fn club(_: &Scene, _: Caller) -> Value {
    json!({"name": "Another club"})
}

fn code(scene: &Scene, _: Caller) -> Value {
    json!({"code": scene.code})
}

fn january() -> Value {
    json!({"name": "January", "starts_on": "2027-01-18", "ends_on": "2027-01-31", "duration_minutes": 60})
}

fn round(_: &Scene, _: Caller) -> Value {
    january()
}

fn entry(_: &Scene, _: Caller) -> Value {
    json!({"taking_part": false})
}

fn pair(scene: &Scene, _: Caller) -> Value {
    json!({"candidate_id": scene.candidate.id, "interviewer_id": scene.interviewer.id, "decision": "pinned"})
}

fn two(scene: &Scene, _: Caller) -> Value {
    json!({"candidate_id": scene.candidate.id, "interviewer_id": scene.interviewer.id})
}

fn seat(_: &Scene, _: Caller) -> Value {
    json!({"candidate": true})
}

/// People nobody knows, this many.
fn invitees(count: usize) -> Value {
    let people: Vec<_> = (0..count).map(|number| json!({"address": format!("guest{number}@example.org")})).collect();
    json!({"people": people})
}

fn guests(_: &Scene, _: Caller) -> Value {
    invitees(2)
}

fn wish(_: &Scene, _: Caller) -> Value {
    wanted()
}

fn other_level(_: &Scene, _: Caller) -> Value {
    json!({"level": "mid"})
}

fn no(_: &Scene, _: Caller) -> Value {
    json!({"reason": "wrong_level"})
}

fn keep(_: &Scene, _: Caller) -> Value {
    json!({"keep": true})
}

fn reason(_: &Scene, _: Caller) -> Value {
    json!({"reason": "My train stands still."})
}

fn other(_: &Scene, caller: Caller) -> Value {
    json!({"absent": if caller == Interviewer { "candidate" } else { "interviewer" }})
}

fn notes(_: &Scene, _: Caller) -> Value {
    serde_json::from_str(NOTES).unwrap()
}

fn accept(_: &Scene, _: Caller) -> Value {
    json!({"accept_warnings": true})
}

/// Method, path, stage, body, and what guest, signed out, stranger, candidate and interviewer are answered.
/// Where two of them can do something once, each has a house of their own.
const TABLE: &[(&str, &str, Stage, Body, [u16; 5])] = {
    use Stage::{Begun, Booked, Delivered, Marked};
    &[
        ("POST", "/v1/accounts", Booked, new_account, [202; 5]),
        ("POST", "/v1/auth/verify-email", Booked, token, [400; 5]),
        ("POST", "/v1/auth/resend-verification", Booked, address, [202; 5]),
        ("POST", "/v1/auth/login", Booked, login, [200; 5]),
        ("POST", "/v1/auth/refresh", Booked, refresh, [200; 5]),
        ("POST", "/v1/auth/logout", Booked, nothing, [401, 401, 204, 204, 204]),
        ("POST", "/v1/auth/forgot-password", Booked, address, [202; 5]),
        ("POST", "/v1/auth/reset-password", Booked, reset, [400; 5]),
        ("POST", "/v1/auth/change-password", Booked, new_password, [401, 401, 200, 200, 200]),
        ("POST", "/v1/auth/change-email", Booked, new_address, [401, 401, 202, 202, 202]),
        ("POST", "/v1/auth/confirm-email", Booked, token, [400; 5]),
        ("GET", "/v1/me", Booked, nothing, [401, 401, 200, 200, 200]),
        ("PATCH", "/v1/me", Booked, name, [401, 401, 200, 200, 200]),
        ("DELETE", "/v1/me", Booked, nothing, [401, 401, 204, 204, 204]),
        ("GET", "/v1/me/export", Booked, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/me/candidate", Booked, nothing, [401, 401, 404, 200, 404]),
        ("PUT", "/v1/me/candidate", Booked, wishes, [401, 401, 200, 200, 200]),
        ("GET", "/v1/me/interviewer", Booked, nothing, [401, 401, 404, 404, 200]),
        ("PUT", "/v1/me/interviewer", Booked, offers, [401, 401, 200, 200, 200]),
        ("DELETE", "/v1/me/interviewer", Booked, nothing, [401, 401, 404, 404, 204]),
        ("GET", "/v1/me/interviewer/availability", Booked, nothing, [401, 401, 200, 200, 200]),
        ("PUT", "/v1/me/interviewer/availability", Booked, hours, [401, 401, 200, 200, 200]),
        ("GET", "/v1/me/calendar-feed", Booked, nothing, [401, 401, 404, 200, 404]),
        ("POST", "/v1/me/calendar-feed", Booked, nothing, [401, 401, 201, 201, 201]),
        ("DELETE", "/v1/me/calendar-feed", Booked, nothing, [401, 401, 404, 204, 404]),
        // Whoever knows the address.
        ("GET", "/calendar/{secret}.ics", Booked, nothing, [200; 5]),
        ("GET", "/v1/openings", Booked, nothing, [401, 401, 200, 200, 200]),
        // Whoever is confirmed may book, but not themselves.
        ("POST", "/v1/sessions", Booked, book, [401, 401, 201, 201, 422]),
        ("POST", "/v1/requests", Booked, wish, [401, 401, 201, 201, 201]),
        ("GET", "/v1/requests", Booked, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/requests/{id}", Booked, nothing, [401, 401, 404, 200, 404]),
        ("PATCH", "/v1/requests/{id}", Booked, other_level, [401, 401, 404, 200, 404]),
        // There is no offer to answer.
        ("POST", "/v1/requests/{id}/accept", Booked, nothing, [401, 401, 404, 409, 404]),
        ("POST", "/v1/requests/{id}/decline", Booked, no, [401, 401, 404, 409, 404]),
        ("POST", "/v1/requests/{id}/withdraw", Booked, nothing, [401, 401, 404, 200, 404]),
        ("POST", "/v1/programs", Booked, club, [401, 401, 201, 201, 201]),
        ("GET", "/v1/programs", Booked, nothing, [401, 401, 200, 200, 200]),
        ("POST", "/v1/programs/join", Booked, code, [401, 401, 200, 200, 200]),
        ("GET", "/v1/programs/{id}", Booked, nothing, [401, 401, 404, 200, 200]),
        // Here the interviewer is a member like others, and the member of whom is asked.
        ("PATCH", "/v1/programs/{id}", Booked, club, [401, 401, 404, 200, 403]),
        ("POST", "/v1/programs/{id}/join-code", Booked, nothing, [401, 401, 404, 200, 403]),
        ("GET", "/v1/programs/{id}/members", Booked, nothing, [401, 401, 404, 200, 200]),
        ("PATCH", "/v1/programs/{id}/members/{account_id}", Booked, seat, [401, 401, 404, 200, 200]),
        ("DELETE", "/v1/programs/{id}/members/{account_id}", Booked, nothing, [401, 401, 404, 204, 204]),
        ("GET", "/v1/programs/{id}/overview", Booked, nothing, [401, 401, 404, 200, 403]),
        ("POST", "/v1/programs/{id}/invitations", Booked, guests, [401, 401, 404, 200, 403]),
        ("GET", "/v1/programs/{id}/invitations", Booked, nothing, [401, 401, 404, 200, 403]),
        ("POST", "/v1/programs/{id}/invitations/{invitation_id}/withdraw", Booked, nothing, [401, 401, 404, 200, 403]),
        // It was mailed less than a day ago.
        ("POST", "/v1/programs/{id}/invitations/{invitation_id}/send", Booked, nothing, [401, 401, 404, 409, 403]),
        ("POST", "/v1/programs/{id}/rounds", Booked, round, [401, 401, 404, 201, 403]),
        ("GET", "/v1/programs/{id}/rounds", Booked, nothing, [401, 401, 404, 200, 200]),
        ("GET", "/v1/rounds/{id}", Booked, nothing, [401, 401, 404, 200, 200]),
        ("PATCH", "/v1/rounds/{id}", Booked, round, [401, 401, 404, 200, 403]),
        ("DELETE", "/v1/rounds/{id}", Booked, nothing, [401, 401, 404, 204, 403]),
        ("GET", "/v1/rounds/{id}/entry", Booked, nothing, [401, 401, 404, 200, 200]),
        ("PUT", "/v1/rounds/{id}/entry", Booked, entry, [401, 401, 404, 200, 200]),
        ("POST", "/v1/rounds/{id}/preview", Booked, nothing, [401, 401, 404, 200, 403]),
        // Nobody has previewed it.
        ("GET", "/v1/rounds/{id}/preview", Booked, nothing, [401, 401, 404, 404, 403]),
        ("POST", "/v1/rounds/{id}/publish", Booked, nothing, [401, 401, 404, 412, 403]),
        ("PUT", "/v1/rounds/{id}/pairs", Booked, pair, [401, 401, 404, 200, 403]),
        // Nothing was decided.
        ("DELETE", "/v1/rounds/{id}/pairs", Booked, two, [401, 401, 404, 404, 403]),
        ("GET", "/v1/rounds/{id}/export.csv", Booked, nothing, [401, 401, 404, 200, 403]),
        // It was booked by hand.
        ("POST", "/v1/sessions/{id}/confirm", Booked, nothing, [401, 401, 404, 409, 409]),
        ("POST", "/v1/sessions/{id}/decline", Booked, reason, [401, 401, 404, 409, 409]),
        ("POST", "/v1/invitations/accept", Booked, token, [400; 5]),
        ("GET", "/v1/stand-ins", Booked, nothing, [401, 401, 200, 200, 200]),
        // Nobody called anything off.
        ("POST", "/v1/stand-ins/{id}/accept", Booked, nothing, [401, 401, 404, 404, 404]),
        ("POST", "/v1/stand-ins/{id}/decline", Booked, nothing, [401, 401, 404, 404, 404]),
        ("GET", "/v1/sessions", Booked, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/sessions/{id}", Booked, nothing, [401, 401, 404, 200, 200]),
        ("GET", "/v1/sessions/{id}/invite.ics", Booked, nothing, [401, 401, 404, 200, 200]),
        ("POST", "/v1/sessions/{id}/cancel", Booked, reason, [401, 401, 404, 200, 200]),
        // It is no half of a swap.
        ("POST", "/v1/sessions/{id}/keep-other-half", Booked, keep, [401, 401, 404, 409, 409]),
        ("POST", "/v1/sessions/{id}/no-show", Begun, other, [401, 401, 404, 200, 200]),
        ("POST", "/v1/sessions/{id}/dispute", Marked, reason, [401, 401, 404, 200, 403]),
        ("GET", "/v1/sessions/{id}/brief", Booked, nothing, [401, 401, 404, 403, 200]),
        ("GET", "/v1/sessions/{id}/notes", Begun, nothing, [401, 401, 404, 403, 200]),
        ("PUT", "/v1/sessions/{id}/notes", Begun, notes, [401, 401, 404, 403, 200]),
        ("POST", "/v1/sessions/{id}/notes/submit", Begun, accept, [401, 401, 404, 403, 200]),
        ("GET", "/v1/feedback", Delivered, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/feedback/{session_id}", Delivered, nothing, [401, 401, 404, 200, 200]),
        ("GET", "/v1/note-templates", Booked, nothing, [200; 5]),
        ("GET", "/v1/note-templates/{kind}", Booked, nothing, [200; 5]),
        ("GET", "/v1/topics", Booked, nothing, [200; 5]),
        ("GET", "/healthz", Booked, nothing, [200; 5]),
        ("GET", "/readyz", Booked, nothing, [200; 5]),
        ("GET", "/metrics", Booked, nothing, [200; 5]),
    ]
};

fn everybody_asks(database: fn() -> TestDatabase) {
    let mut used: Option<(Stage, Scene)> = None;
    for (method, path, stage, body, expected) in TABLE {
        for (caller, expected) in CALLERS.into_iter().zip(expected) {
            let once = path.contains("{id}") && *method != "GET" && caller == Interviewer;
            let scene = match used.take() {
                Some((at, scene)) if at == *stage && !once => scene,
                _ => Scene::new(TestApp::start(database()), *stage),
            };
            scene.ask(caller, (method, path, *body), *expected);
            used = Some((*stage, scene));
        }
        // Whatever was written stays with its row; a house that was only read serves the next one.
        used = used.filter(|_| *method == "GET");
    }
}

impl Scene {
    fn ask(&self, caller: Caller, (method, path, body): (&str, &str, Body), expected: u16) {
        let what = format!("{method} {path} as {caller:?}");
        let id = match path.split('/').nth(2) {
            Some("requests") => &self.request,
            Some("programs") => &self.program,
            Some("rounds") => &self.round,
            _ => &self.session,
        };
        let path = path.replace("{account_id}", &self.interviewer.id).replace("{invitation_id}", &self.invitation);
        let path = path.replace("{id}", id).replace("{session_id}", &self.session);
        let path = path.replace("{kind}", "concepts").replace("{secret}", &self.secret);
        let client = self.client(caller);
        let body = body(self, caller);
        let tag = client.get(&format!("/v1/sessions/{}/notes", self.session)).header("etag").to_owned();
        let tag = if tag.is_empty() { "\"r1\"" } else { &tag };
        let before = if expected >= 400 { self.state() } else { Vec::new() };
        let sent = (!body.is_null()).then(|| body.to_string());
        let answer = client.send(method, &path, &[("if-match", tag)], sent.as_deref());
        assert_eq!(answer.status, expected, "{what}: {}", answer.text);
        if expected >= 400 {
            assert_eq!(self.state(), before, "{what} was refused and changed something");
        }
        match expected {
            401 => assert_eq!(answer.header("www-authenticate"), "Bearer", "{what}"),
            404 => assert_eq!(answer.json()["code"], "not_found", "{what}"),
            403 => assert_eq!(answer.json()["code"], "forbidden", "{what}"),
            200 if path == "/v1/sessions" || path == "/v1/feedback" => {
                let theirs = if path == "/v1/sessions" { caller != Stranger } else { caller == Candidate };
                assert_eq!(answer.json()["items"].as_array().unwrap().len(), usize::from(theirs), "{what}");
            }
            _ => {}
        }
    }
}

mod the_matrix {
    use super::*;

    #[test]
    fn sqlite() {
        everybody_asks(TestDatabase::memory);
    }

    #[test]
    fn postgres() {
        everybody_asks(TestDatabase::postgres);
    }
}

#[test]
fn the_table_has_every_route_of_the_document() {
    let mut asked: Vec<_> = TABLE.iter().map(|(method, path, ..)| format!("{method} {path}")).collect();
    let mut known: Vec<_> = operations().iter().map(|one| format!("{} {}", one.method, one.path)).collect();
    asked.sort();
    known.sort();
    assert_eq!(asked, known);
}

both! {
    /// Until the address is confirmed one looks around and fills in profiles, and that is all.
    fn an_unconfirmed_person_neither_books_nor_is_booked(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let form = json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        let new = Person::sign_in(&app, "new@example.org");
        assert_eq!(new.get("/v1/me").expect(200)["email_verified"], false);
        new.wants_to_practise();
        new.volunteers();

        let refused = new.post("/v1/sessions", booking(&bo.id, START));
        refused.problem(403, "email_unverified");
        ann.post("/v1/sessions", booking(&new.id, START)).problem(404, "not_found");
        let listed = |who: &Person| {
            let openings = ann.get("/v1/openings?limit=100").expect(200);
            openings["items"].as_array().unwrap().iter().any(|one| {
                one["interviewers"].as_array().unwrap().iter().any(|one| one["interviewer_id"] == who.id)
            })
        };
        assert!(listed(&bo));
        assert!(!listed(&new));
        for person in [&ann, &bo, &new] {
            assert_eq!(person.get("/v1/sessions").expect(200)["items"], json!([]));
        }

        let mail = app.mails_to(&new.email).pop().unwrap();
        app.guest().post("/v1/auth/verify-email", json!({"token": mail.token()})).expect(204);
        assert!(listed(&new));
        new.books(&bo, START);
        ann.books(&new, "2027-01-15T09:00:00Z");
    }

    /// A token dies with its sign-in, whatever ended that.
    fn a_token_ends_with_its_sign_in(app) {
        let ann = app.person("Ann");
        let mails = app.mails_to(&ann.email).len();
        app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
        let token = app.mails_to(&ann.email)[mails].token();
        app.guest().post("/v1/auth/reset-password", json!({"token": token, "password": PASSWORD})).expect(204);
        ann.get("/v1/me").problem(401, "unauthenticated");

        let (first, second) = (ann.again(&app), ann.again(&app));
        first.send("POST", "/v1/auth/logout", &[], None).expect(204);
        first.get("/v1/me").problem(401, "unauthenticated");
        second.get("/v1/me").expect(200);

        let third = ann.again(&app);
        let change = json!({"current_password": PASSWORD, "new_password": PASSWORD});
        third.post("/v1/auth/change-password", change).expect(200);
        second.get("/v1/me").problem(401, "unauthenticated");

        let last = ann.again(&app);
        last.delete("/v1/me").expect(204);
        last.get("/v1/me").problem(401, "unauthenticated");
    }
}
