//! What somebody wrote about interviews: for the export of their data, and what of it goes with their account.

use crate::domain::feedback::linter::AcceptedWarning;
use crate::domain::feedback::notes::Notes;
use crate::domain::{AccountId, Prose, SessionId, Timestamp};
use crate::store::rows::{from_json, parse, parse_opt};
use crate::store::schema::{feedback, note_reassignments, notes, sessions};
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// Notes that somebody wrote.
#[derive(Debug)]
pub struct Written {
    /// On which session.
    pub session: SessionId,
    /// The version of the feedback that they are; none of a draft.
    pub version: Option<i32>,
    /// What was written.
    pub notes: Notes,
    /// What changed and why.
    pub why: Option<Prose<1000>>,
    /// The warnings that they accepted.
    pub accepted: Vec<AcceptedWarning>,
    /// When they were submitted, or saved last.
    pub at: Timestamp,
}

/// A version as a row: session, version, document, reason, accepted warnings, and when it was submitted.
type Version = (String, i32, String, Option<String>, Option<String>, chrono::NaiveDateTime);

/// Everything that somebody wrote about their own interviews or in somebody's place, for their data export: the drafts
/// that they may write, and every delivered version. Two statements.
pub fn written(conn: &mut Db, writer: AccountId) -> Result<Vec<Written>, StoreError> {
    let writer = writer.to_string();
    let drafts: Vec<(String, String, chrono::NaiveDateTime)> = notes::table
        .inner_join(sessions::table)
        .left_join(note_reassignments::table.on(note_reassignments::session_id.eq(notes::session_id)))
        .filter(notes::submitted_at.is_null())
        .filter(
            sessions::interviewer_id
                .eq(&writer)
                .or(note_reassignments::writer_id.nullable().eq(Some(&writer)).assume_not_null()),
        )
        .order(notes::session_id)
        .select((notes::session_id, notes::document, notes::updated_at))
        .load(conn)?;
    let own = sessions::interviewer_id.eq(&writer).and(feedback::writer_id.is_null());
    let versions: Vec<Version> = feedback::table
        .inner_join(sessions::table)
        .filter(own.or(feedback::writer_id.eq(&writer).assume_not_null()))
        .order((feedback::session_id, feedback::version))
        .select((
            feedback::session_id,
            feedback::version,
            feedback::document,
            feedback::change_reason,
            feedback::accepted_warnings,
            feedback::submitted_at,
        ))
        .load(conn)?;
    let drafts = drafts.into_iter().map(|(session, document, at)| (session, None, document, None, None, at));
    let versions = versions
        .into_iter()
        .map(|(session, version, document, why, accepted, at)| (session, Some(version), document, why, accepted, at));
    drafts
        .chain(versions)
        .map(|(session, version, document, why, accepted, at)| {
            let accepted = accepted.map(|list| from_json("feedback.accepted_warnings", &session, &list)).transpose()?;
            Ok(Written {
                version,
                notes: from_json("notes.document", &session, &document)?,
                why: parse_opt(why.as_deref())?,
                accepted: accepted.unwrap_or_default(),
                at: Timestamp::from_naive(at),
                session: parse(&session)?,
            })
        })
        .collect()
}

/// Deletes an interviewer's unsubmitted drafts.
pub fn delete_drafts(conn: &mut Db, interviewer: AccountId) -> Result<(), StoreError> {
    let theirs = sessions::table.filter(sessions::interviewer_id.eq(interviewer.to_string())).select(sessions::id);
    diesel::delete(notes::table.filter(notes::session_id.eq_any(theirs)).filter(notes::submitted_at.is_null()))
        .execute(conn)?;
    Ok(())
}

/// Deletes the warnings that somebody accepted in notes they wrote, and their reasons: nobody else reads them.
pub fn forget_accepted(conn: &mut Db, writer: AccountId) -> Result<(), StoreError> {
    let writer = writer.to_string();
    let own = sessions::table.filter(sessions::interviewer_id.eq(&writer)).select(sessions::id);
    let theirs = feedback::writer_id
        .eq(&writer)
        .assume_not_null()
        .or(feedback::writer_id.is_null().and(feedback::session_id.eq_any(own)));
    diesel::update(feedback::table.filter(theirs)).set(feedback::accepted_warnings.eq(None::<String>)).execute(conn)?;
    Ok(())
}
