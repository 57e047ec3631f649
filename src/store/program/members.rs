//! The members of programs.

use crate::domain::program::{Member, Place, ProgramRole, Seats};
use crate::domain::{AccountId, ProgramId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::{accounts, former_members, program_members};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

diesel::alias!(program_members as runners: Runners);

/// A subquery for the accounts of a program's members.
macro_rules! accounts_of {
    ($program:expr) => {{
        use crate::store::schema::program_members;
        program_members::table
            .filter(program_members::program_id.eq($program.to_string()))
            .select(program_members::account_id)
    }};
}
pub(crate) use accounts_of;

type Row = (String, String, String, bool, bool, Option<String>, bool, NaiveDateTime, bool);

fn member(
    (account, name, role, candidate, interviewer, group, shares_notes, joined_at, wants_mail): Row,
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
        joined_at: Timestamp::from_naive(joined_at),
        wants_mail,
    })
}

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        (
            program_members::account_id,
            accounts::display_name,
            program_members::role,
            program_members::candidate,
            program_members::interviewer,
            program_members::group_name,
            program_members::shares_notes,
            program_members::joined_at,
            program_members::wants_mail,
        )
    };
}

/// The query for a complete [`Member`], including the name, in one statement.
macro_rules! whole {
    () => {
        program_members::table.inner_join(accounts::table).select(columns!())
    };
}

/// Adds somebody; `Conflict` if they're already a member.
pub fn insert(
    conn: &mut Db,
    program: ProgramId,
    account: AccountId,
    place: &Place,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(program_members::table)
        .values((
            program_members::program_id.eq(program.to_string()),
            program_members::account_id.eq(account.to_string()),
            program_members::role.eq(place.role.as_str()),
            program_members::candidate.eq(place.seats.candidate),
            program_members::interviewer.eq(place.seats.interviewer),
            program_members::group_name.eq(place.group.as_ref().map(ToString::to_string)),
            program_members::shares_notes.eq(false),
            program_members::joined_at.eq(now.naive()),
            program_members::wants_mail.eq(true),
        ))
        .execute(conn)?;
    Ok(())
}

/// Somebody's membership, if they're a member.
pub fn get(conn: &mut Db, program: ProgramId, account: AccountId) -> Result<Option<Member>, StoreError> {
    let row: Option<Row> = whole!()
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq(account.to_string()))
        .first(conn)
        .optional()?;
    row.map(member).transpose()
}

/// All members of a program, in id order.
pub fn all(conn: &mut Db, program: ProgramId) -> Result<Vec<Member>, StoreError> {
    page(conn, program, None, i64::MAX)
}

/// The members of a program after this one, in id order.
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

