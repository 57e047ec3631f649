//! Compiles a round into a model.
//!
//! Of the starts of a pair, only those are kept that some optimal matching needs. Take any matching and move its
//! sessions to earlier slots, one at a time, until each one is at the first slot of a run of starts of its pair, at the
//! first slot of a week (any earlier and it would count towards another week's capacity) or directly behind the session
//! before it. That changes neither weight nor fit, so it is enough to consider starts of these three sorts.

use super::{Column, Interval, Model, Resource, indices, link_intervals, to_u32};
use crate::fit::{eligible, fit, free_slots};
use crate::round::{Round, SLOTS_PER_WEEK, week_of};
use crate::slots::SlotSet;

/// A column that has no interval yet.
#[derive(Debug, Clone, Copy)]
struct CandidateOption {
    column: Column,
    length: u16,
    /// Whether it is at the first slot of a run of starts, or of a week.
    starts_run: bool,
}

impl Model {
    /// Compiles a round.
    pub(crate) fn of(round: &Round) -> Self {
        let horizon = round.clamped_horizon();
        let windows: Vec<_> =
            round.candidates.iter().map(|it| SlotSet::from_spans(&it.windows, horizon).starts(it.duration)).collect();
        let (forbidden, met) = (by_interviewer(round, &round.forbidden), by_interviewer(round, &round.met));
        let mut model = Self { weights: round.candidates.iter().map(|it| it.weight()).collect(), ..Self::default() };
        let mut options: Vec<Vec<CandidateOption>> = vec![Vec::new(); usize::try_from(horizon).unwrap_or(0)];
        for (index, interviewer) in round.interviewers.iter().enumerate() {
            let free = free_slots(interviewer, horizon);
            let capacity = interviewer.remaining_capacity();
            let mut starts: Vec<(u16, SlotSet)> = Vec::new();
            for (candidate_index, candidate) in round.candidates.iter().enumerate() {
                if !eligible(candidate, interviewer) || forbidden[index].binary_search(&candidate_index).is_ok() {
                    continue;
                }
                let length = candidate.duration;
                let known = starts.iter().position(|(known, _)| *known == length).unwrap_or_else(|| {
                    starts.push((length, free.starts(length)));
                    starts.len() - 1
                });
                let has_met = || met[index].binary_search(&candidate_index).is_ok();
                let (mut previous, mut known_fit) = (i32::MIN, None);
                for start in windows[candidate_index].intersection(&starts[known].1) {
                    let starts_run = start - 1 != previous || start % SLOTS_PER_WEEK == 0;
                    previous = start;
                    let fit = *known_fit.get_or_insert_with(|| fit(candidate, interviewer, has_met()));
                    if capacity.get(week_of(start) as usize).is_some_and(|sessions| *sessions > 0) {
                        let column = Column { candidate: to_u32(candidate_index), fit };
                        options[start.unsigned_abs() as usize].push(CandidateOption { column, length, starts_run });
                    }
                }
            }
            model.add_resource(to_u32(index), i32::from(interviewer.gap), capacity, &mut options);
        }
        model
    }

    /// Adds the resource of an interviewer with those of the `options`, by start, that an optimal matching may need.
    /// Clears `options` for the next interviewer.
    fn add_resource(&mut self, interviewer: u32, gap: i32, capacity: Vec<u32>, options: &mut [Vec<CandidateOption>]) {
        let first_interval = to_u32(self.intervals.len());
        let mut follows_session = vec![false; options.len()];
        for start in 0..options.len() {
            let mut kept: Vec<_> =
                options[start].drain(..).filter(|it| it.starts_run || follows_session[start]).collect();
            kept.sort_by_key(|it| it.length);
            for same_length in kept.chunk_by(|a, b| a.length == b.length) {
                let first_column = to_u32(self.columns.len());
                self.columns.extend(same_length.iter().map(|it| it.column));
                let columns = first_column..to_u32(self.columns.len());
                let length = same_length.first().map_or(0, |it| i32::from(it.length));
                let start = i32::try_from(start).unwrap_or(i32::MAX);
                let week = week_of(start);
                self.intervals.push(Interval {
                    start,
                    length,
                    week,
                    capacity_binds: true,
                    next_compatible: 0,
                    columns,
                });
                if let Some(slot) = follows_session.get_mut((start + length + gap).unsigned_abs() as usize) {
                    *slot = true;
                }
            }
        }
        let intervals = first_interval..to_u32(self.intervals.len());
        if !intervals.is_empty() {
            link_intervals(&mut self.intervals[indices(&intervals)], gap, &capacity);
            self.resources.push(Resource { interviewer, gap, capacity, intervals });
        }
    }
}

/// The candidates of these pairs, by interviewer, sorted.
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
