//! A round compiled for the solver: every session that could be held, by interviewer and start.
//!
//! Of the starts of a pair only those are kept that some best matching needs. Take any matching and move its
//! sessions to earlier slots, one by one, until each stands at the first slot of a run of starts of its pair,
//! at the first slot of a week (further back and it would count towards another capacity) or right behind
//! the session before it. Its weight and fit are what they were, and only such starts are left.

use super::assignment::Seat;
use super::fit::{eligible, fit, free};
use super::round::{Round, SLOTS_PER_WEEK};
use super::slots::Slots;
use std::ops::Range;

/// A candidate who could take a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub candidate: u32,
    pub fit: u32,
}

/// A time at which an interviewer could hold a session, and for whom.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub start: i32,
    pub length: i32,
    pub week: u32,
    /// Whether the capacity of the week can get in the way. Most cannot, and then nobody needs to count.
    pub counted: bool,
    /// The first item of the desk, counted from its first, that can follow this one.
    pub next: u32,
    pub columns: Range<u32>,
}

/// An interviewer who has something to give.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    pub interviewer: u32,
    pub gap: i32,
    /// Sessions still to give, by week.
    pub capacity: Vec<u32>,
    /// Sorted by start.
    pub items: Range<u32>,
}

/// Every session that could be held.
#[derive(Debug, Clone, Default)]
pub(super) struct Board {
    /// The weight of each candidate.
    pub weights: Vec<u32>,
    pub desks: Vec<Desk>,
    pub items: Vec<Item>,
    pub columns: Vec<Column>,
}

pub(super) fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// A place in a list. Lists here are far shorter than `u32::MAX`: a larger round would not fit into memory.
pub(super) fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Board {
    /// Compiles a round.
    pub(super) fn of(round: &Round) -> Self {
        let horizon = round.slots();
        let windows: Vec<_> =
            round.candidates.iter().map(|who| Slots::of(&who.windows, horizon).starts(who.duration)).collect();
        let (forbidden, met) = (by_interviewer(round, &round.forbidden), by_interviewer(round, &round.met));
        let mut board = Self { weights: round.candidates.iter().map(|who| who.weight()).collect(), ..Self::default() };
        let mut options: Vec<Vec<Option_>> = vec![Vec::new(); usize::try_from(horizon).unwrap_or(0)];
        for (index, interviewer) in round.interviewers.iter().enumerate() {
            let free = free(interviewer, horizon);
            let capacity = interviewer.remaining();
            let mut starts: Vec<(u16, Slots)> = Vec::new();
            for (who, candidate) in round.candidates.iter().enumerate() {
                if !eligible(candidate, interviewer) || forbidden[index].binary_search(&who).is_ok() {
                    continue;
                }
                let length = candidate.duration;
                let known = starts.iter().position(|(known, _)| *known == length).unwrap_or_else(|| {
                    starts.push((length, free.starts(length)));
                    starts.len() - 1
                });
                let (mut before, mut fits) = (i32::MIN, None);
                for start in windows[who].common(&starts[known].1) {
                    let first = start - 1 != before || start % SLOTS_PER_WEEK == 0;
                    before = start;
                    let fit = *fits
                        .get_or_insert_with(|| fit(candidate, interviewer, met[index].binary_search(&who).is_ok()));
                    if capacity.get(week(start) as usize).is_some_and(|left| *left > 0) {
                        let column = Column { candidate: place(who), fit };
                        options[start.unsigned_abs() as usize].push(Option_ { column, length, first });
                    }
                }
            }
            board.seat(place(index), i32::from(interviewer.gap), capacity, &mut options);
        }
        board
    }

    /// Adds an interviewer's desk: the options, by start, that the cut leaves. Clears them for the next.
    fn seat(&mut self, interviewer: u32, gap: i32, capacity: Vec<u32>, options: &mut [Vec<Option_>]) {
        let first_item = place(self.items.len());
        let mut behind = vec![false; options.len()];
        for start in 0..options.len() {
            let mut kept: Vec<_> = options[start].drain(..).filter(|it| it.first || behind[start]).collect();
            kept.sort_by_key(|it| it.length);
            for same in kept.chunk_by(|a, b| a.length == b.length) {
                let first_column = place(self.columns.len());
                self.columns.extend(same.iter().map(|it| it.column));
                let length = same.first().map_or(0, |it| i32::from(it.length));
                let start = i32::try_from(start).unwrap_or(i32::MAX);
                let columns = first_column..place(self.columns.len());
                self.items.push(Item { start, length, week: week(start), counted: true, next: 0, columns });
                if let Some(slot) = behind.get_mut((start + length + gap).unsigned_abs() as usize) {
                    *slot = true;
                }
            }
        }
        let items = first_item..place(self.items.len());
        if !items.is_empty() {
            link(&mut self.items[range(&items)], gap, &capacity);
            self.desks.push(Desk { interviewer, gap, capacity, items });
        }
    }

    /// The same board with the columns of these sessions only.
    pub(super) fn filter_seats(&self, mut keep: impl FnMut(usize, Seat) -> bool) -> Self {
        let mut kept = vec![false; self.columns.len()];
        seats_of(self, |column, seat| kept[column] = keep(column, seat));
        self.filter(|_, column| kept[column])
    }

    /// The same board with some columns only. `keep` is asked with the desk's place and the column's, in order.
    pub(super) fn filter(&self, mut keep: impl FnMut(usize, usize) -> bool) -> Self {
        let mut board = Self { weights: self.weights.clone(), ..Self::default() };
        for (place_of_desk, desk) in self.desks.iter().enumerate() {
            let first_item = place(board.items.len());
            for item in &self.items[range(&desk.items)] {
                let first_column = place(board.columns.len());
                board.columns.extend(
                    range(&item.columns)
                        .filter(|column| keep(place_of_desk, *column))
                        .map(|column| self.columns[column]),
                );
                let columns = first_column..place(board.columns.len());
                if !columns.is_empty() {
                    board.items.push(Item { columns, ..item.clone() });
                }
            }
            let items = first_item..place(board.items.len());
            if !items.is_empty() {
                link(&mut board.items[range(&items)], desk.gap, &desk.capacity);
                board.desks.push(Desk { items, ..desk.clone() });
            }
        }
        board
    }
}

