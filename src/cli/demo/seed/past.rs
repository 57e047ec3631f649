//! The histories of the demo club's sessions.

use crate::domain::booking::session::{Session, State};
use crate::domain::booking::session_event::{Actor, Event, SessionEvent, What};
use crate::domain::{Instant, Role};
use crate::service::booking::history;

/// What happened to a session, as its state tells; written up at this moment, if it was.
pub(crate) fn of(session: &Session, written_up: Instant) -> Vec<SessionEvent> {
    let event = |at, role, event| history::event_of(at, session, Actor::of(session, role), event);
    let mut all = vec![event(session.agreed_at, Role::Candidate, What::Booked.into())];
    if let Some((by, reason)) = &session.cancelled {
        all.push(event(session.starts_at.plus_days(-1), *by, Event::new(What::Cancelled, reason.to_string())));
    }
    if let Some((absent, at)) = session.absent {
        all.push(event(at, absent.other(), What::MarkedAbsent.into()));
    }
    if session.state == State::Completed {
        all.push(event(written_up, Role::Interviewer, What::NotesSubmitted.into()));
    }
    all
}
