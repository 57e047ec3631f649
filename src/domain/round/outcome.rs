//! What a published round came to for each candidate, and what became of it since.

use super::WhyNot;
use crate::domain::booking::session::State;
use crate::domain::matching::request::RequestState;
use crate::domain::{AccountId, Language, LocalDate, RoundId, Seat, SessionId, Timestamp};

/// A published round's outcome for a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The round.
    pub round: RoundId,
    /// The candidate.
    pub candidate: AccountId,
    /// The session that the round booked for them; `None` if they were unmatched.
    pub session: Option<SessionId>,
    /// How long they'd waited before it, as `rounds_waited` counts it.
    pub waited: u32,
    /// Whether the two had met before.
    pub repeats: bool,
    /// The language of their session.
    pub language: Option<Language>,
    /// Why they had none when the round was published.
    pub reason: Option<WhyNot>,
}

/// An outcome, and what became of its session.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowedOutcome {
    /// The outcome.
    pub outcome: Outcome,
    /// The round's first and last day, in the program's zone.
    pub days: (LocalDate, LocalDate),
    /// The session that the round booked and those that came in its place, oldest first. Only the last may not be
    /// cancelled.
    pub sessions: Vec<RoundSession>,
}

/// A session of a round, or one that came in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundSession {
    /// Its id.
    pub id: SessionId,
    /// Its start.
    pub starts_at: Timestamp,
    /// Its end.
    pub ends_at: Timestamp,
    /// Its state.
    pub state: State,
    /// Who cancelled it.
    pub cancelled_by: Option<Seat>,
    /// Who didn't come.
    pub absent: Option<Seat>,
    /// The state of the request that waits in its place.
    pub request: Option<RequestState>,
    /// Until when people are asked to stand in, if nobody does yet.
    pub asked_until: Option<Timestamp>,
}

/// What became of a cancelled session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// This one came in its place.
    Replaced(SessionId),
    /// Somebody else is being looked for.
    Waiting,
    /// Nothing came in its place, and nobody is looked for any more.
    Ended,
}

impl RoundSession {
    /// Whether it took place: it's over, both came, and its notes are there or not late yet.
    pub fn was_held(&self, now: Timestamp) -> bool {
        self.state == State::Completed || self.state == State::Booked && self.ends_at <= now
    }

    /// Whether its candidate meets somebody in it, or has met them.
    pub fn counts_as_met(&self) -> bool {
        !matches!(self.state, State::Cancelled | State::NoShow)
    }
}

impl FollowedOutcome {
    /// Whether the candidate has a session: the round's own, or another in its place.
    pub fn has_session(&self) -> bool {
        self.sessions.iter().any(|session| session.state != State::Cancelled)
    }

    /// What became of one of the sessions, if it was cancelled.
    pub fn fate(&self, session: SessionId, now: Timestamp) -> Option<Fate> {
        let at = self.sessions.iter().position(|one| one.id == session)?;
        let cancelled = self.sessions.get(at).filter(|one| one.state == State::Cancelled)?;
        let open = matches!(cancelled.request, Some(RequestState::Waiting | RequestState::Offered));
        Some(match self.sessions.get(at + 1) {
            Some(next) => Fate::Replaced(next.id),
            None if open || cancelled.asked_until.is_some_and(|until| now < until) => Fate::Waiting,
            None => Fate::Ended,
        })
    }
}

/// What a published round has come to by now, in numbers of candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Results {
    /// Those with the session that the round booked.
    pub kept: usize,
    /// Those with another session in its place.
    pub replaced: usize,
    /// Those whose session was cancelled, and for whom somebody else is being looked for.
    pub waiting: usize,
    /// Those whose session was cancelled without a replacement.
    pub ended: usize,
    /// Those for whom the round found nobody.
    pub unmatched: usize,
}

impl Results {
    /// The numbers of these outcomes.
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a FollowedOutcome>, now: Timestamp) -> Self {
        let mut all = Self::default();
        for one in outcomes {
            let fate = one.sessions.last().map(|last| one.fate(last.id, now));
            let count = match fate {
                Some(None) if one.sessions.len() == 1 => &mut all.kept,
                Some(None | Some(Fate::Replaced(_))) => &mut all.replaced,
                Some(Some(Fate::Waiting)) => &mut all.waiting,
                Some(Some(Fate::Ended)) => &mut all.ended,
                None => &mut all.unmatched,
            };
            *count += 1;
        }
        all
    }
}
