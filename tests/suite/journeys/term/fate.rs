//! What becomes of sessions, by chance, and what people do.

use super::super::lived::evenings::first_reminder;
use super::super::lived::meeting::{Meeting, NextInLine, Version};
use super::super::lived::wall::{DAY, HOUR, MINUTE};
use super::super::lived::{at, epoch};
use super::club::{Deed, Message, Term};
use super::people::{COORDINATOR, MEMBERS, WANTS_NO_MAIL};
use super::report;
use crate::support::{full_notes, ics};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Who doesn't come twice, and is paused for it.
const FORGETS: usize = 40;

impl Term<'_> {
    pub(super) fn does(&mut self, deed: Deed) {
        let now = self.now();
        match deed {
            Deed::Wait => (),
            Deed::Make(days) => self.makes_round(days),
            Deed::Enter(number, who) => self.enters(number, who),
            Deed::Publish(number) => self.publishes(number),
            Deed::CallOff(id, who, declines) => self.calls_off(&id, who, declines),
            Deed::MarkAbsent(id, who) => {
                let one = self.meeting(&id).clone();
                if one.state(now) != "booked" {
                    return;
                }
                let seat = if who == one.candidate { "candidate" } else { "interviewer" };
                let path = format!("/v1/sessions/{id}/no-show");
                self.again(one.other(who)).post(&path, json!({"absent": seat})).expect(200);
                self.meeting(&id).absent = Some((now, who));
            }
            Deed::Write(id) => self.writes(&id),
            // Nobody reviews what didn't take place after all.
            Deed::Review(id) if self.meeting(&id).versions.is_empty() => (),
            Deed::Review(id) => {
                let candidate = self.meeting(&id).candidate;
                let (again, specific) = (self.chance.below(4) > 0, self.chance.below(3) > 0);
                let review = json!({"on_time": true, "would_meet_again": again, "notes_specific": specific});
                self.again(candidate).put(&format!("/v1/sessions/{id}/review"), review).expect(200);
                self.meeting(&id).reviews.push((now, Some(again), Some(specific)));
            }
            Deed::AnswerOffer(id, accepts) => self.answers_offer(&id, accepts),
            Deed::AnswerStandIn(id, who, accepts) => self.answers_stand_in(&id, who, accepts),
            Deed::Rest(who, until) => {
                self.members[who].offers.as_mut().unwrap().back = Some(until);
                let profile = self.members[who].profile().unwrap();
                self.again(who).put("/v1/me/interviewer", profile).expect(200);
            }
            Deed::FillCalendar(who, from) => {
                let (person, place) = (self.again(who), self.people[who].place);
                let first = place.day(from);
                let mine = self.members[who].windows(place, first..first + 7);
                let calendar = person.adds_a_calendar();
                person.uploads(&calendar, &ics(mine.iter().map(|(from, to)| (at(*from), at(*to))))).expect(200);
                self.members[who].calendar.extend(mine);
            }
            Deed::Tell(to) => self.tells(to),
            Deed::Remove => self.removes(),
            Deed::Leave => self.leaves(),
            Deed::Compare => report::compare(self),
        }
    }

    /// Whether it's the first thing that will count against somebody: two pause them.
    fn is_first_mark(&mut self, who: usize) -> bool {
        self.marked.insert(who)
    }

    /// A session was agreed on now, of a round or in place of another: what will become of it is for chance to say.
    pub(super) fn agreed(&mut self, session: &Value, (candidate, interviewer): (usize, usize), of: (usize, bool)) {
        let text = |name: &str| session[name].as_str().unwrap().to_owned();
        let start = epoch(&session["starts_at"]);
        let one = Meeting {
            id: text("id"),
            candidate,
            interviewer,
            start,
            end: start + HOUR,
            kind: text("kind"),
            level: text("level"),
            agreed: self.now(),
            ..Meeting::default()
        };
        let (number, replaces) = of;
        self.round_of.insert(one.id.clone(), number);
        self.rounds[number].came_to.entry(candidate).or_default().push(one.id.clone());
        let waits = [start - HOUR, one.end, one.end + 20 * HOUR, one.end + 44 * HOUR];
        let first = [candidate, interviewer].map(|who| first_reminder(self.seen(), who, &one));
        self.todo.extend(waits.into_iter().chain(first).filter(|due| *due > one.agreed).map(|due| (due, Deed::Wait)));
        self.meetings.push(one.clone());
        if replaces {
            self.is_held(&one);
        } else {
            self.goes_on(&one);
        }
    }

    fn goes_on(&mut self, one: &Meeting) {
        let (id, start, now) = (one.id.clone(), one.start, one.agreed);
        let chance = self.chance.below(40);
        let (mine, theirs) = (one.candidate, one.interviewer);
        // The invitation is out by then, after a night.
        let from = |before: i64| (start - before).max(now + 15 * HOUR);
        let free = |at: i64| at < start - 24 * HOUR;
        let after = |end: i64, hours: i64| end + hours * HOUR + 7 * MINUTE;
        let deed = match chance {
            _ if mine == FORGETS => Some((start + 20 * MINUTE, Deed::MarkAbsent(id.clone(), mine))),
            0 | 1 if free(from(30 * HOUR)) => Some((from(30 * HOUR), Deed::CallOff(id.clone(), mine, false))),
            2 | 3 if free(from(40 * HOUR)) => Some((from(40 * HOUR), Deed::CallOff(id.clone(), mine, true))),
            4..7 if free(from(50 * HOUR)) => Some((from(50 * HOUR), Deed::CallOff(id.clone(), theirs, true))),
            7..10 if from(8 * HOUR) < start - 3 * HOUR && self.is_first_mark(theirs) => {
                Some((from(8 * HOUR), Deed::CallOff(id.clone(), theirs, chance == 7)))
            }
            10 | 11 if self.is_first_mark(mine) => Some((start + 15 * MINUTE, Deed::MarkAbsent(id.clone(), mine))),
            12 | 13 if self.is_first_mark(theirs) => Some((start + 40 * MINUTE, Deed::MarkAbsent(id.clone(), theirs))),
            14..17 => Some((after(one.end, 70), Deed::Write(id.clone()))),
            // Its notes never come.
            17 | 18 if self.is_first_mark(theirs) => return,
            _ => None,
        };
        match deed {
            Some(deed) => drop(self.todo.insert(deed)),
            None => self.is_held(one),
        }
    }

    /// It takes place, and its notes come within a day, or a little later.
    fn is_held(&mut self, one: &Meeting) {
        let written = one.end + self.chance.one(&[1, 2, 3, 8, 20, 22, 30]) * HOUR + 7 * MINUTE;
        self.todo.insert((written, Deed::Write(one.id.clone())));
        if self.chance.below(3) > 0 {
            self.todo.insert((written + 5 * HOUR, Deed::Review(one.id.clone())));
        }
    }

    fn calls_off(&mut self, id: &str, who: usize, declines: bool) {
        let now = self.now();
        let one = self.meeting(id).clone();
        if one.state(now) != "booked" {
            return;
        }
        let how = if declines { "decline" } else { "cancel" };
        self.again(who)
            .post(&format!("/v1/sessions/{id}/{how}"), json!({"reason": "My train stands still."}))
            .expect(200);
        self.meeting(id).cancelled = Some((now, who));
        self.looks_for_stand_ins(id);
        if declines || who == one.interviewer {
            self.waits_again(&one);
        }
    }

    fn writes(&mut self, id: &str) {
        let now = self.now();
        let one = self.meeting(id).clone();
        if one.state(now) != "booked" {
            return;
        }
        let mut notes = match one.kind.as_str() {
            "coding" => {
                serde_json::from_str(include_str!("../../../../catalogue/demo/notes/coding_grace.json")).unwrap()
            }
            _ => full_notes(),
        };
        let mut scores = BTreeMap::new();
        for rating in notes["ratings"].as_array_mut().unwrap() {
            let score = self.chance.one(&[1, 2, 2, 3, 3, 3, 4]);
            rating["score"] = json!(score);
            scores.insert(rating["competency"].as_str().unwrap().to_owned(), score);
        }
        self.again(one.interviewer).submits(id, &notes);
        self.meeting(id).versions.push(Version { at: now, scores, would_hire: true, steps: Vec::new() });
    }

    /// Some have waited for notes for a week: their next request goes first, or the one that they have.
    pub(super) fn ends_without_notes(&mut self, count: usize) {
        let now = self.now();
        let waits = |who: usize| self.asks.values().any(|ask| ask.open && ask.who == who);
        let waiting: Vec<bool> = self.meetings.iter().map(|one| waits(one.candidate)).collect();
        let all = self.meetings.iter_mut().zip(waiting).filter(|(one, _)| one.ended_without() == Some(now));
        let mut ended = 0;
        for (one, waits) in all {
            one.next = Some(if waits { NextInLine::Waiting } else { NextInLine::Kept });
            ended += 1;
        }
        assert_eq!(count, ended, "sessions whose notes never came");
    }

    /// The coordinator writes to everybody, or to those who need something.
    fn tells(&mut self, to: &'static str) {
        let now = self.now();
        let subject = format!("About {to}");
        let body = json!({"to": to, "subject": subject, "text": "The next round is on Friday."});
        let path = format!("/v1/programs/{}/messages", self.program);
        let told = self.again(COORDINATOR).post(&path, body).expect(200);
        let ahead = |who: usize| {
            self.meetings.iter().any(|one| one.candidate == who && one.state(now) == "booked" && now < one.start)
        };
        let meant = |who: &usize| match to {
            "no_session" => self.members[*who].practises && !ahead(*who),
            "no_hours" => self.members[*who].hours.is_empty(),
            _ => true,
        };
        let there = (0..MEMBERS).filter(|who| self.members[*who].gone.is_none() && *who != WANTS_NO_MAIL);
        let to: BTreeSet<usize> = there.filter(meant).collect();
        assert_eq!(told["written_to"], to.len(), "{told}");
        self.messages.push(Message { at: now, subject, to });
    }

    /// The coordinator removes somebody with a session ahead of them.
    fn removes(&mut self) {
        let now = self.now();
        let coming = |one: &&Meeting| one.state(now) == "booked" && now + 2 * DAY < one.start && one.agreed < now;
        let Some(one) = self.meetings.iter().filter(coming).find(|one| one.candidate > 17).cloned() else { return };
        let who = one.candidate;
        let path = format!("/v1/programs/{}/members/{}", self.program, self.people[who].person.id);
        let person = self.again(COORDINATOR);
        let refused = person.delete(&path).problem(409, "sessions_to_come");
        assert_eq!(refused["sessions"].as_array().unwrap().len(), 1, "{refused}");
        person.delete(&format!("{path}?cancel_sessions=true")).expect(204);
        self.meeting(&one.id).cancelled = Some((now, who));
        self.members[who].gone = Some(now);
        self.removed = Some((who, now));
    }

    /// Somebody who interviews leaves, and keeps what they agreed to.
    fn leaves(&mut self) {
        let now = self.now();
        let free = |who: &usize| !self.offers.iter().any(|one| one.ended.is_none() && one.interviewer == *who);
        let Some(who) = (6..14).rev().filter(free).find(|who| {
            self.meetings.iter().any(|one| one.interviewer == *who && one.state(now) == "booked" && now < one.start)
        }) else {
            return;
        };
        let person = self.again(who);
        person.delete(&format!("/v1/programs/{}/members/{}", self.program, person.id)).expect(204);
        self.members[who].gone = Some(now);
    }
}
