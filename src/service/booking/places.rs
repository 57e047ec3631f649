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

/// Writes the place into the session they interview in. A swap has one place, so also into its other half, unless that has
/// begun or was cancelled.
fn write_places(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    other: Option<Session>,
    place: &MeetingPlace,
) -> Result<(), Error> {
    let halves = [Some((session, Seat::Interviewer)), other.as_ref().map(|other| (other, Seat::Candidate))];
    let mut written = Vec::with_capacity(2);
    for (half, by) in halves.into_iter().flatten() {
        if let Some(placed) = write_place(db, now, half, place, by)? {
            written.push((placed, by, half.meeting_place.is_some()));
        }
    }
    // A swap is one event in the calendar, so it's mailed once, with both halves as they are now.
    written.sort_by_key(|(half, ..)| half.starts_at);
    for (place, (half, by, changed)) in written.iter().enumerate() {
        if place == 0 {
            notifications::placed(db, now, half, *by, *changed)?;
        }
        notifications::to_come(db, now, half)?;
    }
    Ok(())
}

/// Writes the place, unless it's already there. Returns the session if there's something to mail: an offer hasn't been
/// agreed on yet. `by` is the seat, in this session, of the person who sets it.
fn write_place(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    place: &MeetingPlace,
    by: Seat,
) -> Result<Option<Session>, Error> {
    let to_come = matches!(session.state, State::Booked | State::Offered) && now < session.starts_at;
    if !to_come || session.meeting_place.as_ref() == Some(place) {
        return Ok(None);
    }
    let agreed = session.state == State::Booked;
    sessions::set_place(db, session.id, place, agreed)?;
    if !agreed {
        return Ok(None);
    }
    // The place itself isn't repeated in the history: it may be a private link, and the person may leave.
    history::record(db, now, session, Actor::of(session, by), SessionEventKind::PlaceSet)?;
    Ok(Some(sessions::by_id(db, session.id)?))
}
