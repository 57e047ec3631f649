//! Who wants the evening digest, and what mails about several sessions have told.

use crate::domain::{AccountId, LocalDate, MailId, SessionId, Timestamp};
use crate::store::connection::each;
use crate::store::outbox::State;
use crate::store::rows::parse;
use crate::store::schema::{digest_settings, outbox, told_sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

crate::domain::string_enum! {
    /// What a mail has told about a session.
    About, "This isn't something that a mail tells about a session." {
        /// That it's coming up.
        Session = "session", "session";
        /// That its notes are to be written.
        Notes = "notes", "notes";
    }
}

/// When somebody's next digest is due; `None` if they don't want it.
pub fn next_at(conn: &mut Db, who: AccountId) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<NaiveDateTime> =
        digest_settings::table.find(who.to_string()).select(digest_settings::next_at).first(conn).optional()?;
    Ok(at.map(Timestamp::from_naive))
}

/// Sets when somebody's next digest is due, or turns it off. The caller holds their lock.
pub fn put(conn: &mut Db, who: AccountId, next_at: Option<Timestamp>) -> Result<(), StoreError> {
    let Some(at) = next_at else { return delete(conn, who) };
    let there = digest_settings::table.find(who.to_string());
    let change = digest_settings::next_at.eq(at.naive());
    if diesel::update(there).set(change).execute(conn)? == 0 {
        let row = (digest_settings::account_id.eq(who.to_string()), change);
        diesel::insert_into(digest_settings::table).values(row).execute(conn)?;
    }
    Ok(())
}

fn delete(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    diesel::delete(digest_settings::table.find(who.to_string())).execute(conn)?;
    Ok(())
}

/// People whose digest is due, the longest due first.
pub fn due(conn: &mut Db, now: Timestamp, limit: i64) -> Result<Vec<(AccountId, Timestamp)>, StoreError> {
    let rows: Vec<(String, NaiveDateTime)> = digest_settings::table
        .filter(digest_settings::next_at.le(now.naive()))
        .order((digest_settings::next_at, digest_settings::account_id))
        .limit(limit)
        .select((digest_settings::account_id, digest_settings::next_at))
        .load(conn)?;
    rows.into_iter().map(|(id, at)| Ok((parse(&id)?, Timestamp::from_naive(at)))).collect()
}

/// Claims the digest that was due at this moment; `false` if somebody was faster, or it's no longer wanted. The next one is
/// due at `next`.
pub fn claim(conn: &mut Db, who: AccountId, due: Timestamp, next: Timestamp) -> Result<bool, StoreError> {
    let there = digest_settings::table.find(who.to_string()).filter(digest_settings::next_at.eq(due.naive()));
    Ok(diesel::update(there).set(digest_settings::next_at.eq(next.naive())).execute(conn)? == 1)
}

/// Claims a day's digest; `false` if that day or a later one had one already.
pub fn claim_day(conn: &mut Db, who: AccountId, day: LocalDate) -> Result<bool, StoreError> {
    let day = day.to_string();
    let earlier = digest_settings::last_day.is_null().or(digest_settings::last_day.lt(day.clone()).assume_not_null());
    let there = digest_settings::table.filter(digest_settings::account_id.eq(who.to_string())).filter(earlier);
    Ok(diesel::update(there).set(digest_settings::last_day.eq(day)).execute(conn)? == 1)
}

/// Records what a mail tells somebody, each session with its SEQUENCE. The caller holds their lock.
pub fn tell(
    conn: &mut Db,
    (who, mail): (AccountId, MailId),
    about: About,
    sessions: &[(SessionId, i32)],
    now: Timestamp,
) -> Result<(), StoreError> {
    if sessions.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = sessions.iter().map(|(id, _)| id.to_string()).collect();
    let before = told_sessions::table
        .filter(told_sessions::account_id.eq(who.to_string()))
        .filter(told_sessions::about.eq(about.as_str()))
        .filter(told_sessions::session_id.eq_any(ids));
    diesel::delete(before).execute(conn)?;
    let row = |(session, sequence): &(SessionId, i32)| {
        (
            told_sessions::account_id.eq(who.to_string()),
            told_sessions::session_id.eq(session.to_string()),
            told_sessions::about.eq(about.as_str()),
            told_sessions::mail_id.eq(mail.to_string()),
            told_sessions::sequence.eq(*sequence),
            told_sessions::told_at.eq(now.naive()),
        )
    };
    let rows: Vec<_> = sessions.iter().map(row).collect();
    // The multi-connection has no batch insert.
    each!(conn => diesel::insert_into(told_sessions::table).values(&rows).execute(conn))?;
    Ok(())
}

/// When another mail that went out, or is being sent, told somebody this about a session at this SEQUENCE.
pub fn told_at(
    conn: &mut Db,
    (who, but): (AccountId, MailId),
    about: About,
    (session, sequence): (SessionId, i32),
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let sent = outbox::state.eq(State::Sent.as_str());
    let going = outbox::state.eq(State::Waiting.as_str()).and(outbox::leased_until.gt(now.naive()).assume_not_null());
    let at: Option<NaiveDateTime> = told_sessions::table
        .inner_join(outbox::table.on(outbox::id.eq(told_sessions::mail_id)))
        .filter(told_sessions::account_id.eq(who.to_string()))
        .filter(told_sessions::session_id.eq(session.to_string()))
        .filter(told_sessions::about.eq(about.as_str()))
        .filter(told_sessions::sequence.eq(sequence))
        .filter(told_sessions::mail_id.ne(but.to_string()))
        .filter(sent.or(going))
        .select(told_sessions::told_at)
        .first(conn)
        .optional()?;
    Ok(at.map(Timestamp::from_naive))
}

/// Deletes all of it, when an account is deleted.
pub fn delete_all(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    diesel::delete(told_sessions::table.filter(told_sessions::account_id.eq(who.to_string()))).execute(conn)?;
    delete(conn, who)
}
