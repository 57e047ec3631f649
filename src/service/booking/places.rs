//! Where the two of a session meet, as its interviewer says until it starts. What it has to begin with: `rooms`.

use super::access::as_participant;
use super::history;
use super::sessions::lock_other;
use crate::domain::account::profile::InterviewerProfile;
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::session::{Session, State};
use crate::domain::booking::session_event::{Actor, SessionEventKind};
use crate::domain::{AccountId, MeetingPlace, Seat, SessionId, Timestamp};
use crate::service::{Error, Services, notifications};
use crate::store::account::{accounts, profiles};
use crate::store::booking::sessions;
use crate::store::{Db, StoreError};

/// What the interviewer says about where they meet.
#[derive(Debug, Clone)]
pub struct Given {
    /// Where.
    pub place: MeetingPlace,
    /// Whether it's also for their other sessions: it goes into their profile.
    pub for_others: bool,
}

/// Says where a session takes place, and of a swap both halves; both people get the invitation anew. The same place again
/// changes nothing.
pub fn set(services: &Services, me: AccountId, id: SessionId, given: &Given) -> Result<(Session, Seat), Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let other = lock_other(db, me, id)?;
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        allow(Verb::SetPlace, &session, role.into(), now)?;
        write_places(db, now, &session, other, &given.place)?;
        if given.for_others
            && let Some(profile) = profiles::interviewer(db, me)?
        {
            let changed = InterviewerProfile { meeting_place: Some(given.place.clone()), ..profile.clone() };
            profiles::put_interviewer(db, me, &changed, now)?;
            follow(db, now, me, profile.meeting_place.as_ref(), &given.place)?;
        }
        Ok((sessions::by_id(db, id)?, role))
    })
}

/// After somebody's usual place changed: their sessions to come that had none, or had the one before, take place at
/// the new one. The caller holds the person's lock.
pub(crate) fn follow(
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    before: Option<&MeetingPlace>,
    place: &MeetingPlace,
) -> Result<(), Error> {
    for id in sessions::to_interview(db, me, now)? {
        let Some(session) = locked(db, id)? else { continue };
        let other = session.swap.as_ref().map(|other| locked(db, other.session)).transpose()?.flatten();
        if session.meeting_place.is_none() || session.meeting_place.as_ref() == before {
            write_places(db, now, &session, other, place)?;
        }
    }
    Ok(())
}

/// A session, locked; an offer may be gone by now.
fn locked(db: &mut Db, id: SessionId) -> Result<Option<Session>, Error> {
    match sessions::lock(db, id) {
        Err(StoreError::NotFound) => Ok(None),
        other => Ok(Some(other?)),
    }
}

/// Writes the place into the session that who says it interviews in. A swap is held in one place: into its other half,
/// too, unless that began or was called off.
fn write_places(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    other: Option<Session>,
    place: &MeetingPlace,
) -> Result<(), Error> {
    write_place(db, now, session, place, Seat::Interviewer)?;
    match &other {
        Some(other) => write_place(db, now, other, place, Seat::Candidate),
        None => Ok(()),
    }
}

/// Writes it, unless it's there; an offer is nobody's news yet. `by`: the seat in it of who says it.
fn write_place(db: &mut Db, now: Timestamp, session: &Session, place: &MeetingPlace, by: Seat) -> Result<(), Error> {
    let to_come = matches!(session.state, State::Booked | State::Offered) && now < session.starts_at;
    if !to_come || session.meeting_place.as_ref() == Some(place) {
        return Ok(());
    }
    let agreed = session.state == State::Booked;
    sessions::set_place(db, session.id, place, agreed)?;
    if agreed {
        // The place itself isn't repeated there: it's the way into somebody's room, and they may leave.
        history::record(db, now, session, Actor::of(session, by), SessionEventKind::PlaceSet)?;
        let placed = sessions::by_id(db, session.id)?;
        notifications::placed(db, now, &placed, by, session.meeting_place.is_some())?;
    }
    Ok(())
}
