//! Requests whose candidate is asked first, and swaps: what is offered, and what becomes of it.

use super::club::{CANDIDATES, Club};
use super::fate::Deed;
use super::marks::paused_until;
use super::meeting::Meeting;
use super::offer_letters::{Ask, End, Offer, asked_again};
use super::wall::{DAY, HOUR, MINUTE, iso};
use super::{at, epoch};
use crate::support::every_day;
use serde_json::{Value, json};

impl Club<'_> {
    /// Asks for an interview, or for a swap, that isn't booked without another question; some don't mind being booked.
    pub(super) fn asks_to_be_asked(&mut self, who: usize, swap: bool, now: i64) {
        let day = self.people[who].place.day(now);
        let kind = self.chance.one(&["concepts", "coding"]);
        let evenings: Vec<Value> = (2..6)
            .map(|ahead| (day + ahead) * DAY)
            .map(|utc| json!({"from": at(utc + 15 * HOUR).to_string(), "to": at(utc + 21 * HOUR).to_string()}))
            .collect();
        let request = json!({
            "kind": kind, "level": "junior", "topics": [], "language": "en", "duration_minutes": 60, "windows": evenings,
            "aims": "", "swap": swap, "auto_accept": swap && self.chance.below(3) == 0
        });
        let asked = self.again(who).post("/v1/requests", request);
        if paused_until(self.seen(), who, now).is_some() {
            asked.problem(409, "booking_paused");
        } else if asked.status != 409 {
            let made = asked.expect(201);
            self.requested(who, &made, now);
        }
    }

    /// A request was made.
    pub(super) fn waits(&mut self, who: usize, request: &Value) {
        let text = |name: &str| request[name].as_str().unwrap().to_owned();
        let minutes = request["duration_minutes"].as_i64().unwrap() * if request["swap"] == true { 2 } else { 1 };
        let last = request["windows"].as_array().unwrap().iter().map(|one| epoch(&one["to"])).max().unwrap();
        let ask = Ask {
            who,
            kind: text("kind"),
            level: text("level"),
            instead_of: None,
            last: last - minutes * MINUTE,
            unanswered: 0,
            expired: None,
            open: true,
        };
        self.asks.insert(text("id"), ask);
    }

    /// A session of somebody's was cancelled: the request behind it may wait again.
    pub(super) fn may_wait_again(&mut self, who: usize) {
        self.asks.values_mut().filter(|one| one.who == who).for_each(|one| one.open = true);
    }

    /// When the session of a request was to be that its interviewer cancelled last: another one comes in its place.
    fn cancelled_of(&self, request: &str) -> Option<i64> {
        let of_it = |one: &&Meeting| self.offers.iter().any(|offer| offer.id == one.id && offer.request == request);
        let cancelled = self.meetings.iter().filter(of_it).filter_map(|one| {
            let (at, by) = one.cancelled?;
            (by == one.interviewer).then_some((at, one.start))
        });
        cancelled.max().map(|(_, start)| start)
    }

    fn offer(&mut self, id: &str) -> &mut Offer {
        self.offers.iter_mut().find(|one| one.id == id).unwrap()
    }

    fn open_offer(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|one| one.id == id && one.ended.is_none())
    }

    fn other_half(&self, offer: &Offer) -> Option<Offer> {
        offer.half.as_ref().map(|(half, _)| self.open_offer(half).unwrap().clone())
    }

    /// The time that open offers keep for somebody.
    pub fn offered_times(&self, who: usize) -> impl Iterator<Item = (i64, i64)> + use<'_> {
        let own = move |one: &&Offer| one.ended.is_none() && [one.candidate, one.interviewer].contains(&who);
        self.offers.iter().filter(own).map(|one| (one.start, one.end))
    }

    pub fn is_off(&self, who: usize, start: i64) -> bool {
        self.days_off.contains(&(who, iso(self.people[who].place.day(start))))
    }

    /// Who can't come to what was offered any more, if anybody; somebody may be accepting it.
    fn who_left(&self, offer: &Offer, now: i64, accepting: Option<usize>) -> Option<usize> {
        let halves = [Some(offer.clone()), self.other_half(offer)];
        halves.into_iter().flatten().map(|one| (one.interviewer, one)).find_map(|(who, one)| {
            let paused = accepting != Some(who) && paused_until(self.seen(), who, now).is_some();
            // In a swap nobody's weekly hours matter.
            (paused || one.half.is_none() && self.is_off(who, one.start)).then_some(who)
        })
    }

    fn ends(&mut self, id: &str, now: i64, end: End) {
        let offer = self.offer(id);
        offer.ended = Some((now, end));
        let request = offer.request.clone();
        let ask = self.asks.get_mut(&request).unwrap();
        ask.unanswered += usize::from(end == End::Lapsed);
        if ask.unanswered == 2 {
            ask.expired = Some((now, true));
        }
    }

    /// The matcher has just run: what of the offers ended, whom it found, and who waits no longer.
    pub(super) fn look_at_requests(&mut self, all: bool) {
        let now = self.app.clock.now().epoch();
        let open: Vec<Offer> = self.offers.iter().filter(|one| one.ended.is_none()).cloned().collect();
        let mut ended = Vec::new();
        for offer in &open {
            if offer.until <= now {
                let accepted = offer.accepted.is_some();
                ended.push((offer.id.clone(), if accepted { End::OtherLapsed } else { End::Lapsed }));
            } else if let Some(who) = self.who_left(offer, now, None) {
                ended.push((offer.id.clone(), End::TakenBack(who)));
            }
        }
        for (id, end) in ended {
            self.ends(&id, now, end);
        }
        for who in CANDIDATES {
            if !all && !self.asks.values().any(|one| one.who == who && one.open) {
                continue;
            }
            let shown = self.again(who).get("/v1/requests?limit=100").expect(200)["items"].take();
            for request in shown.as_array().unwrap() {
                self.looks_at(who, request, now);
            }
        }
    }

    fn looks_at(&mut self, who: usize, request: &Value, now: i64) {
        let (id, state) = (request["id"].as_str().unwrap(), request["state"].as_str().unwrap());
        let offer = self.offers.iter().find(|one| one.request == id && one.ended.is_none()).cloned();
        let instead_of = self.cancelled_of(id);
        let ask = self.asks.get_mut(id).unwrap();
        ask.instead_of = instead_of;
        ask.open = ["waiting", "offered"].contains(&state);
        match (state, offer) {
            ("offered", None) => self.is_offered(who, request, now),
            ("offered", Some(offer)) => {
                assert_eq!(request["session"]["id"], offer.id.as_str(), "{request}");
                assert_eq!(request["accepted"], offer.accepted.is_some(), "{request}");
            }
            (_, Some(offer)) => panic!("{} of {} until {}: {request}", offer.id, at(offer.at), at(offer.until)),
            ("waiting", None) => assert!(now <= ask.last && ask.expired.is_none(), "at {}: {request}", at(now)),
            ("expired", None) if ask.expired.is_none() => {
                assert!(ask.last < now, "at {}: {request}", at(now));
                ask.expired = Some((now, false));
            }
            _ => (),
        }
    }

    /// Somebody was found: its candidate answers, or not, by chance.
    fn is_offered(&mut self, who: usize, request: &Value, now: i64) {
        let session = &request["session"];
        let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        let found = |person: &Value| self.people.iter().position(|one| person["id"] == one.person.id.as_str());
        let half = &session["swap"];
        let half = half.is_object().then(|| (text(half, "session_id"), epoch(&half["starts_at"])));
        let accepted = request["accepted"] == true;
        let offer = Offer {
            id: text(session, "id"),
            request: text(request, "id"),
            candidate: who,
            interviewer: found(&session["interviewer"]).unwrap(),
            start: epoch(&session["starts_at"]),
            end: epoch(&session["ends_at"]),
            kind: text(session, "kind"),
            level: text(session, "level"),
            half,
            at: now,
            until: epoch(&request["answer_by"]),
            accepted: accepted.then_some(now),
            instead_of: self.cancelled_of(request["id"].as_str().unwrap()),
            unasked: accepted,
            ended: None,
        };
        let first = offer.half.as_ref().map_or(offer.start, |(_, half)| offer.start.min(*half));
        assert_eq!(offer.until, (now + 24 * HOUR).min(first), "{request}");
        assert!(now <= self.asks[&offer.request].last, "{request}");
        for one in [offer.candidate, offer.interviewer] {
            assert_eq!(paused_until(self.seen(), one, now), None, "{request}");
        }
        let again = asked_again(self.people[who].place, &offer);
        self.todo.extend([again, offer.until].map(|due| (due, Deed::Wait)));
        let (id, after) = (offer.id.clone(), self.chance.one(&[1, 6, 20]) * HOUR);
        match self.chance.below(8) {
            _ if accepted => (),
            0..4 => drop(self.todo.insert((now + after, Deed::AnswerOffer(id, true)))),
            4 => drop(self.todo.insert((now + after, Deed::AnswerOffer(id, false)))),
            5 => {
                self.todo.insert((now + 2 * HOUR, Deed::TakeDayOff(id.clone())));
                let after = self.chance.one(&[HOUR / 2, 3 * HOUR]);
                self.todo.insert((now + 2 * HOUR + after, Deed::AnswerOffer(id, true)));
            }
            _ => (),
        }
        self.offers.push(offer);
    }

    /// The interviewer takes the day of an offer off, not that they know of it.
    pub(super) fn takes_day_off(&mut self, id: &str, now: i64) {
        let Some(offer) = self.open_offer(id).cloned() else { return };
        let who = offer.interviewer;
        // What they suggest themselves stays possible.
        let suggests = self.meetings.iter().any(|one| {
            one.interviewer == who
                && one.suggested.as_ref().is_some_and(|one| one.answer.is_none() && now < one.at + 3 * DAY)
        });
        if offer.half.is_some() || suggests {
            return;
        }
        let place = self.people[who].place;
        self.days_off.insert((who, iso(place.day(offer.start))));
        let off = self.days_off.iter().filter(|one| one.0 == who);
        let off: Vec<Value> = off.map(|(_, day)| json!({"from": day, "to": day})).collect();
        let mut hours = every_day(place.name, "14:00", "21:00");
        hours["time_off"] = json!(off);
        self.again(who).put("/v1/me/interviewer/availability", hours).expect(200);
    }

    pub(super) fn answers_offer(&mut self, id: &str, accepts: bool, now: i64) {
        let Some(offer) = self.open_offer(id).cloned() else { return };
        if offer.until <= now {
            return;
        }
        let me = offer.candidate;
        let person = self.again(me);
        let path = format!("/v1/requests/{}", offer.request);
        let other = self.other_half(&offer);
        if !accepts {
            let reason = self.chance.one(&["wrong_level", "time_no_longer_fits"]);
            person.post(&format!("{path}/decline"), json!({"reason": reason, "note": ""})).expect(200);
            self.ends(id, now, End::Declined);
            if let Some(other) = other {
                self.ends(&other.id, now, End::TakenBack(me));
            }
            return;
        }
        let accepted = person.send("POST", &format!("{path}/accept"), &[], None);
        if paused_until(self.seen(), me, now).is_some() {
            accepted.problem(409, "booking_paused");
        } else if let Some(who) = self.who_left(&offer, now, Some(me)) {
            accepted.problem(409, "offer_taken_back");
            self.ends(id, now, End::Refused);
            if let Some(other) = other {
                self.ends(&other.id, now, End::TakenBack(who));
            }
        } else {
            accepted.expect(200);
            match other {
                Some(other) if other.accepted.is_none() => self.offer(id).accepted = Some(now),
                other => {
                    for one in [Some(offer), other].into_iter().flatten() {
                        self.ends(&one.id, now, End::Booked);
                        let booked = person.get(&format!("/v1/sessions/{}", one.id)).expect(200);
                        self.agreed(&booked);
                    }
                }
            }
        }
    }
}
