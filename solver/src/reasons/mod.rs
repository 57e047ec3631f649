//! Explains why a candidate has no session, and finds the smallest change that would help.
//!
//! Reasons are about the matching as it is. Remedies are dealt out, longest wait first: each one counts the sessions
//! that the earlier ones lead to, so that all of them can be followed at once.

mod remaining;
mod remedies;
mod unmatched_case;

use crate::round::{Round, Session, Span};
use remaining::Remaining;
use std::cmp::Reverse;
use unmatched_case::{Place, UnmatchedCase};

/// Why a candidate has no session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// What stood in the way.
    pub reason: Reason,
    /// One change that would give them a session and take nobody's, even if everybody else follows their remedy, too.
    pub remedy: Option<Remedy>,
}

/// What stood in the way of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody speaks one of their languages and gives one of their kinds of interview at their level.
    NobodyEligible,
    /// Everybody who is eligible must not meet them.
    Forbidden {
        /// Number of eligible interviewers.
        interviewers: usize,
    },
    /// Nobody who is eligible is free in their windows, even without the other candidates.
    NobodyFree {
        /// Number of eligible interviewers.
        eligible: usize,
    },
    /// Everybody who is free in their windows had no capacity left in those weeks before the round.
    CapacitySpent {
        /// Number of interviewers who are free.
        free: usize,
    },
    /// Without the sessions of these candidates, all of whom have waited longer, they would have one, and everybody
    /// else would keep theirs.
    LostToLongerWait {
        /// The fewest such candidates, sorted.
        rivals: Vec<usize>,
    },
    /// Every session they could have had is taken, or they or the interviewer are in another seat at that time, and
    /// not only by candidates who have waited longer.
    LostToOthers {
        /// The candidates in the way, sorted.
        rivals: Vec<usize>,
    },
}

/// A change that would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Being available at another time.
    Time {
        /// The session that would become possible. Part of it may be in their windows already.
        session: Span,
        /// Index of the interviewer.
        interviewer: usize,
    },
    /// Asking for another level.
    Level {
        /// The nearest level that helps.
        level: u16,
        /// Index of the interviewer.
        interviewer: usize,
    },
    /// Asking for another language.
    Language {
        /// A language of the interviewer.
        language: u16,
        /// Index of the interviewer.
        interviewer: usize,
    },
    /// Asking for another kind of interview.
    Kind {
        /// A kind that the interviewer gives.
        kind: u16,
        /// Index of the interviewer.
        interviewer: usize,
    },
    /// Allowing a pair that is forbidden.
    Allow {
        /// Index of the interviewer.
        interviewer: usize,
    },
}

/// The reasons of all unmatched candidates, sorted by candidate.
pub(crate) fn reasons(round: &Round, sessions: &[Session]) -> Vec<(usize, Unmatched)> {
    let mut taken = Taken::by(round, sessions);
    let mut remaining: Vec<_> = (0..round.interviewers.len()).map(|it| taken.remaining(round, it)).collect();
    let mut forbidden = vec![Vec::new(); round.candidates.len()];
    for (candidate, interviewer) in &round.forbidden {
        if let Some(list) = forbidden.get_mut(*candidate) {
            list.push(*interviewer);
        }
    }
    let mut matched = vec![false; round.candidates.len()];
    for session in sessions {
        matched[session.candidate] = true;
    }
    let case =
        |candidate_index: usize| UnmatchedCase { round, candidate_index, forbidden: &forbidden[candidate_index] };
    let unmatched = (0..round.candidates.len()).filter(|candidate| !matched[*candidate]);
    let mut unmatched: Vec<_> = unmatched
        .map(|candidate| (candidate, Unmatched { reason: case(candidate).reason(&taken, &remaining), remedy: None }))
        .collect();
    let mut order: Vec<_> = (0..unmatched.len()).collect();
    order.sort_by_key(|at| Reverse(round.candidates[unmatched[*at].0].waited));
    for at in order {
        let (candidate, why) = &mut unmatched[at];
        if let Some((remedy, place)) = case(*candidate).remedy(&taken, &mut remaining) {
            why.remedy = Some(remedy);
            for changed in taken.add(round, *candidate, place) {
                remaining[changed] = taken.remaining(round, changed);
            }
        }
    }
    unmatched
}

/// The sessions of each interviewer, with the index of the candidate.
struct Taken {
    given: Vec<Vec<(Span, usize)>>,
    /// Those that they have as a candidate.
    asked: Vec<Vec<(Span, usize)>>,
}

impl Taken {
    fn by(round: &Round, sessions: &[Session]) -> Self {
        let nothing = vec![Vec::new(); round.interviewers.len()];
        let mut taken = Self { given: nothing.clone(), asked: nothing };
        for session in sessions {
            taken.add(round, session.candidate, (session.interviewer, session.start));
        }
        taken
    }

    /// Adds a session. Returns the interviewers whose time it takes.
    fn add(&mut self, round: &Round, candidate: usize, (interviewer, start): Place) -> Vec<usize> {
        let length = i32::from(round.candidates[candidate].duration);
        let span = Span { from: start, to: start + length };
        self.given[interviewer].push((span, candidate));
        let own = round.candidates[candidate].interviewer.filter(|own| *own < self.asked.len());
        if let Some(own) = own {
            self.asked[own].push((span, candidate));
        }
        own.into_iter().chain([interviewer]).collect()
    }

    fn remaining(&self, round: &Round, interviewer: usize) -> Remaining {
        let spans = |sessions: &[(Span, usize)]| sessions.iter().map(|(span, _)| *span).collect::<Vec<_>>().into_iter();
        let (given, asked) = (spans(&self.given[interviewer]), spans(&self.asked[interviewer]));
        Remaining::of(&round.interviewers[interviewer], given, asked, round.clamped_horizon())
    }
}
