//! The monthly summary for interviewers: what came of the sessions they held; one per interviewer and month.

use crate::domain::booking::session::{NOTES_DUE_HOURS, notes_begin};
use crate::domain::feedback::monthly_summary::{is_time_somewhere, to_tell};
use crate::domain::{AccountId, Timestamp};
use crate::mail::feedback::{Answers, ImpactSummary};
use crate::service::{Code, Error, Services, notifications};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::marks;
use crate::store::feedback::monthly_summary::WrittenUp;
use crate::store::feedback::{monthly_summary as store, thanks};

/// How far back the sessions of a month that's still reported can be, in days.
const LOOK_BACK_DAYS: i64 = 42;

/// Maximum number of thank-yous in one mail.
const MAX_THANKS: usize = 10;

/// Writes the summaries that are due; returns how many were looked at. A failure with one doesn't delay the others.
pub fn write_due(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let now = services.now();
    if !is_time_somewhere(now) {
        return Ok(0);
    }
    let since = now.plus_days(-LOOK_BACK_DAYS);
    let (all, sent) = services.read(|db, _| Ok((store::interviewers(db, since)?, store::already_sent(db, since)?)))?;
    let due = all
        .into_iter()
        .filter(|(who, zone)| to_tell(now, *zone).is_some_and(|month| !sent.contains(&(*who, month.first))));
    services.write_each(due, stop, |db, now, (who, _)| write(db, now, *who).map(|()| 1))
}

/// One person's summary. The month is claimed and the mail is queued in the same transaction, so it's queued exactly once.
fn write(db: &mut Db, now: Timestamp, who: AccountId) -> Result<(), Error> {
    accounts::lock(db, &[who])?;
    let Some(month) = to_tell(now, accounts::by_id(db, who)?.zone) else { return Ok(()) };
    if !store::claim(db, who, month.first, now)? || !store::is_wanted(db, who)? {
        return Ok(());
    }
    let held = store::written_up(db, who, month.from, month.to)?;
    if !held.iter().any(|one| one.own) {
        return Ok(());
    }
    let ids: Vec<_> = held.iter().map(|one| one.session).collect();
    let (own, others): (Vec<&WrittenUp>, Vec<_>) = held.iter().partition(|one| one.own);
    let own_ids: Vec<_> = own.iter().map(|one| one.session).collect();
    let reviews = store::reviews_of(db, &ids)?;
    let of_own = reviews.iter().filter(|(session, _)| own_ids.contains(session));
    let lifted = marks::absences_lifted(db, &own_ids)?;
    let due =
        |one: &WrittenUp| notes_begin(one.ended_at, lifted.get(&one.session).copied()).plus_hours(NOTES_DUE_HOURS);
    let in_time = own.iter().filter(|one| one.delivered_at <= due(one)).count();
    let message = ImpactSummary {
        month: month.first,
        sessions: held.len(),
        in_time,
        by_others: others.len(),
        reviews: reviews.len(),
        again: Answers::of(reviews.iter().filter_map(|(_, one)| one.would_meet_again)),
        specific: Answers::of(of_own.filter_map(|(_, one)| one.notes_specific)),
        steps_done: usize::try_from(store::steps_done(db, &own_ids)?).unwrap_or(0),
        thanks: thanks::of_sessions(db, &ids)?.into_iter().take(MAX_THANKS).map(|one| one.line).collect(),
    };
    notifications::send(db, now, who, format!("impact:{who}:{}", month.first), message, now)
}

/// Whether the caller wants the summary.
pub fn is_wanted(services: &Services, me: AccountId) -> Result<bool, Error> {
    services.read(|db, _| Ok(store::is_wanted(db, me)?))
}

/// Turns the summary on or off.
pub fn want(services: &Services, me: AccountId, wanted: bool) -> Result<(), Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        Ok(store::want(db, me, wanted, now)?)
    })
}

/// Ends the summaries by the link in one; does nothing if they've already ended.
pub fn stop(services: &Services, token: &str) -> Result<(), Error> {
    let me = services.keys.check_monthly(token, services.now())?;
    match services.run_linked(me, |services, me| want(services, me, false)) {
        // A deleted account gets no mail anyway.
        Err(gone) if gone.code == Code::LinkInvalid => Ok(()),
        other => other,
    }
}
