//! Whom to match: what the solver finds, narrowed down to what booking accepts, plus the rest.

use super::fit::fit;
use super::guard::Guard;
use super::solver_round::round;
use super::{Interviewer, MatchPlan, Pair, Pin, PlanInput, Requester};
use crate::domain::{AccountId, Timestamp};
use candor_solver::{Limits, Proof, solve, verify};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// How often a round is solved again after fixing conflicting pairs.
const MAX_TURNS: usize = 8;

/// Whom to match, and when. Pure: each pair still has to pass the checks of booking, and all of them do, in any order,
/// unless something else is booked in between.
///
/// 1. The pins, oldest first.
/// 2. A round is solved and verified, and each of its sessions is checked by the guard, longest waiting first. If the
///    guard refuses one (a local week that the solver can't see), the pairs in conflict are fixed and the rest is
///    solved again.
/// 3. A session at night for one of the two moves to the first time by day at which the same two can meet, if there is
///    one. Who meets whom stays, and with it everything that the proof is about.
/// 4. If somebody is left out whose place went to a later request of no greater weight, they swap: nobody moves
///    backwards in the queue.
/// 5. The remaining requests are matched one by one, with interviewers they haven't met recently first, then by best
///    fit, then least load, then earliest start; the solver's slots are too coarse for these.
pub fn plan(input: &PlanInput<'_>, limits: &Limits<'_>) -> MatchPlan {
    let mut work =
        Work { input, guard: Guard::new(input), pairs: Vec::new(), refused_pins: Vec::new(), weight: 0, solved: true };
    work.pin();
    let proof = work.solve(limits);
    work.prefer_day();
    work.first_come(limits);
    work.the_rest(limits);
    work.pairs.sort_by_key(|pair| pair.requester);
    MatchPlan {
        pairs: work.pairs,
        refused_pins: work.refused_pins,
        proof: proof.filter(|_| work.solved),
        weight: work.weight,
    }
}

struct Work<'a> {
    input: &'a PlanInput<'a>,
    guard: Guard<'a>,
    pairs: Vec<Pair>,
    refused_pins: Vec<usize>,
    weight: u64,
    /// Whether the solver's proof is still valid.
    solved: bool,
}

impl<'a> Work<'a> {
    fn requester(&self, at: usize) -> Option<&'a Requester<'a>> {
        self.input.requesters.get(at)
    }

    fn interviewer(&self, at: usize) -> Option<&'a Interviewer<'a>> {
        self.input.interviewers.get(at)
    }

    /// Requesters without a session yet, oldest first.
    fn open(&self) -> Vec<usize> {
        let met: HashSet<_> = self.pairs.iter().map(|pair| pair.requester).collect();
        let mut open: Vec<_> = (0..self.input.requesters.len()).filter(|at| !met.contains(at)).collect();
        open.sort_by_key(|at| self.age(*at));
        open
    }

    /// A sort key: longest waiting first.
    fn age(&self, at: usize) -> (Reverse<u32>, Option<Timestamp>, usize) {
        let requester = self.requester(at);
        (Reverse(requester.map_or(0, Requester::worth)), requester.map(|requester| requester.since), at)
    }

    /// Whether `one` came before `other` and has at least its weight.
    fn earlier(&self, one: usize, other: usize) -> bool {
        let ((one, since, _), (other, after, _)) = (self.age(one), self.age(other));
        (one, since) < (other, after)
    }

    fn take(&mut self, pair: Pair) {
        self.guard.take(pair);
        self.pairs.push(pair);
    }

    fn pin(&mut self) {
        for (place, pin) in self.input.pins.iter().enumerate() {
            let starts_at = pin.starts_at.or_else(|| self.guard.first_start(pin.requester, pin.interviewer));
            let pair =
                starts_at.map(|starts_at| Pair { requester: pin.requester, interviewer: pin.interviewer, starts_at });
            let taken = self.pairs.iter().any(|pair| pair.requester == pin.requester);
            match pair.filter(|pair| !taken && self.guard.admits(*pair)) {
                Some(pair) => self.take(pair),
                None => self.refused_pins.push(place),
            }
        }
    }

    /// Solves repeatedly. The proof is about the first solution, and is void if the guard refused any of it.
    fn solve(&mut self, limits: &Limits<'_>) -> Option<Proof> {
        let (mut refused, mut proof) = (HashSet::new(), None);
        for turn in 0..MAX_TURNS {
            let made = round(self.input, &self.guard, &self.open(), &refused)?;
            let outcome = solve(&made.round, limits);
            if verify(&made.round, &outcome).is_err() {
                // A bug in the solver; the last step can still match people without it.
                self.solved = false;
                return None;
            }
            (proof, self.solved, self.weight) = (Some(outcome.proof), turn == 0, outcome.score.weight);
            let mut found: Vec<_> = outcome.sessions.into_iter().filter_map(|session| made.pair(session)).collect();
            found.sort_by_key(|pair| self.age(pair.requester));
            let (mut taken, mut stopped) = (Vec::new(), Vec::new());
            for pair in found {
                if self.guard.admits(pair) {
                    self.guard.take(pair);
                    taken.push(pair);
                } else {
                    stopped.push(pair);
                }
            }
            if stopped.is_empty() || turn + 1 == MAX_TURNS {
                self.pairs.extend(taken);
                break;
            }
            // Only pairs that share a person with a refused one are fixed; everything else can change.
            let people: HashSet<_> = stopped.iter().flat_map(|pair| self.people(*pair)).collect();
            let (stay, go): (Vec<_>, Vec<_>) =
                taken.into_iter().partition(|pair| self.people(*pair).iter().any(|one| people.contains(one)));
            go.into_iter().for_each(|pair| self.guard.drop(pair));
            let blocked: HashSet<_> = stay.iter().flat_map(|pair| self.people(*pair)).collect();
            let alone = stopped.iter().filter(|pair| self.people(**pair).iter().all(|one| !blocked.contains(one)));
            refused.extend(alone.map(|pair| (pair.requester, pair.interviewer)));
            self.pairs.extend(stay);
        }
        proof
    }

