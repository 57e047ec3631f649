//! The stages that find multipliers.

use super::{Goal, MAX_SCHEDULES_AT_LAST, SearchStatus, Solver};
use crate::dual::{IncrementalSteps, Multipliers, SubgradientLimits};
use crate::exact;
use crate::pricing::FIT_SCALE;

/// If the gap is larger than this, the multipliers may be stuck.
const STUCK_GAP: i64 = 100 * FIT_SCALE;

/// How many candidates a schedule of a small round remembers at a time, in one attempt after the other.
const MEMORY_BITS_OF_SMALL: [usize; 4] = [2, 4, 5, 6];

/// How many candidates a schedule of a large round remembers at a time.
const MEMORY_BITS_OF_LARGE: usize = 4;

/// Evaluations on a small round before schedules begin to remember.
const EVALUATIONS_WITHOUT_MEMORY: usize = 300;

/// Evaluations for each attempt with more memory.
const EVALUATIONS_WITH_MEMORY: usize = 600;

/// The steps to coarse multipliers from a first guess.
const STEPS_FROM_GUESS: IncrementalSteps =
    IncrementalSteps { passes: 550, first_step: 1_000.0, last_step: 1.0, memory_bits: 0 };

/// The steps to coarse multipliers from those of another objective.
const STEPS_FROM_OTHER_OBJECTIVE: IncrementalSteps =
    IncrementalSteps { passes: 100, first_step: 30.0, last_step: 0.3, memory_bits: 0 };

impl Solver<'_> {
    fn subgradient_limits(&self, goal: Goal) -> SubgradientLimits {
        let coarse = !self.is_small() && !self.is_extended();
        SubgradientLimits {
            evaluations: if goal.floor > 0 && coarse { self.limits.evaluations / 16 } else { self.limits.evaluations },
            cutoff: self.cutoff(goal),
            target: self.value(goal.objective),
            min_step: if coarse { 1e-3 } else { 1e-5 },
            min_progress: if coarse { 0.01 } else { 0.0 },
            memory_bits: self.memory_bits(),
            memory_after: if self.is_small() { EVALUATIONS_WITHOUT_MEMORY } else { 0 },
        }
    }

    /// How many candidates schedules remember while multipliers are found.
    fn memory_bits(&self) -> usize {
        match (self.is_small(), self.is_huge(), self.has_mixed_lengths()) {
            (true, ..) | (_, true, false) => 0,
            (_, true, true) => MEMORY_BITS_OF_LARGE / 2,
            (_, false, _) => MEMORY_BITS_OF_LARGE,
        }
    }

    /// Finds coarse multipliers for a large round, from a first guess or from those of another objective.
    pub(super) fn find_coarse_multipliers(&mut self, goal: Goal, multipliers: &mut Multipliers) {
        let is_guess = goal.floor == 0 && multipliers.bound == i64::MAX;
        let steps = if is_guess { STEPS_FROM_GUESS } else { STEPS_FROM_OTHER_OBJECTIVE };
        let steps = IncrementalSteps { memory_bits: self.memory_bits(), ..steps };
        self.evaluator.improve_incrementally(self.model, goal.objective, multipliers, steps, self.limits.keep_going);
        multipliers.step_scale = 0.02;
    }

    /// Improves the multipliers by subgradient steps.
    pub(super) fn improve_multipliers(&mut self, goal: Goal, multipliers: &mut Multipliers) {
        let limits = self.subgradient_limits(goal);
        self.evaluator.improve(self.model, goal.objective, multipliers, limits, self.limits.keep_going);
    }

    /// Replaces multipliers that may be stuck by those of the linear program, if these give a better bound.
    pub(super) fn use_lp_multipliers(&mut self, goal: Goal, multipliers: &mut Multipliers) -> bool {
        if multipliers.bound - self.cutoff(goal) < STUCK_GAP || !(self.limits.keep_going)() {
            return false;
        }
        let value = |column| goal.objective.value(self.model, column) as f64;
        let Some(values) = exact::lp_multipliers(self.model, &value) else { return false };
        let values: Vec<_> = values.iter().map(|value| (value * FIT_SCALE as f64).round() as i64).collect();
        let bound = self.evaluator.evaluate(self.model, goal.objective, &values, &[]);
        let better = bound < multipliers.bound;
        if better {
            *multipliers = Multipliers { values, bound, ..multipliers.clone() };
        }
        better
    }

    /// Lets schedules remember ever more candidates, and solves what each bound leaves open.
    pub(super) fn add_memories_stepwise(&mut self, goal: Goal, multipliers: &mut Multipliers) -> SearchStatus {
        for memory_bits in MEMORY_BITS_OF_SMALL {
            let bound = multipliers.bound;
            self.improve_with_memory(goal, multipliers, memory_bits);
            let gained = (bound - multipliers.bound).max(0);
            if gained > 0 {
                let status = match memory_bits {
                    4 => self.finish_quickly(goal, multipliers),
                    _ => self.pack(goal, multipliers),
                };
                if status == SearchStatus::Closed {
                    return status;
                }
            }
            if memory_bits > 2 && gained < FIT_SCALE / 2 {
                break;
            }
        }
        self.pack_above(goal, multipliers, 0, MAX_SCHEDULES_AT_LAST)
    }

    /// Improves the multipliers with schedules that remember candidates. That is expensive, so it is done with the
    /// columns that a better matching can contain; then the bound is evaluated for all columns.
    fn improve_with_memory(&mut self, goal: Goal, multipliers: &mut Multipliers, memory_bits: usize) {
        let limits = SubgradientLimits {
            evaluations: EVALUATIONS_WITH_MEMORY,
            memory_bits,
            memory_after: 0,
            ..self.subgradient_limits(goal)
        };
        if multipliers.bound < limits.cutoff || !(self.limits.keep_going)() {
            return;
        }
        let bounds = self.evaluator.column_bounds(self.model, goal.objective, multipliers);
        let core = self.model.filter(|_, column| bounds[column] >= limits.cutoff);
        let mut improved = Multipliers { bound: i64::MAX, step_scale: 0.05, ..multipliers.clone() };
        self.evaluator.improve(&core, goal.objective, &mut improved, limits, self.limits.keep_going);
        improved.bound = self.evaluator.evaluate(self.model, goal.objective, &improved.values, &improved.memories);
        if improved.bound < multipliers.bound {
            *multipliers = improved;
        }
    }
}
