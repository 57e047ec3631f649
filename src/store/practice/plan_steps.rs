//! The steps of people's weekly plans.

use crate::domain::practice::plan::{Step, StepSource, StepState, Week};
use crate::domain::{AccountId, StepId, Timestamp};
use crate::store::connection::each;
use crate::store::rows::{corrupt, from_json, parse, parse_opt, to_json};
use crate::store::schema::{plan_settings, plan_steps};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use uuid::Uuid;

// Nulls are written explicitly: otherwise diesel can't insert many rows in one statement on SQLite.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_steps, treat_none_as_default_value = false)]
struct Row {
    id: String,
    account_id: String,
    source: String,
    source_id: Option<String>,
    position: Option<i32>,
    document: String,
    week: i32,
    state: String,
    reason: String,
    settled_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
}

impl TryFrom<Row> for Step {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            text: from_json("plan_steps.document", &row.id, &row.document)?,
            source: parse(&row.source)?,
            source_id: parse_opt(row.source_id.as_deref())?,
            position: row.position,
            week: Week::from_day(row.week).ok_or_else(|| corrupt("plan_steps.week", &row.id, "not a Monday"))?,
            state: parse(&row.state)?,
            why: parse(&row.reason)?,
            settled_at: row.settled_at.map(Timestamp::from_naive),
            created_at: Timestamp::from_naive(row.created_at),
        })
    }
}

fn steps(rows: Vec<Row>) -> Result<Vec<Step>, StoreError> {
    rows.into_iter().map(Step::try_from).collect()
}

/// Adds steps to a plan, in one statement; `Conflict` if one has the same source and position as another.
pub fn insert(conn: &mut Db, owner: AccountId, steps: &[Step]) -> Result<(), StoreError> {
    if steps.is_empty() {
        return Ok(());
    }
    let row = |step: &Step| {
        Ok(Row {
            id: step.id.to_string(),
            account_id: owner.to_string(),
            source: step.source.to_string(),
            source_id: step.source_id.map(|id| id.to_string()),
            position: step.position,
            document: to_json(&step.text)?,
            week: step.week.day(),
            state: step.state.to_string(),
            reason: step.why.to_string(),
            settled_at: step.settled_at.map(Timestamp::naive),
            created_at: step.created_at.naive(),
        })
    };
    let rows: Vec<Row> = steps.iter().map(row).collect::<Result<_, StoreError>>()?;
    // The multi-connection has no batch insert.
    each!(conn => diesel::insert_into(plan_steps::table).values(&rows).execute(conn))?;
    Ok(())
}

/// The steps that came from a session's feedback or a debrief, in their order there.
pub fn of_source(conn: &mut Db, source: Uuid) -> Result<Vec<Step>, StoreError> {
    let theirs = plan_steps::table.filter(plan_steps::source_id.eq(source.to_string()));
    steps(theirs.order(plan_steps::position).select(Row::as_select()).load(conn)?)
}

/// The steps planned for a week, and those still open from before `open_before`, latest week first.
pub fn of_week(
    conn: &mut Db,
    owner: AccountId,
    week: Week,
    open_before: Option<Week>,
    limit: i64,
) -> Result<Vec<Step>, StoreError> {
    // Before the first day there's nothing.
    let before = open_before.map_or(i32::MIN, Week::day);
    let open = plan_steps::state.eq(StepState::Open.as_str()).and(plan_steps::week.lt(before));
    let shown = plan_steps::table
        .filter(plan_steps::account_id.eq(owner.to_string()))
        .filter(plan_steps::week.eq(week.day()).or(open));
    steps(shown.order((plan_steps::week.desc(), plan_steps::id)).limit(limit).select(Row::as_select()).load(conn)?)
}

