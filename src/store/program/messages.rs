//! What coordinators write to their program's members.

use crate::domain::program::message::ProgramMessage;
use crate::domain::{AccountId, MessageId, ProgramId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::schema::program_messages as table;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table)]
struct Row {
    id: String,
    program_id: String,
    sender_id: String,
    audience: String,
    group_name: Option<String>,
    subject: String,
    body: String,
    written_to: i32,
    created_at: NaiveDateTime,
}

impl TryFrom<Row> for ProgramMessage {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            program: parse(&row.program_id)?,
            sender: parse(&row.sender_id)?,
            audience: parse(&row.audience)?,
            group: parse_opt(row.group_name.as_deref())?,
            subject: parse(&row.subject)?,
            text: parse(&row.body)?,
            written_to: row.written_to,
            created_at: Timestamp::from_naive(row.created_at),
        })
    }
}

/// Adds a message. The caller holds the program's lock.
pub fn insert(conn: &mut Db, message: &ProgramMessage) -> Result<(), StoreError> {
    let row = Row {
        id: message.id.to_string(),
        program_id: message.program.to_string(),
        sender_id: message.sender.to_string(),
        audience: message.audience.to_string(),
        group_name: message.group.as_ref().map(ToString::to_string),
        subject: message.subject.to_string(),
        body: message.text.to_string(),
        written_to: message.written_to,
        created_at: message.created_at.naive(),
    };
    diesel::insert_into(table::table).values(row).execute(conn)?;
    Ok(())
}

/// The message with this id.
pub fn by_id(conn: &mut Db, id: MessageId) -> Result<ProgramMessage, StoreError> {
    table::table.filter(table::id.eq(id.to_string())).select(Row::as_select()).first(conn)?.try_into()
}

/// When the messages to a program's members after this moment were written, earliest first. The caller holds the
/// program's lock.
pub fn written_since(conn: &mut Db, program: ProgramId, since: Timestamp) -> Result<Vec<Timestamp>, StoreError> {
    let times: Vec<NaiveDateTime> = table::table
        .filter(table::program_id.eq(program.to_string()))
        .filter(table::created_at.gt(since.naive()))
        .order(table::created_at)
        .select(table::created_at)
        .load(conn)?;
    Ok(times.into_iter().map(Timestamp::from_naive).collect())
}

/// The messages that somebody wrote, earliest first, for the export of their data.
pub fn written_by(conn: &mut Db, sender: AccountId) -> Result<Vec<ProgramMessage>, StoreError> {
    let mine = table::table.filter(table::sender_id.eq(sender.to_string()));
    let rows: Vec<Row> = mine.order(table::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(ProgramMessage::try_from).collect()
}

/// Deletes what somebody wrote, when their account is deleted.
pub fn delete_all(conn: &mut Db, sender: AccountId) -> Result<(), StoreError> {
    diesel::delete(table::table.filter(table::sender_id.eq(sender.to_string()))).execute(conn)?;
    Ok(())
}
