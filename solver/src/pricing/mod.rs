//! The pricing problem: the best schedule of one resource at given multipliers. This is weighted interval scheduling,
//! solved by dynamic programming; the state counts sessions in those weeks whose capacity can be binding.
//!
//! Multipliers alone don't prevent a schedule from containing the same candidate twice. For the candidates with whom
//! that happens, the state remembers whether they had their session, as in the decremental state space relaxation of
//! Righini and Salani (2008) for vehicle routing. With mixed durations that makes the dual bound much tighter.

mod backward;
mod column_bounds;
mod enumerate;
mod memory;
mod state_space;

use crate::model::{Interval, Model, indices, to_u32};
pub(crate) use enumerate::Schedule;
pub(crate) use memory::Memory;
use state_space::StateSpace;
use std::ops::Range;

/// Multipliers and reduced values are integers, in units of 1/1024 of a point of fit, so that bounds are exact.
pub(crate) const FIT_SCALE: i64 = 1024;

/// Maximum number of candidates that a schedule remembers at a time. Each one doubles the number of states.
pub(crate) const MAX_MEMORY_BITS: usize = 8;

/// No column has this index.
const NO_COLUMN: u32 = u32::MAX;

/// A column that a schedule selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pick {
    /// Index in the model's resources.
    pub resource: u32,
    /// Index in the model's intervals.
    pub interval: u32,
    /// Index in the model's columns.
    pub column: u32,
}

/// Computes schedules of one resource after the other. Keeps its buffers from one to the next.
#[derive(Debug, Default)]
pub(crate) struct ScheduleSolver {
    /// For each interval the best reward and its column, leaving out remembered candidates.
    best: Vec<(i64, u32)>,
    /// The positive rewards of remembered candidates, by interval.
    remembered: Vec<Reward>,
    /// Where the rewards of each interval end in `remembered`.
    ends: Vec<usize>,
    /// For each state the best value from there to the end.
    suffix: Vec<i64>,
    /// For each state the best value from the beginning to there.
    prefix: Vec<i64>,
    /// The state space of each resource.
    spaces: Vec<StateSpace>,
}

/// The reward of a remembered candidate at an interval.
#[derive(Debug, Clone, Copy)]
struct Reward {
    /// The candidate's bit, as a mask.
    bit: usize,
    value: i64,
    column: u32,
}

/// The rewards of the interval with this index.
fn rewards<'a>(all: &'a [Reward], ends: &[usize], index: usize) -> &'a [Reward] {
    let from = index.checked_sub(1).map_or(0, |previous| ends[previous]);
    &all[from..ends[index]]
}

/// Every subset of these bits, from none to all.
fn submasks(of: usize) -> impl Iterator<Item = usize> {
    let next = move |mask: &usize| (*mask != of).then(|| mask.wrapping_sub(of) & of);
    std::iter::successors(Some(0), next)
}

/// The prices that determine a session's value after the multipliers are subtracted.
#[derive(Debug, Default)]
pub(crate) struct Prices {
    /// For each candidate, the value of a session without its fit, minus the candidate's multiplier.
    pub reduced_weights: Vec<i64>,
    /// The multiplier of each row of the people with several seats.
    pub rows: Vec<i64>,
    /// The cost of a repeat.
    pub repeat: i64,
}

impl Prices {
    /// The reduced value of a column, without the cost of its interval.
    fn reward(&self, model: &Model, index: usize) -> i64 {
        let column = model.columns[index];
        let repeat = if column.repeats { self.repeat } else { 0 };
        let value = self.reduced_weights[column.candidate as usize] + i64::from(column.fit) * FIT_SCALE - repeat;
        if self.rows.is_empty() { value } else { value - self.cost(&model.column_rows[index]) }
    }

    /// The cost of the rows that an interval occupies for its interviewer.
    fn interval_cost(&self, interval: &Interval) -> i64 {
        if self.rows.is_empty() { 0 } else { self.cost(&interval.rows) }
    }

    fn cost(&self, rows: &Range<u32>) -> i64 {
        self.rows[indices(rows)].iter().fold(0_i64, |sum, row| sum.saturating_add(*row)).min(i64::MAX / 4)
    }
}