/// The accounts of everybody in a program.
pub fn ids(conn: &mut Db, program: ProgramId) -> Result<Vec<AccountId>, StoreError> {
    let ids: Vec<String> = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .select(program_members::account_id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// The members whose new bookings are paused.
pub fn paused(
    conn: &mut Db,
    program: ProgramId,
    now: Timestamp,
) -> Result<std::collections::HashSet<AccountId>, StoreError> {
    let ids: Vec<String> = accounts::table
        .filter(accounts::id.eq_any(accounts_of!(program)))
        .filter(accounts::paused_until.gt(now.naive()))
        .select(accounts::id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// How many people belong to a program.
pub fn count(conn: &mut Db, program: ProgramId) -> Result<i64, StoreError> {
    Ok(program_members::table.filter(program_members::program_id.eq(program.to_string())).count().get_result(conn)?)
}

/// Sets a member's consent for coordinators to read the feedback they receive.
pub fn set_shares_notes(conn: &mut Db, program: ProgramId, account: AccountId, shares: bool) -> Result<(), StoreError> {
    let row = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq(account.to_string()));
    diesel::update(row).set(program_members::shares_notes.eq(shares)).execute(conn)?;
    Ok(())
}

/// Sets whether a member wants the program's mails.
pub fn set_wants_mail(conn: &mut Db, program: ProgramId, account: AccountId, wants: bool) -> Result<(), StoreError> {
    let row = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq(account.to_string()));
    diesel::update(row).set(program_members::wants_mail.eq(wants)).execute(conn)?;
    Ok(())
}

/// Gives several members the same role, seats and group, in one statement. The caller holds the program's lock.
pub fn set_place_of(
    conn: &mut Db,
    program: ProgramId,
    accounts: &[AccountId],
    place: &Place,
) -> Result<(), StoreError> {
    let ids: Vec<String> = accounts.iter().map(ToString::to_string).collect();
    let rows = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq_any(ids));
    diesel::update(rows)
        .set((
            program_members::role.eq(place.role.as_str()),
            program_members::candidate.eq(place.seats.candidate),
            program_members::interviewer.eq(place.seats.interviewer),
            program_members::group_name.eq(place.group.as_ref().map(ToString::to_string)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Removes a member from a program, which remembers that they were in it. The caller holds the program's lock.
pub fn delete(conn: &mut Db, program: ProgramId, who: &Member, now: Timestamp) -> Result<(), StoreError> {
    let row = program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::account_id.eq(who.account.to_string()));
    if diesel::delete(row).execute(conn)? == 0 {
        return Ok(());
    }
    let earlier = former_members::table
        .filter(former_members::program_id.eq(program.to_string()))
        .filter(former_members::account_id.eq(who.account.to_string()));
    diesel::delete(earlier).execute(conn)?;
    diesel::insert_into(former_members::table)
        .values((
            former_members::program_id.eq(program.to_string()),
            former_members::account_id.eq(who.account.to_string()),
            former_members::candidate.eq(who.place.seats.candidate),
            former_members::interviewer.eq(who.place.seats.interviewer),
            former_members::joined_at.eq(who.joined_at.naive()),
            former_members::left_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// How many programs somebody coordinates.
pub fn count_coordinated(conn: &mut Db, account: AccountId) -> Result<i64, StoreError> {
    Ok(program_members::table
        .filter(program_members::account_id.eq(account.to_string()))
        .filter(program_members::role.eq(ProgramRole::Coordinator.as_str()))
        .count()
        .get_result(conn)?)
}

/// How many coordinators a program has. The caller holds the program's lock.
pub fn count_coordinators(conn: &mut Db, program: ProgramId) -> Result<i64, StoreError> {
    Ok(program_members::table
        .filter(program_members::program_id.eq(program.to_string()))
        .filter(program_members::role.eq(ProgramRole::Coordinator.as_str()))
        .count()
        .get_result(conn)?)
}

/// All memberships of somebody, in order of the programs' ids.
pub fn of_account(conn: &mut Db, account: AccountId) -> Result<Vec<(ProgramId, Member)>, StoreError> {
    let rows: Vec<(String, Row)> = program_members::table
        .inner_join(accounts::table)
        .filter(program_members::account_id.eq(account.to_string()))
        .order(program_members::program_id)
        .select((program_members::program_id, columns!()))
        .load(conn)?;
    rows.into_iter().map(|(program, row)| Ok((parse(&program)?, member(row)?))).collect()
}

/// The programs in which a coordinator may read this candidate's feedback on a session: both are members, the candidate
/// consents, and joined before the session began.
pub fn consented(
    conn: &mut Db,
    coordinator: AccountId,
    candidate: AccountId,
    session_began: Timestamp,
) -> Result<Vec<ProgramId>, StoreError> {
    let coordinated = runners
        .filter(runners.field(program_members::account_id).eq(coordinator.to_string()))
        .filter(runners.field(program_members::role).eq(ProgramRole::Coordinator.as_str()))
        .select(runners.field(program_members::program_id));
    let ids: Vec<String> = program_members::table
        .filter(program_members::account_id.eq(candidate.to_string()))
        .filter(program_members::shares_notes.eq(true))
        .filter(program_members::joined_at.le(session_began.naive()))
        .filter(program_members::program_id.eq_any(coordinated))
        .select(program_members::program_id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// Whether somebody is a member of one of these programs.
pub fn is_in_one(conn: &mut Db, account: AccountId, of: &[ProgramId]) -> Result<bool, StoreError> {
    let of: Vec<String> = of.iter().map(ToString::to_string).collect();
    let found: i64 = program_members::table
        .filter(program_members::account_id.eq(account.to_string()))
        .filter(program_members::program_id.eq_any(of))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// Deletes every consent in a program, when it has no coordinator any more.
pub fn end_consents(conn: &mut Db, program: ProgramId) -> Result<(), StoreError> {
    diesel::update(program_members::table.filter(program_members::program_id.eq(program.to_string())))
        .set(program_members::shares_notes.eq(false))
        .execute(conn)?;
    Ok(())
}
