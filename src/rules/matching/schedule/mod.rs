//! The best schedule of one volunteer when every candidate has a price: weighted interval scheduling by
//! dynamic programming, with a count for the weeks whose capacity can get in the way.
//!
//! Prices alone don't stop a schedule from holding the same candidate twice. For the candidates in whom that
//! happens (`repeated`) the state remembers whether they had their session, as in the decremental state-space
//! relaxation of Righini and Salani (2008) for routes. That makes the bound of [`super::prices`] much tighter
//! when durations are mixed.

mod every;
mod margins;

use super::board::{Board, Column, Desk, Item, place, range};
pub(super) use every::Schedule;

/// Prices and values in 1/1024 of a point of fit: whole numbers, so that a bound is exact.
pub(super) const POINT: i64 = 1024;

/// Most candidates that a desk remembers; each doubles its states.
pub(super) const REMEMBERED: usize = 6;

/// No column.
const NOBODY: u32 = u32::MAX;

/// A session that a schedule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pick {
    /// Place in the board's desks.
    pub desk: u32,
    pub item: u32,
    pub column: u32,
}

/// Makes schedules, one desk after the other, in memory that is used again.
#[derive(Debug, Default)]
pub(super) struct Planner {
    /// The best reward of each item and its column, the remembered candidates aside.
    best: Vec<(i64, u32)>,
    /// The rewards of the remembered candidates in each item.
    remembered: Vec<[(i64, u32); REMEMBERED]>,
    /// The best that follows from each state.
    after: Vec<i64>,
    /// The best that leads to each state.
    before: Vec<i64>,
}

/// The states of a desk: which item is next, how many sessions are left this week, who had theirs.
struct States<'a> {
    items: &'a [Item],
    desk: &'a Desk,
    counts: usize,
    masks: usize,
}

impl<'a> States<'a> {
    fn of(board: &'a Board, desk: &'a Desk, repeated: &[u32]) -> Self {
        let items = &board.items[range(&desk.items)];
        let counted = items.iter().filter(|item| item.counted).map(|item| item.week);
        let most = counted.map(|week| capacity(desk, week)).max().unwrap_or(0);
        Self { items, desk, counts: most + 1, masks: 1 << repeated.len() }
    }

    fn len(&self) -> usize {
        (self.items.len() + 1) * self.counts * self.masks
    }

    fn at(&self, item: usize, left: usize, mask: usize) -> usize {
        (item * self.counts + left) * self.masks + mask
    }

    /// Going on from an item of this week to the item `to`: a new week starts with its own capacity.
    fn step(&self, week: Option<u32>, to: usize) -> Step {
        let anew = match self.items.get(to) {
            Some(item) if Some(item.week) == week => None,
            Some(item) if item.counted => Some(capacity(self.desk, item.week)),
            _ => Some(0),
        };
        Step { to, anew }
    }

    /// The state that everything starts from.
    fn first(&self) -> (usize, usize) {
        let step = self.step(None, 0);
        (0, step.left(0))
    }

    /// Where an item leads to when it is taken, and when it is not.
    fn steps(&self, index: usize) -> (Step, Step) {
        let item = &self.items[index];
        (self.step(Some(item.week), item.next as usize), self.step(Some(item.week), index + 1))
    }

    /// What is left of `left` once the item is taken, if it may be.
    fn taken(&self, index: usize, left: usize) -> Option<usize> {
        if self.items[index].counted { left.checked_sub(1) } else { Some(left) }
    }
}

/// From one item to another.
#[derive(Clone, Copy)]
struct Step {
    to: usize,
    /// The sessions left there, if they are counted anew.
    anew: Option<usize>,
}

impl Step {
    fn left(self, left: usize) -> usize {
        self.anew.unwrap_or(left)
    }
}

fn capacity(desk: &Desk, week: u32) -> usize {
    desk.capacity.get(week as usize).map_or(0, |left| *left as usize)
}

/// What a candidate's session is worth at their price: `tops` of the candidate, plus the fit.
fn reward(tops: &[i64], column: Column) -> i64 {
    tops[column.candidate as usize] + i64::from(column.fit) * POINT
}

