//! The states of a desk's schedules: which session is next, how many are left this week, who had theirs. They don't
//! depend on prices, so they are worked out once and used for every evaluation.

use super::Memory;
use crate::model::{Board, Desk, Item, place, range};

/// Every state of one desk, for these memories.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    memories: Vec<Memory>,
    pub counts: usize,
    pub masks: usize,
    /// The sessions left before the first item.
    pub left: usize,
    pub stops: Vec<Stop>,
    /// The columns whose candidates are remembered there, in order.
    pub known: Vec<Known>,
}

/// A column whose candidate is remembered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub column: u32,
    /// The bit, as a mask.
    pub bit: usize,
}

/// What can follow at one item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    pub taken: Step,
    pub skipped: Step,
    /// The bits that mean somebody here.
    pub live: u32,
    /// No schedule gets here with fewer sessions left.
    least: u32,
    counted: bool,
}

/// From one item to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    to: u32,
    /// The sessions left there, if they are counted anew.
    anew: Option<u32>,
    /// The bits that still mean somebody there.
    keep: u32,
}

impl Step {
    pub(super) fn to(self) -> usize {
        self.to as usize
    }

    pub(super) fn keep(self) -> usize {
        self.keep as usize
    }

    pub(super) fn left(self, left: usize) -> usize {
        self.anew.map_or(left, |left| left as usize)
    }
}

impl Stop {
    /// What is left of `left` once the item is taken, if it may be.
    pub(super) fn taken(&self, left: usize) -> Option<usize> {
        if self.counted { left.checked_sub(1) } else { Some(left) }
    }

    /// The sessions left with which a schedule can get here.
    pub(super) fn lefts(&self, frame: &Frame) -> std::ops::Range<usize> {
        self.least as usize..frame.counts
    }
}

impl Frame {
    pub(super) fn of(board: &Board, desk: &Desk, memories: &[Memory]) -> Self {
        let items = &board.items[range(&desk.items)];
        let counted = items.iter().filter(|item| item.counted).map(|item| item.week);
        let most = counted.map(|week| capacity(desk, week)).max().unwrap_or(0);
        let left = step(desk, items, None, 0).anew.unwrap_or(0) as usize;
        let mut frame = Self {
            memories: memories.to_vec(),
            counts: most as usize + 1,
            masks: memories.iter().map(|it| it.mask() * 2).max().unwrap_or(1),
            left,
            stops: items
                .iter()
                .enumerate()
                .map(|(index, item)| Stop {
                    taken: step(desk, items, Some(item.week), item.next as usize),
                    skipped: step(desk, items, Some(item.week), index + 1),
                    live: 0,
                    least: u32::MAX,
                    counted: item.counted,
                })
                .collect(),
            known: Vec::new(),
        };
        for it in memories {
            frame.remember(board, items, it);
        }
        frame.known.sort_unstable_by_key(|it| it.column);
        frame.reach();
        frame
    }

    /// Whether it is still the frame for these.
    pub(super) fn is_for(&self, memories: &[Memory]) -> bool {
        self.counts > 0 && self.memories == memories
    }

    fn remember(&mut self, board: &Board, items: &[Item], it: &Memory) {
        let held = |to: usize| items.get(to).is_some_and(|item| it.holds(item.start));
        let from = items.partition_point(|item| item.start < it.from());
        let mask = u32::try_from(it.mask()).unwrap_or(0);
        for (index, item) in items.iter().enumerate().skip(from).take_while(|(_, item)| it.holds(item.start)) {
            let stop = &mut self.stops[index];
            stop.live |= mask;
            for step in [&mut stop.taken, &mut stop.skipped] {
                if held(step.to()) {
                    step.keep |= mask;
                }
            }
            let theirs = item.columns.clone().filter(|column| board.columns[*column as usize].candidate == it.who);
            self.known.extend(theirs.map(|column| Known { column, bit: it.mask() }));
        }
    }

    /// Notes with how many sessions left a schedule can get to each item.
    fn reach(&mut self) {
        if let Some(first) = self.stops.first_mut() {
            first.least = place(self.left);
        }
        for index in 0..self.stops.len() {
            let stop = self.stops[index];
            let least = stop.least as usize;
            for (step, left) in [(stop.skipped, least), (stop.taken, stop.taken(least).unwrap_or(0))] {
                if let Some(next) = self.stops.get_mut(step.to()) {
                    next.least = next.least.min(place(step.left(left)));
                }
            }
        }
    }

    /// The bit of a column's candidate, as a mask; 0 when they are not remembered there.
    pub(super) fn bit(&self, column: usize) -> usize {
        self.known.binary_search_by_key(&place(column), |it| it.column).map_or(0, |at| self.known[at].bit)
    }

    pub(super) fn len(&self) -> usize {
        (self.stops.len() + 1) * self.counts * self.masks
    }

    pub(super) fn at(&self, item: usize, left: usize, mask: usize) -> usize {
        (item * self.counts + left) * self.masks + mask
    }
}

/// Going on from an item of this week to the item `to`: a new week starts with its own capacity.
fn step(desk: &Desk, items: &[Item], week: Option<u32>, to: usize) -> Step {
    let anew = match items.get(to) {
        Some(item) if Some(item.week) == week => None,
        Some(item) if item.counted => Some(capacity(desk, item.week)),
        _ => Some(0),
    };
    Step { to: place(to), anew, keep: 0 }
}

fn capacity(desk: &Desk, week: u32) -> u32 {
    desk.capacity.get(week as usize).copied().unwrap_or(0)
}
