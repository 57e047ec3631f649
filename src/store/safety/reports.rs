//! Reports, and the programs whose coordinators see them.

use crate::domain::account::Person;
use crate::domain::program::ProgramRole;
use crate::domain::safety::report::{Report, ReportState as State};
use crate::domain::{AccountId, DisplayName, ProgramId, Prose, ReportId, Timestamp};
use crate::store::connection::each;
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{accounts, program_members, programs, report_programs, reports};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

diesel::alias!(accounts as reporters: Reporters, accounts as subjects: Subjects);

#[derive(Queryable, Selectable)]
#[diesel(table_name = reports)]
struct Row {
    id: String,
    reporter_id: String,
    reported_id: String,
    session_id: Option<String>,
    category: String,
    description: String,
    state: String,
    reply: Option<String>,
    created_at: NaiveDateTime,
    closed_at: Option<NaiveDateTime>,
}

type Joined = (Row, String, String);

fn report((row, reporter, about): Joined) -> Result<Report, StoreError> {
    Ok(Report {
        id: parse(&row.id)?,
        reporter: Person { id: parse(&row.reporter_id)?, name: parse(&reporter)? },
        about: Person { id: parse(&row.reported_id)?, name: parse(&about)? },
        session: parse_opt(row.session_id.as_deref())?,
        what: parse(&row.category)?,
        text: parse(&row.description)?,
        state: parse(&row.state)?,
        word: parse_opt(row.reply.as_deref())?,
        created_at: Timestamp::from_naive(row.created_at),
        closed_at: row.closed_at.map(Timestamp::from_naive),
        programs: Vec::new(),
    })
}

/// The query for a [`Report`] without its programs, including the names, in one statement.
macro_rules! whole {
    () => {
        reports::table
            .inner_join(reporters.on(reporters.field(accounts::id).eq(reports::reporter_id)))
            .inner_join(subjects.on(subjects.field(accounts::id).eq(reports::reported_id)))
            .select((Row::as_select(), reporters.field(accounts::display_name), subjects.field(accounts::display_name)))
    };
}

