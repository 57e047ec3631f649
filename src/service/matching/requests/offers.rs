//! Answers to offers by their candidates, and releasing offers.

use super::exclusions::{CALLED_OFF, UNANSWERED, not_again};
use super::release::{Partner, end, lock, swapped_with};
use super::still_true::take_back_if_untrue;
use super::{Shown, expiry, mine, moved_on, show};
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, ActorRole, Event, SessionEventKind};
use crate::domain::matching::MAX_UNANSWERED;
use crate::domain::matching::request::{DeclineReason, Request, RequestState as State};
use crate::domain::{AccountId, ProgramId, Prose, RequestId, Seat, SessionId, Timestamp};
use crate::mail::matching::OfferOffBecause;
use crate::service::booking::history;
use crate::service::booking::reliability::may_book;
use crate::service::round::replacement;
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::matching::declines::{self, Decline};
use crate::store::matching::{offers, requests};
use crate::store::program::members;
use crate::store::safety::blocks;
use crate::store::{Db, StoreError};

/// Accepts an offer: the session is booked, and both people are invited. If the offer is no longer valid, it's taken
/// back instead, and the error says so. If `only` is given, no other offer is accepted.
pub fn accept(services: &Services, me: AccountId, id: RequestId, only: Option<SessionId>) -> Result<Shown, Error> {
    let untrue = services.write(|db, now| {
        let before = mine(me, requests::by_id(db, id))?;
        let request = lock(db, &before)?;
        may_book(&accounts::by_id(db, me)?, now)?;
        let (State::Offered, Some(session), Some(until)) = (request.state, request.session, request.answer_by) else {
            return Err(moved_on(&request));
        };
        is_meant(session, only)?;
        if now >= until {
            return Err(Error::new(
                Code::TooLate,
                "It's too late to answer this offer. Your request is back in the queue with its old place.",
            ));
        }
        // Taking the offer back must be committed, so the transaction returns this error as a value.
        if let Some(untrue) = take_back_if_untrue(db, now, &request, Some(me))? {
            return Ok(Some(untrue));
        }
        let other = swapped_with(db, &request)?;
        if other.as_ref().is_some_and(|other| !other.accepted) {
            let offered = sessions::by_id(db, session)?;
            allow(Verb::Accept, &offered, ActorRole::Candidate, now)?;
            history::record(db, now, &offered, Actor::of(&offered, Seat::Candidate), SessionEventKind::Accepted)?;
            requests::set_accepted(db, id)?;
            return Ok(None);
        }
        take(db, now, me, &request, session, SessionEventKind::Accepted)?;
        // The other half's acceptance was recorded when it was given.
        if let Some((other, session)) = other.as_ref().and_then(|other| Some((other, other.session?))) {
            take(db, now, me, other, session, SessionEventKind::Booked)?;
        }
        Ok(None)
    })?;
    match untrue {
        Some(untrue) => Err(untrue),
        None => show(services, me, id),
    }
}

/// Makes sure that an answer to one offer isn't applied to a later offer for the same request.
fn is_meant(offered: SessionId, only: Option<SessionId>) -> Result<(), Error> {
    if only.is_none_or(|only| only == offered) {
        return Ok(());
    }
    Err(Error::new(
        Code::RequestState,
        "This offer isn't open any more. We've found somebody else since and emailed you; please answer by the link in \
         that email.",
    ))
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
    replacement::record(db, request.replaces, session)?;
    let booked = sessions::by_id(db, session)?;
    let seat = booked.role_of(me).unwrap_or(Seat::Candidate);
    history::record(db, now, &booked, Actor::of(&booked, seat), what)?;
    notifications::booked(db, now, &booked)
}

