//! Booked mock interviews.

use super::rows::{from_json, parse, parse_opt, to_json};
use super::schema::{accounts, interviewer_profiles, sessions};
use super::{Db, StoreError};
use crate::types::session::{OtherHalf, Person, Session, State};
use crate::types::{AccountId, Instant, Length, Prose, Role, SessionId, Span};
use chrono::NaiveDateTime;
use diesel::prelude::*;

diesel::alias!(accounts as candidates: Candidates, accounts as interviewers: Interviewers);

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
struct Row {
    id: String,
    candidate_id: String,
    interviewer_id: String,
    kind: String,
    level: String,
    topics: String,
    aims: String,
    starts_at: NaiveDateTime,
    ends_at: NaiveDateTime,
    duration_minutes: i32,
    join_url: Option<String>,
    sequence: i32,
    state: String,
    cancelled_by: Option<String>,
    cancel_reason: Option<String>,
    absent: Option<String>,
    marked_absent_at: Option<NaiveDateTime>,
    dispute_reason: Option<String>,
    created_at: NaiveDateTime,
    swap_with: Option<String>,
    swap_at: Option<NaiveDateTime>,
    candidate_keeps: bool,
    interviewer_keeps: bool,
}

type Joined = (Row, String, String, Option<String>);

fn session((row, candidate, interviewer, headline): Joined) -> Result<Session, StoreError> {
    let cancelled = match (parse_opt(row.cancelled_by.as_deref())?, row.cancel_reason) {
        (Some(role), Some(reason)) => Some((role, parse(&reason)?)),
        _ => None,
    };
    let absent: Option<Role> = parse_opt(row.absent.as_deref())?;
    let keepers = [(Role::Candidate, row.candidate_keeps), (Role::Interviewer, row.interviewer_keeps)];
    let keepers = keepers.into_iter().filter_map(|(role, keeps)| keeps.then_some(role)).collect();
    let other: Option<SessionId> = parse_opt(row.swap_with.as_deref())?;
    let swap = other.zip(row.swap_at.map(Instant::from_naive));
    Ok(Session {
        id: parse(&row.id)?,
        candidate: Person { id: parse(&row.candidate_id)?, name: parse(&candidate)? },
        interviewer: Person { id: parse(&row.interviewer_id)?, name: parse(&interviewer)? },
        headline: parse_opt(headline.as_deref())?,
        kind: parse(&row.kind)?,
        level: parse(&row.level)?,
        topics: from_json(&row.topics)?,
        aims: parse(&row.aims)?,
        starts_at: Instant::from_naive(row.starts_at),
        length: length(row.duration_minutes)?,
        join_url: parse_opt(row.join_url.as_deref())?,
        sequence: row.sequence,
        state: parse(&row.state)?,
        cancelled,
        absent: absent.zip(row.marked_absent_at.map(Instant::from_naive)),
        dispute: parse_opt(row.dispute_reason.as_deref())?,
        swap: swap.map(|(session, starts_at)| OtherHalf { session, starts_at, keepers }),
    })
}

fn length(minutes: i32) -> Result<Length, StoreError> {
    Length::try_from(i64::from(minutes)).map_err(|error| StoreError::Other(error.to_string()))
}

/// Adds a session. Its cells are claimed apart (see [`super::cells`]).
pub fn insert(conn: &mut Db, session: &Session, now: Instant) -> Result<(), StoreError> {
    let row = Row {
        id: session.id.to_string(),
        candidate_id: session.candidate.id.to_string(),
        interviewer_id: session.interviewer.id.to_string(),
        kind: session.kind.to_string(),
        level: session.level.to_string(),
        topics: to_json(&session.topics)?,
        aims: session.aims.to_string(),
        starts_at: session.starts_at.naive(),
        ends_at: session.ends_at().naive(),
        duration_minutes: i32::try_from(session.length.minutes()).map_err(|e| StoreError::Other(e.to_string()))?,
        join_url: session.join_url.as_ref().map(ToString::to_string),
        sequence: session.sequence,
        state: session.state.to_string(),
        cancelled_by: session.cancelled.as_ref().map(|(role, _)| role.to_string()),
        cancel_reason: session.cancelled.as_ref().map(|(_, reason)| reason.to_string()),
        absent: session.absent.map(|(role, _)| role.to_string()),
        marked_absent_at: session.absent.map(|(_, at)| at.naive()),
        dispute_reason: session.dispute.as_ref().map(ToString::to_string),
        created_at: now.naive(),
        swap_with: session.swap.as_ref().map(|other| other.session.to_string()),
        swap_at: session.swap.as_ref().map(|other| other.starts_at.naive()),
        candidate_keeps: false,
        interviewer_keeps: false,
    };
    diesel::insert_into(sessions::table).values(row).execute(conn)?;
    Ok(())
}

/// The joins that make a [`Session`] whole, in one statement.
macro_rules! whole {
    () => {
        sessions::table
            .inner_join(candidates.on(candidates.field(accounts::id).eq(sessions::candidate_id)))
            .inner_join(interviewers.on(interviewers.field(accounts::id).eq(sessions::interviewer_id)))
            .left_join(interviewer_profiles::table.on(interviewer_profiles::account_id.eq(sessions::interviewer_id)))
            .select((
                Row::as_select(),
                candidates.field(accounts::display_name),
                interviewers.field(accounts::display_name),
                interviewer_profiles::headline.nullable(),
            ))
    };
}

/// The session with this id.
pub fn by_id(conn: &mut Db, id: SessionId) -> Result<Session, StoreError> {
    session(whole!().filter(sessions::id.eq(id.to_string())).first(conn)?)
}

