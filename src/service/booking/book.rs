//! Booking an opening.

use super::history;
use super::reliability::may_book;
use super::rooms::place_of;
use crate::domain::account::profile::InterviewerProfile;
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{self, Commitment, Refusal, admits, free};
use crate::domain::booking::session::{BySeat, Person, Session, State};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::{
    AccountId, Kind, Language, Level, Prose, Seat, SessionId, SessionLength, Span, Timestamp, Topic, UpTo,
};
use crate::service::availability::interviewer_context::{InterviewerContext, load_interviewers};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Code, Error, Services, idempotency, notifications};
use crate::store::account::accounts;
use crate::store::booking::{cells, sessions};
use crate::store::{Db, StoreError};
use serde::Serialize;

/// What a candidate asks for.
#[derive(Debug, Clone, Serialize)]
pub struct Booking {
    /// The interviewer.
    pub interviewer: AccountId,
    /// When (UTC), on the 15-minute grid.
    pub starts_at: Timestamp,
    /// The length.
    pub length: SessionLength,
    /// What kind of interview.
    pub kind: Kind,
    /// For which level.
    pub level: Level,
    /// About what.
    pub topics: UpTo<30, Topic>,
    /// What they want to practise.
    pub aims: Prose<2000>,
}

/// Books a session for this candidate, and invites both. With a key, repeating the request returns the same session.
pub fn book(services: &Services, me: AccountId, key: Option<&str>, ask: &Booking) -> Result<Session, Error> {
    let id = idempotency::run_idempotent(services, me, key, ask, |db, now| {
        let session = prepare(services, db, now, me, ask, None)?;
        save_and_notify(db, now, &session, Actor::of(&session, Seat::Candidate), SessionEventKind::Booked)?;
        Ok(session.id)
    })?;
    services.read(|db, _| Ok(sessions::by_id(db, id)?))
}

fn unavailable(detail: impl Into<String>) -> Error {
    Error::new(Code::OpeningUnavailable, detail)
}

/// Locks both people's rows, checks every rule and returns the session, which the caller must save in the same
/// transaction.
pub(crate) fn prepare(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    ask: &Booking,
    language: Option<Language>,
) -> Result<Session, Error> {
    if ask.interviewer == me {
        return Err(Error::invalid("/interviewer_id", "That's you. Please choose somebody else to practise with."));
    }
    if !ask.starts_at.on_grid() {
        return Err(Error::invalid("/starts_at", Refusal::OffGrid.to_string()));
    }
    if ask.starts_at < now {
        return Err(Error::invalid("/starts_at", "That time has passed. Please choose one in the future."));
    }
    // The weekly capacity is counted, so both people's rows are locked first.
    accounts::lock(db, &[me, ask.interviewer])?;
    let candidate = accounts::by_id(db, me)?;
    if candidate.verified_at.is_none() {
        return Err(Error::new(
            Code::EmailUnverified,
            "Please confirm your email address first. The link is in the email we sent when you signed up.",
        ));
    }
    may_book(&candidate, now)?;
    let span = Span::of(ask.starts_at, ask.length);
    let around = Span::new(span.from, span.from.plus_minutes(1));
    let (found, holds) = load_interviewers(db, Some(&[ask.interviewer]), around, Some(&[me, ask.interviewer]))?;
    let speaks = |profile: &InterviewerProfile| language.is_none_or(|language| profile.languages.contains(&language));
    // For blocked pairs, the answer is the same as for somebody who doesn't volunteer.
    let apart = BlockedPairs::of(db, Some(me))?;
    let may_meet = |one: &&InterviewerContext| speaks(&one.volunteer.profile) && !apart.between(me, one.volunteer.id);
    let Some(interviewer) = found.first().filter(may_meet) else {
        return Err(Error::not_found("interviewer"));
    };
    let candidate = Person { id: me, name: candidate.name };
    check_rules(
        services,
        now,
        (candidate, holds.of(me)),
        (interviewer, interviewer.schedule()),
        ask,
        &mut ZoneMemo::default(),
    )
}

/// Checks every rule and returns the session: every booking goes through this. Both people's rows must be locked, so
/// that their commitments can't change.
pub(crate) fn check_rules(
    services: &Services,
    now: Timestamp,
    (candidate, mine): (Person, &[Commitment]),
    (interviewer, schedule): (&InterviewerContext, openings::InterviewerSchedule<'_>),
    ask: &Booking,
    memo: &mut ZoneMemo,
) -> Result<Session, Error> {
    let profile = &interviewer.volunteer.profile;
    can_hold(now, (interviewer, schedule), (ask.kind, ask.level), (ask.starts_at, ask.length), memo)?;
    if !free(mine, Span::of(ask.starts_at, ask.length)) {
        return Err(unavailable(
            "You have another session at that time, or something else in your calendar. Please choose another time.",
        ));
    }
    Ok(Session {
        id: SessionId::new(),
        candidate,
        interviewer: Person { id: ask.interviewer, name: interviewer.volunteer.name.clone() },
        headline: Some(profile.headline.clone()),
        kind: ask.kind,
        level: ask.level,
        topics: ask.topics.clone(),
        aims: ask.aims.clone(),
        starts_at: ask.starts_at,
        length: ask.length,
        meeting_place: place_of(services, profile)?,
        sequence: 0,
        state: State::Booked,
        cancelled: None,
        absent: None,
        dispute: None,
        swap: None,
        agreed_at: now,
        coming: BySeat::default(),
    })
}

/// Whether an interviewer can hold such a session at this start: the interviewer's part of [`check_rules`]. It's
/// checked again when an offer is accepted.
pub(crate) fn can_hold(
    now: Timestamp,
    (interviewer, schedule): (&InterviewerContext, openings::InterviewerSchedule<'_>),
    (kind, level): (Kind, Level),
    (starts_at, length): (Timestamp, SessionLength),
    memo: &mut ZoneMemo,
) -> Result<(), Error> {
    let profile = &interviewer.volunteer.profile;
    if !profile.kinds.contains(&kind) {
        return Err(unavailable(format!(
            "This interviewer doesn't do {} interviews. Please choose somebody else.",
            kind.label()
        )));
    }
    if !profile.levels.contains(&level) {
        return Err(unavailable(format!(
            "This interviewer doesn't interview at {} level. Please choose somebody else.",
            level.label()
        )));
    }
    admits(schedule, now, starts_at, length, memo).map_err(|refusal| unavailable(refusal.to_string()))
}

/// Writes a session, claims both people's time, queues its mails and records who booked it.
pub(crate) fn save_and_notify(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    actor: Actor,
    event: impl Into<Event>,
) -> Result<(), Error> {
    claim_cells(db, now, session)?;
    history::record(db, now, session, actor, event)?;
    notifications::booked(db, now, session)
}

/// Writes a session and claims both people's time.
pub(crate) fn claim_cells(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    sessions::insert(db, session, now)?;
    let people = [Seat::Candidate, Seat::Interviewer].map(|role| session.person(role).id);
    match cells::claim(db, session.id, &people, session.span()) {
        Err(StoreError::Conflict(_)) => {
            Err(unavailable("Somebody else has just booked this. Please choose another time."))
        }
        other => Ok(other?),
    }
}
