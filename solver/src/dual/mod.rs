//! Upper bounds by Lagrangian relaxation of "each candidate at most once", and of "nobody in two places" for people
//! with several seats.
//!
//! For any multipliers, their sum plus the reduced value of every interviewer's best schedule is at least the value of
//! the best matching. Multipliers and values are integers, so the bound is exact, no matter how the multipliers were
//! found: by subgradient steps (`subgradient`, `incremental`) or by linear programming.

mod incremental;
mod multipliers;
mod subgradient;

use crate::model::{Model, indices};
use crate::pricing::{FIT_SCALE, Memory, Pick, Prices, Schedule, ScheduleSolver};
pub(crate) use incremental::IncrementalSteps;
use multipliers::memories_of;
pub(crate) use multipliers::{Multipliers, Objective};
pub(crate) use subgradient::SubgradientLimits;

/// Evaluates the dual bound. Keeps its buffers from one evaluation to the next.
#[derive(Debug, Default)]
pub(crate) struct DualEvaluator {
    pricing: ScheduleSolver,
    prices: Prices,
    /// How often the last evaluation selected each candidate, followed by how often it selected each row of
    /// `model::people`.
    selected: Vec<u32>,
    /// The schedules of the last evaluation, one after the other.
    picks: Vec<Pick>,
}

/// The indices of the multipliers that apply to a pick: the candidate's, and those of the people's rows.
fn constraints_of(model: &Model, pick: &Pick) -> impl Iterator<Item = usize> {
    let of_candidate = model.column_rows.get(pick.column as usize).cloned().unwrap_or_default();
    let rows = of_candidate.chain(model.intervals[pick.interval as usize].rows.clone());
    let candidates = model.weights.len();
    let candidate = model.columns[pick.column as usize].candidate as usize;
    std::iter::once(candidate).chain(rows.map(move |row| candidates + row as usize))
}

impl DualEvaluator {
    fn set_multipliers(&mut self, model: &Model, objective: Objective, values: &[i64]) {
        let (of_candidates, of_rows) = values.split_at(model.weights.len());
        let weights = model.weights.iter().zip(of_candidates);
        self.prices.reduced_weights.clear();
        self.prices.reduced_weights.extend(weights.map(|(weight, value)| objective.scaled_weight(*weight) - value));
        self.prices.repeat = objective.repeat_scale * FIT_SCALE;
        self.prices.rows.clear();
        self.prices.rows.extend_from_slice(of_rows);
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
            bound += self.pricing.best_schedule(model, index, &self.prices, memories, &mut self.picks);
        }
        for pick in &self.picks {
            constraints_of(model, pick).for_each(|constraint| self.selected[constraint] += 1);
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
            let best = self.pricing.best_schedule(model, index, &self.prices, memories, &mut self.picks);
            self.pricing.best_through(model, index, &self.prices, memories, &mut bounds);
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
            let (prices, memories) = (&self.prices, multipliers.memories_of(resource));
            self.picks.clear();
            self.pricing.best_schedule(model, index, prices, memories, &mut self.picks);
            let complete = self.pricing.enumerate(model, index, prices, memories, slack, &mut paths_left, &mut found);
            if !complete {
                return None;
            }
        }
        Some(found)
    }
}
