//! The rounds of a program: previewed with why, published all at once or not at all, answered, put back.

mod answers;
mod both_seats;
mod bounds;
mod choices;
mod hearing;
mod kept_apart;
mod killed;
mod planning;
mod publishing;
mod reasons;
mod repeats;
mod replaced;
mod reported;
mod rights;
mod waiting;

use crate::support::{Person, Response, TestApp, crowd, every_day, offer};
use candor::domain::program::{MayMeet, Place, Program, ProgramRole, RoundsBack, Rules, Seats, SessionsPerWeek};
use candor::domain::{JoinCode, ProgramId, UpTo};
use candor::store::Store;
use candor::store::program::{members, programs};
use serde_json::{Value, json};

/// A program with its coordinator, Co.
struct Club {
    id: ProgramId,
    co: Person,
}

impl Club {
    /// In the Berlin zone, with one session a week and no rule about who may meet whom.
    fn of(app: &TestApp) -> Self {
        Self::with(app, MayMeet::Anyone, 1)
    }

    fn with(app: &TestApp, may_meet: MayMeet, sessions_per_week: i64) -> Self {
        let co = app.person("Co");
        let id = ProgramId::new();
        let program = Program {
            id,
            name: "Spring class".parse().unwrap(),
            about: "".parse().unwrap(),
            zone: "Europe/Berlin".parse().unwrap(),
            starts_on: "2026-01-01".parse().unwrap(),
            ends_on: None,
            kinds: UpTo::default(),
            levels: UpTo::default(),
            topics: UpTo::default(),
            rules: Rules {
                sessions_per_week: SessionsPerWeek::new(sessions_per_week).unwrap(),
                min_notice_hours: serde_json::from_value(json!(0)).unwrap(),
                may_meet,
                avoid_repeats_rounds: RoundsBack::new(RoundsBack::USUAL).unwrap(),
                forbid_repeats_rounds: RoundsBack::default(),
            },
            meeting_base: None,
            join_code: JoinCode::from_bits(u64::try_from(app.clock.now().epoch()).unwrap()),
            joining_open: true,
            created_at: app.clock.now(),
        };
        app.services.write(|db, now| Ok(programs::insert(db, &program, now)?)).unwrap();
        let club = Self { id, co };
        club.joined(&app.services.store, &club.co, ProgramRole::Coordinator, (false, false), None);
        club
    }

    fn joined(&self, store: &Store, who: &Person, role: ProgramRole, seats: (bool, bool), group: Option<&str>) {
        self.joined_at("2027-01-01T08:00:00Z", store, who, (role, seats, group));
    }

    fn joined_at(&self, at: &str, store: &Store, who: &Person, place: (ProgramRole, (bool, bool), Option<&str>)) {
        let (role, (candidate, interviewer), group) = place;
        let place =
            Place { role, seats: Seats { candidate, interviewer }, group: group.map(|name| name.parse().unwrap()) };
        let at = at.parse().unwrap();
        store.write(|db| members::insert(db, self.id, who.id.parse().unwrap(), &place, at)).unwrap();
    }

    /// Adds `count` candidates for concepts at junior level in English, with these hours every day (UTC).
    fn candidates(&self, app: &TestApp, name: &str, count: usize, hours: (&str, &str)) -> Vec<Person> {
        let all = crowd(app, name, count);
        for one in &all {
            one.wants_to_practise();
            one.put("/v1/me/interviewer/availability", every_day("UTC", hours.0, hours.1)).expect(200);
            self.joined(&app.services.store, one, ProgramRole::Member, (true, false), None);
        }
        all
    }

    /// Adds `count` interviewers for everything, with these hours every day (UTC) and these differences.
    fn interviewers(
        &self,
        app: &TestApp,
        name: &str,
        count: usize,
        hours: (&str, &str),
        different: Value,
    ) -> Vec<Person> {
        let all = crowd(app, name, count);
        let mut profile = offer();
        for (key, value) in different.as_object().unwrap() {
            profile[key] = value.clone();
        }
        for one in &all {
            one.put("/v1/me/interviewer", profile.clone()).expect(200);
            one.put("/v1/me/interviewer/availability", every_day("UTC", hours.0, hours.1)).expect(200);
            self.joined(&app.services.store, one, ProgramRole::Member, (false, true), None);
        }
        all
    }

    /// A round on Thursday the 14th alone, an hour each.
    #[track_caller]
    fn round(&self) -> String {
        self.round_but(json!({}))
    }

    #[track_caller]
    fn round_but(&self, different: Value) -> String {
        let mut form =
            json!({"name": "January", "starts_on": "2027-01-14", "ends_on": "2027-01-14", "duration_minutes": 60});
        for (key, value) in different.as_object().unwrap() {
            form[key] = value.clone();
        }
        let made = self.co.post(&format!("/v1/programs/{}/rounds", self.id), form).expect(201);
        made["id"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    fn preview(&self, round: &str) -> (Value, String) {
        let answer = self.co.send("POST", &format!("/v1/rounds/{round}/preview"), &[], None);
        (answer.expect(200), answer.header("etag").to_owned())
    }

    #[track_caller]
    fn publish(&self, round: &str, tag: &str) -> Response {
        publish(&self.co, round, tag)
    }

    /// Previews and publishes.
    #[track_caller]
    fn holds(&self, round: &str) -> Value {
        let (plan, tag) = self.preview(round);
        self.publish(round, &tag).expect(200);
        plan
    }
}

fn publish(as_: &Person, round: &str, tag: &str) -> Response {
    as_.send("POST", &format!("/v1/rounds/{round}/publish"), &[("if-match", tag)], None)
}

#[track_caller]
fn sessions_of(person: &Person) -> Vec<Value> {
    person.get("/v1/sessions").expect(200)["items"].as_array().unwrap().clone()
}

/// Who meets whom in a plan, by id.
fn pairs(plan: &Value) -> Vec<(String, String)> {
    let text = |pair: &Value, name: &str| pair[name].as_str().unwrap().to_owned();
    let all = plan["pairs"].as_array().unwrap().iter();
    all.map(|pair| (text(pair, "candidate_id"), text(pair, "interviewer_id"))).collect()
}

/// Why somebody is unmatched in a plan: the reason and the sentence.
#[track_caller]
fn why(plan: &Value, who: &Person) -> (String, String) {
    let all = plan["unmatched"].as_array().unwrap().iter();
    let one = all.clone().find(|one| one["candidate_id"] == who.id).unwrap_or_else(|| panic!("matched: {plan:#}"));
    (one["reason"].as_str().unwrap().to_owned(), one["words"].as_str().unwrap().to_owned())
}
