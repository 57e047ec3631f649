//! The club through its term: who is in it, what they have in mind to do, and the clock.

use super::super::lived::marks;
use super::super::lived::meeting::Meeting;
use super::super::lived::offer_letters::{Ask, Offer};
use super::super::lived::wall::{DAY, HOUR, Place, TICK, iso};
use super::super::lived::{Seen, Someone, at};
use super::people::{COORDINATOR, EVENINGS, MEMBERS, Member, WANTS_NO_MAIL, cast};
use super::rounds::{Round, calendar};
use super::stand_ins::StandIn;
use crate::support::many::Chance;
use crate::support::{Mail, PASSWORD, Person, TestApp};
use candor::service::booking::{digest, moves, reliability};
use candor::service::feedback::{late_notes, monthly_summary};
use candor::service::matching::matcher;
use candor::service::practice::plan::weekly;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Monday 5 October 2026, 06:00 UTC. The rounds begin a week later; eight weeks later is 30 November.
pub const BEGIN: i64 = 1_791_180_000;
pub const END: i64 = BEGIN + 8 * 7 * DAY;
/// The program's first and last day.
pub const DAYS: (&str, &str) = ("2026-10-12", "2026-11-22");
pub const PROGRAM: &str = "Autumn term";

/// Something that somebody has in mind to do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    Make((i64, i64)),
    Enter(usize, usize),
    Publish(usize),
    /// Who, and whether they decline it or cancel it.
    CallOff(String, usize, bool),
    MarkAbsent(String, usize),
    Write(String),
    Review(String),
    AnswerOffer(String, bool),
    /// Whether they accept what they were asked to stand in for.
    AnswerStandIn(String, usize, bool),
    /// An interviewer takes a break until a moment.
    Rest(usize, i64),
    /// Something comes up in somebody's own calendar for a week from a day on.
    FillCalendar(usize, i64),
    /// The coordinator writes to members.
    Tell(&'static str),
    Remove,
    Leave,
    Compare,
    /// Nobody does anything, and emails are due.
    Wait,
}

/// A message of the coordinator's.
pub struct Message {
    pub at: i64,
    pub subject: String,
    pub to: BTreeSet<usize>,
}

pub struct Term<'a> {
    pub app: &'a TestApp,
    pub people: Vec<Someone>,
    pub members: Vec<Member>,
    pub meetings: Vec<Meeting>,
    /// The round that each session came of.
    pub round_of: BTreeMap<String, usize>,
    pub mails: Vec<(i64, Mail)>,
    pub rounds: Vec<Round>,
    pub offers: Vec<Offer>,
    pub asks: BTreeMap<String, Ask>,
    /// The session in whose place each request waits.
    pub in_place_of: BTreeMap<String, String>,
    pub stand_ins: Vec<StandIn>,
    pub messages: Vec<Message>,
    /// Who was removed, and when.
    pub removed: Option<(usize, i64)>,
    /// Whom something counts against, or will.
    pub marked: BTreeSet<usize>,
    pub program: String,
    pub todo: BTreeSet<(i64, Deed)>,
    pub chance: Chance,
}

impl<'a> Term<'a> {
    pub fn new(app: &'a TestApp, seed: u64) -> Self {
        app.clock.set(at(BEGIN));
        let mut chance = Chance::new(seed);
        let cast = cast(&mut chance);
        sign_up(app, &cast);
        let (mut people, mut members) = (Vec::new(), Vec::new());
        for (name, place, member) in cast {
            // A connection that nobody uses for long is closed.
            let person = Person::sign_in(app, &email(name));
            if let Some(profile) = member.profile() {
                person.put("/v1/me/interviewer", profile).expect(200);
            }
            if let Some(wish) = member.wish() {
                person.put("/v1/me/candidate", wish).expect(200);
            }
            if !member.hours.is_empty() {
                person.put("/v1/me/interviewer/availability", member.availability(place)).expect(200);
            }
            people.push(Someone { name, place, person });
            members.push(member);
        }
        let form = json!({"name": PROGRAM, "time_zone": "Europe/Berlin", "starts_on": DAYS.0, "ends_on": DAYS.1});
        let program = people[COORDINATOR].person.again(app).post("/v1/programs", form).expect(201);
        for (one, member) in people.iter().zip(&members).take(MEMBERS) {
            let seats = json!({
                "code": program["join_code"], "candidate": member.practises, "interviewer": member.interviews
            });
            one.person.again(app).post("/v1/programs/join", seats).expect(200);
        }
        let program = program["id"].as_str().unwrap().to_owned();
        for who in EVENINGS {
            people[who].person.again(app).put("/v1/me/evening-digest", json!({"wanted": true})).expect(200);
        }
        let one = people[WANTS_NO_MAIL].person.again(app);
        one.patch(&format!("/v1/programs/{program}/members/{}", one.id), json!({"wants_mail": false})).expect(200);
        let mut term = Self {
            app,
            people,
            members,
            meetings: Vec::new(),
            round_of: BTreeMap::new(),
            // How they signed up isn't what this is about.
            mails: app.mails().into_iter().map(|mail| (BEGIN, mail)).collect(),
            rounds: Vec::new(),
            offers: Vec::new(),
            asks: BTreeMap::new(),
            in_place_of: BTreeMap::new(),
            stand_ins: Vec::new(),
            messages: Vec::new(),
            removed: None,
            marked: BTreeSet::new(),
            program,
            todo: BTreeSet::new(),
            chance,
        };
        term.plans();
        term
    }

