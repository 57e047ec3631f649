//! The stages that solve exactly what the multipliers leave open.

use super::{Goal, MAX_EXACT_COLUMNS, SearchStatus, Solver};
use crate::dual::Multipliers;
use crate::exact::{self, BranchLimits};
use crate::pricing::FIT_SCALE;
use crate::set_packing;

/// Maximum number of schedules for set packing.
const MAX_SCHEDULES: usize = 3_000;

/// Maximum number of partial schedules while enumerating them.
const MAX_PATHS: usize = 200_000;

/// Maximum number of branch-and-bound nodes for set packing.
const MAX_PACKING_NODES: u64 = 100;

/// The same on a large round of mixed lengths, where a node takes longer.
const MAX_PACKING_NODES_OF_MIXED: u64 = 25;

/// The fewest branch-and-bound nodes that are allowed, whatever the limits.
const MIN_NODES: u64 = 25;

impl Solver<'_> {
    /// Packs the schedules nearest to the best of each resource, then more and more of them.
    pub(super) fn pack(&mut self, goal: Goal, multipliers: &Multipliers) -> SearchStatus {
        for points_below in [0, 1, 3, 7] {
            let floor = (multipliers.bound / FIT_SCALE - points_below) * FIT_SCALE;
            match self.pack_above(goal, multipliers, floor, MAX_SCHEDULES) {
                SearchStatus::Open if !self.is_within_tolerance(goal.objective, multipliers) => {}
                other => return other,
            }
        }
        SearchStatus::Open
    }

    /// Packs every schedule that a matching of value `floor` or more can contain.
    pub(super) fn pack_above(
        &mut self,
        goal: Goal,
        multipliers: &Multipliers,
        floor: i64,
        max_schedules: usize,
    ) -> SearchStatus {
        let keep_going = self.limits.keep_going;
        let cutoff = self.cutoff(goal);
        if multipliers.bound < cutoff {
            return SearchStatus::Closed;
        }
        if !keep_going() {
            return SearchStatus::Open;
        }
        let floor = floor.max(cutoff);
        let schedules = self.evaluator.enumerate_schedules(self.model, goal.objective, multipliers, floor, MAX_PATHS);
        let Some(schedules) = schedules.filter(|all| all.len() <= max_schedules) else {
            return SearchStatus::TooLarge;
        };
        let value = |column| goal.objective.value(self.model, column) as f64;
        let slow = self.has_mixed_lengths() && !self.is_small() && !self.is_extended();
        let limits = BranchLimits {
            max_nodes: if slow { MAX_PACKING_NODES_OF_MIXED } else { MAX_PACKING_NODES },
            gap: 0.0,
            stop_at: max_value(multipliers) - self.tolerance() as f64,
        };
        let packed = set_packing::pack(self.model, &schedules, &self.incumbent, &value, limits, keep_going);
        let Some((placements, proven)) = packed else { return SearchStatus::TooLarge };
        let holds_for_incumbent = self.update_incumbent(goal, placements);
        let cutoff = self.cutoff(goal);
        if multipliers.bound < cutoff || proven && holds_for_incumbent && cutoff >= floor {
            return SearchStatus::Closed;
        }
        if proven && keep_going() { SearchStatus::Open } else { SearchStatus::TooLarge }
    }

    /// The exact methods that take little time: set packing, or the most promising columns if there are too many
    /// schedules.
    pub(super) fn finish_quickly(&mut self, goal: Goal, multipliers: &Multipliers) -> SearchStatus {
        match self.pack(goal, multipliers) {
            SearchStatus::TooLarge if self.is_small() => {
                self.solve_core(goal, multipliers, self.model.columns.len() / 3, MIN_NODES)
            }
            other => other,
        }
    }

    /// Solves the integer program over the columns that the bounds leave open, the most promising ones first.
    pub(super) fn finish(&mut self, goal: Goal, multipliers: &Multipliers) -> SearchStatus {
        let all = self.model.columns.len();
        let budget = if self.is_small() { self.limits.nodes } else { self.limits.nodes / 4 };
        let max_nodes = |columns: usize| (budget / columns.max(1) as u64).max(MIN_NODES);
        let first = (all / 8).min(3 * self.model.weights.len());
        match self.solve_core(goal, multipliers, first, max_nodes(first)) {
            SearchStatus::Open if (self.limits.keep_going)() => self.solve_core(goal, multipliers, all, max_nodes(all)),
            other => other,
        }
    }

    /// Solves the integer program over at most `max_columns` of the columns that the bounds leave open.
    fn solve_core(
        &mut self,
        goal: Goal,
        multipliers: &Multipliers,
        max_columns: usize,
        max_nodes: u64,
    ) -> SearchStatus {
        let keep_going = self.limits.keep_going;
        let cutoff = self.cutoff(goal);
        if multipliers.bound < cutoff {
            return SearchStatus::Closed;
        }
        if !keep_going() {
            return SearchStatus::Open;
        }
        let (core, threshold) = self.promising_columns(goal.objective, multipliers, max_columns, cutoff);
        if core.columns.len() > MAX_EXACT_COLUMNS {
            return SearchStatus::TooLarge;
        }
        let gap = if !self.is_small() && core.columns.len() > MAX_EXACT_COLUMNS / 2 { 1e-6 } else { 0.0 };
        let limits = BranchLimits { max_nodes, gap, stop_at: max_value(multipliers) };
        let value = |column| goal.objective.value(self.model, column) as f64;
        let Some((placements, proven)) = exact::solve(&core, &value, &self.incumbent, limits, keep_going) else {
            return SearchStatus::Open;
        };
        let holds_for_incumbent = self.update_incumbent(goal, placements);
        // If the threshold is the cutoff, the core has every column of a better matching.
        let proven = proven && holds_for_incumbent && threshold == cutoff;
        if proven || multipliers.bound < self.cutoff(goal) { SearchStatus::Closed } else { SearchStatus::Open }
    }
}

/// Upper bound on the value of a matching, in whole points.
fn max_value(multipliers: &Multipliers) -> f64 {
    (multipliers.bound / FIT_SCALE) as f64
}
