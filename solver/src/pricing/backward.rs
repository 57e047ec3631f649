//! The backward pass of the dynamic program.

use super::state_space::{StateSpace, Transition};
use super::{MAX_MEMORY_BITS, ScheduleSolver, rewards};

impl ScheduleSolver {
    /// Computes the best value from each state to the end.
    pub(super) fn compute_suffixes(&mut self, space: &StateSpace) {
        match space.mask_states {
            ..=1 => self.compute_suffixes_of::<1>(space),
            2 => self.compute_suffixes_of::<2>(space),
            4 => self.compute_suffixes_of::<4>(space),
            8 => self.compute_suffixes_of::<8>(space),
            16 => self.compute_suffixes_of::<16>(space),
            32 => self.compute_suffixes_of::<32>(space),
            64 => self.compute_suffixes_of::<64>(space),
            128 => self.compute_suffixes_of::<128>(space),
            _ => self.compute_suffixes_of::<{ 1 << MAX_MEMORY_BITS }>(space),
        }
    }

    /// As above, with the number of masks known at compile time: then the loops over them become vector instructions.
    fn compute_suffixes_of<const MASKS: usize>(&mut self, space: &StateSpace) {
        self.suffix.clear();
        self.suffix.resize(space.len(), 0);
        let (suffix, _) = self.suffix.as_chunks_mut::<MASKS>();
        // Shows the compiler that the index is in range.
        let in_range = |mask: usize| mask & (MASKS - 1);
        for (index, node) in space.nodes.iter().enumerate().rev() {
            let (here, later) = suffix.split_at_mut((index + 1) * space.count_states);
            let here = &mut here[index * space.count_states..];
            let values_after = |transition: Transition, count: usize| {
                &later[(transition.to() - index - 1) * space.count_states + transition.count(count)]
            };
            let (skip_keeps, take_keeps) = (node.skip.keep(), node.take.keep());
            let best = self.best[index].0;
            let remembered = rewards(&self.remembered, &self.ends, index);
            for count in node.reachable_counts(space) {
                let values = &mut here[count];
                let skipped = values_after(node.skip, count);
                let taken = node.count_after_taking(count).map(|count| values_after(node.take, count));
                match taken {
                    None => (0..MASKS).for_each(|mask| values[mask] = skipped[in_range(mask & skip_keeps)]),
                    Some(taken) if node.active == 0 => values[0] = skipped[0].max(best + taken[0]),
                    Some(taken) => {
                        let taken: [i64; MASKS] = std::array::from_fn(|mask| taken[in_range(mask & take_keeps)]);
                        for mask in 0..MASKS {
                            values[mask] = skipped[in_range(mask & skip_keeps)].max(best + taken[mask]);
                        }
                        for it in remembered {
                            for mask in 0..MASKS {
                                if mask & it.bit == 0 {
                                    values[mask] = values[mask].max(it.value + taken[in_range(mask | it.bit)]);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
