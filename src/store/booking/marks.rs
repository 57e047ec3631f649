//! Marks and appeals.

use crate::domain::booking::mark::{Mark, MarkKind, MarkState};
use crate::domain::{AccountId, MarkId, ProgramId, Prose, SessionId, Timestamp};
use crate::store::program::members::accounts_of;
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{marks, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = marks)]
struct Row {
    id: String,
    account_id: String,
    session_id: String,
    kind: String,
    state: String,
    marked_at: NaiveDateTime,
    appeal: Option<String>,
    decision_reason: Option<String>,
    decided_at: Option<NaiveDateTime>,
    contested_at: Option<NaiveDateTime>,
}

impl TryFrom<Row> for Mark {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            account: parse(&row.account_id)?,
            session: parse(&row.session_id)?,
            kind: parse(&row.kind)?,
            state: parse(&row.state)?,
            at: Timestamp::from_naive(row.marked_at),
            contested_at: row.contested_at.map(Timestamp::from_naive),
            appeal: parse_opt(row.appeal.as_deref())?,
            answer: parse_opt(row.decision_reason.as_deref())?,
        })
    }
}

/// Removed marks for being absent: their sessions, and when they were removed.
macro_rules! lifted {
    () => {
        marks::table
            .filter(marks::kind.eq(MarkKind::Absent.as_str()))
            .filter(marks::state.eq(MarkState::Lifted.as_str()))
            .select((marks::session_id, marks::decided_at))
    };
}

/// A subquery for the sessions where a mark for being absent was removed after a moment.
macro_rules! reopened_since {
    ($moment:expr) => {{
        use crate::domain::booking::mark::{MarkKind, MarkState};
        use crate::store::schema::marks;
        marks::table
            .filter(marks::kind.eq(MarkKind::Absent.as_str()))
            .filter(marks::state.eq(MarkState::Lifted.as_str()))
            .filter(marks::decided_at.gt($moment.naive()))
            .select(marks::session_id)
    }};
}
pub(crate) use reopened_since;

fn all(rows: Vec<Row>) -> Result<Vec<Mark>, StoreError> {
    rows.into_iter().map(Mark::try_from).collect()
}

/// Adds a mark; `Conflict` if this person already has one of this kind for this session.
pub fn insert(conn: &mut Db, mark: &Mark) -> Result<(), StoreError> {
    let row = Row {
        id: mark.id.to_string(),
        account_id: mark.account.to_string(),
        session_id: mark.session.to_string(),
        kind: mark.kind.to_string(),
        state: mark.state.to_string(),
        marked_at: mark.at.naive(),
        appeal: None,
        decision_reason: None,
        decided_at: None,
        contested_at: None,
    };
    diesel::insert_into(marks::table).values(row).execute(conn)?;
    Ok(())
}

/// The mark with this id.
pub fn by_id(conn: &mut Db, id: MarkId) -> Result<Mark, StoreError> {
    marks::table.filter(marks::id.eq(id.to_string())).select(Row::as_select()).first(conn)?.try_into()
}

/// Somebody's latest marks, at most `most`, latest first.
pub fn of_person(conn: &mut Db, account: AccountId, most: i64) -> Result<Vec<Mark>, StoreError> {
    let mine = marks::table.filter(marks::account_id.eq(account.to_string()));
    all(mine.order((marks::marked_at.desc(), marks::id.desc())).limit(most).select(Row::as_select()).load(conn)?)
}

/// Records that the marked person disputes it: it doesn't count until it has been reviewed.
pub fn dispute(conn: &mut Db, session: SessionId, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    let mark = marks::table
        .filter(marks::session_id.eq(session.to_string()))
        .filter(marks::account_id.eq(account.to_string()))
        .filter(marks::kind.eq(MarkKind::Absent.as_str()))
        .filter(marks::state.eq(MarkState::Counts.as_str()));
    let disputed = (marks::state.eq(MarkState::Disputed.as_str()), marks::contested_at.eq(now.naive()));
    diesel::update(mark).set(disputed).execute(conn)?;
    Ok(())
}

/// Saves an appeal; `false` if there already is one, or it has been decided.
pub fn appeal(conn: &mut Db, id: MarkId, reason: &Prose<1000>, now: Timestamp) -> Result<bool, StoreError> {
    let mark = marks::table
        .filter(marks::id.eq(id.to_string()))
        .filter(marks::appeal.is_null())
        .filter(marks::decided_at.is_null());
    if diesel::update(mark).set(marks::appeal.eq(reason.to_string())).execute(conn)? == 0 {
        return Ok(false);
    }
    // If it was already disputed, it has been waiting since the dispute.
    let first = marks::table.filter(marks::id.eq(id.to_string())).filter(marks::contested_at.is_null());
    diesel::update(first).set(marks::contested_at.eq(now.naive())).execute(conn)?;
    Ok(true)
}

