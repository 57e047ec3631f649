//! The value of the best schedule through each column: the best prefix that leads to it, plus the best suffix after it.

use super::state_space::StateSpace;
use super::{MAX_MEMORY_BITS, Memory, Prices, ScheduleSolver, rewards, submasks};
use crate::model::{Model, indices};

/// Less than the value of any schedule.
const UNREACHABLE: i64 = i64::MIN / 2;

impl ScheduleSolver {
    /// Sets `values` of each of the resource's columns to the value of the best schedule that contains it. To be called
    /// after [`ScheduleSolver::best_schedule`] with the same arguments.
    pub(crate) fn best_through(
        &mut self,
        model: &Model,
        resource_index: usize,
        prices: &Prices,
        memories: &[Memory],
        values: &mut [i64],
    ) {
        /// Index for candidates who are not remembered.
        const NOT_REMEMBERED: usize = MAX_MEMORY_BITS;
        let space = self.take_space(model, resource_index, memories);
        self.compute_prefixes(&space);
        let bits = space.mask_states.trailing_zeros() as usize;
        let intervals = &model.intervals[indices(&model.resources[resource_index].intervals)];
        for (index, (interval, node)) in intervals.iter().zip(&space.nodes).enumerate() {
            // The best prefix and suffix around this interval, by the bit that must not be set before it.
            let mut around = [UNREACHABLE; MAX_MEMORY_BITS + 1];
            for count in node.reachable_counts(&space) {
                let Some(count_after) = node.count_after_taking(count) else { continue };
                let suffix = |mask: usize| {
                    let (to, count, mask) = node.take.apply(count_after, mask);
                    self.suffix[space.at(to, count, mask)]
                };
                for mask in submasks(node.active as usize) {
                    let prefix = self.prefix[space.at(index, count, mask)];
                    around[NOT_REMEMBERED] = around[NOT_REMEMBERED].max(prefix + suffix(mask));
                    for (bit, around) in around.iter_mut().take(bits).enumerate() {
                        if mask >> bit & 1 == 0 {
                            *around = (*around).max(prefix + suffix(mask | 1 << bit));
                        }
                    }
                }
            }
            let cost = prices.interval_cost(interval);
            for column in indices(&interval.columns) {
                let bit = match space.bit(column) {
                    0 => NOT_REMEMBERED,
                    bit => bit.trailing_zeros() as usize,
                };
                values[column] = around[bit] + prices.reward(model, column) - cost;
            }
        }
        self.put_back(resource_index, space);
    }

    /// Computes the best value from the beginning to each state.
    fn compute_prefixes(&mut self, space: &StateSpace) {
        self.prefix.clear();
        self.prefix.resize(space.len(), UNREACHABLE);
        self.prefix[space.at(0, space.initial_count, 0)] = 0;
        for (index, node) in space.nodes.iter().enumerate() {
            for count in node.reachable_counts(space) {
                for mask in submasks(node.active as usize) {
                    let value = self.prefix[space.at(index, count, mask)];
                    if value < 0 {
                        continue;
                    }
                    let mut raise = |(to, count, mask): (usize, usize, usize), value: i64| {
                        let state = &mut self.prefix[space.at(to, count, mask)];
                        *state = (*state).max(value);
                    };
                    raise(node.skip.apply(count, mask), value);
                    let Some(count_after) = node.count_after_taking(count) else { continue };
                    raise(node.take.apply(count_after, mask), value + self.best[index].0);
                    for it in rewards(&self.remembered, &self.ends, index) {
                        if mask & it.bit == 0 {
                            raise(node.take.apply(count_after, mask | it.bit), value + it.value);
                        }
                    }
                }
            }
        }
    }
}
