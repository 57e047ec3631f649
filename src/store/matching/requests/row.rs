//! Conversion between a request and its row.

use crate::domain::Timestamp;
use crate::domain::matching::request::{Ask, Request};
use crate::store::StoreError;
use crate::store::rows::{from_json, length, parse, parse_opt, to_json};
use crate::store::schema::requests;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A request's row.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = requests)]
pub(super) struct Row {
    id: String,
    candidate_id: String,
    kind: String,
    level: String,
    topics: String,
    language: String,
    duration_minutes: i32,
    windows: String,
    aims: String,
    not_before: Option<NaiveDateTime>,
    expires_at: Option<NaiveDateTime>,
    lapses_at: NaiveDateTime,
    auto_accept: bool,
    state: String,
    session_id: Option<String>,
    answer_by: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
    swap: bool,
    accepted: bool,
    replaces_session_id: Option<String>,
    other_kinds: String,
    other_languages: String,
}

impl TryFrom<Row> for Request {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id)?,
            candidate: parse(&row.candidate_id)?,
            ask: Ask {
                kind: parse(&row.kind)?,
                other_kinds: from_json("requests.other_kinds", &row.id, &row.other_kinds)?,
                level: parse(&row.level)?,
                topics: from_json("requests.topics", &row.id, &row.topics)?,
                language: parse(&row.language)?,
                other_languages: from_json("requests.other_languages", &row.id, &row.other_languages)?,
                length: length("requests.duration_minutes", &row.id, row.duration_minutes)?,
                windows: from_json("requests.windows", &row.id, &row.windows)?,
                aims: parse(&row.aims)?,
                not_before: row.not_before.map(Timestamp::from_naive),
                expires_at: row.expires_at.map(Timestamp::from_naive),
                auto_accept: row.auto_accept,
                swap: row.swap,
            },
            state: parse(&row.state)?,
            session: parse_opt(row.session_id.as_deref())?,
            answer_by: row.answer_by.map(Timestamp::from_naive),
            accepted: row.accepted,
            created_at: Timestamp::from_naive(row.created_at),
            replaces: parse_opt(row.replaces_session_id.as_deref())?,
        })
    }
}

/// The row of a request.
pub(super) fn row(request: &Request, now: Timestamp) -> Result<Row, StoreError> {
    let ask = &request.ask;
    Ok(Row {
        id: request.id.to_string(),
        candidate_id: request.candidate.to_string(),
        kind: ask.kind.to_string(),
        level: ask.level.to_string(),
        topics: to_json(&ask.topics)?,
        language: ask.language.to_string(),
        duration_minutes: i32::try_from(ask.length.minutes()).map_err(|e| StoreError::Other(e.to_string()))?,
        windows: to_json(&ask.windows)?,
        aims: ask.aims.to_string(),
        not_before: ask.not_before.map(Timestamp::naive),
        expires_at: ask.expires_at.map(Timestamp::naive),
        lapses_at: ask.lapses_at().unwrap_or(now).naive(),
        auto_accept: ask.auto_accept,
        state: request.state.to_string(),
        session_id: request.session.map(|id| id.to_string()),
        answer_by: request.answer_by.map(Timestamp::naive),
        created_at: request.created_at.naive(),
        updated_at: now.naive(),
        swap: ask.swap,
        accepted: request.accepted,
        replaces_session_id: request.replaces.map(|id| id.to_string()),
        other_kinds: to_json(&ask.other_kinds)?,
        other_languages: to_json(&ask.other_languages)?,
    })
}
