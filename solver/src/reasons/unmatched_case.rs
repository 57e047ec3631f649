//! Finds out why one candidate has no session.

use super::remaining::{Remaining, has_capacity};
use super::{Reason, Remedy, Taken};
use crate::fit::eligible;
use crate::round::{Candidate, Round, Span, week_of};
use crate::slots::SlotSet;

/// An interviewer, and the start of a session with them.
pub(super) type Place = (usize, i32);

/// One unmatched candidate.
pub(super) struct UnmatchedCase<'a> {
    pub round: &'a Round,
    /// Index of the candidate.
    pub candidate_index: usize,
    /// The interviewers whom they must not meet.
    pub forbidden: &'a [usize],
}

impl UnmatchedCase<'_> {
    pub fn candidate(&self) -> &Candidate {
        &self.round.candidates[self.candidate_index]
    }

    /// The interviewers who are eligible: those whom they must not meet, and the others.
    fn eligible(&self) -> (Vec<usize>, Vec<usize>) {
        let interviewers = 0..self.round.interviewers.len();
        let others = interviewers.filter(|it| self.candidate().interviewer != Some(*it));
        let eligible = others.filter(|it| eligible(self.candidate(), &self.round.interviewers[*it]));
        eligible.partition(|it| self.forbidden.contains(it))
    }

    pub fn reason(&self, taken: &Taken, remaining: &[Remaining]) -> Reason {
        let (forbidden, allowed) = self.eligible();
        match (allowed.is_empty(), forbidden.len()) {
            (true, 0) => Reason::NobodyEligible,
            (true, interviewers) => Reason::Forbidden { interviewers },
            _ => self.reason_among(taken, remaining, &allowed),
        }
    }

    /// The smallest change that helps, and the session that it leads to.
    pub fn remedy(&self, taken: &Taken, remaining: &mut [Remaining]) -> Option<(Remedy, Place)> {
        let (forbidden, allowed) = self.eligible();
        self.more_time(taken, remaining, &allowed)
            .or_else(|| self.allow_pair(taken, remaining, &forbidden))
            .or_else(|| self.change_request(taken, remaining))
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
    pub fn own_in_the_way<'b>(&'b self, taken: &'b Taken, session: Span) -> impl Iterator<Item = usize> + 'b {
        let own = self.candidate().interviewer.filter(|own| *own < taken.given.len());
        own.into_iter().flat_map(move |own| {
            let gap = i32::from(self.round.interviewers[own].gap);
            let given = Self::in_the_way(&taken.given[own], session, gap);
            given.chain(Self::in_the_way(&taken.asked[own], session, gap))
        })
    }

    /// The reason, given the interviewers who are eligible and allowed.
    fn reason_among(&self, taken: &Taken, remaining: &[Remaining], allowed: &[usize]) -> Reason {
        let windows = self.window_starts();
        let duration = self.candidate().duration;
        let own = self.candidate().waited;
        let waited_longer = |candidate: &usize| self.round.candidates[*candidate].waited > own;
        let (mut free, mut rivals, mut fewest) = (0, Vec::new(), None::<Vec<usize>>);
        for interviewer in allowed {
            let gap = i32::from(self.round.interviewers[*interviewer].gap);
            let (given, asked) = (&taken.given[*interviewer], &taken.asked[*interviewer]);
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
                let mut in_the_way: Vec<_> = Self::in_the_way(given, here, gap)
                    .chain(Self::in_the_way(asked, here, gap))
                    .chain(self.own_in_the_way(taken, here))
                    .collect();
                let in_week = |session: &Span| week_of(session.from) == week_of(start);
                let full = !has_capacity(&remaining.capacity_after, start);
                let week: Vec<_> =
                    given.iter().filter(|(it, _)| full && in_week(it)).map(|(_, candidate)| *candidate).collect();
                rivals.extend(in_the_way.iter().chain(&week));
                if !in_the_way.iter().all(waited_longer) {
                    continue;
                }
                // One session less makes room in a full week.
                if full && !week.iter().any(|it| in_the_way.contains(it)) {
                    let Some(another) = week.iter().copied().find(waited_longer) else { continue };
                    in_the_way.push(another);
                }
                in_the_way.sort_unstable();
                in_the_way.dedup();
                if fewest.as_ref().is_none_or(|fewest| in_the_way.len() < fewest.len()) {
                    fewest = Some(in_the_way);
                }
            }
            free += usize::from(is_free);
        }
        rivals.sort_unstable();
        rivals.dedup();
        match (free, rivals.is_empty(), fewest) {
            (0, ..) => Reason::NobodyFree { eligible: allowed.len() },
            (_, true, _) => Reason::CapacitySpent { free },
            (.., None) => Reason::LostToOthers { rivals },
            (.., Some(rivals)) => Reason::LostToLongerWait { rivals },
        }
    }
}
