//! Candidates' requests.

mod row;

use crate::domain::matching::request::{Ask, Request, RequestState as State};
use crate::domain::{AccountId, ProgramId, RequestId, RoundId, SessionId, Timestamp};
use crate::store::program::program_sessions;
use crate::store::rows::{parse, to_json};
use crate::store::schema::{accounts, requests, rounds};
use crate::store::{Db, StoreError};
use diesel::prelude::*;
use row::{Row, row};

/// Adds a request that somebody makes now, and records in which program they ask. Its age may count from an earlier time.
pub fn insert(conn: &mut Db, request: &Request, now: Timestamp) -> Result<(), StoreError> {
    let program = program_sessions::asked_in(conn, request.candidate, now)?;
    let asked = (requests::asked_at.eq(now.naive()), requests::program_id.eq(program.map(|id| id.to_string())));
    diesel::insert_into(requests::table).values((row(request, now)?, asked)).execute(conn)?;
    Ok(())
}

/// Adds a request that nobody made: it takes the place of a round's session.
pub fn insert_for_round(conn: &mut Db, request: &Request, round: RoundId, now: Timestamp) -> Result<(), StoreError> {
    let of = requests::round_id.eq(round.to_string());
    diesel::insert_into(requests::table).values((row(request, now)?, of)).execute(conn)?;
    Ok(())
}

/// Changes what's asked for; `false` if it's no longer waiting.
pub fn set_ask(conn: &mut Db, id: RequestId, ask: &Ask, now: Timestamp) -> Result<bool, StoreError> {
    let waiting =
        requests::table.filter(requests::id.eq(id.to_string())).filter(requests::state.eq(State::Waiting.as_str()));
    let change = (
        requests::kind.eq(ask.kind.as_str()),
        requests::level.eq(ask.level.as_str()),
        requests::topics.eq(to_json(&ask.topics)?),
        requests::language.eq(ask.language.as_str()),
        requests::duration_minutes
            .eq(i32::try_from(ask.length.minutes()).map_err(|e| StoreError::Other(e.to_string()))?),
        requests::windows.eq(to_json(&ask.windows)?),
        requests::aims.eq(ask.aims.to_string()),
        requests::not_before.eq(ask.not_before.map(Timestamp::naive)),
        requests::expires_at.eq(ask.expires_at.map(Timestamp::naive)),
        requests::lapses_at.eq(ask.lapses_at().unwrap_or(now).naive()),
        requests::auto_accept.eq(ask.auto_accept),
        requests::other_kinds.eq(to_json(&ask.other_kinds)?),
        requests::other_languages.eq(to_json(&ask.other_languages)?),
        requests::updated_at.eq(now.naive()),
    );
    Ok(diesel::update(waiting).set(change).execute(conn)? == 1)
}

/// The request with this id.
pub fn by_id(conn: &mut Db, id: RequestId) -> Result<Request, StoreError> {
    requests::table.filter(requests::id.eq(id.to_string())).select(Row::as_select()).first(conn)?.try_into()
}

/// Locks a request's row until the transaction ends, and returns it.
pub fn lock(conn: &mut Db, id: RequestId) -> Result<Request, StoreError> {
    match conn {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            let row = requests::table.filter(requests::id.eq(id.to_string())).select(requests::id);
            row.for_no_key_update().first::<String>(conn)?;
        }
    }
    by_id(conn, id)
}

/// A person's requests, latest first.
pub fn list(
    conn: &mut Db,
    candidate: AccountId,
    state: Option<State>,
    after: Option<RequestId>,
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    let mut query = requests::table.filter(requests::candidate_id.eq(candidate.to_string())).into_boxed();
    if let Some(state) = state {
        query = query.filter(requests::state.eq(state.as_str()));
    }
    if let Some(after) = after {
        // UUIDv7: ids made later sort later.
        query = query.filter(requests::id.lt(after.to_string()));
    }
    let rows: Vec<Row> = query.order(requests::id.desc()).limit(limit).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Request::try_from).collect()
}

/// How many requests of this person are open.
pub fn count_open(conn: &mut Db, candidate: AccountId) -> Result<i64, StoreError> {
    let open = [State::Waiting.as_str(), State::Offered.as_str()];
    Ok(requests::table
        .filter(requests::candidate_id.eq(candidate.to_string()))
        .filter(requests::state.eq_any(open))
        .count()
        .get_result(conn)?)
}

/// This person's open requests.
pub fn open(conn: &mut Db, candidate: AccountId) -> Result<Vec<Request>, StoreError> {
    let open = [State::Waiting.as_str(), State::Offered.as_str()];
    let rows: Vec<Row> = requests::table
        .filter(requests::candidate_id.eq(candidate.to_string()))
        .filter(requests::state.eq_any(open))
        .order(requests::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Request::try_from).collect()
}

/// This person's open requests that took the place of a session of one of the program's rounds.
pub fn open_of_rounds(conn: &mut Db, candidate: AccountId, program: ProgramId) -> Result<Vec<RequestId>, StoreError> {
    let of_program = rounds::table.filter(rounds::program_id.eq(program.to_string())).select(rounds::id);
    let rows: Vec<String> = requests::table
        .filter(requests::candidate_id.eq(candidate.to_string()))
        .filter(requests::state.eq_any([State::Waiting.as_str(), State::Offered.as_str()]))
        .filter(requests::round_id.eq_any(of_program.nullable()).assume_not_null())
        .order(requests::id)
        .select(requests::id)
        .load(conn)?;
    rows.iter().map(|id| parse(id)).collect()
}

