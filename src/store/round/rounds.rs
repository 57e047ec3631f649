//! Rounds: settings, plans, and decisions about pairs.

use crate::domain::round::{Decision, PairDecision, Round, RoundSettings, RoundState};
use crate::domain::{AccountId, ProgramId, RoundId, Timestamp};
use crate::store::rows::{from_json_opt, length, parse, parse_opt, to_json};
use crate::store::schema::{round_entries, round_pairs, rounds};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = rounds, treat_none_as_null = true)]
struct Row {
    id: String,
    program_id: String,
    name: String,
    starts_on: String,
    ends_on: String,
    duration_minutes: i32,
    kind: Option<String>,
    members: Option<String>,
    state: String,
    revision: i32,
    plan: Option<String>,
    created_at: NaiveDateTime,
    published_at: Option<NaiveDateTime>,
    answer_by: Option<NaiveDateTime>,
}

impl TryFrom<Row> for Round {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            program: parse(&row.program_id)?,
            plans: RoundSettings {
                name: parse(&row.name)?,
                starts_on: parse(&row.starts_on)?,
                ends_on: parse(&row.ends_on)?,
                length: length("rounds.duration_minutes", &row.id, row.duration_minutes)?,
                kind: parse_opt(row.kind.as_deref())?,
                members: from_json_opt("rounds.members", &row.id, row.members.as_deref())?,
                answer_by: row.answer_by.map(Timestamp::from_naive),
            },
            state: parse(&row.state)?,
            revision: row.revision,
            plan: from_json_opt("rounds.plan", &row.id, row.plan.as_deref())?,
            created_at: Timestamp::from_naive(row.created_at),
            published_at: row.published_at.map(Timestamp::from_naive),
        })
    }
}

fn row(round: &Round) -> Result<Row, StoreError> {
    let plans = &round.plans;
    Ok(Row {
        id: round.id.to_string(),
        program_id: round.program.to_string(),
        name: plans.name.to_string(),
        starts_on: plans.starts_on.to_string(),
        ends_on: plans.ends_on.to_string(),
        duration_minutes: i32::try_from(plans.length.minutes()).map_err(|e| StoreError::Other(e.to_string()))?,
        kind: plans.kind.map(|kind| kind.to_string()),
        members: plans.members.as_ref().map(to_json).transpose()?,
        state: round.state.to_string(),
        revision: round.revision,
        plan: round.plan.as_ref().map(to_json).transpose()?,
        created_at: round.created_at.naive(),
        published_at: round.published_at.map(Timestamp::naive),
        answer_by: plans.answer_by.map(Timestamp::naive),
    })
}

/// Adds a round.
pub fn insert(conn: &mut Db, round: &Round, now: Timestamp) -> Result<(), StoreError> {
    diesel::insert_into(rounds::table).values((row(round)?, rounds::updated_at.eq(now.naive()))).execute(conn)?;
    Ok(())
}

/// The round with this id.
pub fn by_id(conn: &mut Db, id: RoundId) -> Result<Round, StoreError> {
    rounds::table.filter(rounds::id.eq(id.to_string())).select(Row::as_select()).first(conn)?.try_into()
}

/// The programs of these rounds, in one statement.
pub fn programs_of(conn: &mut Db, ids: &[RoundId]) -> Result<Vec<(RoundId, ProgramId)>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows = rounds::table.filter(rounds::id.eq_any(ids)).order(rounds::id).select((rounds::id, rounds::program_id));
    let rows: Vec<(String, String)> = rows.load(conn)?;
    rows.iter().map(|(round, program)| Ok((parse(round)?, parse(program)?))).collect()
}

/// Locks a round's row until the transaction ends, and returns it; people's rows are locked first.
pub fn lock(conn: &mut Db, id: RoundId) -> Result<Round, StoreError> {
    match conn {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            let row = rounds::table.filter(rounds::id.eq(id.to_string())).select(rounds::id);
            row.for_no_key_update().first::<String>(conn)?;
        }
    }
    by_id(conn, id)
}

/// The rounds of a program, latest first.
pub fn list(conn: &mut Db, program: ProgramId, after: Option<RoundId>, limit: i64) -> Result<Vec<Round>, StoreError> {
    let mut query = rounds::table.filter(rounds::program_id.eq(program.to_string())).into_boxed();
    if let Some(after) = after {
        // UUIDv7: ids made later sort later.
        query = query.filter(rounds::id.lt(after.to_string()));
    }
    let rows: Vec<Row> = query.order(rounds::id.desc()).limit(limit).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Round::try_from).collect()
}

/// The settings of a program's open rounds, without their plans.
pub fn open_plans(conn: &mut Db, program: ProgramId) -> Result<Vec<RoundSettings>, StoreError> {
    type Plans = (String, String, String, String, i32, Option<String>);
    let rows: Vec<Plans> = rounds::table
        .filter(rounds::program_id.eq(program.to_string()))
        .filter(rounds::state.eq(RoundState::Open.as_str()))
        .order(rounds::id)
        .select((rounds::id, rounds::name, rounds::starts_on, rounds::ends_on, rounds::duration_minutes, rounds::kind))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, name, starts_on, ends_on, minutes, kind)| {
            Ok(RoundSettings {
                name: parse(&name)?,
                starts_on: parse(&starts_on)?,
                ends_on: parse(&ends_on)?,
                length: length("rounds.duration_minutes", &id, minutes)?,
                kind: parse_opt(kind.as_deref())?,
                members: None,
                answer_by: None,
            })
        })
        .collect()
}

