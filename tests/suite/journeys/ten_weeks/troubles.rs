//! What goes wrong: people who don't come, marks that they say are wrong, and notes that never come.

use super::club::{CANDIDATES, COORDINATOR, Club, LEAVER};
use super::meeting::{Contest, Meeting, NextInLine, Ruling};
use super::wall::{DAY, HOUR};
use super::{at, epoch};
use candor::service::feedback::late_notes;
use serde_json::{Value, json};

impl Club<'_> {
    /// Somebody books the person who's going to leave.
    pub(super) fn books_who_leaves(&mut self, now: i64) {
        let (candidate, leaver) = (CANDIDATES.end - 1, &self.people[LEAVER]);
        let morning = (leaver.place.day(now) + 2) * DAY + 10 * HOUR;
        let asks = |start: i64| {
            json!({
                "interviewer_id": leaver.person.id, "starts_at": at(start).to_string(), "duration_minutes": 60,
                "kind": "behavioral", "level": "junior", "topics": [], "aims": ""
            })
        };
        let person = self.again(candidate);
        let mut starts = (0..7).map(|day| leaver.place.moment(morning + day * DAY));
        let booked = starts.find_map(|start| {
            let answer = person.post("/v1/sessions", asks(start));
            (answer.status == 201).then(|| answer.expect(201))
        });
        self.agreed(&booked.expect("an hour on one of seven days"));
    }

    pub(super) fn leaves(&mut self, id: &str, now: i64) {
        self.again(LEAVER).delete("/v1/me").expect(204);
        self.meeting(id).left = Some(now);
    }

    pub(super) fn marks_absent(&mut self, id: &str, who: usize, now: i64) {
        let one = self.meeting(id).clone();
        let seat = if who == one.candidate { "candidate" } else { "interviewer" };
        self.again(one.other(who)).post(&format!("/v1/sessions/{id}/no-show"), json!({"absent": seat})).expect(200);
        self.meeting(id).absent = Some((now, who));
    }

    /// Whoever was marked because of this session says that it's wrong, if there is a mark.
    pub(super) fn contests_a_mark(&mut self, id: &str, now: i64) {
        let Some(mark) = self.meeting(id).mark() else { return };
        let reason = format!("I did my part, as number {} can tell.", self.chance.below(1000));
        let person = self.again(mark.who);
        let body = json!({"reason": reason});
        if mark.kind == "absent" {
            person.post(&format!("/v1/sessions/{id}/dispute"), body).expect(200);
        } else {
            let all = person.get("/v1/me/reliability").expect(200)["marks"].take();
            let mine = all.as_array().unwrap().iter().find(|one| one["session_id"] == id).unwrap()["id"].clone();
            person.post(&format!("/v1/me/marks/{}/appeal", mine.as_str().unwrap()), body).expect(200);
        }
        self.meeting(id).contest = Some(Contest { at: now, reason, ruled: None });
    }

    pub(super) fn decides(&mut self, id: &str, ruling: Ruling, now: i64) {
        let Some(contest) = self.meeting(id).contest.clone() else { return };
        let person = self.again(COORDINATOR);
        let path = format!("/v1/programs/{}/appeals", self.program);
        let open = person.get(&path).expect(200)["items"].take();
        let open = open.as_array().unwrap();
        let expected = self.meetings.iter().filter(|one| one.is_contested(now)).count();
        assert_eq!(open.len(), expected, "what waits for a decision");
        let matter = open.iter().find(|one| one["session_id"] == id).unwrap_or_else(|| panic!("{id}: {open:?}"));
        let decision = if ruling == Ruling::Upheld { "uphold" } else { "lift" };
        let word = format!("I have asked both of you. {}", contest.reason);
        let mark = matter["mark_id"].as_str().unwrap();
        person.post(&format!("{path}/{mark}"), json!({"decision": decision, "word": word})).expect(200);
        self.meeting(id).contest = Some(Contest { ruled: Some((now, ruling)), ..contest });
    }

    /// Ends what waits in vain for notes, and keeps track of who goes ahead in the queue for that.
    pub(super) fn end_without_notes(&mut self) {
        let now = self.app.clock.now().epoch();
        let mut due: Vec<Meeting> =
            self.meetings.iter().filter(|one| one.ended_without() == Some(now)).cloned().collect();
        due.sort_by(|a, b| (a.end, &a.id).cmp(&(b.end, &b.id)));
        let before: Vec<Value> = due
            .iter()
            .map(|one| self.again(one.candidate).get("/v1/requests?limit=100").expect(200)["items"].take())
            .collect();
        assert_eq!(late_notes::end_in_vain(&self.app.services, &|| false).unwrap(), due.len());
        let mut waiting_again = Vec::new();
        for (one, requests) in due.iter().zip(&before) {
            let all = requests.as_array().unwrap();
            let id = |request: &Value| request["id"].as_str().unwrap().to_owned();
            let led = all.iter().find(|request| request["session"]["id"] == one.id.as_str());
            let since = led.map_or(one.agreed, |request| self.requests[&id(request)]);
            let is_open = |request: &&Value| {
                ["waiting", "offered"].contains(&request["state"].as_str().unwrap())
                    || waiting_again.contains(&id(request))
            };
            let oldest = all.iter().filter(is_open).map(id).min_by_key(|id| (self.requests[id], id.clone()));
            // An hour before the last window closes is the last start.
            let ahead = |request: &&Value| {
                let closes = request["windows"].as_array().unwrap().iter().map(|one| epoch(&one["to"])).max();
                closes.is_some_and(|closes| now < closes - HOUR)
            };
            let next = if let Some(oldest) = oldest {
                let age = self.requests.get_mut(&oldest).unwrap();
                *age = since.min(*age);
                NextInLine::Waiting
            } else if let Some(again) = led.filter(ahead) {
                waiting_again.push(id(again));
                NextInLine::Requeued
            } else {
                self.kept.insert((one.candidate, since, one.id.clone()));
                NextInLine::Kept
            };
            self.meeting(&one.id).next = Some(next);
        }
        for who in due.iter().map(|one| one.candidate) {
            self.ages_are_right(who);
        }
    }

    /// Each request has the place in the queue that it has to have.
    fn ages_are_right(&self, who: usize) {
        let all = self.again(who).get("/v1/requests?limit=100").expect(200)["items"].take();
        for request in all.as_array().unwrap() {
            let since = self.requests[request["id"].as_str().unwrap()];
            assert_eq!(epoch(&request["created_at"]), since, "{request}");
        }
    }

    /// A request was made: it takes the oldest place that is kept for its owner.
    pub(super) fn requested(&mut self, who: usize, request: &Value, now: i64) {
        let place = self.kept.iter().find(|one| one.0 == who).cloned();
        if let Some(place) = &place {
            self.kept.remove(place);
        }
        let since = place.map_or(now, |(_, since, _)| since);
        assert_eq!(epoch(&request["created_at"]), since, "{request}");
        self.requests.insert(request["id"].as_str().unwrap().to_owned(), since);
        self.waits(who, request);
    }
}
