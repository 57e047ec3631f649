//! Whole schedules, at most one for each desk, so that nobody is in two of them: set packing, by branch and bound.
//!
//! Given every schedule that something better could hold, the best choice among them is the best of all. The
//! relaxation of this program is as tight as the prices are, so that few nodes are needed (Baldacci, Christofides
//! and Mingozzi 2008 end like this for routes).

use super::board::{Board, Column};
use super::exact::{self, Effort};
use super::plan::Seat;
use super::schedule::Schedule;
use microlp::{ComparisonOp, OptimizationDirection, Problem};

/// The best choice among these schedules.
pub(super) fn pack(
    board: &Board,
    schedules: &[Schedule],
    worth: &dyn Fn(Column) -> f64,
    effort: Effort,
    go_on: &dyn Fn() -> bool,
) -> Option<(Vec<Seat>, bool)> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut by_candidate = vec![Vec::new(); board.weights.len()];
    let mut by_desk = vec![Vec::new(); board.desks.len()];
    let mut variables = Vec::with_capacity(schedules.len());
    for schedule in schedules {
        let value = schedule.picks.iter().map(|pick| worth(board.columns[pick.column as usize])).sum();
        let variable = problem.add_binary_var(value);
        variables.push(variable);
        schedule.who.iter().for_each(|who| by_candidate[*who as usize].push((variable, 1.0)));
        if let Some(pick) = schedule.picks.first() {
            by_desk[pick.desk as usize].push((variable, 1.0));
        }
    }
    for row in by_candidate.into_iter().chain(by_desk).filter(|row| row.len() > 1) {
        problem.add_constraint(row, ComparisonOp::Le, 1.0);
    }
    let (solution, proven) = exact::branch(&problem, None, effort, go_on)?;
    let mut seats = Vec::new();
    for (schedule, variable) in schedules.iter().zip(variables) {
        if solution.var_value(variable) > 0.5 {
            for pick in &schedule.picks {
                let (desk, item) = (&board.desks[pick.desk as usize], &board.items[pick.item as usize]);
                let Column { candidate, fit } = board.columns[pick.column as usize];
                seats.push(Seat { candidate, volunteer: desk.volunteer, start: item.start, length: item.length, fit });
            }
        }
    }
    Some((seats, proven))
}
