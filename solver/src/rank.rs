//! The interviewers for one candidate at this moment. Nothing is solved, so it takes well under a millisecond.

use crate::fit::{eligible, fit, free_slots};
use crate::round::{Round, week_of};
use crate::slots::SlotSet;

/// An interviewer who could give a session now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankedInterviewer {
    /// Index in [`Round::interviewers`].
    pub interviewer: usize,
    /// The earliest start in the candidate's windows.
    pub start: i32,
    /// How well the two fit, 0 to 100.
    pub fit: u32,
}

/// Every interviewer who could take this candidate as things stand, best fit first, then earliest start.
///
/// Only booked sessions are taken into account, not those that a matching might add.
pub fn rank(round: &Round, candidate_index: usize) -> Vec<RankedInterviewer> {
    let Some(candidate) = round.candidates.get(candidate_index) else { return Vec::new() };
    let horizon = round.clamped_horizon();
    let windows = SlotSet::from_spans(&candidate.windows, horizon).starts(candidate.duration);
    let paired_with = |pairs: &[(usize, usize)]| {
        let mut paired = vec![false; round.interviewers.len()];
        for (_, interviewer) in pairs.iter().filter(|pair| pair.0 == candidate_index) {
            if let Some(it) = paired.get_mut(*interviewer) {
                *it = true;
            }
        }
        paired
    };
    let (forbidden, met) = (paired_with(&round.forbidden), paired_with(&round.met));
    let mut ranked = Vec::new();
    for (index, interviewer) in round.interviewers.iter().enumerate() {
        if forbidden[index] || candidate.interviewer == Some(index) || !eligible(candidate, interviewer) {
            continue;
        }
        let remaining = interviewer.remaining_capacity();
        let has_capacity = |start: &i32| remaining.get(week_of(*start) as usize).is_some_and(|it| *it > 0);
        let starts = free_slots(interviewer, horizon).starts(candidate.duration);
        if let Some(start) = windows.intersection(&starts).find(has_capacity) {
            let fit = fit(candidate, interviewer, met[index]);
            ranked.push(RankedInterviewer { interviewer: index, start, fit });
        }
    }
    ranked.sort_unstable_by_key(|it| (std::cmp::Reverse(it.fit), it.start, it.interviewer));
    ranked
}
