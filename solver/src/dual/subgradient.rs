//! The subgradient method (Held and Karp 1971), with the averaged direction of Camerini, Fratta and Maffioli (1975).

use super::{DualEvaluator, Multipliers, Objective};
use crate::model::Model;
use crate::pricing::{MAX_MEMORY_BITS, Memory, Pick};

/// Stopping criteria, and what schedules may remember.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SubgradientLimits {
    /// Maximum number of evaluations.
    pub evaluations: usize,
    /// Stop when the bound is below this.
    pub cutoff: i64,
    /// The value of the best matching known, which the step length is based on.
    pub target: i64,
    /// Stop when the step scale is below this.
    pub min_step: f64,
    /// Stop when [`PROGRESS_WINDOW`] evaluations close less than this share of the gap between bound and target.
    pub min_progress: f64,
    /// Maximum number of candidates that a schedule remembers at a time.
    pub memory_bits: usize,
    /// Evaluations before the first candidate is remembered. Early schedules say little, because steps are long.
    pub memory_after: usize,
}

/// Progress is checked after this many evaluations.
const PROGRESS_WINDOW: usize = 50;

/// Steps are shortened after more than this many evaluations without improvement.
const MAX_UNIMPROVED: u32 = 12;

impl DualEvaluator {
    /// Improves the multipliers step by step.
    pub(crate) fn improve(
        &mut self,
        model: &Model,
        objective: Objective,
        multipliers: &mut Multipliers,
        limits: SubgradientLimits,
        keep_going: &dyn Fn() -> bool,
    ) {
        self.pricing.forget_states();
        let mut values = multipliers.values.clone();
        let mut direction = vec![0.0; values.len()];
        let (mut unimproved, mut window_bound) = (0, i64::MAX);
        for evaluation in 0..limits.evaluations {
            let bound = self.evaluate_same_model(model, objective, &values, &multipliers.memories);
            unimproved += 1;
            if bound < multipliers.bound {
                if multipliers.bound - bound > bound / 10_000_000 {
                    unimproved = 0;
                }
                multipliers.bound = bound;
                multipliers.values.clone_from(&values);
            }
            if !keep_going() || multipliers.bound < limits.cutoff {
                return;
            }
            if evaluation >= limits.memory_after {
                // Nothing is gained from remembering a candidate who is selected once.
                for schedule in self.picks.chunk_by(|a, b| a.resource == b.resource) {
                    let repeated = |candidate: u32| self.selected[candidate as usize] > 1;
                    add_memories(model, multipliers, schedule, limits.memory_bits, repeated);
                }
            }
            if evaluation % PROGRESS_WINDOW == PROGRESS_WINDOW - 1 {
                let gained = std::mem::replace(&mut window_bound, multipliers.bound) - multipliers.bound;
                if (gained as f64) < limits.min_progress * (multipliers.bound - limits.target) as f64 {
                    return;
                }
            }
            if unimproved > MAX_UNIMPROVED {
                (unimproved, multipliers.step_scale) = (0, multipliers.step_scale * 0.7);
                values.clone_from(&multipliers.values);
                if multipliers.step_scale < limits.min_step {
                    return;
                }
            }
            let length = (bound as f64 * 0.1).min((bound - limits.target) as f64 * 2.0).max(1.0);
            if !self.step(&mut values, &mut direction, multipliers.step_scale * length) {
                return;
            }
        }
    }

    /// Takes one step along the averaged subgradient. False if the direction is zero.
    fn step(&self, values: &mut [i64], direction: &mut [f64], length: f64) -> bool {
        let mut norm = 0.0;
        for ((value, direction), count) in values.iter().zip(direction.iter_mut()).zip(&self.selected) {
            let gradient = if *value == 0 && *count == 0 { 0.0 } else { 1.0 - f64::from(*count) };
            *direction = 0.3 * gradient + 0.7 * *direction;
            if *value == 0 && *direction > 0.0 {
                *direction = 0.0;
            }
            norm += *direction * *direction;
        }
        if norm < 1e-9 {
            return false;
        }
        for (value, direction) in values.iter_mut().zip(direction) {
            *value = (*value - (length / norm * *direction).round() as i64).max(0);
        }
        true
    }
}

/// Adds a memory for each candidate that the schedule contains twice and for whom `include` is true.
pub(super) fn add_memories(
    model: &Model,
    multipliers: &mut Multipliers,
    schedule: &[Pick],
    memory_bits: usize,
    include: impl Fn(u32) -> bool,
) {
    let Some(first) = schedule.first().filter(|_| memory_bits > 0) else { return };
    let resource = &model.resources[first.resource as usize];
    let Some(memories) = multipliers.memories.get_mut(resource.interviewer as usize) else { return };
    let candidate = |pick: &Pick| model.columns[pick.column as usize].candidate;
    let start = |pick: &Pick| model.intervals[pick.interval as usize].start;
    for (index, pick) in schedule.iter().enumerate().filter(|(_, pick)| include(candidate(pick))) {
        if let Some(again) = schedule[index + 1..].iter().find(|it| candidate(it) == candidate(pick)) {
            let starts = (start(pick), start(again));
            Memory::add(memories, model, resource, candidate(pick), starts, memory_bits.min(MAX_MEMORY_BITS));
        }
    }
}
