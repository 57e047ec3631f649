//! The rounds: six weekly ones and an extra one, from asking the members to publishing the plan.

use super::super::lived::wall::{BERLIN, DAY, HOUR, iso};
use super::super::lived::{at, epoch};
use super::aside::Planned;
use super::club::{Deed, Term};
use super::people::{COORDINATOR, MEMBERS};
use super::world::{Held, World};
use super::{ledger, plans, reasons};
use crate::support::Person;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody said for one round.
#[derive(Clone)]
pub enum Entry {
    Out,
    Windows(Vec<(i64, i64)>),
    Kind(&'static str),
}

pub struct Round {
    pub id: String,
    pub name: String,
    /// Its first and last day.
    pub days: (i64, i64),
    pub made: i64,
    pub published: Option<i64>,
    /// What people said, and when.
    pub entries: BTreeMap<usize, Entry>,
    pub said: BTreeMap<usize, i64>,
    /// Who was a member when it was made, and when it was published.
    pub asked: BTreeSet<usize>,
    pub forbidden: BTreeSet<(usize, usize)>,
    /// As it was published.
    pub plan: Vec<Planned>,
    /// Why everybody else had none, as candidates.
    pub without: BTreeMap<usize, String>,
    /// Who only interviews, could have, and wasn't needed.
    pub spare: BTreeSet<usize>,
    /// For each candidate, the sessions that it came to: the first, and those in its place.
    pub came_to: BTreeMap<usize, Vec<String>>,
    pub figures: Figures,
}

/// How good its plan was.
#[derive(Default, Clone, Copy)]
pub struct Figures {
    pub planned: usize,
    pub best: usize,
    pub repeats: usize,
    pub fewest_repeats: usize,
    pub nights: usize,
    pub suggested: usize,
    pub suggested_nights: usize,
}

/// The days of the rounds by the calendar, and when each is made and published.
pub fn calendar(begin: i64) -> Vec<((i64, i64), i64, i64)> {
    let monday = BERLIN.day(begin) + 7;
    let weekly = (0..6).map(|week| {
        let first = monday + 7 * week;
        // On Wednesday of the week before, and on Friday.
        let [made, published] = [-5, -3].map(|days| (first + days) * DAY + 12 * HOUR);
        ((first, first + 6), made, published)
    });
    // From Thursday of the fourth week, for those who have none in it.
    let fourth = monday + 21;
    let extra = ((fourth + 3, fourth + 6), (fourth + 1) * DAY + 9 * HOUR, (fourth + 2) * DAY + 12 * HOUR);
    let mut all: Vec<_> = weekly.chain([extra]).collect();
    all.sort_by_key(|one| one.1);
    all
}

impl Term<'_> {
    fn coordinator(&self) -> Person {
        self.again(COORDINATOR)
    }

    pub(super) fn makes_round(&mut self, days: (i64, i64)) {
        let now = self.now();
        let name = format!("Round {}", self.rounds.len() + 1);
        let form = json!({
            "name": name, "starts_on": iso(days.0), "ends_on": iso(days.1), "duration_minutes": 60
        });
        let made = self.coordinator().post(&format!("/v1/programs/{}/rounds", self.program), form).expect(201);
        let asked = (0..MEMBERS).filter(|who| self.members[*who].gone.is_none() && self.has_to_be_asked(*who, days));
        let asked = asked.collect();
        self.rounds.push(Round {
            id: made["id"].as_str().unwrap().to_owned(),
            name,
            days,
            made: now,
            published: None,
            entries: BTreeMap::new(),
            said: BTreeMap::new(),
            asked,
            forbidden: BTreeSet::new(),
            plan: Vec::new(),
            without: BTreeMap::new(),
            spare: BTreeSet::new(),
            came_to: BTreeMap::new(),
            figures: Figures::default(),
        });
        let number = self.rounds.len() - 1;
        for who in 0..MEMBERS {
            let after = 20 * HOUR + i64::try_from(self.chance.below(20)).unwrap() * HOUR / 4;
            if self.members[who].gone.is_none() && self.chance.below(6) == 0 {
                self.todo.insert((now + after, Deed::Enter(number, who)));
            }
        }
    }

    /// Everybody in the first round, which is the first one for all; then those who have no hours on its days.
    fn has_to_be_asked(&self, who: usize, (first, last): (i64, i64)) -> bool {
        let place = self.people[who].place;
        let (from, to) = (BERLIN.moment(first * DAY), BERLIN.moment((last + 1) * DAY));
        let hours = self.members[who].windows(place, first - 2..last + 3);
        self.rounds.is_empty() || !hours.iter().any(|(start, end)| *start < to && *end > from)
    }

    /// Somebody says that they're out, when else they have time, or what they want to practise this time.
    pub(super) fn enters(&mut self, number: usize, who: usize) {
        let (now, (first, last)) = (self.now(), self.rounds[number].days);
        if self.members[who].gone.is_some() || self.rounds[number].published.is_some() {
            return;
        }
        let entry = match (self.members[who].practises, self.chance.below(3)) {
            (true, 1) => {
                let day = first + i64::try_from(self.chance.below(usize::try_from(last - first).unwrap())).unwrap();
                let from = self.people[who].place.moment(day * DAY + 16 * HOUR);
                Entry::Windows(vec![(from, from + 3 * HOUR)])
            }
            (true, 2) => Entry::Kind(self.chance.one(&["coding", "concepts"])),
            _ => Entry::Out,
        };
        let form = match &entry {
            Entry::Out => json!({"taking_part": false}),
            Entry::Kind(kind) => json!({"kind": kind}),
            Entry::Windows(windows) => {
                let all =
                    windows.iter().map(|(from, to)| json!({"from": at(*from).to_string(), "to": at(*to).to_string()}));
                json!({"windows": all.collect::<Vec<_>>()})
            }
        };
        let path = format!("/v1/rounds/{}/entry", self.rounds[number].id);
        self.again(who).put(&path, form).expect(200);
        self.rounds[number].said.insert(who, now);
        self.rounds[number].entries.insert(who, entry);
    }