impl ScheduleSolver {
    /// The value of the resource's best schedule, which is appended to `picks`.
    pub(crate) fn best_schedule(
        &mut self,
        model: &Model,
        resource_index: usize,
        prices: &Prices,
        memories: &[Memory],
        picks: &mut Vec<Pick>,
    ) -> i64 {
        let space = self.take_space(model, resource_index, memories);
        let intervals = &model.intervals[indices(&model.resources[resource_index].intervals)];
        self.compute_rewards(model, intervals, &space, prices);
        self.compute_suffixes(&space);
        self.trace_back(&space, model, resource_index, picks);
        let value = self.suffix[space.at(0, space.initial_count, 0)];
        self.put_back(resource_index, space);
        value
    }

    /// Forgets the state spaces. Needed before another model.
    pub(crate) fn forget_states(&mut self) {
        self.spaces.clear();
    }

    /// The state space of a resource, computed unless it is known. Return it with [`ScheduleSolver::put_back`].
    fn take_space(&mut self, model: &Model, resource_index: usize, memories: &[Memory]) -> StateSpace {
        let known = self.spaces.get_mut(resource_index).map(std::mem::take);
        let known = known.filter(|space| space.is_for(memories));
        known.unwrap_or_else(|| StateSpace::of(model, &model.resources[resource_index], memories))
    }

    fn put_back(&mut self, resource_index: usize, space: StateSpace) {
        if self.spaces.len() <= resource_index {
            self.spaces.resize(resource_index + 1, StateSpace::default());
        }
        self.spaces[resource_index] = space;
    }

    /// Computes the best reward of each interval, and the rewards of remembered candidates.
    fn compute_rewards(&mut self, model: &Model, intervals: &[Interval], space: &StateSpace, prices: &Prices) {
        self.best.clear();
        self.remembered.clear();
        self.ends.clear();
        let mut remembered = space.memory_columns.iter().peekable();
        for interval in intervals {
            let cost = prices.interval_cost(interval);
            let mut best = (cost, NO_COLUMN);
            let mut consider = |columns: Range<u32>| {
                for index in columns {
                    let reward = prices.reward(model, index as usize);
                    best = if reward > best.0 { (reward, index) } else { best };
                }
            };
            let mut from = interval.columns.start;
            while let Some(it) = remembered.next_if(|it| it.column < interval.columns.end) {
                consider(from..it.column);
                from = it.column + 1;
                let value = prices.reward(model, it.column as usize) - cost;
                if value > 0 {
                    self.remembered.push(Reward { bit: it.bit, value, column: it.column });
                }
            }
            consider(from..interval.columns.end);
            self.best.push((best.0 - cost, best.1));
            self.ends.push(self.remembered.len());
        }
    }

    /// Follows the best values from the first state, and appends the columns they come from.
    fn trace_back(&self, space: &StateSpace, model: &Model, resource: usize, picks: &mut Vec<Pick>) {
        let first = model.resources[resource].intervals.start;
        let (mut index, mut count, mut mask) = (0, space.initial_count, 0);
        while let Some(node) = space.nodes.get(index) {
            let value = self.suffix[space.at(index, count, mask)];
            let mut next = node.skip.apply(count, mask);
            if value > self.suffix[space.at(next.0, next.1, next.2)] {
                let count_after = node.count_after_taking(count).unwrap_or(0);
                let (best, column) = self.best[index];
                let best = Reward { bit: 0, value: best, column };
                let remembered = rewards(&self.remembered, &self.ends, index).iter().copied();
                for reward in std::iter::once(best).chain(remembered) {
                    let after = node.take.apply(count_after, mask | reward.bit);
                    let allowed = reward.column != NO_COLUMN && mask & reward.bit == 0;
                    if allowed && reward.value + self.suffix[space.at(after.0, after.1, after.2)] == value {
                        let interval = first + to_u32(index);
                        picks.push(Pick { resource: to_u32(resource), interval, column: reward.column });
                        next = after;
                        break;
                    }
                }
            }
            (index, count, mask) = next;
        }
    }
}
