//! Booked mock interviews.

mod row;

use crate::domain::booking::session::{Session, State};
use crate::domain::{AccountId, MeetingPlace, Prose, Seat, SessionId, Span, Timestamp};
use crate::store::program::program_sessions;
use crate::store::rows::{length, parse};
use crate::store::safety::blocks::kept_apart;
use crate::store::schema::{accounts, interviewer_profiles, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use row::{Joined, Row, session};

diesel::alias!(accounts as candidates: Candidates, accounts as interviewers: Interviewers);

/// Adds a session, and records which program it belongs to. Its cells are claimed separately (see [`super::cells`]).
pub fn insert(conn: &mut Db, session: &Session, now: Timestamp) -> Result<(), StoreError> {
    diesel::insert_into(sessions::table).values(row::new(session, now)?).execute(conn)?;
    program_sessions::insert(conn, session.id, [session.candidate.id, session.interviewer.id], session.starts_at)
}

/// The joins for a complete [`Session`] in one statement.
macro_rules! whole {
    () => {
        sessions::table
            .inner_join(candidates.on(candidates.field(accounts::id).eq(sessions::candidate_id)))
            .inner_join(interviewers.on(interviewers.field(accounts::id).eq(sessions::interviewer_id)))
            // For blocked pairs, the other person looks like somebody who stopped volunteering.
            .left_join(
                interviewer_profiles::table
                    .on(interviewer_profiles::account_id.eq(sessions::interviewer_id).and(not(exists(kept_apart())))),
            )
            .select((
                Row::as_select(),
                candidates.field(accounts::display_name),
                interviewers.field(accounts::display_name),
                interviewer_profiles::headline.nullable(),
            ))
    };
}

/// The session with this id.
pub fn by_id(conn: &mut Db, id: SessionId) -> Result<Session, StoreError> {
    session(whole!().filter(sessions::id.eq(id.to_string())).first(conn)?)
}

/// When a session was booked or offered; a move doesn't change that.
pub fn created_at(conn: &mut Db, id: SessionId) -> Result<Timestamp, StoreError> {
    let at = sessions::table.filter(sessions::id.eq(id.to_string())).select(sessions::created_at).first(conn)?;
    Ok(Timestamp::from_naive(at))
}

/// Locks a session's row until the transaction ends, and returns it.
pub fn lock(conn: &mut Db, id: SessionId) -> Result<Session, StoreError> {
    match conn {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            sessions::table
                .filter(sessions::id.eq(id.to_string()))
                .select(sessions::id)
                .for_no_key_update()
                .first::<String>(conn)?;
        }
    }
    by_id(conn, id)
}

/// Which of a person's sessions to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Only those where they have this seat.
    pub role: Option<Seat>,
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those after this one in the list's order.
    pub after: Option<(Timestamp, SessionId)>,
    /// Only those that end after this moment.
    pub ending_after: Option<Timestamp>,
}

/// A person's sessions, latest start first.
pub fn list(conn: &mut Db, account: AccountId, filter: &Filter, limit: i64) -> Result<Vec<Session>, StoreError> {
    let me = account.to_string();
    let mut query = whole!().into_boxed();
    // An offer to a candidate isn't visible to the interviewer yet.
    query = query.filter(sessions::candidate_id.eq(me.clone()).or(sessions::state.ne(State::Offered.as_str())));
    query = match filter.role {
        Some(Seat::Candidate) => query.filter(sessions::candidate_id.eq(me)),
        Some(Seat::Interviewer) => query.filter(sessions::interviewer_id.eq(me)),
        None => query.filter(sessions::candidate_id.eq(me.clone()).or(sessions::interviewer_id.eq(me))),
    };
    if let Some(state) = filter.state {
        query = query.filter(sessions::state.eq(state.as_str()));
    }
    if let Some(moment) = filter.ending_after {
        query = query.filter(sessions::ends_at.gt(moment.naive()));
    }
    if let Some((starts_at, id)) = filter.after {
        query = query.filter(
            sessions::starts_at
                .lt(starts_at.naive())
                .or(sessions::starts_at.eq(starts_at.naive()).and(sessions::id.lt(id.to_string()))),
        );
    }
    let rows: Vec<Joined> = query.order((sessions::starts_at.desc(), sessions::id.desc())).limit(limit).load(conn)?;
    rows.into_iter().map(session).collect()
}

/// The time that a session takes up.
#[derive(Debug, Clone, Copy)]
pub struct Hold {
    /// The candidate.
    pub candidate: AccountId,
    /// The interviewer.
    pub interviewer: AccountId,
    /// From start to end.
    pub span: Span,
}

/// All sessions in a range that weren't cancelled: of all people, or of those given.
pub fn holds(conn: &mut Db, range: Span, people: Option<&[AccountId]>) -> Result<Vec<Hold>, StoreError> {
    let mut query = sessions::table
        .filter(sessions::starts_at.lt(range.to.naive()))
        // No session lasts longer than 90 minutes; this bound makes the index on the start usable.
        .filter(sessions::starts_at.gt(range.from.plus_minutes(-90).naive()))
        .filter(sessions::ends_at.gt(range.from.naive()))
        .filter(sessions::state.ne(State::Cancelled.as_str()))
        .into_boxed();
    if let Some(people) = people {
        let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
        query = query.filter(sessions::candidate_id.eq_any(ids.clone()).or(sessions::interviewer_id.eq_any(ids)));
    }
    // The length and not the end: SQLite stores times as text, and parsing them is most of a row's cost.
    let rows: Vec<(String, String, NaiveDateTime, i32)> = query
        .select((sessions::candidate_id, sessions::interviewer_id, sessions::starts_at, sessions::duration_minutes))
        .load(conn)?;
    rows.into_iter()
        .map(|(candidate, interviewer, start, minutes)| {
            Ok(Hold {
                candidate: parse(&candidate)?,
                interviewer: parse(&interviewer)?,
                span: Span::of(Timestamp::from_naive(start), length("sessions.duration_minutes", &candidate, minutes)?),
            })
        })
        .collect()
}

