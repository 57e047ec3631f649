//! Which candidates a schedule remembers, and where.
//!
//! A bit of the state belongs to one candidate in one part of the horizon and to another in the next, so that a few bits
//! suffice for many candidates. Schedules are elementary only where it matters, as in the ng-route relaxation of
//! Baldacci, Mingozzi and Roberti (2011).

use crate::model::{Model, Resource, indices};

/// A candidate whom a resource's schedule must not contain twice among these starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory {
    pub candidate: u32,
    /// The first start, in slots.
    from: i32,
    /// The last start.
    to: i32,
    /// The bit that says whether they had a session.
    bit: u32,
}

/// Starts that are at most this many slots before or after two sessions of the same candidate are covered as well.
const MARGIN: i32 = 24;

impl Memory {
    /// Remembers a candidate whom a schedule contained at both these starts, if one of the `bits` is free for it.
    pub(crate) fn add(
        memories: &mut Vec<Self>,
        model: &Model,
        resource: &Resource,
        candidate: u32,
        (first, second): (i32, i32),
        bits: usize,
    ) {
        let nearby = first.saturating_sub(MARGIN)..=second.saturating_add(MARGIN);
        let has_candidate = |columns| model.columns[indices(columns)].iter().any(|it| it.candidate == candidate);
        let starts = || {
            let intervals = model.intervals[indices(&resource.intervals)].iter();
            intervals.filter(|it| nearby.contains(&it.start) && has_candidate(&it.columns)).map(|it| it.start)
        };
        let (mut from, mut to) = (starts().min().unwrap_or(first), starts().max().unwrap_or(second));
        // Existing memories of the candidate that overlap are merged into the new one.
        let mut others = memories.clone();
        others.retain(|it| {
            let disjoint = it.candidate != candidate || it.to < from || to < it.from;
            if !disjoint {
                (from, to) = (from.min(it.from), to.max(it.to));
            }
            disjoint
        });
        let taken = |bit: u32| others.iter().any(|it| it.bit == bit && it.from <= to && from <= it.to);
        let free = (0..u32::try_from(bits).unwrap_or(0)).find(|bit| !taken(*bit));
        if let Some(bit) = free {
            others.push(Self { candidate, from, to, bit });
            *memories = others;
        }
    }

    pub(super) fn from(&self) -> i32 {
        self.from
    }

    pub(super) fn covers(&self, start: i32) -> bool {
        self.from <= start && start <= self.to
    }

    /// The bit, as a mask.
    pub(super) fn mask(&self) -> usize {
        1 << self.bit
    }
}
