//! What the solver answers.

use super::reasons::Unmatched;
use super::round::Session;

/// What a matching is worth; more weight is better, then more fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// Sum of the candidates' weights.
    pub weight: u64,
    /// Sum of the pairs' fits.
    pub fit: u64,
}

/// What is known about better matchings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// There is none.
    Optimal,
    /// None has more weight. One of this weight has at most this fit.
    OptimalWeight {
        /// No matching of the same weight fits better.
        fit_bound: u64,
    },
    /// None has more weight than this.
    WeightBound {
        /// No matching has more weight.
        weight_bound: u64,
    },
}

impl Proof {
    /// With what is known besides: nothing has more weight or more fit than `ceiling`.
    pub(super) fn at_most(self, ceiling: Score, score: Score) -> Self {
        let known = match self {
            Self::WeightBound { weight_bound } => Self::WeightBound { weight_bound: weight_bound.min(ceiling.weight) },
            other => other,
        };
        match known {
            Self::WeightBound { weight_bound } if weight_bound > score.weight => known,
            Self::WeightBound { .. } if ceiling.fit > score.fit => Self::OptimalWeight { fit_bound: ceiling.fit },
            Self::OptimalWeight { fit_bound } if fit_bound.min(ceiling.fit) > score.fit => {
                Self::OptimalWeight { fit_bound: fit_bound.min(ceiling.fit) }
            }
            _ => Self::Optimal,
        }
    }

    /// How far the weight may be from the best, as a share of it.
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
    /// What they are worth.
    pub score: Score,
    /// What is known about better ones.
    pub proof: Proof,
    /// Who has no session and why, sorted by candidate.
    pub unmatched: Vec<(usize, Unmatched)>,
}

/// How much work the solver may do. The same limits give the same outcome, if `keep_going` does.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// Most times that all interviewers are priced, in each of the solver's stages.
    pub evaluations: usize,
    /// Most nodes of branch and bound, times the columns of each; but always a hundred nodes.
    pub nodes: u64,
    /// Most passes over a round that is too large for branch and bound at once.
    pub passes: usize,
    /// Asked now and then; after the first `false` the solver comes to an end with the best it has.
    pub keep_going: &'a dyn Fn() -> bool,
}

impl Limits<'static> {
    /// Enough for a round of some thousand columns to be proven optimal, and a second or two for a large one.
    pub const DEFAULT: Self = Self { evaluations: 2_000, nodes: 500_000, passes: 3, keep_going: &|| true };

    /// For who has time: set `keep_going`, or it may never end.
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
