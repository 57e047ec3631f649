//! Offers: answered by their candidate, or released.

use super::exclusions::UNANSWERED;
use super::{Shown, expiry, mine, moved_on, show};
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, ActorRole, Event, SessionEvent, SessionEventKind};
use crate::domain::matching::MAX_UNANSWERED;
use crate::domain::matching::request::{DeclineReason, Request, RequestState as State};
use crate::domain::{AccountId, Prose, RequestId, Seat, SessionId, Timestamp};
use crate::service::booking::history;
use crate::service::booking::reliability::may_book;
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::matching::declines::{self, Decline};
use crate::store::matching::{offers, requests};
use crate::store::safety::blocks;
use crate::store::{Db, StoreError};

/// Accepts an offer: the session is booked, and both are invited.
pub fn accept(services: &Services, me: AccountId, id: RequestId) -> Result<Shown, Error> {
    services.write(|db, now| {
        let before = mine(me, requests::by_id(db, id))?;
        let request = lock(db, &before)?;
        may_book(&accounts::by_id(db, me)?, now)?;
        let (State::Offered, Some(session), Some(until)) = (request.state, request.session, request.answer_by) else {
            return Err(moved_on(&request));
        };
        if now >= until {
            return Err(Error::new(
                Code::TooLate,
                "It's too late to answer this offer. Your request is back in the queue with its old place.",
            ));
        }
        let other = swapped_with(db, &request)?;
        if other.as_ref().is_some_and(|other| !other.accepted) {
            let offered = sessions::by_id(db, session)?;
            allow(Verb::Accept, &offered, ActorRole::Candidate, now)?;
            history::record(db, now, &offered, Actor::of(&offered, Seat::Candidate), SessionEventKind::Accepted)?;
            return Ok(requests::set_accepted(db, id)?);
        }
        take(db, now, me, &request, session, SessionEventKind::Accepted)?;
        match other.as_ref().and_then(|other| Some((other, other.session?))) {
            // The other half's acceptance was recorded when it was given.
            Some((other, session)) => take(db, now, me, other, session, SessionEventKind::Booked),
            None => Ok(()),
        }
    })?;
    show(services, me, id)
}

/// Books what is offered for a request.
fn take(
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    request: &Request,
    session: SessionId,
    what: SessionEventKind,
) -> Result<(), Error> {
    let offered = sessions::by_id(db, session)?;
    // The second person to accept a swap books both halves.
    allow(Verb::Accept, &offered, ActorRole::Candidate, now)?;
    requests::step(db, request.id, State::Offered, State::Matched, Some((session, None)), now)?;
    if !offers::book(db, session, now)? {
        return Err(moved_on(request));
    }
    let booked = sessions::by_id(db, session)?;
    let seat = booked.role_of(me).unwrap_or(Seat::Candidate);
    history::record(db, now, &booked, Actor::of(&booked, seat), what)?;
    notifications::booked(db, now, &booked)
}

