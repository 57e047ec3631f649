//! Whole schedules, at most one for each desk, so that nobody is in two of them: set packing, by branch and bound.
//!
//! Given every schedule that something better could hold, the best choice among them is the best of all. The
//! relaxation of this program is as tight as the prices are, so that few nodes are needed (Baldacci, Christofides
//! and Mingozzi 2008 end like this for routes). The best matching known adds its own schedules: so there is something
//! to begin with, and to take together with what the prices like.

use super::assignment::Seat;
use super::exact::{self, Effort};
use super::model::{Board, Column};
use super::pricing::Schedule;
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use std::collections::{BTreeMap, HashMap};

/// What one interviewer could do: a pattern, as column generation calls it (Gilmore and Gomory 1961).
#[derive(Debug)]
struct Pattern {
    interviewer: u32,
    /// Its candidates, sorted.
    who: Vec<u32>,
    seats: Vec<Seat>,
}

/// The best choice among these schedules and those of the matching that is `known`.
pub(super) fn pack(
    board: &Board,
    schedules: &[Schedule],
    known: &[Seat],
    worth: &dyn Fn(Column) -> f64,
    effort: Effort,
    go_on: &dyn Fn() -> bool,
) -> Option<(Vec<Seat>, bool)> {
    let mut patterns: Vec<_> = schedules.iter().filter_map(|schedule| Pattern::of(board, schedule)).collect();
    let places: HashMap<_, _> =
        patterns.iter().enumerate().map(|(index, it)| ((it.interviewer, it.who.clone()), index)).collect();
    let mut start = vec![0.0; patterns.len()];
    for pattern in of_seats(known) {
        match places.get(&(pattern.interviewer, pattern.who.clone())) {
            Some(index) => start[*index] = 1.0,
            None => {
                patterns.push(pattern);
                start.push(1.0);
            }
        }
    }
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let (mut by_candidate, mut by_interviewer) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
    let mut variables = Vec::with_capacity(patterns.len());
    for pattern in &patterns {
        let value = pattern.seats.iter().map(|seat| worth(Column { candidate: seat.candidate, fit: seat.fit })).sum();
        let variable = problem.add_binary_var(value);
        variables.push(variable);
        pattern.who.iter().for_each(|who| by_candidate.entry(*who).or_default().push((variable, 1.0)));
        by_interviewer.entry(pattern.interviewer).or_default().push((variable, 1.0));
    }
    for row in by_candidate.into_values().chain(by_interviewer.into_values()).filter(|row| row.len() > 1) {
        problem.add_constraint(row, ComparisonOp::Le, 1.0);
    }
    let start = variables.iter().copied().zip(start).collect();
    let (solution, proven) = exact::branch(&problem, Some(start), effort, go_on)?;
    let taken = patterns.into_iter().zip(variables).filter(|(_, variable)| solution.var_value(*variable) > 0.5);
    Some((taken.flat_map(|(pattern, _)| pattern.seats).collect(), proven))
}

impl Pattern {
    fn of(board: &Board, schedule: &Schedule) -> Option<Self> {
        let interviewer = board.desks[schedule.picks.first()?.desk as usize].interviewer;
        let seat = |pick: &super::pricing::Pick| {
            let item = &board.items[pick.item as usize];
            let Column { candidate, fit } = board.columns[pick.column as usize];
            Seat { candidate, interviewer, start: item.start, length: item.length, fit }
        };
        Some(Self { interviewer, who: schedule.who.clone(), seats: schedule.picks.iter().map(seat).collect() })
    }
}

/// The schedules of a matching.
fn of_seats(seats: &[Seat]) -> Vec<Pattern> {
    let mut by_interviewer = BTreeMap::<_, Vec<_>>::new();
    for seat in seats {
        by_interviewer.entry(seat.interviewer).or_default().push(*seat);
    }
    let pattern = |(interviewer, seats): (u32, Vec<Seat>)| {
        let mut who: Vec<_> = seats.iter().map(|seat| seat.candidate).collect();
        who.sort_unstable();
        Pattern { interviewer, who, seats }
    };
    by_interviewer.into_iter().map(pattern).collect()
}
