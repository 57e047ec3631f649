//! A session after it was booked: listing, showing, cancelling.

use super::access::as_participant;
use super::history::{self, event_of, record_all};
use super::{moves, reliability, stand_ins};
use crate::calendar::write::{Calendar, Method};
use crate::domain::booking::life_cycle::{self, NOTES_LATE_HOURS, Refused, Verb, allow};
use crate::domain::booking::reliability::free_until;
use crate::domain::booking::session::{NOTES_DUE_HOURS, OtherHalf, Session, State};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::feedback::attachment;
use crate::domain::{AccountId, DisplayName, Prose, Seat, SessionId, Timestamp};
use crate::mail::Recipient;
use crate::mail::booking::ReplacementSearch;
use crate::mail::calendar_event::calendar;
use crate::service::feedback::late_notes::{expected_by, notes_from};
use crate::service::matching::requests;
use crate::service::round::put_back::put_back;
use crate::service::{Code, Error, Services, notifications};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::{cells, sessions};
use crate::store::feedback::offered_questions;
use crate::store::matching::{offers, requests as requested};
use crate::store::round::outcomes;

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        let code = match refused {
            Refused::State(_) => Code::SessionState,
            Refused::TooEarly(_) => Code::TooEarly,
            Refused::TooLate(_) => Code::TooLate,
            Refused::WrongSeat(_) => Code::Forbidden,
        };
        Self::new(code, refused.to_string())
    }
}

pub use crate::store::booking::sessions::Filter;

/// A person's sessions, latest start first.
pub fn list(services: &Services, me: AccountId, filter: &Filter, limit: i64) -> Result<Vec<Session>, Error> {
    services.read(|db, _| Ok(sessions::list(db, me, filter, limit)?))
}

/// One session, for one of its two people, with their seat.
pub fn show(services: &Services, me: AccountId, id: SessionId) -> Result<(Session, Seat), Error> {
    services.read(|db, _| as_participant(me, sessions::by_id(db, id)))
}

/// One session by the link in a mail, with its start as shown in this person's mails, and what they can do now.
pub fn by_link(services: &Services, me: AccountId, id: SessionId) -> Result<ByLink, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        let zone = accounts::by_id(db, me)?.zone;
        let when = crate::mail::when(session.starts_at, zone, now);
        let may = |verb| allow(verb, &session, role.into(), now).is_ok();
        let confirm = may(Verb::Confirm) && session.coming.of(role).confirmed_at.is_none();
        let (set_place, run_late, cancel, dispute) =
            (may(Verb::SetPlace), may(Verb::RunLate), may(Verb::Cancel), may(Verb::Dispute));
        let free = free_until(&session);
        let free_until = crate::mail::when(free, zone, now);
        let over = session.state == State::Booked && session.ends_at() <= now;
        let notes = match over.then(|| notes_from(db, &session)).transpose()? {
            None => None,
            Some(from) if now < from.plus_hours(NOTES_LATE_HOURS) => {
                Some(NotesAwaited::Due(crate::mail::when(from.plus_hours(NOTES_DUE_HOURS), zone, now)))
            }
            Some(_) => Some(NotesAwaited::Late(crate::mail::when(expected_by(db, &session)?, zone, now))),
        };
        let (late, made) = (free < now, attachment::begun(&session, now).is_ok());
        let of_request = role == Seat::Interviewer && requested::of_session(db, id)?.is_some();
        let waits_after = of_request || outcomes::of_session(db, id)?.is_some();
        Ok(ByLink {
            session,
            role,
            when,
            confirm,
            set_place,
            run_late,
            cancel,
            waits_after,
            free_until,
            late,
            dispute,
            notes,
            made,
        })
    })
}

