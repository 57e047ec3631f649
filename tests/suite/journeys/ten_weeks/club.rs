//! Ten people and what they do from October to January, by chance from a seed; and what they did, as they would have it in their
//! own diaries.

use super::fate::Deed;
use super::meeting::Meeting;
use super::offer_letters::{Ask, Offer};
use super::wall::{BERLIN, DAY, KATHMANDU, KOLKATA, LONDON, MINUTE, NEW_YORK, TICK};
use super::{Seen, Someone, at};
use crate::support::many::Chance;
use crate::support::{Mail, Person, TestApp, every_day, offer};
use candor::service::booking::{appeals, digest, moves, reliability};
use candor::service::feedback::{late_notes, monthly_summary};
use candor::service::matching::matcher;
use candor::service::practice::plan::weekly;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Monday 12 October 2026, 06:00 UTC; thirteen weeks later it is 11 January.
pub const BEGIN: i64 = 1_791_784_800;
pub const END: i64 = BEGIN + 13 * 7 * DAY;

/// How many people interview (the first ones), and the places of those who practise; some do both.
pub const INTERVIEWERS: usize = 6;
pub const CANDIDATES: std::ops::Range<usize> = 2..10;

/// Who coordinates the program that they're all in.
pub const COORDINATOR: usize = 10;

/// Who interviews once, doesn't write the notes, and leaves.
pub const LEAVER: usize = 11;

/// A debrief of a real interview: whose, of which kind, what it names, and when that was.
pub struct Named {
    pub who: usize,
    pub kind: &'static str,
    pub competency: &'static str,
    pub at: i64,
}

pub struct Club<'a> {
    pub app: &'a TestApp,
    pub people: Vec<Someone>,
    pub meetings: Vec<Meeting>,
    pub named: Vec<Named>,
    /// Windows that somebody asked for.
    pub asked: Vec<(usize, i64, i64)>,
    /// Steps that are settled, by their owner, feedback and text.
    pub settled: BTreeSet<(usize, String, String)>,
    /// Requests, and since when each has its place in the queue.
    pub requests: BTreeMap<String, i64>,
    /// What became of each.
    pub asks: BTreeMap<String, Ask>,
    pub offers: Vec<Offer>,
    /// Days off, with whose they are.
    pub days_off: BTreeSet<(usize, String)>,
    /// Places in the queue that wait for their owner's next request.
    pub kept: BTreeSet<(usize, i64, String)>,
    /// The program that they're all in.
    pub program: String,
    /// Emails, and when each was sent.
    pub mails: Vec<(i64, Mail)>,
    pub(super) todo: BTreeSet<(i64, Deed)>,
    pub(super) chance: Chance,
}

impl<'a> Club<'a> {
    pub fn new(app: &'a TestApp, seed: u64) -> Self {
        app.clock.set(at(BEGIN));
        let people = [
            ("Anna Berg", &BERLIN),
            ("Bruno Falk", &NEW_YORK),
            ("Chandra Rao", &KOLKATA),
            ("Dana Levi", &LONDON),
            ("Emil Horn", &BERLIN),
            ("Farah Aziz", &NEW_YORK),
            ("Gita Karki", &KATHMANDU),
            ("Henry Oak", &LONDON),
            ("Ines Sol", &BERLIN),
            ("Jonas Lund", &BERLIN),
            ("Olga Kern", &LONDON),
            ("Kira Moss", &LONDON),
        ];
        let mut club = Self {
            app,
            people: Vec::new(),
            meetings: Vec::new(),
            named: Vec::new(),
            asked: Vec::new(),
            settled: BTreeSet::new(),
            requests: BTreeMap::new(),
            asks: BTreeMap::new(),
            offers: Vec::new(),
            days_off: BTreeSet::new(),
            kept: BTreeSet::new(),
            program: String::new(),
            mails: Vec::new(),
            todo: BTreeSet::new(),
            chance: Chance::new(seed),
        };
        for (place, (name, home)) in people.into_iter().enumerate() {
            let person = app.person(name);
            person.patch("/v1/me", json!({"time_zone": home.name})).expect(200);
            if CANDIDATES.contains(&place) {
                let wish =
                    json!({"level": "junior", "kinds": ["concepts", "coding"], "topics": [], "languages": ["en"]});
                person.put("/v1/me/candidate", wish).expect(200);
            }
            if place < INTERVIEWERS {
                person.put("/v1/me/interviewer", offer()).expect(200);
                person.put("/v1/me/interviewer/availability", every_day(home.name, "14:00", "21:00")).expect(200);
            }
            club.people.push(Someone { name, place: home, person });
        }
        let leaver = &club.people[LEAVER];
        let mut profile = offer();
        profile["kinds"] = json!(["behavioral"]);
        leaver.person.put("/v1/me/interviewer", profile).expect(200);
        let hours = every_day(leaver.place.name, "09:00", "13:00");
        leaver.person.put("/v1/me/interviewer/availability", hours).expect(200);
        let program = club.people[COORDINATOR].person.post("/v1/programs", json!({"name": "Evenings"})).expect(201);
        for (place, one) in club.people.iter().enumerate().filter(|(place, _)| *place != COORDINATOR) {
            let interviews = place < INTERVIEWERS || place == LEAVER;
            let seats = json!({
                "code": program["join_code"], "candidate": CANDIDATES.contains(&place), "interviewer": interviews
            });
            one.person.post("/v1/programs/join", seats).expect(200);
        }
        club.program = program["id"].as_str().unwrap().to_owned();
        // How they signed up isn't what this is about.
        club.mails = app.mails().into_iter().map(|mail| (BEGIN, mail)).collect();
        club.todo.insert((BEGIN + 29 * DAY, Deed::BookWhoLeaves));
        for week in 0..13 {
            for who in CANDIDATES {
                let monday = BEGIN + week * 7 * DAY;
                let later = |club: &mut Self, days: usize| {
                    i64::try_from(club.chance.below(days * 96)).unwrap() * 15 * MINUTE + MINUTE
                };
                let (asks, looks) = (monday + later(&mut club, 2), monday + 6 * DAY + later(&mut club, 1) / 2);
                club.todo.insert((asks, Deed::Ask(who)));
                club.todo.insert((looks, Deed::LookAtPlan(who)));
                if club.chance.below(5) == 0 {
                    let debriefs = monday + later(&mut club, 6);
                    club.todo.insert((debriefs, Deed::Debrief(who)));
                }
            }
        }
        club
    }

