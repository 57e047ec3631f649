//! The input for a program's report: each function takes a fixed number of statements for any number of people.

use super::members::accounts_of;
use crate::domain::booking::mark::{MarkKind, MarkState};
use crate::domain::booking::session::{State, notes_begin};
use crate::domain::feedback::notes::Rating;
use crate::domain::matching::request::RequestState;
use crate::domain::program::report_rows::{Asked, Delivered, Meeting, Participant, Period, RoundRow};
use crate::domain::round::RoundState;
use crate::domain::{AccountId, ProgramId, Seat, SessionId, Timestamp};
use crate::store::outbox::State as MailState;
use crate::store::rows::{from_json, from_json_opt, parse, parse_opt};
use crate::store::schema::{
    accounts, former_members, marks as marks_table, notes, outbox, program_members, program_sessions, requests,
    reviews, round_results, rounds, sessions,
};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::{count, count_star};
use diesel::prelude::*;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// The part of the notes that the report reads.
#[derive(Deserialize)]
struct Ratings {
    #[serde(default)]
    ratings: Vec<Rating>,
}

type Row = (
    (String, String, String, String, String, NaiveDateTime, NaiveDateTime),
    (Option<i32>, Option<i32>, Option<String>, Option<String>),
    Option<NaiveDateTime>,
    Option<String>,
    Option<String>,
);

/// A subquery for the sessions of a program.
macro_rules! sessions_of {
    ($program:expr) => {
        program_sessions::table
            .filter(program_sessions::program_id.eq($program.to_string()))
            .select(program_sessions::session_id)
    };
}

/// The program's sessions in a period that both agreed to; two statements.
pub fn meetings(conn: &mut Db, program: ProgramId, period: &Period) -> Result<Vec<Meeting>, StoreError> {
    let marked = Marked::of(conn, program)?;
    let rows: Vec<Row> = sessions::table
        .inner_join(program_sessions::table.on(program_sessions::session_id.eq(sessions::id)))
        .left_join(notes::table.on(notes::session_id.eq(sessions::id)))
        .left_join(reviews::table.on(reviews::session_id.eq(sessions::id)))
        .filter(program_sessions::program_id.eq(program.to_string()))
        .filter(sessions::state.ne(State::Offered.as_str()))
        .select((
            (
                sessions::id,
                sessions::candidate_id,
                sessions::interviewer_id,
                sessions::kind,
                sessions::state,
                sessions::starts_at,
                sessions::ends_at,
            ),
            (
                sessions::candidate_late_minutes,
                sessions::interviewer_late_minutes,
                sessions::absent,
                program_sessions::round_id,
            ),
            notes::submitted_at.nullable(),
            notes::document.nullable(),
            reviews::document.nullable(),
        ))
        .load(conn)?;
    let all = rows.into_iter().map(
        |(
            (id, candidate, interviewer, kind, state, starts_at, ends_at),
            (candidate_late, interviewer_late, absent, round),
            submitted_at,
            document,
            review,
        )| {
            let session = parse(&id)?;
            let (state, absent): (State, Option<Seat>) = (parse(&state)?, parse_opt(absent.as_deref())?);
            let ends_at = Timestamp::from_naive(ends_at);
            Ok(Meeting {
                session,
                candidate: parse(&candidate)?,
                interviewer: parse(&interviewer)?,
                round: parse_opt(round.as_deref())?,
                kind: parse(&kind)?,
                state,
                starts_at: Timestamp::from_naive(starts_at),
                ends_at,
                notes_from: notes_begin(ends_at, marked.lifted.get(&session).copied()),
                absent: absent.filter(|_| state == State::NoShow && !marked.absence_open.contains(&session)),
                cancelled_late: marked.cancelled_late.contains(&session),
                ran_late: candidate_late.is_some() || interviewer_late.is_some(),
                delivered: submitted_at
                    .zip(document)
                    .map(|(at, document)| delivered(&id, at, &document))
                    .transpose()?,
                review: from_json_opt("reviews.document", &id, review.as_deref())?,
            })
        },
    );
    let in_period =
        |one: &Result<Meeting, StoreError>| one.as_ref().map_or(true, |one| period.includes(one.starts_at, one.round));
    all.filter(in_period).collect()
}

