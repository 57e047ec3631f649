//! Candidates' questions about their feedback, and the answers.

use crate::domain::feedback::follow_up::{Answer, AnswerText, FollowUp, FollowUpNumber};
use crate::domain::{AccountId, Seat, SessionId, Timestamp};
use crate::store::rows::{corrupt, parse, parse_opt};
use crate::store::safety::blocks::kept_apart;
use crate::store::schema::{feedback, follow_ups, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

type Row = (String, i32, Option<String>, NaiveDateTime, Option<String>, Option<NaiveDateTime>);

fn read((session, number, question, asked_at, answer, answered_at): Row) -> Result<FollowUp, StoreError> {
    let bad = || corrupt("follow_ups.number", &session, number);
    let text: Option<AnswerText> = parse_opt(answer.as_deref())?;
    Ok(FollowUp {
        number: FollowUpNumber::new(number.into()).ok_or_else(bad)?,
        session: parse(&session)?,
        question: parse_opt(question.as_deref())?,
        asked_at: Timestamp::from_naive(asked_at),
        answer: text.zip(answered_at).map(|(text, at)| Answer { text, at: Timestamp::from_naive(at) }),
    })
}

/// Saves a question; `Conflict` if its number is taken, and refused by the database if it's none of those there may be.
pub fn insert(conn: &mut Db, asked: &FollowUp) -> Result<(), StoreError> {
    let row = (
        follow_ups::session_id.eq(asked.session.to_string()),
        follow_ups::number.eq(i32::from(asked.number.get())),
        follow_ups::question.eq(asked.question.as_deref()),
        follow_ups::asked_at.eq(asked.asked_at.naive()),
    );
    diesel::insert_into(follow_ups::table).values(row).execute(conn)?;
    Ok(())
}

/// Saves the answer; `false` if there is one.
pub fn answer(
    conn: &mut Db,
    session: SessionId,
    number: FollowUpNumber,
    text: &AnswerText,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let open = follow_ups::table
        .filter(follow_ups::session_id.eq(session.to_string()))
        .filter(follow_ups::number.eq(i32::from(number.get())))
        .filter(follow_ups::answered_at.is_null());
    let change = (follow_ups::answer.eq(text.to_string()), follow_ups::answered_at.eq(now.naive()));
    Ok(diesel::update(open).set(change).execute(conn)? == 1)
}

/// The questions about these sessions' feedback as somebody in this seat sees them, by session and number. While one of the two
/// has blocked the other, the interviewer doesn't see those that are open, as if the candidate had left.
pub fn of_sessions(conn: &mut Db, of: &[SessionId], seat: Seat) -> Result<Vec<FollowUp>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let mut query = follow_ups::table
        .inner_join(sessions::table)
        .filter(follow_ups::session_id.eq_any(ids))
        .select(follow_ups::all_columns)
        .into_boxed();
    if seat == Seat::Interviewer {
        query = query.filter(follow_ups::answered_at.is_not_null().or(not(exists(kept_apart()))));
    }
    let rows: Vec<Row> = query.order((follow_ups::session_id, follow_ups::number)).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The same for every session of somebody, in either seat, for the export of their data.
pub fn of_person(conn: &mut Db, who: AccountId) -> Result<Vec<FollowUp>, StoreError> {
    let shown = follow_ups::answered_at.is_not_null().or(not(exists(kept_apart())));
    let as_interviewer = sessions::interviewer_id.eq(who.to_string()).and(shown);
    let rows: Vec<Row> = follow_ups::table
        .inner_join(sessions::table)
        .filter(sessions::candidate_id.eq(who.to_string()).or(as_interviewer))
        .order((follow_ups::session_id, follow_ups::number))
        .select(follow_ups::all_columns)
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// When the latest version of the feedback on a session was sent, if there is any.
pub fn feedback_sent_at(conn: &mut Db, session: SessionId) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<NaiveDateTime> = feedback::table
        .filter(feedback::session_id.eq(session.to_string()))
        .order(feedback::version.desc())
        .select(feedback::submitted_at)
        .first(conn)
        .optional()?;
    Ok(at.map(Timestamp::from_naive))
}

/// Deletes what somebody asked as a candidate, when their account is deleted. What was answered is the interviewer's, and stays.
pub fn erase(conn: &mut Db, candidate: AccountId) -> Result<(), StoreError> {
    let theirs = || sessions::table.filter(sessions::candidate_id.eq(candidate.to_string())).select(sessions::id);
    let open = follow_ups::table.filter(follow_ups::answered_at.is_null());
    diesel::delete(open.filter(follow_ups::session_id.eq_any(theirs()))).execute(conn)?;
    let answered = follow_ups::table.filter(follow_ups::session_id.eq_any(theirs()));
    diesel::update(answered).set(follow_ups::question.eq(None::<String>)).execute(conn)?;
    Ok(())
}
