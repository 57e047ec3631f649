//! Disputes and appeals against marks. A coordinator of a program that both people are in decides or, if there is none,
//! the operator. They're mailed once, and once more after a week. Until somebody has decided, the mark doesn't count,
//! and after two weeks it's removed.

use super::history::record;
use super::reliability::{MAX_MARKS, count};
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::mark::{Mark, MarkKind, MarkState, REMIND_AFTER_DAYS, Ruling, UNDECIDED_AFTER_DAYS};
use crate::domain::booking::reliability as rules;
use crate::domain::booking::session::{Session, State};
use crate::domain::booking::session_event::{Actor, ActorRole, Event, SessionEventKind};
use crate::domain::{AccountId, MarkId, ProgramId, Prose, Timestamp};
use crate::mail::booking::{Bookings, Contested, DisputeSettled, MarkContested, MarkDecided, Outcome};
use crate::service::feedback::late_notes::expected_by;
use crate::service::oversight::{Overseer, Scope, in_whose_name, overseer, overseers};
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::{marks, sessions};
use crate::store::{Db, StoreError, outbox};

/// Appeals against one of the caller's own marks. Each mark can be appealed once.
pub fn appeal(services: &Services, me: AccountId, id: MarkId, reason: &Prose<1000>) -> Result<Mark, Error> {
    if reason.is_empty() {
        return Err(Error::invalid("/reason", "Please say briefly what happened."));
    }
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let mark = or_not_found(marks::by_id(db, id))?;
        if mark.account != me {
            return Err(Error::not_found("mark"));
        }
        if !marks::appeal(db, id, reason, now)? {
            let detail = match mark.state {
                MarkState::Upheld | MarkState::Lifted => "This mark has already been reviewed.",
                MarkState::Counts | MarkState::Disputed => "You've already told us; somebody will look at it.",
            };
            return Err(Error::new(Code::MarkState, detail));
        }
        count(db, now, me)?;
        let mark = marks::by_id(db, id)?;
        let session = sessions::by_id(db, mark.session)?;
        tell(services, db, now, &mark, &session, false)?;
        Ok(mark)
    })
}

fn or_not_found(mark: Result<Mark, StoreError>) -> Result<Mark, Error> {
    match mark {
        Err(StoreError::NotFound) => Err(Error::not_found("mark")),
        other => Ok(other?),
    }
}

/// A mark waiting for a review, with its session.
#[derive(Debug)]
pub struct ContestedMark {
    /// The mark.
    pub mark: Mark,
    /// Its session.
    pub session: Session,
}

/// The marks waiting for a review, oldest first, except those from the caller's own sessions.
pub fn contested_marks(services: &Services, me: AccountId, whose: Scope) -> Result<Vec<ContestedMark>, Error> {
    services.read(|db, _| Ok(deciding(services, db, me, whose)?.1))
}

/// How many marks of a program wait for a decision that this coordinator can make.
pub(crate) fn count_waiting(db: &mut Db, me: AccountId, program: ProgramId) -> Result<usize, Error> {
    Ok(waiting(db, me, Some(program))?.len())
}

/// The marks waiting for a decision, except those from this person's own sessions.
fn waiting(db: &mut Db, me: AccountId, program: Option<ProgramId>) -> Result<Vec<ContestedMark>, Error> {
    let open = marks::open(db, program, MAX_MARKS)?;
    let about = sessions::by_ids(db, &open.iter().map(|mark| mark.session).collect::<Vec<_>>())?;
    let whole = |mark: Mark| Some(ContestedMark { session: about.get(&mark.session)?.clone(), mark });
    Ok(open.into_iter().filter_map(whole).filter(|one| one.session.role_of(me).is_none()).collect())
}

/// The caller as the person who decides, and the marks they can decide about.
fn deciding(
    services: &Services,
    db: &mut Db,
    me: AccountId,
    whose: Scope,
) -> Result<(Actor, Vec<ContestedMark>), Error> {
    let (actor, program) = overseer(services, db, me, whose)?;
    Ok((actor, waiting(db, me, program)?))
}