/// Locks a session's row until the transaction ends, then answers it.
pub fn lock(conn: &mut Db, id: SessionId) -> Result<Session, StoreError> {
    match conn {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            sessions::table
                .filter(sessions::id.eq(id.to_string()))
                .select(sessions::id)
                .for_no_key_update()
                .first::<String>(conn)?;
        }
    }
    by_id(conn, id)
}

/// Which of a person's sessions to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Only those where they have this seat.
    pub role: Option<Role>,
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those after this one in the list's order.
    pub after: Option<(Instant, SessionId)>,
    /// Only those that end after this moment.
    pub ending_after: Option<Instant>,
}

/// A person's sessions, latest start first.
pub fn list(conn: &mut Db, account: AccountId, filter: &Filter, limit: i64) -> Result<Vec<Session>, StoreError> {
    let me = account.to_string();
    let mut query = whole!().into_boxed();
    // What is offered to a candidate is not yet the interviewer's to see.
    query = query.filter(sessions::candidate_id.eq(me.clone()).or(sessions::state.ne(State::Offered.word())));
    query = match filter.role {
        Some(Role::Candidate) => query.filter(sessions::candidate_id.eq(me)),
        Some(Role::Interviewer) => query.filter(sessions::interviewer_id.eq(me)),
        None => query.filter(sessions::candidate_id.eq(me.clone()).or(sessions::interviewer_id.eq(me))),
    };
    if let Some(state) = filter.state {
        query = query.filter(sessions::state.eq(state.word()));
    }
    if let Some(moment) = filter.ending_after {
        query = query.filter(sessions::ends_at.gt(moment.naive()));
    }
    if let Some((starts_at, id)) = filter.after {
        query = query.filter(
            sessions::starts_at
                .lt(starts_at.naive())
                .or(sessions::starts_at.eq(starts_at.naive()).and(sessions::id.lt(id.to_string()))),
        );
    }
    let rows: Vec<Joined> = query.order((sessions::starts_at.desc(), sessions::id.desc())).limit(limit).load(conn)?;
    rows.into_iter().map(session).collect()
}

/// A stretch of somebody's time that a session holds.
#[derive(Debug, Clone, Copy)]
pub struct Hold {
    /// Who is interviewed.
    pub candidate: AccountId,
    /// Who interviews.
    pub interviewer: AccountId,
    /// From start to end.
    pub span: Span,
}

/// Everything that holds time in a range and was not cancelled: of all people, or of those given.
pub fn holds(conn: &mut Db, range: Span, people: Option<&[AccountId]>) -> Result<Vec<Hold>, StoreError> {
    let mut query = sessions::table
        .filter(sessions::starts_at.lt(range.to.naive()))
        // No session lasts longer than 90 minutes; this bound lets the index on the start serve.
        .filter(sessions::starts_at.gt(range.from.plus_minutes(-90).naive()))
        .filter(sessions::ends_at.gt(range.from.naive()))
        .filter(sessions::state.ne(State::Cancelled.word()))
        .into_boxed();
    if let Some(people) = people {
        let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
        query = query.filter(sessions::candidate_id.eq_any(ids.clone()).or(sessions::interviewer_id.eq_any(ids)));
    }
    // The length and not the end: SQLite keeps a time as text, and reading one is most of a row's cost.
    let rows: Vec<(String, String, NaiveDateTime, i32)> = query
        .select((sessions::candidate_id, sessions::interviewer_id, sessions::starts_at, sessions::duration_minutes))
        .load(conn)?;
    rows.into_iter()
        .map(|(candidate, interviewer, start, minutes)| {
            Ok(Hold {
                candidate: parse(&candidate)?,
                interviewer: parse(&interviewer)?,
                span: Span::of(Instant::from_naive(start), length(minutes)?),
            })
        })
        .collect()
}

/// Calls a session off and raises its SEQUENCE. The caller holds its lock and knows its state.
pub fn set_cancelled(conn: &mut Db, id: SessionId, by: Role, reason: &Prose<1000>) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set((
            sessions::state.eq(State::Cancelled.word()),
            sessions::cancelled_by.eq(by.word()),
            sessions::cancel_reason.eq(reason.to_string()),
            sessions::sequence.eq(sessions::sequence + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Marks one of the two absent.
pub fn set_absent(conn: &mut Db, id: SessionId, absent: Role, now: Instant) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set((
            sessions::state.eq(State::NoShow.word()),
            sessions::absent.eq(absent.word()),
            sessions::marked_absent_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Records what the one marked absent says.
pub fn set_disputed(conn: &mut Db, id: SessionId, reason: &Prose<1000>) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set((sessions::state.eq(State::Disputed.word()), sessions::dispute_reason.eq(reason.to_string())))
        .execute(conn)?;
    Ok(())
}

/// Marks a session held and written up.
pub fn set_completed(conn: &mut Db, id: SessionId) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set(sessions::state.eq(State::Completed.word()))
        .execute(conn)?;
    Ok(())
}

/// Takes a person out of their sessions, when their account goes: what they wanted to practise, and
/// the way into their meeting room.
pub fn erase(conn: &mut Db, person: AccountId) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::candidate_id.eq(person.to_string())))
        .set(sessions::aims.eq(""))
        .execute(conn)?;
    diesel::update(sessions::table.filter(sessions::interviewer_id.eq(person.to_string())))
        .set(sessions::join_url.eq(None::<String>))
        .execute(conn)?;
    Ok(())
}

/// These sessions, by id, in one statement.
pub fn by_ids(conn: &mut Db, ids: &[SessionId]) -> Result<std::collections::HashMap<SessionId, Session>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Joined> = whole!().filter(sessions::id.eq_any(ids)).load(conn)?;
    rows.into_iter().map(|row| session(row).map(|session| (session.id, session))).collect()
}
