//! The rungs that use prices: finding them, making them better, and solving what they leave open.

use super::{Finish, Ladder, MOST_COLUMNS, Search};
use crate::dual::{Approach, Patience, Prices};
use crate::exact::{self, Effort};
use crate::pricing::POINT;
use crate::set_packing;
use std::collections::HashSet;

/// Prices that are further than this from the best known may be stuck.
const DOUBT: i64 = 100 * POINT;

/// How many candidates a desk of a small round remembers at a time, one attempt after the other.
pub(super) const MEMORIES: [usize; 4] = [2, 4, 5, 6];

/// How many a desk of a large round remembers, and after how many evaluations one of a small round begins.
const BITS: usize = 4;
const BEFORE: usize = 300;

/// The way to coarse prices from none, and from those of another aim.
const ANEW: Approach = Approach { passes: 550, from: 1_000.0, to: 1.0, remembered: 0 };
const AGAIN: Approach = Approach { passes: 100, from: 30.0, to: 0.3, remembered: 0 };

/// Most schedules that are packed at once, and most steps to find them.
const SCHEDULES: usize = 3_000;
const STEPS: usize = 200_000;

/// Most nodes of branch and bound for them, and where lengths differ and each takes longer.
const NODES: u64 = 100;
const NODES_MIXED: u64 = 25;

