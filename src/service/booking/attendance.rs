//! Attendance: confirming, running late, and marking somebody absent.

use super::access::as_participant;
use super::sessions::require_reason;
use super::{appeals, history, reliability};
use crate::domain::booking::life_cycle::{DISPUTE_WITHIN_HOURS, LATER_BY_MINUTES, Verb, allow, marks_the_other};
use crate::domain::booking::mark::MarkKind;
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::{AccountId, Prose, Seat, SessionId};
use crate::mail::booking::{AbsenceDisputed, MarkedAbsent, RunningLate};
use crate::service::{Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::sessions;

/// Confirms that the caller is coming. Repeating it changes nothing.
pub fn confirm(services: &Services, me: AccountId, id: SessionId) -> Result<(Session, Seat), Error> {
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        allow(Verb::Confirm, &session, role.into(), now)?;
        if session.coming.of(role).confirmed_at.is_some() {
            return Ok((session, role));
        }
        sessions::set_confirmed(db, id, role, now)?;
        history::record(db, now, &session, Actor::of(&session, role), SessionEventKind::Confirmed)?;
        Ok((sessions::by_id(db, id)?, role))
    })
}

/// Announces that the caller will be late, in minutes after the start, and notifies the other person at once. Repeating
/// it changes nothing.
pub fn run_late(services: &Services, me: AccountId, id: SessionId, minutes: i32) -> Result<(Session, Seat), Error> {
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        allow(Verb::RunLate, &session, role.into(), now)?;
        if let Some(said) = session.coming.of(role).late_minutes {
            if said == minutes {
                return Ok((session, role));
            }
            if minutes < said + LATER_BY_MINUTES {
                let detail = format!(
                    "You've already said {said} minutes. You don't need to tell us if you'll be there sooner; if \
                     you'll be later, add at least {LATER_BY_MINUTES} minutes."
                );
                return Err(Error::invalid("/minutes", detail));
            }
        }
        sessions::set_late(db, id, role, minutes)?;
        let event = Event::new(SessionEventKind::RunningLate, format!("About {minutes} minutes late."));
        history::record(db, now, &session, Actor::of(&session, role), event)?;
        let other = role.other();
        let message = RunningLate { card: notifications::card(&session, other), minutes };
        let key = format!("running-late:{id}:{role}:{}:{minutes}", session.sequence);
        notifications::send(db, now, session.person(other).id, key, message, now)?;
        Ok((sessions::by_id(db, id)?, role))
    })
}

/// Marks the other person absent, and mails them how to dispute it.
pub fn mark_absent(services: &Services, me: AccountId, id: SessionId, absent: Seat) -> Result<(Session, Seat), Error> {
    services.write(|db, now| {
        // Marks are counted, so the marked person's row is locked first.
        let (seen, _) = as_participant(me, sessions::by_id(db, id))?;
        accounts::lock(db, &[seen.person(absent).id])?;
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        marks_the_other(role, absent)?;
        allow(Verb::MarkAbsent, &session, role.into(), now)?;
        sessions::set_absent(db, id, absent, now)?;
        history::record(db, now, &session, Actor::of(&session, role), SessionEventKind::MarkedAbsent)?;
        let marked = sessions::by_id(db, id)?;
        reliability::mark(db, now, &marked, absent, MarkKind::Absent)?;
        let until = Some(now.plus_hours(DISPUTE_WITHIN_HOURS));
        let message = MarkedAbsent { card: notifications::card(&marked, absent), until };
        notifications::send(db, now, marked.person(absent).id, format!("marked-absent:{id}"), message, now)?;
        Ok((marked, role))
    })
}

/// Disputes a mark for being absent, and notifies the other person.
pub fn dispute(
    services: &Services,
    me: AccountId,
    id: SessionId,
    reason: &Prose<1000>,
) -> Result<(Session, Seat), Error> {
    require_reason(reason)?;
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        allow(Verb::Dispute, &session, role.into(), now)?;
        sessions::set_disputed(db, id, reason)?;
        let event = Event::new(SessionEventKind::Disputed, reason.to_string());
        history::record(db, now, &session, Actor::of(&session, role), event)?;
        let mark = reliability::disputed(db, now, id, me)?;
        let disputed = sessions::by_id(db, id)?;
        if let Some(mark) = mark {
            appeals::tell(services, db, now, &mark, &disputed, false)?;
        }
        let other = role.other();
        let message = AbsenceDisputed { card: notifications::card(&disputed, other), reason: reason.clone() };
        notifications::send(db, now, disputed.person(other).id, format!("disputed:{id}"), message, now)?;
        Ok((disputed, role))
    })
}
