//! What a round would come to: solved outside of any transaction, kept, and shown with why.

use super::participants::RoundParticipants;
use super::{Shown, changed, coordinated_round, published};
use crate::domain::matching::fit;
use crate::domain::matching::{self, Pin, PlanInput, Reason, Why};
use crate::domain::program::{Member, Program};
use crate::domain::round::{
    Decision, Outcome, PairDecision, PlannedPair, ProofKind, Proven, RefusedPin, Round, RoundPlan, RoundState,
    UnmatchedCandidate, WhyNot,
};
use crate::domain::{AccountId, RoundId, Timestamp};
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::program::members;
use crate::store::round::{participants, rounds};
use candor_solver::{Limits, Proof};
use chrono::TimeDelta;
use std::collections::HashMap;

/// How long the solver may think about one preview. A thousand people take two seconds.
const SOLVE_FOR: TimeDelta = TimeDelta::seconds(20);

/// A plan with what it is compared with.
#[derive(Debug)]
pub struct Previewed {
    /// The round, with its plan.
    pub round: Round,
    /// What its people are called.
    pub members: HashMap<AccountId, Member>,
    /// The program's last round.
    pub last: Option<Compared>,
    /// What was decided about pairs.
    pub decided: Vec<PairDecision>,
}

/// What a round came to, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compared {
    /// How many candidates took part.
    pub candidates: usize,
    /// Who had a session.
    pub matched: usize,
    /// Who had been passed over before and had a session.
    pub waited_and_matched: usize,
    /// How many had missed out in an earlier round.
    pub waited: usize,
    /// Pairs that had met before.
    pub repeats: usize,
}

impl Compared {
    /// What a plan would come to.
    pub fn of(plan: &RoundPlan) -> Self {
        let (with, without) = (&plan.pairs, &plan.unmatched);
        let waited_and_matched = with.iter().filter(|pair| pair.waited > 0).count();
        Self {
            candidates: with.len() + without.len(),
            matched: with.len(),
            waited_and_matched,
            waited: waited_and_matched + without.iter().filter(|one| one.waited > 0).count(),
            repeats: with.iter().filter(|pair| pair.repeats).count(),
        }
    }

    /// The latest round of these outcomes, other than this one.
    fn last(outcomes: &[Outcome], but: RoundId) -> Option<Self> {
        let latest = outcomes.iter().find(|outcome| outcome.round != but)?.round;
        let mut all = Self::default();
        for outcome in outcomes.iter().filter(|outcome| outcome.round == latest) {
            let (matched, waited) = (outcome.session.is_some(), outcome.waited > 0);
            all.candidates += 1;
            all.matched += usize::from(matched);
            all.waited += usize::from(waited);
            all.waited_and_matched += usize::from(matched && waited);
            all.repeats += usize::from(matched && outcome.repeats);
        }
        Some(all)
    }
}

/// Makes a plan for an open round and keeps it, in place of the one before.
pub fn preview(services: &Services, me: AccountId, id: RoundId) -> Result<Previewed, Error> {
    let program = services.read(|db, _| {
        let found = rounds::by_id(db, id);
        Ok(coordinated_round(db, me, found)?.program.id)
    })?;
    // Before the round is read: what another preview makes of it meanwhile would be one more reason to begin again.
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
    let plan = solve(services, &program, &participants);
    drop(turn);
    let last = Compared::last(&participants.outcomes, id);
    let over = round.revision;
    let solved = Round { plan: Some(plan), revision: over + 1, ..round };
    // What it was made from must not have changed in between.
    if !services.write(|db, now| Ok(rounds::update(db, &solved, over, now)?))? {
        return Err(changed());
    }
    Ok(Previewed { round: solved, members: participants.members, last, decided: participants.decided })
}