/// Decides about a mark.
pub fn decide(
    services: &Services,
    me: AccountId,
    whose: Scope,
    id: MarkId,
    decision: Ruling,
    word: &Prose<1000>,
) -> Result<Mark, Error> {
    services.write(|db, now| {
        let (actor, open) = deciding(services, db, me, whose)?;
        if !open.iter().any(|one| one.mark.id == id) {
            return Err(Error::not_found("mark that waits for a decision"));
        }
        settle(db, now, actor, id, decision, word)
    })
}

/// The effect of a decision about a mark on its owner's new bookings.
fn bookings(db: &mut Db, now: Timestamp, decided: &Mark) -> Result<Bookings, Error> {
    let marks = marks::of_person(db, decided.account, MAX_MARKS)?;
    let to_come = |until: Option<Timestamp>| until.filter(|until| now < *until);
    Ok(match (to_come(rules::paused_until(&marks)), to_come(rules::paused_with(&marks, decided.id))) {
        (Some(until), _) => Bookings::PausedUntil(until),
        (None, Some(_)) => Bookings::Resumed,
        (None, None) => Bookings::Unchanged,
    })
}

fn settle(
    db: &mut Db,
    now: Timestamp,
    actor: Actor,
    id: MarkId,
    decision: Ruling,
    word: &Prose<1000>,
) -> Result<Mark, Error> {
    if word.is_empty() {
        return Err(Error::invalid("/word", "Please say briefly why; the person will read it."));
    }
    let before = or_not_found(marks::by_id(db, id))?;
    accounts::lock(db, &[before.account])?;
    let session = sessions::lock(db, before.session)?;
    let (state, what, verb) = match decision {
        Ruling::Uphold => (MarkState::Upheld, SessionEventKind::Upheld, Verb::UpholdMark),
        Ruling::Lift => (MarkState::Lifted, SessionEventKind::Lifted, Verb::LiftMark),
    };
    if !marks::decide(db, id, state, word, now)? {
        return Err(Error::new(Code::MarkState, "Somebody has already decided on this mark."));
    }
    let mark = marks::by_id(db, id)?;
    let lifted = decision == Ruling::Lift;
    let reopened = conclude(db, now, &session, &mark, (verb, actor.seat))? && lifted;
    record(db, now, &session, actor, Event::new(what, ""))?;
    let notes_by = if reopened { Some(expected_by(db, &session)?) } else { None };
    let role = session.role_of(mark.account).ok_or_else(|| Error::not_found("mark"))?;
    let bookings = bookings(db, now, &mark)?;
    let card = notifications::card(&session, role);
    let message = MarkDecided { card, lifted, word: word.clone(), bookings, notes_by, undecided: false };
    notifications::send(db, now, mark.account, format!("mark-decided:{id}"), message, now)?;
    if session.state == State::Disputed {
        let outcome = if lifted { Outcome::Held } else { Outcome::Missed };
        settled(db, now, &session, &mark, (outcome, notes_by))?;
    }
    count(db, now, mark.account)?;
    Ok(mark)
}

/// Ends a session's dispute according to the decision about its mark. Returns whether the session was disputed.
fn conclude(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    mark: &Mark,
    (verb, seat): (Verb, ActorRole),
) -> Result<bool, Error> {
    if session.state != State::Disputed || mark.kind != MarkKind::Absent {
        return Ok(false);
    }
    match allow(verb, session, seat, now)? {
        Some(state) if sessions::step(db, session.id, State::Disputed, state)? => {
            // Its reminders of the notes were dropped while nobody knew whether it had taken place.
            if state == State::Booked {
                notifications::notes_reopened(db, now, session)?;
            }
            Ok(true)
        }
        Some(_) => Ok(false),
        None => Ok(false),
    }
}

/// Tells the other person in the session how a dispute ended.
fn settled(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    mark: &Mark,
    (outcome, notes_by): (Outcome, Option<Timestamp>),
) -> Result<(), Error> {
    let Some(other) = session.role_of(mark.account).map(|role| role.other()) else { return Ok(()) };
    let message = DisputeSettled { card: notifications::card(session, other), outcome, notes_by };
    notifications::send(db, now, session.person(other).id, format!("dispute-settled:{}", mark.id), message, now)
}

