//! What rounds came to for their candidates, and the sessions that came in place of cancelled ones.

use crate::domain::round::{FollowedOutcome, Outcome, RoundSession};
use crate::domain::{AccountId, ProgramId, RoundId, SessionId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{requests, round_replacements, round_results, rounds, sessions, stand_ins};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

type Text = Option<String>;
type Row = (String, String, Text, i32, bool, Text, Text);

fn outcome((round, candidate, session, waited, repeats, language, reason): Row) -> Result<Outcome, StoreError> {
    Ok(Outcome {
        round: parse(&round)?,
        candidate: parse(&candidate)?,
        session: parse_opt(session.as_deref())?,
        waited: u32::try_from(waited).unwrap_or(0),
        repeats,
        language: parse_opt(language.as_deref())?,
        reason: parse_opt(reason.as_deref())?,
    })
}

const COLUMNS: (
    round_results::round_id,
    round_results::candidate_id,
    round_results::session_id,
    round_results::rounds_waited,
    round_results::met_before,
    round_results::language,
    round_results::unmatched_reason,
) = (
    round_results::round_id,
    round_results::candidate_id,
    round_results::session_id,
    round_results::rounds_waited,
    round_results::met_before,
    round_results::language,
    round_results::unmatched_reason,
);

type SessionRow = (String, NaiveDateTime, NaiveDateTime, String, Text, Text, Text, Option<NaiveDateTime>);

fn session(row: SessionRow) -> Result<RoundSession, StoreError> {
    let (id, starts_at, ends_at, state, cancelled_by, absent, request, asked_until) = row;
    Ok(RoundSession {
        id: parse(&id)?,
        starts_at: Timestamp::from_naive(starts_at),
        ends_at: Timestamp::from_naive(ends_at),
        state: parse(&state)?,
        cancelled_by: parse_opt(cancelled_by.as_deref())?,
        absent: parse_opt(absent.as_deref())?,
        request: parse_opt(request.as_deref())?,
        asked_until: asked_until.map(Timestamp::from_naive),
    })
}

/// The sessions of these rounds' candidates that `$table` names, with what's being done in their place.
macro_rules! sessions_in {
    ($table:ident, $named:expr, $rounds:expr) => {
        $table::table
            .inner_join(sessions::table.on($named))
            .left_join(requests::table.on(requests::replaces_session_id.eq(sessions::id.nullable())))
            .left_join(stand_ins::table.on(stand_ins::session_id.eq(sessions::id).and(stand_ins::state.eq("open"))))
            .filter($table::round_id.eq_any($rounds))
            .order(sessions::id)
            .select((
                ($table::round_id, $table::candidate_id),
                (
                    sessions::id,
                    sessions::starts_at,
                    sessions::ends_at,
                    sessions::state,
                    sessions::cancelled_by,
                    sessions::absent,
                    requests::state.nullable(),
                    stand_ins::asked_until.nullable(),
                ),
            ))
    };
}

/// These rounds' outcomes with what became of them, the latest published first; three statements.
fn followed(conn: &mut Db, ids: &[String]) -> Result<Vec<FollowedOutcome>, StoreError> {
    let rows: Vec<(Row, String, String)> = round_results::table
        .inner_join(rounds::table)
        .filter(round_results::round_id.eq_any(ids))
        .order((rounds::published_at.desc(), rounds::id.desc(), round_results::candidate_id))
        .select((COLUMNS, rounds::starts_on, rounds::ends_on))
        .load(conn)?;
    let named = round_results::session_id.eq(sessions::id.nullable());
    let mut found: Vec<((String, String), SessionRow)> = sessions_in!(round_results, named, ids).load(conn)?;
    let named = round_replacements::session_id.eq(sessions::id);
    let later: Vec<((String, String), SessionRow)> = sessions_in!(round_replacements, named, ids).load(conn)?;
    // Ids of sessions grow: what came in a session's place follows it.
    found.extend(later);
    let mut by_result: HashMap<(String, String), Vec<RoundSession>> = HashMap::new();
    for (result, row) in found {
        by_result.entry(result).or_default().push(session(row)?);
    }
    rows.into_iter()
        .map(|(row, starts_on, ends_on)| {
            let sessions = by_result.remove(&(row.0.clone(), row.1.clone())).unwrap_or_default();
            Ok(FollowedOutcome { outcome: outcome(row)?, days: (parse(&starts_on)?, parse(&ends_on)?), sessions })
        })
        .collect()
}

/// The outcomes of a program's rounds, latest published first; four statements.
pub fn of_program(conn: &mut Db, program: ProgramId) -> Result<Vec<FollowedOutcome>, StoreError> {
    let ids: Vec<String> = rounds::table
        .filter(rounds::program_id.eq(program.to_string()))
        .filter(rounds::published_at.is_not_null())
        .select(rounds::id)
        .load(conn)?;
    followed(conn, &ids)
}

/// The outcomes of a round, candidates in id order; three statements.
pub fn of_round(conn: &mut Db, round: RoundId) -> Result<Vec<FollowedOutcome>, StoreError> {
    followed(conn, &[round.to_string()])
}

/// The outcomes of rounds for a candidate, latest first, for the export of their data.
pub fn of_candidate(conn: &mut Db, candidate: AccountId) -> Result<Vec<Outcome>, StoreError> {
    let rows: Vec<Row> = round_results::table
        .filter(round_results::candidate_id.eq(candidate.to_string()))
        .order(round_results::round_id.desc())
        .select(COLUMNS)
        .load(conn)?;
    rows.into_iter().map(outcome).collect()
}

/// The outcome that a session belongs to: a round booked it, or it came in place of one that a round booked.
pub fn of_session(conn: &mut Db, session: SessionId) -> Result<Option<Outcome>, StoreError> {
    let booked = round_results::table.filter(round_results::session_id.eq(session.to_string()));
    let row: Option<Row> = booked.select(COLUMNS).first(conn).optional()?;
    if let Some(row) = row {
        return outcome(row).map(Some);
    }
    let result = round_replacements::round_id
        .eq(round_results::round_id)
        .and(round_replacements::candidate_id.eq(round_results::candidate_id));
    let row: Option<Row> = round_results::table
        .inner_join(round_replacements::table.on(result))
        .filter(round_replacements::session_id.eq(session.to_string()))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    row.map(outcome).transpose()
}

/// The rounds that these sessions belong to, in the same sense; two statements.
pub fn rounds_of(conn: &mut Db, sessions: &[SessionId]) -> Result<HashMap<SessionId, RoundId>, StoreError> {
    let ids: Vec<String> = sessions.iter().map(ToString::to_string).collect();
    let mut found: Vec<(Text, String)> = round_results::table
        .filter(round_results::session_id.eq_any(&ids))
        .select((round_results::session_id, round_results::round_id))
        .load(conn)?;
    let later: Vec<(Text, String)> = round_replacements::table
        .filter(round_replacements::session_id.eq_any(&ids))
        .select((round_replacements::session_id.nullable(), round_replacements::round_id))
        .load(conn)?;
    found.extend(later);
    let known = found.into_iter().filter_map(|(session, round)| Some((session?, round)));
    known.map(|(session, round)| Ok((parse(&session)?, parse(&round)?))).collect()
}

/// Saves a candidate's outcome of a round.
pub fn insert(conn: &mut Db, outcome: &Outcome) -> Result<(), StoreError> {
    diesel::insert_into(round_results::table)
        .values((
            round_results::round_id.eq(outcome.round.to_string()),
            round_results::candidate_id.eq(outcome.candidate.to_string()),
            round_results::session_id.eq(outcome.session.map(|id| id.to_string())),
            round_results::rounds_waited.eq(i32::try_from(outcome.waited).unwrap_or(i32::MAX)),
            round_results::met_before.eq(outcome.repeats),
            round_results::language.eq(outcome.language.map(|language| language.to_string())),
            round_results::unmatched_reason.eq(outcome.reason.map(|reason| reason.to_string())),
        ))
        .execute(conn)?;
    Ok(())
}

/// Records that this session came in place of one that belongs to the outcome.
pub fn add_replacement(conn: &mut Db, outcome: &Outcome, session: SessionId) -> Result<(), StoreError> {
    diesel::insert_into(round_replacements::table)
        .values((
            round_replacements::session_id.eq(session.to_string()),
            round_replacements::round_id.eq(outcome.round.to_string()),
            round_replacements::candidate_id.eq(outcome.candidate.to_string()),
        ))
        .execute(conn)?;
    Ok(())
}
