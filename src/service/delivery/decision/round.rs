use super::program::{stoppable, wanting};
use super::{Due, StillTrue};
use crate::domain::round::RoundState;
use crate::mail::round::{OpenRound, RoundMissed, RoundOpen};
use crate::store::StoreError;
use crate::store::availability::availabilities;
use crate::store::program::programs;
use crate::store::round::{participants, rounds};

/// Somebody is asked for their hours while the round is open, its deadline isn't over, they're among its members, and they
/// haven't answered.
pub(super) fn round_open(due: &mut Due<'_>, mail: &mut RoundOpen) -> StillTrue {
    let round = match rounds::by_id(due.db, mail.round) {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    let plans = &round.plans;
    let chosen = plans.members.as_ref().is_none_or(|chosen| chosen.contains(&due.account));
    let over = plans.answer_by.is_some_and(|until| until <= due.now);
    if round.state != RoundState::Open || over || !chosen {
        return Ok(None);
    }
    let Some(member) = wanting(due, round.program)? else { return Ok(None) };
    let seats = member.place.seats;
    let answered = !participants::entries(due.db, round.id, Some(due.account))?.is_empty();
    if answered || !(seats.candidate || seats.interviewer) {
        return Ok(None);
    }
    let program = programs::by_id(due.db, round.program)?;
    let ends = plans.days(program.zone).to;
    if ends <= due.now {
        return Ok(None);
    }
    let token = due.services.keys.round(round.id, due.account, due.now, ends)?;
    let hours = availabilities::get(due.db, due.account)?;
    mail.told = Some(OpenRound {
        program: program.name,
        name: plans.name.clone(),
        starts_on: plans.starts_on,
        ends_on: plans.ends_on,
        length: plans.length,
        kind: plans.kind,
        seats,
        answer_by: plans.answer_by,
        has_hours: hours.is_some_and(|hours| hours.is_given()),
        page: due.page("round", &token),
    });
    stoppable(due, round.program)
}

/// What came of a round goes to those who are still members and want the program's mails.
pub(super) fn round_missed(due: &mut Due<'_>, mail: &RoundMissed) -> StillTrue {
    if wanting(due, mail.program)?.is_none() {
        return Ok(None);
    }
    stoppable(due, mail.program)
}
