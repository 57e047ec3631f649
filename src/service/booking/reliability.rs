//! Marks and what follows from them: for calling off late and for not coming, the same in both seats. Two within thirty days
//! pause new bookings. Whoever is marked may say otherwise, and a coordinator or the operator decides.

use super::history::record;
use crate::domain::account::Account;
use crate::domain::booking::mark::{Mark, MarkKind, MarkState, Ruling};
use crate::domain::booking::reliability as rules;
use crate::domain::booking::reliability::Reliability;
pub use crate::domain::booking::reliability::{COUNTS_DAYS, free_until};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::{AccountId, MarkId, Prose, Seat, SessionId, Timestamp};
use crate::mail::booking::{BookingPaused, MarkDecided};
use crate::service::oversight::{Scope, overseer};
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::{marks, sessions};
use crate::store::{Db, StoreError};

/// Marks that are shown and counted at most, the latest.
pub const MAX_MARKS: i64 = 100;

/// Sessions that are looked through for how reliable somebody is.
const MAX_SESSIONS: i64 = 60;

/// How somebody stands, for themselves.
#[derive(Debug)]
pub struct ReliabilityRecord {
    /// Until when new bookings rest, if they do now.
    pub paused_until: Option<Timestamp>,
    /// Their marks, the latest first.
    pub marks: Vec<Mark>,
    /// How many of their last sessions they kept.
    pub reliability: Reliability,
}

/// One's own standing.
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

fn reliability(db: &mut Db, now: Timestamp, who: AccountId, marks: &[Mark]) -> Result<Reliability, Error> {
    let past = sessions::list(db, who, &sessions::Filter::default(), MAX_SESSIONS)?;
    Ok(rules::reliability(who, &past, marks, now))
}

/// Counts again for those who have not kept all of their last sessions, one at a time: what was held since speaks for
/// them. Answers how many they are. The worker does so once an hour.
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
                 {until}. Existing bookings stay. If we've got one of them wrong, tell us: /v1/me/reliability lists them."
            );
            Err(Error::new(Code::BookingPaused, detail))
        }
    }
}

/// Marks whoever calls off late. Their account's row is locked.
pub(crate) fn called_off(db: &mut Db, now: Timestamp, session: &Session, by: Seat) -> Result<(), Error> {
    if now <= rules::free_until(session) {
        return Ok(());
    }
    mark(db, now, session, by, MarkKind::LateCancel)
}

/// Adds a mark, and counts again. The account's row is locked.
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

/// The one marked absent says otherwise: until somebody has looked at it, it does not count. Their row is locked.
pub(crate) fn disputed(db: &mut Db, now: Timestamp, session: SessionId, who: AccountId) -> Result<(), Error> {
    marks::dispute(db, session, who)?;
    count(db, now, who)
}

/// Counts somebody's marks again, and what they kept; begins or ends a pause, and a new one is told by mail. Their row
/// is locked, so that of two marks at once the second sees the first.
fn count(db: &mut Db, now: Timestamp, who: AccountId) -> Result<(), Error> {
    let account = match accounts::by_id(db, who) {
        // Gone, with all that was theirs.
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

/// Says what speaks against a mark of one's own; once.
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

/// A mark that somebody is to look at, with the session it is about.
#[derive(Debug)]
pub struct Matter {
    /// The mark.
    pub mark: Mark,
    /// Its session.
    pub session: Session,
}

/// What waits for a decision, oldest first; not of one's own sessions.
pub fn matters(services: &Services, me: AccountId, whose: Scope) -> Result<Vec<Matter>, Error> {
    services.read(|db, _| Ok(deciding(services, db, me, whose)?.1))
}

/// Who decides, and about what.
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
    let message = MarkDecided { card: notifications::card(&session, role), lifted, word: word.clone() };
    notifications::send(db, now, mark.account, format!("mark-decided:{id}"), message, now)?;
    count(db, now, mark.account)?;
    Ok(mark)
}
