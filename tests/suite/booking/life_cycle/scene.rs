//! Two people with a session in any state, and those who have no seat in it.

use super::cases::Case;
use crate::support::{Client, Person, TestApp, TestDatabase, offer};
use candor::domain::Timestamp;
use candor::domain::booking::life_cycle::Verb;
use candor::domain::booking::session::State;
use candor::domain::round::Outcome;
use candor::service::feedback::late_notes;
use candor::service::matching::matcher;
use candor::store::account::accounts;
use candor::store::booking::marks;
use candor::store::round::outcomes;
use serde_json::{Value, json};

/// Who asks. An operator has no sign-in of that kind: what is theirs is on the command line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Caller {
    Guest,
    Stranger,
    /// Of a program that both belong to.
    Coordinator,
    Candidate,
    Interviewer,
}

pub(crate) const CALLERS: [Caller; 5] =
    [Caller::Guest, Caller::Stranger, Caller::Coordinator, Caller::Candidate, Caller::Interviewer];

pub(crate) const NOTES: &str = include_str!("../../../../catalogue/demo/notes/due_example.json");

/// An id of nothing.
const NOBODYS: &str = "0192f3a0-0000-7000-8000-000000000000";

/// A session, the request it came of, and its start.
pub(crate) struct Made {
    pub session: String,
    pub request: String,
    /// What the interviewer proposed about it, where the verb is about that.
    proposal: String,
    start: Timestamp,
}

impl Made {
    /// Another start: the one that is proposed.
    pub fn later(&self) -> Timestamp {
        self.start.plus_minutes(30)
    }

    /// The end of a path about the proposal.
    pub fn of_move(&self, end: &str) -> String {
        format!("moves/{}/{end}", self.proposal)
    }
}

pub(crate) struct Scene {
    pub app: TestApp,
    people: [Person; 4],
    /// Who interviews in the same program, and has no seat in any session here.
    third: Person,
    program: String,
    /// Each case has a day of its own, and each session on it another hour.
    day: i64,
    hour: i64,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

impl Scene {
    /// Minutes from a start at which its session was made: three days before.
    pub(crate) const MADE_BEFORE: i64 = -3 * 24 * 60;

    pub(crate) fn new(database: TestDatabase) -> Self {
        let app = TestApp::start(database);
        let (sue, co, ann, bo) = (app.person("Sue"), app.person("Co"), app.interviewer("Ann"), app.interviewer("Bo"));
        let program = co.post("/v1/programs", json!({"name": "Club"})).expect(201);
        let third = app.person("Third");
        // Without hours, so that nobody is matched with them.
        third.put("/v1/me/interviewer", offer()).expect(200);
        third.post("/v1/programs/join", json!({"code": program["join_code"]})).expect(200);
        for one in [&ann, &bo] {
            one.wants_to_practise();
            one.post("/v1/programs/join", json!({"code": program["join_code"]})).expect(200);
        }
        Self { app, people: [sue, co, ann, bo], third, program: text(&program["id"]), day: 4, hour: 9 }
    }

    pub(crate) fn client(&self, caller: Caller) -> Client {
        let place = match caller {
            Caller::Guest => return self.app.guest(),
            Caller::Stranger => 0,
            Caller::Coordinator => 1,
            Caller::Candidate => 2,
            Caller::Interviewer => 3,
        };
        (*self.people[place]).clone()
    }

    pub(crate) fn third(&self) -> &str {
        &self.third.id
    }

    /// The mark of this session's candidate, if there is one.
    pub(crate) fn mark(&self, made: &Made) -> String {
        let standing = self.people[2].again(&self.app).get("/v1/me/reliability").expect(200);
        let marks = standing["marks"].as_array().unwrap();
        marks
            .iter()
            .find(|one| one["session_id"] == made.session.as_str())
            .map_or(NOBODYS.to_owned(), |one| text(&one["id"]))
    }

    /// A path of the program that both belong to.
    pub(crate) fn of_program(&self, end: &str) -> String {
        format!("/v1/programs/{}/{end}", self.program)
    }

    /// Sets the clock to `minutes` after a session's start.
    pub(crate) fn at(&mut self, made: &Made, minutes: i64) {
        let then = made.start.plus_minutes(minutes);
        if self.app.clock.now() != then {
            self.app.clock.set(then);
            self.people = self.people.each_ref().map(|person| person.again(&self.app));
        }
    }

