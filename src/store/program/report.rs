//! The input for a program's report: each function takes a fixed number of statements for any number of people.

use super::members::accounts_of;
use crate::domain::booking::mark::{MarkKind, MarkState};
use crate::domain::booking::session::State;
use crate::domain::feedback::notes::Rating;
use crate::domain::matching::request::RequestState;
use crate::domain::program::report_rows::{Asked, Delivered, Meeting};
use crate::domain::{ProgramId, Timestamp};
use crate::store::rows::{from_json, from_json_opt, parse};
use crate::store::schema::{marks, notes, requests, reviews, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Deserialize;
use std::collections::HashSet;

/// The part of the notes that the report reads.
#[derive(Deserialize)]
struct Ratings {
    #[serde(default)]
    ratings: Vec<Rating>,
}

type Row = (
    (String, String, String, String, NaiveDateTime, NaiveDateTime, Option<i32>, Option<i32>),
    Option<NaiveDateTime>,
    Option<String>,
    Option<String>,
);

/// The sessions since a moment between two members that both agreed to; two statements.
pub fn meetings(conn: &mut Db, program: ProgramId, since: Timestamp) -> Result<Vec<Meeting>, StoreError> {
    let late = cancelled_late(conn, program, since)?;
    let rows: Vec<Row> = sessions::table
        .left_join(notes::table.on(notes::session_id.eq(sessions::id)))
        .left_join(reviews::table.on(reviews::session_id.eq(sessions::id)))
        .filter(sessions::starts_at.ge(since.naive()))
        .filter(sessions::candidate_id.eq_any(accounts_of!(program)))
        .filter(sessions::interviewer_id.eq_any(accounts_of!(program)))
        .filter(sessions::state.ne(State::Offered.as_str()))
        .select((
            (
                sessions::id,
                sessions::candidate_id,
                sessions::kind,
                sessions::state,
                sessions::starts_at,
                sessions::ends_at,
                sessions::candidate_late_minutes,
                sessions::interviewer_late_minutes,
            ),
            notes::submitted_at.nullable(),
            notes::document.nullable(),
            reviews::document.nullable(),
        ))
        .load(conn)?;
    rows.into_iter()
        .map(
            |(
                (id, candidate, kind, state, starts_at, ends_at, candidate_late, interviewer_late),
                submitted_at,
                document,
                review,
            )| {
                Ok(Meeting {
                    cancelled_late: late.contains(&id),
                    ran_late: candidate_late.is_some() || interviewer_late.is_some(),
                    candidate: parse(&candidate)?,
                    kind: parse(&kind)?,
                    state: parse(&state)?,
                    starts_at: Timestamp::from_naive(starts_at),
                    ends_at: Timestamp::from_naive(ends_at),
                    delivered: submitted_at
                        .zip(document)
                        .map(|(at, document)| delivered(&id, at, &document))
                        .transpose()?,
                    review: from_json_opt("reviews.document", &id, review.as_deref())?,
                })
            },
        )
        .collect()
}

fn delivered(session: &str, at: NaiveDateTime, document: &str) -> Result<Delivered, StoreError> {
    let notes: Ratings = from_json("notes.document", session, document)?;
    let score = |rating: Rating| Some((rating.competency.to_string(), rating.score?.get()));
    Ok(Delivered { at: Timestamp::from_naive(at), scores: notes.ratings.into_iter().filter_map(score).collect() })
}

/// The sessions with a valid mark for cancelling late.
fn cancelled_late(conn: &mut Db, program: ProgramId, since: Timestamp) -> Result<HashSet<String>, StoreError> {
    let ids: Vec<String> = marks::table
        .inner_join(sessions::table.on(sessions::id.eq(marks::session_id)))
        .filter(marks::kind.eq(MarkKind::LateCancel.as_str()))
        .filter(marks::state.ne(MarkState::Lifted.as_str()))
        .filter(sessions::starts_at.ge(since.naive()))
        .filter(sessions::candidate_id.eq_any(accounts_of!(program)))
        .filter(sessions::interviewer_id.eq_any(accounts_of!(program)))
        .select(marks::session_id)
        .load(conn)?;
    Ok(ids.into_iter().collect())
}

/// Members' requests since a moment, without withdrawn ones.
pub fn asked(conn: &mut Db, program: ProgramId, since: Timestamp) -> Result<Vec<Asked>, StoreError> {
    let rows: Vec<(NaiveDateTime, String, Option<NaiveDateTime>)> = requests::table
        .left_join(sessions::table.on(requests::session_id.eq(sessions::id.nullable())))
        .filter(requests::created_at.ge(since.naive()))
        .filter(requests::candidate_id.eq_any(accounts_of!(program)))
        .filter(requests::state.ne(RequestState::Withdrawn.as_str()))
        .select((requests::created_at, requests::state, sessions::agreed_at.nullable()))
        .load(conn)?;
    let matched = RequestState::Matched.as_str();
    let one = |(at, state, agreed): (NaiveDateTime, String, Option<NaiveDateTime>)| Asked {
        at: Timestamp::from_naive(at),
        met_at: agreed.filter(|_| state == matched).map(Timestamp::from_naive),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// For each session that ended since a moment: its state, its end, and when its notes were delivered.
pub fn ended_since(conn: &mut Db, since: Timestamp) -> Result<Vec<(State, Timestamp, Option<Timestamp>)>, StoreError> {
    let rows: Vec<(String, NaiveDateTime, Option<NaiveDateTime>)> = sessions::table
        .left_join(notes::table.on(notes::session_id.eq(sessions::id)))
        .filter(sessions::ends_at.ge(since.naive()))
        .filter(sessions::state.eq_any([State::Booked, State::Completed, State::HeldWithoutNotes].map(State::as_str)))
        .select((sessions::state, sessions::ends_at, notes::submitted_at.nullable()))
        .load(conn)?;
    rows.into_iter()
        .map(|(state, ends_at, at)| Ok((parse(&state)?, Timestamp::from_naive(ends_at), at.map(Timestamp::from_naive))))
        .collect()
}