/// A session as shown on the page behind a mailed link.
#[derive(Debug)]
pub struct ByLink {
    /// The session as it is now.
    pub session: Session,
    /// The reader's seat.
    pub role: Seat,
    /// Its start, in the reader's zone and UTC.
    pub when: String,
    /// Whether they can confirm and haven't yet.
    pub confirm: bool,
    /// Whether they can say where the two meet.
    pub set_place: bool,
    /// Whether they can say they're running late.
    pub run_late: bool,
    /// Whether they can cancel it.
    pub cancel: bool,
    /// Whether its candidate then waits for another session.
    pub waits_after: bool,
    /// Until when that is free, in the reader's zone and UTC.
    pub free_until: String,
    /// Whether it would count as late by now.
    pub late: bool,
    /// Whether they are marked absent, and can say otherwise.
    pub dispute: bool,
    /// The state of the notes, once the session is over.
    pub notes: Option<NotesAwaited>,
    /// Whether it took place, so that something can have been made in it.
    pub made: bool,
}

/// Notes that haven't come yet.
#[derive(Debug)]
pub enum NotesAwaited {
    /// They're due by then, in the reader's zone and UTC.
    Due(String),
    /// They're late; this is the deadline after which the session ends without them.
    Late(String),
}

/// The address of the page of a session for one of its two people. The same whenever it is asked for: an invitation
/// that is sent again is the same one.
pub(crate) fn page_of(services: &Services, session: &Session, who: AccountId) -> Result<String, Error> {
    let token = session_token(services, session, who)?;
    Ok(services.settings.frame.address(&format!("session?token={token}")))
}

/// The token in that address.
pub(crate) fn session_token(services: &Services, session: &Session, who: AccountId) -> Result<String, Error> {
    services.keys.session(session.id, who, session.agreed_at, session.starts_at)
}

/// The session's invitation as an iCalendar file, as mailed to this person.
pub fn invitation(services: &Services, me: AccountId, id: SessionId) -> Result<Calendar, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        life_cycle::agreed(&session)?;
        let account = accounts::by_id(db, me)?;
        let recipient = Recipient { address: account.email, name: account.name, zone: account.zone };
        // Of a swap the calendar has one event, of what is left of it.
        let other = match &session.swap {
            Some(half) => Some(sessions::by_id(db, half.session)?),
            None => None,
        };
        let left = other.filter(|other| session.state == State::Cancelled && other.state != State::Cancelled);
        let (session, role) = match left {
            Some(other) => (other, role.other()),
            None => (session, role),
        };
        let (card, frame) = (notifications::invited(db, &session, role)?, &services.settings.frame);
        let method = if session.state == State::Cancelled { Method::Cancel } else { Method::Request };
        let page = match method {
            Method::Request => Some(page_of(services, &session, me)?),
            Method::Cancel => None,
        };
        Ok(calendar(method, &card, &recipient, (frame, page.as_deref()), now))
    })
}

/// Cancels a session: frees both people's time and notifies both, with the reason. If its candidate waits for another, it's
/// with the same person only if `offer_again` says so.
pub fn cancel(
    services: &Services,
    me: AccountId,
    id: SessionId,
    reason: &Prose<1000>,
    offer_again: bool,
) -> Result<(Session, Seat), Error> {
    require_reason(reason)?;
    services.write(|db, now| {
        // It may lead to a mark, and marks are counted under this lock.
        accounts::lock(db, &[me])?;
        let other = lock_other(db, me, id)?;
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        allow(Verb::Cancel, &session, role.into(), now)?;
        // A swap is cancelled as a whole unless both agreed earlier to keep the remaining half.
        let kept = session.swap.as_ref().is_some_and(OtherHalf::kept_by_both);
        if let Some(other) = other.filter(|other| !kept && allow(Verb::Cancel, other, role.other().into(), now).is_ok())
        {
            let how = Cancellation { by: role.other(), what: SessionEventKind::Cancelled, reason, offer_again };
            call_off(db, now, &other, &how)?;
        }
        let how = Cancellation { by: role, what: SessionEventKind::Cancelled, reason, offer_again };
        let cancelled = call_off(db, now, &session, &how)?;
        reliability::record_cancellation(db, now, &session, role)?;
        Ok((cancelled, role))
    })
}