/// The program of the round that this request took the place of a session of, if it did.
pub fn program_of_round(conn: &mut Db, id: RequestId) -> Result<Option<ProgramId>, StoreError> {
    let found: Option<String> = requests::table
        .inner_join(rounds::table.on(requests::round_id.eq(rounds::id.nullable())))
        .filter(requests::id.eq(id.to_string()))
        .select(rounds::program_id)
        .first(conn)
        .optional()?;
    found.as_deref().map(parse).transpose()
}

/// All requests waiting for an interviewer, or for a swap; oldest first. Without those of people whose bookings are
/// paused.
pub fn waiting(conn: &mut Db, swap: bool, now: Timestamp) -> Result<Vec<Request>, StoreError> {
    let rows: Vec<Row> = requests::table
        .inner_join(accounts::table.on(accounts::id.eq(requests::candidate_id)))
        .filter(requests::state.eq(State::Waiting.as_str()))
        .filter(requests::swap.eq(swap))
        .filter(accounts::paused_until.is_null().or(accounts::paused_until.le(now.naive()).assume_not_null()))
        .order((requests::created_at, requests::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Request::try_from).collect()
}

/// The request that led to this session, if one did.
pub fn of_session(conn: &mut Db, session: SessionId) -> Result<Option<Request>, StoreError> {
    let found: Option<Row> = requests::table
        .filter(requests::session_id.eq(session.to_string()))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    found.map(Request::try_from).transpose()
}

/// Changes a request's state; `false` if it's no longer in the state `from`, because somebody was faster.
pub fn step(
    conn: &mut Db,
    id: RequestId,
    from: State,
    to: State,
    session: Option<(SessionId, Option<Timestamp>)>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = requests::table.filter(requests::id.eq(id.to_string())).filter(requests::state.eq(from.as_str()));
    let change = (
        requests::state.eq(to.as_str()),
        requests::session_id.eq(session.map(|(id, _)| id.to_string())),
        requests::answer_by.eq(session.and_then(|(_, until)| until).map(Timestamp::naive)),
        requests::accepted.eq(false),
        requests::updated_at.eq(now.naive()),
    );
    if diesel::update(row).set(change).execute(conn)? != 1 {
        return Ok(false);
    }
    if let Some((session, _)) = session {
        program_sessions::follow_request(conn, id, session)?;
    }
    if to == State::Matched {
        let first = requests::table.filter(requests::id.eq(id.to_string())).filter(requests::matched_at.is_null());
        diesel::update(first).set(requests::matched_at.eq(now.naive())).execute(conn)?;
    }
    Ok(true)
}

/// Records the cancelled session in whose place a request waits from now on. The caller holds its lock.
pub fn set_replaces(conn: &mut Db, id: RequestId, session: SessionId) -> Result<(), StoreError> {
    diesel::update(requests::table.filter(requests::id.eq(id.to_string())))
        .set(requests::replaces_session_id.eq(session.to_string()))
        .execute(conn)?;
    Ok(())
}

/// Backdates a request to this time if it's newer, so that it comes before requests made after that.
pub fn set_age(conn: &mut Db, id: RequestId, since: Timestamp) -> Result<(), StoreError> {
    let younger =
        requests::table.filter(requests::id.eq(id.to_string())).filter(requests::created_at.gt(since.naive()));
    diesel::update(younger).set(requests::created_at.eq(since.naive())).execute(conn)?;
    Ok(())
}

/// Records that the request's owner accepted an offered swap. The caller holds its lock.
pub fn set_accepted(conn: &mut Db, id: RequestId) -> Result<(), StoreError> {
    diesel::update(requests::table.filter(requests::id.eq(id.to_string())))
        .set(requests::accepted.eq(true))
        .execute(conn)?;
    Ok(())
}

/// Waiting requests whose time has passed, oldest first.
pub fn lapsing(conn: &mut Db, now: Timestamp, limit: i64) -> Result<Vec<Request>, StoreError> {
    let rows: Vec<Row> = requests::table
        .filter(requests::state.eq(State::Waiting.as_str()))
        .filter(requests::lapses_at.lt(now.naive()))
        .order((requests::lapses_at, requests::id))
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Request::try_from).collect()
}

/// Ends a waiting request whose time has passed; `false` if that's no longer so.
pub fn expire(conn: &mut Db, id: RequestId, now: Timestamp) -> Result<bool, StoreError> {
    let over = requests::table
        .filter(requests::id.eq(id.to_string()))
        .filter(requests::state.eq(State::Waiting.as_str()))
        .filter(requests::lapses_at.lt(now.naive()));
    let change = (requests::state.eq(State::Expired.as_str()), requests::updated_at.eq(now.naive()));
    Ok(diesel::update(over).set(change).execute(conn)? == 1)
}

/// Offers whose time to answer is over.
pub fn unanswered(conn: &mut Db, now: Timestamp) -> Result<Vec<Request>, StoreError> {
    let rows: Vec<Row> = requests::table
        .filter(requests::state.eq(State::Offered.as_str()))
        .filter(requests::answer_by.le(now.naive()))
        .order(requests::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Request::try_from).collect()
}

/// Offers that can still be answered.
pub fn offered(conn: &mut Db, now: Timestamp) -> Result<Vec<Request>, StoreError> {
    let rows: Vec<Row> = requests::table
        .filter(requests::state.eq(State::Offered.as_str()))
        .filter(requests::answer_by.gt(now.naive()))
        .order(requests::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Request::try_from).collect()
}

/// Deletes a person's requests, when their account is deleted.
pub fn delete_all(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    let mine = requests::table.filter(requests::candidate_id.eq(candidate.to_string()));
    diesel::delete(mine).execute(conn)?;
    Ok(())
}