/// Declines an offer, without a mark: the time is free again, and the request keeps waiting with its age. If `only` is
/// given, no other offer is declined.
pub fn decline(
    services: &Services,
    me: AccountId,
    id: RequestId,
    only: Option<SessionId>,
    reason: DeclineReason,
    note: &Prose<1000>,
) -> Result<Shown, Error> {
    services.write(|db, now| {
        let before = mine(me, requests::by_id(db, id))?;
        let request = lock(db, &before)?;
        let (State::Offered, Some(session)) = (request.state, request.session) else {
            return Err(moved_on(&request));
        };
        is_meant(session, only)?;
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
    let mut gone = false;
    let mut partner = Partner::IS_TOLD;
    if reason.is_none() {
        gone = too_often(db, now, request)?;
        if let Some(other) = swapped_with(db, request)? {
            partner = lapsed_for(db, now, &other, &session)?;
        }
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
        None => (Actor::SYSTEM, SessionEventKind::Lapsed.into()),
    };
    end(db, now, request, if gone { State::Expired } else { State::Waiting }, (actor, event), partner)?;
    match reason {
        Some((DeclineReason::NeverPairUs, _)) => {
            withdraw_blocked_offers(db, now, request.candidate, session.interviewer.id)
        }
        _ => Ok(()),
    }
}

/// Whether so many offers for a request went unanswered that the request ends. If so, mails its candidate.
fn too_often(db: &mut Db, now: Timestamp, request: &Request) -> Result<bool, Error> {
    let earlier = declines::of_request(db, request.id)?;
    let gone = earlier.iter().filter(|one| one.reason == UNANSWERED).count() >= MAX_UNANSWERED;
    if gone {
        expiry::tell(db, now, request, String::new(), None)?;
    }
    Ok(gone)
}

/// Handles the other half of a swap whose `session` half went unanswered. If the other half's candidate hasn't answered
/// either, that counts against their request, too. If they've accepted, it doesn't, and they're told. In both cases,
/// their request isn't offered this person again.
fn lapsed_for(db: &mut Db, now: Timestamp, other: &Request, session: &Session) -> Result<Partner, Error> {
    let reason = if other.accepted { CALLED_OFF } else { UNANSWERED };
    let starts_at = session.swap.as_ref().map_or(session.starts_at, |half| half.starts_at);
    let decline =
        Decline { request: other.id, interviewer: session.candidate.id, starts_at, reason: reason.to_owned() };
    declines::insert(db, &decline, "", now)?;
    if other.accepted {
        return Ok(Partner { mailed: Some(OfferOffBecause::Unanswered), ..Partner::WAITS });
    }
    let state = if too_often(db, now, other)? { State::Expired } else { State::Waiting };
    Ok(Partner { state, event: SessionEventKind::Lapsed, mailed: None })
}

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

/// A session that came from a request was cancelled by its interviewer, or ended without notes: the request waits again,
/// for somebody else unless `offer_again` says that the same person would do, and keeps its age. Returns whether it does; one of a
/// round doesn't once its candidate has left the program. The session's row must be locked.
pub(crate) fn requeue(db: &mut Db, now: Timestamp, session: &Session, offer_again: bool) -> Result<bool, Error> {
    let Some(request) = requests::of_session(db, session.id)? else { return Ok(false) };
    let request = requests::lock(db, request.id)?;
    if request.state != State::Matched {
        return Ok(false);
    }
    if let Some(program) = requests::program_of_round(db, request.id)?
        && members::get(db, program, request.candidate)?.is_none()
    {
        return Ok(false);
    }
    for decline in not_again(request.id, session, offer_again) {
        declines::insert(db, &decline, "", now)?;
    }
    if session.cancelled.is_some() {
        requests::set_replaces(db, request.id, session.id)?;
    }
    Ok(requests::step(db, request.id, State::Matched, State::Waiting, None, now)?)
}

/// Releases every offer of somebody who is deleting their account, and deletes their own requests.
pub(crate) fn leave(db: &mut Db, now: Timestamp, me: AccountId) -> Result<(), Error> {
    for request in requests::list(db, me, None, None, i64::MAX)? {
        let request = requests::lock(db, request.id)?;
        if request.is_open() {
            let event = (Actor::SYSTEM, SessionEventKind::Withdrawn.into());
            end(db, now, &request, State::Withdrawn, event, Partner::IS_TOLD)?;
        }
    }
    for request in offers::offered_with(db, me)? {
        let request = requests::lock(db, request)?;
        if let (State::Offered, Some(offer)) = (request.state, request.session) {
            notifications::offer_off(db, now, offer, OfferOffBecause::TheyCant)?;
            end(
                db,
                now,
                &request,
                State::Waiting,
                (Actor::SYSTEM, SessionEventKind::Withdrawn.into()),
                Partner::WAITS,
            )?;
        }
    }
    declines::delete_all(db, me)?;
    Ok(requests::delete_all(db, me)?)
}

/// Withdraws what waits for somebody in place of sessions of a program's rounds, because they're no longer in it; returns whether
/// anything did. The person must be locked.
pub(crate) fn leave_rounds(db: &mut Db, now: Timestamp, who: AccountId, program: ProgramId) -> Result<bool, Error> {
    let mut any = false;
    for request in requests::open_of_rounds(db, who, program)? {
        let request = requests::lock(db, request)?;
        if request.is_open() {
            let event = (Actor::SYSTEM, SessionEventKind::Withdrawn.into());
            end(db, now, &request, State::Withdrawn, event, Partner::IS_TOLD)?;
            any = true;
        }
    }
    Ok(any)
}

/// Withdraws any offer between two people when `one` blocks the other: the requests wait for somebody else, and keep
/// their age. `other` gets the same mail as if `one` had stopped volunteering. Both people must be locked.
pub(crate) fn withdraw_blocked_offers(
    db: &mut Db,
    now: Timestamp,
    one: AccountId,
    other: AccountId,
) -> Result<(), Error> {
    let between = offers::offered_between(db, one, other)?;
    for request in &between {
        let request = requests::lock(db, *request)?;
        if let Some(offer) = request.session.filter(|_| request.candidate == other) {
            notifications::offer_off(db, now, offer, OfferOffBecause::TheyCant)?;
        }
    }
    for request in between {
        let request = requests::by_id(db, request)?;
        // The other half of a swap was already withdrawn with the first.
        if request.state == State::Offered {
            end(
                db,
                now,
                &request,
                State::Waiting,
                (Actor::SYSTEM, SessionEventKind::Withdrawn.into()),
                Partner::WAITS,
            )?;
        }
    }
    Ok(())
}
