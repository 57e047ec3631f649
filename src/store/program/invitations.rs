//! Invitations to programs.

use crate::domain::program::{Invitation, InvitationState as State, Place, Seats};
use crate::domain::{AccountId, EmailAddress, InvitationId, ProgramId, Timestamp};
use crate::store::connection::each;
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::program_invitations as table;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

// Nulls are written explicitly instead of left out: otherwise diesel can't insert many rows in one statement on SQLite.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    id: String,
    program_id: String,
    email: String,
    email_key: String,
    name: Option<String>,
    role: String,
    candidate: bool,
    interviewer: bool,
    group_name: Option<String>,
    state: String,
    mails_sent: i32,
    account_id: Option<String>,
    created_at: NaiveDateTime,
    expires_at: NaiveDateTime,
    updated_at: NaiveDateTime,
    undelivered_at: Option<NaiveDateTime>,
}

impl TryFrom<Row> for Invitation {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            program: parse(&row.program_id)?,
            email: parse(&row.email)?,
            name: parse_opt(row.name.as_deref())?,
            place: Place {
                role: parse(&row.role)?,
                seats: Seats { candidate: row.candidate, interviewer: row.interviewer },
                group: parse_opt(row.group_name.as_deref())?,
            },
            state: parse(&row.state)?,
            mails: row.mails_sent,
            account: parse_opt(row.account_id.as_deref())?,
            created_at: Timestamp::from_naive(row.created_at),
            expires_at: Timestamp::from_naive(row.expires_at),
            mailed_at: Timestamp::from_naive(row.updated_at),
            undelivered_at: row.undelivered_at.map(Timestamp::from_naive),
        })
    }
}

fn row(invitation: &Invitation) -> Row {
    Row {
        id: invitation.id.to_string(),
        program_id: invitation.program.to_string(),
        email: invitation.email.to_string(),
        email_key: invitation.email.key(),
        name: invitation.name.as_ref().map(ToString::to_string),
        role: invitation.place.role.to_string(),
        candidate: invitation.place.seats.candidate,
        interviewer: invitation.place.seats.interviewer,
        group_name: invitation.place.group.as_ref().map(ToString::to_string),
        state: invitation.state.to_string(),
        mails_sent: invitation.mails,
        account_id: invitation.account.map(|id| id.to_string()),
        created_at: invitation.created_at.naive(),
        expires_at: invitation.expires_at.naive(),
        updated_at: invitation.mailed_at.naive(),
        undelivered_at: invitation.undelivered_at.map(Timestamp::naive),
    }
}

/// Inserts or replaces these by id, in two statements; `Conflict` if another invitation of the program has one of the addresses.
pub fn replace(conn: &mut Db, invitations: &[Invitation]) -> Result<(), StoreError> {
    let ids: Vec<String> = invitations.iter().map(|one| one.id.to_string()).collect();
    diesel::delete(table::table.filter(table::id.eq_any(ids))).execute(conn)?;
    let rows: Vec<Row> = invitations.iter().map(row).collect();
    // The multi-connection has no batch insert; one statement instead of up to a thousand is worth the detour.
    each!(conn => diesel::insert_into(table::table).values(&rows).execute(conn))?;
    Ok(())
}

/// The invitation with this id.
pub fn by_id(conn: &mut Db, id: InvitationId) -> Result<Invitation, StoreError> {
    table::table.filter(table::id.eq(id.to_string())).select(Row::as_select()).first(conn)?.try_into()
}

/// The invitations of a program to these addresses.
pub fn to_addresses(
    conn: &mut Db,
    program: ProgramId,
    addresses: &[&EmailAddress],
) -> Result<Vec<Invitation>, StoreError> {
    let keys: Vec<String> = addresses.iter().map(|address| address.key()).collect();
    let rows: Vec<Row> = table::table
        .filter(table::program_id.eq(program.to_string()))
        .filter(table::email_key.eq_any(keys))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Invitation::try_from).collect()
}

