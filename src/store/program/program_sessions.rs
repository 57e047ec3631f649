//! Which program a session belongs to, and which of its rounds it came from.
//!
//! Written when a session is, so that it stays true when somebody leaves the program. A session of a round, or of the request
//! that takes its place when it falls through, belongs to the round's program. Any other belongs to a program that both people
//! are in: of several, one whose days include the start, and of those the one they've been in together for longest.

use crate::domain::{AccountId, LocalDate, ProgramId, RequestId, RoundId, SessionId, Timestamp, Zone};
use crate::store::connection::each;
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{program_members, program_sessions, programs, requests, rounds};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

diesel::alias!(program_members as candidates: Candidates, program_members as interviewers: Interviewers);

/// A program's days.
#[derive(Debug, Clone, Copy)]
struct Days {
    zone: Zone,
    from: LocalDate,
    to: Option<LocalDate>,
}

impl Days {
    fn include(self, at: Timestamp) -> bool {
        let day = self.zone.date(at);
        self.from.date() <= day && !self.is_over(at)
    }

    fn is_over(self, at: Timestamp) -> bool {
        self.to.is_some_and(|last| last.date() < self.zone.date(at))
    }
}

/// A program somebody is in, its days, and since when they are.
type Membership = (ProgramId, Days, Timestamp);

type Row = (String, String, String, Option<String>, NaiveDateTime);

fn membership((program, zone, from, to, since): Row) -> Result<Membership, StoreError> {
    let days = Days { zone: parse(&zone)?, from: parse(&from)?, to: parse_opt(to.as_deref())? };
    Ok((parse(&program)?, days, Timestamp::from_naive(since)))
}

/// Records the program of a session that two people booked: one they share, if there is one.
pub(crate) fn insert(
    conn: &mut Db,
    session: SessionId,
    [candidate, interviewer]: [AccountId; 2],
    starts_at: Timestamp,
) -> Result<(), StoreError> {
    let rows: Vec<(Row, NaiveDateTime)> = programs::table
        .inner_join(candidates.on(candidates.field(program_members::program_id).eq(programs::id)))
        .inner_join(interviewers.on(interviewers.field(program_members::program_id).eq(programs::id)))
        .filter(candidates.field(program_members::account_id).eq(candidate.to_string()))
        .filter(interviewers.field(program_members::account_id).eq(interviewer.to_string()))
        .select((
            (
                programs::id,
                programs::time_zone,
                programs::starts_on,
                programs::ends_on,
                candidates.field(program_members::joined_at),
            ),
            interviewers.field(program_members::joined_at),
        ))
        .load(conn)?;
    let mut shared = Vec::with_capacity(rows.len());
    for (row, also_since) in rows {
        let (program, days, since) = membership(row)?;
        shared.push((!days.include(starts_at), since.max(Timestamp::from_naive(also_since)), program));
    }
    match shared.into_iter().min() {
        Some((_, _, program)) => put(conn, &[session], program, None),
        None => Ok(()),
    }
}

/// Records that these sessions belong to a program and, if they came from one, its round.
pub fn put(
    conn: &mut Db,
    sessions: &[SessionId],
    program: ProgramId,
    round: Option<RoundId>,
) -> Result<(), StoreError> {
    let ids: Vec<String> = sessions.iter().map(ToString::to_string).collect();
    diesel::delete(program_sessions::table.filter(program_sessions::session_id.eq_any(&ids))).execute(conn)?;
    let row = |id: &String| {
        (
            program_sessions::session_id.eq(id.clone()),
            program_sessions::program_id.eq(program.to_string()),
            program_sessions::round_id.eq(round.map(|id| id.to_string())),
        )
    };
    let rows: Vec<_> = ids.iter().map(row).collect();
    if !rows.is_empty() {
        // The multi-connection has no batch insert.
        each!(conn => diesel::insert_into(program_sessions::table).values(&rows).execute(conn))?;
    }
    Ok(())
}

/// Records the program of a session that comes from a request, if the request took the place of a round's session.
pub(crate) fn follow_request(conn: &mut Db, request: RequestId, session: SessionId) -> Result<(), StoreError> {
    let round: Option<(String, String)> = requests::table
        .inner_join(rounds::table.on(rounds::id.nullable().eq(requests::round_id)))
        .filter(requests::id.eq(request.to_string()))
        .select((rounds::program_id, rounds::id))
        .first(conn)
        .optional()?;
    match round {
        Some((program, round)) => put(conn, &[session], parse(&program)?, Some(parse(&round)?)),
        None => Ok(()),
    }
}

/// Records that a session takes another one's place: it belongs to the same program and round.
pub fn follow_session(conn: &mut Db, before: SessionId, session: SessionId) -> Result<(), StoreError> {
    let of: Option<(String, Option<String>)> = program_sessions::table
        .filter(program_sessions::session_id.eq(before.to_string()))
        .select((program_sessions::program_id, program_sessions::round_id))
        .first(conn)
        .optional()?;
    match of {
        Some((program, round)) => put(conn, &[session], parse(&program)?, parse_opt(round.as_deref())?),
        None => Ok(()),
    }
}

/// The program in which a candidate asks: of those that aren't over, the one they've been in for longest.
pub(crate) fn asked_in(conn: &mut Db, candidate: AccountId, now: Timestamp) -> Result<Option<ProgramId>, StoreError> {
    let rows: Vec<Row> = programs::table
        .inner_join(program_members::table)
        .filter(program_members::account_id.eq(candidate.to_string()))
        .filter(program_members::candidate.eq(true))
        .order((program_members::joined_at, programs::id))
        .select((programs::id, programs::time_zone, programs::starts_on, programs::ends_on, program_members::joined_at))
        .load(conn)?;
    for row in rows {
        let (program, days, _) = membership(row)?;
        if !days.is_over(now) {
            return Ok(Some(program));
        }
    }
    Ok(None)
}

/// Deletes what is recorded about an offer that came to nothing.
pub(crate) fn delete(conn: &mut Db, session: SessionId) -> Result<(), StoreError> {
    diesel::delete(program_sessions::table.filter(program_sessions::session_id.eq(session.to_string())))
        .execute(conn)?;
    Ok(())
}
