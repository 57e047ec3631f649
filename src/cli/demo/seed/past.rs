//! The histories of the demo club's sessions.

use crate::domain::booking::session::{Session, State};
use crate::domain::booking::session_event::{Actor, Event, SessionEvent, SessionEventKind};
use crate::domain::{Seat, Timestamp};
use crate::service::booking::history;

/// The events of a session, derived from its state; `written_up` is when its notes were delivered, if they were.
pub(crate) fn of(session: &Session, written_up: Timestamp) -> Vec<SessionEvent> {
    let event = |at, role, event| history::event_of(at, session, Actor::of(session, role), event);
    let mut all = vec![event(session.agreed_at, Seat::Candidate, SessionEventKind::Booked.into())];
    if let Some((by, reason)) = &session.cancelled {
        all.push(event(
            session.starts_at.plus_days(-1),
            *by,
            Event::new(SessionEventKind::Cancelled, reason.to_string()),
        ));
    }
    if let Some((absent, at)) = session.absent {
        all.push(event(at, absent.other(), SessionEventKind::MarkedAbsent.into()));
    }
    if session.state == State::Completed {
        all.push(event(written_up, Seat::Interviewer, SessionEventKind::NotesSubmitted.into()));
    }
    all
}
