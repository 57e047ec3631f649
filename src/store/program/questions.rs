//! Programs' own questions.

use crate::domain::feedback::question_bank::Question;
use crate::domain::{Kind, ProgramId, Timestamp};
use crate::store::rows::{from_json, parse, to_json};
use crate::store::schema::program_questions;
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// A question of a program.
#[derive(Debug, Clone)]
pub struct ProgramQuestion {
    /// Its id.
    pub id: String,
    /// Its program.
    pub program: ProgramId,
    /// The question.
    pub question: Question,
    /// Raised by each change.
    pub revision: i32,
}

type Row = (String, String, String, i32);

fn kept((id, program, document, revision): Row) -> Result<ProgramQuestion, StoreError> {
    let question = from_json("program_questions.document", &id, &document)?;
    Ok(ProgramQuestion { id, program: parse(&program)?, question, revision })
}

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        (program_questions::id, program_questions::program_id, program_questions::document, program_questions::revision)
    };
}

/// Adds a question. The caller holds the program's lock.
pub fn insert(conn: &mut Db, one: &ProgramQuestion, kind: Kind, now: Timestamp) -> Result<(), StoreError> {
    diesel::insert_into(program_questions::table)
        .values((
            program_questions::id.eq(&one.id),
            program_questions::program_id.eq(one.program.to_string()),
            program_questions::kind.eq(kind.as_str()),
            program_questions::document.eq(to_json(&one.question)?),
            program_questions::revision.eq(one.revision),
            program_questions::retired.eq(false),
            program_questions::created_at.eq(now.naive()),
            program_questions::updated_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// How many questions a program has.
pub fn count(conn: &mut Db, program: ProgramId) -> Result<i64, StoreError> {
    Ok(program_questions::table
        .filter(program_questions::program_id.eq(program.to_string()))
        .filter(program_questions::retired.eq(false))
        .count()
        .get_result(conn)?)
}

/// The questions of these programs, oldest first; of one kind, or of all.
pub fn of_programs(conn: &mut Db, of: &[ProgramId], kind: Option<Kind>) -> Result<Vec<ProgramQuestion>, StoreError> {
    let of: Vec<String> = of.iter().map(ToString::to_string).collect();
    let mut query = program_questions::table
        .filter(program_questions::program_id.eq_any(of))
        .filter(program_questions::retired.eq(false))
        .into_boxed();
    if let Some(kind) = kind {
        query = query.filter(program_questions::kind.eq(kind.as_str()));
    }
    // UUIDv7: ids made later sort later.
    let rows: Vec<Row> = query.order(program_questions::id).select(columns!()).load(conn)?;
    rows.into_iter().map(kept).collect()
}

/// One question of a program; `NotFound` if it was removed.
pub fn get(conn: &mut Db, program: ProgramId, id: &str) -> Result<ProgramQuestion, StoreError> {
    let row: Row = program_questions::table
        .filter(program_questions::id.eq(id))
        .filter(program_questions::program_id.eq(program.to_string()))
        .filter(program_questions::retired.eq(false))
        .select(columns!())
        .first(conn)?;
    kept(row)
}

/// These questions, including removed ones.
pub fn by_ids(conn: &mut Db, ids: &[&str]) -> Result<Vec<ProgramQuestion>, StoreError> {
    let rows: Vec<Row> =
        program_questions::table.filter(program_questions::id.eq_any(ids)).select(columns!()).load(conn)?;
    rows.into_iter().map(kept).collect()
}

/// Updates a question at this revision; `false` if it has changed.
pub fn update(conn: &mut Db, one: &ProgramQuestion, kind: Kind, over: i32, now: Timestamp) -> Result<bool, StoreError> {
    let row = program_questions::table
        .filter(program_questions::id.eq(&one.id))
        .filter(program_questions::retired.eq(false))
        .filter(program_questions::revision.eq(over));
    let change = (
        program_questions::kind.eq(kind.as_str()),
        program_questions::document.eq(to_json(&one.question)?),
        program_questions::revision.eq(one.revision),
        program_questions::updated_at.eq(now.naive()),
    );
    Ok(diesel::update(row).set(change).execute(conn)? == 1)
}

/// Removes a question, so that it's no longer drawn; `false` if it doesn't exist.
pub fn take_out(conn: &mut Db, program: ProgramId, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let row = program_questions::table
        .filter(program_questions::id.eq(id))
        .filter(program_questions::program_id.eq(program.to_string()))
        .filter(program_questions::retired.eq(false));
    let change = (program_questions::retired.eq(true), program_questions::updated_at.eq(now.naive()));
    Ok(diesel::update(row).set(change).execute(conn)? == 1)
}
