//! What is moved: a session, or both halves of a swap, which stay back to back.

use super::as_participant;
use crate::domain::account::profile::HorizonDays;
use crate::domain::availability::Availability;
use crate::domain::availability::openings::Commitment;
use crate::domain::booking::life_cycle::{Refused, Verb, allow};
use crate::domain::booking::move_proposal::Proposal;
use crate::domain::booking::moves::{Moving, Refusal, others};
use crate::domain::booking::session::{OtherHalf, Session};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::{AccountId, Prose, Seat, SessionId, Span, Timestamp, Zone};
use crate::service::availability::interviewer_context::Holds;
use crate::service::booking::history::{event_of, record_all};
use crate::service::matching::requests;
use crate::service::{Code, Error, notifications};
use crate::store::account::{accounts, profiles};
use crate::store::availability::availabilities;
use crate::store::booking::{cells, moves as store, sessions};
use crate::store::{Db, StoreError};

/// The session under which a meeting's proposals are stored: for a swap, the half that comes first.
pub(crate) fn anchor(session: &Session) -> SessionId {
    match &session.swap {
        Some(other) if other.starts_at < session.starts_at => other.session,
        _ => session.id,
    }
}

/// A session and, if it belongs to a swap with both halves still planned, the other half.
pub(crate) struct Meeting {
    /// The session that was named.
    pub(crate) session: Session,
    /// The caller's seat in it.
    pub(crate) role: Seat,
    other: Option<Session>,
}

impl Meeting {
    /// Loads it without locks.
    pub(crate) fn of(db: &mut Db, me: AccountId, id: SessionId) -> Result<Self, Error> {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        let other = session.swap.as_ref().map(|other| sessions::by_id(db, other.session)).transpose()?;
        Ok(Self::new(session, role, other))
    }

    /// Loads it and locks everything that a move touches: people, requests, then sessions, each in id order.
    pub(crate) fn lock(db: &mut Db, me: AccountId, id: SessionId) -> Result<Self, Error> {
        let (before, role) = as_participant(me, sessions::by_id(db, id))?;
        accounts::lock(db, &[before.candidate.id, before.interviewer.id])?;
        let other: Option<SessionId> = before.swap.as_ref().map(|other: &OtherHalf| other.session);
        let mut ids: Vec<_> = [id].into_iter().chain(other).collect();
        requests::lock_of(db, &ids)?;
        ids.sort_unstable();
        for id in ids {
            sessions::lock(db, id)?;
        }
        let other = other.map(|other| sessions::by_id(db, other)).transpose()?;
        Ok(Self::new(sessions::by_id(db, id)?, role, other))
    }

    fn new(session: Session, role: Seat, other: Option<Session>) -> Self {
        // One half may be left after the other was cancelled.
        let other = other.filter(|other| other.state == session.state);
        Self { session, role, other }
    }

    /// Whether the caller may do this now: for a swap, until the first half begins.
    pub(crate) fn may(&self, verb: Verb, now: Timestamp) -> Result<(), Refused> {
        for half in self.halves() {
            let seat = if half.id == self.session.id { self.role } else { self.role.other() };
            allow(verb, half, seat.into(), now)?;
        }
        Ok(())
    }

    /// The sessions that move, in order.
    fn halves(&self) -> Vec<&Session> {
        let mut halves: Vec<_> = [&self.session].into_iter().chain(&self.other).collect();
        halves.sort_by_key(|half| half.starts_at);
        halves
    }

    /// The one that comes first.
    pub(crate) fn first(&self) -> &Session {
        match &self.other {
            Some(other) if other.starts_at < self.session.starts_at => other,
            _ => &self.session,
        }
    }

    /// From the first start to the last end.
    pub(crate) fn span(&self) -> Span {
        let ends =
            self.other.as_ref().map_or(self.session.ends_at(), |other| other.ends_at().max(self.session.ends_at()));
        Span::new(self.first().starts_at, ends)
    }

    /// Records what the caller or the system did, in each half of a swap.
    pub(crate) fn record(
        &self,
        db: &mut Db,
        now: Timestamp,
        by_clock: bool,
        what: SessionEventKind,
        why: &str,
    ) -> Result<(), Error> {
        let event = |half: &&Session| {
            // In the two halves of a swap the seats are exchanged.
            let seat = if half.id == self.session.id { self.role } else { self.role.other() };
            let actor = if by_clock { Actor::SYSTEM } else { Actor::of(half, seat) };
            event_of(now, half, actor, Event::new(what, why))
        };
        record_all(db, &self.halves().iter().map(event).collect::<Vec<_>>())
    }

