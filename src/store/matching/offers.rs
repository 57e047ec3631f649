//! Offered sessions, and the two halves of a swap.

use crate::domain::booking::session::State;
use crate::domain::matching::request::RequestState;
use crate::domain::{AccountId, RequestId, Seat, SessionId, Timestamp};
use crate::store::program::program_sessions;
use crate::store::rows::parse;
use crate::store::schema::{outbox, requests, sessions};
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// Turns an offer into a booking; `false` if it's no longer an offer.
pub fn book(conn: &mut Db, id: SessionId, now: Timestamp) -> Result<bool, StoreError> {
    let offer =
        sessions::table.filter(sessions::id.eq(id.to_string())).filter(sessions::state.eq(State::Offered.as_str()));
    Ok(diesel::update(offer)
        .set((sessions::state.eq(State::Booked.as_str()), sessions::agreed_at.eq(now.naive())))
        .execute(conn)?
        == 1)
}

/// Deletes an offer that wasn't accepted, with its reserved time and its unsent mail.
pub fn delete(conn: &mut Db, id: SessionId) -> Result<(), StoreError> {
    crate::store::booking::cells::release(conn, id)?;
    let mails = outbox::table.filter(outbox::session_id.eq(id.to_string()));
    diesel::delete(mails.clone().filter(outbox::settled_at.is_null())).execute(conn)?;
    diesel::update(mails).set(outbox::session_id.eq(None::<String>)).execute(conn)?;
    program_sessions::delete(conn, id)?;
    let offer =
        sessions::table.filter(sessions::id.eq(id.to_string())).filter(sessions::state.eq(State::Offered.as_str()));
    diesel::delete(offer).execute(conn)?;
    Ok(())
}

/// Records whether the person in this seat would keep this half of a swap if the other is cancelled.
pub fn set_keeps(conn: &mut Db, id: SessionId, seat: Seat, keeps: bool) -> Result<(), StoreError> {
    let row = sessions::table.filter(sessions::id.eq(id.to_string()));
    match seat {
        Seat::Candidate => diesel::update(row).set(sessions::candidate_keeps_half.eq(keeps)).execute(conn)?,
        Seat::Interviewer => diesel::update(row).set(sessions::interviewer_keeps_half.eq(keeps)).execute(conn)?,
    };
    Ok(())
}

/// The requests with an open offer of this interviewer.
pub fn offered_with(conn: &mut Db, interviewer: AccountId) -> Result<Vec<RequestId>, StoreError> {
    let ids: Vec<String> = requests::table
        .inner_join(sessions::table.on(sessions::id.nullable().eq(requests::session_id)))
        .filter(requests::state.eq(RequestState::Offered.as_str()))
        .filter(sessions::interviewer_id.eq(interviewer.to_string()))
        .select(requests::id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// The requests with an open offer between these two people, in id order.
pub fn offered_between(conn: &mut Db, one: AccountId, other: AccountId) -> Result<Vec<RequestId>, StoreError> {
    let (one, other) = (one.to_string(), other.to_string());
    let there = sessions::candidate_id.eq(one.clone()).and(sessions::interviewer_id.eq(other.clone()));
    let back = sessions::candidate_id.eq(other).and(sessions::interviewer_id.eq(one));
    let ids: Vec<String> = requests::table
        .inner_join(sessions::table.on(sessions::id.nullable().eq(requests::session_id)))
        .filter(requests::state.eq(RequestState::Offered.as_str()))
        .filter(there.or(back))
        .order(requests::id)
        .select(requests::id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}
