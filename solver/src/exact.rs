//! Exact solution by integer programming, with microlp's branch and bound.
//!
//! There is one binary variable per column, and one constraint per candidate, per moment of a person with several
//! seats, per set of overlapping intervals of a resource and per week whose capacity can be binding. On all columns of
//! a round this takes seconds to minutes; on the few that the dual bounds leave open it takes milliseconds. The dual of
//! the linear relaxation gives the best possible multipliers.

use crate::model::{Column, Interval, Model, Placement, Resource, indices, to_u32};
use microlp::{
    ComparisonOp, OptimizationDirection, Problem, ResumeOptions, Solution, SolutionStatus, SolveOptions, SolveOutcome,
    TerminationReason, Variable,
};

/// When branch and bound stops.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BranchLimits {
    /// Maximum number of nodes.
    pub max_nodes: u64,
    /// Relative gap between incumbent and bound that counts as optimal.
    pub gap: f64,
    /// An incumbent of this value is good enough.
    pub stop_at: f64,
}

/// The best placements for this model within the limits, and whether they are proven to be optimal for it.
/// `value` is the value of a column, and `known` a matching to start from.
pub(crate) fn solve(
    model: &Model,
    value: &dyn Fn(Column) -> f64,
    known: &[Placement],
    limits: BranchLimits,
    keep_going: &dyn Fn() -> bool,
) -> Option<(Vec<Placement>, bool)> {
    let (problem, variables) = build_program(model, value);
    let start = warm_start(model, &variables, known);
    let (solution, proven) = branch_and_bound(&problem, Some(start), limits, keep_going)?;
    let mut placements = Vec::new();
    model.for_each_placement(|column, placement| {
        if variables.get(column).is_some_and(|variable| solution.var_value(*variable) > 0.5) {
            placements.push(placement);
        }
    });
    Some((placements, proven))
}

/// Runs branch and bound within the limits. Returns the incumbent, and whether it is proven to be optimal.
pub(crate) fn branch_and_bound(
    problem: &Problem,
    start: Option<Vec<(Variable, f64)>>,
    limits: BranchLimits,
    keep_going: &dyn Fn() -> bool,
) -> Option<(Solution, bool)> {
    /// microlp can't be interrupted, so it is called for a few nodes at a time.
    const NODES_PER_CALL: u64 = 25;
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES_PER_CALL.min(limits.max_nodes));
    options.mip_gap = limits.gap;
    options.warm_start = start;
    let mut outcome = problem.solve_with(options).ok()?;
    let mut nodes = NODES_PER_CALL;
    // Values are whole numbers, so half a point absorbs rounding errors.
    let open = |outcome: &SolveOutcome| outcome.solution().is_none_or(|it| it.objective() < limits.stop_at - 0.5);
    while open(&outcome)
        && outcome.termination_reason() == TerminationReason::NodeLimit
        && nodes < limits.max_nodes
        && keep_going()
    {
        let mut options = ResumeOptions::default();
        options.node_limit = Some(NODES_PER_CALL.min(limits.max_nodes - nodes));
        options.mip_gap = Some(limits.gap);
        outcome = outcome.resume_with(options).ok()?;
        nodes += NODES_PER_CALL;
    }
    let solution = outcome.into_solution().ok()?;
    let proven = solution.status() == SolutionStatus::Optimal;
    Some((solution, proven))
}

/// At most `bound` of these columns may be selected.
struct Constraint {
    columns: Vec<u32>,
    bound: u32,
}

/// The constraints of a matching: first one per candidate, then the rows of the people with several seats, then those
/// of the resources.
fn constraints(model: &Model) -> Vec<Constraint> {
    let multipliers = model.weights.len() + model.rows as usize;
    let mut constraints: Vec<_> = (0..multipliers).map(|_| Constraint { columns: Vec::new(), bound: 1 }).collect();
    let (of_candidates, of_rows) = constraints.split_at_mut(model.weights.len());
    model.for_each_placement(|index, placement| {
        of_candidates[placement.candidate as usize].columns.push(to_u32(index));
        for row in model.rows_of(&placement).into_iter().flatten() {
            of_rows[row as usize].columns.push(to_u32(index));
        }
    });
    for resource in &model.resources {
        let intervals = &model.intervals[indices(&resource.intervals)];
        let columns = |intervals: &mut dyn Iterator<Item = &Interval>| {
            intervals.flat_map(|interval| interval.columns.clone()).collect()
        };
        for clique in maximal_cliques(resource, intervals) {
            let columns = columns(&mut clique.into_iter().map(|index| &intervals[index]));
            constraints.push(Constraint { columns, bound: 1 });
        }
        for week in intervals.chunk_by(|a, b| a.week == b.week).filter(|week| week.iter().any(|it| it.capacity_binds)) {
            let capacity = week.first().and_then(|it| resource.capacity.get(it.week as usize)).copied();
            constraints.push(Constraint { columns: columns(&mut week.iter()), bound: capacity.unwrap_or(0) });
        }
    }
    constraints
}

