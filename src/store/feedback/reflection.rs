//! Candidates' reflections: self-assessments, and reviews of interviewers.

use crate::domain::feedback::reflection::{Review, SelfAssessment};
use crate::domain::{AccountId, SessionId, Timestamp};
use crate::store::rows::{from_json, parse, to_json};
use crate::store::schema::{reviews, self_assessments, sessions};
use crate::store::{Db, StoreError};
use diesel::prelude::*;

/// A self-assessment.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// The session.
    pub session: SessionId,
    /// The ratings.
    pub assessment: SelfAssessment,
    /// Whether the notes hadn't been delivered yet.
    pub before_notes: bool,
    /// When it was given or last changed.
    pub given_at: Timestamp,
}

/// A review.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The session.
    pub session: SessionId,
    /// The view of the interviewer.
    pub review: Review,
    /// When it was given or last changed.
    pub given_at: Timestamp,
}

/// Saves a self-assessment, replacing an earlier one. The caller holds the session's lock.
pub fn assess(conn: &mut Db, given: &Assessed) -> Result<(), StoreError> {
    let row = (
        self_assessments::session_id.eq(given.session.to_string()),
        self_assessments::document.eq(to_json(&given.assessment)?),
        self_assessments::before_notes.eq(given.before_notes),
        self_assessments::given_at.eq(given.given_at.naive()),
    );
    diesel::delete(self_assessments::table.find(given.session.to_string())).execute(conn)?;
    diesel::insert_into(self_assessments::table).values(row).execute(conn)?;
    Ok(())
}

/// Saves a review, replacing an earlier one. The caller holds the session's lock.
pub fn review(conn: &mut Db, given: &Reviewed) -> Result<(), StoreError> {
    let row = (
        reviews::session_id.eq(given.session.to_string()),
        reviews::document.eq(to_json(&given.review)?),
        reviews::given_at.eq(given.given_at.naive()),
    );
    diesel::delete(reviews::table.find(given.session.to_string())).execute(conn)?;
    diesel::insert_into(reviews::table).values(row).execute(conn)?;
    Ok(())
}

type Row = (String, String, bool, chrono::NaiveDateTime);

fn assessed((session, document, before_notes, given_at): Row) -> Result<Assessed, StoreError> {
    Ok(Assessed {
        session: parse(&session)?,
        assessment: from_json("self_assessments.document", &session, &document)?,
        before_notes,
        given_at: Timestamp::from_naive(given_at),
    })
}

/// The self-assessments of these sessions.
pub fn assessments(conn: &mut Db, of: &[SessionId]) -> Result<Vec<Assessed>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = self_assessments::table.filter(self_assessments::session_id.eq_any(ids)).load(conn)?;
    rows.into_iter().map(assessed).collect()
}

fn reviewed((session, document, given_at): (String, String, chrono::NaiveDateTime)) -> Result<Reviewed, StoreError> {
    let review = from_json("reviews.document", &session, &document)?;
    Ok(Reviewed { session: parse(&session)?, review, given_at: Timestamp::from_naive(given_at) })
}

/// The review of the interviewer of a session.
pub fn review_of(conn: &mut Db, session: SessionId) -> Result<Option<Reviewed>, StoreError> {
    reviews::table.find(session.to_string()).first(conn).optional()?.map(reviewed).transpose()
}

/// Everything of this kind that somebody gave as a candidate, for the export of their data; two statements.
pub fn given(conn: &mut Db, candidate: AccountId) -> Result<(Vec<Assessed>, Vec<Reviewed>), StoreError> {
    let theirs = || sessions::table.filter(sessions::candidate_id.eq(candidate.to_string())).select(sessions::id);
    let own: Vec<Row> = self_assessments::table
        .filter(self_assessments::session_id.eq_any(theirs()))
        .order(self_assessments::session_id)
        .load(conn)?;
    let of_others: Vec<(String, String, chrono::NaiveDateTime)> =
        reviews::table.filter(reviews::session_id.eq_any(theirs())).order(reviews::session_id).load(conn)?;
    let own = own.into_iter().map(assessed).collect::<Result<_, _>>()?;
    Ok((own, of_others.into_iter().map(reviewed).collect::<Result<_, _>>()?))
}

/// Every review of an interviewer, for the export of their data. Doesn't check whether they can read it already.
pub fn of_interviewer(conn: &mut Db, interviewer: AccountId) -> Result<Vec<Reviewed>, StoreError> {
    let theirs = sessions::table.filter(sessions::interviewer_id.eq(interviewer.to_string())).select(sessions::id);
    let rows: Vec<(String, String, chrono::NaiveDateTime)> =
        reviews::table.filter(reviews::session_id.eq_any(theirs)).order(reviews::session_id).load(conn)?;
    rows.into_iter().map(reviewed).collect()
}

/// Deletes what somebody gave as a candidate, when their account is deleted.
pub fn delete_all(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    let theirs = || sessions::table.filter(sessions::candidate_id.eq(candidate.to_string())).select(sessions::id);
    diesel::delete(self_assessments::table.filter(self_assessments::session_id.eq_any(theirs()))).execute(conn)?;
    diesel::delete(reviews::table.filter(reviews::session_id.eq_any(theirs()))).execute(conn)?;
    Ok(())
}
