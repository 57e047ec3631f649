//! One candidate's case: what stood in the way.

use super::remaining::{Left, has};
use super::{Reason, Unmatched};
use crate::fit::eligible;
use crate::model::week;
use crate::round::{Candidate, Round, Span};
use crate::slots::Slots;

/// One candidate's case.
pub(super) struct Case<'a> {
    pub round: &'a Round,
    pub who: usize,
    pub forbidden: &'a [usize],
    /// The sessions of each interviewer.
    pub given: &'a [Vec<(Span, usize)>],
}

impl Case<'_> {
    pub fn candidate(&self) -> &Candidate {
        &self.round.candidates[self.who]
    }

    pub fn explain(&self, left: &mut [Left]) -> Unmatched {
        let candidate = self.candidate();
        let all =
            (0..self.round.interviewers.len()).filter(|with| eligible(candidate, &self.round.interviewers[*with]));
        let (kept_apart, fine): (Vec<_>, Vec<_>) = all.partition(|with| self.forbidden.contains(with));
        let reason = match (fine.is_empty(), kept_apart.len()) {
            (true, 0) => Reason::NobodyEligible,
            (true, interviewers) => Reason::Forbidden { interviewers },
            _ => self.taken(left, &fine),
        };
        let remedy = self.more_time(left, &fine);
        let remedy = remedy.or_else(|| self.allow(left, kept_apart.into_iter())).or_else(|| self.ask_otherwise(left));
        Unmatched { reason, remedy }
    }

    /// The starts in their windows at which somebody can hold the session.
    fn starts<'a>(&self, windows: &'a Slots, slots: &'a Slots) -> impl Iterator<Item = i32> + use<'a> {
        let starts = slots.starts(self.candidate().duration);
        windows.common(&starts).collect::<Vec<_>>().into_iter()
    }

    pub fn windows(&self) -> Slots {
        Slots::of(&self.candidate().windows, self.round.slots()).starts(self.candidate().duration)
    }

    fn taken(&self, left: &[Left], fine: &[usize]) -> Reason {
        let windows = self.windows();
        let (mut free, mut rivals) = (0, Vec::new());
        for with in fine {
            let gap = i32::from(self.round.interviewers[*with].gap);
            let it = &left[*with];
            let mut any = false;
            for start in self.starts(&windows, &it.free) {
                any = true;
                if !has(&it.before, start) {
                    continue;
                }
                let end = start + i32::from(self.candidate().duration);
                let full = !has(&it.after, start);
                rivals.extend(self.given[*with].iter().filter_map(|(span, rival)| {
                    let near = span.from < end + gap && start < span.to + gap;
                    (near || full && week(span.from) == week(start)).then_some(*rival)
                }));
            }
            free += usize::from(any);
        }
        rivals.sort_unstable();
        rivals.dedup();
        let waited = |who: usize| self.round.candidates[who].waited;
        let longer: Vec<_> = rivals.iter().copied().filter(|rival| waited(*rival) > waited(self.who)).collect();
        match (free, rivals.is_empty(), longer.is_empty()) {
            (0, ..) => Reason::NobodyFree { eligible: fine.len() },
            (_, true, _) => Reason::CapacitySpent { free },
            (_, _, true) => Reason::LostToOthers { rivals },
            _ => Reason::LostToLongerWait { rivals: longer },
        }
    }
}
