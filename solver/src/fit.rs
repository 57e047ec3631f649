//! Who may meet whom, and how well they fit.

use super::round::{Candidate, Interviewer, Span};
use super::slots::Slots;

/// Whether the interviewer speaks the language and holds this kind of interview at this level.
pub(super) fn eligible(candidate: &Candidate, interviewer: &Interviewer) -> bool {
    interviewer.kinds.contains(&candidate.kind)
        && interviewer.levels.contains(&candidate.level)
        && interviewer.languages.contains(&candidate.language)
}

/// How well an eligible pair fits: at most 100, the more the better.
///
/// 50 for topics in common (by share of those asked for), 20 for a highest level near the one asked for (so
/// that a staff engineer stays free for a senior), 20 for reliability, 10 for somebody new.
pub(super) fn fit(candidate: &Candidate, interviewer: &Interviewer, met: bool) -> u32 {
    let common = candidate.topics.iter().filter(|topic| interviewer.topics.contains(topic)).count();
    let topics = (50 * common).checked_div(candidate.topics.len()).unwrap_or(50);
    let highest = interviewer.levels.iter().max().copied().unwrap_or(candidate.level);
    let level = match highest.saturating_sub(candidate.level) {
        0 => 20,
        1 => 15,
        _ => 10,
    };
    let reliable = 20 * interviewer.reliability.min(100) / 100;
    u32::try_from(topics).unwrap_or(50) + level + reliable + if met { 0 } else { 10 }
}

/// When an interviewer can hold a session: their hours less each booking with its gap on both sides.
pub(super) fn free(interviewer: &Interviewer, horizon: i32) -> Slots {
    let mut free = Slots::of(&interviewer.hours, horizon);
    let gap = i32::from(interviewer.gap);
    for booking in &interviewer.booked {
        free.remove(Span { from: booking.from.saturating_sub(gap), to: booking.to.saturating_add(gap) });
    }
    free
}
