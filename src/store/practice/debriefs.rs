//! Debriefs.

use crate::domain::practice::debrief::{About, Debrief};
use crate::domain::{AccountId, DebriefId, SessionId, Timestamp};
use crate::store::rows::{from_json, parse, parse_opt, to_json};
use crate::store::schema::debriefs;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = debriefs)]
struct Row {
    id: String,
    account_id: String,
    about: String,
    session_id: Option<String>,
    cycle_id: Option<String>,
    document: String,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
}

impl TryFrom<Row> for Debrief {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            about: parse(&row.about)?,
            session: parse_opt(row.session_id.as_deref())?,
            cycle: parse_opt(row.cycle_id.as_deref())?,
            text: from_json("debriefs.document", &row.id, &row.document)?,
            created_at: Timestamp::from_naive(row.created_at),
            updated_at: Timestamp::from_naive(row.updated_at),
        })
    }
}

fn read(rows: Vec<Row>) -> Result<Vec<Debrief>, StoreError> {
    rows.into_iter().map(Debrief::try_from).collect()
}

/// Adds a debrief; `Conflict` if its owner already has one about the same session. The caller holds the owner's lock.
pub fn insert(conn: &mut Db, owner: AccountId, debrief: &Debrief) -> Result<(), StoreError> {
    let row = Row {
        id: debrief.id.to_string(),
        account_id: owner.to_string(),
        about: debrief.about.to_string(),
        session_id: debrief.session.map(|id| id.to_string()),
        cycle_id: debrief.cycle.map(|id| id.to_string()),
        document: to_json(&debrief.text)?,
        created_at: debrief.created_at.naive(),
        updated_at: debrief.updated_at.naive(),
    };
    diesel::insert_into(debriefs::table).values(row).execute(conn)?;
    Ok(())
}

/// Updates a debrief. The caller holds the owner's lock.
pub fn change(conn: &mut Db, debrief: &Debrief) -> Result<(), StoreError> {
    let change = (
        debriefs::cycle_id.eq(debrief.cycle.map(|id| id.to_string())),
        debriefs::document.eq(to_json(&debrief.text)?),
        debriefs::updated_at.eq(debrief.updated_at.naive()),
    );
    diesel::update(debriefs::table.find(debrief.id.to_string())).set(change).execute(conn)?;
    Ok(())
}

/// One of a person's debriefs.
pub fn one(conn: &mut Db, owner: AccountId, id: DebriefId) -> Result<Option<Debrief>, StoreError> {
    let mine =
        debriefs::table.filter(debriefs::account_id.eq(owner.to_string())).filter(debriefs::id.eq(id.to_string()));
    mine.select(Row::as_select()).first(conn).optional()?.map(Debrief::try_from).transpose()
}

/// Whether a person has a debrief of this session.
pub fn has(conn: &mut Db, owner: AccountId, session: SessionId) -> Result<bool, StoreError> {
    let of = debriefs::table
        .filter(debriefs::account_id.eq(owner.to_string()))
        .filter(debriefs::session_id.eq(session.to_string()));
    Ok(of.select(debriefs::id).first::<String>(conn).optional()?.is_some())
}

/// How many debriefs a person has.
pub fn count(conn: &mut Db, owner: AccountId) -> Result<i64, StoreError> {
    Ok(debriefs::table.filter(debriefs::account_id.eq(owner.to_string())).count().get_result(conn)?)
}

/// A person's debriefs, latest first, after a position in that order.
pub fn list(
    conn: &mut Db,
    owner: AccountId,
    about: Option<About>,
    after: Option<DebriefId>,
    limit: i64,
) -> Result<Vec<Debrief>, StoreError> {
    let mut mine = debriefs::table.filter(debriefs::account_id.eq(owner.to_string())).into_boxed();
    if let Some(about) = about {
        mine = mine.filter(debriefs::about.eq(about.as_str()));
    }
    if let Some(after) = after {
        mine = mine.filter(debriefs::id.lt(after.to_string()));
    }
    read(mine.order(debriefs::id.desc()).limit(limit).select(Row::as_select()).load(conn)?)
}

/// The interviews of a person's cycle.
pub fn of_cycle(conn: &mut Db, owner: AccountId, cycle: DebriefId) -> Result<Vec<Debrief>, StoreError> {
    let theirs = debriefs::table
        .filter(debriefs::account_id.eq(owner.to_string()))
        .filter(debriefs::cycle_id.eq(cycle.to_string()));
    read(theirs.order(debriefs::id).select(Row::as_select()).load(conn)?)
}

/// Deletes a debrief; the interviews of a cycle stay, without the cycle. The caller holds the owner's lock.
pub fn delete(conn: &mut Db, id: DebriefId) -> Result<(), StoreError> {
    let of_it = debriefs::table.filter(debriefs::cycle_id.eq(id.to_string()));
    diesel::update(of_it).set(debriefs::cycle_id.eq(None::<String>)).execute(conn)?;
    diesel::delete(debriefs::table.find(id.to_string())).execute(conn)?;
    Ok(())
}

/// Deletes all of a person's debriefs, when their account is deleted.
pub fn delete_all(conn: &mut Db, owner: AccountId) -> Result<(), StoreError> {
    diesel::delete(debriefs::table.filter(debriefs::account_id.eq(owner.to_string()))).execute(conn)?;
    Ok(())
}
