//! Locks everything that an offer affects, and releases offers.

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

/// The other person's request, if this one has been offered a swap.
pub(crate) fn swapped_with(db: &mut Db, request: &Request) -> Result<Option<Request>, Error> {
    let Some(session) = request.session.filter(|_| request.ask.swap) else { return Ok(None) };
    match sessions::by_id(db, session)?.swap {
        Some(other) => Ok(requests::of_session(db, other.session)?),
        None => Ok(None),
    }
}

/// Locks a request that was read a moment ago, and everything that an answer to it affects. Every path locks in the
/// same order, so that two transactions can't deadlock: people, requests, sessions, each in id order. An interviewer
/// who deletes their account locks their own row.
pub(crate) fn lock(db: &mut Db, before: &Request) -> Result<Request, Error> {
    let session = match before.session.map(|id| sessions::by_id(db, id)) {
        Some(Ok(session)) => Some(session),
        // The offer has just been released; the request, read again below, shows that.
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

/// The outcome for the other person's request when half of a swap is released.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Partner {
    /// The request's new state.
    pub(crate) state: State,
    /// The event recorded in their history.
    pub(crate) event: SessionEventKind,
    /// The reason mailed to them, if they're mailed.
    pub(crate) mailed: Option<OfferOffBecause>,
}

impl Partner {
    /// It waits again, with its age.
    pub(crate) const WAITS: Self = Self { state: State::Waiting, event: SessionEventKind::Withdrawn, mailed: None };
    /// It waits again with its age, and they're mailed that the swap isn't taking place.
    pub(crate) const IS_TOLD: Self = Self { mailed: Some(OfferOffBecause::TheyCant), ..Self::WAITS };
}

/// Ends an open request, whose row must be locked, and releases its offer, recording `event` in the history. A swap
/// needs both halves, so the other person's offer is released with it.
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
        let (candidate, actor, event) = (other.candidate, Actor::SYSTEM, partner.event.into());
        history::record_all(db, &[SessionEvent { session, candidate, at: now, actor, event }])?;
        offers::delete(db, session)?;
    }
    Ok(())
}
