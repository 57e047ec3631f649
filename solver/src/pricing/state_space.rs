//! The states of the dynamic program of a resource: the next interval, how many sessions are left in the week, and which
//! remembered candidates had theirs. They don't depend on multipliers, so they are computed once for all evaluations.

use super::Memory;
use crate::model::{Interval, Model, Resource, indices, to_u32};

/// The state space of one resource with certain memories.
#[derive(Debug, Clone, Default)]
pub(super) struct StateSpace {
    memories: Vec<Memory>,
    /// Number of values of the session count.
    pub count_states: usize,
    /// Number of values of the memory mask.
    pub mask_states: usize,
    /// The session count at the first interval.
    pub initial_count: usize,
    /// One node for each interval.
    pub nodes: Vec<Node>,
    /// The columns whose candidates are remembered where they are, sorted by column.
    pub memory_columns: Vec<MemoryColumn>,
}

/// A column whose candidate is remembered.
#[derive(Debug, Clone, Copy)]
pub(super) struct MemoryColumn {
    pub column: u32,
    /// The candidate's bit, as a mask.
    pub bit: usize,
}

/// What can follow at an interval.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub take: Transition,
    pub skip: Transition,
    /// The bits that are in use here.
    pub active: u32,
    /// No schedule arrives here with fewer sessions left.
    min_count: u32,
    capacity_binds: bool,
}

/// The way from one interval to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Transition {
    to: u32,
    /// The session count at the destination, if a new week starts.
    new_count: Option<u32>,
    /// The bits that are still in use at the destination.
    keep: u32,
}

impl Transition {
    pub(super) fn to(self) -> usize {
        self.to as usize
    }

    pub(super) fn keep(self) -> usize {
        self.keep as usize
    }

    /// The session count at the destination.
    pub(super) fn count(self, count: usize) -> usize {
        self.new_count.map_or(count, |new| new as usize)
    }

    /// The interval, session count and mask at the destination.
    pub(super) fn apply(self, count: usize, mask: usize) -> (usize, usize, usize) {
        (self.to(), self.count(count), mask & self.keep())
    }
}

impl Node {
    /// The session count after taking this interval. None if there are no sessions left.
    pub(super) fn count_after_taking(&self, count: usize) -> Option<usize> {
        if self.capacity_binds { count.checked_sub(1) } else { Some(count) }
    }

    /// The session counts with which a schedule can arrive here.
    pub(super) fn reachable_counts(&self, space: &StateSpace) -> std::ops::Range<usize> {
        self.min_count as usize..space.count_states
    }
}

impl StateSpace {
    pub(super) fn of(model: &Model, resource: &Resource, memories: &[Memory]) -> Self {
        let intervals = &model.intervals[indices(&resource.intervals)];
        let binding_weeks = intervals.iter().filter(|it| it.capacity_binds).map(|it| it.week);
        let max_capacity = binding_weeks.map(|week| capacity(resource, week)).max().unwrap_or(0);
        let nodes = intervals.iter().enumerate().map(|(index, interval)| Node {
            take: transition(resource, intervals, Some(interval.week), interval.next_compatible as usize),
            skip: transition(resource, intervals, Some(interval.week), index + 1),
            active: 0,
            min_count: u32::MAX,
            capacity_binds: interval.capacity_binds,
        });
        let mut space = Self {
            memories: memories.to_vec(),
            count_states: max_capacity as usize + 1,
            mask_states: memories.iter().map(|it| it.mask() * 2).max().unwrap_or(1),
            initial_count: transition(resource, intervals, None, 0).count(0),
            nodes: nodes.collect(),
            memory_columns: Vec::new(),
        };
        for memory in memories {
            space.add_memory(model, intervals, memory);
        }
        space.memory_columns.sort_unstable_by_key(|it| it.column);
        space.compute_min_counts();
        space
    }

    /// Whether this is the state space for these memories.
    pub(super) fn is_for(&self, memories: &[Memory]) -> bool {
        self.count_states > 0 && self.memories == memories
    }

    fn add_memory(&mut self, model: &Model, intervals: &[Interval], memory: &Memory) {
        let covered = |index: usize| intervals.get(index).is_some_and(|it| memory.covers(it.start));
        let first = intervals.partition_point(|it| it.start < memory.from());
        let mask = u32::try_from(memory.mask()).unwrap_or(0);
        for (index, interval) in intervals.iter().enumerate().skip(first).take_while(|(_, it)| memory.covers(it.start))
        {
            let node = &mut self.nodes[index];
            node.active |= mask;
            for transition in [&mut node.take, &mut node.skip] {
                if covered(transition.to()) {
                    transition.keep |= mask;
                }
            }
            let columns = interval.columns.clone();
            let columns = columns.filter(|column| model.columns[*column as usize].candidate == memory.candidate);
            self.memory_columns.extend(columns.map(|column| MemoryColumn { column, bit: memory.mask() }));
        }
    }

    /// Computes the least session count with which a schedule can arrive at each interval.
    fn compute_min_counts(&mut self) {
        if let Some(first) = self.nodes.first_mut() {
            first.min_count = to_u32(self.initial_count);
        }
        for index in 0..self.nodes.len() {
            let node = self.nodes[index];
            let min_count = node.min_count as usize;
            let count_after_taking = node.count_after_taking(min_count).unwrap_or(0);
            for (transition, count) in [(node.skip, min_count), (node.take, count_after_taking)] {
                if let Some(next) = self.nodes.get_mut(transition.to()) {
                    next.min_count = next.min_count.min(to_u32(transition.count(count)));
                }
            }
        }
    }

    /// The bit of a column's candidate, as a mask; 0 if the candidate is not remembered there.
    pub(super) fn bit(&self, column: usize) -> usize {
        let position = self.memory_columns.binary_search_by_key(&to_u32(column), |it| it.column);
        position.map_or(0, |position| self.memory_columns[position].bit)
    }

    /// Number of states.
    pub(super) fn len(&self) -> usize {
        (self.nodes.len() + 1) * self.count_states * self.mask_states
    }

    /// The index of a state.
    pub(super) fn at(&self, interval: usize, count: usize, mask: usize) -> usize {
        (interval * self.count_states + count) * self.mask_states + mask
    }
}

/// The way from an interval of this week to the interval `to`. A new week starts with its own capacity.
fn transition(resource: &Resource, intervals: &[Interval], week: Option<u32>, to: usize) -> Transition {
    let new_count = match intervals.get(to) {
        Some(interval) if Some(interval.week) == week => None,
        Some(interval) if interval.capacity_binds => Some(capacity(resource, interval.week)),
        _ => Some(0),
    };
    Transition { to: to_u32(to), new_count, keep: 0 }
}

fn capacity(resource: &Resource, week: u32) -> u32 {
    resource.capacity.get(week as usize).copied().unwrap_or(0)
}
