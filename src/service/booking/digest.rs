//! The evening digest: one mail with the sessions of the next day and the notes to write, for those who'd rather have that than
//! single reminders. What's urgent (a booking, a move, a cancellation) is still mailed at once.

use super::sessions::page_of;
use crate::domain::booking::digest::{EVENING_BEFORE_HOURS, is_evening, next_evening, tells};
use crate::domain::booking::session::{NOTES_DUE_HOURS, Session, State, notes_begin};
use crate::domain::{AccountId, LocalDate, MailId, Seat, SessionId, Timestamp, Zone};
use crate::mail::SessionSnapshot;
use crate::mail::booking::{Agenda, EveningDigest, Owed, Planned};
use crate::service::notifications::{self, card, first_reminder};
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::digests::{self as store, About};
use crate::store::booking::{marks, sessions};

/// How many people's digests are written per lookup.
const AT_ONCE: i64 = 50;

/// Days after a session's end in which its notes are listed; by then it has ended without them.
const NOTES_DAYS: i64 = 30;

/// When the caller's next digest is due; `None` if they don't want it.
pub fn show(services: &Services, me: AccountId) -> Result<Option<Timestamp>, Error> {
    services.read(|db, _| Ok(store::next_at(db, me)?))
}

/// Turns the digest on or off; returns when the next one is due.
pub fn want(services: &Services, me: AccountId, wanted: bool) -> Result<Option<Timestamp>, Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let next = match (wanted, store::next_at(db, me)?) {
            (false, _) => None,
            (true, Some(next)) => Some(next),
            (true, None) => Some(next_evening(now, accounts::by_id(db, me)?.zone)),
        };
        store::put(db, me, next)?;
        Ok(next)
    })
}

/// Ends the digest by the link in one; does nothing if it has already ended.
pub fn stop(services: &Services, token: &str) -> Result<(), Error> {
    let me = services.keys.check_evening(token, services.now())?;
    match services.run_linked(me, |services, me| want(services, me, false).map(|_| ())) {
        // A deleted account gets no mail anyway.
        Err(gone) if gone.code == Code::LinkInvalid => Ok(()),
        other => other,
    }
}

/// Reschedules the digest after a change of zone. The caller holds the owner's lock.
pub(crate) fn moved(db: &mut Db, now: Timestamp, me: AccountId, zone: Zone) -> Result<(), Error> {
    if store::next_at(db, me)?.is_some() {
        store::put(db, me, Some(next_evening(now, zone)))?;
    }
    Ok(())
}

/// Writes the digests that are due; returns how many were looked at. A failure with one doesn't delay the others.
pub fn write_due(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let due = services.read(|db, now| Ok(store::due(db, now, AT_ONCE)?))?;
    services.write_each(due, stop, |db, now, (who, at)| write(db, now, *who, *at).map(|()| 1))
}

/// One person's digest. It's claimed and queued in the same transaction: either it's queued, or it's still due. What it says is
/// read when it's sent.
fn write(db: &mut Db, now: Timestamp, who: AccountId, due: Timestamp) -> Result<(), Error> {
    accounts::lock(db, &[who])?;
    let account = accounts::by_id(db, who)?;
    if !store::claim(db, who, due, next_evening(now, account.zone))? {
        return Ok(());
    }
    let Some(day) = LocalDate::new(account.zone.date(now)) else { return Ok(()) };
    // After an outage that evening may be over. Somebody who moved west has the same evening twice.
    if !is_evening(now, account.zone) || account.verified_at.is_none() || !store::claim_day(db, who, day)? {
        return Ok(());
    }
    let message = EveningDigest { day, told: None };
    notifications::send(db, now, who, format!("digest:{who}:{day}"), message, now)
}

/// What a digest says when it's sent, which is recorded, so that no other mail says it; `None` if it isn't wanted any more, its
/// day is over, or there's nothing to say.
pub(crate) fn to_tell(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    (who, mail): (AccountId, MailId),
    day: LocalDate,
) -> Result<Option<Agenda>, Error> {
    if !accounts::is_there(db, who)? {
        return Ok(None);
    }
    // Two mails that are decided about at once must see what the other tells.
    accounts::lock(db, &[who])?;
    let zone = accounts::by_id(db, who)?.zone;
    if store::next_at(db, who)?.is_none() || zone.date(now) != day.date() {
        return Ok(None);
    }
    let all = booked(db, now, who)?;
    let mut agenda = Agenda::default();
    for session in all.iter().filter(|one| now < one.starts_at) {
        let Some(role) = session.role_of(who) else { continue };
        if tells(day, zone, session.starts_at, first_reminder(session, zone).0) {
            let confirmed = session.coming.of(role).confirmed_at.is_some();
            agenda.sessions.push(Planned {
                card: card(session, role),
                confirmed,
                page: page_of(services, session, who)?,
            });
        }
    }
    agenda.notes =
        owed(db, now, who, &all)?.into_iter().map(|card| Owed { late: card.notes_due_at <= now, card }).collect();
    if agenda.sessions.is_empty() && agenda.notes.is_empty() {
        return Ok(None);
    }
    let told = |card: &SessionSnapshot| (card.session, card.sequence);
    let sessions: Vec<(SessionId, i32)> = agenda.sessions.iter().map(|one| told(&one.card)).collect();
    let notes: Vec<(SessionId, i32)> = agenda.notes.iter().map(|one| told(&one.card)).collect();
    store::tell(db, (who, mail), About::Session, &sessions, now)?;
    store::tell(db, (who, mail), About::Notes, &notes, now)?;
    Ok(Some(agenda))
}

