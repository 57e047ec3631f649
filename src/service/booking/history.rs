//! A session's history: what happened, who did it, when and why. Every function that changes a session records it in
//! the same transaction.

use super::access::as_participant;
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, ActorRole, Event, SessionEvent, SessionEventKind};
use crate::domain::{AccountId, DisplayName, Seat, SessionId, Timestamp};
use crate::service::{Error, Services};
use crate::store::booking::{session_events, sessions};
use crate::store::{Db, StoreError};

/// Maximum number of events shown per session, the latest ones.
pub const MAX_SHOWN: i64 = 200;

/// Records something that happened to a session.
pub fn record(
    db: &mut Db,
    now: Timestamp,
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

/// A new event of a session.
pub fn event_of(now: Timestamp, session: &Session, actor: Actor, event: impl Into<Event>) -> SessionEvent {
    SessionEvent { session: session.id, candidate: session.candidate.id, at: now, actor, event: event.into() }
}

/// An event as one of the session's people sees it.
#[derive(Debug)]
pub struct HistoryEntry {
    /// The stored event.
    pub event: SessionEvent,
    /// The actor's name; `None` for the system and for people without a seat.
    pub name: Option<DisplayName>,
}

/// Show the history of one of my sessions, oldest first. What came of an offer is its candidate's to read, also when
/// there is no session any more.
pub fn of_session(services: &Services, me: AccountId, id: SessionId) -> Result<Vec<HistoryEntry>, Error> {
    services.read(|db, _| {
        let found = match sessions::by_id(db, id) {
            Err(StoreError::NotFound) => None,
            other => Some(as_participant(me, other)?),
        };
        let events = session_events::of_session(db, id, MAX_SHOWN)?;
        match found {
            Some((session, role)) => Ok(entries(&session, role, events)),
            None if events.iter().any(|one| one.candidate == me) => {
                Ok(events.into_iter().map(|event| HistoryEntry { event, name: None }).collect())
            }
            None => Err(Error::not_found("session")),
        }
    })
}

fn entries(session: &Session, reader: Seat, events: Vec<SessionEvent>) -> Vec<HistoryEntry> {
    // The interviewer can't see an offer until it's accepted, nor how long that took.
    let hidden = |one: &SessionEvent| reader == Seat::Interviewer && one.event.what == SessionEventKind::Offered;
    let name = |seat: ActorRole| match seat {
        ActorRole::Candidate => Some(session.candidate.name.clone()),
        ActorRole::Interviewer => Some(session.interviewer.name.clone()),
        ActorRole::Coordinator | ActorRole::Operator | ActorRole::System => None,
    };
    let shown = events.into_iter().filter(|one| !hidden(one));
    shown.map(|event| HistoryEntry { name: name(event.actor.seat), event }).collect()
}
