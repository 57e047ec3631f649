//! Ten people and what they do from October to January, by chance from a seed; and what they did, as they would have it in their
//! own diaries.

use super::figures::paused_until;
use super::wall::{BERLIN, DAY, HOUR, KATHMANDU, KOLKATA, LONDON, MINUTE, NEW_YORK, Place};
use crate::support::many::Chance;
use crate::support::{Mail, Person, TestApp, every_day, offer};
use candor::domain::Timestamp;
use candor::service::booking::{moves, reliability};
use candor::service::feedback::{late_notes, monthly_summary};
use candor::service::matching::matcher;
use candor::service::practice::plan::weekly;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Monday 12 October 2026, 06:00 UTC; thirteen weeks later it is 11 January.
pub const BEGIN: i64 = 1_791_784_800;
pub const END: i64 = BEGIN + 13 * 7 * DAY;

/// How often the worker looks for what is due, if nothing else happens.
pub const TICK: i64 = 6 * HOUR;

/// How many people interview (the first ones), and the places of those who practise; some do both.
const INTERVIEWERS: usize = 6;
const CANDIDATES: std::ops::Range<usize> = 2..10;

pub struct Someone {
    pub name: &'static str,
    pub place: &'static Place,
    pub person: Person,
}

impl Someone {
    pub fn first_name(&self) -> &'static str {
        self.name.split(' ').next().unwrap()
    }
}

/// What stood in a version of somebody's notes.
#[derive(Clone)]
pub struct Version {
    pub at: i64,
    pub scores: BTreeMap<String, u8>,
    pub would_hire: bool,
    /// What there is to do, in order.
    pub steps: Vec<String>,
}

/// A session, as its two people know it.
#[derive(Clone)]
pub struct Meeting {
    pub id: String,
    pub candidate: usize,
    pub interviewer: usize,
    pub start: i64,
    pub end: i64,
    pub kind: String,
    pub level: String,
    pub agreed: i64,
    /// When, and by whom.
    pub cancelled: Option<(i64, usize)>,
    pub versions: Vec<Version>,
    pub own: BTreeMap<String, u8>,
    /// When it was given or changed; whether they would meet again, and whether the notes are specific.
    pub reviews: Vec<(i64, Option<bool>, Option<bool>)>,
    pub thanks: Option<(i64, String)>,
}

/// A debrief of a real interview: whose, of which kind, what it names, and when that was.
pub struct Named {
    pub who: usize,
    pub kind: &'static str,
    pub competency: &'static str,
    pub at: i64,
}

/// Something that somebody has in mind to do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Ask(usize),
    Cancel(String, usize),
    Assess(String),
    Write(String),
    Amend(String),
    Review(String),
    SaySpecific(String),
    Thank(String),
    LookAtPlan(usize),
    Debrief(usize),
    /// Nobody does anything, and emails are due.
    Wait,
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
    /// Emails, and when each was sent.
    pub mails: Vec<(i64, Mail)>,
    todo: BTreeSet<(i64, Deed)>,
    pub(super) chance: Chance,
}

pub fn epoch(time: &Value) -> i64 {
    time.as_str().unwrap().parse::<Timestamp>().unwrap().epoch()
}

