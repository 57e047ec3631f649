//! The exact finisher: what the prices leave open, as an integer program for microlp's branch and bound.
//!
//! One variable for each column, one row for each candidate, for each set of overlapping items of a desk and
//! for each week whose capacity can get in the way. On all columns of a round that takes seconds to minutes;
//! on the few that the prices leave in doubt it takes milliseconds. The same rows give the best prices, as a linear
//! program.

use super::assignment::Seat;
use super::model::{Board, Column, Desk, Item, place, range, seats_of};
use microlp::{
    ComparisonOp, OptimizationDirection, Problem, ResumeOptions, Solution, SolutionStatus, SolveOptions, SolveOutcome,
    TerminationReason, Variable,
};

/// How far branch and bound may go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// Most nodes of the tree.
    pub nodes: u64,
    /// Leave off when the best is proven to be this near, as a share.
    pub gap: f64,
    /// Leave off when something is worth this.
    pub enough: f64,
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
    let (problem, variables) = model(board, worth);
    let (solution, proven) = branch(&problem, Some(start(board, &variables, known)), effort, go_on)?;
    let mut seats = Vec::new();
    seats_of(board, |column, seat| {
        if variables.get(column).is_some_and(|variable| solution.var_value(*variable) > 0.5) {
            seats.push(seat);
        }
    });
    Some((seats, proven))
}

/// Branch and bound, for as long as the effort goes.
pub(super) fn branch(
    problem: &Problem,
    known: Option<Vec<(Variable, f64)>>,
    effort: Effort,
    go_on: &dyn Fn() -> bool,
) -> Option<(Solution, bool)> {
    const STRETCH: u64 = 25;
    let mut options = SolveOptions::default();
    options.node_limit = Some(STRETCH.min(effort.nodes));
    options.mip_gap = effort.gap;
    options.warm_start = known;
    let mut outcome = problem.solve_with(options).ok()?;
    let mut nodes = STRETCH;
    let open = |outcome: &SolveOutcome| outcome.solution().is_none_or(|it| it.objective() < effort.enough - 0.5);
    while open(&outcome)
        && outcome.termination_reason() == TerminationReason::NodeLimit
        && nodes < effort.nodes
        && go_on()
    {
        let mut more = ResumeOptions::default();
        more.node_limit = Some(STRETCH.min(effort.nodes - nodes));
        more.mip_gap = Some(effort.gap);
        outcome = outcome.resume_with(more).ok()?;
        nodes += STRETCH;
    }
    let solution = outcome.into_solution().ok()?;
    let proven = solution.status() == SolutionStatus::Optimal;
    Some((solution, proven))
}

/// At most `most` of these columns.
struct Row {
    columns: Vec<u32>,
    most: u32,
}

/// What a matching must keep to: one row for each candidate, then those of the desks.
fn rows(board: &Board) -> Vec<Row> {
    let mut rows: Vec<_> = board.weights.iter().map(|_| Row { columns: Vec::new(), most: 1 }).collect();
    for (index, column) in board.columns.iter().enumerate() {
        rows[column.candidate as usize].columns.push(place(index));
    }
    for desk in &board.desks {
        let items = &board.items[range(&desk.items)];
        let columns = |items: &mut dyn Iterator<Item = &Item>| items.flat_map(|item| item.columns.clone()).collect();
        for together in overlaps(desk, items) {
            rows.push(Row { columns: columns(&mut together.into_iter().map(|index| &items[index])), most: 1 });
        }
        for week in items.chunk_by(|a, b| a.week == b.week).filter(|week| week.iter().any(|item| item.counted)) {
            let most = week.first().and_then(|item| desk.capacity.get(item.week as usize)).copied().unwrap_or(0);
            rows.push(Row { columns: columns(&mut week.iter()), most });
        }
    }
    rows
}

fn model(board: &Board, worth: &dyn Fn(Column) -> f64) -> (Problem, Vec<Variable>) {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let variables: Vec<_> = board.columns.iter().map(|column| problem.add_binary_var(worth(*column))).collect();
    for row in rows(board).iter().filter(|row| row.columns.len() > row.most as usize) {
        let row_of = row.columns.iter().map(|column| (variables[*column as usize], 1.0)).collect::<Vec<_>>();
        problem.add_constraint(row_of, ComparisonOp::Le, f64::from(row.most));
    }
    (problem, variables)
}

/// The best price for each candidate when sessions may be given in fractions: the dual of the relaxed program.
pub(super) fn prices(board: &Board, worth: &dyn Fn(Column) -> f64) -> Option<Vec<f64>> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let rows = rows(board);
    let mut rows_of = vec![Vec::new(); board.columns.len()];
    let mut variables = Vec::with_capacity(rows.len());
    for row in &rows {
        let variable = problem.add_var(f64::from(row.most), (0.0, f64::INFINITY));
        variables.push(variable);
        row.columns.iter().for_each(|column| rows_of[*column as usize].push((variable, 1.0)));
    }
    for (column, rows) in board.columns.iter().zip(rows_of) {
        problem.add_constraint(rows, ComparisonOp::Ge, worth(*column));
    }
    let outcome = problem.solve().ok()?;
    let solution = outcome.solution()?;
    Some(variables.iter().take(board.weights.len()).map(|variable| solution.var_value(*variable)).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Rings of five, of which no two neighbours go together: each half of all is worth 2.5, and the best is worth 2.
    fn rings(count: usize) -> (Problem, Vec<(Variable, f64)>) {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let mut nothing = Vec::new();
        for _ in 0..count {
            let ring: Vec<_> = (0..5).map(|_| problem.add_binary_var(1.0)).collect();
            for (one, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                problem.add_constraint([(*one, 1.0), (*next, 1.0)], ComparisonOp::Le, 1.0);
            }
            nothing.extend(ring.into_iter().map(|it| (it, 0.0)));
        }
        (problem, nothing)
    }

    #[test]
    fn what_ran_out_of_nodes_is_not_proven() {
        let (problem, nothing) = rings(6);
        let found = |nodes| {
            let effort = Effort { nodes, gap: 0.0, enough: f64::INFINITY };
            let (solution, proven) = branch(&problem, Some(nothing.clone()), effort, &|| true).unwrap();
            (solution.objective().round() as i64, proven)
        };
        assert!(!found(1).1);
        assert_eq!(found(1_000_000), (12, true));
    }
}
