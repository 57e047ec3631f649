//! What no matching can exceed, by counting alone. Where people are alike, prices have nothing to hold on to, and this
//! proves in no time what they never would.

use crate::model::{Board, most_sessions, range};
use crate::outcome::Score;

/// More than this nobody can have: there are only so many sessions, and at best the heaviest and the best fits
/// are in them.
pub(super) fn counting_bound(board: &Board) -> Score {
    let mut sessions = 0;
    for desk in &board.desks {
        for week in board.items[range(&desk.items)].chunk_by(|a, b| a.week == b.week) {
            let capacity = week.first().and_then(|item| desk.capacity.get(item.week as usize)).copied().unwrap_or(0);
            sessions += most_sessions(week, desk.gap).min(capacity) as usize;
        }
    }
    let mut fits = vec![None; board.weights.len()];
    for column in &board.columns {
        let fit = &mut fits[column.candidate as usize];
        *fit = (*fit).max(Some(u64::from(column.fit)));
    }
    let weights =
        board.weights.iter().zip(&fits).filter(|(_, fit)| fit.is_some()).map(|(weight, _)| u64::from(*weight));
    Score {
        weight: greatest(weights.collect(), sessions),
        fit: greatest(fits.iter().copied().flatten().collect(), sessions),
    }
}

/// The sum of the greatest ones.
fn greatest(mut all: Vec<u64>, count: usize) -> u64 {
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.into_iter().take(count).sum()
}
