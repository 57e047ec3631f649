//! Who belongs to a program.

use super::rows::{parse, parse_opt};
use super::schema::{accounts, program_members};
use super::{Db, StoreError};
use crate::types::program::{Member, Place, ProgramRole, Seats};
use crate::types::{AccountId, Instant, ProgramId};
use chrono::NaiveDateTime;
use diesel::prelude::*;

type Row = (String, String, String, bool, bool, Option<String>, bool, NaiveDateTime);

fn member(
    (account, name, role, candidate, interviewer, group, shares_notes, joined_at): Row,
) -> Result<Member, StoreError> {
    Ok(Member {
        account: parse(&account)?,
        name: parse(&name)?,
        place: Place {
            role: parse(&role)?,
            seats: Seats { candidate, interviewer },
            group: parse_opt(group.as_deref())?,
        },
        shares_notes,
        joined_at: Instant::from_naive(joined_at),
    })
}

/// The columns of a [`Row`], in one statement with the name.
macro_rules! whole {
    () => {
        program_members::table.inner_join(accounts::table).select((
            program_members::account_id,
            accounts::display_name,
            program_members::role,
            program_members::candidate,
            program_members::interviewer,
            program_members::group_name,
            program_members::shares_notes,
            program_members::joined_at,
        ))
    };
}

/// Adds somebody; `Conflict` when they belong to it already.
pub fn insert(
    conn: &mut Db,
    program: ProgramId,
    account: AccountId,
    place: &Place,
    now: Instant,
) -> Result<(), StoreError> {
    diesel::insert_into(program_members::table)
        .values((
            program_members::program_id.eq(program.to_string()),
            program_members::account_id.eq(account.to_string()),
            program_members::role.eq(place.role.word()),
            program_members::candidate.eq(place.seats.candidate),
            program_members::interviewer.eq(place.seats.interviewer),
            program_members::group_name.eq(place.group.as_ref().map(ToString::to_string)),
            program_members::shares_notes.eq(false),
            program_members::joined_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Somebody's membership, if they belong to it.
pub fn get(conn: &mut Db, program: ProgramId, account: AccountId) -> Result<Option<Member>, StoreError> {
    let row: Option<Row> = whole!()
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq(account.to_string()))
        .first(conn)
        .optional()?;
    row.map(member).transpose()
}

/// Everybody in a program, by id.
pub fn all(conn: &mut Db, program: ProgramId) -> Result<Vec<Member>, StoreError> {
    page(conn, program, None, i64::MAX)
}

/// The members of a program after this one, by id.
pub fn page(
    conn: &mut Db,
    program: ProgramId,
    after: Option<AccountId>,
    limit: i64,
) -> Result<Vec<Member>, StoreError> {
    let mut query = whole!().filter(program_members::program_id.eq(program.to_string())).into_boxed();
    if let Some(after) = after {
        query = query.filter(program_members::account_id.gt(after.to_string()));
    }
    let rows: Vec<Row> = query.order(program_members::account_id).limit(limit).load(conn)?;
    rows.into_iter().map(member).collect()
}

/// How many people belong to a program.
pub fn count(conn: &mut Db, program: ProgramId) -> Result<i64, StoreError> {
    Ok(program_members::table.filter(program_members::program_id.eq(program.to_string())).count().get_result(conn)?)
}

/// Changes what somebody is in a program. The caller holds the program's lock.
pub fn set_place(conn: &mut Db, program: ProgramId, account: AccountId, place: &Place) -> Result<(), StoreError> {
    let row = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq(account.to_string()));
    diesel::update(row)
        .set((
            program_members::role.eq(place.role.word()),
            program_members::candidate.eq(place.seats.candidate),
            program_members::interviewer.eq(place.seats.interviewer),
            program_members::group_name.eq(place.group.as_ref().map(ToString::to_string)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Gives or takes back a member's consent that coordinators read the feedback they receive.
pub fn set_shares_notes(conn: &mut Db, program: ProgramId, account: AccountId, shares: bool) -> Result<(), StoreError> {
    let row = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq(account.to_string()));
    diesel::update(row).set(program_members::shares_notes.eq(shares)).execute(conn)?;
    Ok(())
}

/// Takes somebody out of a program.
pub fn delete(conn: &mut Db, program: ProgramId, account: AccountId) -> Result<(), StoreError> {
    let row = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq(account.to_string()));
    diesel::delete(row).execute(conn)?;
    Ok(())
}

/// The programs in which somebody has this role, or any, by id.
pub fn programs_of(conn: &mut Db, account: AccountId, role: Option<ProgramRole>) -> Result<Vec<ProgramId>, StoreError> {
    let mut query = program_members::table.filter(program_members::account_id.eq(account.to_string())).into_boxed();
    if let Some(role) = role {
        query = query.filter(program_members::role.eq(role.word()));
    }
    let ids: Vec<String> = query.order(program_members::program_id).select(program_members::program_id).load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// The coordinators of a program other than this person, longest in it first.
pub fn other_coordinators(conn: &mut Db, program: ProgramId, account: AccountId) -> Result<Vec<AccountId>, StoreError> {
    let ids: Vec<String> = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::role.eq(ProgramRole::Coordinator.word()))
        .filter(program_members::account_id.ne(account.to_string()))
        .order((program_members::joined_at, program_members::account_id))
        .select(program_members::account_id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}
