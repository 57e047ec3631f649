//! Large neighbourhood search for large rounds: branch and bound on one block of resources at a time, with all other
//! sessions fixed. Resources that compete for the same candidates are put into the same block.

use crate::exact::{self, BranchLimits};
use crate::model::{Column, Model, Placement, indices};

/// Approximate number of columns of a block: branch and bound takes some tenths of a second for these.
const COLUMNS_PER_BLOCK: usize = 5_000;

/// Passes once through all resources. `first` rotates the order in which blocks are begun, so that passes differ.
/// `core` is the model of promising columns; it must contain those of the placements.
pub(crate) fn improve_by_blocks(
    core: &Model,
    value: &dyn Fn(Column) -> f64,
    placements: &mut Vec<Placement>,
    first: usize,
    limits: BranchLimits,
    keep_going: &dyn Fn() -> bool,
) {
    let interviewers = core.resources.iter().map(|it| it.interviewer as usize + 1).max().unwrap_or(0);
    let mut by_interviewer = vec![None; interviewers];
    let blocks = blocks(core, first);
    for (block, resources) in blocks.iter().enumerate() {
        for resource in resources {
            by_interviewer[core.resources[*resource].interviewer as usize] = Some(block);
        }
    }
    let block_of = |interviewer: u32| by_interviewer.get(interviewer as usize).copied().flatten();
    for block in 0..blocks.len() {
        if !keep_going() {
            return;
        }
        let inside = |it: &Placement| block_of(it.interviewer) == Some(block);
        let mut assigned_elsewhere = vec![false; core.weights.len()];
        let mut rows_taken = vec![false; core.rows as usize];
        for placement in placements.iter().filter(|it| !inside(it)) {
            assigned_elsewhere[placement.candidate as usize] = true;
            core.rows_of(placement).into_iter().flatten().for_each(|row| rows_taken[row as usize] = true);
        }
        let model = core.filter_placements(|_, placement| {
            inside(&placement)
                && !assigned_elsewhere[placement.candidate as usize]
                && !core.rows_of(&placement).into_iter().flatten().any(|row| rows_taken[row as usize])
        });
        let current: Vec<_> = placements.iter().copied().filter(inside).collect();
        if let Some((better, _)) = exact::solve(&model, value, &current, limits, keep_going)
            && total_value(value, &better) > total_value(value, &current)
        {
            placements.retain(|it| !inside(it));
            placements.extend(better);
        }
    }
}

fn total_value(value: &dyn Fn(Column) -> f64, placements: &[Placement]) -> f64 {
    placements.iter().map(|it| value(it.column())).sum()
}

/// The columns of a resource.
struct Reach {
    columns: usize,
    /// Sorted, each once.
    candidates: Vec<usize>,
}

/// Partitions the resources into blocks. A block grows by the resource that shares most candidates with it, relative to
/// the number that the resource has.
fn blocks(core: &Model, first: usize) -> Vec<Vec<usize>> {
    let mut resources_of = vec![Vec::new(); core.weights.len()];
    let mut reach = Vec::with_capacity(core.resources.len());
    for (index, resource) in core.resources.iter().enumerate() {
        let intervals = &core.intervals[indices(&resource.intervals)];
        let columns = intervals.iter().flat_map(|it| &core.columns[indices(&it.columns)]);
        let mut candidates: Vec<_> = columns.map(|column| column.candidate as usize).collect();
        let columns = candidates.len();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.iter().for_each(|candidate| resources_of[*candidate].push(index));
        reach.push(Reach { columns, candidates });
    }
    let count = core.resources.len();
    let mut free = vec![true; count];
    let mut blocks = Vec::new();
    for seed in (0..count).map(|index| (index + first) % count) {
        let (mut block, mut columns, mut next) = (Vec::new(), 0, Some(seed));
        // How many candidates each resource shares with the block.
        let mut shared = vec![0_usize; count];
        let mut inside = vec![false; core.weights.len()];
        while let Some(resource) = next.filter(|it| free[*it]) {
            free[resource] = false;
            block.push(resource);
            columns += reach[resource].columns;
            if columns >= COLUMNS_PER_BLOCK {
                break;
            }
            for candidate in &reach[resource].candidates {
                if !std::mem::replace(&mut inside[*candidate], true) {
                    resources_of[*candidate].iter().for_each(|resource| shared[*resource] += 1);
                }
            }
            let neighbours = (0..count).filter(|it| free[*it] && shared[*it] > 0);
            next = neighbours.max_by_key(|it| (shared[*it] * 64 / (17 + reach[*it].candidates.len()), usize::MAX - it));
        }
        if !block.is_empty() {
            blocks.push(block);
        }
    }
    blocks
}
