//! Declined and unanswered offers.

use crate::domain::matching::request::RequestState;
use crate::domain::{AccountId, RequestId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::{declined_offers, requests};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A declined or unanswered offer.
#[derive(Debug, Clone)]
pub struct Decline {
    /// The request.
    pub request: RequestId,
    /// The interviewer.
    pub interviewer: AccountId,
    /// The offered start.
    pub starts_at: Timestamp,
    /// The reason: one of the candidate's, `cancelled` or `unanswered`.
    pub reason: String,
}

/// Saves why an offer wasn't accepted.
pub fn insert(conn: &mut Db, decline: &Decline, note: &str, now: Timestamp) -> Result<(), StoreError> {
    diesel::insert_into(declined_offers::table)
        .values((
            // Any new id; nothing refers to it.
            declined_offers::id.eq(RequestId::new().to_string()),
            declined_offers::request_id.eq(decline.request.to_string()),
            declined_offers::interviewer_id.eq(decline.interviewer.to_string()),
            declined_offers::starts_at.eq(decline.starts_at.naive()),
            declined_offers::reason.eq(&decline.reason),
            declined_offers::note.eq(note),
            declined_offers::created_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// What a candidate said about an offer, for the export of their data.
#[derive(Debug, Clone)]
pub struct OfferAnswer {
    /// For which request.
    pub request: RequestId,
    /// When it would have been.
    pub starts_at: Timestamp,
    /// Why: a reason of the candidate's, `unanswered` or `cancelled`.
    pub reason: String,
    /// In their own words.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// What somebody said about offers that they did not take, the latest first.
pub fn of_candidate(conn: &mut Db, candidate: AccountId) -> Result<Vec<OfferAnswer>, StoreError> {
    let rows: Vec<(String, NaiveDateTime, String, String, NaiveDateTime)> = declined_offers::table
        .inner_join(requests::table.on(requests::id.eq(declined_offers::request_id)))
        .filter(requests::candidate_id.eq(candidate.to_string()))
        .order((declined_offers::created_at.desc(), declined_offers::id.desc()))
        .select((
            declined_offers::request_id,
            declined_offers::starts_at,
            declined_offers::reason,
            declined_offers::note,
            declined_offers::created_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(request, starts_at, reason, note, at)| {
            let (starts_at, at) = (Timestamp::from_naive(starts_at), Timestamp::from_naive(at));
            Ok(OfferAnswer { request: parse(&request)?, starts_at, reason, note, at })
        })
        .collect()
}

type DeclineRow = (String, String, NaiveDateTime, String);

/// The declined offers of waiting requests.
pub fn of_waiting(conn: &mut Db) -> Result<Vec<Decline>, StoreError> {
    let rows: Vec<DeclineRow> = declined_offers::table
        .inner_join(requests::table.on(requests::id.eq(declined_offers::request_id)))
        .filter(requests::state.eq(RequestState::Waiting.as_str()))
        .select((
            declined_offers::request_id,
            declined_offers::interviewer_id,
            declined_offers::starts_at,
            declined_offers::reason,
        ))
        .load(conn)?;
    all(rows)
}

/// The declined offers of this request.
pub fn of_request(conn: &mut Db, request: RequestId) -> Result<Vec<Decline>, StoreError> {
    let rows: Vec<DeclineRow> = declined_offers::table
        .filter(declined_offers::request_id.eq(request.to_string()))
        .select((
            declined_offers::request_id,
            declined_offers::interviewer_id,
            declined_offers::starts_at,
            declined_offers::reason,
        ))
        .load(conn)?;
    all(rows)
}

fn all(rows: Vec<DeclineRow>) -> Result<Vec<Decline>, StoreError> {
    rows.into_iter()
        .map(|(request, interviewer, starts_at, reason)| {
            let starts_at = Timestamp::from_naive(starts_at);
            Ok(Decline { request: parse(&request)?, interviewer: parse(&interviewer)?, starts_at, reason })
        })
        .collect()
}

/// Deletes a person's declined offers, when their account is deleted.
pub fn delete_all(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    let mine = requests::table.filter(requests::candidate_id.eq(candidate.to_string())).select(requests::id);
    diesel::delete(declined_offers::table.filter(declined_offers::request_id.eq_any(mine))).execute(conn)?;
    Ok(())
}
