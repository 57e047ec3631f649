//! Whom to bring together: what the solver finds, narrowed to what booking accepts, and what is left over.

use super::fit::fit;
use super::guard::Guard;
use super::solver_round::round;
use super::{Helper, Pair, Plan, Seeker, Setting};
use crate::domain::{AccountId, Instant};
use candor_solver::{Limits, Proof, solve, verify};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// How often a round is solved again, with what stood in the way settled.
const TURNS_MOST: usize = 8;

/// Whom to bring together, and when. Pure: each pair is still to pass the guard of booking, and all of them do
/// as long as nothing else is booked in between, in whatever order.
///
/// 1. The pins, oldest first.
/// 2. A round is solved and verified, and every session of it put to the guard, longest waiting first. Where the
///    guard refuses one (a person in both seats, a local week that the solver cannot see), what stands in its way
///    is settled and the rest solved again.
/// 3. Where somebody waits whose place went to one who came later and is worth no more, they change places:
///    nobody moves backwards.
/// 4. Whoever is left gets who fits best, then who has least to do, then the earliest start: what the solver's
///    slots are too coarse for.
pub fn plan(setting: &Setting<'_>, limits: &Limits<'_>) -> Plan {
    let mut work = Work {
        setting,
        guard: Guard::new(setting),
        pairs: Vec::new(),
        refused_pins: Vec::new(),
        weight: 0,
        solved: true,
    };
    work.pin();
    let proof = work.solve(limits);
    work.first_come(limits);
    work.the_rest(limits);
    work.pairs.sort_by_key(|pair| pair.seeker);
    Plan {
        pairs: work.pairs,
        refused_pins: work.refused_pins,
        proof: proof.filter(|_| work.solved),
        weight: work.weight,
    }
}

struct Work<'a> {
    setting: &'a Setting<'a>,
    guard: Guard<'a>,
    pairs: Vec<Pair>,
    refused_pins: Vec<usize>,
    weight: u64,
    /// Whether what the solver proved still holds.
    solved: bool,
}

impl<'a> Work<'a> {
    fn seeker(&self, at: usize) -> Option<&'a Seeker<'a>> {
        self.setting.seekers.get(at)
    }

    fn helper(&self, at: usize) -> Option<&'a Helper<'a>> {
        self.setting.helpers.get(at)
    }

    /// Who has no session yet, oldest first.
    fn open(&self) -> Vec<usize> {
        let met: HashSet<_> = self.pairs.iter().map(|pair| pair.seeker).collect();
        let mut open: Vec<_> = (0..self.setting.seekers.len()).filter(|at| !met.contains(at)).collect();
        open.sort_by_key(|at| self.age(*at));
        open
    }

    /// Sorts who waited longer first.
    fn age(&self, at: usize) -> (Reverse<u32>, Option<Instant>, usize) {
        let seeker = self.seeker(at);
        (Reverse(seeker.map_or(0, Seeker::worth)), seeker.map(|seeker| seeker.since), at)
    }

    /// Whether one came before the other, and is worth as much.
    fn earlier(&self, one: usize, other: usize) -> bool {
        let ((one, since, _), (other, after, _)) = (self.age(one), self.age(other));
        (one, since) < (other, after)
    }

    fn take(&mut self, pair: Pair) {
        self.guard.take(pair);
        self.pairs.push(pair);
    }

    fn pin(&mut self) {
        for (place, pin) in self.setting.pins.iter().enumerate() {
            let starts_at = pin.starts_at.or_else(|| self.guard.first_start(pin.seeker, pin.helper));
            let pair = starts_at.map(|starts_at| Pair { seeker: pin.seeker, helper: pin.helper, starts_at });
            let taken = self.pairs.iter().any(|pair| pair.seeker == pin.seeker);
            match pair.filter(|pair| !taken && self.guard.admits(*pair)) {
                Some(pair) => self.take(pair),
                None => self.refused_pins.push(place),
            }
        }
    }

