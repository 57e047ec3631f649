//! An upper bound from counting alone. Where candidates are all alike, Lagrange multipliers converge slowly, but this
//! bound is often tight.

use crate::model::{Model, indices, max_sessions};
use crate::outcome::Score;

/// No matching has more weight, more fit or fewer repeats than this: the number of sessions is limited, and at best
/// they include the heaviest candidates and the best fits.
pub(super) fn counting_bound(model: &Model) -> Score {
    let mut sessions = 0;
    for resource in &model.resources {
        for week in model.intervals[indices(&resource.intervals)].chunk_by(|a, b| a.week == b.week) {
            let capacity = week.first().and_then(|it| resource.capacity.get(it.week as usize)).copied().unwrap_or(0);
            sessions += max_sessions(week, resource.gap).min(capacity) as usize;
        }
    }
    let mut best_fits = vec![None; model.weights.len()];
    for column in &model.columns {
        let best = &mut best_fits[column.candidate as usize];
        *best = (*best).max(Some(u64::from(column.fit)));
    }
    let matchable = model.weights.iter().zip(&best_fits).filter(|(_, fit)| fit.is_some());
    let weights = matchable.map(|(weight, _)| u64::from(*weight)).collect();
    Score {
        weight: sum_of_greatest(weights, sessions),
        repeats: 0,
        fit: sum_of_greatest(best_fits.iter().copied().flatten().collect(), sessions),
    }
}

fn sum_of_greatest(mut all: Vec<u64>, count: usize) -> u64 {
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.into_iter().take(count).sum()
}
