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
    /// Every session they could have had is taken, or they or the interviewer are in another seat at that time. At
    /// least one of the candidates in the way has waited longer.
    LostToLongerWait {
        /// The candidates who waited longer, sorted.
        rivals: Vec<usize>,
    },
    /// The same, but none of the candidates in the way has waited longer.
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
    let mut asked = given.clone();
    let mut matched = vec![false; round.candidates.len()];
    for session in sessions {
        let length = i32::from(round.candidates[session.candidate].duration);
        let span = Span { from: session.start, to: session.start + length };
        given[session.interviewer].push((span, session.candidate));
        let own = round.candidates[session.candidate].interviewer.and_then(|own| asked.get_mut(own));
        if let Some(asked) = own {
            asked.push((span, session.candidate));
        }
        matched[session.candidate] = true;
    }
    let spans = |sessions: &[(Span, usize)]| sessions.iter().map(|(span, _)| *span).collect::<Vec<_>>().into_iter();
    let people = round.interviewers.iter().zip(given.iter().zip(&asked));
    let mut remaining: Vec<_> = people
        .map(|(interviewer, (given, asked))| Remaining::of(interviewer, spans(given), spans(asked), horizon))
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
        asked: &asked,
    };
    unmatched.map(|candidate| (candidate, case(candidate).explain(&mut remaining))).collect()
}
