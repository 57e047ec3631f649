//! Whether somebody could have a session beside those of a plan, with some obstacles lifted.

use super::Planned;
use super::case::Case;
use super::obstacle::{Lifted, Obstacle};
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, Diary, InterviewerSchedule, Openings, free};
use crate::domain::matching::{Requester, of};
use crate::domain::{AccountId, Seat, SessionLength, Span, Timestamp};
use std::collections::HashMap;
use std::rc::Rc;

/// Which sessions of the plan count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Sessions {
    All,
    /// Those of candidates who waited this many rounds or fewer.
    WaitedAtMost(u32),
    /// Those in which this person isn't in this seat.
    ButIn(Seat, AccountId),
    None,
}

/// A session of the plan.
struct Booked {
    candidate: AccountId,
    waited: u32,
    interviewer: AccountId,
    span: Span,
}

impl Booked {
    fn counts(&self, sessions: Sessions) -> bool {
        match sessions {
            Sessions::All => true,
            Sessions::WaitedAtMost(rounds) => self.waited <= rounds,
            Sessions::ButIn(Seat::Candidate, person) => self.candidate != person,
            Sessions::ButIn(Seat::Interviewer, person) => self.interviewer != person,
            Sessions::None => false,
        }
    }
}

/// A candidate's time.
struct Theirs {
    /// The first and the last start of each of their windows.
    windows: Vec<(Timestamp, Timestamp)>,
    /// What they have then.
    held: Vec<Commitment>,
}

/// What a plan leaves of everybody's time.
pub(super) struct Ground<'a> {
    plan: &'a Planned<'a>,
    /// The plan's sessions by person.
    booked: HashMap<AccountId, Vec<Rc<Booked>>>,
    /// The buffers of those who also interview.
    buffers: HashMap<AccountId, i64>,
    starts: HashMap<(usize, SessionLength, Lifted, Sessions), Rc<[Timestamp]>>,
    memo: ZoneMemo,
}

impl<'a> Ground<'a> {
    pub(super) fn new(plan: &'a Planned<'a>) -> Self {
        let mut booked: HashMap<AccountId, Vec<Rc<Booked>>> = HashMap::new();
        for pair in plan.pairs {
            let people = (plan.input.requesters.get(pair.requester), plan.input.interviewers.get(pair.interviewer));
            let (Some(requester), Some(interviewer)) = people else { continue };
            let session = Rc::new(Booked {
                candidate: requester.candidate,
                waited: requester.waited,
                interviewer: interviewer.id,
                span: Span::of(pair.starts_at, requester.ask.length),
            });
            for person in [requester.candidate, interviewer.id] {
                booked.entry(person).or_default().push(Rc::clone(&session));
            }
        }
        let buffers = plan.input.interviewers.iter().map(|one| (one.id, one.terms.buffer_minutes)).collect();
        Self { plan, booked, buffers, starts: HashMap::new(), memo: ZoneMemo::default() }
    }

    /// Whether the person could have a session, beside those of the plan that count, with these obstacles lifted.
    pub(super) fn possible(&mut self, case: &Case, lifted: Lifted) -> bool {
        self.reached(case, lifted, true) > 0
    }

    /// With how many of the others the person could have one.
    pub(super) fn count(&mut self, case: &Case, lifted: Lifted) -> usize {
        self.reached(case, lifted, false)
    }

    fn reached(&mut self, case: &Case, lifted: Lifted, first_only: bool) -> usize {
        let plan = self.plan;
        let most = if first_only { 1 } else { usize::MAX };
        match case.seat {
            Seat::Candidate => {
                let Some(requester) = plan.input.requesters.get(case.at) else { return 0 };
                let theirs = self.theirs(case, case.at, requester, lifted);
                let can = |other: &&usize| self.meets(case, (requester, &theirs), **other, lifted);
                case.others.iter().filter(can).take(most).count()
            }
            Seat::Interviewer => {
                let can = |other: &&usize| {
                    let Some(requester) = plan.input.requesters.get(**other) else { return false };
                    let theirs = self.theirs(case, **other, requester, lifted);
                    self.meets(case, (requester, &theirs), case.at, lifted)
                };
                case.others.iter().filter(can).take(most).count()
            }
        }
    }