/// Cancels a session and raises its SEQUENCE. The caller holds its lock and has checked its state.
pub fn set_cancelled(conn: &mut Db, id: SessionId, by: Seat, reason: &Prose<1000>) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set((
            sessions::state.eq(State::Cancelled.as_str()),
            sessions::cancelled_by.eq(by.as_str()),
            sessions::cancel_reason.eq(reason.to_string()),
            sessions::sequence.eq(sessions::sequence + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Records that the person in this seat confirmed.
pub fn set_confirmed(conn: &mut Db, id: SessionId, role: Seat, now: Timestamp) -> Result<(), StoreError> {
    let row = sessions::table.filter(sessions::id.eq(id.to_string()));
    match role {
        Seat::Candidate => diesel::update(row).set(sessions::candidate_confirmed_at.eq(now.naive())).execute(conn)?,
        Seat::Interviewer => {
            diesel::update(row).set(sessions::interviewer_confirmed_at.eq(now.naive())).execute(conn)?
        }
    };
    Ok(())
}

/// Records how many minutes late the person in this seat will be.
pub fn set_late(conn: &mut Db, id: SessionId, role: Seat, minutes: i32) -> Result<(), StoreError> {
    let row = sessions::table.filter(sessions::id.eq(id.to_string()));
    match role {
        Seat::Candidate => diesel::update(row).set(sessions::candidate_late_minutes.eq(minutes)).execute(conn)?,
        Seat::Interviewer => diesel::update(row).set(sessions::interviewer_late_minutes.eq(minutes)).execute(conn)?,
    };
    Ok(())
}

/// Marks one of the two absent.
pub fn set_absent(conn: &mut Db, id: SessionId, absent: Seat, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set((
            sessions::state.eq(State::NoShow.as_str()),
            sessions::absent.eq(absent.as_str()),
            sessions::marked_absent_at.eq(now.naive()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Records what the person marked absent says.
pub fn set_disputed(conn: &mut Db, id: SessionId, reason: &Prose<1000>) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set((sessions::state.eq(State::Disputed.as_str()), sessions::dispute_reason.eq(reason.to_string())))
        .execute(conn)?;
    Ok(())
}

/// Changes a session's state; `false` if it's no longer in the state `from`.
pub fn step(conn: &mut Db, id: SessionId, from: State, to: State) -> Result<bool, StoreError> {
    let row = sessions::table.filter(sessions::id.eq(id.to_string())).filter(sessions::state.eq(from.as_str()));
    Ok(diesel::update(row).set(sessions::state.eq(to.as_str())).execute(conn)? == 1)
}

/// Marks a session as completed.
pub fn set_completed(conn: &mut Db, id: SessionId) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set(sessions::state.eq(State::Completed.as_str()))
        .execute(conn)?;
    Ok(())
}

/// The sessions, offers included, that this person interviews in and that are still to begin, by id.
pub fn to_interview(conn: &mut Db, person: AccountId, now: Timestamp) -> Result<Vec<SessionId>, StoreError> {
    let to_come = [State::Booked, State::Offered].map(State::as_str);
    let ids: Vec<String> = sessions::table
        .filter(sessions::interviewer_id.eq(person.to_string()))
        .filter(sessions::starts_at.gt(now.naive()))
        .filter(sessions::state.eq_any(to_come))
        .order(sessions::id)
        .select(sessions::id)
        .load(conn)?;
    ids.iter().map(|id| parse(id)).collect()
}

/// Writes where a session takes place, and raises its SEQUENCE if its people have been invited to it. The caller holds
/// its lock.
pub fn set_place(conn: &mut Db, id: SessionId, place: &MeetingPlace, invited: bool) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::id.eq(id.to_string())))
        .set((
            sessions::meeting_place.eq(place.to_string()),
            sessions::sequence.eq(sessions::sequence + i32::from(invited)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Erases a person's data in their sessions, when their account is deleted: what they wanted to practise, and their meeting place.
pub fn erase(conn: &mut Db, person: AccountId) -> Result<(), StoreError> {
    diesel::update(sessions::table.filter(sessions::candidate_id.eq(person.to_string())))
        .set(sessions::aims.eq(""))
        .execute(conn)?;
    diesel::update(sessions::table.filter(sessions::interviewer_id.eq(person.to_string())))
        .set(sessions::meeting_place.eq(None::<String>))
        .execute(conn)?;
    Ok(())
}

/// These sessions, by id, in one statement.
pub fn by_ids(conn: &mut Db, ids: &[SessionId]) -> Result<std::collections::HashMap<SessionId, Session>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Joined> = whole!().filter(sessions::id.eq_any(ids)).load(conn)?;
    rows.into_iter().map(|row| session(row).map(|session| (session.id, session))).collect()
}