    /// Moves what is at night and needn't be. A move can make room for another, so it's repeated.
    fn prefer_day(&mut self) {
        for _ in 0..MAX_TURNS {
            let night = |pair: &Pair| {
                let people = self.requester(pair.requester).zip(self.interviewer(pair.interviewer));
                let fixed = |pin: &Pin| pin.requester == pair.requester && pin.starts_at.is_some();
                people.is_some_and(|(requester, who)| !requester.by_day(who, pair.starts_at))
                    && !self.input.pins.iter().any(fixed)
            };
            let nights: Vec<_> = (0..self.pairs.len()).filter(|at| self.pairs.get(*at).is_some_and(night)).collect();
            let mut moved = false;
            for at in nights {
                let Some(before) = self.pairs.get(at).copied() else { continue };
                self.guard.drop(before);
                let first = self.guard.first_start(before.requester, before.interviewer);
                let after = Pair { starts_at: first.unwrap_or(before.starts_at), ..before };
                let people = self.requester(after.requester).zip(self.interviewer(after.interviewer));
                let better = people.is_some_and(|(requester, who)| requester.by_day(who, after.starts_at))
                    && self.guard.admits(after);
                self.guard.take(if better { after } else { before });
                if let Some(pair) = self.pairs.get_mut(at).filter(|_| better) {
                    *pair = after;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
    }

    fn people(&self, pair: Pair) -> Vec<AccountId> {
        let candidate = self.requester(pair.requester).map(|requester| requester.candidate);
        candidate.into_iter().chain(self.interviewer(pair.interviewer).map(|interviewer| interviewer.id)).collect()
    }

    /// Of two with equal weight, the earlier one gets the place.
    fn first_come(&mut self, limits: &Limits<'_>) {
        let mut waiting = self.open();
        waiting.reverse();
        while let Some(first) = waiting.pop().filter(|_| (limits.keep_going)()) {
            let pinned = |pair: &Pair| self.input.pins.iter().any(|pin| pin.requester == pair.requester);
            let later = |pair: &Pair| self.earlier(first, pair.requester) && !pinned(pair);
            let mut places: Vec<_> =
                (0..self.pairs.len()).filter(|at| self.pairs.get(*at).is_some_and(later)).collect();
            places.sort_by_key(|at| Reverse(self.pairs.get(*at).map(|pair| self.age(pair.requester))));
            let change = places.into_iter().find_map(|at| {
                let before = *self.pairs.get(at)?;
                let after = Pair { requester: first, ..before };
                let (requester, interviewer) = (self.requester(first)?, self.interviewer(before.interviewer)?);
                if !requester.suits(interviewer) || !requester.takes(before.starts_at, interviewer, self.input.now) {
                    return None;
                }
                self.guard.drop(before);
                let fine = self.guard.admits(after);
                self.guard.take(if fine { after } else { before });
                fine.then_some((at, before, after))
            });
            if let Some((at, before, after)) = change {
                if let Some(pair) = self.pairs.get_mut(at) {
                    *pair = after;
                }
                self.solved = false;
                waiting.push(before.requester);
                waiting.sort_by_key(|at| Reverse(self.age(*at)));
            }
        }
    }

    /// Matches the remaining requests one by one.
    fn the_rest(&mut self, limits: &Limits<'_>) {
        for at in self.open() {
            let Some(requester) = self.requester(at).filter(|_| (limits.keep_going)()) else { break };
            let suited =
                self.input.interviewers.iter().enumerate().filter(|(_, interviewer)| requester.suits(interviewer));
            let load = |interviewer: &Interviewer<'_>| self.guard.busy().get(&interviewer.id).map_or(0, Vec::len);
            let how_well = |interviewer: &Interviewer<'_>| {
                fit(interviewer.profile, interviewer.reliability, &requester.wish(interviewer.profile))
            };
            let again =
                |interviewer: &Interviewer<'_>| self.input.recent.contains(&(requester.candidate, interviewer.id));
            let mut order: Vec<_> = suited
                .map(|(place, interviewer)| {
                    ((again(interviewer), Reverse(how_well(interviewer)), load(interviewer), place), place)
                })
                .collect();
            order.sort_unstable();
            let found = order.into_iter().find_map(|(_, interviewer)| {
                let starts_at = self.guard.first_start(at, interviewer)?;
                Some(Pair { requester: at, interviewer, starts_at }).filter(|pair| self.guard.admits(*pair))
            });
            if let Some(pair) = found {
                self.solved = false;
                self.take(pair);
            }
        }
    }
}

/// The indices of the pairs that booking would refuse, taking all other pairs into account.
pub fn refused(input: &PlanInput<'_>, pairs: &[Pair]) -> Vec<usize> {
    let mut guard = Guard::new(input);
    let mut seen = HashMap::new();
    pairs.iter().for_each(|pair| guard.take(*pair));
    let bad = |(place, pair): (usize, &Pair)| {
        let twice = seen.insert(pair.requester, place).is_some();
        guard.drop(*pair);
        let fine = guard.admits(*pair);
        guard.take(*pair);
        (twice || !fine).then_some(place)
    };
    pairs.iter().enumerate().filter_map(bad).collect()
}
