//! Conversion between a session and its row.

use crate::domain::booking::session::{BySeat, Coming, OtherHalf, Person, Session};
use crate::domain::{Seat, SessionId, Timestamp};
use crate::store::StoreError;
use crate::store::rows::{from_json, length, parse, parse_opt, to_json};
use crate::store::schema::sessions;
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub(crate) struct Row {
    id: String,
    candidate_id: String,
    interviewer_id: String,
    kind: String,
    level: String,
    topics: String,
    aims: String,
    starts_at: NaiveDateTime,
    ends_at: NaiveDateTime,
    duration_minutes: i32,
    meeting_place: Option<String>,
    sequence: i32,
    state: String,
    cancelled_by: Option<String>,
    cancel_reason: Option<String>,
    absent: Option<String>,
    marked_absent_at: Option<NaiveDateTime>,
    dispute_reason: Option<String>,
    created_at: NaiveDateTime,
    swap_session_id: Option<String>,
    swap_starts_at: Option<NaiveDateTime>,
    candidate_keeps_half: bool,
    interviewer_keeps_half: bool,
    agreed_at: Option<NaiveDateTime>,
    candidate_confirmed_at: Option<NaiveDateTime>,
    interviewer_confirmed_at: Option<NaiveDateTime>,
    candidate_late_minutes: Option<i32>,
    interviewer_late_minutes: Option<i32>,
}

pub(crate) type Joined = (Row, String, String, Option<String>);

pub(crate) fn session((row, candidate, interviewer, headline): Joined) -> Result<Session, StoreError> {
    let cancelled = match (parse_opt(row.cancelled_by.as_deref())?, row.cancel_reason) {
        (Some(role), Some(reason)) => Some((role, parse(&reason)?)),
        _ => None,
    };
    let absent: Option<Seat> = parse_opt(row.absent.as_deref())?;
    let keepers = [(Seat::Candidate, row.candidate_keeps_half), (Seat::Interviewer, row.interviewer_keeps_half)];
    let keepers = keepers.into_iter().filter_map(|(role, keeps)| keeps.then_some(role)).collect();
    let other: Option<SessionId> = parse_opt(row.swap_session_id.as_deref())?;
    let swap = other.zip(row.swap_starts_at.map(Timestamp::from_naive));
    let coming =
        |at: Option<NaiveDateTime>, late_minutes| Coming { confirmed_at: at.map(Timestamp::from_naive), late_minutes };
    Ok(Session {
        id: parse(&row.id)?,
        candidate: Person { id: parse(&row.candidate_id)?, name: parse(&candidate)? },
        interviewer: Person { id: parse(&row.interviewer_id)?, name: parse(&interviewer)? },
        headline: parse_opt(headline.as_deref())?,
        kind: parse(&row.kind)?,
        level: parse(&row.level)?,
        topics: from_json("sessions.topics", &row.id, &row.topics)?,
        aims: parse(&row.aims)?,
        starts_at: Timestamp::from_naive(row.starts_at),
        length: length("sessions.duration_minutes", &row.id, row.duration_minutes)?,
        meeting_place: parse_opt(row.meeting_place.as_deref())?,
        sequence: row.sequence,
        state: parse(&row.state)?,
        cancelled,
        absent: absent.zip(row.marked_absent_at.map(Timestamp::from_naive)),
        dispute: parse_opt(row.dispute_reason.as_deref())?,
        swap: swap.map(|(session, starts_at)| OtherHalf { session, starts_at, keepers }),
        agreed_at: Timestamp::from_naive(row.agreed_at.unwrap_or(row.created_at)),
        coming: BySeat {
            candidate: coming(row.candidate_confirmed_at, row.candidate_late_minutes),
            interviewer: coming(row.interviewer_confirmed_at, row.interviewer_late_minutes),
        },
    })
}

/// The row of a new session.
pub(crate) fn new(session: &Session, now: Timestamp) -> Result<Row, StoreError> {
    Ok(Row {
        id: session.id.to_string(),
        candidate_id: session.candidate.id.to_string(),
        interviewer_id: session.interviewer.id.to_string(),
        kind: session.kind.to_string(),
        level: session.level.to_string(),
        topics: to_json(&session.topics)?,
        aims: session.aims.to_string(),
        starts_at: session.starts_at.naive(),
        ends_at: session.ends_at().naive(),
        duration_minutes: i32::try_from(session.length.minutes()).map_err(|e| StoreError::Other(e.to_string()))?,
        meeting_place: session.meeting_place.as_ref().map(ToString::to_string),
        sequence: session.sequence,
        state: session.state.to_string(),
        cancelled_by: session.cancelled.as_ref().map(|(role, _)| role.to_string()),
        cancel_reason: session.cancelled.as_ref().map(|(_, reason)| reason.to_string()),
        absent: session.absent.map(|(role, _)| role.to_string()),
        marked_absent_at: session.absent.map(|(_, at)| at.naive()),
        dispute_reason: session.dispute.as_ref().map(ToString::to_string),
        created_at: now.naive(),
        swap_session_id: session.swap.as_ref().map(|other| other.session.to_string()),
        swap_starts_at: session.swap.as_ref().map(|other| other.starts_at.naive()),
        candidate_keeps_half: false,
        interviewer_keeps_half: false,
        agreed_at: Some(session.agreed_at.naive()),
        candidate_confirmed_at: None,
        interviewer_confirmed_at: None,
        candidate_late_minutes: None,
        interviewer_late_minutes: None,
    })
}