impl Ladder<'_> {
    fn patience(&self, search: Search) -> Patience {
        let coarse = !self.small() && !self.patient();
        Patience {
            rounds: if search.floor > 0 && coarse { self.limits.evaluations / 16 } else { self.limits.evaluations },
            enough: self.enough(search),
            target: self.value(search.aim),
            shortest: if coarse { 1e-3 } else { 1e-5 },
            slow: if coarse { 0.01 } else { 0.0 },
            remembered: self.bits(),
            before: if self.small() { BEFORE } else { 0 },
        }
    }

    /// How many candidates a desk remembers while prices are found.
    fn bits(&self) -> usize {
        match (self.small(), self.huge(), self.mixed()) {
            (true, ..) | (_, true, false) => 0,
            (_, true, true) => BITS / 2,
            (_, false, _) => BITS,
        }
    }

    /// Coarse prices for a large round, from none at all or from those of another aim.
    pub(super) fn approach(&mut self, search: Search, prices: &mut Prices) {
        let way = if search.floor > 0 || prices.bound < i64::MAX { &AGAIN } else { &ANEW };
        let way = Approach { remembered: self.bits(), ..*way };
        self.market.approach(self.board, search.aim, prices, way, self.limits.keep_going);
        prices.step = 0.02;
    }

    /// Makes prices better step by step.
    pub(super) fn price(&mut self, search: Search, prices: &mut Prices) {
        let go_on = self.limits.keep_going;
        self.market.improve(self.board, search.aim, prices, self.patience(search), |_, _| go_on());
    }

    /// Steps can get stuck. The best prices of all are those of a linear program.
    pub(super) fn polish(&mut self, search: Search, prices: &mut Prices) -> bool {
        if prices.bound - self.enough(search) < DOUBT || !(self.limits.keep_going)() {
            return false;
        }
        let worth = |column| search.aim.points(self.board, column);
        let Some(each) = exact::prices(self.board, &worth) else { return false };
        let each: Vec<_> = each.iter().map(|price| (price * POINT as f64).round() as i64).collect();
        let bound = self.market.evaluate(self.board, search.aim, &each, &[]);
        let better = bound < prices.bound;
        if better {
            *prices = Prices { each, bound, ..prices.clone() };
        }
        better
    }

    /// Prices with schedules that remember whom they had. They cost more, so they are found on the columns that
    /// matter, and then held against all.
    pub(super) fn remember(&mut self, search: Search, prices: &mut Prices, remembered: usize) {
        let (go_on, before) = (self.limits.keep_going, prices.bound);
        let patience = Patience { rounds: 600, remembered, before: 0, ..self.patience(search) };
        if before < patience.enough || !go_on() {
            return;
        }
        let bounds = self.market.bounds_with(self.board, search.aim, prices);
        let core = self.board.filter(|_, column| bounds[column] >= patience.enough);
        let mut inner = Prices { bound: i64::MAX, step: 0.05, ..prices.clone() };
        self.market.improve(&core, search.aim, &mut inner, patience, |_, _| go_on());
        inner.bound = self.market.evaluate(self.board, search.aim, &inner.each, &inner.memories);
        if inner.bound < before {
            *prices = inner;
        }
    }

    /// Packs the schedules that are near the best of each desk, then more of them.
    pub(super) fn pack(&mut self, search: Search, prices: &Prices) -> Finish {
        for below in [0, 1, 3, 7] {
            match self.pack_down_to(search, prices, (prices.bound / POINT - below) * POINT, SCHEDULES) {
                Finish::Open if !self.near(search.aim, prices) => {}
                other => return other,
            }
        }
        Finish::Open
    }

    /// Packs every schedule that a matching worth `floor` may hold.
    pub(super) fn pack_down_to(&mut self, search: Search, prices: &Prices, floor: i64, most: usize) -> Finish {
        let enough = self.enough(search);
        if prices.bound < enough {
            return Finish::Proven;
        }
        if !(self.limits.keep_going)() {
            return Finish::Open;
        }
        let floor = floor.max(enough);
        let schedules = self.market.schedules(self.board, search.aim, prices, floor, STEPS);
        let Some(schedules) = schedules.filter(|all| all.len() <= most) else {
            return Finish::TooLarge;
        };
        let worth = |column| search.aim.points(self.board, column);
        let short = self.mixed() && !self.small() && !self.patient();
        let nodes = if short { NODES_MIXED } else { NODES };
        let effort = Effort { nodes, gap: 0.0, enough: most_points(prices) - self.left() as f64 };
        let packed = set_packing::pack(self.board, &schedules, &self.best, &worth, effort, self.limits.keep_going);
        let Some((seats, proven)) = packed else { return Finish::TooLarge };
        let said = self.offer(search.aim, seats);
        let enough = self.enough(search);
        if prices.bound < enough || proven && said && enough >= floor {
            return Finish::Proven;
        }
        if proven && (self.limits.keep_going)() { Finish::Open } else { Finish::TooLarge }
    }

    /// What is soon done: whole schedules, or where there are too many of them the most promising columns.
    pub(super) fn glance(&mut self, search: Search, prices: &Prices) -> Finish {
        match self.pack(search, prices) {
            Finish::TooLarge if self.small() => self.columns(search, prices, self.board.columns.len() / 3, 25),
            other => other,
        }
    }

    /// Solves this many of the columns that the prices leave open, the most promising ones.
    fn columns(&mut self, search: Search, prices: &Prices, most: usize, nodes: u64) -> Finish {
        let enough = self.enough(search);
        if prices.bound < enough {
            return Finish::Proven;
        }
        if !(self.limits.keep_going)() {
            return Finish::Open;
        }
        let bounds = self.market.bounds_with(self.board, search.aim, prices);
        let mut order = bounds.clone();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let cut = order.get(most).copied().unwrap_or(i64::MIN).max(enough);
        let seated: HashSet<_> = self.best.iter().copied().collect();
        let core = self.board.filter_seats(|column, seat| bounds[column] >= cut || seated.contains(&seat));
        if core.columns.len() > MOST_COLUMNS {
            return Finish::TooLarge;
        }
        let gap = if !self.small() && core.columns.len() > MOST_COLUMNS / 2 { 1e-6 } else { 0.0 };
        let effort = Effort { nodes, gap, enough: most_points(prices) };
        let worth = |column| search.aim.points(self.board, column);
        let Some((seats, proven)) = exact::solve(&core, &worth, &self.best, effort, self.limits.keep_going) else {
            return Finish::Open;
        };
        let said = self.offer(search.aim, seats);
        let proven = proven && said && cut == enough;
        if proven || prices.bound < self.enough(search) { Finish::Proven } else { Finish::Open }
    }

    /// Solves the columns that the prices leave open, the most promising ones first.
    pub(super) fn finish(&mut self, search: Search, prices: &Prices) -> Finish {
        let (all, small) = (self.board.columns.len(), self.small());
        let budget = if small { self.limits.nodes } else { self.limits.nodes / 4 };
        let first = (all / 8).min(3 * self.board.weights.len());
        let nodes = |columns: usize| (budget / columns.max(1) as u64).max(25);
        match self.columns(search, prices, first, nodes(first)) {
            Finish::Open if (self.limits.keep_going)() => self.columns(search, prices, all, nodes(all)),
            other => other,
        }
    }
}

/// No matching is worth more points: values are whole ones.
fn most_points(prices: &Prices) -> f64 {
    (prices.bound / POINT) as f64
}