    /// What will happen, whatever comes of the rounds.
    fn plans(&mut self) {
        for (number, (days, made, published)) in calendar(BEGIN).into_iter().enumerate() {
            self.todo.insert((made, Deed::Make(days)));
            self.todo.insert((published, Deed::Publish(number)));
            self.todo.insert((published + HOUR, Deed::Compare));
        }
        let monday = |week: i64| BEGIN + week * 7 * DAY;
        self.todo.extend([
            (monday(2) + DAY, Deed::Rest(9, monday(4))),
            (monday(1) + 3 * DAY, Deed::FillCalendar(67, monday(2))),
            (monday(2) + 3 * DAY, Deed::FillCalendar(12, monday(3))),
            (monday(2) + 2 * DAY + 5 * HOUR, Deed::Tell("no_session")),
            (monday(3) + DAY + 17 * HOUR, Deed::Tell("no_hours")),
            (monday(4) + 5 * HOUR, Deed::Tell("everybody")),
            (monday(3) + 5 * DAY + 14 * HOUR, Deed::Remove),
            (monday(5) + DAY + 6 * HOUR, Deed::Leave),
            (END - 2 * DAY, Deed::Compare),
        ]);
        // Evenings, Sunday evenings and the first of November, by each clock.
        for one in &self.people {
            for day in one.place.day(BEGIN)..one.place.day(END) {
                self.todo.insert((one.place.moment(day * DAY + 18 * HOUR), Deed::Wait));
                if iso(day).ends_with("-01") {
                    self.todo.insert((one.place.moment(day * DAY + 9 * HOUR), Deed::Wait));
                }
            }
        }
    }

    /// What there is to compare.
    pub fn seen(&self) -> Seen<'_> {
        let Self { people, meetings, mails, .. } = self;
        Seen { people, meetings, mails, coordinator: COORDINATOR, evenings: &EVENINGS, begin: BEGIN, end: END }
    }

    pub fn now(&self) -> i64 {
        self.app.clock.now().epoch()
    }

    pub fn again(&self, who: usize) -> Person {
        self.people[who].person.again(self.app)
    }

    pub fn index(&self, person: &Value) -> usize {
        self.people.iter().position(|one| *person == one.person.id.as_str()).unwrap()
    }

    pub fn paused_until(&self, who: usize, now: i64) -> Option<i64> {
        marks::paused_until(self.seen(), who, now)
    }

    pub fn meeting(&mut self, id: &str) -> &mut Meeting {
        self.meetings.iter_mut().find(|one| one.id == id).unwrap()
    }

    /// Does everything until a moment, and lets the worker do its part in between.
    pub fn live_until(&mut self, end: i64) {
        while self.now() < end {
            let now = self.now();
            let tick = (now.div_euclid(TICK) + 1) * TICK;
            let next = self.todo.first().map_or(end, |(at, _)| *at).max(now).min(tick).min(end);
            self.app.clock.set(at(next));
            let mut asked = false;
            while let Some((_, deed)) = self.todo.first().filter(|(at, _)| *at <= next).cloned() {
                self.todo.pop_first();
                asked |= !matches!(deed, Deed::Wait | Deed::Compare);
                self.does(deed);
            }
            self.work(next == tick, asked);
        }
    }

    /// A turn of the worker's loops.
    fn work(&mut self, all: bool, asked: bool) {
        let (services, on) = (&self.app.services, || false);
        if all || asked {
            matcher::run(services, "this process").unwrap();
            self.look_at_requests();
        }
        let services = &self.app.services;
        digest::write_due(services, &on).unwrap();
        weekly::write_due(services, &on).unwrap();
        monthly_summary::write_due(services, &on).unwrap();
        if all {
            moves::end_overdue(services).unwrap();
            late_notes::write_due(services, &on).unwrap();
            reliability::count_again(services).unwrap();
            let ended = late_notes::end_in_vain(services, &on).unwrap();
            self.ends_without_notes(ended);
        }
        if self.app.send_due() > 0 {
            let now = self.now();
            let fresh = self.app.sent_after(self.mails.len());
            self.mails.extend(fresh.into_iter().map(|mail| (now, mail)));
        }
    }
}

fn email(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase().replace(' ', "."))
}

/// Everybody signs up and confirms their address.
fn sign_up(app: &TestApp, cast: &[(&'static str, &'static Place, Member)]) {
    for (name, place, _) in cast {
        let form = json!({"email": email(name), "password": PASSWORD, "display_name": name, "time_zone": place.name});
        app.guest().post("/v1/accounts", form).expect(202);
    }
    let mails = app.mails();
    for (name, ..) in cast {
        let mail = mails.iter().find(|mail| mail.to == email(name)).unwrap();
        app.guest().post("/v1/auth/verify-email", json!({"token": mail.token()})).expect(204);
    }
}