    /// The round as it is now: who takes part, and what each has already.
    pub fn world(&self, number: usize) -> World<'_> {
        let (now, round) = (self.now(), &self.rounds[number]);
        let mut held: Vec<Vec<Held>> = vec![Vec::new(); self.people.len()];
        let there = self.meetings.iter().filter(|one| one.agreed <= now && one.state(now) != "cancelled");
        let sessions = there.map(|one| (one.candidate, one.interviewer, one.start, one.end));
        let open = self.offers.iter().filter(|one| one.ended.is_none());
        let offered = open.map(|one| (one.candidate, one.interviewer, one.start, one.end));
        for (candidate, interviewer, from, to) in sessions.chain(offered) {
            held[candidate].push(Held { from, to, interviews: Some(false) });
            held[interviewer].push(Held { from, to, interviews: Some(true) });
        }
        for (who, member) in self.members.iter().enumerate() {
            held[who].extend(member.calendar.iter().map(|(from, to)| Held { from: *from, to: *to, interviews: None }));
        }
        let paused: BTreeMap<usize, i64> =
            (0..MEMBERS).filter_map(|who| Some((who, self.paused_until(who, now)?))).collect();
        let out = |who: &usize| matches!(round.entries.get(who), Some(Entry::Out));
        let there = |who: &usize| self.members[*who].gone.is_none() && !out(who);
        let candidates = (0..MEMBERS).filter(there).filter(|who| self.members[*who].practises);
        let interviewers = (0..MEMBERS).filter(there).filter(|who| self.members[*who].interviews);
        let ready = |who: &usize| self.members[*who].offers.is_some() && !self.members[*who].hours.is_empty();
        World {
            now,
            places: self.people.iter().map(|one| one.place).collect(),
            members: &self.members,
            days: (BERLIN.moment(round.days.0 * DAY), BERLIN.moment((round.days.1 + 1) * DAY)),
            home: &BERLIN,
            entries: &round.entries,
            held,
            forbidden: round.forbidden.clone(),
            candidates: candidates
                .filter(|who| !paused.contains_key(who) && self.members[*who].wants.is_some())
                .collect(),
            interviewers: interviewers.filter(ready).collect(),
            paused,
        }
    }

    /// Previews, compares everything, and publishes.
    pub(super) fn publishes(&mut self, number: usize) {
        let now = self.now();
        self.forbids(number);
        let id = self.rounds[number].id.clone();
        let answer = self.coordinator().send("POST", &format!("/v1/rounds/{id}/preview"), &[], None);
        let (preview, tag) = (answer.expect(200), answer.header("etag").to_owned());
        let plan = self.planned(&preview);
        ledger::compare(self, &preview);
        let figures = plans::compare(self, number, &plan, &preview);
        let told = reasons::compare(self, number, &plan, &preview);
        let figures = Figures { suggested: told.0, suggested_nights: told.1, ..figures };
        let publish = format!("/v1/rounds/{id}/publish");
        self.coordinator().send("POST", &publish, &[("if-match", &tag)], None).expect(200);
        let spare = plans::spare(self, number, &plan);
        let round = &mut self.rounds[number];
        (round.published, round.figures, round.spare, round.plan) = (Some(now), figures, spare, plan);
        let without = preview["unmatched"].as_array().unwrap();
        for one in without {
            let who = self.index(&one["candidate_id"]);
            self.rounds[number].without.insert(who, one["reason"].as_str().unwrap().to_owned());
        }
        let listed = format!("/v1/programs/{}/sessions?round_id={id}&limit=100", self.program);
        let sessions = self.coordinator().get(&listed).expect(200)["items"].take();
        let sessions = sessions.as_array().unwrap();
        assert_eq!(sessions.len(), self.rounds[number].plan.len(), "each pair has its session");
        let mut sessions: Vec<&Value> = sessions.iter().collect();
        sessions.sort_by_key(|one| (epoch(&one["starts_at"]), self.index(&one["candidate_id"])));
        for session in sessions {
            let [candidate, interviewer] = ["candidate_id", "interviewer_id"].map(|seat| self.index(&session[seat]));
            let start = epoch(&session["starts_at"]);
            let in_plan =
                |one: &Planned| (one.candidate, one.interviewer, one.start) == (candidate, interviewer, start);
            assert!(self.rounds[number].plan.iter().any(in_plan), "{session}");
            self.agreed(session, (candidate, interviewer), (number, false));
        }
    }

    /// The coordinator keeps two people of the third round apart who'd meet otherwise.
    fn forbids(&mut self, number: usize) {
        if number != 2 {
            return;
        }
        let last = self.rounds[1].plan[0];
        let pair = json!({
            "candidate_id": self.people[last.candidate].person.id,
            "interviewer_id": self.people[last.interviewer].person.id, "decision": "forbidden"
        });
        self.coordinator().put(&format!("/v1/rounds/{}/pairs", self.rounds[number].id), pair).expect(200);
        self.rounds[number].forbidden.insert((last.candidate, last.interviewer));
    }

    fn planned(&self, preview: &Value) -> Vec<Planned> {
        let one = |pair: &Value| Planned {
            candidate: self.index(&pair["candidate_id"]),
            interviewer: self.index(&pair["interviewer_id"]),
            start: epoch(&pair["starts_at"]),
            waited: pair["waited"].as_i64().unwrap(),
        };
        preview["pairs"].as_array().unwrap().iter().map(one).collect()
    }
}