    /// A session in this state, at a separate time; part of a swap or a round if the verb is about that.
    pub(crate) fn make(&mut self, case: &Case, state: State) -> Made {
        let start = "2027-01-08T00:00:00Z".parse::<Timestamp>().unwrap().plus_days(self.day).plus_hours(self.hour);
        self.hour += 3;
        let mut made = Made { session: String::new(), request: String::new(), proposal: NOBODYS.to_owned(), start };
        self.at(&made, Self::MADE_BEFORE);
        self.clear_away();
        self.forgive();
        let swap = case.verb == Verb::KeepHalf && state == State::Booked;
        let wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "swap": swap,
            "auto_accept": state != State::Offered,
            "windows": [{"from": start, "to": start.plus_minutes(if swap { 120 } else { 60 })}]
        });
        let asked = self.client(Caller::Candidate).post("/v1/requests", wanted.clone()).expect(201);
        if swap {
            self.client(Caller::Interviewer).post("/v1/requests", wanted).expect(201);
        }
        matcher::run(&self.app.services, "one").unwrap();
        made.request = text(&asked["id"]);
        let found = self.client(Caller::Candidate).get(&format!("/v1/requests/{}", made.request)).expect(200);
        made.session = text(&found["session"]["id"]);
        if swap {
            made.start = found["session"]["starts_at"].as_str().unwrap().parse().unwrap();
        }
        if case.verb == Verb::Decline && state != State::Offered {
            self.of_a_round(&made);
        }
        let answers = [Verb::AcceptMove, Verb::DeclineMove, Verb::WithdrawMove];
        if answers.contains(&case.verb) && state != State::Offered {
            let form = json!({"starts": [made.later()], "reason": "My shift was moved."});
            let path = format!("/v1/sessions/{}/moves", made.session);
            made.proposal = text(&self.client(Caller::Interviewer).post(&path, form).expect(201)["id"]);
        }
        self.bring_to(&made, state);
        made
    }

    /// Removes marks: these tests cancel late and miss sessions all the time; the consequences are tested elsewhere.
    fn forgive(&self) {
        let forgiven = self.app.services.write(|db, _| {
            for person in &self.people {
                let id = person.id.parse()?;
                marks::delete_all(db, id)?;
                accounts::set_standing(db, id, None, 100)?;
            }
            Ok(())
        });
        forgiven.unwrap();
    }

    fn of_a_round(&self, made: &Made) {
        let form =
            json!({"name": "January", "starts_on": "2027-01-11", "ends_on": "2027-01-31", "duration_minutes": 60});
        let path = format!("/v1/programs/{}/rounds", self.program);
        let round = self.client(Caller::Coordinator).post(&path, form).expect(201);
        let outcome = Outcome {
            round: text(&round["id"]).parse().unwrap(),
            candidate: self.people[2].id.parse().unwrap(),
            session: Some(made.session.parse().unwrap()),
            waited: 0,
            repeats: false,
            language: None,
            reason: None,
        };
        self.app.services.write(|db, _| Ok(outcomes::insert(db, &outcome)?)).unwrap();
    }

    fn bring_to(&mut self, made: &Made, state: State) {
        let path = |end: &str| format!("/v1/sessions/{}/{end}", made.session);
        match state {
            State::Offered | State::Booked => {}
            State::Cancelled => {
                let reason = json!({"reason": "I am ill."});
                self.client(Caller::Candidate).post(&path("cancel"), reason).expect(200);
            }
            State::NoShow | State::Disputed => {
                self.at(made, 15);
                let absent = json!({"absent": "candidate"});
                self.client(Caller::Interviewer).post(&path("no-show"), absent).expect(200);
                if state == State::Disputed {
                    let reason = json!({"reason": "I was there."});
                    self.client(Caller::Candidate).post(&path("dispute"), reason).expect(200);
                }
            }
            State::HeldWithoutNotes => {
                self.at(made, 60 + 7 * 24 * 60);
                late_notes::end_in_vain(&self.app.services, &|| false).unwrap();
            }
            State::Completed => {
                self.at(made, 60);
                let bo = self.client(Caller::Interviewer);
                bo.send("PUT", &path("notes"), &[("if-match", "\"r0\"")], Some(NOTES)).expect(200);
                bo.post(&path("notes/submit"), json!({})).expect(200);
            }
        }
    }

    /// A session's state and history, as its candidate sees them.
    pub(crate) fn seen(&self, made: &Made) -> (Value, Value) {
        let ann = self.people[2].again(&self.app);
        let session = ann.get(&format!("/v1/sessions/{}", made.session));
        let state = if session.status == 404 { Value::Null } else { session.expect(200)["state"].clone() };
        let told = ann.get(&format!("/v1/sessions/{}/history", made.session)).expect(200)["items"].take();
        (state, told)
    }

    /// The next case, on a day of its own.
    pub(crate) fn next(&mut self) {
        (self.day, self.hour) = (self.day + 1, 9);
        self.clear_away();
    }

    /// Withdraws waiting requests, so that nothing is matched again.
    fn clear_away(&self) {
        for person in &self.people[2..] {
            let person = person.again(&self.app);
            for one in person.get("/v1/requests?state=waiting").expect(200)["items"].as_array().unwrap() {
                let path = format!("/v1/requests/{}/withdraw", text(&one["id"]));
                person.send("POST", &path, &[], None).expect(200);
            }
        }
    }
}
