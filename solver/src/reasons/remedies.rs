//! What would help an unmatched candidate: a single change, with everything else as it is. After the change there is a
//! session for them that displaces nobody. So solving again must match them, because no matching without them has more
//! weight than before.

use super::remaining::Remaining;
use super::unmatched_case::{Place, UnmatchedCase};
use super::{Remedy, Taken};
use crate::fit::{gives_kind, speaks};
use crate::round::Span;
use crate::slots::SlotSet;

impl UnmatchedCase<'_> {
    /// The session with the fewest slots outside the candidate's windows; of several, the earliest.
    pub fn more_time(&self, taken: &Taken, remaining: &mut [Remaining], allowed: &[usize]) -> Option<(Remedy, Place)> {
        let horizon = self.round.clamped_horizon();
        let windows = SlotSet::from_spans(&self.candidate().windows, horizon);
        // The number of slots inside the windows before each slot.
        let mut inside_before = vec![0_u32];
        let mut total = 0;
        inside_before.extend((0..horizon).map(|slot| {
            total += u32::from(windows.contains(slot));
            total
        }));
        let duration = self.candidate().duration;
        let slots_inside = |from: i32, to: i32| {
            let before = |slot: i32| inside_before.get(slot.unsigned_abs() as usize).copied().unwrap_or(total);
            before(to) - before(from)
        };
        let mut best: Option<(u32, i32, usize)> = None;
        for interviewer in allowed {
            let starts = remaining[*interviewer].starts_after(duration).iter();
            for start in starts.filter(|start| self.is_free_themselves(taken, **start)) {
                let missing = u32::from(duration) - slots_inside(*start, start + i32::from(duration));
                let option = (missing, *start, *interviewer);
                if best.is_none_or(|best| option < best) {
                    best = Some(option);
                }
            }
        }
        best.map(|(_, from, interviewer)| {
            let session = Span { from, to: from + i32::from(duration) };
            (Remedy::Time { session, interviewer }, (interviewer, from))
        })
    }

    /// The first start at which the interviewer can give another session in the candidate's windows.
    fn first_start(&self, taken: &Taken, window_starts: &SlotSet, remaining: &mut Remaining) -> Option<i32> {
        let mut starts = remaining.starts_after(self.candidate().duration).iter().copied();
        starts.find(|start| window_starts.contains(*start) && self.is_free_themselves(taken, *start))
    }

    /// Whether the candidate is free at this start, with no session in another seat.
    fn is_free_themselves(&self, taken: &Taken, start: i32) -> bool {
        let session = Span { from: start, to: start + i32::from(self.candidate().duration) };
        self.own_in_the_way(taken, session).next().is_none()
    }

    /// The first of these interviewers who could give a session, were it not forbidden.
    pub fn allow_pair(
        &self,
        taken: &Taken,
        remaining: &mut [Remaining],
        forbidden: &[usize],
    ) -> Option<(Remedy, Place)> {
        let starts = self.window_starts();
        forbidden.iter().find_map(|it| {
            let start = self.first_start(taken, &starts, &mut remaining[*it])?;
            Some((Remedy::Allow { interviewer: *it }, (*it, start)))
        })
    }

    /// The one thing to ask for differently: the nearest level that helps, else another language, else another kind.
    pub fn change_request(&self, taken: &Taken, remaining: &mut [Remaining]) -> Option<(Remedy, Place)> {
        let (starts, candidate) = (self.window_starts(), self.candidate());
        let mut best: Option<((u8, u16), Remedy, Place)> = None;
        for (index, interviewer) in self.round.interviewers.iter().enumerate() {
            let speaks = speaks(candidate, interviewer);
            let gives_kind = gives_kind(candidate, interviewer);
            let gives_level = interviewer.levels.contains(&candidate.level);
            let distance = |level: u16| level.abs_diff(candidate.level);
            let option = match (speaks, gives_kind, gives_level) {
                (true, true, false) => {
                    let nearest = interviewer.levels.iter().copied().min_by_key(|level| (distance(*level), *level));
                    nearest.map(|level| ((0, distance(level)), Remedy::Level { level, interviewer: index }))
                }
                (false, true, true) => {
                    let language = interviewer.languages.first().copied();
                    language.map(|language| ((1, 0), Remedy::Language { language, interviewer: index }))
                }
                (true, false, true) => {
                    let kind = interviewer.kinds.first().copied();
                    kind.map(|kind| ((2, 0), Remedy::Kind { kind, interviewer: index }))
                }
                _ => None,
            };
            let Some((cost, remedy)) = option.filter(|_| candidate.interviewer != Some(index)) else { continue };
            if best.is_some_and(|(known, ..)| known <= cost) || self.forbidden.contains(&index) {
                continue;
            }
            if let Some(start) = self.first_start(taken, &starts, &mut remaining[index]) {
                best = Some((cost, remedy, (index, start)));
            }
        }
        best.map(|(_, remedy, place)| (remedy, place))
    }
}
