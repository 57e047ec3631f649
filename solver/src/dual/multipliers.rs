//! Lagrange multipliers, and the objective that they are for.

use crate::model::{Column, Model, Resource};
use crate::pricing::{FIT_SCALE, Memory};

/// The value of a matching as one number: `weight_scale` for each point of weight plus 1 for each point of fit, minus
/// `repeat_scale` for each repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Objective {
    pub weight_scale: i64,
    pub repeat_scale: i64,
}

impl Objective {
    /// The value of a session.
    pub(crate) fn value(self, model: &Model, column: Column) -> i64 {
        let repeat = if column.repeats { self.repeat_scale } else { 0 };
        i64::from(model.weights[column.candidate as usize]) * self.weight_scale + i64::from(column.fit) - repeat
    }

    /// The value of a session without its fit, in units of 1/[`FIT_SCALE`].
    pub(crate) fn scaled_weight(self, weight: u32) -> i64 {
        i64::from(weight) * self.weight_scale * FIT_SCALE
    }
}

/// Multipliers, and the upper bound that they prove. Both are in units of 1/[`FIT_SCALE`].
#[derive(Debug, Clone)]
pub(crate) struct Multipliers {
    /// One for each candidate, then one for each row of the people with several seats; never negative.
    pub values: Vec<i64>,
    /// No matching has a higher value.
    pub bound: i64,
    /// The candidates that an interviewer's schedule must not contain twice, by interviewer.
    pub memories: Vec<Vec<Memory>>,
    /// Factor for the length of the next subgradient step.
    pub step_scale: f64,
}

impl Multipliers {
    /// A first guess: half of each candidate's weight. Candidates without a column get 0, and so do rows.
    pub(crate) fn of(model: &Model, objective: Objective) -> Self {
        let mut values = vec![0; model.weights.len() + model.rows as usize];
        for column in &model.columns {
            let candidate = column.candidate as usize;
            values[candidate] = objective.scaled_weight(model.weights[candidate]) / 2;
        }
        let interviewers = model.resources.iter().map(|it| it.interviewer as usize + 1).max().unwrap_or(0);
        Self { values, bound: i64::MAX, memories: vec![Vec::new(); interviewers], step_scale: 1.0 }
    }

    /// The multipliers scaled from one objective to another. Their bound is not known yet.
    pub(crate) fn scaled(&self, from: Objective, to: Objective) -> Self {
        let values = self.values.iter().map(|value| value * to.weight_scale / from.weight_scale).collect();
        Self { values, bound: i64::MAX, step_scale: 0.2, ..self.clone() }
    }

    pub(super) fn memories_of(&self, resource: &Resource) -> &[Memory] {
        memories_of(&self.memories, resource)
    }
}

/// The memories of a resource, of those `by_interviewer`.
pub(super) fn memories_of<'a>(by_interviewer: &'a [Vec<Memory>], resource: &Resource) -> &'a [Memory] {
    by_interviewer.get(resource.interviewer as usize).map_or(&[], Vec::as_slice)
}
