//! Offers: answered by their candidate, or let go of.

use super::{Shown, expiry, mine, moved_on, show};
use crate::rules::asking::UNANSWERED_MOST;
use crate::service::{Code, Error, House, post};
use crate::store::declines::{self, Decline};
use crate::store::{Db, StoreError, accounts, requests, sessions};
use crate::types::request::{DeclineReason, Request, RequestState as State};
use crate::types::session::Session;
use crate::types::{AccountId, Instant, Prose, RequestId};

/// Accepts an offer: the session is booked, and both are invited.
pub fn accept(house: &House, me: AccountId, id: RequestId) -> Result<Shown, Error> {
    house.write(|db, now| {
        let before = mine(me, requests::by_id(db, id))?;
        let Some(session) = before.session else { return Err(moved_on(&before)) };
        let people = match sessions::by_id(db, session) {
            Ok(session) => [session.candidate.id, session.interviewer.id],
            // Let go of in this moment: the lock below says so.
            Err(StoreError::NotFound) => [me, me],
            Err(other) => return Err(other.into()),
        };
        // In this order on every path: people, request, session. An interviewer who leaves holds their own row.
        accounts::lock(db, &people)?;
        let request = mine(me, requests::lock(db, id))?;
        let (State::Offered, Some(session), Some(until)) = (request.state, request.session, request.answer_by) else {
            return Err(moved_on(&request));
        };
        if now >= until {
            return Err(Error::new(
                Code::TooLate,
                "The time to answer this offer has passed. Your request waits again and keeps its place.",
            ));
        }
        requests::step(db, id, State::Offered, State::Matched, Some((session, None)), now)?;
        if !sessions::set_booked(db, session)? {
            return Err(moved_on(&request));
        }
        let booked = sessions::by_id(db, session)?;
        post::booked(db, now, &booked)
    })?;
    show(house, me, id)
}

/// Declines an offer, without a mark: the time is free again, and the request waits on with its age.
pub fn decline(
    house: &House,
    me: AccountId,
    id: RequestId,
    reason: DeclineReason,
    note: &Prose<1000>,
) -> Result<Shown, Error> {
    house.write(|db, now| {
        let request = mine(me, requests::lock(db, id))?;
        if request.state != State::Offered {
            return Err(moved_on(&request));
        }
        let_go(db, now, &request, Some((reason, note)))
    })?;
    show(house, me, id)
}

/// Lets go of an offer: frees the time and keeps why, for the matcher to learn from. Without a reason
/// it was left unanswered. The request's row is locked.
pub(super) fn let_go(
    db: &mut Db,
    now: Instant,
    request: &Request,
    reason: Option<(DeclineReason, &Prose<1000>)>,
) -> Result<(), Error> {
    let Some(id) = request.session else { return Err(moved_on(request)) };
    let session = sessions::by_id(db, id)?;
    let decline = Decline {
        request: request.id,
        interviewer: session.interviewer.id,
        starts_at: session.starts_at,
        reason: reason.map_or(UNANSWERED, |(reason, _)| reason.word()).to_owned(),
    };
    declines::insert(db, &decline, reason.map_or("", |(_, note)| note), now)?;
    if let Some((DeclineReason::NeverPairUs, _)) = reason {
        declines::avoid(db, request.candidate, session.interviewer.id, now)?;
    }
    let earlier = declines::of_request(db, request.id)?;
    let unanswered = earlier.iter().filter(|one| one.reason == UNANSWERED).count();
    let gone = reason.is_none() && unanswered >= UNANSWERED_MOST;
    if gone {
        expiry::tell(db, now, request, String::new())?;
    }
    end(db, now, request, if gone { State::Expired } else { State::Waiting })
}

/// The reason of an offer that nobody answered.
pub(super) const UNANSWERED: &str = "unanswered";

/// The reason where an interviewer called off what they were matched for.
pub(in crate::service) const CALLED_OFF: &str = "called_off";

/// An interviewer called off a session that came of a request: it waits again, for somebody else, and
/// keeps its age. The session's row is locked.
pub(in crate::service) fn wait_again(db: &mut Db, now: Instant, session: &Session) -> Result<(), Error> {
    let Some(request) = requests::of_session(db, session.id)? else { return Ok(()) };
    let request = requests::lock(db, request.id)?;
    if request.state == State::Matched {
        let decline = Decline {
            request: request.id,
            interviewer: session.interviewer.id,
            starts_at: session.starts_at,
            reason: CALLED_OFF.to_owned(),
        };
        declines::insert(db, &decline, "", now)?;
        requests::step(db, request.id, State::Matched, State::Waiting, None, now)?;
    }
    Ok(())
}

/// Lets go of every offer of somebody who leaves, and forgets what they asked for themselves.
pub(in crate::service) fn leave(db: &mut Db, now: Instant, me: AccountId) -> Result<(), Error> {
    for request in requests::list(db, me, None, None, i64::MAX)? {
        let request = requests::lock(db, request.id)?;
        if request.is_open() {
            end(db, now, &request, State::Withdrawn)?;
        }
    }
    for request in requests::offered_with(db, me)? {
        let request = requests::lock(db, request)?;
        if request.state == State::Offered {
            end(db, now, &request, State::Waiting)?;
        }
    }
    declines::delete_avoidances(db, me)?;
    declines::delete_all(db, me)?;
    Ok(requests::delete_all(db, me)?)
}
/// Ends an open request, whose row is locked, and lets go of what it holds.
pub(in crate::service) fn end(db: &mut Db, now: Instant, request: &Request, state: State) -> Result<(), Error> {
    requests::step(db, request.id, request.state, state, None, now)?;
    if let (State::Offered, Some(session)) = (request.state, request.session) {
        sessions::delete_offer(db, session)?;
    }
    Ok(())
}
