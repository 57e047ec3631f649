//! The time and capacity of an interviewer, before a matching and after it.

use crate::fit::free_slots;
use crate::round::{Interviewer, Span, week_of};
use crate::slots::SlotSet;

/// What an interviewer can give before the round, and what the sessions of the matching leave of it.
pub(super) struct Remaining {
    pub free_before: SlotSet,
    pub free_after: SlotSet,
    /// Sessions they can still give, by week.
    pub capacity_before: Vec<u32>,
    pub capacity_after: Vec<u32>,
    /// The starts at which another session is possible, for each duration that was asked for.
    starts_after: Vec<(u16, Vec<i32>)>,
}

impl Remaining {
    /// `given` are the interviewer's sessions in the matching, and `asked` are those that they have as a candidate.
    pub fn of(
        interviewer: &Interviewer,
        given: impl Iterator<Item = Span>,
        asked: impl Iterator<Item = Span>,
        horizon: i32,
    ) -> Self {
        let mut after = interviewer.clone();
        after.booked.extend(given);
        let capacity_after = after.remaining_capacity();
        after.booked.extend(asked);
        Self {
            free_before: free_slots(interviewer, horizon),
            free_after: free_slots(&after, horizon),
            capacity_before: interviewer.remaining_capacity(),
            capacity_after,
            starts_after: Vec::new(),
        }
    }

    /// The starts at which another session of this duration is possible.
    pub fn starts_after(&mut self, duration: u16) -> &[i32] {
        let known = self.starts_after.iter().position(|(known, _)| *known == duration).unwrap_or_else(|| {
            let starts = self.free_after.starts(duration);
            let starts = starts.intersection(&starts).filter(|start| has_capacity(&self.capacity_after, *start));
            self.starts_after.push((duration, starts.collect()));
            self.starts_after.len() - 1
        });
        self.starts_after.get(known).map_or(&[], |(_, starts)| starts)
    }
}

/// Whether a session that starts then is within the capacity of its week.
pub(super) fn has_capacity(capacity: &[u32], start: i32) -> bool {
    capacity.get(week_of(start) as usize).is_some_and(|sessions| *sessions > 0)
}
