//! Asking the members of an open round for their hours, by mail; each of them once for a round.

use super::{Shown, coordinated_round, published};
use crate::domain::program::Program;
use crate::domain::round::{Round, RoundState};
use crate::domain::{AccountId, RoundId, Timestamp};
use crate::mail::round::RoundOpen;
use crate::service::notifications::{self, QueuedMail};
use crate::service::{Error, Services};
use crate::store::program::members;
use crate::store::round::{participants, rounds};
use crate::store::{Db, outbox};
use std::collections::HashSet;

/// Asks those who haven't been asked yet, such as people who have joined since; returns how many.
pub fn ask_members(services: &Services, me: AccountId, id: RoundId) -> Result<usize, Error> {
    services.write(|db, now| {
        let found = rounds::lock(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        if round.state == RoundState::Published {
            return Err(published());
        }
        ask_all(db, now, &round, &program)
    })
}

/// Asks everybody who could be in the round, wants the program's mails, and has neither been asked nor answered. Always
/// the same number of statements. The caller holds the lock of the round or of its program.
pub(super) fn ask_all(db: &mut Db, now: Timestamp, round: &Round, program: &Program) -> Result<usize, Error> {
    let chosen: Option<HashSet<_>> = round.plans.members.as_ref().map(|all| all.iter().copied().collect());
    let answered: HashSet<_> = participants::entries(db, round.id, None)?.into_iter().map(|(who, _)| who).collect();
    let paused = members::paused(db, program.id, now)?;
    let all = members::all(db, program.id)?;
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