fn delivered(session: &str, at: NaiveDateTime, document: &str) -> Result<Delivered, StoreError> {
    let notes: Ratings = from_json("notes.document", session, document)?;
    let score = |rating: Rating| Some((rating.competency.to_string(), rating.score?.get()));
    Ok(Delivered { at: Timestamp::from_naive(at), scores: notes.ratings.into_iter().filter_map(score).collect() })
}

/// What marks say about a program's sessions.
#[derive(Default)]
struct Marked {
    /// Those with a mark for cancelling late that wasn't removed.
    cancelled_late: HashSet<SessionId>,
    /// Those where a mark for being absent was removed, or waits for a decision.
    absence_open: HashSet<SessionId>,
    /// When a mark for being absent was removed.
    lifted: HashMap<SessionId, Timestamp>,
}

impl Marked {
    fn of(conn: &mut Db, program: ProgramId) -> Result<Self, StoreError> {
        type MarkRow = (String, String, String, Option<String>, Option<NaiveDateTime>);
        let rows: Vec<MarkRow> = marks_table::table
            .filter(marks_table::session_id.eq_any(sessions_of!(program)))
            .select((
                marks_table::session_id,
                marks_table::kind,
                marks_table::state,
                marks_table::appeal,
                marks_table::decided_at,
            ))
            .load(conn)?;
        let mut all = Self::default();
        for (session, kind, state, appeal, decided_at) in rows {
            let (session, kind, state) = (parse(&session)?, parse::<MarkKind>(&kind)?, parse::<MarkState>(&state)?);
            let lifted = state == MarkState::Lifted;
            let waits = state == MarkState::Disputed || appeal.is_some() && decided_at.is_none();
            match kind {
                MarkKind::LateCancel if !lifted => {
                    all.cancelled_late.insert(session);
                }
                MarkKind::Absent => {
                    if lifted || waits {
                        all.absence_open.insert(session);
                    }
                    if let Some(at) = decided_at.filter(|_| lifted) {
                        all.lifted.insert(session, Timestamp::from_naive(at));
                    }
                }
                MarkKind::LateCancel | MarkKind::NoNotes => {}
            }
        }
        Ok(all)
    }
}

/// What members asked for in the program in a period: requests that led to one of its sessions, and those that haven't led to
/// any. Without those withdrawn, and those that took the place of a round's session, which nobody made.
pub fn asked(conn: &mut Db, program: ProgramId, period: &Period) -> Result<Vec<Asked>, StoreError> {
    let matched = RequestState::Matched.as_str();
    let here = requests::session_id.eq_any(sessions_of!(program).nullable()).assume_not_null();
    let rows: Vec<(Option<NaiveDateTime>, String, Option<NaiveDateTime>)> = requests::table
        .filter(requests::round_id.is_null())
        .filter(requests::state.ne(RequestState::Withdrawn.as_str()))
        .filter(
            requests::state
                .eq(matched)
                .and(here)
                .or(requests::state.ne(matched).and(requests::program_id.eq(program.to_string()).assume_not_null())),
        )
        .select((requests::asked_at, requests::state, requests::matched_at))
        .load(conn)?;
    let one = |(at, state, met): (Option<NaiveDateTime>, String, Option<NaiveDateTime>)| {
        let met_at = met.filter(|_| state == matched).map(Timestamp::from_naive);
        Some(Asked { at: Timestamp::from_naive(at?), met_at })
    };
    Ok(rows.into_iter().filter_map(one).filter(|one| period.whole || period.contains(one.at)).collect())
}

