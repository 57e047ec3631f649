//! Asking the members of an open round for their hours, by mail; each of them once for a round.
//!
//! Weekly hours count without an answer. So that a club that meets every week doesn't ask every week what it knows already,
//! a new round asks those whose hours it doesn't know, and newcomers, who learn by it how rounds work.

use super::{Shown, coordinated_round, published};
use crate::domain::availability::expand;
use crate::domain::program::{Member, Program};
use crate::domain::round::{Round, RoundState};
use crate::domain::{AccountId, RoundId, Span, Timestamp};
use crate::mail::round::RoundOpen;
use crate::service::notifications::{self, QueuedMail};
use crate::service::{Error, Services};
use crate::store::program::members;
use crate::store::round::{participants, rounds};
use crate::store::{Db, outbox};
use serde::Serialize;
use std::collections::HashSet;

/// Whom a new round asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Whom {
    /// Everybody who could be in it.
    Everybody,
    /// Of those, whoever has no hours on its days, or has joined since the round before was created.
    Unknown,
    /// Nobody yet.
    Nobody,
}

/// Asks those who haven't been asked yet, such as people who have joined since; returns how many.
pub fn ask_members(services: &Services, me: AccountId, id: RoundId) -> Result<usize, Error> {
    services.write(|db, now| {
        let found = rounds::lock(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        if round.state == RoundState::Published {
            return Err(published());
        }
        ask(db, now, (&round, &program), Whom::Everybody)
    })
}

/// Asks those who could be in the round, want the program's mails, and have neither been asked nor answered. Always
/// the same number of statements. The caller holds the lock of the round or of its program.
pub(super) fn ask(
    db: &mut Db,
    now: Timestamp,
    (round, program): (&Round, &Program),
    whom: Whom,
) -> Result<usize, Error> {
    if whom == Whom::Nobody {
        return Ok(0);
    }
    let chosen: Option<HashSet<_>> = round.plans.members.as_ref().map(|all| all.iter().copied().collect());
    let answered: HashSet<_> = participants::entries(db, round.id, None)?.into_iter().map(|(who, _)| who).collect();
    let paused = members::paused(db, program.id, now)?;
    let mut all = members::all(db, program.id)?;
    if whom == Whom::Unknown {
        let known = known(db, now, (round, program), &all)?;
        all.retain(|one| !known.contains(&one.account));
    }
    let could = all.iter().filter(|one| {
        let (who, seats) = (one.account, one.place.seats);
        // Somebody whose new bookings are paused can still interview.
        (seats.interviewer || seats.candidate && !paused.contains(&who))
            && one.wants_mail
            && chosen.as_ref().is_none_or(|chosen| chosen.contains(&who))
            && !answered.contains(&who)
    });
    let key = |who: AccountId| format!("round-open:{}:{who}", round.id);
    let could: Vec<_> = could.map(|one| (one.account, key(one.account))).collect();
    let asked = outbox::known(db, &could.iter().map(|(_, key)| key.as_str()).collect::<Vec<_>>())?;
    let letters: Vec<_> = could
        .into_iter()
        .filter(|(_, key)| !asked.contains(key))
        .map(|(to, dedupe_key)| QueuedMail {
            to,
            dedupe_key,
            message: RoundOpen { round: round.id, told: None }.into(),
            not_before: now,
        })
        .collect();
    notifications::send_all(db, now, &letters)?;
    Ok(letters.len())
}

/// Those who have hours on the round's days and were there when the round before was created.
fn known(
    db: &mut Db,
    now: Timestamp,
    (round, program): (&Round, &Program),
    members: &[Member],
) -> Result<HashSet<AccountId>, Error> {
    let Some(before) = rounds::list(db, program.id, Some(round.id), 1)?.pop() else { return Ok(HashSet::new()) };
    let were_there: Vec<_> =
        members.iter().filter(|one| one.joined_at <= before.created_at).map(|one| one.account).collect();
    let days = round.plans.days(program.zone);
    let days = Span::new(days.from.max(now), days.to);
    let people = participants::people(db, &were_there)?.into_iter();
    let has_time = people.filter(|one| one.hours.as_ref().is_some_and(|hours| !expand(hours, days).is_empty()));
    Ok(has_time.map(|one| one.id).collect())
}
