//! Locking what an offer touches, and letting go of it.

use crate::domain::Timestamp;
use crate::domain::booking::session_event::{Actor, Event, SessionEvent, SessionEventKind};
use crate::domain::matching::request::{Request, RequestState as State};
use crate::mail::matching::OfferOffBecause;
use crate::service::booking::history;
use crate::service::{Error, notifications};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::matching::{offers, requests};
use crate::store::{Db, StoreError};

/// The other person's request, if what's offered for this one is a swap.
pub(crate) fn swapped_with(db: &mut Db, request: &Request) -> Result<Option<Request>, Error> {
    let Some(session) = request.session.filter(|_| request.ask.swap) else { return Ok(None) };
    match sessions::by_id(db, session)?.swap {
        Some(other) => Ok(requests::of_session(db, other.session)?),
        None => Ok(None),
    }
}

/// Locks a request that was read a moment ago, and everything an answer to it touches. On every path in this order, so
/// that two transactions can't deadlock: people, requests, sessions, each in id order. An interviewer who deletes their
/// account locks their own row.
pub(crate) fn lock(db: &mut Db, before: &Request) -> Result<Request, Error> {
    let session = match before.session.map(|id| sessions::by_id(db, id)) {
        Some(Ok(session)) => Some(session),
        // Released at this moment: what's read below shows it.
        Some(Err(StoreError::NotFound)) | None => None,
        Some(Err(other)) => return Err(other.into()),
    };
    let Some(session) = session else { return Ok(requests::lock(db, before.id)?) };
    accounts::lock(db, &[session.candidate.id, session.interviewer.id])?;
    let other = match &session.swap {
        Some(other) => requests::of_session(db, other.session)?.map(|other| other.id),
        None => None,
    };
    let mut both: Vec<_> = other.into_iter().chain([before.id]).collect();
    both.sort_unstable();
    for id in both {
        requests::lock(db, id)?;
    }
    let request = requests::by_id(db, before.id)?;
    if request.ask.swap && request.session.is_some() && request.session != before.session {
        return Err(StoreError::Busy("another swap was offered in between".to_owned()).into());
    }
    Ok(request)
}

/// What becomes of the other person's request, if what's released is half of a swap.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Partner {
    /// Its state.
    pub(crate) state: State,
    /// What their history says.
    pub(crate) event: SessionEventKind,
    /// Why the offer is off, if they're mailed that.
    pub(crate) mailed: Option<OfferOffBecause>,
}

impl Partner {
    /// It waits again, with its age.
    pub(crate) const WAITS: Self = Self { state: State::Waiting, event: SessionEventKind::Withdrawn, mailed: None };
    /// It waits again, and they're mailed that the swap isn't taking place.
    pub(crate) const IS_TOLD: Self = Self { mailed: Some(OfferOffBecause::TheyCant), ..Self::WAITS };
}

/// Ends an open request, whose row must be locked, and releases its offer, recording `event` in the history. A swap
/// needs both halves, so what was offered to the other person is released with it.
pub(crate) fn end(
    db: &mut Db,
    now: Timestamp,
    request: &Request,
    state: State,
    (actor, event): (Actor, Event),
    partner: Partner,
) -> Result<(), Error> {
    let other = if request.state == State::Offered { swapped_with(db, request)? } else { None };
    requests::step(db, request.id, request.state, state, None, now)?;
    if let (State::Offered, Some(session)) = (request.state, request.session) {
        let (candidate, at) = (request.candidate, now);
        history::record_all(db, &[SessionEvent { session, candidate, at, actor, event }])?;
        offers::delete(db, session)?;
    }
    if let Some(Request { id, state: State::Offered, session: Some(session), .. }) = other {
        let other = requests::lock(db, id)?;
        if let Some(because) = partner.mailed {
            notifications::offer_off(db, now, session, because)?;
        }
        requests::step(db, other.id, State::Offered, partner.state, None, now)?;
        let (candidate, actor, event) = (other.candidate, Actor::CLOCK, partner.event.into());
        history::record_all(db, &[SessionEvent { session, candidate, at: now, actor, event }])?;
        offers::delete(db, session)?;
    }
    Ok(())
}