/// The plan as it was kept, if it is up to date.
pub fn kept(services: &Services, me: AccountId, id: RoundId) -> Result<Previewed, Error> {
    services.read(|db, _| {
        let found = rounds::by_id(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        if round.plan.is_none() {
            return Err(Error::not_found("preview: it has to be made again"));
        }
        let last = Compared::last(&participants::outcomes(db, program.id)?, id);
        let members = members::all(db, program.id)?.into_iter().map(|member| (member.account, member)).collect();
        Ok(Previewed { round, members, last, decided: rounds::decided(db, id)? })
    })
}

/// The best plan for these people.
fn solve(services: &Services, program: &Program, participants: &RoundParticipants) -> RoundPlan {
    let now = services.now();
    let (interviewers, requesters) = (participants.interviewers(), participants.requesters(program));
    let seats: HashMap<_, _> = requesters.iter().enumerate().map(|(at, one)| (one.candidate, at)).collect();
    let desks: HashMap<_, _> = interviewers.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    let pinned: Vec<_> = participants.decided.iter().filter(|pair| pair.decision == Decision::Pinned).collect();
    let places = |pair: &&PairDecision| {
        let requester = *seats.get(&pair.candidate)?;
        Some(Pin { requester, interviewer: *desks.get(&pair.interviewer)?, starts_at: pair.starts_at })
    };
    let pins: Vec<Pin> = pinned.iter().filter_map(places).collect();
    let setting = PlanInput {
        requesters: &requesters,
        interviewers: &interviewers,
        busy: participants.holds.by_person(),
        met: &participants.met,
        pins: &pins,
        now,
    };
    let until = now.plus(SOLVE_FOR);
    let keep_going = || services.now() < until;
    let plan = matching::plan(&setting, &Limits { keep_going: &keep_going, ..Limits::DEFAULT });
    let proof = proven(&plan);
    let is_pinned = |requester| pins.iter().any(|pin| pin.requester == requester);
    let mut pairs: Vec<_> = plan
        .pairs
        .iter()
        .filter_map(|pair| {
            let (requester, interviewer) = (requesters.get(pair.requester)?, interviewers.get(pair.interviewer)?);
            let wish = requester.wish();
            Some(PlannedPair {
                candidate_id: requester.candidate,
                interviewer_id: interviewer.id,
                starts_at: pair.starts_at,
                kind: requester.ask.kind,
                level: requester.ask.level,
                topics: requester.ask.topics.clone(),
                language: requester.ask.language,
                fit: fit::shown(interviewer.profile, &wish),
                why: fit::reasons(interviewer.profile, &wish),
                waited: requester.waited,
                repeats: participants.met.contains(&(requester.candidate, interviewer.id)),
                pinned: is_pinned(pair.requester),
            })
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.starts_at, pair.candidate_id));
    let refused = pins.iter().enumerate().filter(|(place, _)| plan.refused_pins.contains(place));
    let mut refused_pins: Vec<_> = refused
        .filter_map(|(_, pin)| {
            let (requester, interviewer) = (requesters.get(pin.requester)?, interviewers.get(pin.interviewer)?);
            let words = if requester.suits(interviewer) {
                "The two can't meet on the round's days, or not at that time. Leaving the time open, wider windows or \
                 another pair would help."
            } else {
                "The interviewer doesn't do the kind, level or language asked for, or the program's rules keep the \
                 two from meeting."
            };
            Some(RefusedPin {
                candidate_id: requester.candidate,
                interviewer_id: interviewer.id,
                words: words.to_owned(),
            })
        })
        .collect();
    let absent = pinned.iter().filter(|pair| places(pair).is_none());
    refused_pins.extend(absent.map(|pair| RefusedPin {
        candidate_id: pair.candidate,
        interviewer_id: pair.interviewer,
        words: "One of the two isn't taking part in this round, or has no profile or hours yet.".to_owned(),
    }));
    let left = matching::unmatched(&setting, &plan.pairs, program.zone).into_iter();
    let without = left.filter_map(|(at, why, standing)| {
        let requester = requesters.get(at)?;
        Some(UnmatchedCandidate {
            candidate_id: requester.candidate,
            reason: reason(&why),
            words: standing.why,
            waited: requester.waited,
        })
    });
    let mut unmatched: Vec<_> = without.chain(participants.incomplete.iter().cloned()).collect();
    unmatched.sort_by_key(|one| (std::cmp::Reverse(one.waited), one.candidate_id));
    RoundPlan { solved_at: now, pairs, unmatched, refused_pins, proof }
}

fn reason(why: &Why) -> WhyNot {
    match why {
        Why::Forbidden => WhyNot::Forbidden,
        Why::LostToLongerWait => WhyNot::LostToLongerWait,
        Why::Stands(Reason::NobodyDoesIt | Reason::LengthNotHeld) => WhyNot::NobodyEligible,
        Why::Stands(Reason::NobodyThere) => WhyNot::NobodyFree,
        Why::Stands(Reason::WeeksFull) => WhyNot::CapacitySpent,
        Why::Stands(Reason::OthersThen | Reason::Nothing) => WhyNot::LostToOthers,
    }
}

fn proven(plan: &matching::MatchPlan) -> Proven {
    match plan.proof {
        Some(Proof::Optimal) => Proven { proof: ProofKind::Optimal, gap: Some(0.0) },
        Some(Proof::OptimalWeight { .. }) => Proven { proof: ProofKind::Most, gap: Some(0.0) },
        Some(Proof::WeightBound { weight_bound }) => {
            let gap = weight_bound.saturating_sub(plan.weight) as f64 / weight_bound.max(1) as f64;
            Proven { proof: ProofKind::Bound, gap: Some(gap) }
        }
        None => Proven { proof: ProofKind::None, gap: None },
    }
}

/// Pins a pair, or keeps it apart in this round.
pub fn decide(
    services: &Services,
    me: AccountId,
    id: RoundId,
    decided: PairDecision,
) -> Result<Vec<PairDecision>, Error> {
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

/// Takes a decision about a pair back.
pub fn delete_pair_decision(
    services: &Services,
    me: AccountId,
    id: RoundId,
    candidate: AccountId,
    interviewer: AccountId,
) -> Result<Vec<PairDecision>, Error> {
    edit(services, me, id, |db, _, _| match rounds::delete_pair_decision(db, id, candidate, interviewer)? {
        true => Ok(()),
        false => Err(Error::not_found("decision about this pair")),
    })
}

/// Changes the decisions about pairs of an open round; its plan is out of date then.
fn edit(
    services: &Services,
    me: AccountId,
    id: RoundId,
    work: impl FnOnce(&mut Db, Timestamp, &dyn Fn(AccountId) -> bool) -> Result<(), Error>,
) -> Result<Vec<PairDecision>, Error> {
    services.write(|db, now| {
        let found = rounds::lock(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        if round.state == RoundState::Published {
            return Err(published());
        }
        let all = members::all(db, program.id)?;
        work(db, now, &|who| all.iter().any(|member| member.account == who))?;
        rounds::outdate(db, id, now)?;
        Ok(rounds::decided(db, id)?)
    })
}