/// The other person's request, if what's offered for this one is a swap.
fn swapped_with(db: &mut Db, request: &Request) -> Result<Option<Request>, Error> {
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

/// Declines an offer, without a mark: the time is free again, and the request keeps waiting with its age.
pub fn decline(
    services: &Services,
    me: AccountId,
    id: RequestId,
    reason: DeclineReason,
    note: &Prose<1000>,
) -> Result<Shown, Error> {
    services.write(|db, now| {
        let before = mine(me, requests::by_id(db, id))?;
        let request = lock(db, &before)?;
        if request.state != State::Offered {
            return Err(moved_on(&request));
        }
        release_offer(db, now, &request, Some((reason, note)))
    })?;
    show(services, me, id)
}

/// Releases an offer, freeing both calendars, and stores the reason for the matcher. No reason means it went
/// unanswered. The request's row must be locked.
pub(crate) fn release_offer(
    db: &mut Db,
    now: Timestamp,
    request: &Request,
    reason: Option<(DeclineReason, &Prose<1000>)>,
) -> Result<(), Error> {
    let Some(id) = request.session else { return Err(moved_on(request)) };
    let session = sessions::by_id(db, id)?;
    let decline = Decline {
        request: request.id,
        interviewer: session.interviewer.id,
        starts_at: session.starts_at,
        reason: reason.map_or(UNANSWERED, |(reason, _)| reason.as_str()).to_owned(),
    };
    declines::insert(db, &decline, reason.map_or("", |(_, note)| note), now)?;
    if let Some((DeclineReason::NeverPairUs, _)) = reason {
        blocks::insert(db, request.candidate, session.interviewer.id, Some(&session.interviewer.name), now)?;
    }
    let earlier = declines::of_request(db, request.id)?;
    let unanswered = earlier.iter().filter(|one| one.reason == UNANSWERED).count();
    let gone = reason.is_none() && unanswered >= MAX_UNANSWERED;
    if gone {
        expiry::tell(db, now, request, String::new())?;
    }
    // If neither has answered a swap, count it as unanswered for the other person too, before the offer is gone.
    let other = swapped_with(db, request)?.filter(|other| reason.is_none() && !other.accepted && other.id > request.id);
    if let Some(other) = other {
        let silent = Decline { request: other.id, interviewer: request.candidate, ..decline };
        declines::insert(db, &silent, "", now)?;
    }
    let (verb, seat) = match reason {
        Some(_) => (Verb::DeclineOffer, ActorRole::Candidate),
        None => (Verb::Lapse, ActorRole::System),
    };
    allow(verb, &session, seat, now)?;
    let (actor, event) = match reason {
        Some((reason, note)) => {
            let why = if note.is_empty() { reason.label().to_owned() } else { format!("{}: {note}", reason.label()) };
            (Actor::of(&session, Seat::Candidate), Event::new(SessionEventKind::Declined, why))
        }
        None => (Actor::CLOCK, SessionEventKind::Lapsed.into()),
    };
    end(db, now, request, if gone { State::Expired } else { State::Waiting }, (actor, event))?;
    match reason {
        Some((DeclineReason::NeverPairUs, _)) => {
            withdraw_blocked_offers(db, now, request.candidate, session.interviewer.id)
        }
        _ => Ok(()),
    }
}

/// The reason stored when an interviewer cancelled a matched session.
pub(crate) const CALLED_OFF: &str = "cancelled";

/// Locks the requests that led to these sessions, in id order. Requests are always locked before their sessions, so a
/// transaction that cancels sessions starts here.
pub(crate) fn lock_of(db: &mut Db, sessions: &[SessionId]) -> Result<(), Error> {
    let mut ids = Vec::new();
    for session in sessions {
        ids.extend(requests::of_session(db, *session)?.map(|request| request.id));
    }
    ids.sort_unstable();
    for id in ids {
        match requests::lock(db, id) {
            // Its owner has just deleted their account.
            Ok(_) | Err(StoreError::NotFound) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

/// An interviewer cancelled a session that came from a request: the request waits again, for somebody else, and keeps
/// its age. Returns whether there is such a request. The session's row must be locked.
pub(crate) fn requeue(db: &mut Db, now: Timestamp, session: &Session) -> Result<bool, Error> {
    let Some(request) = requests::of_session(db, session.id)? else { return Ok(false) };
    let request = requests::lock(db, request.id)?;
    if request.state != State::Matched {
        return Ok(false);
    }
    let decline = Decline {
        request: request.id,
        interviewer: session.interviewer.id,
        starts_at: session.starts_at,
        reason: CALLED_OFF.to_owned(),
    };
    declines::insert(db, &decline, "", now)?;
    Ok(requests::step(db, request.id, State::Matched, State::Waiting, None, now)?)
}

/// Releases every offer of somebody who is deleting their account, and deletes their own requests.
pub(crate) fn leave(db: &mut Db, now: Timestamp, me: AccountId) -> Result<(), Error> {
    for request in requests::list(db, me, None, None, i64::MAX)? {
        let request = requests::lock(db, request.id)?;
        if request.is_open() {
            end(db, now, &request, State::Withdrawn, (Actor::CLOCK, SessionEventKind::Withdrawn.into()))?;
        }
    }
    for request in requests::offered_with(db, me)? {
        let request = requests::lock(db, request)?;
        if request.state == State::Offered {
            end(db, now, &request, State::Waiting, (Actor::CLOCK, SessionEventKind::Withdrawn.into()))?;
        }
    }
    declines::delete_all(db, me)?;
    Ok(requests::delete_all(db, me)?)
}

/// Ends an open request, whose row must be locked, and releases its offer, recording `event` in the history.
pub(crate) fn end(
    db: &mut Db,
    now: Timestamp,
    request: &Request,
    state: State,
    (actor, event): (Actor, Event),
) -> Result<(), Error> {
    let other = if request.state == State::Offered { swapped_with(db, request)? } else { None };
    requests::step(db, request.id, request.state, state, None, now)?;
    if let (State::Offered, Some(session)) = (request.state, request.session) {
        let (candidate, at) = (request.candidate, now);
        history::record_all(db, &[SessionEvent { session, candidate, at, actor, event }])?;
        offers::delete(db, session)?;
    }
    // A swap needs both halves: the other request waits again, with its age.
    if let Some(Request { id, state: State::Offered, session: Some(session), .. }) = other {
        let other = requests::lock(db, id)?;
        requests::step(db, other.id, State::Offered, State::Waiting, None, now)?;
        let (candidate, actor, event) = (other.candidate, Actor::CLOCK, SessionEventKind::Withdrawn.into());
        history::record_all(db, &[SessionEvent { session, candidate, at: now, actor, event }])?;
        offers::delete(db, session)?;
    }
    Ok(())
}

/// Silently withdraws any offer between two people when one blocks the other: the requests wait for somebody else, and
/// keep their age. Both people must be locked.
pub(crate) fn withdraw_blocked_offers(
    db: &mut Db,
    now: Timestamp,
    one: AccountId,
    other: AccountId,
) -> Result<(), Error> {
    let between = requests::offered_between(db, one, other)?;
    for request in &between {
        requests::lock(db, *request)?;
    }
    for request in between {
        let request = requests::by_id(db, request)?;
        // The other half of a swap was already withdrawn with the first.
        if request.state == State::Offered {
            end(db, now, &request, State::Waiting, (Actor::CLOCK, SessionEventKind::Withdrawn.into()))?;
        }
    }
    Ok(())
}
