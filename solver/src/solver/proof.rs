//! What the bounds prove about better matchings.

use super::{Goal, SEARCH_OBJECTIVE, SearchStatus, Solver, to_i64};
use crate::dual::{Multipliers, Objective};
use crate::outcome::{Proof, Score};
use crate::pricing::FIT_SCALE;

/// A relative gap of the weight that is good enough on a large round of mixed lengths, where the rest takes long.
const ACCEPTABLE_GAP: f64 = 2.5e-3;

impl Solver<'_> {
    /// Searches for the best matching. Returns what is proven now, combined with what was `known` before.
    pub(super) fn search_and_prove(&mut self, multipliers: &mut Multipliers, known: Proof) -> Proof {
        let value_bound = match self.search(Goal { objective: SEARCH_OBJECTIVE, floor: 0 }, multipliers) {
            SearchStatus::Closed => self.value(SEARCH_OBJECTIVE),
            SearchStatus::Open | SearchStatus::TooLarge => multipliers.bound,
        };
        let proof = self.prove(multipliers, value_bound);
        if !self.is_small() && proof != Proof::Optimal && !self.is_good_enough(proof) {
            self.improve_by_blocks(SEARCH_OBJECTIVE, multipliers);
        }
        let best = self.score();
        let (mut weight_bound, mut fit_bound) = (u64::MAX, fit_bound(value_bound, SEARCH_OBJECTIVE, best));
        for proof in [known, proof] {
            match proof {
                Proof::Optimal => return proof,
                Proof::OptimalWeight { fit_bound: bound } => {
                    (weight_bound, fit_bound) = (best.weight, fit_bound.min(bound));
                }
                Proof::WeightBound { weight_bound: bound } => weight_bound = weight_bound.min(bound),
            }
        }
        match (weight_bound > best.weight, fit_bound > best.fit) {
            (true, _) => Proof::WeightBound { weight_bound },
            (_, true) => Proof::OptimalWeight { fit_bound },
            _ => Proof::Optimal,
        }
    }

    /// Proves that the incumbent is optimal, or how far from the optimum it can be. `found` are the multipliers of the
    /// search, and `value_bound` is an upper bound on the value of a matching by the search objective.
    ///
    /// Only an objective by which one point of weight outweighs all fit can prove that the weight is optimal. With it,
    /// multipliers converge slowly, so it is used for nothing else: among matchings of equal weight all objectives agree.
    fn prove(&mut self, found: &Multipliers, value_bound: i64) -> Proof {
        loop {
            let score = self.score();
            let objective = Objective { weight_scale: to_i64(score.fit).max(SEARCH_OBJECTIVE.weight_scale) * 5 / 4 };
            let floor = to_i64(score.weight + 1) * objective.weight_scale * FIT_SCALE;
            let mut multipliers = found.scaled(SEARCH_OBJECTIVE, objective);
            let none_is_heavier = self.search(Goal { objective, floor }, &mut multipliers) == SearchStatus::Closed;
            let best = self.score();
            if best.weight > score.weight && (self.is_small() || to_i64(best.fit) > objective.weight_scale) {
                // A heavier matching was found, for which the proof has to start again.
                continue;
            }
            let weight_bound = multipliers.bound / (objective.weight_scale * FIT_SCALE);
            let weight_bound = u64::try_from(weight_bound).unwrap_or(0).max(best.weight);
            if weight_bound > best.weight && !none_is_heavier {
                return Proof::WeightBound { weight_bound };
            }
            let more_fit = Goal { objective, floor: 0 };
            if fit_bound(value_bound, SEARCH_OBJECTIVE, best) <= best.fit
                || self.is_small() && self.search(more_fit, &mut multipliers) == SearchStatus::Closed
            {
                return Proof::Optimal;
            }
            let fit_bound =
                fit_bound(value_bound, SEARCH_OBJECTIVE, best).min(fit_bound(multipliers.bound, objective, best));
            return Proof::OptimalWeight { fit_bound: fit_bound.max(self.score().fit) };
        }
    }

    /// Whether closing the rest of the gap is not worth the time.
    fn is_good_enough(&self, proof: Proof) -> bool {
        self.has_mixed_lengths() && !self.is_huge() && !self.is_extended() && proof.gap(self.score()) < ACCEPTABLE_GAP
    }
}

/// Upper bound on the fit of a matching of the same weight as `best`, given one on the value of any matching.
fn fit_bound(value_bound: i64, objective: Objective, best: Score) -> u64 {
    u64::try_from(value_bound / FIT_SCALE - to_i64(best.weight) * objective.weight_scale).unwrap_or(0).max(best.fit)
}
