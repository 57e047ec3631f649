//! A round as columns: every session that could take place, by interviewer and start.

mod compile;
mod people;

use crate::outcome::Score;
use people::Person;
use std::ops::Range;

/// A candidate at an interval of a resource. Columns of the integer program, hence the name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub candidate: u32,
    pub fit: u32,
    /// Whether the two met recently.
    pub repeats: bool,
}

/// A time at which a resource could give a session, and the candidates for it.
#[derive(Debug, Clone)]
pub(crate) struct Interval {
    pub start: i32,
    pub length: i32,
    pub week: u32,
    /// Whether the capacity of the week can be binding. Usually it can't, and then nothing has to count sessions.
    pub capacity_binds: bool,
    /// The first interval that can follow this one, as an offset into the resource's intervals.
    pub next_compatible: u32,
    pub columns: Range<u32>,
    /// The rows of the moments at which the session occupies the interviewer, if they have another seat as well.
    pub rows: Range<u32>,
}

/// An interviewer who can give at least one session.
#[derive(Debug, Clone)]
pub(crate) struct Resource {
    pub interviewer: u32,
    pub gap: i32,
    /// Sessions they can still give, by week.
    pub capacity: Vec<u32>,
    /// Sorted by start.
    pub intervals: Range<u32>,
    /// Index in [`Model::people`], if they have another seat as well.
    pub person: Option<u32>,
}

/// A session of a matching in the making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Placement {
    pub candidate: u32,
    pub interviewer: u32,
    pub start: i32,
    pub length: i32,
    pub fit: u32,
    /// Whether the two met recently.
    pub repeats: bool,
}

impl Placement {
    /// Whether the two overlap, or are less than a gap apart.
    pub(crate) fn overlaps(&self, other: &Self, gap: i32) -> bool {
        self.start < other.start + other.length + gap && other.start < self.start + self.length + gap
    }

    pub(crate) fn column(&self) -> Column {
        Column { candidate: self.candidate, fit: self.fit, repeats: self.repeats }
    }
}

/// Every session that could take place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    /// The weight of each candidate.
    pub weights: Vec<u32>,
    /// Sorted by interviewer.
    pub resources: Vec<Resource>,
    pub intervals: Vec<Interval>,
    pub columns: Vec<Column>,
    /// Everybody who has several seats.
    pub people: Vec<Person>,
    /// For each candidate, their index in `people`; empty if nobody has several seats.
    pub person_of: Vec<Option<u32>>,
    /// For each column, the rows of the moments at which the session occupies the candidate, if they have another seat
    /// as well. Empty if nobody has several seats.
    pub column_rows: Vec<Range<u32>>,
    /// Total number of moments of all people. At each of them, the person can be in at most one session, so each is a
    /// further row of the integer program.
    pub rows: u32,
}

pub(crate) fn indices(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// An index as it is stored. Lists are far shorter than `u32::MAX`: a larger round would not fit into memory.
pub(crate) fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Model {
    /// The same model with some of its columns. `keep` is called with the column's index and its placement, in order.
    pub(crate) fn filter_placements(&self, mut keep: impl FnMut(usize, Placement) -> bool) -> Self {
        let mut kept = vec![false; self.columns.len()];
        self.for_each_placement(|column, placement| kept[column] = keep(column, placement));
        self.filter(|_, column| kept[column])
    }

    /// The same model with some of its columns. `keep` is called with the indices of resource and column, in order.
    pub(crate) fn filter(&self, mut keep: impl FnMut(usize, usize) -> bool) -> Self {
        let mut model = Self {
            weights: self.weights.clone(),
            people: self.people.clone(),
            person_of: self.person_of.clone(),
            rows: self.rows,
            ..Self::default()
        };
        model.people.iter_mut().for_each(|person| person.resource = None);
        for (resource_index, resource) in self.resources.iter().enumerate() {
            let first_interval = to_u32(model.intervals.len());
            for interval in &self.intervals[indices(&resource.intervals)] {
                let first_column = to_u32(model.columns.len());
                for column in indices(&interval.columns).filter(|column| keep(resource_index, *column)) {
                    model.columns.push(self.columns[column]);
                    model.column_rows.extend(self.column_rows.get(column).cloned());
                }
                let columns = first_column..to_u32(model.columns.len());
                if !columns.is_empty() {
                    model.intervals.push(Interval { columns, ..interval.clone() });
                }
            }
            let intervals = first_interval..to_u32(model.intervals.len());
            if !intervals.is_empty() {
                link_intervals(&mut model.intervals[indices(&intervals)], resource.gap, &resource.capacity);
                if let Some(person) = resource.person {
                    model.people[person as usize].resource = Some(to_u32(model.resources.len()));
                }
                model.resources.push(Resource { intervals, ..resource.clone() });
            }
        }
        model
    }

    /// Calls `see` with the index of each column and the placement it stands for, in order.
    pub(crate) fn for_each_placement(&self, mut see: impl FnMut(usize, Placement)) {
        for resource in &self.resources {
            for interval in &self.intervals[indices(&resource.intervals)] {
                for index in indices(&interval.columns) {
                    see(index, resource.placement(interval, self.columns[index]));
                }
            }
        }
    }

    /// The value of these placements.
    pub(crate) fn score(&self, placements: impl Iterator<Item = Placement>) -> Score {
        placements.fold(Score::default(), |sum, it| Score {
            weight: sum.weight + u64::from(self.weights[it.candidate as usize]),
            repeats: sum.repeats + u64::from(it.repeats),
            fit: sum.fit + u64::from(it.fit),
        })
    }
}

impl Resource {
    pub(crate) fn placement(&self, interval: &Interval, Column { candidate, fit, repeats }: Column) -> Placement {
        let (interviewer, start, length) = (self.interviewer, interval.start, interval.length);
        Placement { candidate, interviewer, start, length, fit, repeats }
    }
}

/// Computes which interval can follow which, and in which weeks the capacity can be binding.
fn link_intervals(intervals: &mut [Interval], gap: i32, capacity: &[u32]) {
    for index in 0..intervals.len() {
        let end = intervals[index].start + intervals[index].length + gap;
        intervals[index].next_compatible = to_u32(intervals.partition_point(|interval| interval.start < end));
    }
    for week in intervals.chunk_by_mut(|a, b| a.week == b.week) {
        let max = max_sessions(week, gap);
        let binds =
            week.first().is_some_and(|it| capacity.get(it.week as usize).is_none_or(|capacity| *capacity < max));
        week.iter_mut().for_each(|it| it.capacity_binds = binds);
    }
}

/// The maximum number of sessions in these intervals, ignoring capacity: always take the one that ends first.
pub(crate) fn max_sessions(intervals: &[Interval], gap: i32) -> u32 {
    let (mut count, mut busy_until) = (0, i32::MIN);
    let mut ends: Vec<_> = intervals.iter().map(|it| (it.start + it.length, it.start)).collect();
    ends.sort_unstable();
    for (end, start) in ends {
        if start >= busy_until {
            (count, busy_until) = (count + 1, end + gap);
        }
    }
    count
}
