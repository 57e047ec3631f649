//! Which pairs are eligible, and how well they fit.

use crate::round::{Candidate, Interviewer, Span};
use crate::slots::SlotSet;

/// Whether the interviewer speaks one of the candidate's languages and gives one of their kinds of interview at their
/// level.
pub(crate) fn eligible(candidate: &Candidate, interviewer: &Interviewer) -> bool {
    gives_kind(candidate, interviewer)
        && interviewer.levels.contains(&candidate.level)
        && speaks(candidate, interviewer)
}

/// Whether the two have a language in common.
pub(crate) fn speaks(candidate: &Candidate, interviewer: &Interviewer) -> bool {
    candidate.languages.iter().any(|language| interviewer.languages.contains(language))
}

/// Whether the interviewer gives a kind of interview that the candidate asks for.
pub(crate) fn gives_kind(candidate: &Candidate, interviewer: &Interviewer) -> bool {
    candidate.kinds.iter().any(|kind| interviewer.kinds.contains(kind))
}

/// How well an eligible pair fits, 0 to 100.
///
/// Up to 50 points for the share of the candidate's topics that the interviewer knows; 20 if the interviewer's highest
/// level is the candidate's, less if it is above (this keeps staff engineers free for senior candidates); up to 20 for
/// reliability; 10 if the two have not met.
pub(crate) fn fit(candidate: &Candidate, interviewer: &Interviewer, met: bool) -> u32 {
    let common = candidate.topics.iter().filter(|topic| interviewer.topics.contains(topic)).count();
    let topics = (50 * common).checked_div(candidate.topics.len()).unwrap_or(50);
    let highest = interviewer.levels.iter().max().copied().unwrap_or(candidate.level);
    let level = match highest.saturating_sub(candidate.level) {
        0 => 20,
        1 => 15,
        _ => 10,
    };
    let reliability = 20 * interviewer.reliability.min(100) / 100;
    u32::try_from(topics).unwrap_or(50) + level + reliability + if met { 0 } else { 10 }
}

/// The slots in which an interviewer can give sessions: their hours, minus each booking with the gap on both sides.
pub(crate) fn free_slots(interviewer: &Interviewer, horizon: i32) -> SlotSet {
    let mut free = SlotSet::from_spans(&interviewer.hours, horizon);
    let gap = i32::from(interviewer.gap);
    for booking in &interviewer.booked {
        free.remove(Span { from: booking.from.saturating_sub(gap), to: booking.to.saturating_add(gap) });
    }
    free
}