/// Decides about a mark; `false` if somebody was faster.
pub fn decide(
    conn: &mut Db,
    id: MarkId,
    state: MarkState,
    answer: &Prose<1000>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mark = marks::table.filter(marks::id.eq(id.to_string())).filter(marks::decided_at.is_null());
    let decided = (
        marks::state.eq(state.as_str()),
        marks::decision_reason.eq(answer.to_string()),
        marks::decided_at.eq(now.naive()),
    );
    Ok(diesel::update(mark).set(decided).execute(conn)? == 1)
}

/// Removes a mark because the reason for it no longer applies, even if it has already been decided; `false` if there is
/// none.
pub fn lift(
    conn: &mut Db,
    (session, account, kind): (SessionId, AccountId, MarkKind),
    answer: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mark = marks::table
        .filter(marks::session_id.eq(session.to_string()))
        .filter(marks::account_id.eq(account.to_string()))
        .filter(marks::kind.eq(kind.as_str()))
        .filter(marks::state.ne(MarkState::Lifted.as_str()));
    let lifted = (
        marks::state.eq(MarkState::Lifted.as_str()),
        marks::decision_reason.eq(answer),
        marks::decided_at.eq(now.naive()),
    );
    Ok(diesel::update(mark).set(lifted).execute(conn)? == 1)
}

/// At most `most` marks that were disputed or appealed by this time and that nobody has reviewed, oldest first.
pub fn contested_by(conn: &mut Db, moment: Timestamp, most: i64) -> Result<Vec<Mark>, StoreError> {
    let waiting = marks::table.filter(marks::decided_at.is_null()).filter(marks::contested_at.le(moment.naive()));
    all(waiting.order((marks::contested_at, marks::id)).limit(most).select(Row::as_select()).load(conn)?)
}

/// The time when a mark for being absent from this session was removed, if it was.
pub fn absence_lifted_at(conn: &mut Db, session: SessionId) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<Option<NaiveDateTime>> = marks::table
        .filter(marks::session_id.eq(session.to_string()))
        .filter(marks::kind.eq(MarkKind::Absent.as_str()))
        .filter(marks::state.eq(MarkState::Lifted.as_str()))
        .select(marks::decided_at)
        .first(conn)
        .optional()?;
    Ok(at.flatten().map(Timestamp::from_naive))
}

/// When marks for being absent were removed since a moment, by session: the time for notes counts from then.
pub fn absences_lifted_since(conn: &mut Db, since: Timestamp) -> Result<HashMap<SessionId, Timestamp>, StoreError> {
    let rows = lifted!().filter(marks::decided_at.ge(since.naive())).load(conn)?;
    by_session(rows)
}

/// The same for these sessions, whenever it was.
pub fn absences_lifted(conn: &mut Db, sessions: &[SessionId]) -> Result<HashMap<SessionId, Timestamp>, StoreError> {
    let ids: Vec<String> = sessions.iter().map(ToString::to_string).collect();
    let rows = lifted!().filter(marks::session_id.eq_any(ids)).load(conn)?;
    by_session(rows)
}

fn by_session(rows: Vec<(String, Option<NaiveDateTime>)>) -> Result<HashMap<SessionId, Timestamp>, StoreError> {
    let all = rows.into_iter().filter_map(|(session, at)| Some((session, Timestamp::from_naive(at?))));
    all.map(|(session, at)| Ok((parse(&session)?, at))).collect()
}

/// The oldest marks waiting for a review, at most `most`: all of them, or those of sessions between two members of a
/// program.
pub fn open(conn: &mut Db, program: Option<ProgramId>, most: i64) -> Result<Vec<Mark>, StoreError> {
    let appealed = marks::state.eq(MarkState::Counts.as_str()).and(marks::appeal.is_not_null());
    let mut query = marks::table
        .inner_join(sessions::table.on(sessions::id.eq(marks::session_id)))
        .filter(marks::decided_at.is_null())
        .filter(marks::state.eq(MarkState::Disputed.as_str()).or(appealed))
        .into_boxed();
    if let Some(program) = program {
        query = query
            .filter(sessions::candidate_id.eq_any(accounts_of!(program)))
            .filter(sessions::interviewer_id.eq_any(accounts_of!(program)));
    }
    all(query.order((marks::marked_at, marks::id)).limit(most).select(Row::as_select()).load(conn)?)
}

/// Deletes somebody's marks.
pub fn delete_all(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(marks::table.filter(marks::account_id.eq(account.to_string()))).execute(conn)?;
    Ok(())
}
