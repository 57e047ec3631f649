//! Searches for stand-ins.

use crate::domain::matching::request::RequestState;
use crate::domain::{AccountId, RequestId, SessionId, Timestamp};
use crate::store::connection::each;
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{interviewer_profiles, requests, sessions, stand_in_invitations, stand_ins};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

const OPEN: &str = "open";
const TAKEN: &str = "taken";

/// Interviewers who accept short notice.
pub fn willing(conn: &mut Db) -> Result<Vec<AccountId>, StoreError> {
    let table = interviewer_profiles::table.filter(interviewer_profiles::short_notice.eq(true));
    let ids: Vec<String> = table.select(interviewer_profiles::account_id).load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// The request that's waiting in place of a cancelled session, if any.
pub fn waiting_request(conn: &mut Db, session: SessionId) -> Result<Option<RequestId>, StoreError> {
    let found: Option<String> = requests::table
        .filter(requests::replaces_session_id.eq(session.to_string()))
        .filter(requests::state.eq(RequestState::Waiting.as_str()))
        .select(requests::id)
        .first(conn)
        .optional()?;
    parse_opt(found.as_deref())
}

/// The waiting requests for which people are being asked to stand in now, and until when. Those whose everybody said no
/// aren't among them.
pub fn asking(conn: &mut Db, now: Timestamp) -> Result<HashMap<RequestId, Timestamp>, StoreError> {
    let rows: Vec<(Option<String>, Option<NaiveDateTime>)> = stand_ins::table
        .inner_join(stand_in_invitations::table.on(stand_in_invitations::session_id.eq(stand_ins::session_id)))
        .filter(stand_ins::state.eq(OPEN))
        .filter(stand_ins::asked_until.gt(now.naive()))
        .filter(stand_in_invitations::declined.eq(false))
        .select((stand_ins::request_id, stand_ins::asked_until))
        .load(conn)?;
    let known = rows.into_iter().filter_map(|(request, until)| request.zip(until));
    known.map(|(request, until)| Ok((parse(&request)?, Timestamp::from_naive(until)))).collect()
}

#[derive(Insertable)]
#[diesel(table_name = stand_in_invitations)]
struct Ask {
    session_id: String,
    account_id: String,
    declined: bool,
    invited_at: NaiveDateTime,
}

/// Starts a search for a stand-in for a cancelled session among these people, who are asked until then.
pub fn insert(
    conn: &mut Db,
    session: SessionId,
    request: Option<RequestId>,
    (asked, until): (&[AccountId], Timestamp),
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(stand_ins::table)
        .values((
            stand_ins::session_id.eq(session.to_string()),
            stand_ins::request_id.eq(request.map(|id| id.to_string())),
            stand_ins::state.eq(OPEN),
            stand_ins::created_at.eq(now.naive()),
            stand_ins::asked_until.eq(until.naive()),
        ))
        .execute(conn)?;
    let asks = asked.iter().map(|account| Ask {
        session_id: session.to_string(),
        account_id: account.to_string(),
        declined: false,
        invited_at: now.naive(),
    });
    let asks: Vec<_> = asks.collect();
    each!(conn => diesel::insert_into(stand_in_invitations::table).values(&asks).execute(conn))?;
    Ok(())
}

/// A search, as seen by somebody who was asked.
#[derive(Debug, Clone, Copy)]
pub struct Search {
    /// Whether nobody has accepted yet.
    pub open: bool,
    /// The candidate's request that's waiting in the meantime.
    pub request: Option<RequestId>,
}

/// The search for a session, if this person was asked and hasn't declined.
pub fn asked(conn: &mut Db, session: SessionId, account: AccountId) -> Result<Option<Search>, StoreError> {
    let row: Option<(String, Option<String>)> = stand_ins::table
        .inner_join(stand_in_invitations::table.on(stand_in_invitations::session_id.eq(stand_ins::session_id)))
        .filter(stand_ins::session_id.eq(session.to_string()))
        .filter(stand_in_invitations::account_id.eq(account.to_string()))
        .filter(stand_in_invitations::declined.eq(false))
        .select((stand_ins::state, stand_ins::request_id))
        .first(conn)
        .optional()?;
    row.map(|(state, request)| Ok(Search { open: state == OPEN, request: parse_opt(request.as_deref())? })).transpose()
}

/// The upcoming sessions this person was asked to stand in for and nobody has accepted yet.
pub fn open_for(conn: &mut Db, account: AccountId, now: Timestamp) -> Result<Vec<SessionId>, StoreError> {
    let ids: Vec<String> = stand_ins::table
        .inner_join(stand_in_invitations::table.on(stand_in_invitations::session_id.eq(stand_ins::session_id)))
        .inner_join(sessions::table.on(sessions::id.eq(stand_ins::session_id)))
        .filter(stand_in_invitations::account_id.eq(account.to_string()))
        .filter(stand_in_invitations::declined.eq(false))
        .filter(stand_ins::state.eq(OPEN))
        .filter(sessions::starts_at.gt(now.naive()))
        .order(stand_ins::session_id.desc())
        .limit(100)
        .select(stand_ins::session_id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// A request to stand in: the cancelled session, whether the person declined, and when they were asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WasAsked {
    /// The session.
    pub session: SessionId,
    /// Whether they declined.
    pub declined: bool,
    /// When.
    pub at: Timestamp,
}

/// Everything that somebody was asked to stand in for, latest first.
pub fn asked_of(conn: &mut Db, account: AccountId) -> Result<Vec<WasAsked>, StoreError> {
    let rows: Vec<(String, bool, NaiveDateTime)> = stand_in_invitations::table
        .filter(stand_in_invitations::account_id.eq(account.to_string()))
        .order((stand_in_invitations::invited_at.desc(), stand_in_invitations::session_id.desc()))
        .select((stand_in_invitations::session_id, stand_in_invitations::declined, stand_in_invitations::invited_at))
        .load(conn)?;
    let was_asked = |(session, declined, at): (String, bool, NaiveDateTime)| {
        Ok(WasAsked { session: parse(&session)?, declined, at: Timestamp::from_naive(at) })
    };
    rows.into_iter().map(was_asked).collect()
}

/// Ends a search with the session that was booked; `false` if somebody was faster.
pub fn take(conn: &mut Db, session: SessionId, booked: SessionId) -> Result<bool, StoreError> {
    let open = stand_ins::table.filter(stand_ins::session_id.eq(session.to_string())).filter(stand_ins::state.eq(OPEN));
    let change = (stand_ins::state.eq(TAKEN), stand_ins::taken_id.eq(booked.to_string()));
    Ok(diesel::update(open).set(change).execute(conn)? == 1)
}

/// Records that somebody declined; `false` if they weren't asked, or already declined.
pub fn decline(conn: &mut Db, session: SessionId, account: AccountId) -> Result<bool, StoreError> {
    let mine = stand_in_invitations::table
        .filter(stand_in_invitations::session_id.eq(session.to_string()))
        .filter(stand_in_invitations::account_id.eq(account.to_string()))
        .filter(stand_in_invitations::declined.eq(false));
    Ok(diesel::update(mine).set(stand_in_invitations::declined.eq(true)).execute(conn)? == 1)
}

/// Deletes what a person was asked, when their account is deleted.
pub fn delete_all(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(stand_in_invitations::table.filter(stand_in_invitations::account_id.eq(account.to_string())))
        .execute(conn)?;
    Ok(())
}
