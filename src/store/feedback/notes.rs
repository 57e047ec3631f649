//! The interviewer's notes: the draft with its revision, and the feedback it became.

use crate::domain::account::Person;
use crate::domain::feedback::linter::AcceptedWarning;
use crate::domain::feedback::notes::Notes;
use crate::domain::{AccountId, Prose, SessionId, Timestamp};
use crate::store::rows::{from_json, parse, parse_opt, to_json};
use crate::store::schema::{accounts, feedback, notes, sessions};
use crate::store::{Db, StoreError};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

diesel::alias!(feedback as later: Later);

/// A draft in its current state.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Raised by each save; 0 before the first.
    pub revision: i32,
    /// The content so far.
    pub notes: Notes,
    /// When it was submitted, which locks it.
    pub submitted_at: Option<Timestamp>,
}

/// One version of the feedback, as the candidate received it.
#[derive(Debug, Clone)]
pub struct Feedback {
    /// The session.
    pub session: SessionId,
    /// 1 at first.
    pub version: i32,
    /// The notes as submitted.
    pub notes: Notes,
    /// What changed and why, from the second version on.
    pub why: Option<Prose<1000>>,
    /// When they were submitted.
    pub submitted_at: Timestamp,
    /// Who wrote it in the interviewer's place.
    pub writer: Option<Person>,
}

/// The draft of a session; an empty one before the first save.
pub fn draft(conn: &mut Db, session: SessionId) -> Result<Draft, StoreError> {
    let row: Option<(i32, String, Option<chrono::NaiveDateTime>)> = notes::table
        .filter(notes::session_id.eq(session.to_string()))
        .select((notes::revision, notes::document, notes::submitted_at))
        .first(conn)
        .optional()?;
    match row {
        None => Ok(Draft::default()),
        Some((revision, document, submitted)) => {
            let notes = from_json("notes.document", &session.to_string(), &document)?;
            Ok(Draft { revision, notes, submitted_at: submitted.map(Timestamp::from_naive) })
        }
    }
}

/// Saves a draft based on a revision; `false` if that's no longer the current one. The caller holds the session's lock.
pub fn save(
    conn: &mut Db,
    session: SessionId,
    over: i32,
    document: &Notes,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(revision) = over.checked_add(1) else { return Ok(false) };
    let document = to_json(document)?;
    let row = (
        notes::session_id.eq(session.to_string()),
        notes::revision.eq(revision),
        notes::document.eq(&document),
        notes::updated_at.eq(now.naive()),
    );
    if over == 0 {
        // Checked first: a failed insert would abort the transaction on PostgreSQL, and the caller still has to read
        // the existing draft.
        let there: i64 = notes::table.filter(notes::session_id.eq(session.to_string())).count().get_result(conn)?;
        if there == 0 {
            diesel::insert_into(notes::table).values(row).execute(conn)?;
        }
        return Ok(there == 0);
    }
    let current = notes::table
        .filter(notes::session_id.eq(session.to_string()))
        .filter(notes::revision.eq(over))
        .filter(notes::submitted_at.is_null());
    Ok(diesel::update(current).set(row).execute(conn)? == 1)
}

/// Locks the draft and saves it as a version of the feedback, with the warnings its writer accepted; `false` if it was already
/// submitted.
pub fn submit(conn: &mut Db, version: &Feedback, accepted: &[AcceptedWarning]) -> Result<bool, StoreError> {
    let draft =
        notes::table.filter(notes::session_id.eq(version.session.to_string())).filter(notes::submitted_at.is_null());
    if diesel::update(draft).set(notes::submitted_at.eq(version.submitted_at.naive())).execute(conn)? == 0 {
        return Ok(false);
    }
    keep(conn, version, accepted)?;
    Ok(true)
}

/// Saves an amended version of the feedback, based on this revision. The caller holds the session's lock and has
/// checked the revision.
pub fn amend(conn: &mut Db, version: &Feedback, accepted: &[AcceptedWarning], over: i32) -> Result<(), StoreError> {
    let now = version.submitted_at.naive();
    let change = (
        notes::revision.eq(over.saturating_add(1)),
        notes::document.eq(to_json(&version.notes)?),
        notes::updated_at.eq(now),
    );
    let delivered = notes::table.filter(notes::session_id.eq(version.session.to_string()));
    diesel::update(delivered.filter(notes::revision.eq(over))).set(change).execute(conn)?;
    keep(conn, version, accepted)
}

