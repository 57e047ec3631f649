//! For what is too large to be finished at once: pass after pass, block by block.

use super::Ladder;
use crate::blocks;
use crate::dual::{Aim, Prices};
use crate::exact::Effort;

/// Passes begin at as many places.
const PASSES: usize = 7;

impl Ladder<'_> {
    /// Makes `best` better, one block of desks at a time.
    pub(super) fn piece_by_piece(&mut self, aim: Aim, prices: &Prices) {
        let go_on = self.limits.keep_going;
        if !go_on() {
            return;
        }
        let bounds = self.market.bounds_with(self.board, aim, prices);
        let mut order = bounds.clone();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let effort = Effort { nodes: 10, gap: 1e-5, enough: f64::INFINITY };
        let mut before = 0;
        for turn in 0..self.limits.passes {
            let value = self.value(aim);
            let slow = !self.patient() && value - before < (prices.bound - value) / 10;
            if !go_on() || self.near(aim, prices) || slow {
                return;
            }
            before = value;
            let seated: std::collections::HashSet<_> = self.best.iter().copied().collect();
            let size = (turn + 6).min(20) * self.board.weights.len();
            let cut = order.get(size).copied().unwrap_or(i64::MIN);
            let core = self.board.filter_seats(|column, seat| bounds[column] >= cut || seated.contains(&seat));
            let mut seats = self.best.clone();
            blocks::pass(
                &core,
                &|column| aim.points(self.board, column),
                &mut seats,
                turn % PASSES * core.desks.len() / PASSES,
                effort,
                go_on,
            );
            self.offer(aim, seats);
        }
    }
}
