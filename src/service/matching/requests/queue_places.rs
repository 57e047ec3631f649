//! Keeps the place in the queue of a candidate whose session ended without notes: their next request goes ahead of
//! everybody who asked after they did.

use super::requeue;
use crate::domain::booking::session::Session;
use crate::domain::matching::request::{Request, RequestState as State};
use crate::domain::{AccountId, RequestId, Timestamp};
use crate::mail::feedback::NextInLine;
use crate::service::Error;
use crate::store::booking::sessions;
use crate::store::matching::queue_places as store;
use crate::store::matching::queue_places::QueuePlace;
use crate::store::matching::requests;
use crate::store::{Db, StoreError};

/// Locks a candidate's oldest open request, if they have one. Their account's row must be locked.
pub(crate) fn lock_open(db: &mut Db, candidate: AccountId) -> Result<Option<Request>, Error> {
    let mut open = requests::open(db, candidate)?;
    open.sort_by_key(|request| (request.created_at, request.id));
    let Some(oldest) = open.into_iter().next() else { return Ok(None) };
    match requests::lock(db, oldest.id) {
        Ok(request) => Ok(Some(request).filter(Request::is_open)),
        Err(StoreError::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Keeps the candidate's place. Their open request takes it if they have one. Otherwise the request that led to the
/// session waits again, if it names times that are still ahead. Otherwise the place is kept for their next request. The
/// candidate's account, these requests and the session must be locked.
pub(crate) fn keep(db: &mut Db, now: Timestamp, session: &Session, open: Option<Request>) -> Result<NextInLine, Error> {
    let led = requests::of_session(db, session.id)?;
    let since = match &led {
        Some(request) => request.created_at,
        // Not when its time was agreed on: a move changes that.
        None => sessions::created_at(db, session.id)?,
    };
    let place = |request| QueuePlace { session: session.id, since, request };
    if let Some(open) = open {
        store::insert(db, session.candidate.id, &place(Some(open.id)))?;
        requests::set_age(db, open.id, since)?;
        return Ok(NextInLine::Waiting);
    }
    let ahead = |one: &Request| one.ask.lapses_at().is_some_and(|last| now < last);
    let again = led.filter(|one| one.state == State::Matched && !one.ask.swap && ahead(one));
    if let Some(request) = again
        && requeue(db, now, session, false)?
    {
        store::insert(db, session.candidate.id, &place(Some(request.id)))?;
        return Ok(NextInLine::Requeued);
    }
    store::insert(db, session.candidate.id, &place(None))?;
    Ok(NextInLine::Kept)
}

/// Gives a new request the oldest place kept for its candidate, and returns the time from which it counts as waiting.
/// The candidate's account must be locked.
pub(crate) fn take(db: &mut Db, candidate: AccountId, request: RequestId) -> Result<Option<Timestamp>, Error> {
    let kept = store::of_person(db, candidate)?.into_iter().find(|place| place.request.is_none());
    let Some(place) = kept else { return Ok(None) };
    Ok(store::take(db, place.session, request)?.then_some(place.since))
}
