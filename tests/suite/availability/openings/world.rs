//! An app in the state that a case describes, and operations on it.

use super::case::{Busy, Case, Change, Meeting, Owner, Rules, Who};
use crate::support::{Person, TestApp, TestDatabase, booking, every_day, ics, offer};
use candor::domain::booking::session::Session;
use candor::domain::{Kind, Level, Prose, SessionLength, Timestamp, UpTo};
use candor::service::Code;
use candor::service::booking::book::{Booking, book};
use candor::service::booking::sessions;
use serde_json::Value;
use std::collections::BTreeMap;

/// Ann and Cy look for openings; Bo and Eve have the case's rules; Di is always there.
pub struct World {
    pub app: TestApp,
    pub ann: Person,
    pub bo: Person,
    pub cy: Person,
    pub eve: Person,
    di: Person,
    noon: Timestamp,
}

/// What is listed: each start with the ids of its interviewers.
pub type Listed = BTreeMap<Timestamp, Vec<String>>;

#[track_caller]
fn keep(person: &Person, Rules { offer, hours }: &Rules) {
    person.put("/v1/me/interviewer", offer.clone()).expect(200);
    person.put("/v1/me/interviewer/availability", hours.clone()).expect(200);
}

impl World {
    pub fn of(case: &Case, database: TestDatabase) -> Self {
        let app = TestApp::start(database);
        // Before everything else, so that every meeting can be booked and cancelled.
        app.clock.set(case.noon.plus_days(-20));
        let [ann, bo, cy, di, eve] = ["Ann", "Bo", "Cy", "Di", "Eve"].map(|name| app.person(name));
        let mut world = Self { app, ann, bo, cy, eve, di, noon: case.noon };
        for person in [&world.ann, &world.bo, &world.di, &world.eve] {
            person.put("/v1/me/interviewer", offer()).expect(200);
            person.put("/v1/me/interviewer/availability", every_day("UTC", "00:00", "24:00")).expect(200);
        }
        for meeting in &case.meetings {
            world.arrange(case, meeting);
        }
        for person in [&world.ann, &world.di] {
            person.delete("/v1/me/interviewer").expect(204);
        }
        keep(&world.bo, &case.bo);
        keep(&world.eve, &case.eve);
        for (owner, busy) in &case.calendars {
            world.says(*owner, busy);
        }
        world.app.clock.set(case.now);
        for person in [&mut world.ann, &mut world.bo, &mut world.cy, &mut world.eve] {
            *person = person.again(&world.app);
        }
        world
    }

    /// What happens in between.
    #[track_caller]
    pub fn change(&self, change: &Change) {
        match change {
            Change::Bo(rules) => keep(&self.bo, rules),
            // Eve may be gone.
            Change::Eve(rules) if self.eve.get("/v1/me").status == 200 => keep(&self.eve, rules),
            Change::Calendar(Owner::Eve, _) if self.eve.get("/v1/me").status != 200 => {}
            Change::Calendar(owner, busy) => self.says(*owner, busy),
            Change::EveStops => drop(self.eve.delete("/v1/me/interviewer")),
            Change::EveLeaves => drop(self.eve.delete("/v1/me")),
            Change::Eve(_) | Change::None => {}
        }
    }

    /// Somebody's own calendar says this from now on.
    #[track_caller]
    fn says(&self, owner: Owner, busy: &Busy) {
        let person = match owner {
            Owner::Ann => &self.ann,
            Owner::Bo => &self.bo,
            Owner::Eve => &self.eve,
        };
        let known = person.get("/v1/me/busy-calendars").expect(200);
        let id = match known["items"][0]["id"].as_str() {
            Some(id) => id.to_owned(),
            None => person.adds_a_calendar(),
        };
        let events = busy.iter().map(|(from, minutes)| {
            let start = self.noon.plus_minutes(*from);
            (start, start.plus_minutes(*minutes))
        });
        person.uploads(&id, &ics(events)).expect(200);
    }

    fn arrange(&self, case: &Case, meeting: &Meeting) {
        let (candidate, interviewer) = match meeting.who {
            Who::BoInterviews => (&self.cy, &self.bo),
            Who::BoPractises => (&self.bo, &self.di),
            Who::EveInterviews => (&self.cy, &self.eve),
            Who::AnnPractises => (&self.ann, &self.di),
            Who::AnnInterviews => (&self.di, &self.ann),
        };
        let start = case.noon.plus_minutes(15 * meeting.cell);
        let length = SessionLength::try_from(meeting.minutes).unwrap();
        // Two of a case's meetings may be in each other's way; the first stays.
        if let Ok(session) = self.attempt(candidate, interviewer, start, length)
            && meeting.cancelled
        {
            self.cancel(&session);
        }
    }

    /// The listing, page by page.
    #[track_caller]
    pub fn listed(&self, asker: &Person, case: &Case) -> Listed {
        let query = format!("duration_minutes={}&from={}&to={}&limit=60", case.length, case.from, case.to());
        let (mut listed, mut cursor) = (Listed::new(), String::new());
        loop {
            let page = asker.get(&format!("/v1/openings?{query}&cursor={cursor}")).expect(200);
            for item in page["items"].as_array().unwrap() {
                let who = item["interviewers"].as_array().unwrap();
                let ids: Vec<_> = who.iter().map(|one| one["interviewer_id"].as_str().unwrap().to_owned()).collect();
                assert_eq!(item["interviewer_count"], ids.len());
                let start: Timestamp = item["starts_at"].as_str().unwrap().parse().unwrap();
                assert!(listed.last_key_value().is_none_or(|(last, _)| *last < start), "out of order: {start}");
                listed.insert(start, ids);
            }
            match &page["next_cursor"] {
                Value::String(next) => cursor.clone_from(next),
                _ => return listed,
            }
        }
    }

    /// The service function behind `POST /v1/sessions`; returns its refusal, if any.
    #[track_caller]
    pub fn attempt(
        &self,
        candidate: &Person,
        interviewer: &Person,
        starts_at: Timestamp,
        length: SessionLength,
    ) -> Result<Session, String> {
        let ask = Booking {
            interviewer: interviewer.id.parse().unwrap(),
            starts_at,
            length,
            kind: Kind::Concepts,
            level: Level::Junior,
            topics: UpTo::default(),
            aims: Prose::default(),
        };
        book(&self.app.services, candidate.id.parse().unwrap(), None, &ask).map_err(|error| {
            assert!(matches!(error.code, Code::OpeningUnavailable | Code::InvalidInput | Code::NotFound), "{error:?}");
            error.detail
        })
    }

    /// Cancels a session, with the clock set back by a minute: a session that starts now can't be cancelled now.
    #[track_caller]
    pub fn cancel(&self, session: &Session) {
        let (clock, now) = (&self.app.clock, self.app.clock.now());
        clock.set(now.plus_minutes(-1));
        sessions::cancel(&self.app.services, session.candidate.id, session.id, &"A try.".parse().unwrap(), false)
            .unwrap();
        clock.set(now);
    }

    /// `POST /v1/sessions`, as candidates do it.
    pub fn post(
        &self,
        candidate: &Person,
        interviewer: &str,
        start: Timestamp,
        length: SessionLength,
    ) -> crate::support::Response {
        let mut form = booking(interviewer, &start.to_string());
        form["duration_minutes"] = length.minutes().into();
        candidate.post("/v1/sessions", form)
    }
}
