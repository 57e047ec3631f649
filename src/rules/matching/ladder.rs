//! From rung to rung: greedy, ejection chains, prices, and an exact finish on what the prices leave open.

use super::board::Board;
use super::chains;
use super::exact::{self, Effort};
use super::outcome::{Limits, Proof, Score};
use super::plan::{Choices, Plan, Seat};
use super::prices::{Aim, Market, Patience, Prices};
use super::schedule::POINT;

/// While searching, a point of weight counts for as much as 1,000 of fit: near enough to the real order to find
/// the best, and far easier on the prices. Only the proof needs more.
const SEARCH: Aim = Aim { weight: 1_000 };

/// Most columns that branch and bound gets at once.
const MOST_COLUMNS: usize = 4_000;

/// The search for the best matching of a board.
pub(super) struct Ladder<'a> {
    board: &'a Board,
    choices: &'a Choices,
    limits: Limits<'a>,
    market: Market,
    pub best: Vec<Seat>,
}

impl<'a> Ladder<'a> {
    pub(super) fn new(board: &'a Board, choices: &'a Choices, limits: Limits<'a>) -> Self {
        Self { board, choices, limits, market: Market::default(), best: Vec::new() }
    }

    pub(super) fn climb(&mut self) -> Proof {
        let mut plan = Plan::new(self.board);
        plan.fill(self.choices);
        while chains::improve(&mut plan, self.choices) && (self.limits.keep_going)() {}
        self.offer(plan.all().collect());
        let mut prices = Prices::of(self.board, SEARCH);
        self.price(self.board, SEARCH, &mut prices);
        self.finish(SEARCH, &mut prices);
        self.prove(&prices)
    }

    fn offer(&mut self, seats: Vec<Seat>) {
        if self.score(&seats) > self.score(&self.best) || self.best.is_empty() {
            self.best = seats;
        }
    }

    pub(super) fn score(&self, seats: &[Seat]) -> Score {
        let weight = seats.iter().map(|seat| u64::from(self.board.weights[seat.candidate as usize])).sum();
        Score { weight, fit: seats.iter().map(|seat| u64::from(seat.fit)).sum() }
    }

    fn value(&self, aim: Aim) -> i64 {
        let value = |seat: &Seat| aim.of(self.board.weights[seat.candidate as usize]) + i64::from(seat.fit) * POINT;
        self.best.iter().map(value).sum()
    }

    /// Anything better is worth at least this.
    fn enough(&self, aim: Aim) -> i64 {
        self.value(aim) + POINT
    }

    /// Finds prices: first plain ones, then with schedules that remember whom they had.
    fn price(&mut self, board: &Board, aim: Aim, prices: &mut Prices) {
        for remembered in [0, 2, 4] {
            let patience = Patience {
                rounds: self.limits.rounds,
                enough: self.enough(aim),
                target: self.value(aim),
                shortest: 1e-5,
                remembered,
            };
            let go_on = self.limits.keep_going;
            self.market.improve(board, aim, prices, patience, |_, _| go_on());
            if prices.bound < patience.enough || !go_on() {
                return;
            }
            prices.step = 0.05;
        }
    }

    /// Solves what the prices leave open, the most promising columns first. True when `best` is proven to be
    /// the best for this aim.
    fn finish(&mut self, aim: Aim, prices: &mut Prices) -> bool {
        let bounds = self.market.bounds_with(self.board, aim, prices);
        let mut order = bounds.clone();
        order.sort_unstable_by(|a, b| b.cmp(a));
        for size in [self.board.columns.len() / 8, self.board.columns.len() / 3, self.board.columns.len()] {
            if prices.bound < self.enough(aim) {
                return true;
            }
            let floor = self.enough(aim);
            let cut = order.get(size).copied().unwrap_or(i64::MIN).max(floor);
            let core = self.board.filter(|_, column| bounds[column] >= cut);
            if core.columns.len() > MOST_COLUMNS || !(self.limits.keep_going)() {
                return false;
            }
            let effort = Effort { nodes: self.limits.nodes, gap: 0.0 };
            let Some((seats, proven)) = exact::solve(&core, aim, &self.best, effort, self.limits.keep_going) else {
                return false;
            };
            self.offer(seats);
            if proven && cut == floor {
                return true;
            }
        }
        false
    }

    /// Proves that `best` is the best, or how far it may be from it.
    fn prove(&mut self, found: &Prices) -> Proof {
        loop {
            let score = self.score(&self.best);
            // No fit can then make up for a point of weight.
            let weight = i64::try_from(score.fit).unwrap_or(i64::MAX).max(SEARCH.weight) + 1;
            let aim = Aim { weight };
            let mut prices = found.clone();
            prices.each.iter_mut().for_each(|price| *price = *price * weight / SEARCH.weight);
            (prices.bound, prices.step) = (i64::MAX, 0.2);
            self.price(self.board, aim, &mut prices);
            let proven = self.finish(aim, &mut prices);
            if self.score(&self.best).weight > score.weight {
                continue;
            }
            if proven {
                return Proof::Optimal;
            }
            let best = self.score(&self.best);
            let weight_at_most = u64::try_from(prices.bound / (weight * POINT)).unwrap_or(0).max(best.weight);
            if weight_at_most > best.weight {
                return Proof::Bound { weight_at_most };
            }
            let left = prices.bound / POINT - i64::try_from(best.weight).unwrap_or(0) * weight;
            return Proof::Weight { fit_at_most: u64::try_from(left).unwrap_or(0) };
        }
    }
}