/// The integer program of a model, and the variable of each column.
fn build_program(model: &Model, value: &dyn Fn(Column) -> f64) -> (Problem, Vec<Variable>) {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let variables: Vec<_> = model.columns.iter().map(|column| problem.add_binary_var(value(*column))).collect();
    for constraint in constraints(model).iter().filter(|it| it.columns.len() > it.bound as usize) {
        let terms = constraint.columns.iter().map(|column| (variables[*column as usize], 1.0)).collect::<Vec<_>>();
        problem.add_constraint(terms, ComparisonOp::Le, f64::from(constraint.bound));
    }
    (problem, variables)
}

/// The optimal multipliers of the candidates and of the rows of people, from the dual of the linear relaxation.
pub(crate) fn lp_multipliers(model: &Model, value: &dyn Fn(Column) -> f64) -> Option<Vec<f64>> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let constraints = constraints(model);
    let mut terms_of = vec![Vec::new(); model.columns.len()];
    let mut variables = Vec::with_capacity(constraints.len());
    for constraint in &constraints {
        let variable = problem.add_var(f64::from(constraint.bound), (0.0, f64::INFINITY));
        variables.push(variable);
        constraint.columns.iter().for_each(|column| terms_of[*column as usize].push((variable, 1.0)));
    }
    for (column, terms) in model.columns.iter().zip(terms_of) {
        problem.add_constraint(terms, ComparisonOp::Ge, value(*column));
    }
    let outcome = problem.solve().ok()?;
    let solution = outcome.solution()?;
    Some(
        variables
            .iter()
            .take(model.weights.len() + model.rows as usize)
            .map(|variable| solution.var_value(*variable))
            .collect(),
    )
}

/// The maximal cliques of the resource's interval graph: the largest sets of intervals that overlap pairwise.
fn maximal_cliques(resource: &Resource, intervals: &[Interval]) -> Vec<Vec<usize>> {
    let mut cliques: Vec<Vec<usize>> = Vec::new();
    let starts = intervals.chunk_by(|a, b| a.start == b.start).filter_map(|same_start| same_start.first());
    for slot in starts.map(|interval| interval.start) {
        let clique: Vec<_> = (0..intervals.partition_point(|interval| interval.start <= slot))
            .filter(|index| slot < intervals[*index].start + intervals[*index].length + resource.gap)
            .collect();
        cliques.pop_if(|last| last.iter().all(|index| clique.contains(index)));
        cliques.push(clique);
    }
    cliques
}

/// The known matching as values of the variables.
fn warm_start(model: &Model, variables: &[Variable], known: &[Placement]) -> Vec<(Variable, f64)> {
    let mut values = vec![0.0; variables.len()];
    let mut placement_of = vec![None; model.weights.len()];
    for placement in known {
        placement_of[placement.candidate as usize] = Some(*placement);
    }
    model.for_each_placement(|column, placement| {
        if placement_of[placement.candidate as usize] == Some(placement) {
            values[column] = 1.0;
        }
    });
    variables.iter().copied().zip(values).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rings of five variables, of which no two neighbours can both be 1. With every variable at a half, a ring is
    /// worth 2.5 in the relaxation; its integer optimum is 2.
    fn rings(count: usize) -> (Problem, Vec<(Variable, f64)>) {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let mut zeros = Vec::new();
        for _ in 0..count {
            let ring: Vec<_> = (0..5).map(|_| problem.add_binary_var(1.0)).collect();
            for (one, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                problem.add_constraint([(*one, 1.0), (*next, 1.0)], ComparisonOp::Le, 1.0);
            }
            zeros.extend(ring.into_iter().map(|variable| (variable, 0.0)));
        }
        (problem, zeros)
    }

    #[test]
    fn a_search_that_ran_out_of_nodes_proves_nothing() {
        let (problem, zeros) = rings(6);
        let solved = |max_nodes| {
            let limits = BranchLimits { max_nodes, gap: 0.0, stop_at: f64::INFINITY };
            let (solution, proven) = branch_and_bound(&problem, Some(zeros.clone()), limits, &|| true).unwrap();
            (solution.objective().round() as i64, proven)
        };
        assert!(!solved(1).1);
        assert_eq!(solved(1_000_000), (12, true));
    }
}
