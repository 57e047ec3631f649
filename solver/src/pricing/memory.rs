//! Whom a schedule remembers, from when to when.
//!
//! A bit of the state belongs to one candidate during a stretch of starts, and to another later, so that a few bits
//! remember many candidates: as much elementarity as matters, kept local as in the ng-routes of Baldacci, Mingozzi
//! and Roberti (2011).

use crate::model::{Board, Desk, range};

/// A candidate whom a desk's schedule must not hold twice among these starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory {
    pub who: u32,
    /// First start, in slots.
    from: i32,
    /// Last start.
    to: i32,
    /// The bit that says whether they had a session.
    bit: u32,
}

/// Starts this near to two sessions of the same candidate, in slots, are remembered with them.
const NEARBY: i32 = 24;

impl Memory {
    /// Remembers a candidate whom a schedule held at both these starts, if a bit is left for it.
    pub(crate) fn add(
        memories: &mut Vec<Self>,
        board: &Board,
        desk: &Desk,
        who: u32,
        (first, second): (i32, i32),
        bits: usize,
    ) {
        let nearby = first.saturating_sub(NEARBY)..=second.saturating_add(NEARBY);
        let holds = |columns| board.columns[range(columns)].iter().any(|column| column.candidate == who);
        let starts = || {
            let items = board.items[range(&desk.items)].iter().filter(|item| nearby.contains(&item.start));
            items.filter(|item| holds(&item.columns)).map(|item| item.start)
        };
        let (mut from, mut to) = (starts().min().unwrap_or(first), starts().max().unwrap_or(second));
        // What is known of them already becomes part of it.
        let mut others = memories.clone();
        others.retain(|it| {
            let apart = it.who != who || it.to < from || to < it.from;
            if !apart {
                (from, to) = (from.min(it.from), to.max(it.to));
            }
            apart
        });
        let taken = |bit: u32| others.iter().any(|it| it.bit == bit && it.from <= to && from <= it.to);
        let free = (0..u32::try_from(bits).unwrap_or(0)).find(|bit| !taken(*bit));
        if let Some(bit) = free {
            others.push(Self { who, from, to, bit });
            *memories = others;
        }
    }

    pub(super) fn from(&self) -> i32 {
        self.from
    }

    pub(super) fn holds(&self, start: i32) -> bool {
        self.from <= start && start <= self.to
    }

    /// Their bit, as a mask.
    pub(super) fn mask(&self) -> usize {
        1 << self.bit
    }
}
