//! Prices for candidates that make the interviewers' own best schedules agree, and with them an upper bound:
//! Lagrangian relaxation of "each candidate at most once", solved by subgradient steps (Held and Karp 1971,
//! with the averaged direction of Camerini, Fratta and Maffioli 1975).
//!
//! For any prices, their sum plus the value of every interviewer's best schedule is at least the value of the
//! best matching. Prices are whole numbers, so this holds to the last digit, whatever the steps were.

mod incremental;

use super::model::{Board, Column, Desk};
use super::pricing::{Memory, POINT, Pick, Planner, REMEMBERED, Schedule};
pub(super) use incremental::Approach;

/// What a matching is worth: `weight` points for each point of weight, and one for each of fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Aim {
    pub weight: i64,
}

impl Aim {
    /// The value of a candidate's session, in points.
    pub(super) fn points(self, board: &Board, column: Column) -> f64 {
        (i64::from(board.weights[column.candidate as usize]) * self.weight + i64::from(column.fit)) as f64
    }

    /// The value of a session without its fit.
    pub(super) fn of(self, weight: u32) -> i64 {
        i64::from(weight) * self.weight * POINT
    }
}

/// Prices, and what they prove.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    /// A price for each candidate, never below zero.
    pub each: Vec<i64>,
    /// No matching is worth more.
    pub bound: i64,
    /// Whom an interviewer's schedule must remember, by interviewer.
    pub memories: Vec<Vec<Memory>>,
    /// How far the next step goes.
    pub step: f64,
}

/// When to leave off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Most evaluations.
    pub rounds: usize,
    /// A bound below this is good enough.
    pub enough: i64,
    /// What the best matching known is worth: steps aim for it.
    pub target: i64,
    /// Steps shorter than this lead nowhere.
    pub shortest: f64,
    /// So is it when [`STRETCH`] evaluations bring less than this share of what lies between bound and target.
    pub slow: f64,
    /// Most candidates that one desk may remember at a time.
    pub remembered: usize,
    /// Evaluations before anybody is remembered: at first the steps are too long for it to mean anything.
    pub before: usize,
}

/// Evaluations after which it is time to ask what they brought.
const STRETCH: usize = 50;

/// Evaluates prices on boards, in memory that is used again.
#[derive(Debug, Default)]
pub(super) struct Market {
    planner: Planner,
    tops: Vec<i64>,
    /// How many schedules hold each candidate.
    counts: Vec<u32>,
    /// The schedules of the last evaluation.
    pub picks: Vec<Pick>,
    /// Columns priced so far: the measure of work.
    pub work: u64,
}

impl Prices {
    /// First prices: half of what each candidate can bring.
    pub(super) fn of(board: &Board, aim: Aim) -> Self {
        let mut each = vec![0; board.weights.len()];
        for column in &board.columns {
            let who = column.candidate as usize;
            each[who] = aim.of(board.weights[who]) / 2;
        }
        let interviewers = board.desks.iter().map(|desk| desk.interviewer as usize + 1).max().unwrap_or(0);
        Self { each, bound: i64::MAX, memories: vec![Vec::new(); interviewers], step: 1.0 }
    }
}

impl Prices {
    /// The same for an aim with other points of weight; what they prove is yet to be seen.
    pub(super) fn scaled(&self, weight: i64, before: i64) -> Self {
        let each = self.each.iter().map(|price| price * weight / before).collect();
        Self { each, bound: i64::MAX, step: 0.2, ..self.clone() }
    }

    fn of_desk(&self, desk: &Desk) -> &[Memory] {
        self.memories.get(desk.interviewer as usize).map_or(&[], Vec::as_slice)
    }
}

impl Market {
    fn open(&mut self, board: &Board, aim: Aim, each: &[i64]) {
        self.tops.clear();
        self.tops.extend(board.weights.iter().zip(each).map(|(weight, price)| aim.of(*weight) - price));
        self.work += board.columns.len() as u64;
    }

    /// The bound that these prices give. The schedules are in `picks` then.
    pub(super) fn evaluate(&mut self, board: &Board, aim: Aim, each: &[i64], memories: &[Vec<Memory>]) -> i64 {
        self.planner.open();
        self.evaluate_again(board, aim, each, memories)
    }

    /// The same for the board of the last time.
    fn evaluate_again(&mut self, board: &Board, aim: Aim, each: &[i64], memories: &[Vec<Memory>]) -> i64 {
        self.open(board, aim, each);
        self.picks.clear();
        self.counts.clear();
        self.counts.resize(each.len(), 0);
        let mut bound: i64 = each.iter().sum();
        for (place, desk) in board.desks.iter().enumerate() {
            let memories = memories.get(desk.interviewer as usize).map_or(&[][..], Vec::as_slice);
            bound += self.planner.plan(board, place, &self.tops, memories, &mut self.picks);
        }
        for pick in &self.picks {
            self.counts[board.columns[pick.column as usize].candidate as usize] += 1;
        }
        bound
    }