/// A session that a column stands for.
pub(super) fn seats_of(board: &Board, mut see: impl FnMut(usize, Seat)) {
    for desk in &board.desks {
        for item in &board.items[range(&desk.items)] {
            for index in range(&item.columns) {
                let Column { candidate, fit } = board.columns[index];
                see(
                    index,
                    Seat { candidate, interviewer: desk.interviewer, start: item.start, length: item.length, fit },
                );
            }
        }
    }
}

/// A column before it has a place.
#[derive(Debug, Clone, Copy)]
struct Option_ {
    column: Column,
    length: u16,
    /// At the first slot of a run of starts, or of a week.
    first: bool,
}

/// The UTC week of a slot of the round.
pub(super) fn week(start: i32) -> u32 {
    start.div_euclid(SLOTS_PER_WEEK).unsigned_abs()
}

/// Says which item can follow which, and in which weeks the capacity can get in the way.
fn link(items: &mut [Item], gap: i32, capacity: &[u32]) {
    for index in 0..items.len() {
        let end = items[index].start + items[index].length + gap;
        items[index].next = place(items.partition_point(|item| item.start < end));
    }
    for same in items.chunk_by_mut(|a, b| a.week == b.week) {
        let most = most_sessions(same, gap);
        let counted = same.first().is_some_and(|item| capacity.get(item.week as usize).is_none_or(|cap| *cap < most));
        same.iter_mut().for_each(|item| item.counted = counted);
    }
}

/// Most sessions that fit into these items at all: always take the one that ends first.
pub(super) fn most_sessions(items: &[Item], gap: i32) -> u32 {
    let (mut most, mut busy_until) = (0, i32::MIN);
    let mut ends: Vec<_> = items.iter().map(|item| (item.start + item.length, item.start)).collect();
    ends.sort_unstable();
    for (end, start) in ends {
        if start >= busy_until {
            (most, busy_until) = (most + 1, end + gap);
        }
    }
    most
}

/// The candidates of such pairs, by interviewer, sorted.
fn by_interviewer(round: &Round, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); round.interviewers.len()];
    for (candidate, interviewer) in pairs {
        if let Some(list) = lists.get_mut(*interviewer) {
            list.push(*candidate);
        }
    }
    lists.iter_mut().for_each(|list| list.sort_unstable());
    lists
}