/// The steps for a week's mail: those planned for it or the next, those still open from before, and those done since a moment.
pub fn around(
    conn: &mut Db,
    owner: AccountId,
    week: Week,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<Step>, StoreError> {
    let open = plan_steps::state.eq(StepState::Open.as_str()).and(plan_steps::week.le(week.plus(1).day()));
    let done = plan_steps::state.eq(StepState::Done.as_str()).and(plan_steps::settled_at.ge(since.naive()));
    let theirs = plan_steps::table.filter(plan_steps::account_id.eq(owner.to_string())).filter(done.or(open));
    steps(theirs.order((plan_steps::week.desc(), plan_steps::id)).limit(limit).select(Row::as_select()).load(conn)?)
}

/// The open steps, earliest week first.
pub fn open(conn: &mut Db, owner: AccountId, limit: i64) -> Result<Vec<Step>, StoreError> {
    let open = plan_steps::table
        .filter(plan_steps::account_id.eq(owner.to_string()))
        .filter(plan_steps::state.eq(StepState::Open.as_str()));
    steps(open.order((plan_steps::week, plan_steps::id)).limit(limit).select(Row::as_select()).load(conn)?)
}

/// The latest action steps of somebody's feedback that are open or done, if they share them in briefs; otherwise none.
pub fn shared(conn: &mut Db, owner: AccountId, limit: i64) -> Result<Vec<Step>, StoreError> {
    let consents = plan_settings::table
        .filter(plan_settings::account_id.eq(owner.to_string()))
        .filter(plan_settings::in_briefs.eq(true))
        .select(plan_settings::account_id);
    let told = plan_steps::table
        .filter(plan_steps::account_id.eq_any(consents))
        .filter(plan_steps::source.eq(StepSource::Feedback.as_str()))
        .filter(plan_steps::state.ne(StepState::Dropped.as_str()));
    let latest = told.order((plan_steps::created_at.desc(), plan_steps::id.desc()));
    steps(latest.limit(limit).select(Row::as_select()).load(conn)?)
}

/// One of a person's steps.
pub fn one(conn: &mut Db, owner: AccountId, id: StepId) -> Result<Option<Step>, StoreError> {
    let mine = plan_steps::table
        .filter(plan_steps::account_id.eq(owner.to_string()))
        .filter(plan_steps::id.eq(id.to_string()));
    mine.select(Row::as_select()).first(conn).optional()?.map(Step::try_from).transpose()
}

/// Saves a step's state and week; `false` if it's gone. The caller holds its owner's lock.
pub fn change(conn: &mut Db, owner: AccountId, step: &Step) -> Result<bool, StoreError> {
    let mine = plan_steps::table
        .filter(plan_steps::account_id.eq(owner.to_string()))
        .filter(plan_steps::id.eq(step.id.to_string()));
    let change = (
        plan_steps::week.eq(step.week.day()),
        plan_steps::state.eq(step.state.as_str()),
        plan_steps::reason.eq(step.why.to_string()),
        plan_steps::settled_at.eq(step.settled_at.map(Timestamp::naive)),
    );
    Ok(diesel::update(mine).set(change).execute(conn)? == 1)
}

/// Deletes those of these steps that are open; one that was just done stays.
pub fn remove_open(conn: &mut Db, steps: &[StepId]) -> Result<(), StoreError> {
    let ids: Vec<String> = steps.iter().map(ToString::to_string).collect();
    let open =
        plan_steps::table.filter(plan_steps::id.eq_any(ids)).filter(plan_steps::state.eq(StepState::Open.as_str()));
    diesel::delete(open).execute(conn)?;
    Ok(())
}

/// How many steps of their own somebody has open or added since this moment.
pub fn own(conn: &mut Db, owner: AccountId, since: Timestamp) -> Result<i64, StoreError> {
    let open = plan_steps::state.eq(StepState::Open.as_str());
    Ok(plan_steps::table
        .filter(plan_steps::account_id.eq(owner.to_string()))
        .filter(plan_steps::source.eq(StepSource::Own.as_str()))
        .filter(open.or(plan_steps::created_at.gt(since.naive())))
        .count()
        .get_result(conn)?)
}

/// A person's whole plan, for the export of their data.
pub fn all(conn: &mut Db, owner: AccountId) -> Result<Vec<Step>, StoreError> {
    let mine = plan_steps::table.filter(plan_steps::account_id.eq(owner.to_string()));
    steps(mine.order((plan_steps::week, plan_steps::id)).select(Row::as_select()).load(conn)?)
}

/// Deletes a person's plan, when their account is deleted.
pub fn delete_all(conn: &mut Db, owner: AccountId) -> Result<(), StoreError> {
    diesel::delete(plan_steps::table.filter(plan_steps::account_id.eq(owner.to_string()))).execute(conn)?;
    Ok(())
}