/// Somebody's sessions ahead of them, and those whose notes haven't come, by their start.
fn booked(db: &mut Db, now: Timestamp, who: AccountId) -> Result<Vec<Session>, Error> {
    let since = now.plus_days(-NOTES_DAYS);
    let booked = sessions::Filter { state: Some(State::Booked), ending_after: Some(since), ..Default::default() };
    let mut all = sessions::list(db, who, &booked, i64::MAX)?;
    all.reverse();
    Ok(all)
}

/// Those whose notes this person has to write.
fn owed(db: &mut Db, now: Timestamp, who: AccountId, all: &[Session]) -> Result<Vec<SessionSnapshot>, Error> {
    let owed: Vec<&Session> = all.iter().filter(|one| one.interviewer.id == who && one.ends_at() <= now).collect();
    let lifted = marks::absences_lifted(db, &owed.iter().map(|one| one.id).collect::<Vec<_>>())?;
    let card = |session: &Session| {
        let from = notes_begin(session.ends_at(), lifted.get(&session.id).copied());
        SessionSnapshot { notes_due_at: from.plus_hours(NOTES_DUE_HOURS), ..card(session, Seat::Interviewer) }
    };
    Ok(owed.into_iter().map(card).collect())
}

/// Hours for which a mail that asks for several notes replaces those that ask for one of them.
const TOGETHER_HOURS: i64 = 6;

/// Minutes between two sessions of an interviewer for which they count as one after the other.
const BREAK_MINUTES: i64 = 30;

/// The other notes to ask for together with those on a session; `None` if another mail has just asked for these, or the
/// interviewer goes on to another session (`first` is whether the session has just ended): the mail after that one asks for both.
pub(crate) fn notes_together(
    db: &mut Db,
    now: Timestamp,
    to: (AccountId, MailId),
    session: &Session,
    first: bool,
) -> Result<Option<Vec<SessionSnapshot>>, Error> {
    accounts::lock(db, &[to.0])?;
    let asked = store::told_at(db, to, About::Notes, (session.id, session.sequence), now)?;
    if asked.is_some_and(|at| now < at.plus_hours(TOGETHER_HOURS)) {
        return Ok(None);
    }
    let all = booked(db, now, to.0)?;
    let (end, soon) = (session.ends_at(), session.ends_at().plus_minutes(BREAK_MINUTES));
    let goes_on = |one: &Session| {
        one.interviewer.id == to.0 && end <= one.starts_at && one.starts_at <= soon && now < one.ends_at()
    };
    if first && all.iter().any(goes_on) {
        return Ok(None);
    }
    let owed = owed(db, now, to.0, &all)?;
    let told: Vec<(SessionId, i32)> = owed.iter().map(|card| (card.session, card.sequence)).collect();
    store::tell(db, to, About::Notes, &told, now)?;
    Ok(Some(owed.into_iter().filter(|card| card.session != session.id).collect()))
}

/// Whether a digest told somebody what a single mail would. It must still be wanted: otherwise the single mails are.
fn told_since(
    db: &mut Db,
    now: Timestamp,
    to: (AccountId, MailId),
    (about, card): (About, &SessionSnapshot),
    since: Timestamp,
) -> Result<bool, Error> {
    if store::next_at(db, to.0)?.is_none() {
        return Ok(false);
    }
    let told = store::told_at(db, to, about, (card.session, card.sequence), now)?;
    Ok(told.is_some_and(|at| since <= at))
}

/// Whether a reminder says what a digest has said: the first one in any, the last one in that of the evening before.
pub(crate) fn covers_reminder(
    db: &mut Db,
    now: Timestamp,
    to: (AccountId, MailId),
    card: &SessionSnapshot,
    is_last: bool,
) -> Result<bool, Error> {
    let before = card.starts_at.plus_hours(-EVENING_BEFORE_HOURS);
    let since = if is_last { before } else { Timestamp::from_epoch(0) };
    told_since(db, now, to, (About::Session, card), since)
}

/// Whether a request for notes says what a digest has said: that of the evening before the session, for the one right after it;
/// for each later one, a digest since the one before it. `from` is when the time for the notes began, and `previous` how many
/// hours after that the request before this one was due.
pub(crate) fn covers_notes(
    db: &mut Db,
    now: Timestamp,
    to: (AccountId, MailId),
    card: &SessionSnapshot,
    (from, previous): (Timestamp, Option<i64>),
) -> Result<bool, Error> {
    match previous {
        None => covers_reminder(db, now, to, card, true),
        Some(hours) => told_since(db, now, to, (About::Notes, card), from.plus_hours(hours)),
    }
}
