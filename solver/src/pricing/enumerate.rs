//! Every schedule whose value at these prices is near that of the best one.
//!
//! Two schedules with the same people are as good as one another whatever their times, for a pair's fit knows no
//! time. So paths that met the same people and have the same ahead of them are merged, and few are left.

use super::{Memory, Pick, Planner, reward};
use crate::model::{Board, place, range};

/// A schedule of a desk.
#[derive(Debug, Clone)]
pub(crate) struct Schedule {
    /// Its candidates, sorted.
    pub who: Vec<u32>,
    /// Its sessions.
    pub picks: Vec<Pick>,
}

/// The first sessions of a schedule.
#[derive(Debug, Clone)]
struct Path {
    schedule: Schedule,
    value: i64,
    left: usize,
    mask: usize,
}

impl Planner {
    /// After [`Planner::plan`] of the same desk: adds every schedule that is at most `slack` worse than the best.
    /// False when there are more than `most` paths to follow.
    #[expect(clippy::too_many_arguments, reason = "those of plan, and two")]
    pub(crate) fn every(
        &mut self,
        board: &Board,
        desk_place: usize,
        tops: &[i64],
        memories: &[Memory],
        slack: i64,
        most: &mut usize,
        found: &mut Vec<Schedule>,
    ) -> bool {
        let frame = self.frame(board, desk_place, memories);
        let desk = &board.desks[desk_place];
        let items = &board.items[range(&desk.items)];
        let left = frame.left;
        let floor = self.after[frame.at(0, left, 0)] - slack;
        let mut paths: Vec<Vec<Path>> = vec![Vec::new(); items.len() + 1];
        let empty = Schedule { who: Vec::new(), picks: Vec::new() };
        paths[0].push(Path { schedule: empty, value: 0, left, mask: 0 });
        for (index, (item, stop)) in items.iter().zip(&frame.stops).enumerate() {
            let mut here = std::mem::take(&mut paths[index]);
            merge(&mut here);
            let Some(rest) = most.checked_sub(here.len()) else { return false };
            *most = rest;
            let (taken, skipped) = (stop.taken, stop.skipped);
            for path in here {
                if let Some(left) = stop.taken(path.left) {
                    for at in range(&item.columns) {
                        let column = board.columns[at];
                        let Err(seat) = path.schedule.who.binary_search(&column.candidate) else { continue };
                        let bit = frame.bit(at);
                        let (value, left, mask) =
                            (path.value + reward(tops, column), taken.left(left), (path.mask | bit) & taken.keep());
                        if value + self.after[frame.at(taken.to(), left, mask)] >= floor {
                            let mut schedule = path.schedule.clone();
                            schedule.who.insert(seat, column.candidate);
                            let item = desk.items.start + place(index);
                            schedule.picks.push(Pick { desk: place(desk_place), item, column: place(at) });
                            paths[taken.to()].push(Path { schedule, value, left, mask });
                        }
                    }
                }
                let (left, mask) = (skipped.left(path.left), path.mask & skipped.keep());
                if path.value + self.after[frame.at(skipped.to(), left, mask)] >= floor {
                    paths[skipped.to()].push(Path { left, mask, ..path });
                }
            }
        }
        self.keep(desk_place, frame);
        let mut ends = paths.pop().unwrap_or_default();
        ends.iter_mut().for_each(|path| path.left = 0);
        merge(&mut ends);
        found.extend(ends.into_iter().map(|path| path.schedule).filter(|schedule| !schedule.who.is_empty()));
        true
    }
}

/// Keeps one of the paths that have the same people behind them and the same ahead.
fn merge(paths: &mut Vec<Path>) {
    if paths.len() > 1 {
        paths.sort_by(|a, b| (a.left, &a.schedule.who).cmp(&(b.left, &b.schedule.who)));
        paths.dedup_by(|a, b| a.left == b.left && a.schedule.who == b.schedule.who);
    }
}