/// Mails the people who can decide about a mark: the coordinators of programs that both people are in or, if there are
/// none, the operator. Each gets the mail once, and once more with `again`.
pub(crate) fn tell(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    mark: &Mark,
    session: &Session,
    again: bool,
) -> Result<usize, Error> {
    let deciders = overseers(services, db, &[session.id])?.remove(&session.id).unwrap_or_default();
    let mut told = 0;
    for decider in deciders.into_keys() {
        let key = format!("contested{}:{}:{decider}", if again { "-again" } else { "" }, mark.id);
        let (to, operator) = match decider {
            Overseer::Coordinator(id) => (Some(id), None),
            Overseer::Operator => (in_whose_name(services, db, &[session.id])?, services.settings.operator.clone()),
        };
        let Some(to) = to else { continue };
        if !outbox::is_known(db, &key)? {
            let message = MarkContested { mark: mark.id, operator, again, told: None };
            notifications::send(db, now, to, key, message, now)?;
            told += 1;
        }
    }
    Ok(told)
}

/// The content of such a mail; `None` if the mark no longer waits for a decision that its recipient can make.
pub(crate) fn to_tell(
    services: &Services,
    db: &mut Db,
    to: AccountId,
    mail: &MarkContested,
) -> Result<Option<Contested>, Error> {
    let mark = match marks::by_id(db, mail.mark) {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    let session = sessions::by_id(db, mark.session)?;
    let decider = if mail.operator.is_some() { Overseer::Operator } else { Overseer::Coordinator(to) };
    let deciders = overseers(services, db, &[session.id])?.remove(&session.id).unwrap_or_default();
    let (Some(program), Some(role)) = (deciders.get(&decider), session.role_of(mark.account)) else { return Ok(None) };
    Ok(mark.is_open().then(|| Contested {
        mark: mark.id,
        what: mark.kind,
        program: *program,
        who: session.person(role).name.clone(),
        other: session.person(role.other()).name.clone(),
        kind: session.kind,
        level: session.level,
        starts_at: session.starts_at,
        reason: mark.appeal.or(session.dispute),
        ends_at: mark.contested_at.map(|at| at.plus_days(UNDECIDED_AFTER_DAYS)),
    }))
}

/// Maximum number of marks handled in one run; the rest follow in the next.
const MAX_AT_ONCE: i64 = 200;

/// Sends reminders about marks that have waited for a week, and removes those that have waited for two. Returns the
/// number of reminders and removals. The worker calls this.
pub fn look_after_contested(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let waiting = services
        .read(|db, now| Ok::<_, Error>(marks::contested_by(db, now.plus_days(-REMIND_AFTER_DAYS), MAX_AT_ONCE)?))?;
    services.write_each(waiting, stop, |db, now, mark| look_after(services, db, now, mark))
}

fn look_after(services: &Services, db: &mut Db, now: Timestamp, seen: &Mark) -> Result<usize, Error> {
    accounts::lock(db, &[seen.account])?;
    let session = sessions::lock(db, seen.session)?;
    let mark = match marks::by_id(db, seen.id) {
        // Its owner has deleted their account.
        Err(StoreError::NotFound) => return Ok(0),
        other => other?,
    };
    let Some(since) = mark.contested_at.filter(|_| mark.is_open()) else { return Ok(0) };
    if now < since.plus_days(UNDECIDED_AFTER_DAYS) {
        return tell(services, db, now, &mark, &session, true);
    }
    let word = "Nobody decided on this within two weeks, so it counts for nobody.".parse()?;
    if !marks::decide(db, mark.id, MarkState::Lifted, &word, now)? {
        return Ok(0);
    }
    let disputed = conclude(db, now, &session, &mark, (Verb::EndDispute, ActorRole::System))?;
    record(db, now, &session, Actor::SYSTEM, SessionEventKind::Undecided)?;
    if let Some(role) = session.role_of(mark.account) {
        let (card, bookings) = (notifications::card(&session, role), bookings(db, now, &mark)?);
        let message = MarkDecided { card, lifted: true, word, bookings, notes_by: None, undecided: true };
        notifications::send(db, now, mark.account, format!("mark-decided:{}", mark.id), message, now)?;
    }
    if disputed {
        settled(db, now, &session, &mark, (Outcome::Undecided, None))?;
    }
    count(db, now, mark.account)?;
    Ok(1)
}
