//! Why somebody has no session, and the smallest change that would help.

mod case;
mod remaining;
mod remedies;

use super::round::{Round, Session, Span};
use case::Case;
use remaining::Left;

/// Why a candidate is unmatched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// What stood in the way.
    pub reason: Reason,
    /// One change that would get them a session if all else stayed as it is.
    pub remedy: Option<Remedy>,
}

/// What stood in the way of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody speaks the language and holds this kind of interview at this level.
    NobodyEligible,
    /// Whoever could must not meet them.
    Forbidden {
        /// How many could.
        interviewers: usize,
    },
    /// Nobody is free in their windows, whatever the others got.
    NobodyFree {
        /// How many would be eligible.
        eligible: usize,
    },
    /// Whoever is free in their windows had given all sessions of that week before the round.
    CapacitySpent {
        /// How many are free.
        free: usize,
    },
    /// Every session they could have had is taken, at least one of them by somebody who waited longer.
    LostToLongerWait {
        /// Who waited longer, sorted.
        rivals: Vec<usize>,
    },
    /// Every session they could have had is taken by others who waited no longer.
    LostToOthers {
        /// Who has one, sorted.
        rivals: Vec<usize>,
    },
}

/// A change that would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// To have time then as well: the session with this interviewer would be then.
    Time {
        /// The whole session; part of it may be in their windows already.
        session: Span,
        /// With whom.
        interviewer: usize,
    },
    /// To ask for another level.
    Level {
        /// The nearest that helps.
        level: u16,
        /// With whom.
        interviewer: usize,
    },
    /// To speak another language.
    Language {
        /// Which.
        language: u16,
        /// With whom.
        interviewer: usize,
    },
    /// To ask for another kind.
    Kind {
        /// Which.
        kind: u16,
        /// With whom.
        interviewer: usize,
    },
    /// To let these two meet.
    Allow {
        /// With whom.
        interviewer: usize,
    },
}

/// The reasons of all who are unmatched, sorted by candidate.
pub(super) fn reasons(round: &Round, sessions: &[Session]) -> Vec<(usize, Unmatched)> {
    let horizon = round.slots();
    let mut given: Vec<Vec<(Span, usize)>> = vec![Vec::new(); round.interviewers.len()];
    let mut matched = vec![false; round.candidates.len()];
    for session in sessions {
        let length = i32::from(round.candidates[session.candidate].duration);
        let span = Span { from: session.start, to: session.start + length };
        given[session.interviewer].push((span, session.candidate));
        matched[session.candidate] = true;
    }
    let spans = |with: usize| given[with].iter().map(|(span, _)| *span);
    let mut left: Vec<_> =
        round.interviewers.iter().enumerate().map(|(with, it)| Left::of(it, spans(with), horizon)).collect();
    let mut forbidden = vec![Vec::new(); round.candidates.len()];
    for (who, with) in &round.forbidden {
        if let Some(list) = forbidden.get_mut(*who) {
            list.push(*with);
        }
    }
    let unmatched = (0..round.candidates.len()).filter(|who| !matched[*who]);
    unmatched
        .map(|who| (who, Case { round, who, forbidden: &forbidden[who], given: &given }.explain(&mut left)))
        .collect()
}
