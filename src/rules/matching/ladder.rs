//! From rung to rung: greedy, ejection chains, prices, and an exact finish on what the prices leave open.

use super::blocks;
use super::board::{Board, Column};
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
const MOST_COLUMNS: usize = 7_000;

/// Columns whose bound is further than this from the best one are left aside where that does no harm.
const NEAR: i64 = 30 * POINT;

/// Rounds with more columns than this get prices that are not as fine.
const LARGE: usize = 40_000;

/// Passes over a large round begin at as many places.
const PASSES: usize = 7;

/// How far the exact finisher came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Finish {
    /// What is best now is the best.
    Proven,
    /// There may be better ones.
    Open,
    /// Nothing was tried: too many columns are left.
    TooLarge,
}

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
        self.price(SEARCH, &mut prices);
        if self.finish(SEARCH, &prices, MOST_COLUMNS) == Finish::TooLarge {
            self.piece_by_piece(SEARCH, &prices);
        }
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

    fn small(&self) -> bool {
        self.board.columns.len() <= MOST_COLUMNS
    }

    fn patience(&self, aim: Aim, remembered: usize) -> Patience {
        let (enough, target) = (self.enough(aim), self.value(aim));
        Patience {
            rounds: self.limits.rounds,
            enough,
            target,
            shortest: if self.board.columns.len() > LARGE { 1e-4 } else { 1e-5 },
            remembered,
        }
    }

    /// Finds prices: first plain ones, then with schedules that remember whom they had. The latter cost more,
    /// so they are found on the columns that matter, and then held against all.
    fn price(&mut self, aim: Aim, prices: &mut Prices) {
        let go_on = self.limits.keep_going;
        let patience = self.patience(aim, 0);
        self.market.improve(self.board, aim, prices, patience, |_, _| go_on());
        for (remembered, near) in [(2, NEAR), (4, 4 * NEAR), (4, NEAR)] {
            if prices.bound < patience.enough || !go_on() {
                return;
            }
            let bounds = self.market.bounds_with(self.board, aim, prices);
            let before = prices.bound;
            let cut = if self.small() { patience.enough } else { patience.enough.max(before - near) };
            let core = self.board.filter(|_, column| bounds[column] >= cut);
            let mut inner = Prices { bound: i64::MAX, step: 0.05, ..prices.clone() };
            let patience = Patience { rounds: if self.small() { 600 } else { 300 }, ..self.patience(aim, remembered) };
            self.market.improve(&core, aim, &mut inner, patience, |_, _| go_on());
            inner.bound = self.market.evaluate(self.board, aim, &inner.each, &inner.repeated);
            if inner.bound < before {
                *prices = inner;
            }
            // A large round has no time for the last digits.
            if !self.small() && before - prices.bound < before / 200_000 {
                return;
            }
        }
    }

    /// Solves what the prices leave open, the most promising columns first. True when `best` is proven to be
    /// the best for this aim.
    fn finish(&mut self, aim: Aim, prices: &Prices, most: usize) -> Finish {
        let go_on = self.limits.keep_going;
        let bounds = self.market.bounds_with(self.board, aim, prices);
        let mut order = bounds.clone();
        order.sort_unstable_by(|a, b| b.cmp(a));
        for size in [self.board.columns.len() / 8, self.board.columns.len() / 3, self.board.columns.len()] {
            let floor = self.enough(aim);
            if prices.bound < floor {
                return Finish::Proven;
            }
            let cut = order.get(size).copied().unwrap_or(i64::MIN).max(floor);
            let core = self.board.filter(|_, column| bounds[column] >= cut);
            if core.columns.len() > most {
                return if size == self.board.columns.len() / 8 { Finish::TooLarge } else { Finish::Open };
            }
            let budget = if cut == floor { self.limits.nodes } else { self.limits.nodes.min(Limits::DEFAULT.nodes) };
            let nodes = (budget / core.columns.len().max(1) as u64).max(100);
            let effort =
                Effort { nodes, gap: if !self.small() && core.columns.len() > MOST_COLUMNS / 2 { 1e-6 } else { 0.0 } };
            let worth = |column| aim.points(self.board, column);
            let Some((seats, proven)) = exact::solve(&core, &worth, &self.best, effort, go_on) else {
                return Finish::Open;
            };
            self.offer(seats);
            if proven && cut == floor {
                return Finish::Proven;
            }
            let patient = self.limits.nodes > Limits::DEFAULT.nodes;
            if !proven && !patient || !go_on() {
                return Finish::Open;
            }
        }
        Finish::Open
    }

    /// The same for more columns than branch and bound can take at once.
    fn piece_by_piece(&mut self, aim: Aim, prices: &Prices) {
        let go_on = self.limits.keep_going;
        let bounds = self.market.bounds_with(self.board, aim, prices);
        let mut order = bounds.clone();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let effort = Effort { nodes: 10, gap: 1e-5 };
        self.start_anew(aim, prices, &bounds, &order, effort);
        for turn in 0..self.limits.passes {
            let before = self.value(aim);
            if !go_on() || prices.bound - before < before / 50_000 {
                return;
            }
            let seated: std::collections::HashSet<_> = self.best.iter().copied().collect();
            let size = (turn + 6).min(20) * self.board.weights.len();
            let cut = order.get(size).copied().unwrap_or(i64::MIN).max(prices.bound - NEAR);
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
            self.offer(seats);
        }
    }

    /// A start for the passes: each block takes whom the others want least, by nine tenths of the price.
    fn start_anew(&mut self, aim: Aim, prices: &Prices, bounds: &[i64], order: &[i64], effort: Effort) {
        let go_on = self.limits.keep_going;
        let cut = order.get(6 * self.board.weights.len()).copied().unwrap_or(i64::MIN).max(prices.bound - NEAR);
        let core = self.board.filter(|_, column| bounds[column] >= cut);
        let price = |column: Column| prices.each[column.candidate as usize] as f64 / POINT as f64;
        let worth = |column: Column| aim.points(self.board, column) - 0.9 * price(column);
        let mut seats = Vec::new();
        blocks::pass(&core, &worth, &mut seats, 0, effort, go_on);
        let mut plan = Plan::with(self.board, seats);
        plan.fill(self.choices);
        while chains::improve(&mut plan, self.choices) && go_on() {}
        self.offer(plan.all().collect());
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
            self.price(aim, &mut prices);
            let proven =
                self.finish(aim, &prices, if self.small() { MOST_COLUMNS } else { MOST_COLUMNS / 2 }) == Finish::Proven;
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