    /// What there is to compare.
    pub fn seen(&self) -> Seen<'_> {
        let Self { people, meetings, mails, .. } = self;
        Seen { people, meetings, mails, coordinator: COORDINATOR, evenings: &[], begin: BEGIN, end: END }
    }

    pub fn again(&self, who: usize) -> Person {
        self.people[who].person.again(self.app)
    }

    /// Everybody who hasn't left.
    pub fn present(&self) -> impl Iterator<Item = usize> + use<> {
        let left = self.meetings.iter().any(|one| one.left.is_some());
        (0..self.people.len()).filter(move |who| !(left && *who == LEAVER))
    }

    pub(super) fn meeting(&mut self, id: &str) -> &mut Meeting {
        self.meetings.iter_mut().find(|one| one.id == id).unwrap()
    }

    /// Everybody chooses one email in the evening.
    pub fn choose_evenings(&self) {
        for who in 0..self.people.len() {
            self.again(who).put("/v1/me/evening-digest", json!({"wanted": true})).expect(200);
        }
    }

    /// Does everything until a moment, and lets the worker do its part in between: every few hours and when emails are due.
    pub fn live_until(&mut self, end: i64) {
        while self.app.clock.now().epoch() < end {
            let now = self.app.clock.now().epoch();
            let tick = (now.div_euclid(TICK) + 1) * TICK;
            let next = self.todo.first().map_or(end, |(at, _)| *at).max(now).min(tick).min(end);
            self.app.clock.set(at(next));
            let mut asked = false;
            while let Some((_, deed)) = self.todo.first().filter(|(at, _)| *at <= next).cloned() {
                self.todo.pop_first();
                asked |= deed != Deed::Wait;
                self.does(deed);
            }
            self.work(next == tick, asked);
        }
    }

    /// A turn of the worker's loops.
    fn work(&mut self, all: bool, asked: bool) {
        // Without anything new, it finds what it found before.
        if all || asked {
            if matcher::run(&self.app.services, "this process").unwrap().matched > 0 {
                self.learn_of_matches();
            }
            self.look_at_requests(all);
        }
        if all {
            let (services, on) = (&self.app.services, || false);
            moves::end_overdue(services).unwrap();
            weekly::write_due(services, &on).unwrap();
            digest::write_due(services, &on).unwrap();
            late_notes::write_due(services, &on).unwrap();
            monthly_summary::write_due(services, &on).unwrap();
            reliability::count_again(services).unwrap();
            appeals::look_after_contested(services, &on).unwrap();
            self.end_without_notes();
        }
        if self.app.send_due() > 0 {
            let now = self.app.clock.now().epoch();
            let fresh = self.app.sent_after(self.mails.len());
            self.mails.extend(fresh.into_iter().map(|mail| (now, mail)));
        }
    }

    fn learn_of_matches(&mut self) {
        for who in CANDIDATES {
            let all = self.again(who).get("/v1/sessions?state=booked&limit=100").expect(200);
            for session in all["items"].as_array().unwrap() {
                if !self.meetings.iter().any(|known| session["id"] == known.id.as_str()) {
                    self.agreed(session);
                }
            }
        }
    }
}
