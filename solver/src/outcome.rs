//! The output of the solver, and the limits of its work.

use crate::reasons::Unmatched;
use crate::round::Session;
use std::cmp::{Ordering, Reverse};

/// The value of a matching. More weight is better; at equal weight, fewer repeats are better; at equal repeats, more
/// fit is better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Sum of the candidates' weights.
    pub weight: u64,
    /// Number of pairs who met recently.
    pub repeats: u64,
    /// Sum of the pairs' fits.
    pub fit: u64,
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |score: &Self| (score.weight, Reverse(score.repeats), score.fit);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is known about better matchings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// There is none.
    Optimal,
    /// None has more weight. It isn't known whether one of the same weight has fewer repeats or more fit.
    OptimalWeight {
        /// Lower bound on the repeats of a matching of this weight.
        repeats_bound: u64,
        /// Upper bound on the fit of a matching of this weight with no more repeats.
        fit_bound: u64,
    },
    /// One of more weight may exist.
    WeightBound {
        /// Upper bound on the weight of a matching.
        weight_bound: u64,
    },
}

impl Proof {
    /// Combines this proof about a matching of value `score` with a bound on the weight and on the fit of any matching.
    pub(crate) fn combine(self, bound: Score, score: Score) -> Self {
        let tightened = match self {
            Self::WeightBound { weight_bound } => Self::WeightBound { weight_bound: weight_bound.min(bound.weight) },
            other => other,
        };
        match tightened {
            Self::WeightBound { weight_bound } if weight_bound > score.weight => tightened,
            Self::WeightBound { .. } => Self::optimal_weight(bound.repeats, bound.fit, score),
            Self::OptimalWeight { repeats_bound, fit_bound } => {
                Self::optimal_weight(repeats_bound.max(bound.repeats), fit_bound.min(bound.fit), score)
            }
            Self::Optimal => Self::Optimal,
        }
    }

    /// The proof for a matching whose weight is optimal, given these bounds.
    pub(crate) fn optimal_weight(repeats_bound: u64, fit_bound: u64, score: Score) -> Self {
        if repeats_bound >= score.repeats && fit_bound <= score.fit {
            Self::Optimal
        } else {
            Self::OptimalWeight { repeats_bound: repeats_bound.min(score.repeats), fit_bound: fit_bound.max(score.fit) }
        }
    }

    /// The relative gap between the weight reached and its bound, 0 to 1.
    pub fn gap(self, score: Score) -> f64 {
        match self {
            Self::WeightBound { weight_bound } if weight_bound > 0 => {
                weight_bound.saturating_sub(score.weight) as f64 / weight_bound as f64
            }
            _ => 0.0,
        }
    }
}

/// A matching, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Sorted by candidate.
    pub sessions: Vec<Session>,
    /// The value of the sessions.
    pub score: Score,
    /// What is known about better matchings.
    pub proof: Proof,
    /// The candidates without a session and why, sorted by candidate.
    pub unmatched: Vec<(usize, Unmatched)>,
}

/// How much work the solver may do. Unless `keep_going` stops it, the same limits give the same outcome.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// Maximum number of evaluations of the dual bound in each stage of the solver.
    pub evaluations: usize,
    /// Maximum number of branch-and-bound nodes, times the columns of each; a few nodes are always allowed.
    pub nodes: u64,
    /// Maximum number of passes over a round that is too large for branch and bound as a whole.
    pub passes: usize,
    /// Called now and then; after the first `false` the solver finishes with the best matching it has.
    pub keep_going: &'a dyn Fn() -> bool,
}

impl Limits<'static> {
    /// Enough to prove optimality with some thousand columns; a large round takes a second or two.
    pub const DEFAULT: Self = Self { evaluations: 2_000, nodes: 500_000, passes: 3, keep_going: &|| true };

    /// Practically no limits. Set `keep_going`, or the solver may run for hours.
    pub const fn unbounded() -> Self {
        Self { evaluations: 20_000, nodes: u64::MAX, passes: usize::MAX, ..Self::DEFAULT }
    }
}

impl Default for Limits<'_> {
    fn default() -> Self {
        Limits::DEFAULT
    }
}

impl std::fmt::Debug for Limits<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limits")
            .field("evaluations", &self.evaluations)
            .field("nodes", &self.nodes)
            .field("passes", &self.passes)
            .finish_non_exhaustive()
    }
}
