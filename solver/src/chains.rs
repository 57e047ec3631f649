//! Ejection chains: a candidate takes the place of another, who takes the place of a third, until one finds a
//! free place or one who waited less goes without. Shortest chains first, as in augmenting-path matching
//! (Kuhn 1955); a chain that would trip over itself at one desk is given up.

use super::assignment::{Choice, Choices, Clash, Plan};
use super::model::week;
use std::collections::VecDeque;

/// Most candidates that one search looks at.
const REACH: usize = 30;

/// Lets every waiting candidate try to get a session in this way. True when somebody did and
/// there is time for another try.
pub(super) fn improve(plan: &mut Plan<'_>, choices: &Choices, go_on: &dyn Fn() -> bool) -> bool {
    let mut search = Search::new(plan.desk_of.len());
    let mut better = false;
    for who in plan.waiting() {
        if !go_on() {
            return false;
        }
        better |= search.chain(plan, choices, who);
    }
    better
}

/// Breadth-first search over candidates; reused, so that a new search costs nothing.
struct Search {
    /// The search in which a candidate was met.
    met: Vec<u32>,
    number: u32,
    /// Who is met, with the place that their ejector takes and the ejector's place in this list.
    steps: Vec<(u32, Option<(Choice, usize)>)>,
}

impl Search {
    fn new(candidates: usize) -> Self {
        Self { met: vec![0; candidates], number: 0, steps: Vec::new() }
    }

    fn chain(&mut self, plan: &mut Plan<'_>, choices: &Choices, who: u32) -> bool {
        self.number += 1;
        self.steps.clear();
        self.meet(who, None);
        let weight = plan.board.weights[who as usize];
        let mut queue = VecDeque::from([0]);
        while let Some(at) = queue.pop_front() {
            let (seeker, _) = self.steps[at];
            for choice in choices.of_candidate(seeker) {
                let clash = plan.clash(*choice);
                if clash == Clash::None && self.apply(plan, at, *choice) {
                    return true;
                }
                let ejected: Vec<u32> = match clash {
                    Clash::One(seat) => vec![seat.candidate],
                    Clash::Week => {
                        let seats = plan.seats[choice.desk as usize].iter();
                        seats.filter(|it| week(it.start) == week(choice.seat.start)).map(|it| it.candidate).collect()
                    }
                    Clash::None | Clash::Many => vec![],
                };
                for other in ejected {
                    if self.met[other as usize] == self.number || self.steps.len() >= REACH {
                        continue;
                    }
                    self.meet(other, Some((*choice, at)));
                    let last = self.steps.len() - 1;
                    if plan.board.weights[other as usize] < weight && self.eject(plan, last) {
                        return true;
                    }
                    queue.push_back(last);
                }
            }
        }
        false
    }

    fn meet(&mut self, who: u32, by: Option<(Choice, usize)>) {
        self.met[who as usize] = self.number;
        self.steps.push((who, by));
    }

    /// The last of the chain goes to a free place.
    fn apply(&self, plan: &mut Plan<'_>, at: usize, free: Choice) -> bool {
        let mut moves = vec![free];
        moves.extend(self.back(at));
        carry_out(plan, &moves)
    }

    /// The last of the chain goes without.
    fn eject(&self, plan: &mut Plan<'_>, at: usize) -> bool {
        let (who, _) = self.steps[at];
        let Some(left) = plan.take(who) else { return false };
        let done = carry_out(plan, &self.back(at).collect::<Vec<_>>());
        if !done {
            plan.put(left);
        }
        done
    }

    /// The places taken along the chain, from its end.
    fn back(&self, mut at: usize) -> impl Iterator<Item = Choice> + '_ {
        std::iter::from_fn(move || {
            let (choice, before) = self.steps[at].1?;
            at = before;
            Some(choice)
        })
    }
}

/// Moves each of these candidates to their new place, or changes nothing.
fn carry_out(plan: &mut Plan<'_>, moves: &[Choice]) -> bool {
    let mut undo = Vec::new();
    for choice in moves {
        let old = plan.take(choice.seat.candidate);
        let free = plan.clash(*choice) == Clash::None;
        undo.push((old, free.then_some(choice.seat.candidate)));
        if free {
            plan.put(*choice);
            continue;
        }
        for (old, placed) in undo.into_iter().rev() {
            if let Some(who) = placed {
                plan.take(who);
            }
            if let Some(old) = old {
                plan.put(old);
            }
        }
        return false;
    }
    true
}
