//! Large rounds, block by block: the exact finisher on some desks at a time, with everybody else where they
//! are (a large neighbourhood search). Desks that compete for the same candidates go into one block.

use super::assignment::Seat;
use super::exact::{self, Effort};
use super::model::{Board, Column, range};

/// About how many columns a block has: branch and bound takes some tenths of a second for these.
const COLUMNS: usize = 5_000;

/// Goes once through all desks. `first` turns the order in which blocks are begun, so that passes differ.
/// Only columns of `core` are looked at, which must have those of the seats.
pub(super) fn pass(
    core: &Board,
    worth: &dyn Fn(Column) -> f64,
    seats: &mut Vec<Seat>,
    first: usize,
    effort: Effort,
    go_on: &dyn Fn() -> bool,
) {
    let mut by_interviewer = vec![None; core.desks.iter().map(|desk| desk.interviewer as usize + 1).max().unwrap_or(0)];
    for (block, desks) in blocks(core, first).into_iter().enumerate() {
        for desk in desks {
            by_interviewer[core.desks[desk].interviewer as usize] = Some(block);
        }
    }
    let block_of = |interviewer: u32| by_interviewer.get(interviewer as usize).copied().flatten();
    let count = by_interviewer.iter().flatten().max().map_or(0, |last| last + 1);
    for block in 0..count {
        if !go_on() {
            return;
        }
        let inside = |seat: &Seat| block_of(seat.interviewer) == Some(block);
        let mut elsewhere = vec![false; core.weights.len()];
        for seat in seats.iter().filter(|seat| !inside(seat)) {
            elsewhere[seat.candidate as usize] = true;
        }
        let board = core.filter(|desk, column| {
            block_of(core.desks[desk].interviewer) == Some(block) && !elsewhere[core.columns[column].candidate as usize]
        });
        let own: Vec<_> = seats.iter().copied().filter(inside).collect();
        if let Some((better, _)) = exact::solve(&board, worth, &own, effort, go_on)
            && sum(worth, &better) > sum(worth, &own)
        {
            seats.retain(|seat| !inside(seat));
            seats.extend(better);
        }
    }
}

fn sum(worth: &dyn Fn(Column) -> f64, seats: &[Seat]) -> f64 {
    seats.iter().map(|seat| worth(Column { candidate: seat.candidate, fit: seat.fit })).sum()
}

/// What a desk reaches.
struct Reach {
    columns: usize,
    /// Sorted.
    candidates: Vec<usize>,
}

/// The desks in blocks. Each block grows by the desk that shares most with it.
fn blocks(core: &Board, first: usize) -> Vec<Vec<usize>> {
    let mut desks_of = vec![Vec::new(); core.weights.len()];
    let mut reach = Vec::with_capacity(core.desks.len());
    for (desk, it) in core.desks.iter().enumerate() {
        let columns = core.items[range(&it.items)].iter().flat_map(|item| &core.columns[range(&item.columns)]);
        let mut candidates: Vec<_> = columns.map(|column| column.candidate as usize).collect();
        let columns = candidates.len();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.iter().for_each(|who| desks_of[*who].push(desk));
        reach.push(Reach { columns, candidates });
    }
    let mut free = vec![true; core.desks.len()];
    let mut all = Vec::new();
    for seed in (0..core.desks.len()).map(|index| (index + first) % core.desks.len()) {
        let (mut block, mut size, mut next) = (Vec::new(), 0, Some(seed));
        let mut shared = vec![0_usize; core.desks.len()];
        let mut inside = vec![false; core.weights.len()];
        while let Some(desk) = next.filter(|desk| free[*desk]) {
            free[desk] = false;
            block.push(desk);
            size += reach[desk].columns;
            if size >= COLUMNS {
                break;
            }
            for who in &reach[desk].candidates {
                if !std::mem::replace(&mut inside[*who], true) {
                    desks_of[*who].iter().for_each(|desk| shared[*desk] += 1);
                }
            }
            let best = (0..shared.len()).filter(|desk| free[*desk] && shared[*desk] > 0);
            next =
                best.max_by_key(|desk| (shared[*desk] * 64 / (17 + reach[*desk].candidates.len()), usize::MAX - desk));
        }
        if !block.is_empty() {
            all.push(block);
        }
    }
    all
}
