//! Every schedule whose reduced value is near that of the best one.
//!
//! Two schedules with the same candidates are worth the same whatever the times, because fit does not depend on time.
//! So partial schedules that have the same candidates behind them and the same intervals ahead are merged, and few
//! remain. If somebody has several seats, the schedules must also occupy the same rows.

use super::{Memory, Pick, Prices, ScheduleSolver};
use crate::model::{Interval, Model, indices, to_u32};

/// A schedule of a resource.
#[derive(Debug, Clone)]
pub(crate) struct Schedule {
    /// Sorted.
    pub candidates: Vec<u32>,
    /// The rows of people with several seats, sorted.
    pub rows: Vec<u32>,
    pub picks: Vec<Pick>,
}

/// A partial schedule: the sessions before some interval.
#[derive(Debug, Clone)]
struct Path {
    schedule: Schedule,
    value: i64,
    count: usize,
    mask: usize,
}

impl Path {
    /// Paths with the same key have the same continuations.
    fn key(&self) -> (usize, &[u32], &[u32]) {
        (self.count, &self.schedule.candidates, &self.schedule.rows)
    }
}

impl Schedule {
    /// The rows together with those of another column, or `None` if that column needs a row that is already taken.
    fn rows_with(&self, model: &Model, interval: &Interval, column: usize) -> Option<Vec<u32>> {
        let of_candidate = model.column_rows.get(column).cloned().unwrap_or_default();
        let mut rows = self.rows.clone();
        for row in of_candidate.chain(interval.rows.clone()) {
            rows.insert(rows.binary_search(&row).err()?, row);
        }
        Some(rows)
    }
}

impl ScheduleSolver {
    /// Adds every schedule that is at most `slack` worse than the best one to `found`. To be called after
    /// [`ScheduleSolver::best_schedule`] with the same arguments. False if it takes more than `paths_left` paths; those
    /// used are subtracted.
    #[expect(clippy::too_many_arguments, reason = "those of best_schedule, and three")]
    pub(crate) fn enumerate(
        &mut self,
        model: &Model,
        resource_index: usize,
        prices: &Prices,
        memories: &[Memory],
        slack: i64,
        paths_left: &mut usize,
        found: &mut Vec<Schedule>,
    ) -> bool {
        let space = self.take_space(model, resource_index, memories);
        let resource = &model.resources[resource_index];
        let intervals = &model.intervals[indices(&resource.intervals)];
        let floor = self.suffix[space.at(0, space.initial_count, 0)] - slack;
        let mut paths: Vec<Vec<Path>> = vec![Vec::new(); intervals.len() + 1];
        let empty = Schedule { candidates: Vec::new(), rows: Vec::new(), picks: Vec::new() };
        paths[0].push(Path { schedule: empty, value: 0, count: space.initial_count, mask: 0 });
        for (index, (interval, node)) in intervals.iter().zip(&space.nodes).enumerate() {
            let mut here = std::mem::take(&mut paths[index]);
            merge(&mut here);
            let Some(rest) = paths_left.checked_sub(here.len()) else { return false };
            *paths_left = rest;
            let cost = prices.interval_cost(interval);
            for path in here {
                if let Some(count_after) = node.count_after_taking(path.count) {
                    for column_index in indices(&interval.columns) {
                        let column = model.columns[column_index];
                        let Err(position) = path.schedule.candidates.binary_search(&column.candidate) else { continue };
                        let Some(rows) = path.schedule.rows_with(model, interval, column_index) else { continue };
                        let value = path.value + prices.reward(model, column_index) - cost;
                        let (to, count, mask) = node.take.apply(count_after, path.mask | space.bit(column_index));
                        if value + self.suffix[space.at(to, count, mask)] >= floor {
                            let mut schedule = path.schedule.clone();
                            schedule.candidates.insert(position, column.candidate);
                            schedule.rows = rows;
                            schedule.picks.push(Pick {
                                resource: to_u32(resource_index),
                                interval: resource.intervals.start + to_u32(index),
                                column: to_u32(column_index),
                            });
                            paths[to].push(Path { schedule, value, count, mask });
                        }
                    }
                }
                let (to, count, mask) = node.skip.apply(path.count, path.mask);
                if path.value + self.suffix[space.at(to, count, mask)] >= floor {
                    paths[to].push(Path { count, mask, ..path });
                }
            }
        }
        self.put_back(resource_index, space);
        let mut ends = paths.pop().unwrap_or_default();
        ends.iter_mut().for_each(|path| path.count = 0);
        merge(&mut ends);
        found.extend(ends.into_iter().map(|path| path.schedule).filter(|schedule| !schedule.candidates.is_empty()));
        true
    }
}

/// Keeps one of the paths with the same candidates, rows and sessions left.
fn merge(paths: &mut Vec<Path>) {
    if paths.len() > 1 {
        paths.sort_by(|a, b| a.key().cmp(&b.key()));
        paths.dedup_by(|a, b| a.key() == b.key());
    }
}
