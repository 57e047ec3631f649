//! An app with one of everything in it, and the callers.

use super::bodies::{invitees, january};
use crate::support::{Client, Person, TestApp, every_row};
use serde_json::{Value, json};

/// The caller.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Caller {
    /// Somebody without a token.
    Guest,
    /// Somebody with a token whose sign-in has ended.
    SignedOut,
    /// Somebody signed in, confirmed, and not part of the session.
    Stranger,
    Candidate,
    Interviewer,
}

pub(crate) use Caller::{Candidate, Guest, Interviewer, SignedOut, Stranger};

/// In this order: those who are refused come first, so that a session is unchanged when its people call.
pub(crate) const CALLERS: [Caller; 5] = [Guest, SignedOut, Stranger, Candidate, Interviewer];

/// The state of the session that `{id}` refers to.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub(crate) enum Stage {
    Booked,
    /// Fifteen minutes in, with notes drafted in full.
    Begun,
    /// The candidate was marked absent.
    Marked,
    /// The notes were submitted.
    Delivered,
}

/// An app with a session between a candidate and an interviewer.
pub(crate) struct Scene {
    pub(crate) app: TestApp,
    pub(crate) stranger: Person,
    pub(crate) candidate: Person,
    pub(crate) interviewer: Person,
    pub(crate) session: String,
    /// The candidate's, and it waits.
    pub(crate) request: String,
    /// The candidate coordinates it, and the interviewer is a member.
    pub(crate) program: String,
    pub(crate) code: String,
    /// Into the program, and not yet answered.
    pub(crate) invitation: String,
    /// Of the program, and not yet previewed.
    pub(crate) round: String,
    /// Of the program.
    pub(crate) question: String,
    /// The candidate's, of the interviewer.
    pub(crate) report: String,
    /// Opens the candidate's calendar.
    pub(crate) secret: String,
    /// The candidate's, of a cycle.
    pub(crate) debrief: String,
    /// The candidate's busy calendar.
    pub(crate) calendar: String,
    /// The candidate's.
    pub(crate) sign_in: String,
}

pub(crate) const START: &str = "2027-01-14T17:00:00Z";

impl Scene {
    pub(crate) fn new(app: TestApp, stage: Stage) -> Self {
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
        let questions = candidate
            .post(&format!("/v1/programs/{program}/questions"), json!({"questions": [question()]}))
            .expect(201);
        let question = questions["questions"][0]["id"].as_str().unwrap().to_owned();
        let told = json!({"about_person_id": interviewer.id, "what": "spam", "text": "He sells a course."});
        let report = candidate.post("/v1/reports", told).expect(201)["report"]["id"].as_str().unwrap().to_owned();
        let calendar = candidate.adds_a_calendar();
        let cycle = json!({"about": "cycle", "debrief": {"feelings": "Long."}});
        let debrief = candidate.post("/v1/me/debriefs", cycle).expect(201)["id"].as_str().unwrap().to_owned();
        let sign_in = candidate.get("/v1/me/sign-ins").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        let mut scene = Self {
            app,
            stranger,
            candidate,
            interviewer,
            session,
            request,
            program,
            code,
            invitation,
            round,
            question,
            report,
            secret,
            debrief,
            calendar,
            sign_in,
        };
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
            let asked = json!({"question": "What would you have liked to hear first?"});
            scene.candidate.post(&format!("/v1/feedback/{}/follow-ups", scene.session), asked).expect(201);
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

    /// The caller, with a separate sign-in, so that signing out or leaving doesn't affect others.
    pub(crate) fn client(&self, caller: Caller) -> Client {
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

    /// The candidate's proposal about the session; made on first use.
    pub(crate) fn proposal(&self) -> String {
        let path = format!("/v1/sessions/{}/moves", self.session);
        let candidate = self.candidate.again(&self.app);
        let made = candidate.get(&path).expect(200)["items"][0]["id"].as_str().map(str::to_owned);
        made.unwrap_or_else(|| {
            let proposal = candidate.post(&path, super::bodies::other_starts(self, Candidate)).expect(201);
            proposal["id"].as_str().unwrap().to_owned()
        })
    }

    /// What the candidate attached to the session; made on first use.
    pub(crate) fn attachment(&self) -> String {
        let path = format!("/v1/sessions/{}/attachments", self.session);
        let candidate = self.candidate.again(&self.app);
        let made = candidate.get(&path).expect(200)["items"][0]["id"].as_str().map(str::to_owned);
        made.unwrap_or_else(|| {
            let attached = candidate.post(&path, super::bodies::attachment(self, Candidate)).expect(201);
            attached["id"].as_str().unwrap().to_owned()
        })
    }

    /// The first step of the candidate's plan.
    pub(crate) fn step(&self) -> String {
        let plan = self.candidate.again(&self.app).get("/v1/me/plan?week=2027-01-14").expect(200);
        plan["steps"][0]["id"].as_str().expect("a step from the feedback").to_owned()
    }

    /// Everything that a refused request must leave as it is.
    pub(crate) fn state(&self) -> Vec<String> {
        let mut rows = every_row(&self.app.services.store);
        rows.sort();
        rows
    }
}

/// One of the bank, as a program would write it.
pub(crate) fn question() -> Value {
    let bank: Value =
        serde_json::from_str(include_str!("../../../../catalogue/questions/concepts_junior.json")).unwrap();
    bank[0].clone()
}

pub(crate) const NOTES: &str = include_str!("../../../../catalogue/demo/notes/due_example.json");

/// Nobody here speaks Swahili, so it keeps waiting.
pub(crate) fn wanted() -> Value {
    json!({
        "kind": "concepts", "level": "junior", "language": "sw", "duration_minutes": 60,
        "windows": [{"from": "2027-01-20T09:00:00Z", "to": "2027-01-20T12:00:00Z"}]
    })
}
