//! When notes came, over all sessions of the installation.

use crate::domain::Timestamp;
use crate::domain::booking::session::{State, notes_begin};
use crate::store::booking::marks;
use crate::store::rows::parse;
use crate::store::schema::{notes, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// For each session that ended since a moment, or has its notes already: its state, from when the time for its notes counts,
/// and when they were delivered.
pub fn ended_since(
    conn: &mut Db,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<(State, Timestamp, Option<Timestamp>)>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime, Option<NaiveDateTime>)> = sessions::table
        .left_join(notes::table.on(notes::session_id.eq(sessions::id)))
        .filter(sessions::ends_at.ge(since.naive()))
        .filter(sessions::ends_at.le(now.naive()).or(sessions::state.eq(State::Completed.as_str())))
        .filter(sessions::state.eq_any([State::Booked, State::Completed, State::HeldWithoutNotes].map(State::as_str)))
        .select((sessions::id, sessions::state, sessions::ends_at, notes::submitted_at.nullable()))
        .load(conn)?;
    let lifted = marks::absences_lifted_since(conn, since)?;
    rows.into_iter()
        .map(|(id, state, ends_at, at)| {
            let ends_at = Timestamp::from_naive(ends_at);
            let from = notes_begin(ends_at, lifted.get(&parse(&id)?).copied());
            Ok((parse(&state)?, from, at.map(Timestamp::from_naive)))
        })
        .collect()
}