    /// Solves, and solves again. What is proven is about the first round: what it cannot see makes it wrong.
    fn solve(&mut self, limits: &Limits<'_>) -> Option<Proof> {
        let (mut refused, mut proof) = (HashSet::new(), None);
        for turn in 0..TURNS_MOST {
            let made = round(self.setting, &self.guard, &self.open(), &refused)?;
            let outcome = solve(&made.round, limits);
            if verify(&made.round, &outcome).is_err() {
                // A fault of the solver's: without it the last step still finds whom it can.
                self.solved = false;
                return None;
            }
            (proof, self.solved, self.weight) = (Some(outcome.proof), turn == 0, outcome.score.weight);
            let mut found: Vec<_> = outcome.sessions.into_iter().filter_map(|session| made.pair(session)).collect();
            found.sort_by_key(|pair| self.age(pair.seeker));
            let (mut taken, mut stopped) = (Vec::new(), Vec::new());
            for pair in found {
                if self.guard.admits(pair) {
                    self.guard.take(pair);
                    taken.push(pair);
                } else {
                    stopped.push(pair);
                }
            }
            if stopped.is_empty() || turn + 1 == TURNS_MOST {
                self.pairs.extend(taken);
                break;
            }
            // Only what shares a person with a refused one stays; everything else is free to move.
            let people: HashSet<_> = stopped.iter().flat_map(|pair| self.people(*pair)).collect();
            let (stay, go): (Vec<_>, Vec<_>) =
                taken.into_iter().partition(|pair| self.people(*pair).iter().any(|one| people.contains(one)));
            go.into_iter().for_each(|pair| self.guard.drop(pair));
            let blocked: HashSet<_> = stay.iter().flat_map(|pair| self.people(*pair)).collect();
            let alone = stopped.iter().filter(|pair| self.people(**pair).iter().all(|one| !blocked.contains(one)));
            refused.extend(alone.map(|pair| (pair.seeker, pair.helper)));
            self.pairs.extend(stay);
        }
        proof
    }

    fn people(&self, pair: Pair) -> Vec<AccountId> {
        let candidate = self.seeker(pair.seeker).map(|seeker| seeker.candidate);
        candidate.into_iter().chain(self.helper(pair.helper).map(|helper| helper.id)).collect()
    }

    /// Between two of whom neither is worth more, who came first has the place.
    fn first_come(&mut self, limits: &Limits<'_>) {
        let mut waiting = self.open();
        waiting.reverse();
        while let Some(first) = waiting.pop().filter(|_| (limits.keep_going)()) {
            let pinned = |pair: &Pair| self.setting.pins.iter().any(|pin| pin.seeker == pair.seeker);
            let later = |pair: &Pair| self.earlier(first, pair.seeker) && !pinned(pair);
            let mut places: Vec<_> =
                (0..self.pairs.len()).filter(|at| self.pairs.get(*at).is_some_and(later)).collect();
            places.sort_by_key(|at| Reverse(self.pairs.get(*at).map(|pair| self.age(pair.seeker))));
            let change = places.into_iter().find_map(|at| {
                let before = *self.pairs.get(at)?;
                let after = Pair { seeker: first, ..before };
                let (seeker, helper) = (self.seeker(first)?, self.helper(before.helper)?);
                if !seeker.suits(helper) || !seeker.takes(before.starts_at, helper, self.setting.now) {
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
                waiting.push(before.seeker);
                waiting.sort_by_key(|at| Reverse(self.age(*at)));
            }
        }
    }

    /// Whoever is left, one by one.
    fn the_rest(&mut self, limits: &Limits<'_>) {
        for at in self.open() {
            let Some(seeker) = self.seeker(at).filter(|_| (limits.keep_going)()) else { break };
            let wish = seeker.wish();
            let suited = self.setting.helpers.iter().enumerate().filter(|(_, helper)| seeker.suits(helper));
            let load = |helper: &Helper<'_>| self.guard.busy().get(&helper.id).map_or(0, Vec::len);
            let mut order: Vec<_> = suited
                .map(|(place, helper)| {
                    ((Reverse(fit(helper.profile, helper.reliability, &wish)), load(helper), place), place)
                })
                .collect();
            order.sort_unstable();
            let found = order.into_iter().find_map(|(_, helper)| {
                let starts_at = self.guard.first_start(at, helper)?;
                Some(Pair { seeker: at, helper, starts_at }).filter(|pair| self.guard.admits(*pair))
            });
            if let Some(pair) = found {
                self.solved = false;
                self.take(pair);
            }
        }
    }
}

/// Every pair of a plan that booking would refuse, all the others counted: by the places of the pairs.
pub fn refused(setting: &Setting<'_>, pairs: &[Pair]) -> Vec<usize> {
    let mut guard = Guard::new(setting);
    let mut seen = HashMap::new();
    pairs.iter().for_each(|pair| guard.take(*pair));
    let bad = |(place, pair): (usize, &Pair)| {
        let twice = seen.insert(pair.seeker, place).is_some();
        guard.drop(*pair);
        let fine = guard.admits(*pair);
        guard.take(*pair);
        (twice || !fine).then_some(place)
    };
    pairs.iter().enumerate().filter_map(bad).collect()
}
