//! The quarter hours in which people are booked; their unique key prevents double booking.

use crate::domain::{AccountId, SessionId, Span};
use crate::store::connection::each;
use crate::store::schema::booked_cells;
use crate::store::{Db, StoreError};
use diesel::prelude::*;

#[derive(Insertable)]
#[diesel(table_name = booked_cells)]
struct Row {
    account_id: String,
    cell: i64,
    session_id: String,
}

/// Claims every quarter hour of a span for these people; `Conflict` if any is taken.
pub fn claim(conn: &mut Db, session: SessionId, people: &[AccountId], span: Span) -> Result<(), StoreError> {
    let rows: Vec<Row> = people
        .iter()
        .flat_map(|person| {
            span.cells().map(move |cell| Row {
                account_id: person.to_string(),
                cell: cell.0,
                session_id: session.to_string(),
            })
        })
        .collect();
    // The multi-connection has no batch insert; one statement instead of up to twelve is worth the detour.
    each!(conn => diesel::insert_into(booked_cells::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Frees all cells of a session.
pub fn release(conn: &mut Db, session: SessionId) -> Result<(), StoreError> {
    diesel::delete(booked_cells::table.filter(booked_cells::session_id.eq(session.to_string()))).execute(conn)?;
    Ok(())
}
