//! What each column is worth at best: from the best that leads to it and the best that follows.

use super::super::board::{Board, range};
use super::{Memory, Planner, REMEMBERED, States, reward, rewards};

impl Planner {
    /// After [`Planner::plan`] of the same desk: for each of its columns the value of the best schedule that
    /// holds it.
    pub(in super::super) fn margins(
        &mut self,
        board: &Board,
        desk_place: usize,
        tops: &[i64],
        memories: &[Memory],
        margins: &mut [i64],
    ) {
        let desk = &board.desks[desk_place];
        let states = States::of(board, desk, memories);
        self.lead(&states);
        let bits = states.masks.trailing_zeros() as usize;
        for (index, item) in states.items.iter().enumerate() {
            // Best of what leads here and follows from here, by who must not have had a session.
            let mut around = [i64::MIN / 2; REMEMBERED + 1];
            let (taken, _) = states.steps(index);
            for left in 0..states.counts {
                let Some(after) = states.taken(index, left) else { continue };
                let after = taken.left(after);
                let next = taken.to;
                for mask in 0..states.masks {
                    let before = self.before[states.at(index, left, mask)];
                    around[REMEMBERED] =
                        around[REMEMBERED].max(before + self.after[states.at(next, after, mask & taken.keep)]);
                    for (bit, around) in around.iter_mut().take(bits).enumerate() {
                        if mask >> bit & 1 == 0 {
                            *around = (*around)
                                .max(before + self.after[states.at(next, after, (mask | 1 << bit) & taken.keep)]);
                        }
                    }
                }
            }
            for at in range(&item.columns) {
                let column = board.columns[at];
                let known = match states.bit(index, column.candidate) {
                    0 => REMEMBERED,
                    bit => bit.trailing_zeros() as usize,
                };
                margins[at] = around[known] + reward(tops, column);
            }
        }
    }

    /// Fills in the best that leads to each state.
    fn lead(&mut self, states: &States<'_>) {
        self.before.clear();
        self.before.resize(states.len(), i64::MIN / 2);
        let (index, left) = states.first();
        self.before[states.at(index, left, 0)] = 0;
        for index in 0..states.items.len() {
            let (taken, skipped) = states.steps(index);
            for left in 0..states.counts {
                for mask in 0..states.masks {
                    let value = self.before[states.at(index, left, mask)];
                    if value < 0 {
                        continue;
                    }
                    let mut raise = |at: usize, value: i64| self.before[at] = self.before[at].max(value);
                    raise(states.at(skipped.to, skipped.left(left), mask & skipped.keep), value);
                    let Some(left) = states.taken(index, left) else { continue };
                    let next = taken.left(left);
                    raise(states.at(taken.to, next, mask & taken.keep), value + self.best[index].0);
                    for it in rewards(&self.remembered, &self.ends, index) {
                        if mask & it.bit == 0 {
                            raise(states.at(taken.to, next, (mask | it.bit) & taken.keep), value + it.value);
                        }
                    }
                }
            }
        }
    }
}