/// Sets whether the caller would keep this half of a swap if the other half is cancelled. It's only kept if both agree.
pub fn keep_other(services: &Services, me: AccountId, id: SessionId, keep: bool) -> Result<(Session, Seat), Error> {
    services.write(|db, now| {
        let other = lock_other(db, me, id)?;
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        allow(Verb::KeepHalf, &session, role.into(), now)?;
        let Some(other) = other else {
            return Err(Error::new(Code::SessionState, "This session isn't part of a swap."));
        };
        offers::set_keeps(db, id, role, keep)?;
        offers::set_keeps(db, other.id, role.other(), keep)?;
        let what = if keep { SessionEventKind::KeepsHalf } else { SessionEventKind::KeepsNone };
        let both = [(&session, role), (&other, role.other())];
        let event = |(half, seat): (&Session, Seat)| event_of(now, half, Actor::of(half, seat), what);
        record_all(db, &both.map(event))?;
        Ok((sessions::by_id(db, id)?, role))
    })
}

/// Locks the requests behind a session and, for a swap, both halves, in id order, so that two people who cancel one
/// half each can't deadlock; returns the other half. The caller locks a session that isn't part of a swap.
pub(crate) fn lock_other(db: &mut Db, me: AccountId, id: SessionId) -> Result<Option<Session>, Error> {
    let (session, _) = as_participant(me, sessions::by_id(db, id))?;
    let both: Vec<_> = std::iter::once(id).chain(session.swap.as_ref().map(|other| other.session)).collect();
    requests::lock_of(db, &both)?;
    let Some(other) = session.swap else { return Ok(None) };
    if id < other.session {
        sessions::lock(db, id)?;
    }
    Ok(Some(sessions::lock(db, other.session)?))
}

/// A reason that somebody else will read can't be empty.
pub(crate) fn require_reason(reason: &Prose<1000>) -> Result<(), Error> {
    if reason.is_empty() {
        return Err(Error::invalid("/reason", "Please say briefly why; the other person will read it."));
    }
    Ok(())
}

/// How a session is cancelled.
pub(crate) struct Cancellation<'a> {
    /// By whom.
    pub(crate) by: Seat,
    /// The event in the history. Somebody who declines a round's session waits for another.
    pub(crate) what: SessionEventKind,
    /// Why.
    pub(crate) reason: &'a Prose<1000>,
    /// Whether the two may be offered to each other again in its place.
    pub(crate) offer_again: bool,
}

/// Cancels a session; the caller has checked that this is allowed.
pub(crate) fn call_off(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    how: &Cancellation<'_>,
) -> Result<Session, Error> {
    let Cancellation { by, what, reason, offer_again } = *how;
    let event = Event::new(what, reason.to_string());
    call_off_as(db, now, session, (by, Actor::of(session, by)), event, (reason, offer_again), None)
}

/// Cancels a session of a program's round because a coordinator has removed one of the two, who is in this seat.
pub(crate) fn call_off_for_removed(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    (removed, by): (Seat, Actor),
    program: &DisplayName,
) -> Result<Session, Error> {
    let reason: Prose<1000> = format!("No longer in {}.", &**program).parse()?;
    let event = Event::new(SessionEventKind::Cancelled, reason.to_string());
    call_off_as(db, now, session, (removed, by), event, (&reason, false), Some(program.clone()))
}

fn call_off_as(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    (by, actor): (Seat, Actor),
    event: Event,
    (reason, offer_again): (&Prose<1000>, bool),
    left_program: Option<DisplayName>,
) -> Result<Session, Error> {
    let what = event.what;
    sessions::set_cancelled(db, session.id, by, reason)?;
    history::record(db, now, session, actor, event)?;
    cells::release(db, session.id)?;
    moves::end_with(db, now, session)?;
    // The candidate hasn't heard these questions.
    offered_questions::release(db, session.id)?;
    let cancelled = sessions::by_id(db, session.id)?;
    let mut looking = ReplacementSearch::default();
    if by == Seat::Interviewer {
        looking.waits = requests::requeue(db, now, &cancelled, offer_again)?;
    }
    if !looking.waits && (by == Seat::Interviewer || what == SessionEventKind::Declined) {
        looking.waits = put_back(db, now, &cancelled, offer_again)?;
        looking.round = looking.waits;
    }
    // Nobody can stand in for half a swap: its candidate wants to interview as well.
    if by == Seat::Interviewer && cancelled.swap.is_none() {
        looking.asked = stand_ins::look(db, now, &cancelled)?;
    }
    notifications::cancelled(db, now, &cancelled, looking, left_program)?;
    Ok(cancelled)
}
