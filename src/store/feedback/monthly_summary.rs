//! Monthly summaries: who is due one, which were sent, and their content.

use crate::domain::booking::session::State;
use crate::domain::feedback::reflection::Review;
use crate::domain::practice::plan::StepState;
use crate::domain::{AccountId, LocalDate, SessionId, Timestamp, Zone};
use crate::store::rows::{from_json, parse};
use crate::store::schema::{
    accounts, feedback, monthly_summaries, monthly_summary_opt_outs, plan_settings, plan_steps, reviews, sessions,
};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashSet;

/// Everybody who delivered notes on a session since then, with their zone.
pub fn interviewers(conn: &mut Db, since: Timestamp) -> Result<Vec<(AccountId, Zone)>, StoreError> {
    let asked = sessions::table
        .filter(sessions::state.eq(State::Completed.to_string()))
        .filter(sessions::starts_at.ge(since.naive()))
        .select(sessions::interviewer_id);
    let found: Vec<(String, String)> = accounts::table
        .filter(accounts::id.eq_any(asked))
        .filter(accounts::deleted_at.is_null())
        .filter(accounts::email_verified_at.is_not_null())
        .order(accounts::id)
        .select((accounts::id, accounts::time_zone))
        .load(conn)?;
    found.into_iter().map(|(id, zone)| Ok((parse(&id)?, parse(&zone)?))).collect()
}

/// Which months were sent to whom since then.
pub fn already_sent(conn: &mut Db, since: Timestamp) -> Result<HashSet<(AccountId, LocalDate)>, StoreError> {
    let rows: Vec<(String, String)> = monthly_summaries::table
        .filter(monthly_summaries::created_at.ge(since.naive()))
        .select((monthly_summaries::account_id, monthly_summaries::month))
        .load(conn)?;
    rows.into_iter().map(|(id, month)| Ok((parse(&id)?, parse(&month)?))).collect()
}

/// Claims sending somebody a month's summary; `false` if it was already sent. The caller holds the person's lock.
pub fn claim(conn: &mut Db, who: AccountId, month: LocalDate, now: Timestamp) -> Result<bool, StoreError> {
    let key = (who.to_string(), month.to_string());
    let there: i64 = monthly_summaries::table.find(key.clone()).count().get_result(conn)?;
    if there > 0 {
        return Ok(false);
    }
    let row = (
        monthly_summaries::account_id.eq(key.0),
        monthly_summaries::month.eq(key.1),
        monthly_summaries::created_at.eq(now.naive()),
    );
    diesel::insert_into(monthly_summaries::table).values(row).execute(conn)?;
    Ok(true)
}

/// A session with delivered notes.
#[derive(Debug, Clone, Copy)]
pub struct WrittenUp {
    /// The session.
    pub session: SessionId,
    /// When it ended.
    pub ended_at: Timestamp,
    /// When its notes were first delivered.
    pub delivered_at: Timestamp,
    /// Whether the interviewer submitted them: nobody else wrote them, and they weren't released unfinished.
    pub own: bool,
}

/// The sessions somebody interviewed in that began in a time range and have notes, no matter who wrote them.
pub fn written_up(conn: &mut Db, who: AccountId, from: Timestamp, to: Timestamp) -> Result<Vec<WrittenUp>, StoreError> {
    // A first version has a reason only if somebody else wrote or released it.
    type Row = (String, NaiveDateTime, NaiveDateTime, Option<String>);
    let found: Vec<Row> = sessions::table
        .inner_join(feedback::table)
        .filter(sessions::interviewer_id.eq(who.to_string()))
        .filter(sessions::state.eq(State::Completed.to_string()))
        .filter(sessions::starts_at.ge(from.naive()).and(sessions::starts_at.lt(to.naive())))
        .filter(feedback::version.eq(1))
        .order((sessions::starts_at, sessions::id))
        .select((sessions::id, sessions::ends_at, feedback::submitted_at, feedback::change_reason))
        .load(conn)?;
    let one = |(id, ended, delivered, reason): Row| {
        let (ended_at, delivered_at) = (Timestamp::from_naive(ended), Timestamp::from_naive(delivered));
        Ok(WrittenUp { session: parse(&id)?, ended_at, delivered_at, own: reason.is_none() })
    };
    found.into_iter().map(one).collect()
}

/// The reviews of these sessions.
pub fn reviews_of(conn: &mut Db, of: &[SessionId]) -> Result<Vec<(SessionId, Review)>, StoreError> {
    let rows: Vec<(String, String)> = reviews::table
        .filter(reviews::session_id.eq_any(texts(of)))
        .order(reviews::session_id)
        .select((reviews::session_id, reviews::document))
        .load(conn)?;
    rows.iter()
        .map(|(session, document)| Ok((parse(session)?, from_json("reviews.document", session, document)?)))
        .collect()
}

/// How many action steps from the feedback on these sessions are done, counting candidates who share that with interviewers.
pub fn steps_done(conn: &mut Db, of: &[SessionId]) -> Result<i64, StoreError> {
    let willing = plan_settings::table.filter(plan_settings::in_briefs.eq(true)).select(plan_settings::account_id);
    let done = plan_steps::table
        .filter(plan_steps::source_id.eq_any(texts(of)))
        .filter(plan_steps::state.eq(StepState::Done.as_str()))
        .filter(plan_steps::account_id.eq_any(willing));
    Ok(done.count().get_result(conn)?)
}

fn texts(of: &[SessionId]) -> Vec<String> {
    of.iter().map(ToString::to_string).collect()
}

/// Whether somebody wants these mails; on by default.
pub fn is_wanted(conn: &mut Db, who: AccountId) -> Result<bool, StoreError> {
    let not: i64 = monthly_summary_opt_outs::table.find(who.to_string()).count().get_result(conn)?;
    Ok(not == 0)
}

/// Turns them on or off. The caller holds the person's lock.
pub fn want(conn: &mut Db, who: AccountId, wanted: bool, now: Timestamp) -> Result<(), StoreError> {
    diesel::delete(monthly_summary_opt_outs::table.find(who.to_string())).execute(conn)?;
    if !wanted {
        let row = (
            monthly_summary_opt_outs::account_id.eq(who.to_string()),
            monthly_summary_opt_outs::created_at.eq(now.naive()),
        );
        diesel::insert_into(monthly_summary_opt_outs::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Deletes all of it, when an account is deleted.
pub fn delete_all(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    let theirs = monthly_summaries::table.filter(monthly_summaries::account_id.eq(who.to_string()));
    diesel::delete(theirs).execute(conn)?;
    diesel::delete(monthly_summary_opt_outs::table.find(who.to_string())).execute(conn)?;
    Ok(())
}
