//! Programs: clubs, classes and bootcamps that run mock interviews together.

use crate::domain::account::profile::NoticeHours;
use crate::domain::program::{Program, RoundsBack, Rules, SessionsPerWeek};
use crate::domain::{AccountId, JoinCode, ProgramId, Timestamp};
use crate::store::rows::{corrupt, from_json, parse, parse_opt, to_json};
use crate::store::schema::{program_members, programs};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = programs, treat_none_as_null = true)]
struct Row {
    id: String,
    name: String,
    about: String,
    time_zone: String,
    starts_on: String,
    ends_on: Option<String>,
    kinds: String,
    levels: String,
    topics: String,
    sessions_per_week: i32,
    min_notice_hours: i32,
    may_meet: String,
    join_code: String,
    joining_open: bool,
    created_at: NaiveDateTime,
    meeting_base: Option<String>,
    avoid_repeats_rounds: i32,
    forbid_repeats_rounds: i32,
}

impl TryFrom<Row> for Program {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column: &str| corrupt(&format!("programs.{column}"), &row.id, "out of range");
        Ok(Self {
            id: parse(&row.id)?,
            name: parse(&row.name)?,
            about: parse(&row.about)?,
            zone: parse(&row.time_zone)?,
            starts_on: parse(&row.starts_on)?,
            ends_on: parse_opt(row.ends_on.as_deref())?,
            kinds: from_json("programs.kinds", &row.id, &row.kinds)?,
            levels: from_json("programs.levels", &row.id, &row.levels)?,
            topics: from_json("programs.topics", &row.id, &row.topics)?,
            rules: Rules {
                sessions_per_week: SessionsPerWeek::new(row.sessions_per_week.into())
                    .ok_or_else(|| corrupt("sessions_per_week"))?,
                min_notice_hours: NoticeHours::new(row.min_notice_hours.into())
                    .ok_or_else(|| corrupt("min_notice_hours"))?,
                may_meet: parse(&row.may_meet)?,
                avoid_repeats_rounds: RoundsBack::new(row.avoid_repeats_rounds.into())
                    .ok_or_else(|| corrupt("avoid_repeats_rounds"))?,
                forbid_repeats_rounds: RoundsBack::new(row.forbid_repeats_rounds.into())
                    .ok_or_else(|| corrupt("forbid_repeats_rounds"))?,
            },
            meeting_base: parse_opt(row.meeting_base.as_deref())?,
            join_code: parse(&row.join_code)?,
            joining_open: row.joining_open,
            created_at: Timestamp::from_naive(row.created_at),
        })
    }
}

fn row(program: &Program) -> Result<Row, StoreError> {
    Ok(Row {
        id: program.id.to_string(),
        name: program.name.to_string(),
        about: program.about.to_string(),
        time_zone: program.zone.to_string(),
        starts_on: program.starts_on.to_string(),
        ends_on: program.ends_on.map(|date| date.to_string()),
        kinds: to_json(&program.kinds)?,
        levels: to_json(&program.levels)?,
        topics: to_json(&program.topics)?,
        sessions_per_week: program.rules.sessions_per_week.get().into(),
        min_notice_hours: program.rules.min_notice_hours.get().into(),
        may_meet: program.rules.may_meet.to_string(),
        join_code: program.join_code.key().to_owned(),
        joining_open: program.joining_open,
        created_at: program.created_at.naive(),
        meeting_base: program.meeting_base.as_ref().map(ToString::to_string),
        avoid_repeats_rounds: program.rules.avoid_repeats_rounds.get().into(),
        forbid_repeats_rounds: program.rules.forbid_repeats_rounds.get().into(),
    })
}

/// Adds a program; `Conflict` if its code is already used.
pub fn insert(conn: &mut Db, program: &Program, now: Timestamp) -> Result<(), StoreError> {
    let row = (row(program)?, programs::updated_at.eq(now.naive()));
    diesel::insert_into(programs::table).values(row).execute(conn)?;
    Ok(())
}

/// Updates a program. The caller holds the program's lock.
pub fn update(conn: &mut Db, program: &Program, now: Timestamp) -> Result<(), StoreError> {
    let change = (row(program)?, programs::updated_at.eq(now.naive()));
    diesel::update(programs::table.filter(programs::id.eq(program.id.to_string()))).set(change).execute(conn)?;
    Ok(())
}

/// The program with this id.
pub fn by_id(conn: &mut Db, id: ProgramId) -> Result<Program, StoreError> {
    programs::table.filter(programs::id.eq(id.to_string())).select(Row::as_select()).first(conn)?.try_into()
}

/// Locks a program's row until the transaction ends, and returns it. Anything that changes its members must do this,
/// after locking people's rows.
pub fn lock(conn: &mut Db, id: ProgramId) -> Result<Program, StoreError> {
    match conn {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            let row = programs::table.filter(programs::id.eq(id.to_string())).select(programs::id);
            row.for_no_key_update().first::<String>(conn)?;
        }
    }
    by_id(conn, id)
}

/// The program with this join code, if there's one.
pub fn by_code(conn: &mut Db, code: &JoinCode) -> Result<Option<ProgramId>, StoreError> {
    let found: Option<String> =
        programs::table.filter(programs::join_code.eq(code.key())).select(programs::id).first(conn).optional()?;
    parse_opt(found.as_deref())
}

/// The programs of a person, latest created first.
pub fn of_member(
    conn: &mut Db,
    account: AccountId,
    after: Option<ProgramId>,
    limit: i64,
) -> Result<Vec<Program>, StoreError> {
    let mut query = programs::table
        .inner_join(program_members::table)
        .filter(program_members::account_id.eq(account.to_string()))
        .into_boxed();
    if let Some(after) = after {
        // UUIDv7: ids made later sort later.
        query = query.filter(programs::id.lt(after.to_string()));
    }
    let rows: Vec<Row> = query.order(programs::id.desc()).limit(limit).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Program::try_from).collect()
}
