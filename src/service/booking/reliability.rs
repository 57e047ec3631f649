//! Marks and their consequences: for cancelling late and for not coming, the same in both seats, and for notes that
//! never came. Two within thirty days pause new bookings.

use crate::domain::account::Account;
use crate::domain::booking::mark::{Mark, MarkKind, MarkState};
use crate::domain::booking::reliability as rules;
use crate::domain::booking::reliability::Reliability;
pub use crate::domain::booking::reliability::{COUNTS_DAYS, free_until};
use crate::domain::booking::session::Session;
use crate::domain::{AccountId, MarkId, Seat, SessionId, Timestamp};
use crate::mail::booking::BookingPaused;
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
                "Two of your recent sessions were cancelled late, missed or left without notes, so you can't make new \
                 bookings until {until}. Existing bookings stay. If we've got one of them wrong, please tell us what happened."
            );
            Err(Error::new(Code::BookingPaused, detail))
        }
    }
}

/// Marks the person who cancels late. Their account's row must be locked.
pub(crate) fn record_cancellation(db: &mut Db, now: Timestamp, session: &Session, by: Seat) -> Result<(), Error> {
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
        contested_at: None,
        appeal: None,
        answer: None,
    };
    marks::insert(db, &mark)?;
    count(db, now, account)
}

/// Removes somebody's mark because the reason for it no longer applies, and recounts. Their account's row must be
/// locked.
pub(crate) fn lift(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    (whose, kind): (Seat, MarkKind),
    answer: &str,
) -> Result<(), Error> {
    let account = session.person(whose).id;
    if marks::lift(db, (session.id, account, kind), answer, now)? {
        count(db, now, account)?;
    }
    Ok(())
}

/// The person marked absent disputes it: the mark doesn't count until it has been reviewed. Their row must be locked.
/// Returns the mark.
pub(crate) fn disputed(db: &mut Db, now: Timestamp, session: SessionId, who: AccountId) -> Result<Option<Mark>, Error> {
    marks::dispute(db, session, who, now)?;
    count(db, now, who)?;
    let all = marks::of_person(db, who, MAX_MARKS)?;
    Ok(all.into_iter().find(|mark| mark.session == session && mark.kind == MarkKind::Absent))
}

/// Recounts somebody's marks and kept sessions; starts or ends a pause, and mails them about a new one. Their row must
/// be locked, so that of two concurrent marks the second sees the first.
pub(crate) fn count(db: &mut Db, now: Timestamp, who: AccountId) -> Result<(), Error> {
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