/// Adds a report with its programs.
pub fn insert(conn: &mut Db, report: &Report) -> Result<(), StoreError> {
    diesel::insert_into(reports::table)
        .values((
            reports::id.eq(report.id.to_string()),
            reports::reporter_id.eq(report.reporter.id.to_string()),
            reports::reported_id.eq(report.about.id.to_string()),
            reports::session_id.eq(report.session.map(|id| id.to_string())),
            reports::category.eq(report.what.as_str()),
            reports::description.eq(report.text.to_string()),
            reports::state.eq(report.state.as_str()),
            reports::created_at.eq(report.created_at.naive()),
        ))
        .execute(conn)?;
    if report.programs.is_empty() {
        return Ok(());
    }
    let row = |program: &ProgramId| {
        (report_programs::report_id.eq(report.id.to_string()), report_programs::program_id.eq(program.to_string()))
    };
    let rows: Vec<_> = report.programs.iter().map(row).collect();
    // The multi-connection has no batch insert.
    each!(conn => diesel::insert_into(report_programs::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Which reports to list.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    /// Those made by this person.
    Reporter(AccountId),
    /// Those visible to this program's coordinators, except those about this coordinator.
    Program(ProgramId, AccountId),
    /// All, except those about this operator.
    All(AccountId),
}

/// Reports, latest first; with their programs, in two statements.
pub fn list(
    conn: &mut Db,
    of: Of,
    state: Option<State>,
    after: Option<ReportId>,
    limit: i64,
) -> Result<Vec<Report>, StoreError> {
    let mut query = whole!().into_boxed();
    query = match of {
        Of::Reporter(me) => query.filter(reports::reporter_id.eq(me.to_string())),
        Of::Program(program, me) => {
            let theirs = report_programs::table.filter(report_programs::program_id.eq(program.to_string()));
            query
                .filter(reports::id.eq_any(theirs.select(report_programs::report_id)))
                .filter(reports::reported_id.ne(me.to_string()))
        }
        Of::All(me) => query.filter(reports::reported_id.ne(me.to_string())),
    };
    if let Some(state) = state {
        query = query.filter(reports::state.eq(state.as_str()));
    }
    if let Some(after) = after {
        // UUIDv7: ids made later sort later.
        query = query.filter(reports::id.lt(after.to_string()));
    }
    let rows: Vec<Joined> = query.order(reports::id.desc()).limit(limit).load(conn)?;
    let found = rows.into_iter().map(report).collect::<Result<Vec<_>, _>>()?;
    with_programs(conn, found)
}

/// The report with this id.
pub fn by_id(conn: &mut Db, id: ReportId) -> Result<Report, StoreError> {
    let found = report(whole!().filter(reports::id.eq(id.to_string())).first(conn)?)?;
    with_programs(conn, vec![found])?.pop().ok_or(StoreError::NotFound)
}

fn with_programs(conn: &mut Db, mut found: Vec<Report>) -> Result<Vec<Report>, StoreError> {
    let ids: Vec<String> = found.iter().map(|report| report.id.to_string()).collect();
    let rows: Vec<(String, String)> = report_programs::table
        .filter(report_programs::report_id.eq_any(ids))
        .order((report_programs::report_id, report_programs::program_id))
        .select((report_programs::report_id, report_programs::program_id))
        .load(conn)?;
    let mut programs: HashMap<ReportId, Vec<ProgramId>> = HashMap::new();
    for (report, program) in rows {
        programs.entry(parse(&report)?).or_default().push(parse(&program)?);
    }
    for report in &mut found {
        report.programs = programs.remove(&report.id).unwrap_or_default();
    }
    Ok(found)
}

/// The coordinators of its programs, with the program's name; never the person it's about.
pub fn readers(conn: &mut Db, report: &Report) -> Result<Vec<(AccountId, DisplayName)>, StoreError> {
    let rows: Vec<(String, String)> = report_programs::table
        .inner_join(programs::table.on(programs::id.eq(report_programs::program_id)))
        .inner_join(program_members::table.on(program_members::program_id.eq(report_programs::program_id)))
        .filter(report_programs::report_id.eq(report.id.to_string()))
        .filter(program_members::role.eq(ProgramRole::Coordinator.as_str()))
        .filter(program_members::account_id.ne(report.about.id.to_string()))
        .order((report_programs::program_id, program_members::account_id))
        .select((program_members::account_id, programs::name))
        .load(conn)?;
    rows.into_iter().map(|(account, program)| Ok((parse(&account)?, parse(&program)?))).collect()
}

/// How many reports of this person are open.
pub fn count_open(conn: &mut Db, reporter: AccountId) -> Result<i64, StoreError> {
    Ok(reports::table
        .filter(reports::reporter_id.eq(reporter.to_string()))
        .filter(reports::state.eq(State::Open.as_str()))
        .count()
        .get_result(conn)?)
}

/// Closes a report with a note to the reporter; `false` if somebody was faster.
pub fn close(
    conn: &mut Db,
    id: ReportId,
    by: AccountId,
    word: &Prose<1000>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let open = reports::table.filter(reports::id.eq(id.to_string())).filter(reports::state.eq(State::Open.as_str()));
    let change = (
        reports::state.eq(State::Closed.as_str()),
        reports::reply.eq(word.to_string()),
        reports::closed_by.eq(by.to_string()),
        reports::closed_at.eq(now.naive()),
    );
    Ok(diesel::update(open).set(change).execute(conn)? == 1)
}

/// A report's reply, for the data export of the person who closed it.
#[derive(Debug, Clone)]
pub struct Closed {
    /// The report.
    pub report: ReportId,
    /// The reply.
    pub word: Prose<1000>,
    /// When it was closed.
    pub closed_at: Timestamp,
}

/// The reports that somebody closed, latest first.
pub fn closed_by(conn: &mut Db, who: AccountId) -> Result<Vec<Closed>, StoreError> {
    let rows: Vec<(String, Option<String>, Option<NaiveDateTime>)> = reports::table
        .filter(reports::closed_by.eq(who.to_string()))
        .order(reports::id.desc())
        .select((reports::id, reports::reply, reports::closed_at))
        .load(conn)?;
    let mut all = Vec::with_capacity(rows.len());
    for (id, word, at) in rows {
        let (Some(word), Some(at)) = (word, at) else { continue };
        all.push(Closed { report: parse(&id)?, word: parse(&word)?, closed_at: Timestamp::from_naive(at) });
    }
    Ok(all)
}

/// Erases the text of somebody's reports, when their account is deleted; the reports stay.
pub fn erase(conn: &mut Db, reporter: AccountId) -> Result<(), StoreError> {
    let mine = reports::table.filter(reports::reporter_id.eq(reporter.to_string()));
    diesel::update(mine).set(reports::description.eq("")).execute(conn)?;
    Ok(())
}