    /// Whether these two could meet.
    fn meets(
        &mut self,
        case: &Case,
        (requester, theirs): (&Requester<'_>, &Theirs),
        interviewer: usize,
        lifted: Lifted,
    ) -> bool {
        let Some(who) = self.plan.input.interviewers.get(interviewer) else { return false };
        if requester.candidate == who.id {
            return false;
        }
        // Two people who are kept apart must look like people who are never free at the same time.
        if requester.apart.contains(&who.id) {
            return lifted.has(Obstacle::InterviewerHours);
        }
        if (!lifted.has(Obstacle::Forbidden) && requester.not_with.contains(&who.id))
            || (!lifted.has(Obstacle::Request) && !requester.wants(who))
        {
            return false;
        }
        let sessions = self.sessions(case, requester.waited, lifted);
        let length = requester.ask.length;
        let starts = self.starts(interviewer, length, lifted.of_interviewer(), sessions);
        theirs.windows.iter().any(|(from, last)| {
            let first = starts.partition_point(|start| start < from);
            let mut inside = starts.iter().skip(first).take_while(|start| *start <= last);
            inside.any(|start| free(&theirs.held, Span::of(*start, length)))
        })
    }

    fn theirs(&self, case: &Case, at: usize, requester: &Requester<'_>, lifted: Lifted) -> Theirs {
        let input = self.plan.input;
        let sessions = self.sessions(case, requester.waited, lifted);
        let mut held = match lifted.has(Obstacle::CandidateBusy) {
            true => Vec::new(),
            false => of(input.busy, requester.candidate).to_vec(),
        };
        // A buffer lies around the sessions that they interview in: any session of a plan can be booked first.
        let buffer = self.buffers.get(&requester.candidate).copied().unwrap_or(0);
        let interviews = self.booked.get(&requester.candidate).into_iter().flatten();
        let interviews = interviews.filter(|one| one.interviewer == requester.candidate);
        held.extend(
            interviews
                .filter(|one| one.counts(sessions))
                .map(|one| Commitment { span: one.span.widened(buffer), role: Some(Seat::Interviewer) }),
        );
        let room = self.plan.rooms.get(at);
        let (limit, hours) = (lifted.has(Obstacle::WeeklyLimit), lifted.has(Obstacle::CandidateHours));
        let windows = match (room, limit, hours) {
            (_, true, true) => vec![self.plan.days],
            (Some(room), false, true) => room.days.clone(),
            (Some(room), true, false) => room.hours.clone(),
            _ => requester.ask.windows.iter().map(|window| window.span()).collect(),
        };
        let minutes = requester.ask.length.minutes();
        let starts = windows.into_iter().map(|window| (window.from, window.to.plus_minutes(-minutes)));
        Theirs { windows: starts.filter(|(from, last)| from <= last).collect(), held }
    }

    /// The starts at which an interviewer is free.
    fn starts(&mut self, at: usize, length: SessionLength, lifted: Lifted, sessions: Sessions) -> Rc<[Timestamp]> {
        let Self { plan, booked, starts, memo, .. } = self;
        let Some(who) = plan.input.interviewers.get(at) else { return Rc::new([]) };
        // Most people aren't in the few sessions that don't count, so their starts are known already.
        let all_count = booked.get(&who.id).into_iter().flatten().all(|one| one.counts(sessions));
        let sessions = if all_count { Sessions::All } else { sessions };
        let list = || -> Rc<[Timestamp]> {
            let terms = lifted.terms(who.terms, length);
            let mut commitments = match lifted.has(Obstacle::InterviewerBusy) {
                true => Vec::new(),
                false => of(plan.input.busy, who.id).to_vec(),
            };
            let planned = booked.get(&who.id).into_iter().flatten().filter(|one| one.counts(sessions));
            commitments.extend(planned.map(|one| {
                let role = if one.interviewer == who.id { Seat::Interviewer } else { Seat::Candidate };
                Commitment { span: one.span, role: Some(role) }
            }));
            let schedule =
                InterviewerSchedule { availability: who.availability, terms: &terms, commitments: &commitments };
            let (now, days) = (plan.input.now, plan.days);
            if lifted.has(Obstacle::InterviewerHours) {
                let diary = Diary::within(schedule, &[days], memo);
                Openings::kept(&terms, &diary, now, days).starts(length, days).collect()
            } else {
                Openings::new(schedule, now, days, memo).starts(length, days).collect()
            }
        };
        starts.entry((at, length, lifted, sessions)).or_insert_with(list).clone()
    }

    /// The sessions of the plan that count.
    fn sessions(&self, case: &Case, waited: u32, lifted: Lifted) -> Sessions {
        let input = self.plan.input;
        if lifted.has(Obstacle::Others) {
            Sessions::None
        } else if lifted.has(Obstacle::LongerWait) {
            Sessions::WaitedAtMost(waited)
        } else if lifted.has(Obstacle::OtherSeat) {
            let own = match case.seat {
                Seat::Candidate => {
                    input.requesters.get(case.at).map(|one| Sessions::ButIn(Seat::Interviewer, one.candidate))
                }
                Seat::Interviewer => {
                    input.interviewers.get(case.at).map(|one| Sessions::ButIn(Seat::Candidate, one.id))
                }
            };
            own.unwrap_or(Sessions::All)
        } else {
            Sessions::All
        }
    }
}
