//! Decides which steps of the solution process run, and in which order: greedy choice, ejection chains, multipliers,
//! heuristics, and exact methods for what the multipliers leave open.

mod block_search;
mod counting_bound;
mod dual_heuristics;
mod exact_stages;
mod multiplier_stages;
mod proof;

use crate::assignment::{Assignment, Choices};
use crate::chains;
use crate::dual::{DualEvaluator, Multipliers, Objective};
use crate::model::{Model, Placement};
use crate::outcome::{Limits, Proof, Score};
use crate::pricing::FIT_SCALE;
use std::collections::HashSet;

/// The objective of the search: a point of weight counts for as much as 1,000 points of fit. That is close enough to
/// the lexicographic order to find the best matchings, and multipliers converge far more easily than with a larger
/// factor. A repeat costs more than two sessions can gain in fit.
const SEARCH_OBJECTIVE: Objective = Objective { weight_scale: 1_000, repeat_scale: 250 };

/// Maximum number of columns for branch and bound. A round with no more columns than this is small.
const MAX_EXACT_COLUMNS: usize = 7_000;

/// Maximum number of columns for which there is time to anneal, and for schedules to remember many candidates. A round
/// with more columns is huge.
const MAX_ANNEALED_COLUMNS: usize = 150_000;

/// Maximum number of schedules for set packing when nothing else is left to try.
const MAX_SCHEDULES_AT_LAST: usize = 8_000;

/// On large rounds with default limits, fit is only optimised to one part in this many.
const TOLERANCE_DIVISOR: i64 = 200;

/// The result of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SearchStatus {
    /// The incumbent is the best there is, by the goal of the search.
    Closed,
    /// There may be better matchings.
    Open,
    /// There are too many schedules or columns to search.
    TooLarge,
}

/// What a search looks for: a matching of value `floor` or more that is better than the incumbent.
#[derive(Debug, Clone, Copy)]
struct Goal {
    objective: Objective,
    floor: i64,
}

/// The search for the best matching of a model.
pub(crate) struct Solver<'a> {
    model: &'a Model,
    choices: &'a Choices,
    limits: Limits<'a>,
    evaluator: DualEvaluator,
    /// The best matching found so far.
    pub incumbent: Vec<Placement>,
}

impl<'a> Solver<'a> {
    pub(crate) fn new(model: &'a Model, choices: &'a Choices, limits: Limits<'a>) -> Self {
        Self { model, choices, limits, evaluator: DualEvaluator::default(), incumbent: Vec::new() }
    }

    /// Finds the best matching within the limits, and what is known about better ones.
    pub(crate) fn run(&mut self) -> Proof {
        let mut assignment = Assignment::new(self.model);
        assignment.fill_greedily(self.choices);
        while chains::improve(&mut assignment, self.choices, self.limits.keep_going) {}
        self.update_incumbent(Goal { objective: SEARCH_OBJECTIVE, floor: 0 }, assignment.iter().collect());
        let bound = counting_bound::counting_bound(self.model);
        if self.score() == bound {
            return Proof::Optimal;
        }
        // Larger limits start with the work of the default limits, so that their result is never worse.
        let limits = self.limits;
        self.limits.evaluations = limits.evaluations.min(Limits::DEFAULT.evaluations);
        self.limits.nodes = limits.nodes.min(Limits::DEFAULT.nodes);
        self.limits.passes = limits.passes.min(Limits::DEFAULT.passes);
        let mut multipliers = Multipliers::of(self.model, SEARCH_OBJECTIVE);
        let proof = self.search_and_prove(&mut multipliers, Proof::WeightBound { weight_bound: bound.weight });
        self.limits = limits;
        let again = self.is_extended() && proof != Proof::Optimal && (self.limits.keep_going)();
        let proof = if again { self.search_and_prove(&mut multipliers, proof) } else { proof };
        proof.combine(bound, self.score())
    }

    /// Searches with ever more expensive methods, and stops as soon as the multipliers prove that nothing better
    /// exists.
    fn search(&mut self, goal: Goal, multipliers: &mut Multipliers) -> SearchStatus {
        if self.is_small() { self.search_small(goal, multipliers) } else { self.search_large(goal, multipliers) }
    }

    fn search_small(&mut self, goal: Goal, multipliers: &mut Multipliers) -> SearchStatus {
        self.improve_multipliers(goal, multipliers);
        let closed = multipliers.bound < self.cutoff(goal)
            || self.finish_quickly(goal, multipliers) == SearchStatus::Closed
            || self.use_lp_multipliers(goal, multipliers) && self.pack(goal, multipliers) == SearchStatus::Closed
            || self.add_memories_stepwise(goal, multipliers) == SearchStatus::Closed;
        if closed { SearchStatus::Closed } else { self.finish(goal, multipliers) }
    }

