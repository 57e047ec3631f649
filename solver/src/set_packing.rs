//! Selects at most one whole schedule for each resource, so that no candidate is in two of them, and nobody with
//! several seats in two places: a set packing problem, solved by branch and bound.
//!
//! Given every schedule that a better matching could contain, the best selection is an optimal matching. The linear
//! relaxation is as tight as the dual bound, so few nodes are needed (Baldacci, Christofides and Mingozzi 2008 finish
//! vehicle routing problems in this way). The schedules of the best matching known are added: they are a feasible
//! start, and parts of them can be combined with other schedules.

use crate::exact::{self, BranchLimits};
use crate::model::{Column, Model, Placement};
use crate::pricing::{Pick, Schedule};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use std::collections::{BTreeMap, HashMap};

/// A possible schedule of an interviewer; "pattern" as in column generation (Gilmore and Gomory 1961).
#[derive(Debug)]
struct Pattern {
    interviewer: u32,
    /// Sorted.
    candidates: Vec<u32>,
    /// The rows of people with several seats, sorted.
    rows: Vec<u32>,
    placements: Vec<Placement>,
}

impl Pattern {
    fn key(&self) -> (u32, Vec<u32>, Vec<u32>) {
        (self.interviewer, self.candidates.clone(), self.rows.clone())
    }
}

/// The best selection among these schedules and those of the `known` matching, and whether it is proven to be the best.
pub(crate) fn pack(
    model: &Model,
    schedules: &[Schedule],
    known: &[Placement],
    value: &dyn Fn(Column) -> f64,
    limits: BranchLimits,
    keep_going: &dyn Fn() -> bool,
) -> Option<(Vec<Placement>, bool)> {
    let mut patterns: Vec<_> = schedules.iter().filter_map(|schedule| Pattern::of(model, schedule)).collect();
    let positions: HashMap<_, _> = patterns.iter().enumerate().map(|(index, it)| (it.key(), index)).collect();
    let mut start = vec![0.0; patterns.len()];
    for pattern in patterns_of(model, known) {
        match positions.get(&pattern.key()) {
            Some(index) => start[*index] = 1.0,
            None => {
                patterns.push(pattern);
                start.push(1.0);
            }
        }
    }
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let (mut by_candidate, mut by_interviewer) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
    let mut by_row = BTreeMap::<_, Vec<_>>::new();
    let mut variables = Vec::with_capacity(patterns.len());
    for pattern in &patterns {
        let variable = problem.add_binary_var(pattern.placements.iter().map(|it| value(it.column())).sum());
        variables.push(variable);
        pattern.candidates.iter().for_each(|it| by_candidate.entry(*it).or_default().push((variable, 1.0)));
        pattern.rows.iter().for_each(|it| by_row.entry(*it).or_default().push((variable, 1.0)));
        by_interviewer.entry(pattern.interviewer).or_default().push((variable, 1.0));
    }
    let constraints = by_candidate.into_values().chain(by_row.into_values()).chain(by_interviewer.into_values());
    for terms in constraints.filter(|terms| terms.len() > 1) {
        problem.add_constraint(terms, ComparisonOp::Le, 1.0);
    }
    let start = variables.iter().copied().zip(start).collect();
    let (solution, proven) = exact::branch_and_bound(&problem, Some(start), limits, keep_going)?;
    let selected = patterns.into_iter().zip(variables).filter(|(_, variable)| solution.var_value(*variable) > 0.5);
    Some((selected.flat_map(|(pattern, _)| pattern.placements).collect(), proven))
}

impl Pattern {
    fn of(model: &Model, schedule: &Schedule) -> Option<Self> {
        let resource = &model.resources[schedule.picks.first()?.resource as usize];
        let placement = |pick: &Pick| {
            resource.placement(&model.intervals[pick.interval as usize], model.columns[pick.column as usize])
        };
        let placements = schedule.picks.iter().map(placement).collect();
        let (candidates, rows) = (schedule.candidates.clone(), schedule.rows.clone());
        Some(Self { interviewer: resource.interviewer, candidates, rows, placements })
    }
}

/// The schedules of a matching.
fn patterns_of(model: &Model, placements: &[Placement]) -> Vec<Pattern> {
    let mut by_interviewer = BTreeMap::<_, Vec<_>>::new();
    for placement in placements {
        by_interviewer.entry(placement.interviewer).or_default().push(*placement);
    }
    let pattern = |(interviewer, placements): (u32, Vec<Placement>)| {
        let mut candidates: Vec<_> = placements.iter().map(|it| it.candidate).collect();
        candidates.sort_unstable();
        let mut rows: Vec<_> = placements.iter().flat_map(|it| model.rows_of(it)).flatten().collect();
        rows.sort_unstable();
        Pattern { interviewer, candidates, rows, placements }
    };
    by_interviewer.into_iter().map(pattern).collect()
}