/// The invitations of a program, latest first.
pub fn list(
    conn: &mut Db,
    program: ProgramId,
    state: Option<State>,
    after: Option<InvitationId>,
    limit: i64,
) -> Result<Vec<Invitation>, StoreError> {
    let mut query = table::table.filter(table::program_id.eq(program.to_string())).into_boxed();
    if let Some(state) = state {
        query = query.filter(table::state.eq(state.as_str()));
    }
    if let Some(after) = after {
        // UUIDv7: ids made later sort later.
        query = query.filter(table::id.lt(after.to_string()));
    }
    let rows: Vec<Row> = query.order(table::id.desc()).limit(limit).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Invitation::try_from).collect()
}

/// How many invitations of a program can still be accepted.
pub fn count_open(conn: &mut Db, program: ProgramId, now: Timestamp) -> Result<i64, StoreError> {
    Ok(table::table
        .filter(table::program_id.eq(program.to_string()))
        .filter(table::state.eq(State::Invited.as_str()))
        .filter(table::expires_at.gt(now.naive()))
        .count()
        .get_result(conn)?)
}

/// Changes an invitation's state from `invited`; `false` if it was already answered or withdrawn.
pub fn answer(conn: &mut Db, id: InvitationId, to: State, account: Option<AccountId>) -> Result<bool, StoreError> {
    let open = table::table.filter(table::id.eq(id.to_string())).filter(table::state.eq(State::Invited.as_str()));
    let change = (table::state.eq(to.as_str()), table::account_id.eq(account.map(|id| id.to_string())));
    Ok(diesel::update(open).set(change).execute(conn)? == 1)
}

/// Gives several unanswered invitations the same role, seats and group, in one statement.
pub fn set_place_of(conn: &mut Db, ids: &[InvitationId], place: &Place) -> Result<(), StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let open = table::table.filter(table::id.eq_any(ids)).filter(table::state.eq(State::Invited.as_str()));
    diesel::update(open)
        .set((
            table::role.eq(place.role.as_str()),
            table::candidate.eq(place.seats.candidate),
            table::interviewer.eq(place.seats.interviewer),
            table::group_name.eq(place.group.as_ref().map(ToString::to_string)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Records when delivery of an invitation's mail was given up, or that it was delivered after all.
pub fn set_undelivered(conn: &mut Db, id: InvitationId, at: Option<Timestamp>) -> Result<(), StoreError> {
    diesel::update(table::table.filter(table::id.eq(id.to_string())))
        .set(table::undelivered_at.eq(at.map(Timestamp::naive)))
        .execute(conn)?;
    Ok(())
}

/// The invitations to an address or accepted by an account, in any program.
pub fn about(conn: &mut Db, account: AccountId, email: &EmailAddress) -> Result<Vec<Invitation>, StoreError> {
    let mine = table::account_id.eq(account.to_string()).assume_not_null().or(table::email_key.eq(email.key()));
    let rows: Vec<Row> = table::table.filter(mine).order(table::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Invitation::try_from).collect()
}

/// Deletes every invitation to a person, when their account is deleted.
pub fn delete_about(conn: &mut Db, account: AccountId, email: &EmailAddress) -> Result<(), StoreError> {
    let mine = table::account_id.eq(account.to_string()).assume_not_null().or(table::email_key.eq(email.key()));
    diesel::delete(table::table.filter(mine)).execute(conn)?;
    Ok(())
}

/// Withdraws unanswered invitations, when the program has no coordinator any more.
pub fn withdraw_open(conn: &mut Db, program: ProgramId) -> Result<(), StoreError> {
    let open =
        table::table.filter(table::program_id.eq(program.to_string())).filter(table::state.eq(State::Invited.as_str()));
    diesel::update(open).set(table::state.eq(State::Withdrawn.as_str())).execute(conn)?;
    Ok(())
}