/// Everybody who is or was in the program; two statements.
pub fn participants(conn: &mut Db, program: ProgramId) -> Result<Vec<Participant>, StoreError> {
    type MemberRow = (String, String, bool, bool, NaiveDateTime);
    let members: Vec<MemberRow> = program_members::table
        .inner_join(accounts::table)
        .filter(program_members::program_id.eq(program.to_string()))
        .order(program_members::account_id)
        .select((
            program_members::account_id,
            accounts::display_name,
            program_members::candidate,
            program_members::interviewer,
            program_members::joined_at,
        ))
        .load(conn)?;
    type FormerRow = (String, bool, bool, NaiveDateTime, NaiveDateTime);
    let former: Vec<FormerRow> = former_members::table
        .filter(former_members::program_id.eq(program.to_string()))
        .filter(former_members::account_id.ne_all(accounts_of!(program)))
        .order(former_members::account_id)
        .select((
            former_members::account_id,
            former_members::candidate,
            former_members::interviewer,
            former_members::joined_at,
            former_members::left_at,
        ))
        .load(conn)?;
    let member = |(id, name, candidate, interviewer, joined_at): MemberRow| {
        Ok(Participant {
            account: parse(&id)?,
            name: Some(parse(&name)?),
            candidate,
            interviewer,
            joined_at: Timestamp::from_naive(joined_at),
            left_at: None,
        })
    };
    let left = |(id, candidate, interviewer, joined_at, left_at): FormerRow| {
        Ok(Participant {
            account: parse(&id)?,
            name: None,
            candidate,
            interviewer,
            joined_at: Timestamp::from_naive(joined_at),
            left_at: Some(Timestamp::from_naive(left_at)),
        })
    };
    members.into_iter().map(member).chain(former.into_iter().map(left)).collect()
}

/// The program's published rounds, with how many candidates took part; two statements.
pub fn published_rounds(conn: &mut Db, program: ProgramId) -> Result<Vec<RoundRow>, StoreError> {
    let rows: Vec<(String, String, String, String)> = rounds::table
        .filter(rounds::program_id.eq(program.to_string()))
        .filter(rounds::state.eq(RoundState::Published.as_str()))
        .select((rounds::id, rounds::name, rounds::starts_on, rounds::ends_on))
        .load(conn)?;
    let counts: Vec<(String, i64, i64)> = round_results::table
        .inner_join(rounds::table)
        .filter(rounds::program_id.eq(program.to_string()))
        .group_by(round_results::round_id)
        // A pair has a language, whatever happened to its session.
        .select((round_results::round_id, count_star(), count(round_results::language)))
        .load(conn)?;
    let counts: HashMap<String, (i64, i64)> =
        counts.into_iter().map(|(id, candidates, matched)| (id, (candidates, matched))).collect();
    let size = |count: i64| usize::try_from(count).unwrap_or(0);
    rows.into_iter()
        .map(|(id, name, starts_on, ends_on)| {
            let (candidates, matched) = counts.get(&id).copied().unwrap_or_default();
            Ok(RoundRow {
                id: parse(&id)?,
                name: parse(&name)?,
                starts_on: parse(&starts_on)?,
                ends_on: parse(&ends_on)?,
                candidates: size(candidates),
                matched: size(matched),
            })
        })
        .collect()
}

/// To whom mails about the program's sessions, or about no session at all, were sent in a period, as far as they're kept.
pub fn mails(conn: &mut Db, program: ProgramId, period: &Period) -> Result<Vec<(AccountId, Timestamp)>, StoreError> {
    let left = former_members::table
        .filter(former_members::program_id.eq(program.to_string()))
        .select(former_members::account_id);
    let rows: Vec<(String, Option<NaiveDateTime>)> = outbox::table
        .filter(outbox::state.eq(MailState::Sent.as_str()))
        .filter(outbox::account_id.eq_any(accounts_of!(program)).or(outbox::account_id.eq_any(left)))
        .filter(
            outbox::session_id
                .is_null()
                .or(outbox::session_id.eq_any(sessions_of!(program).nullable()).assume_not_null()),
        )
        .filter(outbox::settled_at.ge(period.from.naive()))
        .select((outbox::account_id, outbox::settled_at))
        .load(conn)?;
    let one = |(who, at): (String, Option<NaiveDateTime>)| Some((who, Timestamp::from_naive(at?)));
    rows.into_iter()
        .filter_map(one)
        .filter(|(_, at)| period.contains(*at))
        .map(|(who, at)| Ok((parse(&who)?, at)))
        .collect()
}
