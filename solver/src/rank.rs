//! The interviewers for one candidate right now, the best first: no solving, well under a millisecond.

use super::fit::{eligible, fit, free};
use super::model::week;
use super::round::Round;
use super::slots::Slots;

/// A session that could be booked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankedInterviewer {
    /// Place in [`Round::interviewers`].
    pub interviewer: usize,
    /// Their earliest start in the candidate's windows.
    pub start: i32,
    /// How well they fit, at most 100.
    pub fit: u32,
}

/// Every interviewer who could take this candidate as things stand, best fit first, then the earliest.
///
/// Sessions to be are not thought of: what counts is who is booked now.
pub fn rank(round: &Round, candidate: usize) -> Vec<RankedInterviewer> {
    let Some(who) = round.candidates.get(candidate) else { return Vec::new() };
    let horizon = round.slots();
    let windows = Slots::of(&who.windows, horizon).starts(who.duration);
    let with = |pairs: &[(usize, usize)]| {
        let mut with = vec![false; round.interviewers.len()];
        for (_, interviewer) in pairs.iter().filter(|pair| pair.0 == candidate) {
            if let Some(it) = with.get_mut(*interviewer) {
                *it = true;
            }
        }
        with
    };
    let (forbidden, met) = (with(&round.forbidden), with(&round.met));
    let mut offers = Vec::new();
    for (interviewer, it) in round.interviewers.iter().enumerate() {
        if forbidden[interviewer] || !eligible(who, it) {
            continue;
        }
        let remaining = it.remaining();
        let has_left = |start: &i32| remaining.get(week(*start) as usize).is_some_and(|left| *left > 0);
        let starts = free(it, horizon).starts(who.duration);
        if let Some(start) = windows.common(&starts).find(has_left) {
            offers.push(RankedInterviewer { interviewer, start, fit: fit(who, it, met[interviewer]) });
        }
    }
    offers.sort_unstable_by_key(|offer| (std::cmp::Reverse(offer.fit), offer.start, offer.interviewer));
    offers
}
