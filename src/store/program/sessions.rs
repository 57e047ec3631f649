//! The sessions between two members of a program, for its coordinators.

use super::members::accounts_of;
use crate::domain::booking::session::State;
use crate::domain::{AccountId, Kind, Level, ProgramId, RoundId, SessionId, SessionLength, Timestamp};
use crate::store::rows::{length, parse};
use crate::store::schema::{feedback, program_sessions, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::{HashMap, HashSet};

/// Which sessions to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those that this round booked, or that came in place of one.
    pub round: Option<RoundId>,
    /// Only those of this person, in either seat.
    pub person: Option<AccountId>,
    /// Only those after this one in the list's order.
    pub after: Option<(Timestamp, SessionId)>,
}

/// A session, without anything that only its two people see.
#[derive(Debug, Clone, Copy)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// The candidate.
    pub candidate: AccountId,
    /// The interviewer.
    pub interviewer: AccountId,
    /// What it is about.
    pub kind: Kind,
    /// For which level.
    pub level: Level,
    /// Its state.
    pub state: State,
    /// Its start.
    pub starts_at: Timestamp,
    /// Its length.
    pub length: SessionLength,
}

/// The sessions since a moment between two members, latest start first; no offers, which aren't agreed yet.
pub fn list(
    conn: &mut Db,
    program: ProgramId,
    since: Timestamp,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<SessionRow>, StoreError> {
    type Row = (String, String, String, String, String, String, NaiveDateTime, i32);
    let mut query = sessions::table
        .filter(sessions::starts_at.ge(since.naive()))
        .filter(sessions::candidate_id.eq_any(accounts_of!(program)))
        .filter(sessions::interviewer_id.eq_any(accounts_of!(program)))
        .filter(sessions::state.ne(State::Offered.as_str()))
        .into_boxed();
    if let Some(state) = filter.state {
        query = query.filter(sessions::state.eq(state.as_str()));
    }
    if let Some(person) = filter.person {
        let id = person.to_string();
        query = query.filter(sessions::candidate_id.eq(id.clone()).or(sessions::interviewer_id.eq(id)));
    }
    if let Some(round) = filter.round {
        let booked = program_sessions::table
            .filter(program_sessions::program_id.eq(program.to_string()))
            .filter(program_sessions::round_id.eq(round.to_string()))
            .select(program_sessions::session_id);
        query = query.filter(sessions::id.eq_any(booked));
    }
    if let Some((starts_at, id)) = filter.after {
        query = query.filter(
            sessions::starts_at
                .lt(starts_at.naive())
                .or(sessions::starts_at.eq(starts_at.naive()).and(sessions::id.lt(id.to_string()))),
        );
    }
    let rows: Vec<Row> = query
        .order((sessions::starts_at.desc(), sessions::id.desc()))
        .limit(limit)
        .select((
            sessions::id,
            sessions::candidate_id,
            sessions::interviewer_id,
            sessions::kind,
            sessions::level,
            sessions::state,
            sessions::starts_at,
            sessions::duration_minutes,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, candidate, interviewer, kind, level, state, starts_at, minutes)| {
            Ok(SessionRow {
                candidate: parse(&candidate)?,
                interviewer: parse(&interviewer)?,
                kind: parse(&kind)?,
                level: parse(&level)?,
                state: parse(&state)?,
                starts_at: Timestamp::from_naive(starts_at),
                length: length("sessions.duration_minutes", &id, minutes)?,
                id: parse(&id)?,
            })
        })
        .collect()
}

/// The program's rounds that these sessions belong to: booked by them, or in place of one that was.
pub fn rounds_of(
    conn: &mut Db,
    program: ProgramId,
    of: &[SessionId],
) -> Result<HashMap<SessionId, RoundId>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> = program_sessions::table
        .filter(program_sessions::program_id.eq(program.to_string()))
        .filter(program_sessions::session_id.eq_any(ids))
        .filter(program_sessions::round_id.is_not_null())
        .select((program_sessions::session_id, program_sessions::round_id.assume_not_null()))
        .load(conn)?;
    rows.into_iter().map(|(session, round)| Ok((parse(&session)?, parse(&round)?))).collect()
}

/// Those of these sessions whose notes have been delivered.
pub fn with_notes(conn: &mut Db, of: &[SessionId]) -> Result<HashSet<SessionId>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let found: Vec<String> =
        feedback::table.filter(feedback::session_id.eq_any(ids)).select(feedback::session_id).distinct().load(conn)?;
    found.iter().map(|id| parse(id)).collect()
}

/// Somebody's sessions still to begin that the program's rounds booked, or that came in place of one, in id order.
pub fn to_come(
    conn: &mut Db,
    program: ProgramId,
    person: AccountId,
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    let id = person.to_string();
    let booked = program_sessions::table
        .filter(program_sessions::program_id.eq(program.to_string()))
        .filter(program_sessions::round_id.is_not_null())
        .select(program_sessions::session_id);
    let ids: Vec<String> = sessions::table
        .filter(sessions::id.eq_any(booked))
        .filter(sessions::candidate_id.eq(id.clone()).or(sessions::interviewer_id.eq(id)))
        .filter(sessions::state.eq(State::Booked.as_str()))
        .filter(sessions::starts_at.gt(now.naive()))
        .order(sessions::id)
        .select(sessions::id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}