impl Planner {
    /// The value of the desk's best schedule; the schedule is added to `picks`.
    ///
    /// `tops` has for each candidate the value of their session without the fit, less their price.
    pub(super) fn plan(
        &mut self,
        board: &Board,
        desk_place: usize,
        tops: &[i64],
        repeated: &[u32],
        picks: &mut Vec<Pick>,
    ) -> i64 {
        let desk = &board.desks[desk_place];
        let states = States::of(board, desk, repeated);
        self.price(board, &states, tops, repeated);
        self.after.clear();
        self.after.resize(states.len(), 0);
        let row = states.counts * states.masks;
        for index in (0..states.items.len()).rev() {
            let (taken, skipped) = states.steps(index);
            let (rows, later) = self.after.split_at_mut((index + 1) * row);
            let block = |step: Step, left: usize| {
                let at = states.at(step.to - index - 1, step.left(left), 0);
                &later[at..at + states.masks]
            };
            for (left, values) in rows[index * row..].chunks_exact_mut(states.masks).enumerate() {
                values.copy_from_slice(block(skipped, left));
                let Some(left) = states.taken(index, left) else { continue };
                let follow = block(taken, left);
                let best = self.best[index].0;
                for (value, follow) in values.iter_mut().zip(follow) {
                    *value = (*value).max(best + follow);
                }
                if !repeated.is_empty() {
                    for (bit, (reward, _)) in self.remembered[index].iter().take(repeated.len()).enumerate() {
                        for mask in (0..states.masks).filter(|mask| *reward > 0 && mask >> bit & 1 == 0) {
                            values[mask] = values[mask].max(reward + follow[mask | 1 << bit]);
                        }
                    }
                }
            }
        }
        self.trace(&states, desk_place, repeated.len(), picks);
        let (index, left) = states.first();
        self.after[states.at(index, left, 0)]
    }

    /// Finds each item's best candidate, and what the remembered ones would bring.
    fn price(&mut self, board: &Board, states: &States<'_>, tops: &[i64], repeated: &[u32]) {
        self.best.clear();
        self.remembered.clear();
        for item in states.items {
            let mut best = (0, NOBODY);
            let mut remembered = [(0, NOBODY); REMEMBERED];
            for (at, column) in range(&item.columns).zip(&board.columns[range(&item.columns)]) {
                let reward = reward(tops, *column);
                if reward > 0 {
                    match repeated.iter().position(|who| *who == column.candidate) {
                        Some(known) => remembered[known] = (reward, place(at)),
                        None if reward > best.0 => best = (reward, place(at)),
                        None => {}
                    }
                }
            }
            self.best.push(best);
            if !repeated.is_empty() {
                self.remembered.push(remembered);
            }
        }
    }

    fn remembered_at(&self, index: usize, count: usize) -> impl Iterator<Item = (usize, (i64, u32))> + use<> {
        let row = if count == 0 { [(0, NOBODY); REMEMBERED] } else { self.remembered[index] };
        row.into_iter().take(count).enumerate().map(|(at, entry)| (1 << at, entry))
    }

    /// Walks along the best values and writes down the sessions.
    fn trace(&self, states: &States<'_>, desk: usize, remembered: usize, picks: &mut Vec<Pick>) {
        let first = states.desk.items.start;
        let ((mut index, mut left), mut mask) = (states.first(), 0);
        while index < states.items.len() {
            let value = self.after[states.at(index, left, mask)];
            let (taken, skipped) = states.steps(index);
            let mut step = (skipped.to, skipped.left(left), mask);
            if value > self.after[states.at(step.0, step.1, step.2)] {
                let next = (taken.to, taken.left(states.taken(index, left).unwrap_or(0)));
                let plain = std::iter::once((0, self.best[index]));
                for (bit, (reward, column)) in plain.chain(self.remembered_at(index, remembered)) {
                    let fits = column != NOBODY && mask & bit == 0;
                    if fits && reward + self.after[states.at(next.0, next.1, mask | bit)] == value {
                        picks.push(Pick { desk: place(desk), item: first + place(index), column });
                        step = (next.0, next.1, mask | bit);
                        break;
                    }
                }
            }
            (index, left, mask) = step;
        }
    }
}
