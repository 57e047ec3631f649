//! The best schedule of one volunteer when every candidate has a price: weighted interval scheduling by
//! dynamic programming, with a count for the weeks whose capacity can get in the way.
//!
//! Prices alone don't stop a schedule from holding the same candidate twice. For the candidates in whom that
//! happens (`repeated`) the state remembers whether they had their session, as in the decremental state-space
//! relaxation of Righini and Salani (2008) for routes. That makes the bound of [`super::prices`] much tighter
//! when durations are mixed.

mod every;
mod margins;
mod memory;

use super::board::{Board, Column, Desk, Item, place, range};
pub(super) use every::Schedule;
pub(super) use memory::Memory;

/// Prices and values in 1/1024 of a point of fit: whole numbers, so that a bound is exact.
pub(super) const POINT: i64 = 1024;

/// Most candidates that a desk remembers; each doubles its states.
pub(super) const REMEMBERED: usize = 8;

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
    remembered: Vec<Reward>,
    /// Where those of each item end.
    ends: Vec<usize>,
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
    memories: &'a [Memory],
    /// The bits that mean somebody at each item, and what is left of them after skipping and after taking it.
    keeps: Vec<[usize; 3]>,
}

impl<'a> States<'a> {
    fn of(board: &'a Board, desk: &'a Desk, memories: &'a [Memory]) -> Self {
        let items = &board.items[range(&desk.items)];
        let counted = items.iter().filter(|item| item.counted).map(|item| item.week);
        let most = counted.map(|week| capacity(desk, week)).max().unwrap_or(0);
        let masks = memories.iter().map(|it| it.mask() * 2).max().unwrap_or(1);
        let mut keeps = Vec::new();
        if !memories.is_empty() {
            keeps.resize(items.len(), [0; 3]);
            let held = |it: &Memory, to: usize| items.get(to).is_some_and(|item| it.holds(item.start));
            for it in memories {
                let from = items.partition_point(|item| item.start < it.from());
                for (index, item) in items.iter().enumerate().skip(from).take_while(|(_, item)| it.holds(item.start)) {
                    for (keep, to) in keeps[index].iter_mut().zip([index, index + 1, item.next as usize]) {
                        if held(it, to) {
                            *keep |= it.mask();
                        }
                    }
                }
            }
        }
        Self { items, desk, counts: most + 1, masks, memories, keeps }
    }

    /// The bits that mean somebody at an item.
    fn live(&self, index: usize) -> usize {
        self.keeps.get(index).map_or(0, |[live, ..]| *live)
    }

    /// The bit of a candidate at an item; none when they are not remembered there.
    fn bit(&self, index: usize, who: u32) -> usize {
        let start = self.items[index].start;
        self.memories.iter().find(|it| it.who == who && it.holds(start)).map_or(0, Memory::mask)
    }

    fn len(&self) -> usize {
        (self.items.len() + 1) * self.counts * self.masks
    }

    fn at(&self, item: usize, left: usize, mask: usize) -> usize {
        (item * self.counts + left) * self.masks + mask
    }

    /// Going on from an item of this week to the item `to`: a new week starts with its own capacity.
    fn step(&self, week: Option<u32>, to: usize, keep: usize) -> Step {
        let anew = match self.items.get(to) {
            Some(item) if Some(item.week) == week => None,
            Some(item) if item.counted => Some(capacity(self.desk, item.week)),
            _ => Some(0),
        };
        Step { to, anew, keep }
    }

    /// The state that everything starts from.
    fn first(&self) -> (usize, usize) {
        let step = self.step(None, 0, 0);
        (0, step.left(0))
    }

    /// Where an item leads to when it is taken, and when it is not.
    fn steps(&self, index: usize) -> (Step, Step) {
        let item = &self.items[index];
        let [_, skip, take] = self.keeps.get(index).copied().unwrap_or_default();
        (self.step(Some(item.week), item.next as usize, take), self.step(Some(item.week), index + 1, skip))
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
    /// The bits that still mean somebody there.
    keep: usize,
}

impl Step {
    fn left(self, left: usize) -> usize {
        self.anew.unwrap_or(left)
    }
}

fn capacity(desk: &Desk, week: u32) -> usize {
    desk.capacity.get(week as usize).map_or(0, |left| *left as usize)
}

/// Of the remembered candidates those at an item.
fn rewards<'a>(all: &'a [Reward], ends: &[usize], index: usize) -> &'a [Reward] {
    let from = index.checked_sub(1).map_or(0, |before| ends[before]);
    &all[from..ends[index]]
}

