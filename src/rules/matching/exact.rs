//! The exact finisher: what the prices leave open, as an integer program for microlp's branch and bound.
//!
//! One variable for each column, one row for each candidate, for each set of overlapping items of a desk and
//! for each week whose capacity can get in the way. On all columns of a round that takes seconds to minutes;
//! on the few that the prices leave in doubt it takes milliseconds.

use super::board::{Board, Column, Desk, Item, range, seats_of};
use super::plan::Seat;
use microlp::{ComparisonOp, OptimizationDirection, Problem, ResumeOptions, SolutionStatus, SolveOptions, Variable};

/// How far branch and bound may go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// Most nodes of the tree.
    pub nodes: u64,
    /// Leave off when the best is proven to be this near, as a share.
    pub gap: f64,
}

/// The best seats on this board that the effort finds, and whether they are proven to be the best of it.
/// `worth` is the value of a column, and `known` a matching to start from.
pub(super) fn solve(
    board: &Board,
    worth: &dyn Fn(Column) -> f64,
    known: &[Seat],
    effort: Effort,
    go_on: &dyn Fn() -> bool,
) -> Option<(Vec<Seat>, bool)> {
    const STRETCH: u64 = 25;
    let (problem, variables) = model(board, worth);
    let mut options = SolveOptions::default();
    options.node_limit = Some(STRETCH.min(effort.nodes));
    options.mip_gap = effort.gap;
    options.warm_start = Some(start(board, &variables, known));
    let mut outcome = problem.solve_with(options).ok()?;
    let mut nodes = STRETCH;
    while outcome.termination_reason() == microlp::TerminationReason::NodeLimit && nodes < effort.nodes && go_on() {
        let mut more = ResumeOptions::default();
        more.node_limit = Some(STRETCH.min(effort.nodes - nodes));
        more.mip_gap = Some(effort.gap);
        outcome = outcome.resume_with(more).ok()?;
        nodes += STRETCH;
    }
    let solution = outcome.solution()?;
    let proven = solution.status() == SolutionStatus::Optimal;
    let mut seats = Vec::new();
    seats_of(board, |column, seat| {
        if variables.get(column).is_some_and(|variable| solution.var_value(*variable) > 0.5) {
            seats.push(seat);
        }
    });
    Some((seats, proven))
}

fn model(board: &Board, worth: &dyn Fn(Column) -> f64) -> (Problem, Vec<Variable>) {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut by_candidate = vec![Vec::new(); board.weights.len()];
    let mut variables = Vec::with_capacity(board.columns.len());
    for column in &board.columns {
        let who = column.candidate as usize;
        let variable = problem.add_binary_var(worth(*column));
        variables.push(variable);
        by_candidate[who].push((variable, 1.0));
    }
    let mut at_most = |row: &[(Variable, f64)], most: u32| {
        if row.len() > most as usize {
            problem.add_constraint(row, ComparisonOp::Le, f64::from(most));
        }
    };
    by_candidate.iter().for_each(|row| at_most(row, 1));
    for desk in &board.desks {
        let items = &board.items[range(&desk.items)];
        let row = |items: &mut dyn Iterator<Item = &Item>| -> Vec<(Variable, f64)> {
            items.flat_map(|item| &variables[range(&item.columns)]).map(|variable| (*variable, 1.0)).collect()
        };
        for together in overlaps(desk, items) {
            at_most(&row(&mut together.into_iter().map(|index| &items[index])), 1);
        }
        for week in items.chunk_by(|a, b| a.week == b.week).filter(|week| week.iter().any(|item| item.counted)) {
            let left = week.first().and_then(|item| desk.capacity.get(item.week as usize)).copied().unwrap_or(0);
            at_most(&row(&mut week.iter()), left);
        }
    }
    (problem, variables)
}

/// The largest sets of items of which any two are in each other's way.
fn overlaps(desk: &Desk, items: &[Item]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for slot in items.chunk_by(|a, b| a.start == b.start).filter_map(|same| same.first()).map(|item| item.start) {
        let now: Vec<_> = (0..items.partition_point(|item| item.start <= slot))
            .filter(|index| slot < items[*index].start + items[*index].length + desk.gap)
            .collect();
        sets.pop_if(|last| last.iter().all(|index| now.contains(index)));
        sets.push(now);
    }
    sets
}

/// The known matching as values of the variables.
fn start(board: &Board, variables: &[Variable], known: &[Seat]) -> Vec<(Variable, f64)> {
    let mut values = vec![0.0; variables.len()];
    let mut seat_of = vec![None; board.weights.len()];
    for seat in known {
        seat_of[seat.candidate as usize] = Some(*seat);
    }
    seats_of(board, |column, seat| {
        if seat_of[seat.candidate as usize] == Some(seat) {
            values[column] = 1.0;
        }
    });
    variables.iter().copied().zip(values).collect()
}
