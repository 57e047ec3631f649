//! What the bounds prove about better matchings.

use super::{Goal, SEARCH_OBJECTIVE, SearchStatus, Solver, to_i64};
use crate::dual::{Multipliers, Objective};
use crate::outcome::{Proof, Score};
use crate::pricing::FIT_SCALE;

/// A relative gap of the weight that is good enough on a large round of mixed lengths, or with people in several seats,
/// where closing the rest takes long.
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
        let (mut weight_bound, mut repeats_bound) = (u64::MAX, 0);
        let mut fit_bound = fit_bound(value_bound, SEARCH_OBJECTIVE, best);
        for proof in [known, proof] {
            match proof {
                Proof::Optimal => return proof,
                Proof::OptimalWeight { repeats_bound: repeats, fit_bound: fit } => {
                    (weight_bound, repeats_bound) = (best.weight, repeats_bound.max(repeats));
                    fit_bound = fit_bound.min(fit);
                }
                Proof::WeightBound { weight_bound: bound } => weight_bound = weight_bound.min(bound),
            }
        }
        if weight_bound > best.weight {
            return Proof::WeightBound { weight_bound };
        }
        Proof::optimal_weight(repeats_bound, fit_bound, best)
    }

    /// Proves that the incumbent is optimal, or how far from the optimum it can be. `found` are the multipliers of the
    /// search, and `value_bound` is an upper bound on the value of a matching by the search objective.
    ///
    /// Only an objective by which one point of weight outweighs all fit can prove that the weight is optimal. With it,
    /// multipliers converge slowly, so it is used for nothing else: among matchings of equal weight and repeats all
    /// objectives agree. In this objective repeats cost nothing, because a heavier matching may have any number of
    /// them.
    fn prove(&mut self, found: &Multipliers, value_bound: i64) -> Proof {
        loop {
            let score = self.score();
            let weight_scale = to_i64(score.fit).max(SEARCH_OBJECTIVE.weight_scale) * 5 / 4;
            let objective = Objective { weight_scale, repeat_scale: 0 };
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
            let fit_bound =
                fit_bound(value_bound, SEARCH_OBJECTIVE, best).min(fit_bound(multipliers.bound, objective, best));
            if best.repeats == 0 && fit_bound <= best.fit {
                return Proof::Optimal;
            }
            if !self.model.columns.iter().any(|column| column.repeats) {
                let more_fit = Goal { objective, floor: 0 };
                if self.is_small() && self.search(more_fit, &mut multipliers) == SearchStatus::Closed {
                    return Proof::Optimal;
                }
                return Proof::optimal_weight(0, fit_bound, self.score());
            }
            if let Some(proof) = self.prove_repeats(found, fit_bound) {
                return proof;
            }
        }
    }

    /// Proves that no matching of the incumbent's weight, which is known to be optimal, has fewer repeats, and, on a
    /// small round, that none with equally few repeats has more fit. In the objective for this, a repeat outweighs all
    /// fit, and a point of weight outweighs all repeats. `None` if a better matching was found, for which the proof has
    /// to start again.
    fn prove_repeats(&mut self, found: &Multipliers, fit_bound: u64) -> Option<Proof> {
        let score = self.score();
        let repeat_scale = to_i64(score.fit).max(SEARCH_OBJECTIVE.weight_scale) * 5 / 4;
        let objective = Objective { weight_scale: repeat_scale * to_i64(score.repeats + 2), repeat_scale };
        let value =
            |repeats: u64| to_i64(score.weight) * objective.weight_scale - to_i64(repeats) * objective.repeat_scale;
        // A matching with fewer repeats has at least this value. On a small round, the whole objective is optimised.
        let floor = score.repeats.checked_sub(1).filter(|_| !self.is_small()).map_or(0, value) * FIT_SCALE;
        let mut multipliers = found.scaled(SEARCH_OBJECTIVE, objective);
        let closed = (self.is_small() || score.repeats > 0)
            && self.search(Goal { objective, floor }, &mut multipliers) == SearchStatus::Closed;
        let best = self.score();
        if best.weight > score.weight || best.repeats < score.repeats && closed {
            return None;
        }
        if closed && self.is_small() && to_i64(best.fit) < repeat_scale {
            return Some(Proof::Optimal);
        }
        // Fewer repeats than this would have a value above the bound.
        let least = (value(0) - multipliers.bound / FIT_SCALE + repeat_scale - 1).div_euclid(repeat_scale);
        let least = u64::try_from(least).unwrap_or(0);
        Some(Proof::optimal_weight(if closed { best.repeats } else { least }, fit_bound, best))
    }

    /// Whether closing the rest of the gap is not worth the time.
    fn is_good_enough(&self, proof: Proof) -> bool {
        let is_slow = self.has_mixed_lengths() || !self.model.people.is_empty();
        is_slow && !self.is_huge() && !self.is_extended() && proof.gap(self.score()) < ACCEPTABLE_GAP
    }
}

/// Upper bound on the fit of a matching that has the same weight as `best` and no more repeats, given an upper bound on
/// the value of any matching.
fn fit_bound(value_bound: i64, objective: Objective, best: Score) -> u64 {
    let rest = value_bound / FIT_SCALE - to_i64(best.weight) * objective.weight_scale;
    u64::try_from(rest + to_i64(best.repeats) * objective.repeat_scale).unwrap_or(0).max(best.fit)
}
