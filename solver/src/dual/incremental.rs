//! Coarse multipliers in little time, and assignments made from multipliers.

use super::subgradient::add_memories;
use super::{DualEvaluator, Multipliers, Objective, constraints_of};
use crate::model::{Model, Placement};
use crate::pricing::FIT_SCALE;

/// The steps of the incremental subgradient method, which shrink geometrically.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IncrementalSteps {
    /// Passes through all resources.
    pub passes: usize,
    /// The first step, in thousandths of a point of weight.
    pub first_step: f64,
    /// The last step, likewise.
    pub last_step: f64,
    /// Maximum number of candidates that a schedule remembers at a time.
    pub memory_bits: usize,
}

/// Schedules begin to remember candidates when steps are shorter than this, in thousandths of a point of weight.
const MEMORY_STEP: f64 = 100.0;

impl DualEvaluator {
    /// Improves the multipliers by incremental subgradient steps (Nedić and Bertsekas 2001). A pass lowers every
    /// multiplier by one step; then one resource after the other selects its best schedule, and the multipliers of its
    /// candidates are raised by a step before the next resource selects. This needs a hundred evaluations to come near
    /// the optimum, where `improve` needs a thousand. It does not compute a bound.
    pub(crate) fn improve_incrementally(
        &mut self,
        model: &Model,
        objective: Objective,
        multipliers: &mut Multipliers,
        steps: IncrementalSteps,
        keep_going: &dyn Fn() -> bool,
    ) {
        self.pricing.forget_states();
        let unit = (objective.weight_scale * FIT_SCALE) as f64 / 1_000.0;
        let shrink = (steps.last_step / steps.first_step).powf(1.0 / steps.passes.max(1) as f64);
        let mut step_size = steps.first_step;
        for _ in (0..steps.passes).take_while(|_| keep_going()) {
            let step = (step_size * unit) as i64;
            multipliers.values.iter_mut().for_each(|value| *value = (*value - step).max(0));
            self.set_multipliers(model, objective, &multipliers.values);
            for (index, resource) in model.resources.iter().enumerate() {
                let memories = multipliers.memories_of(resource);
                self.picks.clear();
                self.pricing.best_schedule(model, index, &self.prices, memories, &mut self.picks);
                for constraint in self.picks.iter().flat_map(|pick| constraints_of(model, pick)) {
                    multipliers.values[constraint] += step;
                    match constraint.checked_sub(model.weights.len()) {
                        Some(row) => self.prices.rows[row] += step,
                        None => self.prices.reduced_weights[constraint] -= step,
                    }
                }
                if step_size < MEMORY_STEP {
                    add_memories(model, multipliers, &self.picks, steps.memory_bits, |_| true);
                }
            }
            step_size *= shrink;
        }
    }

    /// An assignment from multipliers: one resource after the other, beginning with `first`, gets its best schedule
    /// among the candidates who are still free.
    pub(crate) fn round_from_duals(
        &mut self,
        model: &Model,
        objective: Objective,
        multipliers: &Multipliers,
        first: usize,
    ) -> Vec<Placement> {
        /// So low that no schedule selects the candidate again.
        const TAKEN: i64 = i64::MIN / 4;
        /// So high that no schedule takes the row again.
        const ROW_TAKEN: i64 = i64::MAX / 4;
        self.pricing.forget_states();
        self.set_multipliers(model, objective, &multipliers.values);
        let mut placements = Vec::new();
        let count = model.resources.len();
        for index in (0..count).map(|index| (index + first) % count) {
            let resource = &model.resources[index];
            let memories = multipliers.memories_of(resource);
            self.picks.clear();
            self.pricing.best_schedule(model, index, &self.prices, memories, &mut self.picks);
            for pick in &self.picks {
                let column = model.columns[pick.column as usize];
                // A schedule may contain a candidate twice; the first session counts.
                if std::mem::replace(&mut self.prices.reduced_weights[column.candidate as usize], TAKEN) != TAKEN {
                    let placement = resource.placement(&model.intervals[pick.interval as usize], column);
                    let rows = model.rows_of(&placement).into_iter().flatten();
                    rows.for_each(|row| self.prices.rows[row as usize] = ROW_TAKEN);
                    placements.push(placement);
                }
            }
        }
        placements
    }
}