/// Updates an open round if it's still at this revision; `false` if somebody was faster.
pub fn update(conn: &mut Db, round: &Round, over: i32, now: Timestamp) -> Result<bool, StoreError> {
    let open = rounds::table
        .filter(rounds::id.eq(round.id.to_string()))
        .filter(rounds::state.eq(RoundState::Open.as_str()))
        .filter(rounds::revision.eq(over));
    Ok(diesel::update(open).set((row(round)?, rounds::updated_at.eq(now.naive()))).execute(conn)? == 1)
}

/// Marks the plan of an open round as out of date; `false` if it has been published.
pub fn outdate(conn: &mut Db, id: RoundId, now: Timestamp) -> Result<bool, StoreError> {
    let open = rounds::table.filter(rounds::id.eq(id.to_string())).filter(rounds::state.eq(RoundState::Open.as_str()));
    let change = (
        rounds::revision.eq(rounds::revision + 1),
        rounds::plan.eq(None::<String>),
        rounds::updated_at.eq(now.naive()),
    );
    Ok(diesel::update(open).set(change).execute(conn)? == 1)
}

/// Deletes an open round with its entries; the caller holds its lock.
pub fn delete(conn: &mut Db, id: RoundId) -> Result<(), StoreError> {
    diesel::delete(round_pairs::table.filter(round_pairs::round_id.eq(id.to_string()))).execute(conn)?;
    diesel::delete(round_entries::table.filter(round_entries::round_id.eq(id.to_string()))).execute(conn)?;
    diesel::delete(rounds::table.filter(rounds::id.eq(id.to_string()))).execute(conn)?;
    Ok(())
}

/// The decisions about pairs.
pub fn decided(conn: &mut Db, id: RoundId) -> Result<Vec<PairDecision>, StoreError> {
    let rows: Vec<(String, String, String, Option<NaiveDateTime>)> = round_pairs::table
        .filter(round_pairs::round_id.eq(id.to_string()))
        .order((round_pairs::candidate_id, round_pairs::interviewer_id))
        .select((round_pairs::candidate_id, round_pairs::interviewer_id, round_pairs::decision, round_pairs::starts_at))
        .load(conn)?;
    rows.into_iter()
        .map(|(candidate, interviewer, decision, starts_at)| {
            Ok(PairDecision {
                candidate: parse(&candidate)?,
                interviewer: parse(&interviewer)?,
                decision: parse(&decision)?,
                starts_at: starts_at.map(Timestamp::from_naive),
            })
        })
        .collect()
}

/// Saves a decision about a pair, replacing an earlier one; the caller holds the round's lock.
pub fn decide(conn: &mut Db, id: RoundId, decided: &PairDecision) -> Result<(), StoreError> {
    delete_pair_decision(conn, id, decided.candidate, decided.interviewer)?;
    if decided.decision == Decision::Pinned {
        // A candidate can have only one pinned interviewer per round.
        let other = round_pairs::table
            .filter(round_pairs::round_id.eq(id.to_string()))
            .filter(round_pairs::candidate_id.eq(decided.candidate.to_string()))
            .filter(round_pairs::decision.eq(Decision::Pinned.as_str()));
        diesel::delete(other).execute(conn)?;
    }
    diesel::insert_into(round_pairs::table)
        .values((
            round_pairs::round_id.eq(id.to_string()),
            round_pairs::candidate_id.eq(decided.candidate.to_string()),
            round_pairs::interviewer_id.eq(decided.interviewer.to_string()),
            round_pairs::decision.eq(decided.decision.as_str()),
            round_pairs::starts_at.eq(decided.starts_at.map(Timestamp::naive)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Removes a decision about a pair.
pub fn delete_pair_decision(
    conn: &mut Db,
    id: RoundId,
    candidate: AccountId,
    interviewer: AccountId,
) -> Result<bool, StoreError> {
    let pair = round_pairs::table
        .filter(round_pairs::round_id.eq(id.to_string()))
        .filter(round_pairs::candidate_id.eq(candidate.to_string()))
        .filter(round_pairs::interviewer_id.eq(interviewer.to_string()));
    Ok(diesel::delete(pair).execute(conn)? == 1)
}

/// Deletes the entries of, and decisions about, somebody whose account is deleted. Plans contain only ids.
pub fn forget(conn: &mut Db, person: AccountId) -> Result<(), StoreError> {
    let me = person.to_string();
    let about = round_pairs::candidate_id.eq(me.clone()).or(round_pairs::interviewer_id.eq(me.clone()));
    diesel::delete(round_pairs::table.filter(about)).execute(conn)?;
    diesel::delete(round_entries::table.filter(round_entries::account_id.eq(me))).execute(conn)?;
    Ok(())
}

/// Counts the open rounds of a program.
pub fn count_open(conn: &mut Db, program: ProgramId) -> Result<i64, StoreError> {
    Ok(rounds::table
        .filter(rounds::program_id.eq(program.to_string()))
        .filter(rounds::state.eq(RoundState::Open.as_str()))
        .count()
        .get_result(conn)?)
}
