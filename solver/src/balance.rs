//! The fourth and fifth objectives: among matchings of the same weight, repeats and fit, an even load among
//! interviewers, then early starts.

use crate::assignment::{Assignment, Choice, Choices, Conflict};
use crate::model::to_u32;

/// Moves sessions to other interviewers or starts as long as that lowers the sum of squared loads, or keeps it and
/// makes a start earlier. Weight and fit don't change. `booked` is the number of sessions that each resource had
/// before.
pub(crate) fn balance_load(assignment: &mut Assignment<'_>, choices: &Choices, booked: &[usize]) {
    const MAX_PASSES: usize = 20;
    for _ in 0..MAX_PASSES {
        let mut moved = false;
        for candidate in 0..to_u32(assignment.resource_of.len()) {
            moved |= improve_candidate(assignment, choices, booked, candidate);
        }
        if !moved {
            return;
        }
    }
}

/// Gives a candidate the best session of equal fit. True if it is another one than before.
fn improve_candidate(assignment: &mut Assignment<'_>, choices: &Choices, booked: &[usize], candidate: u32) -> bool {
    let Some(current) = assignment.remove(candidate) else { return false };
    let key = |assignment: &Assignment<'_>, choice: &Choice| {
        let resource = choice.resource as usize;
        let load = assignment.by_resource[resource].len() + booked[resource];
        (load, choice.placement.start, choice.placement.interviewer)
    };
    let mut best = current;
    for choice in choices.of_candidate(candidate) {
        if (choice.placement.repeats, choice.placement.fit) == (current.placement.repeats, current.placement.fit)
            && key(assignment, choice) < key(assignment, &best)
            && assignment.conflict(*choice) == Conflict::None
        {
            best = *choice;
        }
    }
    assignment.insert(best);
    best.placement != current.placement
}
