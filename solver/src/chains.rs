//! Ejection chains: a candidate takes the place of another, who takes the place of a third, and so on, until the last
//! one finds a free place, or has less weight than the first and goes without. Shortest chains come first, as in
//! augmenting-path matching (Kuhn 1955). A chain whose moves conflict with each other is dropped.

use crate::assignment::{Assignment, Choice, Choices, Conflict};
use crate::round::week_of;
use std::collections::VecDeque;

/// Maximum number of candidates that one search visits.
const MAX_VISITED: usize = 30;

/// Searches a chain for each unassigned candidate. True if at least one was found, so that another call may find more;
/// false as well when `keep_going` says so.
pub(crate) fn improve(assignment: &mut Assignment<'_>, choices: &Choices, keep_going: &dyn Fn() -> bool) -> bool {
    let mut search = ChainSearch::new(assignment.resource_of.len());
    let mut improved = false;
    for candidate in assignment.unassigned() {
        if !keep_going() {
            return false;
        }
        improved |= search.find_chain(assignment, choices, candidate);
    }
    improved
}

/// Breadth-first search over candidates. Reused, so that starting a search costs no allocation.
struct ChainSearch {
    /// For each candidate the number of the last search that visited them.
    visited_in: Vec<u32>,
    /// The number of this search.
    number: u32,
    steps: Vec<Step>,
}

/// A candidate in the search tree.
#[derive(Clone, Copy)]
struct Step {
    candidate: u32,
    /// The place that their ejector takes, and the ejector's index in the steps. None for the root.
    ejected_by: Option<(Choice, usize)>,
}

impl ChainSearch {
    fn new(candidates: usize) -> Self {
        Self { visited_in: vec![0; candidates], number: 0, steps: Vec::new() }
    }

    /// Looks for a chain that begins with this candidate, and carries out the first one that works.
    fn find_chain(&mut self, assignment: &mut Assignment<'_>, choices: &Choices, candidate: u32) -> bool {
        self.number += 1;
        self.steps.clear();
        self.visit(candidate, None);
        let weight = assignment.model.weights[candidate as usize];
        let mut queue = VecDeque::from([0]);
        while let Some(at) = queue.pop_front() {
            for choice in choices.of_candidate(self.steps[at].candidate) {
                let conflict = assignment.conflict(*choice);
                if conflict == Conflict::None && self.end_at_free_place(assignment, at, *choice) {
                    return true;
                }
                let ejected: Vec<u32> = match conflict {
                    Conflict::Single(placement) => vec![placement.candidate],
                    Conflict::WeekFull => {
                        let week = week_of(choice.placement.start);
                        let sessions = assignment.by_resource[choice.resource as usize].iter();
                        sessions.filter(|it| week_of(it.start) == week).map(|it| it.candidate).collect()
                    }
                    Conflict::None | Conflict::Multiple => vec![],
                };
                for other in ejected {
                    if self.visited_in[other as usize] == self.number || self.steps.len() >= MAX_VISITED {
                        continue;
                    }
                    self.visit(other, Some((*choice, at)));
                    let last = self.steps.len() - 1;
                    if assignment.model.weights[other as usize] < weight && self.end_by_ejection(assignment, last) {
                        return true;
                    }
                    queue.push_back(last);
                }
            }
        }
        false
    }

    fn visit(&mut self, candidate: u32, ejected_by: Option<(Choice, usize)>) {
        self.visited_in[candidate as usize] = self.number;
        self.steps.push(Step { candidate, ejected_by });
    }

    /// Carries out the chain whose last candidate moves to a free place.
    fn end_at_free_place(&self, assignment: &mut Assignment<'_>, at: usize, free: Choice) -> bool {
        let mut moves = vec![free];
        moves.extend(self.trace_back(at));
        try_moves(assignment, &moves)
    }

    /// Carries out the chain whose last candidate goes without.
    fn end_by_ejection(&self, assignment: &mut Assignment<'_>, at: usize) -> bool {
        let Some(ejected) = assignment.remove(self.steps[at].candidate) else { return false };
        let done = try_moves(assignment, &self.trace_back(at).collect::<Vec<_>>());
        if !done {
            assignment.insert(ejected);
        }
        done
    }

    /// The places taken along the chain, from its end.
    fn trace_back(&self, mut at: usize) -> impl Iterator<Item = Choice> + '_ {
        std::iter::from_fn(move || {
            let (choice, ejector) = self.steps[at].ejected_by?;
            at = ejector;
            Some(choice)
        })
    }
}

/// Moves each candidate to their new place, in order. If one conflicts, undoes everything and returns false.
fn try_moves(assignment: &mut Assignment<'_>, moves: &[Choice]) -> bool {
    let mut undo = Vec::new();
    for choice in moves {
        let previous = assignment.remove(choice.placement.candidate);
        let free = assignment.conflict(*choice) == Conflict::None;
        undo.push((previous, free.then_some(choice.placement.candidate)));
        if free {
            assignment.insert(*choice);
            continue;
        }
        for (previous, placed) in undo.into_iter().rev() {
            if let Some(candidate) = placed {
                assignment.remove(candidate);
            }
            if let Some(previous) = previous {
                assignment.insert(previous);
            }
        }
        return false;
    }
    true
}
