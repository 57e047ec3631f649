//! Among matchings of the same weight and fit: even load among interviewers, then earlier starts.

use super::assignment::{Choice, Choices, Clash, Plan};

/// Moves sessions to other interviewers or starts as long as that makes the sum of squared loads smaller, or
/// leaves it and makes a start earlier. Weight and fit stay. `booked` has the sessions each desk had before.
pub(super) fn even(plan: &mut Plan<'_>, choices: &Choices, booked: &[usize]) {
    const PASSES: usize = 20;
    for _ in 0..PASSES {
        let mut moved = false;
        for who in 0..super::model::place(plan.desk_of.len()) {
            moved |= improve(plan, choices, booked, who);
        }
        if !moved {
            return;
        }
    }
}

fn improve(plan: &mut Plan<'_>, choices: &Choices, booked: &[usize], who: u32) -> bool {
    let Some(now) = plan.take(who) else { return false };
    let load = |plan: &Plan<'_>, choice: &Choice| plan.seats[choice.desk as usize].len() + booked[choice.desk as usize];
    let rank = |plan: &Plan<'_>, choice: &Choice| (load(plan, choice), choice.seat.start, choice.seat.interviewer);
    let mut best = now;
    for choice in choices.of_candidate(who) {
        let same = choice.seat.fit == now.seat.fit;
        if same && rank(plan, choice) < rank(plan, &best) && plan.clash(*choice) == Clash::None {
            best = *choice;
        }
    }
    plan.put(best);
    best.seat != now.seat
}
