//! Marks for cancelling late and for not coming, the same in both seats, and their consequences. Two within thirty days
//! pause new bookings. The marked person may appeal, and a coordinator or the operator decides.

use super::history::record;
use crate::domain::account::Account;
use crate::domain::booking::mark::{Mark, MarkKind, MarkState, Ruling};
use crate::domain::booking::reliability as rules;
use crate::domain::booking::reliability::Reliability;
pub use crate::domain::booking::reliability::{COUNTS_DAYS, free_until};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::{AccountId, MarkId, Prose, Seat, SessionId, Timestamp};
use crate::mail::booking::{BookingPaused, Bookings, MarkDecided};
use crate::service::oversight::{Scope, overseer};
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::{marks, sessions};
use crate::store::{Db, StoreError};

/// Maximum number of marks that are shown and counted, the latest ones.
pub const MAX_MARKS: i64 = 100;

/// Maximum number of sessions read to compute reliability.
const MAX_SESSIONS: i64 = 60;

/// A person's own marks, pause and reliability.
#[derive(Debug)]
pub struct ReliabilityRecord {
    /// Until when new bookings are paused, if they are.
    pub paused_until: Option<Timestamp>,
    /// Their marks, the latest first.
    pub marks: Vec<Mark>,
    /// How many of their recent sessions they kept.
    pub reliability: Reliability,
}

/// The caller's own record.
pub fn mine(services: &Services, me: AccountId) -> Result<ReliabilityRecord, Error> {
    services.read(|db, now| {
        let account = accounts::by_id(db, me)?;
        let marks = marks::of_person(db, me, MAX_MARKS)?;
        Ok(ReliabilityRecord {
            paused_until: account.paused_until.filter(|until| now < *until),
            reliability: reliability(db, now, me, &marks)?,
            marks,
        })
    })
}

/// How many of their last sessions somebody kept, with these marks.
pub(crate) fn reliability(db: &mut Db, now: Timestamp, who: AccountId, marks: &[Mark]) -> Result<Reliability, Error> {
    let past = sessions::list(db, who, &sessions::Filter::default(), MAX_SESSIONS)?;
    Ok(rules::reliability(who, &past, marks, now))
}

/// Recomputes the reliability of everybody who hasn't kept all of their recent sessions, one at a time, to include
/// sessions held since. Returns how many. The worker calls this once an hour.
pub fn count_again(services: &Services) -> Result<usize, Error> {
    let people = services.read(|db, _| Ok::<_, Error>(accounts::not_always_reliable(db)?))?;
    for person in &people {
        services.write(|db, now| {
            accounts::lock(db, &[*person])?;
            count(db, now, *person)
        })?;
    }
    Ok(people.len())
}

/// Rejects a booking while the account is paused.
pub(crate) fn may_book(account: &Account, now: Timestamp) -> Result<(), Error> {
    match account.paused_until.filter(|until| now < *until) {
        None => Ok(()),
        Some(until) => {
            let until = crate::mail::when(until, account.zone, now);
            let detail = format!(
                "Two of your recent sessions were cancelled late or missed, so you can't make new bookings until \
                 {until}. Existing bookings stay. If we've got one of them wrong, please tell us what happened."
            );
            Err(Error::new(Code::BookingPaused, detail))
        }
    }
}

/// Marks the person who cancels late. Their account's row must be locked.
pub(crate) fn called_off(db: &mut Db, now: Timestamp, session: &Session, by: Seat) -> Result<(), Error> {
    if now <= rules::free_until(session) {
        return Ok(());
    }
    mark(db, now, session, by, MarkKind::LateCancel)
}

/// Adds a mark and recounts. The account's row must be locked.
pub(crate) fn mark(db: &mut Db, now: Timestamp, session: &Session, whose: Seat, kind: MarkKind) -> Result<(), Error> {
    let account = session.person(whose).id;
    let mark = Mark {
        id: MarkId::new(),
        account,
        session: session.id,
        kind,
        state: MarkState::Counts,
        at: now,
        appeal: None,
        answer: None,
    };
    marks::insert(db, &mark)?;
    count(db, now, account)
}