    fn search_large(&mut self, goal: Goal, multipliers: &mut Multipliers) -> SearchStatus {
        self.find_coarse_multipliers(goal, multipliers);
        if goal.floor == 0 {
            // The length of subgradient steps depends on the value of the incumbent, so it should be good.
            self.round_from_duals(goal, multipliers);
        }
        self.improve_multipliers(goal, multipliers);
        if multipliers.bound < self.cutoff(goal) {
            return SearchStatus::Closed;
        }
        if goal.floor > 0 && !self.is_extended() {
            // The other methods have had their chance in the search without a floor.
            return SearchStatus::Open;
        }
        self.round_from_duals(goal, multipliers);
        if !self.is_huge() {
            self.anneal_core(goal, multipliers);
        }
        if self.finish_quickly(goal, multipliers) == SearchStatus::Closed {
            return SearchStatus::Closed;
        }
        if !self.is_extended() {
            return SearchStatus::Open;
        }
        if self.pack_above(goal, multipliers, 0, MAX_SCHEDULES_AT_LAST) == SearchStatus::Closed {
            return SearchStatus::Closed;
        }
        self.finish(goal, multipliers)
    }

    /// Makes these placements the incumbent if they are better. Returns false if they are not, and yet have a higher
    /// value by the goal of the search: in that case, a proof about them doesn't apply to the incumbent.
    fn update_incumbent(&mut self, goal: Goal, placements: Vec<Placement>) -> bool {
        if self.model.score(placements.iter().copied()) > self.score() {
            self.incumbent = placements;
            return true;
        }
        self.value_of(goal.objective, &placements) < self.cutoff(goal)
    }

    /// The score of the incumbent.
    fn score(&self) -> Score {
        self.model.score(self.incumbent.iter().copied())
    }

    /// The value of the incumbent, in units of 1/[`FIT_SCALE`].
    fn value(&self, objective: Objective) -> i64 {
        self.value_of(objective, &self.incumbent)
    }

    fn value_of(&self, objective: Objective, placements: &[Placement]) -> i64 {
        placements.iter().map(|it| objective.value(self.model, it.column()) * FIT_SCALE).sum()
    }

    /// The least value of a matching that the search looks for.
    fn cutoff(&self, goal: Goal) -> i64 {
        goal.floor.max(self.value(goal.objective) + FIT_SCALE)
    }

    /// The model of about `max_columns` columns that a better matching most likely contains, and those of the
    /// incumbent. Columns whose bound is below `cutoff` are left out. Returns the bound that the columns have at least,
    /// as well.
    fn promising_columns(
        &mut self,
        objective: Objective,
        multipliers: &Multipliers,
        max_columns: usize,
        cutoff: i64,
    ) -> (Model, i64) {
        let bounds = self.evaluator.column_bounds(self.model, objective, multipliers);
        self.columns_above(&bounds, max_columns, cutoff)
    }

    /// As [`Solver::promising_columns`], for known bounds.
    fn columns_above(&self, bounds: &[i64], max_columns: usize, cutoff: i64) -> (Model, i64) {
        let mut descending = bounds.to_vec();
        descending.sort_unstable_by(|a, b| b.cmp(a));
        let threshold = descending.get(max_columns).copied().unwrap_or(i64::MIN).max(cutoff);
        let assigned: HashSet<_> = self.incumbent.iter().copied().collect();
        let core = self
            .model
            .filter_placements(|column, placement| bounds[column] >= threshold || assigned.contains(&placement));
        (core, threshold)
    }

    /// The gap that is not worth the time to close: none, or on a large round with default limits a small share of fit.
    fn tolerance(&self) -> i64 {
        if self.is_small() || self.is_extended() { 0 } else { to_i64(self.score().fit) / TOLERANCE_DIVISOR }
    }

    /// Whether the incumbent is optimal, or within the tolerance.
    fn is_within_tolerance(&self, objective: Objective, multipliers: &Multipliers) -> bool {
        multipliers.bound - self.value(objective) < self.tolerance().max(1) * FIT_SCALE
    }

    /// Whether sessions differ in length. If they don't, schedules seldom contain a candidate twice.
    fn has_mixed_lengths(&self) -> bool {
        self.model.intervals.windows(2).any(|pair| pair[0].length != pair[1].length)
    }

    /// Whether the limits are larger than the default.
    fn is_extended(&self) -> bool {
        self.limits.passes > Limits::DEFAULT.passes
    }

    fn is_huge(&self) -> bool {
        self.model.columns.len() > MAX_ANNEALED_COLUMNS
    }

    fn is_small(&self) -> bool {
        self.model.columns.len() <= MAX_EXACT_COLUMNS
    }
}

fn to_i64(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
