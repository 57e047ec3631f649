//! Small random rounds, and the same people without one thing or another.

use super::{Obstacle, Planned, Room};
use crate::domain::availability::openings::Commitment;
use crate::domain::matching::request::{Ask, Window};
use crate::domain::matching::samples::{Volunteer, ask, interviewers, now, volunteer};
use crate::domain::matching::{Busy, Pair, PlanInput, Requester, plan};
use crate::domain::{AccountId, Seat, SessionLength, Span, Timestamp, UpTo, Zone};
use candor_solver::Limits;
use serde_json::json;
use std::collections::HashSet;

/// A candidate.
#[derive(Debug, Clone)]
pub(super) struct Seeker {
    pub(super) candidate: AccountId,
    pub(super) ask: Ask,
    pub(super) room: Room,
    pub(super) not_with: Vec<AccountId>,
    pub(super) apart: Vec<AccountId>,
    pub(super) waited: u32,
    pub(super) zone: Zone,
}

#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) seekers: Vec<Seeker>,
    pub(super) people: Vec<Volunteer>,
    pub(super) busy: Busy,
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

/// Wednesday to the Tuesday after: two weeks meet in it.
pub(super) fn days() -> Span {
    let from: Timestamp = "2027-01-13T00:00:00Z".parse().unwrap();
    Span::new(from, from.plus_days(7))
}

pub(super) fn windows(spans: &[Span]) -> crate::domain::matching::request::Windows {
    UpTo::new(spans.iter().copied().map(Window::from).collect()).unwrap()
}

impl World {
    pub(super) fn random(seed: u64) -> Self {
        let chance = &mut Chance(seed);
        // In every other one, everybody wants the same evening, and most people do both.
        let crowded = seed.is_multiple_of(2);
        let somebody = |chance: &mut Chance| {
            let from = if crowded { 18 } else { chance.one(&[7, 16, 17, 18, 23]) };
            let hours = (format!("{from:02}:00"), format!("{:02}:00", (from + chance.one(&[1, 2, 3])) % 24));
            let lengths = if chance.one_in(6) { json!([30]) } else { json!([60]) };
            let levels = if chance.one_in(5) { json!(["mid"]) } else { json!(["junior"]) };
            let capacity = chance.one(&[0, 1, 1, 2, 2, 9]);
            let profile = json!({"durations_minutes": lengths, "levels": levels, "weekly_capacity": capacity});
            let mut one = volunteer((&hours.0, &hours.1), profile);
            one.availability.time_zone = chance.one(&["UTC", "UTC", "Europe/Berlin", "Asia/Kolkata"]).parse().unwrap();
            // Only some days of the week, so that there are other days to suggest.
            let (kept, count) = if crowded { (2, 1) } else { (chance.below(7), 3) };
            let weekly: Vec<_> = one.availability.weekly.iter().copied().skip(kept).take(count).collect();
            one.availability.weekly = UpTo::new(weekly).unwrap();
            one.terms.buffer_minutes = chance.one(&[0, 0, 15]);
            if crowded {
                one.availability.time_zone = Zone::UTC;
                return one;
            }
            one.terms.min_notice_hours = chance.one(&[0, 0, 0, 100]);
            one.terms.horizon_days = chance.one(&[3, 28, 28, 28, 28]);
            one.terms.rests_until = chance.one_in(8).then(|| days().to);
            one
        };
        let count = 1 + chance.below(if crowded { 3 } else { 4 });
        let people: Vec<_> = (0..count).map(|_| somebody(chance)).collect();
        let mut busy = Busy::new();
        let taken = |chance: &mut Chance| {
            let start = days().from.plus_hours(i64::try_from(chance.below(7 * 24)).unwrap());
            Span::new(start, start.plus_hours(chance.one(&[1, 1, 30])))
        };
        for one in &people {
            if chance.one_in(3) {
                let role = chance.one(&[Some(Seat::Interviewer), None]);
                busy.entry(one.id).or_default().push(Commitment { span: taken(chance), role });
            }
        }
        let middle = days().from.plus_days(5);
        let seeker = |chance: &mut Chance, at: usize| {
            let both = people.get(at).filter(|_| crowded || chance.one_in(2));
            let mut hours: Vec<Span> = (0..if crowded { 1 } else { chance.below(4) })
                .map(|_| {
                    let day = if crowded { 0 } else { i64::try_from(chance.below(7)).unwrap() };
                    let hour = if crowded { 18 } else { chance.one(&[0, 7, 16, 17, 18]) };
                    let from = days().from.plus_days(day).plus_hours(hour);
                    Span::new(from, from.plus_hours(chance.one(&[1, 2, 5])).min(days().to))
                })
                .collect();
            crate::domain::merge(&mut hours);
            // The first of the two weeks may be full.
            let full = chance.one_in(6);
            let free = if full { Span::new(middle, days().to) } else { days() };
            let left = hours.iter().map(|one| Span::new(one.from.max(free.from), one.to.min(free.to)));
            let left: Vec<_> = left.filter(|one| one.from < one.to).collect();
            let candidate = both.map_or_else(AccountId::new, |one| one.id);
            let some = |chance: &mut Chance, share: usize| -> Vec<_> {
                people.iter().filter(|_| chance.one_in(share)).map(|one| one.id).collect()
            };
            Seeker {
                candidate,
                ask: Ask { windows: windows(&left), ..ask() },
                room: Room { days: vec![free], hours },
                not_with: some(chance, 5),
                apart: some(chance, 12),
                waited: u32::try_from(chance.below(4)).unwrap(),
                zone: chance.one(&["UTC", "Europe/Berlin", "America/New_York"]).parse().unwrap(),
            }
        };
        let seekers: Vec<_> = (0..2 + chance.below(7)).map(|at| seeker(chance, at)).collect();
        for one in &seekers {
            if chance.one_in(6) {
                busy.entry(one.candidate).or_default().push(Commitment { span: taken(chance), role: None });
            }
        }
        Self { seekers, people, busy }
    }

