//! A preview of a round: solved outside any transaction, stored, and shown with reasons.

use super::participants::RoundParticipants;
use super::{Shown, changed, coordinated_round, published};
use crate::domain::program::{Member, Program};
use crate::domain::round::{Compared, Decision, PairDecision, Round, RoundInput, RoundPlan, RoundState, solve};
use crate::domain::{AccountId, DisplayName, RoundId, Timestamp};
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::program::members;
use crate::store::round::{outcomes, rounds};
use chrono::TimeDelta;
use std::collections::HashMap;

/// Time limit of the solver for one preview. A thousand people take two seconds.
const SOLVE_FOR: TimeDelta = TimeDelta::seconds(20);

/// A plan, with the last round to compare it with.
#[derive(Debug)]
pub struct Previewed {
    /// The round, with its plan.
    pub round: Round,
    /// Its people.
    pub members: HashMap<AccountId, Member>,
    /// The program's last round.
    pub last: Option<Compared>,
    /// The decisions about pairs.
    pub decided: Vec<PairDecision>,
}

/// A decision about a pair, with their names; `None` for people who have left the program.
#[derive(Debug)]
pub struct NamedDecision {
    /// The decision.
    pub decided: PairDecision,
    /// The candidate's name.
    pub candidate: Option<DisplayName>,
    /// The interviewer's name.
    pub interviewer: Option<DisplayName>,
}

/// Makes a plan for an open round and stores it in place of the previous one.
pub fn preview(services: &Services, me: AccountId, id: RoundId) -> Result<Previewed, Error> {
    let program = services.read(|db, _| {
        let found = rounds::by_id(db, id);
        Ok(coordinated_round(db, me, found)?.program.id)
    })?;
    // Before the round is read: otherwise another preview could change it in the meantime and we'd have to start over.
    let _planning = services.gates.plan(program)?;
    let (round, program, participants) = services.read(|db, now| {
        let found = rounds::by_id(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        if round.state == RoundState::Published {
            return Err(published());
        }
        let participants = RoundParticipants::load(db, now, &round, &program)?;
        Ok((round, program, participants))
    })?;
    let turn = services.gates.heavy.enter()?;
    let plan = solved(services, &program, &participants);
    drop(turn);
    let last = Compared::last(&participants.outcomes, id);
    let over = round.revision;
    let solved = Round { plan: Some(plan), revision: over + 1, ..round };
    // Its input must not have changed in the meantime.
    if !services.write(|db, now| Ok(rounds::update(db, &solved, over, now)?))? {
        return Err(changed());
    }
    Ok(Previewed { round: solved, members: participants.members, last, decided: participants.decided })
}

/// The stored plan, if it's up to date.
pub fn kept(services: &Services, me: AccountId, id: RoundId) -> Result<Previewed, Error> {
    services.read(|db, _| {
        let found = rounds::by_id(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        if round.plan.is_none() {
            return Err(Error::not_found("preview: it has to be made again"));
        }
        let last = Compared::last(&outcomes::of_program(db, program.id)?, id);
        let members = members::all(db, program.id)?.into_iter().map(|member| (member.account, member)).collect();
        Ok(Previewed { round, members, last, decided: rounds::decided(db, id)? })
    })
}

/// The best plan for these people.
fn solved(services: &Services, program: &Program, participants: &RoundParticipants) -> RoundPlan {
    let now = services.now();
    let until = now.plus(SOLVE_FOR);
    let rooms: Vec<_> = participants.candidates.iter().map(|one| one.room.clone()).collect();
    let input = RoundInput {
        rooms: &rooms,
        requesters: &participants.requesters(program),
        interviewers: &participants.interviewers(),
        incomplete: &participants.incomplete,
        incomplete_interviewers: &participants.incomplete_interviewers,
        resting: &participants.resting,
        days: participants.days,
        decided: &participants.decided,
        busy: participants.holds.by_person(),
        met: &participants.met,
        recent: &participants.recent,
        now,
    };
    solve(&input, &|| services.now() < until)
}

/// Pins a pair, or forbids it in this round.
pub fn decide(
    services: &Services,
    me: AccountId,
    id: RoundId,
    decided: PairDecision,
) -> Result<Vec<NamedDecision>, Error> {
    edit(services, me, id, |db, now, known| {
        for (pointer, who) in [("/candidate_id", decided.candidate), ("/interviewer_id", decided.interviewer)] {
            if !known(who) {
                return Err(Error::invalid(pointer, "This person isn't in the program."));
            }
        }
        if decided.candidate == decided.interviewer {
            return Err(Error::invalid("/interviewer_id", "That's the same person. Please choose somebody else."));
        }
        let bad_start = match decided.starts_at {
            Some(_) if decided.decision == Decision::Forbidden => Some("A forbidden pair has no start."),
            Some(start) if !start.on_grid() => {
                Some("Sessions start on the quarter hour: at :00, :15, :30 or :45 in UTC.")
            }
            Some(start) if start < now => Some("That time has passed. Please choose one in the future."),
            _ => None,
        };
        match bad_start {
            Some(detail) => Err(Error::invalid("/starts_at", detail)),
            None => Ok(rounds::decide(db, id, &decided)?),
        }
    })
}

/// Removes a decision about a pair.
pub fn delete_pair_decision(
    services: &Services,
    me: AccountId,
    id: RoundId,
    candidate: AccountId,
    interviewer: AccountId,
) -> Result<Vec<NamedDecision>, Error> {
    edit(services, me, id, |db, _, _| match rounds::delete_pair_decision(db, id, candidate, interviewer)? {
        true => Ok(()),
        false => Err(Error::not_found("decision about this pair")),
    })
}

/// Changes the decisions about pairs of an open round; its plan becomes out of date.
fn edit(
    services: &Services,
    me: AccountId,
    id: RoundId,
    work: impl FnOnce(&mut Db, Timestamp, &dyn Fn(AccountId) -> bool) -> Result<(), Error>,
) -> Result<Vec<NamedDecision>, Error> {
    services.write(|db, now| {
        let found = rounds::lock(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        if round.state == RoundState::Published {
            return Err(published());
        }
        let all = members::all(db, program.id)?;
        work(db, now, &|who| all.iter().any(|member| member.account == who))?;
        rounds::outdate(db, id, now)?;
        let name = |who| all.iter().find(|member| member.account == who).map(|member| member.name.clone());
        let named = |decided: PairDecision| NamedDecision {
            candidate: name(decided.candidate),
            interviewer: name(decided.interviewer),
            decided,
        };
        Ok(rounds::decided(db, id)?.into_iter().map(named).collect())
    })
}
