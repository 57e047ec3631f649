//! What the sessions of a matching leave of each interviewer's time.

use crate::fit::free;
use crate::model::week;
use crate::round::{Interviewer, Span};
use crate::slots::Slots;

/// An interviewer as the sessions leave them.
pub(super) struct Left {
    /// When they could hold sessions before the round, and when they still can.
    pub free: Slots,
    pub open: Slots,
    /// The sessions they still had to give by week, before and after.
    pub before: Vec<u32>,
    pub after: Vec<u32>,
    /// Starts of open sessions by duration, capacity kept.
    starts: Vec<(u16, Vec<i32>)>,
}

impl Left {
    pub fn of(interviewer: &Interviewer, sessions: impl Iterator<Item = Span>, horizon: i32) -> Self {
        let mut after = interviewer.clone();
        after.booked.extend(sessions);
        Self {
            free: free(interviewer, horizon),
            open: free(&after, horizon),
            before: interviewer.remaining(),
            after: after.remaining(),
            starts: Vec::new(),
        }
    }

    pub fn open_starts(&mut self, duration: u16) -> &[i32] {
        let known = self.starts.iter().position(|(known, _)| *known == duration).unwrap_or_else(|| {
            let starts = self.open.starts(duration);
            let all = starts.common(&starts).filter(|start| has(&self.after, *start)).collect();
            self.starts.push((duration, all));
            self.starts.len() - 1
        });
        self.starts.get(known).map_or(&[], |(_, starts)| starts)
    }
}

pub(super) fn has(left: &[u32], start: i32) -> bool {
    left.get(week(start) as usize).is_some_and(|left| *left > 0)
}
