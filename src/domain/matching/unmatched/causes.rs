//! What stands in the way of a session for one person: the obstacle whose removal alone is enough, or else the fewest that
//! are enough together.

use super::case::Case;
use super::ground::Ground;
use super::obstacle::{Lifted, Obstacle};

/// What stands in the way. Nothing does if they could have a session as it is.
pub(super) fn obstacles(case: &Case, ground: &mut Ground<'_>) -> Vec<Obstacle> {
    if ground.possible(case, Lifted::default()) {
        return Vec::new();
    }
    if case.others.is_empty() {
        return vec![Obstacle::Request];
    }
    let named: Vec<_> = Obstacle::ALL.into_iter().filter(|one| case.is_true(*one)).collect();
    if let Some(one) = named.iter().find(|one| ground.possible(case, Lifted::these(&[**one]))) {
        return vec![*one];
    }
    let mut all = Lifted::these(&named);
    if !ground.possible(case, all) {
        // The round's days are over.
        return vec![Obstacle::InterviewerHours];
    }
    for one in named.iter().rev() {
        if ground.possible(case, all.without(*one)) {
            all = all.without(*one);
        }
    }
    named.into_iter().filter(|one| all.has(*one)).collect()
}
