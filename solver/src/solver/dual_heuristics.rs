//! Heuristics that use multipliers, for rounds that are too large to be solved exactly: rounding, and annealing on the
//! columns with the best bounds.

use super::{Goal, SEARCH_OBJECTIVE, Solver};
use crate::anneal::{AnnealingSchedule, anneal};
use crate::assignment::{Assignment, Choices};
use crate::chains;
use crate::dual::Multipliers;

/// Annealing moves for each candidate.
const MOVES_PER_CANDIDATE: usize = 1_000;

/// Number of columns that annealing chooses from, for each candidate.
const COLUMNS_PER_CANDIDATE: usize = 6;

/// Temperatures in points of the search objective. The first is low, because rounding already comes near the optimum.
const INITIAL_TEMPERATURE: f64 = 60.0;
const FINAL_TEMPERATURE: f64 = 5.0;

/// How many assignments are made by rounding.
const ROUNDINGS: usize = 8;

/// How many of these, the best ones, are improved by chains, which takes longer.
const IMPROVED_ROUNDINGS: usize = 2;

impl Solver<'_> {
    /// Makes assignments from the multipliers, each one beginning with another resource.
    pub(super) fn round_from_duals(&mut self, goal: Goal, multipliers: &Multipliers) {
        let mut assignments = Vec::new();
        for turn in (0..ROUNDINGS).take_while(|turn| *turn == 0 || (self.limits.keep_going)()) {
            let first = turn * self.model.resources.len() / ROUNDINGS;
            let placements = self.evaluator.round_from_duals(self.model, goal.objective, multipliers, first);
            let mut assignment = Assignment::with(self.model, placements);
            assignment.fill_greedily(self.choices);
            let value = self.value_of(goal.objective, &assignment.iter().collect::<Vec<_>>());
            assignments.push((value, assignment));
        }
        assignments.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
        for (_, mut assignment) in assignments.into_iter().take(if self.is_huge() { 1 } else { IMPROVED_ROUNDINGS }) {
            while chains::improve(&mut assignment, self.choices, self.limits.keep_going) {}
            self.update_incumbent(goal, assignment.iter().collect());
        }
    }

    /// Anneals the incumbent on the columns with the best bounds.
    pub(super) fn anneal_core(&mut self, goal: Goal, multipliers: &Multipliers) {
        if multipliers.bound < self.cutoff(goal) || !(self.limits.keep_going)() {
            return;
        }
        let candidates = self.model.weights.len();
        let max_columns = COLUMNS_PER_CANDIDATE * candidates;
        let (core, _) = self.promising_columns(goal.objective, multipliers, max_columns, i64::MIN);
        let choices = Choices::of(&core);
        let mut assignment = Assignment::with(&core, self.incumbent.iter().copied());
        let scale = (goal.objective.weight_scale / SEARCH_OBJECTIVE.weight_scale) as f64;
        let schedule = AnnealingSchedule {
            moves: MOVES_PER_CANDIDATE * candidates,
            initial_temperature: INITIAL_TEMPERATURE * scale,
            final_temperature: FINAL_TEMPERATURE,
        };
        let placements = anneal(&mut assignment, &choices, goal.objective, schedule, self.limits.keep_going);
        let mut assignment = Assignment::with(self.model, placements);
        assignment.fill_greedily(self.choices);
        self.update_incumbent(goal, assignment.iter().collect());
    }
}
