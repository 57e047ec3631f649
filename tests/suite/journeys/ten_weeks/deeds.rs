//! What somebody does, by chance, and what they write down of it.

use super::club::{BEGIN, Club, Named};
use super::marks::paused_until;
use super::meeting::Version;
use super::wall::{DAY, iso};
use super::{at, competencies, epoch};
use crate::support::full_notes;
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl Club<'_> {
    pub(super) fn asks(&mut self, who: usize, now: i64) {
        let person = self.again(who);
        let paused = paused_until(self.seen(), who, now).is_some();
        // Those who interview, too, ask for swaps in some of the weeks.
        let swap = (2..6).contains(&who) && (now - BEGIN).div_euclid(7 * DAY) % 3 == 1 && self.chance.below(4) > 0;
        if swap || self.chance.below(3) == 0 {
            return self.asks_to_be_asked(who, swap, now);
        }
        if self.chance.below(3) == 0 {
            let mut request = person.get("/v1/me/next").expect(200)["request"].take();
            request["auto_accept"] = json!(true);
            let windows = request["windows"].as_array().unwrap().clone();
            if !windows.is_empty() {
                let asked = person.post("/v1/requests", request);
                assert!([201, 409].contains(&asked.status), "{}", asked.text);
                let spans = windows.iter().map(|one| (who, epoch(&one["from"]), epoch(&one["to"])));
                self.asked.extend(spans);
                if asked.status == 201 {
                    let made = asked.expect(201);
                    self.requested(who, &made, now);
                }
                return;
            }
        }
        let kind = self.chance.one(&["concepts", "concepts", "coding"]);
        let range = format!("from={}&to={}", at(now + DAY), at(now + 6 * DAY));
        let found = person
            .get(&format!("/v1/openings?kind={kind}&level=junior&duration_minutes=60&{range}&limit=100"))
            .expect(200);
        let openings = found["items"].as_array().unwrap();
        if openings.is_empty() {
            return;
        }
        let opening = &openings[self.chance.below(openings.len())];
        let booked = person.post(
            "/v1/sessions",
            json!({
                "interviewer_id": opening["interviewers"][0]["interviewer_id"], "starts_at": opening["starts_at"],
                "duration_minutes": 60, "kind": kind, "level": "junior", "topics": [], "aims": ""
            }),
        );
        if paused {
            booked.problem(409, "booking_paused");
        } else {
            self.agreed(&booked.expect(201));
        }
    }

    pub(super) fn looks_at_plan(&mut self, who: usize) {
        let person = self.again(who);
        let plan = person.get("/v1/me/plan").expect(200);
        for step in ["steps", "overdue"].iter().flat_map(|list| plan[*list].as_array().unwrap()) {
            if step["state"] != "open" || self.chance.below(2) == 0 {
                continue;
            }
            let dropped = self.chance.below(5) == 0;
            let change =
                if dropped { json!({"state": "dropped", "why": "Not now."}) } else { json!({"state": "done"}) };
            person.patch(&format!("/v1/me/plan/steps/{}", step["id"].as_str().unwrap()), change).expect(200);
            let text = |name: &str| step[name].as_str().unwrap().to_owned();
            self.settled.insert((who, text("source_id"), text("then")));
        }
    }

    pub(super) fn debriefs(&mut self, who: usize, now: i64) {
        let (kind, competency) =
            self.chance.one(&[("concepts", "depth"), ("concepts", "explaining"), ("coding", "complexity")]);
        let place = self.people[who].place;
        // Some are written down some days later.
        let held = place.day(now) - i64::try_from(self.chance.below(4)).unwrap();
        let text = json!({"feelings": "Long.", "kind": kind, "competencies": [competency], "held_on": iso(held)});
        self.again(who).post("/v1/me/debriefs", json!({"about": "interview", "debrief": text})).expect(201);
        let over = place.moment((held + 1) * DAY);
        self.named.push(Named { who, kind, competency, at: over.min(now) });
    }

    pub(super) fn assesses(&mut self, id: &str) {
        let meeting = self.meeting(id).clone();
        let own: BTreeMap<String, u8> =
            competencies(&meeting.kind).iter().map(|one| ((*one).to_owned(), self.score())).collect();
        let ratings: Vec<_> = own.iter().map(|(one, score)| json!({"competency": one, "score": score})).collect();
        let path = format!("/v1/sessions/{id}/self-assessment");
        self.again(meeting.candidate).put(&path, json!({"ratings": ratings})).expect(200);
        self.meeting(id).own = own;
    }

    fn score(&mut self) -> u8 {
        self.chance.one(&[1, 2, 2, 3, 3, 3, 4])
    }

    /// Notes of this kind with ratings by chance, and what they come to.
    fn notes(&mut self, kind: &str, now: i64) -> (Value, Version) {
        let mut notes = match kind {
            "coding" => {
                serde_json::from_str(include_str!("../../../../catalogue/demo/notes/coding_grace.json")).unwrap()
            }
            _ => full_notes(),
        };
        let mut scores = BTreeMap::new();
        for rating in notes["ratings"].as_array_mut().unwrap() {
            let score = if self.chance.below(8) == 0 { None } else { Some(self.score()) };
            rating["score"] = json!(score);
            scores.extend(score.map(|score| (rating["competency"].as_str().unwrap().to_owned(), score)));
        }
        let would_hire = self.chance.below(4) > 0;
        notes["recommendation"]["verdict"] = json!(if would_hire { "hire" } else { "no_hire" });
        let number = self.chance.below(1_000_000);
        let mut steps = Vec::new();
        for step in notes["action_steps"].as_array_mut().unwrap() {
            let then = format!("{} ({number})", step["then"].as_str().unwrap());
            step["then"] = json!(then);
            steps.push(then);
        }
        (notes, Version { at: now, scores, would_hire, steps })
    }

    pub(super) fn writes(&mut self, id: &str, now: i64) {
        let meeting = self.meeting(id).clone();
        let (notes, version) = self.notes(&meeting.kind, now);
        self.again(meeting.interviewer).submits(id, &notes);
        self.meeting(id).versions.push(version);
    }

    pub(super) fn amends(&mut self, id: &str, now: i64) {
        let meeting = self.meeting(id).clone();
        let (notes, version) = self.notes(&meeting.kind, now);
        self.again(meeting.interviewer).amends(id, &notes).expect(200);
        self.meeting(id).versions.push(version);
    }

    pub(super) fn reviews(&mut self, id: &str, now: i64) {
        let again = self.chance.one(&[None, Some(true), Some(true), Some(false)]);
        self.answers(id, now, again, None);
    }

    pub(super) fn says_specific(&mut self, id: &str, now: i64) {
        let yes = self.chance.below(3) > 0;
        let again = self.meeting(id).reviews.last().and_then(|one| one.1);
        self.answers(id, now, again, Some(yes));
    }

    fn answers(&mut self, id: &str, now: i64, again: Option<bool>, specific: Option<bool>) {
        let candidate = self.meeting(id).candidate;
        let review = json!({"on_time": true, "would_meet_again": again, "notes_specific": specific});
        self.again(candidate).put(&format!("/v1/sessions/{id}/review"), review).expect(200);
        self.meeting(id).reviews.push((now, again, specific));
    }
}
