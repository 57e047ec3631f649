//! The input for a program's progress: each function takes one statement for any number of members.

use super::members::accounts_of;
use crate::domain::availability::Availability;
use crate::domain::booking::session::{State, notes_begin};
use crate::domain::program::progress::MemberSession;
use crate::domain::{AccountId, ProgramId, Timestamp};
use crate::store::booking::marks;
use crate::store::rows::{from_json, parse};
use crate::store::schema::{availabilities, candidate_profiles, interviewer_profiles, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

fn ids(found: Vec<String>) -> Result<Vec<AccountId>, StoreError> {
    found.iter().map(|id| parse(id)).collect()
}

/// The members with a candidate profile.
pub fn with_wishes(conn: &mut Db, program: ProgramId) -> Result<Vec<AccountId>, StoreError> {
    let table = candidate_profiles::table.filter(candidate_profiles::account_id.eq_any(accounts_of!(program)));
    ids(table.select(candidate_profiles::account_id).load(conn)?)
}

/// The members with an interviewer profile.
pub fn with_offers(conn: &mut Db, program: ProgramId) -> Result<Vec<AccountId>, StoreError> {
    let table = interviewer_profiles::table.filter(interviewer_profiles::account_id.eq_any(accounts_of!(program)));
    ids(table.select(interviewer_profiles::account_id).load(conn)?)
}

/// The members' hours.
pub fn hours(conn: &mut Db, program: ProgramId) -> Result<Vec<(AccountId, Availability)>, StoreError> {
    let table = availabilities::table.filter(availabilities::account_id.eq_any(accounts_of!(program)));
    let rows: Vec<(String, String)> =
        table.select((availabilities::account_id, availabilities::document)).load(conn)?;
    rows.iter().map(|(id, document)| Ok((parse(id)?, from_json("availabilities.document", id, document)?))).collect()
}

/// The sessions since a moment between two members that weren't cancelled; two statements.
pub fn sessions(conn: &mut Db, program: ProgramId, since: Timestamp) -> Result<Vec<MemberSession>, StoreError> {
    type Row = (String, String, String, String, NaiveDateTime, NaiveDateTime);
    let lifted = marks::absences_lifted_since(conn, since)?;
    let rows: Vec<Row> = sessions::table
        .filter(sessions::starts_at.ge(since.naive()))
        .filter(sessions::candidate_id.eq_any(accounts_of!(program)))
        .filter(sessions::interviewer_id.eq_any(accounts_of!(program)))
        .filter(sessions::state.ne_all([State::Offered.as_str(), State::Cancelled.as_str()]))
        .select((
            sessions::id,
            sessions::candidate_id,
            sessions::interviewer_id,
            sessions::state,
            sessions::starts_at,
            sessions::ends_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, candidate, interviewer, state, starts_at, ends_at)| {
            let ends_at = Timestamp::from_naive(ends_at);
            Ok(MemberSession {
                candidate: parse(&candidate)?,
                interviewer: parse(&interviewer)?,
                state: parse(&state)?,
                starts_at: Timestamp::from_naive(starts_at),
                ends_at,
                notes_from: notes_begin(ends_at, lifted.get(&parse(&id)?).copied()),
            })
        })
        .collect()
}
