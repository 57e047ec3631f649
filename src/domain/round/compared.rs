use super::{FollowedOutcome, RoundPlan};
use crate::domain::RoundId;

/// A round's results in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compared {
    /// How many candidates took part.
    pub candidates: usize,
    /// How many had a session.
    pub matched: usize,
    /// How many had missed out before and had a session this time.
    pub waited_and_matched: usize,
    /// How many had missed out in an earlier round.
    pub waited: usize,
    /// Pairs that had met before.
    pub repeats: usize,
}

impl Compared {
    /// The numbers of a plan.
    pub fn of(plan: &RoundPlan) -> Self {
        let (with, without) = (&plan.pairs, &plan.unmatched);
        let waited_and_matched = with.iter().filter(|pair| pair.waited > 0).count();
        Self {
            candidates: with.len() + without.len(),
            matched: with.len(),
            waited_and_matched,
            waited: waited_and_matched + without.iter().filter(|one| one.waited > 0).count(),
            repeats: with.iter().filter(|pair| pair.repeats).count(),
        }
    }

    /// The latest round of these outcomes, other than this one.
    pub fn last(outcomes: &[FollowedOutcome], but: RoundId) -> Option<Self> {
        let latest = outcomes.iter().find(|one| one.outcome.round != but)?.outcome.round;
        let mut all = Self::default();
        for one in outcomes.iter().filter(|one| one.outcome.round == latest) {
            let (matched, waited) = (one.has_session(), one.outcome.waited > 0);
            all.candidates += 1;
            all.matched += usize::from(matched);
            all.waited += usize::from(waited);
            all.waited_and_matched += usize::from(matched && waited);
            all.repeats += usize::from(matched && one.outcome.repeats);
        }
        Some(all)
    }
}
