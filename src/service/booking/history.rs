//! A session's history: what happened, who did it, when and why. Every verb that changes a session records it
//! in the same transaction.

use super::access::seated;
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, Event, Seat, SessionEvent, What};
use crate::domain::{AccountId, DisplayName, Instant, Role, SessionId};
use crate::service::{Error, House};
use crate::store::booking::{session_events, sessions};
use crate::store::{Db, StoreError};

/// Events shown of one session at most, the latest.
pub const SHOWN_MOST: i64 = 200;

/// Records something that happened to a session.
pub fn record(
    db: &mut Db,
    now: Instant,
    session: &Session,
    actor: Actor,
    event: impl Into<Event>,
) -> Result<(), Error> {
    record_all(db, &[event_of(now, session, actor, event)])
}

/// Records any number of events, in one statement.
pub fn record_all(db: &mut Db, events: &[SessionEvent]) -> Result<(), Error> {
    Ok(session_events::insert(db, events)?)
}

/// Something that happens to a session now.
pub fn event_of(now: Instant, session: &Session, actor: Actor, event: impl Into<Event>) -> SessionEvent {
    SessionEvent { session: session.id, candidate: session.candidate.id, at: now, actor, event: event.into() }
}

/// Something that happened, as one of the session's people reads it.
#[derive(Debug)]
pub struct Told {
    /// What was kept.
    pub event: SessionEvent,
    /// What the one who acted is called; nobody, where it was the clock or somebody without a seat.
    pub name: Option<DisplayName>,
}

/// Show the history of one of my sessions, oldest first. What came of an offer is its candidate's to read, also when
/// there is no session any more.
pub fn of_session(house: &House, me: AccountId, id: SessionId) -> Result<Vec<Told>, Error> {
    house.read(|db, _| {
        let found = match sessions::by_id(db, id) {
            Err(StoreError::NotFound) => None,
            other => Some(seated(me, other)?),
        };
        let events = session_events::of_session(db, id, SHOWN_MOST)?;
        match found {
            Some((session, role)) => Ok(told(&session, role, events)),
            None if events.iter().any(|one| one.candidate == me) => {
                Ok(events.into_iter().map(|event| Told { event, name: None }).collect())
            }
            None => Err(Error::not_found("session")),
        }
    })
}

fn told(session: &Session, reader: Role, events: Vec<SessionEvent>) -> Vec<Told> {
    // The interviewer hears of an offer once it is accepted, and not how long that took.
    let hidden = |one: &SessionEvent| reader == Role::Interviewer && one.event.what == What::Offered;
    let name = |seat: Seat| match seat {
        Seat::Candidate => Some(session.candidate.name.clone()),
        Seat::Interviewer => Some(session.interviewer.name.clone()),
        Seat::Coordinator | Seat::Operator | Seat::Clock => None,
    };
    let shown = events.into_iter().filter(|one| !hidden(one));
    shown.map(|event| Told { name: name(event.actor.seat), event }).collect()
}
