//! Session histories: only appended to, never changed.

use crate::domain::booking::session::State;
use crate::domain::booking::session_event::{Actor, Event, SessionEvent, SessionEventKind};
use crate::domain::{AccountId, SessionId, Timestamp};
use crate::store::connection::each;
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{session_events, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use uuid::Uuid;

#[derive(Queryable, Selectable, Insertable)]
// Without this, diesel would use one statement per row on SQLite, which has no DEFAULT in VALUES.
#[diesel(table_name = session_events, treat_none_as_default_value = false)]
struct Row {
    id: String,
    session_id: String,
    candidate_id: String,
    occurred_at: NaiveDateTime,
    actor_id: Option<String>,
    actor_role: String,
    kind: String,
    reason: String,
}

impl TryFrom<Row> for SessionEvent {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            session: parse(&row.session_id)?,
            candidate: parse(&row.candidate_id)?,
            at: Timestamp::from_naive(row.occurred_at),
            actor: Actor { account: parse_opt(row.actor_id.as_deref())?, seat: parse(&row.actor_role)? },
            event: Event { what: parse(&row.kind)?, why: row.reason },
        })
    }
}

/// Adds any number of events, in one statement.
pub fn insert(conn: &mut Db, events: &[SessionEvent]) -> Result<(), StoreError> {
    let row = |one: &SessionEvent| Row {
        // UUIDv7: ids made later sort later, which orders simultaneous events.
        id: Uuid::now_v7().to_string(),
        session_id: one.session.to_string(),
        candidate_id: one.candidate.to_string(),
        occurred_at: one.at.naive(),
        actor_id: one.actor.account.map(|account| account.to_string()),
        actor_role: one.actor.seat.to_string(),
        kind: one.event.what.to_string(),
        reason: one.event.why.clone(),
    };
    let rows: Vec<Row> = events.iter().map(row).collect();
    // The multi-connection has no batch insert; a round adds hundreds.
    each!(conn => diesel::insert_into(session_events::table).values(&rows).execute(conn))?;
    Ok(())
}

/// The latest events of a session, at most `most`, oldest first.
pub fn of_session(conn: &mut Db, session: SessionId, most: i64) -> Result<Vec<SessionEvent>, StoreError> {
    let mut rows: Vec<Row> = session_events::table
        .filter(session_events::session_id.eq(session.to_string()))
        .order((session_events::occurred_at.desc(), session_events::id.desc()))
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    rows.reverse();
    rows.into_iter().map(SessionEvent::try_from).collect()
}

/// Whether this person has acted on a session since a time.
pub fn acted_since(conn: &mut Db, session: SessionId, person: AccountId, since: Timestamp) -> Result<bool, StoreError> {
    let found: Option<String> = session_events::table
        .filter(session_events::session_id.eq(session.to_string()))
        .filter(session_events::actor_id.eq(person.to_string()))
        .filter(session_events::occurred_at.ge(since.naive()))
        .select(session_events::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// The events of somebody's sessions, and those they caused in other people's, oldest first; without those hidden from
/// interviewers.
pub fn of_person(conn: &mut Db, person: AccountId) -> Result<Vec<SessionEvent>, StoreError> {
    let told = sessions::interviewer_id
        .eq(person.to_string())
        .and(sessions::state.ne(State::Offered.as_str()))
        .and(session_events::kind.ne(SessionEventKind::Offered.as_str()));
    let rows: Vec<Row> = session_events::table
        .left_join(sessions::table.on(sessions::id.eq(session_events::session_id)))
        .filter(
            session_events::candidate_id
                .eq(person.to_string())
                .or(told.assume_not_null())
                .or(session_events::actor_id.eq(person.to_string()).assume_not_null()),
        )
        .order((session_events::occurred_at, session_events::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(SessionEvent::try_from).collect()
}

/// Deletes the events of offers to a deleted candidate that have no session.
pub fn forget_offers(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    let kept = sessions::table.filter(sessions::candidate_id.eq(candidate.to_string())).select(sessions::id);
    let mine = session_events::table.filter(session_events::candidate_id.eq(candidate.to_string()));
    diesel::delete(mine.filter(session_events::session_id.ne_all(kept))).execute(conn)?;
    Ok(())
}
