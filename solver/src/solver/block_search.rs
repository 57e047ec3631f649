//! Large neighbourhood search, for rounds that are too large to be solved exactly: pass after pass, block by block.

use super::{Goal, Solver};
use crate::blocks;
use crate::dual::{Multipliers, Objective};
use crate::exact::BranchLimits;

/// Passes start at this many different resources in turn.
const BLOCK_OFFSETS: usize = 7;

/// Number of columns for each candidate in the first pass; one more in each following pass.
const MIN_COLUMNS_PER_CANDIDATE: usize = 6;
const MAX_COLUMNS_PER_CANDIDATE: usize = 20;

/// A block is only a part of the problem, so a near-optimal solution found in a few nodes is enough.
const LIMITS: BranchLimits = BranchLimits { max_nodes: 10, gap: 1e-5, stop_at: f64::INFINITY };

impl Solver<'_> {
    /// Improves the incumbent, one block of resources at a time.
    pub(super) fn improve_by_blocks(&mut self, objective: Objective, multipliers: &Multipliers) {
        let keep_going = self.limits.keep_going;
        if !keep_going() {
            return;
        }
        let bounds = self.evaluator.column_bounds(self.model, objective, multipliers);
        let mut previous = 0;
        for pass in 0..self.limits.passes {
            let value = self.value(objective);
            let slow = !self.is_extended() && value - previous < (multipliers.bound - value) / 10;
            if !keep_going() || self.is_within_tolerance(objective, multipliers) || slow {
                return;
            }
            previous = value;
            let columns_per_candidate = (pass + MIN_COLUMNS_PER_CANDIDATE).min(MAX_COLUMNS_PER_CANDIDATE);
            let max_columns = columns_per_candidate * self.model.weights.len();
            let (core, _) = self.columns_above(&bounds, max_columns, i64::MIN);
            let mut placements = self.incumbent.clone();
            let value = |column| objective.value(self.model, column) as f64;
            let first = pass % BLOCK_OFFSETS * core.resources.len() / BLOCK_OFFSETS;
            blocks::improve_by_blocks(&core, &value, &mut placements, first, LIMITS, keep_going);
            self.update_incumbent(Goal { objective, floor: 0 }, placements);
        }
    }
}