/// The person marked absent disputes it: the mark doesn't count until it has been reviewed. Their row must be locked.
pub(crate) fn disputed(db: &mut Db, now: Timestamp, session: SessionId, who: AccountId) -> Result<(), Error> {
    marks::dispute(db, session, who)?;
    count(db, now, who)
}

/// Recounts somebody's marks and kept sessions; starts or ends a pause, and mails them about a new one. Their row must
/// be locked, so that of two concurrent marks the second sees the first.
fn count(db: &mut Db, now: Timestamp, who: AccountId) -> Result<(), Error> {
    let account = match accounts::by_id(db, who) {
        // The account was deleted with everything in it.
        Err(StoreError::NotFound) => return Ok(()),
        other => other?,
    };
    let marks = marks::of_person(db, who, MAX_MARKS)?;
    let (until, share) = (rules::paused_until(&marks), reliability(db, now, who, &marks)?.share());
    if (until, share) == (account.paused_until, account.reliability) {
        return Ok(());
    }
    accounts::set_standing(db, who, until, share)?;
    let longer = until.filter(|until| now < *until && account.paused_until.is_none_or(|before| before < *until));
    if let Some(until) = longer {
        let key = format!("paused:{who}:{}", until.epoch());
        if !crate::store::outbox::is_known(db, &key)? {
            notifications::send(db, now, who, key, BookingPaused { until }, now)?;
        }
    }
    Ok(())
}

/// Appeals against a mark of the caller's own; possible once.
pub fn appeal(services: &Services, me: AccountId, id: MarkId, reason: &Prose<1000>) -> Result<Mark, Error> {
    if reason.is_empty() {
        return Err(Error::invalid("/reason", "Please say briefly what happened."));
    }
    services.write(|db, _| {
        let mark = or_not_found(marks::by_id(db, id))?;
        if mark.account != me {
            return Err(Error::not_found("mark"));
        }
        if !marks::appeal(db, id, reason)? {
            let detail = match mark.state {
                MarkState::Upheld | MarkState::Lifted => "This mark has already been reviewed.",
                MarkState::Counts | MarkState::Disputed => "You've already told us; somebody will look at it.",
            };
            return Err(Error::new(Code::MarkState, detail));
        }
        Ok(marks::by_id(db, id)?)
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
pub struct Matter {
    /// The mark.
    pub mark: Mark,
    /// Its session.
    pub session: Session,
}

/// The marks waiting for a review, oldest first, without those of the caller's own sessions.
pub fn matters(services: &Services, me: AccountId, whose: Scope) -> Result<Vec<Matter>, Error> {
    services.read(|db, _| Ok(deciding(services, db, me, whose)?.1))
}

/// Who decides, and the sessions they can decide about.
fn deciding(services: &Services, db: &mut Db, me: AccountId, whose: Scope) -> Result<(Actor, Vec<Matter>), Error> {
    let (actor, program) = overseer(services, db, me, whose)?;
    let open = marks::open(db, program, MAX_MARKS)?;
    let about = sessions::by_ids(db, &open.iter().map(|mark| mark.session).collect::<Vec<_>>())?;
    let whole = |mark: Mark| Some(Matter { session: about.get(&mark.session)?.clone(), mark });
    let all = open.into_iter().filter_map(whole).filter(|one| one.session.role_of(me).is_none());
    Ok((actor, all.collect()))
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

/// What a decision about a mark means for its owner's new bookings.
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
    let (state, what) = match decision {
        Ruling::Uphold => (MarkState::Upheld, SessionEventKind::Upheld),
        Ruling::Lift => (MarkState::Lifted, SessionEventKind::Lifted),
    };
    if !marks::decide(db, id, state, word, now)? {
        return Err(Error::new(Code::MarkState, "Somebody has already decided on this mark."));
    }
    let (mark, session) = (marks::by_id(db, id)?, sessions::by_id(db, before.session)?);
    record(db, now, &session, actor, Event::new(what, ""))?;
    let role = session.role_of(mark.account).ok_or_else(|| Error::not_found("mark"))?;
    let lifted = decision == Ruling::Lift;
    let bookings = bookings(db, now, &mark)?;
    let message = MarkDecided { card: notifications::card(&session, role), lifted, word: word.clone(), bookings };
    notifications::send(db, now, mark.account, format!("mark-decided:{id}"), message, now)?;
    count(db, now, mark.account)?;
    Ok(mark)
}