    /// For each column an upper bound on what a matching that holds it is worth.
    pub(super) fn bounds_with(&mut self, board: &Board, aim: Aim, prices: &Prices) -> Vec<i64> {
        self.planner.open();
        self.open(board, aim, &prices.each);
        let mut bounds = vec![0; board.columns.len()];
        let mut all: i64 = prices.each.iter().sum();
        let mut own = Vec::with_capacity(board.desks.len());
        for (place, desk) in board.desks.iter().enumerate() {
            let memories = prices.of_desk(desk);
            self.picks.clear();
            own.push(self.planner.plan(board, place, &self.tops, memories, &mut self.picks));
            self.planner.margins(board, place, &self.tops, memories, &mut bounds);
            all += own[place];
        }
        for (desk, own) in board.desks.iter().zip(own) {
            for item in &board.items[super::model::range(&desk.items)] {
                bounds[super::model::range(&item.columns)].iter_mut().for_each(|bound| *bound += all - own);
            }
        }
        bounds
    }

    /// Every schedule that a matching worth `floor` may hold; none when there are too many.
    pub(super) fn schedules(
        &mut self,
        board: &Board,
        aim: Aim,
        prices: &Prices,
        floor: i64,
        most: usize,
    ) -> Option<Vec<Schedule>> {
        self.planner.open();
        self.open(board, aim, &prices.each);
        let (mut found, mut most) = (Vec::new(), most);
        for (place, desk) in board.desks.iter().enumerate() {
            let memories = prices.of_desk(desk);
            self.picks.clear();
            self.planner.plan(board, place, &self.tops, memories, &mut self.picks);
            if !self.planner.every(board, place, &self.tops, memories, prices.bound - floor, &mut most, &mut found) {
                return None;
            }
        }
        Some(found)
    }

    /// Improves the prices step by step. `watch` sees the schedules after each evaluation.
    pub(super) fn improve(
        &mut self,
        board: &Board,
        aim: Aim,
        prices: &mut Prices,
        patience: Patience,
        mut watch: impl FnMut(&[Pick], &[u32]) -> bool,
    ) {
        const TRIES: u32 = 12;
        self.planner.open();
        let mut each = prices.each.clone();
        let mut direction = vec![0.0; each.len()];
        let (mut tries, mut before) = (0, i64::MAX);
        for round in 0..patience.rounds {
            let bound = self.evaluate_again(board, aim, &each, &prices.memories);
            tries += 1;
            if bound < prices.bound {
                if prices.bound - bound > bound / 10_000_000 {
                    tries = 0;
                }
                prices.bound = bound;
                prices.each.clone_from(&each);
            }
            if !watch(&self.picks, &self.counts) || prices.bound < patience.enough {
                return;
            }
            if round >= patience.before {
                for same in self.picks.chunk_by(|a, b| a.desk == b.desk) {
                    remember(board, prices, same, patience.remembered, |who| self.counts[who as usize] > 1);
                }
            }
            if round % STRETCH == STRETCH - 1 {
                let gained = std::mem::replace(&mut before, prices.bound) - prices.bound;
                if (gained as f64) < patience.slow * (prices.bound - patience.target) as f64 {
                    return;
                }
            }
            if tries > TRIES {
                (tries, prices.step) = (0, prices.step * 0.7);
                each.clone_from(&prices.each);
                if prices.step < patience.shortest {
                    return;
                }
            }
            let towards = (bound as f64 * 0.1).min((bound - patience.target) as f64 * 2.0).max(1.0);
            if !self.step(&mut each, &mut direction, prices.step * towards) {
                return;
            }
        }
    }

    /// One step along the averaged subgradient. False when there is nowhere to go.
    fn step(&self, each: &mut [i64], direction: &mut [f64], length: f64) -> bool {
        let mut norm = 0.0;
        for ((price, towards), count) in each.iter().zip(direction.iter_mut()).zip(&self.counts) {
            let gradient = if *price == 0 && *count == 0 { 0.0 } else { 1.0 - f64::from(*count) };
            *towards = 0.3 * gradient + 0.7 * *towards;
            if *price == 0 && *towards > 0.0 {
                *towards = 0.0;
            }
            norm += *towards * *towards;
        }
        if norm < 1e-9 {
            return false;
        }
        for (price, towards) in each.iter_mut().zip(direction) {
            *price = (*price - (length / norm * *towards).round() as i64).max(0);
        }
        true
    }
}

/// Notes the candidates that a schedule holds twice, of those asked for.
fn remember(board: &Board, prices: &mut Prices, schedule: &[Pick], most: usize, of: impl Fn(u32) -> bool) {
    let Some(first) = schedule.first().filter(|_| most > 0) else { return };
    let desk = &board.desks[first.desk as usize];
    let Some(memories) = prices.memories.get_mut(desk.interviewer as usize) else { return };
    let who = |pick: &Pick| board.columns[pick.column as usize].candidate;
    let start = |pick: &Pick| board.items[pick.item as usize].start;
    for (index, pick) in schedule.iter().enumerate().filter(|(_, pick)| of(who(pick))) {
        if let Some(again) = schedule[index + 1..].iter().find(|it| who(it) == who(pick)) {
            Memory::add(memories, board, desk, who(pick), (start(pick), start(again)), most.min(REMEMBERED));
        }
    }
}