/// If the version already exists, that's a conflict.
fn keep(conn: &mut Db, version: &Feedback, accepted: &[AcceptedWarning]) -> Result<(), StoreError> {
    let accepted = if accepted.is_empty() { None } else { Some(to_json(&accepted)?) };
    diesel::insert_into(feedback::table)
        .values((
            feedback::session_id.eq(version.session.to_string()),
            feedback::version.eq(version.version),
            feedback::document.eq(to_json(&version.notes)?),
            feedback::submitted_at.eq(version.submitted_at.naive()),
            feedback::change_reason.eq(version.why.as_deref()),
            feedback::writer_id.eq(version.writer.as_ref().map(|writer| writer.id.to_string())),
            feedback::accepted_warnings.eq(accepted),
        ))
        .execute(conn)?;
    Ok(())
}

type Row = (String, i32, String, chrono::NaiveDateTime, Option<String>, Option<String>, Option<String>);

/// The query for a complete [`Feedback`], including the name, in one statement.
macro_rules! whole {
    ($from:expr) => {
        $from.left_join(accounts::table.on(feedback::writer_id.eq(accounts::id.nullable()))).select((
            feedback::session_id,
            feedback::version,
            feedback::document,
            feedback::submitted_at,
            feedback::change_reason,
            feedback::writer_id,
            accounts::display_name.nullable(),
        ))
    };
}

fn read((session, version, document, submitted, why, writer, name): Row) -> Result<Feedback, StoreError> {
    let writer =
        writer.zip(name).map(|(id, name)| Ok::<_, StoreError>(Person { id: parse(&id)?, name: parse(&name)? }));
    Ok(Feedback {
        session: parse(&session)?,
        version,
        notes: from_json("feedback.document", &session, &document)?,
        why: parse_opt(why.as_deref())?,
        submitted_at: Timestamp::from_naive(submitted),
        writer: writer.transpose()?,
    })
}

/// The latest feedback on a session, if there is any.
pub fn latest(conn: &mut Db, session: SessionId) -> Result<Option<Feedback>, StoreError> {
    whole!(feedback::table)
        .filter(feedback::session_id.eq(session.to_string()))
        .order(feedback::version.desc())
        .first(conn)
        .optional()?
        .map(read)
        .transpose()
}

/// Every version of the feedback on a session, latest first.
pub fn versions(conn: &mut Db, session: SessionId) -> Result<Vec<Feedback>, StoreError> {
    let rows: Vec<Row> = whole!(feedback::table)
        .filter(feedback::session_id.eq(session.to_string()))
        .order(feedback::version.desc())
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// All feedback a candidate received, each in its latest version, newest first, after a position in that order.
pub fn received(
    conn: &mut Db,
    candidate: AccountId,
    after: Option<(Timestamp, SessionId)>,
    limit: i64,
) -> Result<Vec<Feedback>, StoreError> {
    let mut query = whole!(feedback::table.inner_join(sessions::table))
        .filter(sessions::candidate_id.eq(candidate.to_string()))
        .filter(not(exists(
            later
                .filter(later.field(feedback::session_id).eq(feedback::session_id))
                .filter(later.field(feedback::version).gt(feedback::version)),
        )))
        .into_boxed();
    if let Some((submitted, session)) = after {
        query = query.filter(
            feedback::submitted_at
                .lt(submitted.naive())
                .or(feedback::submitted_at.eq(submitted.naive()).and(feedback::session_id.lt(session.to_string()))),
        );
    }
    let rows: Vec<Row> =
        query.order((feedback::submitted_at.desc(), feedback::session_id.desc())).limit(limit).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The latest versions of feedback that somebody wrote about their own interviews with anybody but this candidate, latest first.
pub fn for_others(
    conn: &mut Db,
    writer: AccountId,
    candidate: AccountId,
    limit: i64,
) -> Result<Vec<Notes>, StoreError> {
    let rows: Vec<(String, String)> = feedback::table
        .inner_join(sessions::table)
        .filter(sessions::interviewer_id.eq(writer.to_string()))
        .filter(feedback::writer_id.is_null())
        .filter(sessions::candidate_id.ne(candidate.to_string()))
        .filter(not(exists(
            later
                .filter(later.field(feedback::session_id).eq(feedback::session_id))
                .filter(later.field(feedback::version).gt(feedback::version)),
        )))
        .order((feedback::submitted_at.desc(), feedback::session_id.desc()))
        .limit(limit)
        .select((feedback::session_id, feedback::document))
        .load(conn)?;
    rows.iter().map(|(session, document)| from_json("feedback.document", session, document)).collect()
}

/// Every version of every feedback that a candidate received, the newest first, for the export of their data.
pub fn received_versions(conn: &mut Db, candidate: AccountId) -> Result<Vec<Feedback>, StoreError> {
    let rows: Vec<Row> = whole!(feedback::table.inner_join(sessions::table))
        .filter(sessions::candidate_id.eq(candidate.to_string()))
        .order((feedback::submitted_at.desc(), feedback::session_id.desc(), feedback::version.desc()))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}
