//! What becomes of a session, by chance, and when somebody does what.

use super::club::{Club, END, LEAVER};
use super::epoch;
use super::marks::{changes, paused_until, until};
use super::meeting::{Meeting, NextInLine, Ruling};
use super::offer_letters::End;
use super::wall::{DAY, HOUR, MINUTE};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Something that somebody has in mind to do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
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
    /// Who wasn't there.
    MarkAbsent(String, usize),
    Contest(String),
    MoveAlone(String),
    Suggest(String, usize),
    /// Whether they accept what was suggested.
    Answer(String, bool),
    /// Nobody answered.
    GoOn(String),
    /// Whether the coordinator lets a mark stand.
    Rule(String, bool),
    /// Whether they accept what was offered.
    AnswerOffer(String, bool),
    /// Of who was offered.
    TakeDayOff(String),
    BookWhoLeaves,
    /// Their interviewer.
    Leave(String),
    /// Nobody does anything, and emails are due.
    Wait,
}

impl Club<'_> {
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
            half: session["swap"].is_object().then(|| {
                let half = &session["swap"];
                (half["session_id"].as_str().unwrap().to_owned(), epoch(&half["starts_at"]))
            }),
            agreed: self.app.clock.now().epoch(),
            ..Meeting::default()
        };
        for who in [meeting.candidate, meeting.interviewer] {
            let paused = paused_until(self.seen(), who, meeting.agreed);
            assert_eq!(paused, None, "{} is booked all the same", self.people[who].name);
        }
        self.meetings.push(meeting.clone());
        for due in [meeting.start - 24 * HOUR, meeting.start - HOUR, meeting.end] {
            self.todo.insert((due, Deed::Wait));
        }
        if meeting.interviewer == LEAVER {
            let end = meeting.end;
            self.todo.extend([20, 44].map(|due| (end + due * HOUR, Deed::Wait)));
            self.todo.insert((end + 53 * HOUR, Deed::Leave(meeting.id)));
        } else if meeting.half.is_some() {
            self.is_held(&meeting.id, meeting.end);
        } else if !self.is_to_be_moved(&meeting) {
            self.goes_on(&meeting, meeting.agreed);
        }
    }

    /// What becomes of a session that nobody moves any more.
    pub(super) fn goes_on(&mut self, meeting: &Meeting, now: i64) {
        let (id, start, end) = (meeting.id.clone(), meeting.start, meeting.end);
        let seat = if self.chance.below(2) == 0 { meeting.candidate } else { meeting.interviewer };
        for due in [start - 24 * HOUR, start - HOUR, end] {
            self.todo.insert((due, Deed::Wait));
        }
        match self.chance.below(14) {
            // Never at once: an invitation that is no longer true isn't sent.
            0 => drop(self.todo.insert(((start - 30 * HOUR).max(now + HOUR / 2), Deed::Cancel(id, seat)))),
            1 | 2 => {
                let at = (start - 5 * HOUR).max(now + HOUR / 2);
                self.todo.insert((at, Deed::Cancel(id.clone(), seat)));
                self.contests(&id, at + 26 * HOUR, 2);
            }
            3 | 4 => {
                let at = self.chance.one(&[start + 15 * MINUTE, start + 40 * MINUTE, end + 10 * HOUR]);
                self.todo.insert((at, Deed::MarkAbsent(id.clone(), seat)));
                let disputed = at + self.chance.one(&[15, 40]) * HOUR;
                self.contests(&id, disputed, 5);
            }
            5 | 6 => self.keeps_waiting(&id, end),
            _ => self.is_held(&id, end),
        }
    }

    /// It takes place, and its notes come within two days.
    fn is_held(&mut self, id: &str, end: i64) {
        let written = end + self.chance.one(&[1, 2, 3, 8, 20, 30, 40]) * HOUR + 7 * MINUTE;
        self.is_written_up(id, end, written);
    }

    fn is_written_up(&mut self, id: &str, end: i64, written: i64) {
        let mut plan = |at: i64, deed: fn(String) -> Deed| self.todo.insert((at, deed(id.to_owned())));
        plan(written, Deed::Write);
        for (one_in, after, deed) in [
            (2, end + HOUR / 2 - written, Deed::Assess as fn(String) -> Deed),
            (7, 24 * HOUR, Deed::Amend),
            (2, 2 * HOUR, Deed::Review),
            (3, 5 * HOUR, Deed::SaySpecific),
            (4, 6 * HOUR, Deed::Thank),
        ] {
            // What lies in the past, nobody does any more.
            let now = self.app.clock.now().epoch();
            if self.chance.below(one_in) == 0 && written + after > now {
                self.todo.insert((written + after, deed(id.to_owned())));
            }
        }
    }

    /// Its notes come late, too late, or never.
    fn keeps_waiting(&mut self, id: &str, end: i64) {
        for due in [20, 44] {
            self.todo.insert((end + due * HOUR, Deed::Wait));
        }
        match self.chance.one(&[3, 9, 20, 0, 0, 0]) {
            0 => self.contests(id, end + 9 * DAY, 2),
            days => drop(self.todo.insert((end + days * DAY + 7 * MINUTE, Deed::Write(id.to_owned())))),
        }
    }

    /// Whoever has a mark because of it may say that it's wrong; somebody decides about that, or nobody.
    fn contests(&mut self, id: &str, at: i64, of_six: usize) {
        if self.chance.below(6) >= of_six {
            return;
        }
        self.todo.insert((at, Deed::Contest(id.to_owned())));
        let stands = self.chance.below(2) == 0;
        if self.chance.below(3) > 0 {
            let after = self.chance.one(&[3 * HOUR, 2 * DAY, 9 * DAY]);
            self.todo.insert((at + after, Deed::Rule(id.to_owned(), stands)));
        }
    }

    pub(super) fn does(&mut self, deed: Deed) {
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
                let candidate = self.meeting(&id).candidate;
                self.may_wait_again(candidate);
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
            Deed::MarkAbsent(id, who) => self.marks_absent(&id, who, now),
            Deed::MoveAlone(id) => self.moves_alone(&id, now),
            Deed::Suggest(id, by) => self.suggests(&id, by, now),
            Deed::Answer(id, accepts) => self.answers_suggestion(&id, accepts, now),
            Deed::GoOn(id) => {
                let one = self.meeting(&id).clone();
                self.goes_on(&one, now);
            }
            Deed::AnswerOffer(id, accepts) => self.answers_offer(&id, accepts, now),
            Deed::TakeDayOff(id) => self.takes_day_off(&id, now),
            Deed::BookWhoLeaves => self.books_who_leaves(now),
            Deed::Leave(id) => self.leaves(&id, now),
            Deed::Contest(id) => self.contests_a_mark(&id, now),
            Deed::Rule(id, stands) => {
                let ruling = if stands { Ruling::Upheld } else { Ruling::Lifted };
                self.decides(&id, ruling, now);
                let one = self.meeting(&id).clone();
                // What can be written up after all is, sometimes.
                if one.absent.is_some() && !stands && self.chance.below(3) > 0 {
                    self.is_written_up(&id, one.end, now + 2 * DAY + 7 * MINUTE);
                }
            }
        }
    }

    /// How often each thing happened, and how often it has to for this to be worth its time.
    pub fn lived(&self) -> BTreeMap<&'static str, (usize, usize)> {
        let count = |happened: &dyn Fn(&Meeting) -> bool| self.meetings.iter().filter(|one| happened(one)).count();
        let marked = |kind: &'static str| count(&|one| one.marked(END).is_some_and(|(mark, _)| mark.kind == kind));
        let ruled = |what: Ruling| count(&|one| one.ruling(END).is_some_and(|(_, ruling)| ruling == what));
        let moved = |alone: bool| count(&|one| one.moved.iter().any(|moved| moved.alone == alone));
        let next = |what: NextInLine| count(&|one| one.next == Some(what));
        let offers = |what: &dyn Fn(End) -> bool| {
            self.offers.iter().filter(|one| one.ended.is_some_and(|(_, end)| what(end))).count()
        };
        let expired = |unanswered: bool| {
            self.asks.values().filter(|one| one.expired.is_some_and(|(_, what)| what == unanswered)).count()
        };
        let off =
            |one: &Meeting| one.suggested.as_ref().is_some_and(|one| matches!(one.answer, None | Some((_, Err(_)))));
        BTreeMap::from([
            ("emails", (self.mails.len(), 300)),
            ("written up", (count(&|one| !one.versions.is_empty()), 50)),
            ("cancelled", (count(&|one| one.cancelled.is_some()), 5)),
            ("cancelled late", (marked("late_cancel"), 3)),
            ("missed", (marked("absent"), 3)),
            ("without notes", (marked("no_notes"), 3)),
            ("upheld", (ruled(Ruling::Upheld), 1)),
            ("lifted", (ruled(Ruling::Lifted), 1)),
            ("undecided", (ruled(Ruling::Undecided), 1)),
            ("moved alone", (moved(true), 1)),
            ("moved by agreement", (moved(false), 1)),
            ("not moved", (count(&off), 0)),
            ("swaps", (count(&|one| one.half.is_some()) / 2, 1)),
            ("offers accepted", (offers(&|end| end == End::Booked), 3)),
            ("offers declined", (offers(&|end| end == End::Declined), 1)),
            ("offers unanswered", (offers(&|end| end == End::Lapsed), 1)),
            ("swaps unanswered", (offers(&|end| end == End::OtherLapsed), 1)),
            ("offers taken back", (offers(&|end| matches!(end, End::TakenBack(_))), 1)),
            ("offers refused", (offers(&|end| end == End::Refused), 0)),
            ("requests that nobody answered for", (expired(true), 1)),
            ("requests for whom nobody was found", (expired(false), 0)),
            ("queue place kept", (next(NextInLine::Kept), 1)),
            ("queue place of an open request", (next(NextInLine::Waiting), 0)),
            ("requests that wait again", (next(NextInLine::Requeued), 0)),
            (
                "pauses",
                (
                    (0..self.people.len())
                        .filter(|who| {
                            changes(self.seen(), *who).iter().any(|at| until(self.seen(), *who, *at).is_some())
                        })
                        .count(),
                    1,
                ),
            ),
        ])
    }
}
