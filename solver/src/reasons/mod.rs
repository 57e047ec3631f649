//! Explains why a candidate has no session, and finds the smallest change that would help.

mod remaining;
mod remedies;
mod unmatched_case;

use crate::round::{Round, Session, Span};
use remaining::Remaining;
use unmatched_case::UnmatchedCase;

/// Why a candidate has no session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// What stood in the way.
    pub reason: Reason,
    /// One change that would give them a session if everything else stayed as it is.
    pub remedy: Option<Remedy>,
}

/// What stood in the way of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody speaks the language and gives this kind of interview at this level.
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
    /// Other candidates have every session they could have had, and at least one of those has waited longer.
    LostToLongerWait {
        /// The candidates who waited longer, sorted.
        rivals: Vec<usize>,
    },
    /// Other candidates have every session they could have had. None of those has waited longer.
    LostToOthers {
        /// These candidates, sorted.
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
    let horizon = round.clamped_horizon();
    let mut given: Vec<Vec<(Span, usize)>> = vec![Vec::new(); round.interviewers.len()];
    let mut matched = vec![false; round.candidates.len()];
    for session in sessions {
        let length = i32::from(round.candidates[session.candidate].duration);
        let span = Span { from: session.start, to: session.start + length };
        given[session.interviewer].push((span, session.candidate));
        matched[session.candidate] = true;
    }
    let mut remaining: Vec<_> = round
        .interviewers
        .iter()
        .zip(&given)
        .map(|(interviewer, given)| Remaining::of(interviewer, given.iter().map(|(span, _)| *span), horizon))
        .collect();
    let mut forbidden = vec![Vec::new(); round.candidates.len()];
    for (candidate, interviewer) in &round.forbidden {
        if let Some(list) = forbidden.get_mut(*candidate) {
            list.push(*interviewer);
        }
    }
    let unmatched = (0..round.candidates.len()).filter(|candidate| !matched[*candidate]);
    let case = |candidate_index: usize| UnmatchedCase {
        round,
        candidate_index,
        forbidden: &forbidden[candidate_index],
        given: &given,
    };
    unmatched.map(|candidate| (candidate, case(candidate).explain(&mut remaining))).collect()
}
