//! Whom somebody knows from a session or a program.

use crate::domain::booking::session::State;
use crate::domain::{AccountId, DisplayName};
use crate::store::rows::parse;
use crate::store::schema::{accounts, program_members, sessions};
use crate::store::{Db, StoreError};
use diesel::dsl::exists;
use diesel::prelude::*;

/// Somebody's name, if the two share a program or a session that `me` can see.
pub fn name(conn: &mut Db, me: AccountId, other: AccountId) -> Result<Option<DisplayName>, StoreError> {
    let (mine, theirs) = (me.to_string(), other.to_string());
    let asked = sessions::candidate_id.eq(mine.clone()).and(sessions::interviewer_id.eq(theirs.clone()));
    // An offer to a candidate isn't visible to the interviewer yet.
    let asks = sessions::candidate_id
        .eq(theirs.clone())
        .and(sessions::interviewer_id.eq(mine.clone()))
        .and(sessions::state.ne(State::Offered.as_str()));
    let met: bool = diesel::select(exists(sessions::table.filter(asked.or(asks)))).get_result(conn)?;
    let my_programs = program_members::table.filter(program_members::account_id.eq(mine));
    let my_programs: Vec<String> = my_programs.select(program_members::program_id).load(conn)?;
    let shared = program_members::table
        .filter(program_members::account_id.eq(theirs.clone()))
        .filter(program_members::program_id.eq_any(my_programs));
    if !met && !diesel::select(exists(shared)).get_result::<bool>(conn)? {
        return Ok(None);
    }
    let name: String = accounts::table.filter(accounts::id.eq(theirs)).select(accounts::display_name).first(conn)?;
    Ok(Some(parse(&name)?))
}
