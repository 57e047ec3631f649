//! Upper bounds by Lagrangian relaxation of "each candidate at most once".
//!
//! For any multipliers, their sum plus the reduced value of every interviewer's best schedule is at least the value of
//! the best matching. Multipliers and values are integers, so the bound is exact, no matter how the multipliers were
//! found: by subgradient steps (`subgradient`, `incremental`) or by linear programming.

mod incremental;
mod multipliers;
mod subgradient;

use crate::model::{Model, indices};
use crate::pricing::{Memory, Pick, Schedule, ScheduleSolver};
pub(crate) use incremental::IncrementalSteps;
use multipliers::memories_of;
pub(crate) use multipliers::{Multipliers, Objective};
pub(crate) use subgradient::SubgradientLimits;

/// Evaluates the dual bound. Keeps its buffers from one evaluation to the next.
#[derive(Debug, Default)]
pub(crate) struct DualEvaluator {
    pricing: ScheduleSolver,
    /// For each candidate the scaled weight minus their multiplier.
    reduced_weights: Vec<i64>,
    /// How often each candidate was selected in the last evaluation.
    selected: Vec<u32>,
    /// The schedules of the last evaluation, one after the other.
    picks: Vec<Pick>,
}

impl DualEvaluator {
    fn set_multipliers(&mut self, model: &Model, objective: Objective, values: &[i64]) {
        self.reduced_weights.clear();
        let weights = model.weights.iter().zip(values);
        self.reduced_weights.extend(weights.map(|(weight, value)| objective.scaled_weight(*weight) - value));
    }

    /// The upper bound that these multipliers give.
    pub(crate) fn evaluate(
        &mut self,
        model: &Model,
        objective: Objective,
        values: &[i64],
        memories: &[Vec<Memory>],
    ) -> i64 {
        self.pricing.forget_states();
        self.evaluate_same_model(model, objective, values, memories)
    }

    /// As `evaluate`, for the model of the last evaluation.
    fn evaluate_same_model(
        &mut self,
        model: &Model,
        objective: Objective,
        values: &[i64],
        memories: &[Vec<Memory>],
    ) -> i64 {
        self.set_multipliers(model, objective, values);
        self.picks.clear();
        self.selected.clear();
        self.selected.resize(values.len(), 0);
        let mut bound: i64 = values.iter().sum();
        for (index, resource) in model.resources.iter().enumerate() {
            let memories = memories_of(memories, resource);
            bound += self.pricing.best_schedule(model, index, &self.reduced_weights, memories, &mut self.picks);
        }
        for pick in &self.picks {
            self.selected[model.columns[pick.column as usize].candidate as usize] += 1;
        }
        bound
    }

    /// For each column an upper bound on the value of a matching that contains it.
    pub(crate) fn column_bounds(&mut self, model: &Model, objective: Objective, multipliers: &Multipliers) -> Vec<i64> {
        self.pricing.forget_states();
        self.set_multipliers(model, objective, &multipliers.values);
        let mut bounds = vec![0; model.columns.len()];
        let mut total: i64 = multipliers.values.iter().sum();
        let mut best_values = Vec::with_capacity(model.resources.len());
        for (index, resource) in model.resources.iter().enumerate() {
            let memories = multipliers.memories_of(resource);
            self.picks.clear();
            let best = self.pricing.best_schedule(model, index, &self.reduced_weights, memories, &mut self.picks);
            self.pricing.best_through(model, index, &self.reduced_weights, memories, &mut bounds);
            best_values.push(best);
            total += best;
        }
        for (resource, best) in model.resources.iter().zip(best_values) {
            for interval in &model.intervals[indices(&resource.intervals)] {
                bounds[indices(&interval.columns)].iter_mut().for_each(|bound| *bound += total - best);
            }
        }
        bounds
    }

    /// Every schedule that a matching of value `floor` or more can contain. None if that takes more than `max_paths`
    /// partial schedules.
    pub(crate) fn enumerate_schedules(
        &mut self,
        model: &Model,
        objective: Objective,
        multipliers: &Multipliers,
        floor: i64,
        max_paths: usize,
    ) -> Option<Vec<Schedule>> {
        self.pricing.forget_states();
        self.set_multipliers(model, objective, &multipliers.values);
        let slack = multipliers.bound - floor;
        let (mut found, mut paths_left) = (Vec::new(), max_paths);
        for (index, resource) in model.resources.iter().enumerate() {
            let (reduced_weights, memories) = (&self.reduced_weights, multipliers.memories_of(resource));
            self.picks.clear();
            self.pricing.best_schedule(model, index, reduced_weights, memories, &mut self.picks);
            let complete =
                self.pricing.enumerate(model, index, reduced_weights, memories, slack, &mut paths_left, &mut found);
            if !complete {
                return None;
            }
        }
        Some(found)
    }
}