    /// Moves it, in the transaction that holds its locks: frees the old time and claims the new, raises each SEQUENCE,
    /// records it and notifies both people. `by` is the person who moves it alone, if any.
    pub(crate) fn relocate(
        &self,
        db: &mut Db,
        now: Timestamp,
        start: Timestamp,
        by: Option<Seat>,
        reason: &Prose<1000>,
    ) -> Result<(), Error> {
        let halves = self.halves();
        let shift = start.epoch() - self.first().starts_at.epoch();
        let later = |at: Timestamp| at.plus_minutes(shift / 60);
        for half in &halves {
            // If only half of the swap was kept, the cancelled half stays at its old time.
            let other = half.swap.as_ref().map(|other| match halves.len() {
                1 => other.starts_at,
                _ => later(other.starts_at),
            });
            store::relocate(db, half.id, Span::of(later(half.starts_at), half.length), other, now)?;
            cells::release(db, half.id)?;
        }
        for half in &halves {
            let people = [half.candidate.id, half.interviewer.id];
            match cells::claim(db, half.id, &people, Span::of(later(half.starts_at), half.length)) {
                Err(StoreError::Conflict(_)) => return Err(taken()),
                other => other?,
            }
        }
        store::end_of(db, &[anchor(&self.session)], now)?;
        let why = format!("From {} to {}. {reason}", utc(self.first().starts_at), utc(start));
        self.record(db, now, false, SessionEventKind::Moved, why.trim_end())?;
        for half in &halves {
            let moved = sessions::by_id(db, half.id)?;
            notifications::moved(db, now, &moved, (half.starts_at, by), reason)?;
        }
        Ok(())
    }
}

/// A start as shown in the history, which has readers in two zones.
pub(crate) fn utc(at: Timestamp) -> String {
    crate::mail::when_with_year(at, Zone::UTC)
}

pub(crate) fn taken() -> Error {
    Error::new(
        Code::MoveTaken,
        "That time has just been taken. The session stays where it is until you agree on another.",
    )
}

/// What's needed to check starts by agreement.
pub(crate) struct Known {
    moving: Moving,
    mine: Vec<Commitment>,
    theirs: Vec<Commitment>,
    /// The proposer's hours and break, if they were changed after the proposal was made.
    hours: Option<Availability>,
    paused_until: Option<Timestamp>,
}

impl Known {
    /// Loads it around these starts, in three statements; for an open proposal, in up to five.
    pub(crate) fn load(
        db: &mut Db,
        me: AccountId,
        meeting: &Meeting,
        starts: &[Timestamp],
        proposal: Option<&Proposal>,
    ) -> Result<Self, Error> {
        let halves = meeting.halves();
        let other = meeting.session.person(meeting.role.other()).id;
        let interviewers: Vec<_> = halves.iter().map(|half| half.interviewer.id).collect();
        let plans = profiles::interviewers(db, &interviewers)?;
        let horizons = plans.values().map(|profile| i64::from(profile.horizon_days.get()));
        // Somebody who stopped volunteering has none.
        let moving = Moving { span: meeting.span(), horizon_days: horizons.min().unwrap_or(HorizonDays::MAX) };
        let around = starts.iter().map(|start| moving.at(*start));
        let range = around.reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to)));
        let range = range.unwrap_or(Span::new(meeting.first().starts_at, meeting.first().starts_at));
        let holds = Holds::load(db, range, Some(&[me, other]))?;
        let own: Vec<_> = halves.iter().map(|half| half.span()).collect();
        // Only interviewers have days off and breaks.
        let (hours, paused_until) = match proposal.filter(|one| interviewers.contains(&one.by)) {
            Some(Proposal { by, created_at, .. }) => {
                (availabilities::changed_since(db, *by, *created_at)?, profiles::paused_since(db, *by, *created_at)?)
            }
            None => (None, None),
        };
        let (mine, theirs) = (others(holds.of(me), &own), others(holds.of(other), &own));
        Ok(Self { moving, mine, theirs, hours, paused_until })
    }

    /// Whether it can begin at `start`, given the caller's commitments or, if `both`, both people's commitments and the
    /// proposer's changes since they made the proposal.
    pub(crate) fn admits(&self, start: Timestamp, now: Timestamp, both: bool) -> Result<(), Refusal> {
        let held: [&[Commitment]; 2] = [&self.mine, &self.theirs];
        self.moving.admits(start, now, held.get(..if both { 2 } else { 1 }).unwrap_or(&held))?;
        let is_off = || self.hours.as_ref().is_some_and(|hours| hours.rules_out(self.moving.at(start)));
        let pauses = self.paused_until.is_some_and(|until| start < until);
        if both && (pauses || is_off()) { Err(Refusal::ProposerOff) } else { Ok(()) }
    }
}
