//! For what is too large to be finished at once: pass after pass, block by block.

use super::super::blocks;
use super::super::board::Column;
use super::super::chains;
use super::super::exact::Effort;
use super::super::plan::Plan;
use super::super::prices::{Aim, Prices};
use super::super::schedule::POINT;
use super::Ladder;

/// Passes begin at as many places.
const PASSES: usize = 7;

impl Ladder<'_> {
    /// Makes `best` better, one block of desks at a time.
    pub(super) fn piece_by_piece(&mut self, aim: Aim, prices: &Prices) {
        let go_on = self.limits.keep_going;
        let near = |value: i64| prices.bound - value < value / 50_000;
        if near(self.value(aim)) || !go_on() {
            return;
        }
        let bounds = self.market.bounds_with(self.board, aim, prices);
        let mut order = bounds.clone();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let effort = Effort { nodes: 10, gap: 1e-5, enough: f64::INFINITY };
        self.start_anew(aim, prices, &bounds, &order, effort);
        for turn in 0..self.limits.passes {
            let before = self.value(aim);
            if !go_on() || near(before) {
                return;
            }
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

    /// A start for the passes: each block takes whom the others want least, by nine tenths of the price.
    fn start_anew(&mut self, aim: Aim, prices: &Prices, bounds: &[i64], order: &[i64], effort: Effort) {
        let go_on = self.limits.keep_going;
        let cut = order.get(6 * self.board.weights.len()).copied().unwrap_or(i64::MIN);
        let core = self.board.filter(|_, column| bounds[column] >= cut);
        let price = |column: Column| prices.each[column.candidate as usize] as f64 / POINT as f64;
        let worth = |column: Column| aim.points(self.board, column) - 0.9 * price(column);
        let mut seats = Vec::new();
        blocks::pass(&core, &worth, &mut seats, 0, effort, go_on);
        let mut plan = Plan::with(self.board, seats);
        plan.fill(self.choices);
        while chains::improve(&mut plan, self.choices) && go_on() {}
        self.offer(aim, plan.all().collect());
    }
}
