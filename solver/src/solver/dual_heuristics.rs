//! What prices are good for on a round that is too large to be finished at once: dealing candidates out by them, and
//! annealing among the columns that they think most of.

use super::{Ladder, SEARCH, Search};
use crate::anneal::{Schedule, anneal};
use crate::assignment::{Choices, Plan, Seat};
use crate::chains;
use crate::dual::Prices;
use crate::model::Board;
use std::collections::HashSet;

/// Changes for each candidate.
const CHANGES: usize = 1_000;

/// Columns for each candidate that are left when the prices have spoken.
const NEAR: usize = 6;

/// Points that are given up in one of e tries at first: few, for what was dealt is nearly the best.
const HOT: f64 = 60.0;

/// How often candidates are dealt out.
const DEALS: usize = 8;

/// How many of them are improved by chains: that takes longer.
const IMPROVED: usize = 2;

impl Ladder<'_> {
    /// Deals the candidates out at these prices, each time from another desk on.
    pub(super) fn deal(&mut self, search: Search, prices: &Prices) {
        let mut plans = Vec::new();
        for turn in (0..DEALS).take_while(|turn| *turn == 0 || (self.limits.keep_going)()) {
            let seats = self.market.deal(self.board, search.aim, prices, turn * self.board.desks.len() / DEALS);
            let mut plan = Plan::with(self.board, seats);
            plan.fill(self.choices);
            let value = self.value_of(search.aim, &plan.all().collect::<Vec<_>>());
            plans.push((value, plan));
        }
        plans.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
        for (_, mut plan) in plans.into_iter().take(if self.huge() { 1 } else { IMPROVED }) {
            while chains::improve(&mut plan, self.choices, self.limits.keep_going) {}
            let seats = plan.all().collect::<Vec<_>>();
            self.offer(search.aim, seats);
        }
    }

    /// From the best known, among the columns that the prices think most of.
    pub(super) fn anneal_near(&mut self, search: Search, prices: &Prices) {
        if prices.bound < self.enough(search) || !(self.limits.keep_going)() {
            return;
        }
        let core = self.nearest(search, prices, NEAR * self.board.weights.len());
        let choices = Choices::of(&core);
        let mut plan = Plan::with(&core, self.best.iter().copied());
        let hot = HOT * (search.aim.weight / SEARCH.weight) as f64;
        let schedule = Schedule { changes: CHANGES * self.board.weights.len(), hot, cold: 5.0 };
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