/// Every set of these bits, from none to all.
fn submasks(of: usize) -> impl Iterator<Item = usize> {
    let next = move |mask: &usize| (*mask != of).then(|| mask.wrapping_sub(of) & of);
    std::iter::successors(Some(0), next)
}

/// What a remembered candidate would bring.
#[derive(Debug, Clone, Copy)]
struct Reward {
    /// Their bit.
    bit: usize,
    value: i64,
    column: u32,
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
        memories: &[Memory],
        picks: &mut Vec<Pick>,
    ) -> i64 {
        let desk = &board.desks[desk_place];
        let states = States::of(board, desk, memories);
        self.price(board, &states, tops);
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
            let live = states.live(index);
            let best = self.best[index].0;
            let remembered = rewards(&self.remembered, &self.ends, index);
            for (left, values) in rows[index * row..].chunks_exact_mut(states.masks).enumerate() {
                let skip = block(skipped, left);
                let follow = states.taken(index, left).map(|left| block(taken, left));
                for mask in submasks(live) {
                    let mut value = skip[mask & skipped.keep];
                    if let Some(follow) = follow {
                        value = value.max(best + follow[mask & taken.keep]);
                        for it in remembered {
                            if mask & it.bit == 0 {
                                value = value.max(it.value + follow[(mask | it.bit) & taken.keep]);
                            }
                        }
                    }
                    values[mask] = value;
                }
            }
        }
        self.trace(&states, desk_place, picks);
        let (index, left) = states.first();
        self.after[states.at(index, left, 0)]
    }

    /// Finds each item's best candidate, and what the remembered ones would bring.
    fn price(&mut self, board: &Board, states: &States<'_>, tops: &[i64]) {
        self.best.clear();
        self.remembered.clear();
        self.ends.clear();
        for (index, item) in states.items.iter().enumerate() {
            let mut best = (0, NOBODY);
            let live = states.live(index);
            for (at, column) in range(&item.columns).zip(&board.columns[range(&item.columns)]) {
                let reward = reward(tops, *column);
                if reward > 0 {
                    match if live == 0 { 0 } else { states.bit(index, column.candidate) } {
                        0 if reward > best.0 => best = (reward, place(at)),
                        0 => {}
                        bit => self.remembered.push(Reward { bit, value: reward, column: place(at) }),
                    }
                }
            }
            self.best.push(best);
            self.ends.push(self.remembered.len());
        }
    }

    /// Walks along the best values and writes down the sessions.
    fn trace(&self, states: &States<'_>, desk: usize, picks: &mut Vec<Pick>) {
        let first = states.desk.items.start;
        let ((mut index, mut left), mut mask) = (states.first(), 0);
        while index < states.items.len() {
            let value = self.after[states.at(index, left, mask)];
            let (taken, skipped) = states.steps(index);
            let mut step = (skipped.to, skipped.left(left), mask & skipped.keep);
            if value > self.after[states.at(step.0, step.1, step.2)] {
                let next = (taken.to, taken.left(states.taken(index, left).unwrap_or(0)));
                let (value_of_best, column) = self.best[index];
                let plain = Reward { bit: 0, value: value_of_best, column };
                let remembered = rewards(&self.remembered, &self.ends, index).iter().copied();
                for Reward { bit, value: reward, column } in std::iter::once(plain).chain(remembered) {
                    let fits = column != NOBODY && mask & bit == 0;
                    if fits && reward + self.after[states.at(next.0, next.1, (mask | bit) & taken.keep)] == value {
                        picks.push(Pick { desk: place(desk), item: first + place(index), column });
                        step = (next.0, next.1, (mask | bit) & taken.keep);
                        break;
                    }
                }
            }
            (index, left, mask) = step;
        }
    }
}