pub fn at(epoch: i64) -> Timestamp {
    Timestamp::from_epoch(epoch)
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
        ];
        let mut club = Self {
            app,
            people: Vec::new(),
            meetings: Vec::new(),
            named: Vec::new(),
            asked: Vec::new(),
            settled: BTreeSet::new(),
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
        // How they signed up isn't what this is about.
        club.mails = app.mails().into_iter().map(|mail| (BEGIN, mail)).collect();
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

    pub fn again(&self, who: usize) -> Person {
        self.people[who].person.again(self.app)
    }

    pub(super) fn meeting(&mut self, id: &str) -> &mut Meeting {
        self.meetings.iter_mut().find(|one| one.id == id).unwrap()
    }

    /// Does everything until a moment, and lets the worker do its part in between: every few hours and when emails are due.
    pub fn live_until(&mut self, end: i64) {
        while self.app.clock.now().epoch() < end {
            let now = self.app.clock.now().epoch();
            let tick = (now.div_euclid(TICK) + 1) * TICK;
            let next = self.todo.first().map_or(end, |(at, _)| *at).max(now).min(tick).min(end);
            self.app.clock.set(at(next));
            while let Some((_, deed)) = self.todo.first().filter(|(at, _)| *at <= next).cloned() {
                self.todo.pop_first();
                self.does(deed);
            }
            self.work(next == tick);
        }
    }

    /// A turn of the worker's loops.
    fn work(&mut self, all: bool) {
        let services = &self.app.services;
        if all {
            let on = || false;
            moves::end_overdue(services).unwrap();
            weekly::write_due(services, &on).unwrap();
            late_notes::write_due(services, &on).unwrap();
            monthly_summary::write_due(services, &on).unwrap();
            reliability::count_again(services).unwrap();
        }
        if matcher::run(services, "this process").unwrap().matched > 0 {
            self.learn_of_matches();
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

    /// A session was agreed on now: what will become of it is for chance to say.
    pub(super) fn agreed(&mut self, session: &Value) {
        let index = |person: &Value| self.people.iter().position(|one| person["id"] == one.person.id.as_str()).unwrap();
        let text = |name: &str| session[name].as_str().unwrap().to_owned();
        let meeting = Meeting {
            id: text("id"),
            candidate: index(&session["candidate"]),
            interviewer: index(&session["interviewer"]),
            start: epoch(&session["starts_at"]),
            end: epoch(&session["ends_at"]),
            kind: text("kind"),
            level: text("level"),
            agreed: self.app.clock.now().epoch(),
            cancelled: None,
            versions: Vec::new(),
            own: BTreeMap::new(),
            reviews: Vec::new(),
            thanks: None,
        };
        let (id, start, end, agreed) = (meeting.id.clone(), meeting.start, meeting.end, meeting.agreed);
        let seat = if self.chance.below(2) == 0 { meeting.candidate } else { meeting.interviewer };
        for who in [meeting.candidate, meeting.interviewer] {
            let paused = paused_until(self, who, meeting.agreed);
            assert_eq!(paused, None, "{} is booked all the same", self.people[who].name);
        }
        self.meetings.push(meeting);
        for due in [start - 24 * HOUR, start - HOUR, end] {
            self.todo.insert((due, Deed::Wait));
        }
        let mut plan = |at: i64, deed: fn(String) -> Deed| self.todo.insert((at, deed(id.clone())));
        match self.chance.below(10) {
            // Never at once: an invitation that is no longer true isn't sent.
            0 => drop(self.todo.insert(((start - 30 * HOUR).max(agreed + HOUR / 2), Deed::Cancel(id, seat)))),
            1 => drop(self.todo.insert(((start - 5 * HOUR).max(agreed + HOUR / 2), Deed::Cancel(id, seat)))),
            _ => {
                let written = end + self.chance.one(&[1, 2, 3, 8, 20, 30, 40]) * HOUR + 7 * MINUTE;
                plan(written, Deed::Write);
                for (one_in, after, deed) in [
                    (2, end + HOUR / 2 - written, Deed::Assess as fn(String) -> Deed),
                    (7, 24 * HOUR, Deed::Amend),
                    (2, 2 * HOUR, Deed::Review),
                    (3, 5 * HOUR, Deed::SaySpecific),
                    (4, 6 * HOUR, Deed::Thank),
                ] {
                    if self.chance.below(one_in) == 0 {
                        plan(written + after, deed);
                    }
                }
            }
        }
    }

    fn does(&mut self, deed: Deed) {
        let now = self.app.clock.now().epoch();
        match deed {
            Deed::Wait => (),
            Deed::Ask(who) => self.asks(who, now),
            Deed::LookAtPlan(who) => self.looks_at_plan(who),
            Deed::Debrief(who) => self.debriefs(who, now),
            Deed::Cancel(id, who) => {
                let cancelled = self
                    .again(who)
                    .post(&format!("/v1/sessions/{id}/cancel"), json!({"reason": "My train stands still."}));
                cancelled.expect(200);
                self.meeting(&id).cancelled = Some((now, who));
            }
            Deed::Assess(id) => self.assesses(&id),
            Deed::Write(id) => self.writes(&id, now),
            Deed::Amend(id) => self.amends(&id, now),
            Deed::Review(id) => self.reviews(&id, now),
            Deed::SaySpecific(id) => self.says_specific(&id, now),
            Deed::Thank(id) => {
                let line = format!("You waited at minute {} while I drew the queue.", self.chance.below(60));
                let candidate = self.meeting(&id).candidate;
                self.again(candidate).post(&format!("/v1/sessions/{id}/thanks"), json!({"line": line})).expect(201);
                self.meeting(&id).thanks = Some((now, line));
            }
        }
    }
}

pub fn competencies(kind: &str) -> [&'static str; 5] {
    match kind {
        "coding" => ["problem_solving", "code_quality", "checking", "complexity", "thinking_aloud"],
        _ => ["correctness", "depth", "explaining", "application", "reasoning_when_stuck"],
    }
}
