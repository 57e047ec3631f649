//! Annealing on the ladder: for a round that is too large to be finished at once.

use super::super::anneal::{Schedule, anneal};
use super::super::board::Board;
use super::super::plan::{Choices, Plan, Seat};
use super::super::prices::Prices;
use super::{Ladder, SEARCH, Search};
use std::collections::HashSet;

/// Changes for each candidate. Twice as many make a point of weight of four thousand.
const CHANGES: usize = 2_000;

/// Columns for each candidate that are left when the prices have spoken.
const NEAR: usize = 6;

impl Ladder<'_> {
    /// From the plan of the chains, by weight before all else.
    pub(super) fn anneal(&mut self, plan: &mut Plan<'_>) {
        let schedule = Schedule { changes: CHANGES * self.board.weights.len(), hot: 500.0, cold: 20.0 };
        let seats = anneal(plan, self.choices, SEARCH, schedule, self.limits.keep_going);
        self.offer(SEARCH, seats);
    }

    /// From the best known, among the columns that the prices think most of.
    pub(super) fn anneal_near(&mut self, search: Search, prices: &Prices) {
        if prices.bound < self.enough(search) || !(self.limits.keep_going)() {
            return;
        }
        let core = self.nearest(search, prices, NEAR * self.board.weights.len());
        let choices = Choices::of(&core);
        let mut plan = Plan::with(&core, self.best.iter().copied());
        let hot = 200.0 * (search.aim.weight / SEARCH.weight) as f64;
        let schedule = Schedule { changes: CHANGES / 2 * self.board.weights.len(), hot, cold: 5.0 };
        let seats = anneal(&mut plan, &choices, search.aim, schedule, self.limits.keep_going);
        let mut plan = Plan::with(self.board, seats);
        plan.fill(self.choices);
        let seats: Vec<Seat> = plan.all().collect();
        self.offer(search.aim, seats);
    }

    /// About this many columns of those that something better could most likely hold, and those of the best known.
    fn nearest(&mut self, search: Search, prices: &Prices, most: usize) -> Board {
        let bounds = self.market.bounds_with(self.board, search.aim, prices);
        let mut order = bounds.clone();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let cut = order.get(most).copied().unwrap_or(i64::MIN);
        let seated: HashSet<_> = self.best.iter().copied().collect();
        self.board.filter_seats(|column, seat| bounds[column] >= cut || seated.contains(&seat))
    }
}
