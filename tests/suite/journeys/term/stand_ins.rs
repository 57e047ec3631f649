//! What comes in place of a session that was cancelled: somebody who stands in, or an offer of another time.

use super::super::lived::epoch;
use super::super::lived::meeting::Meeting;
use super::super::lived::offer_letters::{Ask, End, Offer, asked_again};
use super::super::lived::wall::{HOUR, MINUTE};
use super::aside::{Aside, Way};
use super::club::{Deed, Term};
use super::people::INTERVIEWERS;
use super::world::World;
use serde_json::{Value, json};

/// People were asked to stand in for a session.
pub struct StandIn {
    pub session: String,
    pub asked: Vec<usize>,
    pub at: i64,
    pub start: i64,
    /// Who said no, and when.
    pub declined: Vec<(usize, i64)>,
    /// When somebody took it.
    pub taken: Option<i64>,
}

impl Term<'_> {
    /// Whether somebody could hold a session of a round at this start, beside all that is agreed.
    fn could(&self, world: &World<'_>, one: &Meeting, (who, start): (usize, i64), aside: Aside<'_>) -> bool {
        let wants = world.wants(one.candidate).unwrap();
        world.starts_as((one.candidate, who), &[], aside, &wants).contains(&start)
    }

    /// An interviewer cancelled: those at short notice who could come instead are asked.
    pub(super) fn looks_for_stand_ins(&mut self, id: &str) {
        let now = self.now();
        let one = self.meeting(id).clone();
        let by_interviewer = one.cancelled.is_some_and(|(_, who)| who == one.interviewer);
        if !by_interviewer || now + 2 * HOUR > one.start {
            return;
        }
        let world = self.world(self.round_of[id]);
        // At short notice nobody needs notice, and the candidate has the time.
        let aside = Aside { ways: &[Way::Notice, Way::CandidateHours], case: None };
        let mut wants = world.wants(one.candidate).unwrap();
        wants.kinds.retain(|kind| *kind == one.kind);
        let could = |who: &usize| {
            self.members[*who].short_notice
                && *who != one.interviewer
                && *who != one.candidate
                && world.starts_as((one.candidate, *who), &[], aside, &wants).contains(&one.start)
        };
        let asked: Vec<usize> = world.interviewers.iter().copied().filter(could).collect();
        drop(world);
        if asked.is_empty() {
            return;
        }
        for (place, who) in asked.iter().copied().enumerate() {
            let after = 75 * MINUTE + i64::try_from(place).unwrap() * 20 * MINUTE;
            let answers = self.chance.below(4);
            if answers < 3 && now + after < one.start - HOUR {
                self.todo.insert((now + after, Deed::AnswerStandIn(id.to_owned(), who, answers < 2)));
            }
        }
        let until = (now + 12 * HOUR).min(one.start - HOUR);
        self.todo.insert((until, Deed::Wait));
        let (session, start) = (id.to_owned(), one.start);
        self.stand_ins.push(StandIn { session, asked, at: now, start, declined: Vec::new(), taken: None });
    }

    pub(super) fn answers_stand_in(&mut self, id: &str, who: usize, accepts: bool) {
        let now = self.now();
        let place = self.stand_ins.iter().position(|one| one.session == id).unwrap();
        let one = self.meeting(id).clone();
        let person = self.again(who);
        if !accepts {
            person.send("POST", &format!("/v1/stand-ins/{id}/decline"), &[], None).expect(204);
            self.stand_ins[place].declined.push((who, now));
            return;
        }
        let answer = person.send("POST", &format!("/v1/stand-ins/{id}/accept"), &[], None);
        if self.stand_ins[place].taken.is_some() {
            answer.problem(409, "stand_in_taken");
            return;
        }
        let booked = answer.expect(201);
        self.stand_ins[place].taken = Some(now);
        for (request, ask) in &mut self.asks {
            if self.in_place_of[request] == id {
                ask.open = false;
            }
        }
        let number = self.round_of[id];
        self.agreed(&booked, (one.candidate, who), (number, true));
    }

    /// The candidate of a cancelled session waits for another in the round's days, if there is any time left.
    pub(super) fn waits_again(&mut self, one: &Meeting) {
        let shown = self.again(one.candidate).get("/v1/requests?limit=100").expect(200)["items"].take();
        let known = |request: &&Value| self.asks.contains_key(request["id"].as_str().unwrap());
        let Some(request) = shown.as_array().unwrap().iter().find(|request| !known(request)) else { return };
        let text = |name: &str| request[name].as_str().unwrap().to_owned();
        assert_eq!(epoch(&request["created_at"]), self.rounds[self.round_of[&one.id]].made, "{request}");
        let last = request["windows"].as_array().unwrap().iter().map(|one| epoch(&one["to"])).max().unwrap();
        let ask = Ask {
            who: one.candidate,
            kind: text("kind"),
            level: text("level"),
            instead_of: Some(one.start),
            last: last - HOUR,
            unanswered: 0,
            expired: None,
            open: true,
        };
        self.in_place_of.insert(text("id"), one.id.clone());
        self.asks.insert(text("id"), ask);
    }

    /// The matcher has just run: what of the offers ended, whom it found, and who waits no longer.
    pub(super) fn look_at_requests(&mut self) {
        let now = self.now();
        let open: Vec<(String, usize)> =
            self.asks.iter().filter(|(_, ask)| ask.open).map(|(id, ask)| (id.clone(), ask.who)).collect();
        for (id, who) in open {
            let request = self.again(who).get(&format!("/v1/requests/{id}")).expect(200);
            let state = request["state"].as_str().unwrap();
            let offer = self.offers.iter().position(|one| one.request == id && one.ended.is_none());
            self.asks.get_mut(&id).unwrap().open = ["waiting", "offered"].contains(&state);
            if let Some(place) =
                offer.filter(|place| state != "offered" || request["session"]["id"] != self.offers[*place].id.as_str())
            {
                let offer = &mut self.offers[place];
                let end = if offer.until <= now { End::Lapsed } else { End::TakenBack(offer.interviewer) };
                offer.ended = Some((now, end));
                self.asks.get_mut(&id).unwrap().unanswered += usize::from(end == End::Lapsed);
            }
            let is_new = !self.offers.iter().any(|one| request["session"]["id"] == one.id.as_str());
            match state {
                "offered" if is_new => self.is_offered(who, &request),
                "expired" => {
                    let ask = self.asks.get_mut(&id).unwrap();
                    ask.expired = Some((now, ask.unanswered == 2));
                }
                _ => (),
            }
        }
    }

    /// Somebody was found: by the rules of the round, and at another time or with somebody else. Its candidate answers, or not.
    fn is_offered(&mut self, who: usize, request: &Value) {
        let (now, session) = (self.now(), &request["session"]);
        let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        let start = epoch(&session["starts_at"]);
        let offer = Offer {
            id: text(session, "id"),
            request: text(request, "id"),
            candidate: who,
            interviewer: self.index(&session["interviewer"]["id"]),
            start,
            end: start + HOUR,
            kind: text(session, "kind"),
            level: text(session, "level"),
            half: None,
            at: now,
            until: epoch(&request["answer_by"]),
            accepted: None,
            instead_of: None,
            unasked: false,
            ended: None,
        };
        let replaced = self.in_place_of[&offer.request].clone();
        let one = self.meeting(&replaced).clone();
        let offer = Offer { instead_of: Some(one.start), ..offer };
        assert_ne!(offer.interviewer, one.interviewer, "the same two, who just cancelled: {request}");
        assert!(offer.interviewer < INTERVIEWERS && self.members[offer.interviewer].gone.is_none(), "{request}");
        let world = self.world(self.round_of[&replaced]);
        assert!(world.interviewers.contains(&offer.interviewer), "who is out of the round is offered: {request}");
        // Their own notice counts from the answer on.
        let aside = Aside { ways: &[Way::Notice], case: None };
        assert!(self.could(&world, &one, (offer.interviewer, start), aside), "{}: {request}", world.words());
        drop(world);
        self.todo.extend([asked_again(self.people[who].place, &offer), offer.until].map(|due| (due, Deed::Wait)));
        let after = self.chance.one(&[1, 6, 12]) * HOUR;
        let answers = self.chance.below(8);
        if answers < 6 && now + after < offer.until {
            self.todo.insert((now + after, Deed::AnswerOffer(offer.id.clone(), answers < 5)));
        }
        self.offers.push(offer);
    }

    pub(super) fn answers_offer(&mut self, id: &str, accepts: bool) {
        let now = self.now();
        let place = self.offers.iter().position(|one| one.id == id).unwrap();
        let offer = self.offers[place].clone();
        if offer.ended.is_some() || offer.until <= now {
            return;
        }
        let person = self.again(offer.candidate);
        let path = format!("/v1/requests/{}", offer.request);
        if !accepts {
            person.post(&format!("{path}/decline"), json!({"reason": "time_no_longer_fits", "note": ""})).expect(200);
            self.offers[place].ended = Some((now, End::Declined));
            return;
        }
        person.send("POST", &format!("{path}/accept"), &[], None).expect(200);
        self.offers[place].ended = Some((now, End::Booked));
        self.asks.get_mut(&offer.request).unwrap().open = false;
        let booked = person.get(&format!("/v1/sessions/{id}")).expect(200);
        let number = self.round_of[&self.in_place_of[&offer.request]];
        self.agreed(&booked, (offer.candidate, offer.interviewer), (number, true));
    }
}
