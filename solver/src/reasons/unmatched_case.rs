//! Finds out why one candidate has no session.

use super::remaining::{Remaining, has_capacity};
use super::{Reason, Unmatched};
use crate::fit::eligible;
use crate::round::{Candidate, Round, Span, week_of};
use crate::slots::SlotSet;

/// One unmatched candidate.
pub(super) struct UnmatchedCase<'a> {
    pub round: &'a Round,
    /// Index of the candidate.
    pub candidate_index: usize,
    /// The interviewers whom they must not meet.
    pub forbidden: &'a [usize],
    /// The sessions of each interviewer, with the index of the candidate.
    pub given: &'a [Vec<(Span, usize)>],
    /// The sessions that each interviewer has as a candidate, likewise.
    pub asked: &'a [Vec<(Span, usize)>],
}

impl UnmatchedCase<'_> {
    pub fn candidate(&self) -> &Candidate {
        &self.round.candidates[self.candidate_index]
    }

    pub fn explain(&self, remaining: &mut [Remaining]) -> Unmatched {
        let interviewers = 0..self.round.interviewers.len();
        let others = interviewers.filter(|it| self.candidate().interviewer != Some(*it));
        let eligible = others.filter(|it| eligible(self.candidate(), &self.round.interviewers[*it]));
        let (forbidden, allowed): (Vec<_>, Vec<_>) = eligible.partition(|it| self.forbidden.contains(it));
        let reason = match (allowed.is_empty(), forbidden.len()) {
            (true, 0) => Reason::NobodyEligible,
            (true, interviewers) => Reason::Forbidden { interviewers },
            _ => self.reason_among(remaining, &allowed),
        };
        let remedy = self
            .more_time(remaining, &allowed)
            .or_else(|| self.allow_pair(remaining, forbidden.into_iter()))
            .or_else(|| self.change_request(remaining));
        Unmatched { reason, remedy }
    }

    /// The starts at which the whole session lies inside the candidate's windows.
    pub fn window_starts(&self) -> SlotSet {
        let candidate = self.candidate();
        SlotSet::from_spans(&candidate.windows, self.round.clamped_horizon()).starts(candidate.duration)
    }

    /// The candidates of those of somebody's `sessions` that are too close to this one; `gap` is that person's.
    fn in_the_way(sessions: &[(Span, usize)], session: Span, gap: i32) -> impl Iterator<Item = usize> {
        let close = move |it: &Span| it.from < session.to + gap && session.from < it.to + gap;
        sessions.iter().filter(move |(it, _)| close(it)).map(|(_, candidate)| *candidate)
    }

    /// The candidates of the unmatched person's sessions in another seat that are too close to this one.
    pub fn own_in_the_way(&self, session: Span) -> impl Iterator<Item = usize> {
        let own = self.candidate().interviewer.filter(|own| *own < self.given.len());
        own.into_iter().flat_map(move |own| {
            let gap = i32::from(self.round.interviewers[own].gap);
            let given = Self::in_the_way(&self.given[own], session, gap);
            given.chain(Self::in_the_way(&self.asked[own], session, gap))
        })
    }

    /// The reason, given the interviewers who are eligible and allowed.
    fn reason_among(&self, remaining: &[Remaining], allowed: &[usize]) -> Reason {
        let windows = self.window_starts();
        let duration = self.candidate().duration;
        let (mut free, mut rivals) = (0, Vec::new());
        for interviewer in allowed {
            let gap = i32::from(self.round.interviewers[*interviewer].gap);
            let remaining = &remaining[*interviewer];
            let mut is_free = false;
            for start in windows.intersection(&remaining.free_before.starts(duration)) {
                is_free = true;
                if !has_capacity(&remaining.capacity_before, start) {
                    continue;
                }
                // Candidates are in the way if their session overlaps or uses up the week's capacity, or if either of
                // the two people is in another seat in it at that time.
                let here = Span { from: start, to: start + i32::from(duration) };
                rivals.extend(Self::in_the_way(&self.given[*interviewer], here, gap));
                rivals.extend(Self::in_the_way(&self.asked[*interviewer], here, gap));
                rivals.extend(self.own_in_the_way(here));
                if !has_capacity(&remaining.capacity_after, start) {
                    let in_week = |session: &Span| week_of(session.from) == week_of(start);
                    let given = self.given[*interviewer].iter().filter(|(session, _)| in_week(session));
                    rivals.extend(given.map(|(_, rival)| *rival));
                }
            }
            free += usize::from(is_free);
        }
        rivals.sort_unstable();
        rivals.dedup();
        let waited = |candidate: usize| self.round.candidates[candidate].waited;
        let own = waited(self.candidate_index);
        let waited_longer: Vec<_> = rivals.iter().copied().filter(|rival| waited(*rival) > own).collect();
        match (free, rivals.is_empty(), waited_longer.is_empty()) {
            (0, ..) => Reason::NobodyFree { eligible: allowed.len() },
            (_, true, _) => Reason::CapacitySpent { free },
            (_, _, true) => Reason::LostToOthers { rivals },
            _ => Reason::LostToLongerWait { rivals: waited_longer },
        }
    }
}
