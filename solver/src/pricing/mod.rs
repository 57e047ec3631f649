//! The best schedule of one interviewer when every candidate has a price: weighted interval scheduling by
//! dynamic programming, with a count for the weeks whose capacity can get in the way.
//!
//! Prices alone don't stop a schedule from holding the same candidate twice. For the candidates in whom that
//! happens (`repeated`) the state remembers whether they had their session, as in the decremental state-space
//! relaxation of Righini and Salani (2008) for routes. That makes the bound of [`super::dual`] much tighter
//! when durations are mixed.

mod column_bounds;
mod enumerate;
mod memory;
mod state_space;

use super::model::{Board, Column, Item, place, range};
pub(super) use enumerate::Schedule;
pub(super) use memory::Memory;
use state_space::Frame;
use std::ops::Range;

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
    /// The states of each desk of the board.
    frames: Vec<Frame>,
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
        let frame = self.frame(board, desk_place, memories);
        let items = &board.items[range(&board.desks[desk_place].items)];
        self.price(board, items, &frame, tops);
        match frame.masks {
            ..=1 => self.follow::<1>(&frame),
            2 => self.follow::<2>(&frame),
            4 => self.follow::<4>(&frame),
            8 => self.follow::<8>(&frame),
            16 => self.follow::<16>(&frame),
            32 => self.follow::<32>(&frame),
            64 => self.follow::<64>(&frame),
            128 => self.follow::<128>(&frame),
            _ => self.follow::<{ 1 << REMEMBERED }>(&frame),
        }
        self.trace(&frame, board, desk_place, picks);
        let value = self.after[frame.at(0, frame.left, 0)];
        self.keep(desk_place, frame);
        value
    }

    /// Fills in the best that follows from each state. `MASKS` are the frame's: so many at once are fast when their
    /// number is known beforehand.
    fn follow<const MASKS: usize>(&mut self, frame: &Frame) {
        self.after.clear();
        self.after.resize(frame.len(), 0);
        let (after, _) = self.after.as_chunks_mut::<MASKS>();
        let inside = |mask: usize| mask & (MASKS - 1);
        for (index, stop) in frame.stops.iter().enumerate().rev() {
            let (here, later) = after.split_at_mut((index + 1) * frame.counts);
            let here = &mut here[index * frame.counts..];
            let block =
                |step: state_space::Step, left: usize| &later[(step.to() - index - 1) * frame.counts + step.left(left)];
            let (skipped, taken) = (stop.skipped.keep(), stop.taken.keep());
            let best = self.best[index].0;
            let remembered = rewards(&self.remembered, &self.ends, index);
            for left in stop.lefts(frame) {
                let values = &mut here[left];
                let skip = block(stop.skipped, left);
                let next = stop.taken(left).map(|left| block(stop.taken, left));
                match next {
                    None => (0..MASKS).for_each(|mask| values[mask] = skip[inside(mask & skipped)]),
                    Some(next) if stop.live == 0 => values[0] = skip[0].max(best + next[0]),
                    Some(next) => {
                        let next: [i64; MASKS] = std::array::from_fn(|mask| next[inside(mask & taken)]);
                        for mask in 0..MASKS {
                            values[mask] = skip[inside(mask & skipped)].max(best + next[mask]);
                        }
                        for it in remembered {
                            for mask in 0..MASKS {
                                if mask & it.bit == 0 {
                                    values[mask] = values[mask].max(it.value + next[inside(mask | it.bit)]);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Forgets the states of another board.
    pub(super) fn open(&mut self) {
        self.frames.clear();
    }

    /// The states of a desk. Give them back with [`Planner::keep`].
    fn frame(&mut self, board: &Board, desk_place: usize, memories: &[Memory]) -> Frame {
        let known = self.frames.get_mut(desk_place).map(std::mem::take);
        known.filter(|it| it.is_for(memories)).unwrap_or_else(|| Frame::of(board, &board.desks[desk_place], memories))
    }

    fn keep(&mut self, desk_place: usize, frame: Frame) {
        if self.frames.len() <= desk_place {
            self.frames.resize(desk_place + 1, Frame::default());
        }
        self.frames[desk_place] = frame;
    }

    /// Finds each item's best candidate, and what the remembered ones would bring.
    fn price(&mut self, board: &Board, items: &[Item], frame: &Frame, tops: &[i64]) {
        self.best.clear();
        self.remembered.clear();
        self.ends.clear();
        let mut known = frame.known.iter().peekable();
        for item in items {
            let mut best = (0, NOBODY);
            let mut among = |columns: Range<u32>| {
                for (at, column) in columns.clone().zip(&board.columns[range(&columns)]) {
                    let reward = reward(tops, *column);
                    best = if reward > best.0 { (reward, at) } else { best };
                }
            };
            let mut from = item.columns.start;
            while let Some(it) = known.next_if(|it| it.column < item.columns.end) {
                among(from..it.column);
                from = it.column + 1;
                let value = reward(tops, board.columns[it.column as usize]);
                if value > 0 {
                    self.remembered.push(Reward { bit: it.bit, value, column: it.column });
                }
            }
            among(from..item.columns.end);
            self.best.push(best);
            self.ends.push(self.remembered.len());
        }
    }

    /// Walks along the best values and writes down the sessions.
    fn trace(&self, frame: &Frame, board: &Board, desk: usize, picks: &mut Vec<Pick>) {
        let first = board.desks[desk].items.start;
        let (mut index, mut left, mut mask) = (0, frame.left, 0);
        while let Some(stop) = frame.stops.get(index) {
            let value = self.after[frame.at(index, left, mask)];
            let (taken, skipped) = (stop.taken, stop.skipped);
            let mut step = (skipped.to(), skipped.left(left), mask & skipped.keep());
            if value > self.after[frame.at(step.0, step.1, step.2)] {
                let next = (taken.to(), taken.left(stop.taken(left).unwrap_or(0)));
                let (value_of_best, column) = self.best[index];
                let plain = Reward { bit: 0, value: value_of_best, column };
                let remembered = rewards(&self.remembered, &self.ends, index).iter().copied();
                for Reward { bit, value: reward, column } in std::iter::once(plain).chain(remembered) {
                    let fits = column != NOBODY && mask & bit == 0;
                    if fits && reward + self.after[frame.at(next.0, next.1, (mask | bit) & taken.keep())] == value {
                        picks.push(Pick { desk: place(desk), item: first + place(index), column });
                        step = (next.0, next.1, (mask | bit) & taken.keep());
                        break;
                    }
                }
            }
            (index, left, mask) = step;
        }
    }
}
