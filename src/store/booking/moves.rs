//! Moving sessions: proposals, moves made alone, and the move itself.

use crate::domain::booking::move_proposal::{Proposal, ProposalState as State};
use crate::domain::{AccountId, MoveId, SessionId, Span, Timestamp};
use crate::store::rows::{from_json, parse, to_json};
use crate::store::schema::{candidate_moves, moves, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = moves)]
struct Row {
    id: String,
    session_id: String,
    account_id: String,
    from_at: NaiveDateTime,
    starts: String,
    reason: String,
    state: String,
    chosen_at: Option<NaiveDateTime>,
    answer_by: NaiveDateTime,
    created_at: NaiveDateTime,
    settled_at: Option<NaiveDateTime>,
}

impl TryFrom<Row> for Proposal {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            session: parse(&row.session_id)?,
            by: parse(&row.account_id)?,
            from: Timestamp::from_naive(row.from_at),
            starts: from_json("moves.starts", &row.id, &row.starts)?,
            reason: parse(&row.reason)?,
            state: parse(&row.state)?,
            chosen: row.chosen_at.map(Timestamp::from_naive),
            answer_by: Timestamp::from_naive(row.answer_by),
            created_at: Timestamp::from_naive(row.created_at),
            settled_at: row.settled_at.map(Timestamp::from_naive),
        })
    }
}

fn proposals(rows: Vec<Row>) -> Result<Vec<Proposal>, StoreError> {
    rows.into_iter().map(Proposal::try_from).collect()
}

/// Adds a proposal; `Conflict` if one is already open for its session.
pub fn insert(conn: &mut Db, proposal: &Proposal) -> Result<(), StoreError> {
    let row = Row {
        id: proposal.id.to_string(),
        session_id: proposal.session.to_string(),
        account_id: proposal.by.to_string(),
        from_at: proposal.from.naive(),
        starts: to_json(&proposal.starts)?,
        reason: proposal.reason.to_string(),
        state: proposal.state.to_string(),
        chosen_at: proposal.chosen.map(Timestamp::naive),
        answer_by: proposal.answer_by.naive(),
        created_at: proposal.created_at.naive(),
        settled_at: proposal.settled_at.map(Timestamp::naive),
    };
    diesel::insert_into(moves::table).values(row).execute(conn)?;
    Ok(())
}

/// The proposal with this id.
pub fn by_id(conn: &mut Db, id: MoveId) -> Result<Proposal, StoreError> {
    moves::table.filter(moves::id.eq(id.to_string())).select(Row::as_select()).first(conn)?.try_into()
}

/// Every proposal about a session, latest first.
pub fn of_session(conn: &mut Db, session: SessionId) -> Result<Vec<Proposal>, StoreError> {
    let about = moves::table.filter(moves::session_id.eq(session.to_string()));
    proposals(about.order(moves::id.desc()).select(Row::as_select()).load(conn)?)
}

/// Every proposal of a person, latest first.
pub fn made_by(conn: &mut Db, person: AccountId) -> Result<Vec<Proposal>, StoreError> {
    let theirs = moves::table.filter(moves::account_id.eq(person.to_string()));
    proposals(theirs.order(moves::id.desc()).select(Row::as_select()).load(conn)?)
}

/// Proposals whose time to answer is over, the longest over first.
pub fn overdue(conn: &mut Db, now: Timestamp, limit: i64) -> Result<Vec<Proposal>, StoreError> {
    let over = moves::table.filter(moves::state.eq(State::Open.as_str())).filter(moves::answer_by.le(now.naive()));
    proposals(over.order((moves::answer_by, moves::id)).limit(limit).select(Row::as_select()).load(conn)?)
}

/// Settles an open proposal; `false` if somebody was faster.
pub fn settle(
    conn: &mut Db,
    id: MoveId,
    state: State,
    chosen: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let open = moves::table.filter(moves::id.eq(id.to_string())).filter(moves::state.eq(State::Open.as_str()));
    let change = (
        moves::state.eq(state.as_str()),
        moves::chosen_at.eq(chosen.map(Timestamp::naive)),
        moves::settled_at.eq(now.naive()),
    );
    Ok(diesel::update(open).set(change).execute(conn)? == 1)
}

/// Ends open proposals about these sessions.
pub fn end_of(conn: &mut Db, about: &[SessionId], now: Timestamp) -> Result<(), StoreError> {
    let ids: Vec<String> = about.iter().map(ToString::to_string).collect();
    let open = moves::table.filter(moves::session_id.eq_any(ids)).filter(moves::state.eq(State::Open.as_str()));
    diesel::update(open)
        .set((moves::state.eq(State::Ended.as_str()), moves::settled_at.eq(now.naive())))
        .execute(conn)?;
    Ok(())
}

/// Deletes a person's reasons for their proposals, when their account is deleted.
pub fn erase(conn: &mut Db, person: AccountId) -> Result<(), StoreError> {
    let theirs = moves::table.filter(moves::account_id.eq(person.to_string()));
    diesel::update(theirs).set(moves::reason.eq("")).execute(conn)?;
    Ok(())
}

/// Whether a session's candidate has moved it alone.
pub fn was_moved_alone(conn: &mut Db, session: SessionId) -> Result<bool, StoreError> {
    let row = candidate_moves::table.filter(candidate_moves::session_id.eq(session.to_string()));
    Ok(row.select(candidate_moves::session_id).first::<String>(conn).optional()?.is_some())
}

/// Records that a session's candidate moves it alone; `Conflict` if they already have.
pub fn insert_alone(
    conn: &mut Db,
    session: SessionId,
    from: Timestamp,
    to: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(candidate_moves::table)
        .values((
            candidate_moves::session_id.eq(session.to_string()),
            candidate_moves::from_at.eq(from.naive()),
            candidate_moves::to_at.eq(to.naive()),
            candidate_moves::created_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Moves a session and raises its SEQUENCE; resets the confirmations. `other_half` is the new start of a
/// swap's other half. The caller holds its lock, and updates its cells.
pub fn relocate(
    conn: &mut Db,
    id: SessionId,
    to: Span,
    other_half: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (nothing_said, in_time) = (None::<NaiveDateTime>, None::<i32>);
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set((
            sessions::starts_at.eq(to.from.naive()),
            sessions::ends_at.eq(to.to.naive()),
            sessions::swap_starts_at.eq(other_half.map(Timestamp::naive)),
            sessions::sequence.eq(sessions::sequence + 1),
            sessions::agreed_at.eq(now.naive()),
            sessions::candidate_confirmed_at.eq(nothing_said),
            sessions::interviewer_confirmed_at.eq(nothing_said),
            sessions::candidate_late_minutes.eq(in_time),
            sessions::interviewer_late_minutes.eq(in_time),
        ))
        .execute(conn)?;
    Ok(())
}