    fn requesters(&self) -> Vec<Requester<'_>> {
        let all = self.seekers.iter().map(|one| Requester {
            candidate: one.candidate,
            ask: &one.ask,
            not_with: one.not_with.clone(),
            apart: one.apart.clone(),
            not_at: Vec::new(),
            since: now(),
            waited: one.waited,
            zone: one.zone,
        });
        all.collect()
    }

    pub(super) fn with<T>(&self, work: impl FnOnce(&PlanInput<'_>) -> T) -> T {
        let (requesters, interviewers) = (self.requesters(), interviewers(&self.people));
        let none = HashSet::new();
        let input = PlanInput {
            requesters: &requesters,
            interviewers: &interviewers,
            busy: &self.busy,
            met: &none,
            recent: &none,
            pins: &[],
            now: now(),
        };
        work(&input)
    }

    pub(super) fn pairs(&self) -> Vec<Pair> {
        self.with(|input| plan(input, &Limits::DEFAULT).pairs)
    }

    pub(super) fn planned<T>(&self, pairs: &[Pair], work: impl FnOnce(&Planned<'_>) -> T) -> T {
        let rooms: Vec<_> = self.seekers.iter().map(|one| one.room.clone()).collect();
        self.with(|input| work(&Planned { input, pairs, rooms: &rooms, days: days() }))
    }

    /// These people as they'd be without this, which concerns the candidate at this index.
    pub(super) fn lift(&mut self, seeker: Option<usize>, one: Obstacle) {
        let whom: Vec<usize> = seeker.map_or((0..self.seekers.len()).collect(), |at| vec![at]);
        let mut lift_terms = |lift: &dyn Fn(&mut Volunteer)| self.people.iter_mut().for_each(lift);
        match one {
            Obstacle::Request => lift_terms(&|one| {
                one.profile.levels = serde_json::from_value(json!(["junior", "mid"])).unwrap();
            }),
            Obstacle::Length => lift_terms(&|one| one.terms.durations = vec![SessionLength::try_from(60).unwrap()]),
            Obstacle::Capacity => lift_terms(&|one| one.terms.weekly_capacity = 99),
            Obstacle::Notice => lift_terms(&|one| one.terms.min_notice_hours = 0),
            Obstacle::Break => lift_terms(&|one| one.terms.rests_until = None),
            Obstacle::Horizon => lift_terms(&|one| one.terms.horizon_days = 180),
            Obstacle::InterviewerHours => {
                lift_terms(&|one| {
                    let always = volunteer(("00:00", "24:00"), json!({})).availability.weekly;
                    one.availability.weekly = always;
                });
                whom.iter().for_each(|at| self.seekers[*at].apart.clear());
            }
            Obstacle::Forbidden => whom.iter().for_each(|at| self.seekers[*at].not_with.clear()),
            Obstacle::InterviewerBusy => {
                let own: Vec<_> = whom.iter().map(|at| self.seekers[*at].candidate).collect();
                self.busy.retain(|who, _| seeker.is_some() && own.contains(who));
            }
            Obstacle::CandidateBusy => {
                for at in whom {
                    self.busy.remove(&self.seekers[at].candidate);
                }
            }
            Obstacle::WeeklyLimit | Obstacle::CandidateHours => {}
            Obstacle::LongerWait | Obstacle::OtherSeat | Obstacle::Others => {}
        }
    }

    pub(super) fn lift_windows(&mut self, at: usize, obstacles: &[Obstacle]) {
        let one = &mut self.seekers[at];
        let has = |one| obstacles.contains(&one);
        match (has(Obstacle::WeeklyLimit), has(Obstacle::CandidateHours)) {
            (true, true) => one.ask.windows = windows(&[days()]),
            (true, false) => one.ask.windows = windows(&one.room.hours),
            (false, true) => one.ask.windows = windows(&one.room.days),
            (false, false) => {}
        }
    }
}
