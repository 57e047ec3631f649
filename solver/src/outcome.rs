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
    Weight {
        /// No matching of the same weight fits better.
        fit_at_most: u64,
    },
    /// None has more weight than this.
    Bound {
        /// No matching has more weight.
        weight_at_most: u64,
    },
}

impl Proof {
    /// With what is known besides: nothing has more weight or more fit than `ceiling`.
    pub(super) fn at_most(self, ceiling: Score, score: Score) -> Self {
        let known = match self {
            Self::Bound { weight_at_most } => Self::Bound { weight_at_most: weight_at_most.min(ceiling.weight) },
            other => other,
        };
        match known {
            Self::Bound { weight_at_most } if weight_at_most > score.weight => known,
            Self::Bound { .. } if ceiling.fit > score.fit => Self::Weight { fit_at_most: ceiling.fit },
            Self::Weight { fit_at_most } if fit_at_most.min(ceiling.fit) > score.fit => {
                Self::Weight { fit_at_most: fit_at_most.min(ceiling.fit) }
            }
            _ => Self::Optimal,
        }
    }

    /// How far the weight may be from the best, as a share of it.
    pub fn gap(self, score: Score) -> f64 {
        match self {
            Self::Bound { weight_at_most } if weight_at_most > 0 => {
                weight_at_most.saturating_sub(score.weight) as f64 / weight_at_most as f64
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
    /// Most times that all volunteers are priced, in each of the solver's stages.
    pub rounds: usize,
    /// Most nodes of branch and bound, times the columns of each; but always a hundred nodes.
    pub nodes: u64,
    /// Most passes over a round that is too large for branch and bound at once.
    pub passes: usize,
    /// Asked now and then; after the first `false` the solver comes to an end with the best it has.
    pub keep_going: &'a dyn Fn() -> bool,
}

impl Limits<'static> {
    /// Enough for a round of some thousand columns to be proven optimal, and a second or two for a large one.
    pub const DEFAULT: Self = Self { rounds: 2_000, nodes: 500_000, passes: 3, keep_going: &|| true };

    /// For who has time: set `keep_going`, or it may never end.
    pub const fn patient() -> Self {
        Self { rounds: 20_000, nodes: u64::MAX, passes: usize::MAX, ..Self::DEFAULT }
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
            .field("rounds", &self.rounds)
            .field("nodes", &self.nodes)
            .field("passes", &self.passes)
            .finish_non_exhaustive()
    }
}
