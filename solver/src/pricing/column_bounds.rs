//! What each column is worth at best: from the best that leads to it and the best that follows.

use super::{Frame, Memory, Planner, REMEMBERED, reward, rewards, submasks};
use crate::model::{Board, range};

impl Planner {
    /// After [`Planner::plan`] of the same desk: for each of its columns the value of the best schedule that
    /// holds it.
    pub(crate) fn margins(
        &mut self,
        board: &Board,
        desk_place: usize,
        tops: &[i64],
        memories: &[Memory],
        margins: &mut [i64],
    ) {
        let frame = self.frame(board, desk_place, memories);
        self.lead(&frame);
        let bits = frame.masks.trailing_zeros() as usize;
        let items = &board.items[range(&board.desks[desk_place].items)];
        for (index, (item, stop)) in items.iter().zip(&frame.stops).enumerate() {
            // Best of what leads here and follows from here, by who must not have had a session.
            let mut around = [i64::MIN / 2; REMEMBERED + 1];
            let (next, keep) = (stop.taken.to(), stop.taken.keep());
            for left in stop.lefts(&frame) {
                let Some(after) = stop.taken(left) else { continue };
                let after = stop.taken.left(after);
                for mask in submasks(stop.live as usize) {
                    let before = self.before[frame.at(index, left, mask)];
                    around[REMEMBERED] =
                        around[REMEMBERED].max(before + self.after[frame.at(next, after, mask & keep)]);
                    for (bit, around) in around.iter_mut().take(bits).enumerate() {
                        if mask >> bit & 1 == 0 {
                            let after = self.after[frame.at(next, after, (mask | 1 << bit) & keep)];
                            *around = (*around).max(before + after);
                        }
                    }
                }
            }
            for at in range(&item.columns) {
                let known = match frame.bit(at) {
                    0 => REMEMBERED,
                    bit => bit.trailing_zeros() as usize,
                };
                margins[at] = around[known] + reward(tops, board.columns[at]);
            }
        }
        self.keep(desk_place, frame);
    }

    /// Fills in the best that leads to each state.
    fn lead(&mut self, frame: &Frame) {
        self.before.clear();
        self.before.resize(frame.len(), i64::MIN / 2);
        self.before[frame.at(0, frame.left, 0)] = 0;
        for (index, stop) in frame.stops.iter().enumerate() {
            let (taken, skipped) = (stop.taken, stop.skipped);
            for left in stop.lefts(frame) {
                for mask in submasks(stop.live as usize) {
                    let value = self.before[frame.at(index, left, mask)];
                    if value < 0 {
                        continue;
                    }
                    let mut raise = |at: usize, value: i64| self.before[at] = self.before[at].max(value);
                    raise(frame.at(skipped.to(), skipped.left(left), mask & skipped.keep()), value);
                    let Some(left) = stop.taken(left) else { continue };
                    let next = taken.left(left);
                    raise(frame.at(taken.to(), next, mask & taken.keep()), value + self.best[index].0);
                    for it in rewards(&self.remembered, &self.ends, index) {
                        if mask & it.bit == 0 {
                            raise(frame.at(taken.to(), next, (mask | it.bit) & taken.keep()), value + it.value);
                        }
                    }
                }
            }
        }
    }
}
