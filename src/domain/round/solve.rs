//! The plan of a round: the solver's answer in the round's terms, with reasons.

use super::{
    Decision, PairDecision, PlannedPair, ProofKind, Proven, RefusedPin, RestingMember, RoundPlan, SuggestedChange,
    Suggestion, UnmatchedCandidate, UnmatchedInterviewer, WhyNot, WhyNotInterviewing,
};
use crate::domain::availability::expand;
use crate::domain::matching::{self, Busy, Change, Interviewer, Pin, PlanInput, Planned, Requester, Room, fit};
use crate::domain::{AccountId, Seat, Span, Timestamp};
use candor_solver::{Limits, Proof};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The input for a round's plan.
#[derive(Debug)]
pub struct RoundInput<'a> {
    /// The candidates.
    pub requesters: &'a [Requester<'a>],
    /// The interviewers.
    pub interviewers: &'a [Interviewer<'a>],
    /// The candidates' time if things were different.
    pub rooms: &'a [Room],
    /// Candidates who can't be matched yet.
    pub incomplete: &'a [UnmatchedCandidate],
    /// Interviewers who can't be matched yet.
    pub incomplete_interviewers: &'a [UnmatchedInterviewer],
    /// Who doesn't take part.
    pub resting: &'a [RestingMember],
    /// The coordinators' decisions about pairs.
    pub decided: &'a [PairDecision],
    /// Existing commitments by person.
    pub busy: &'a Busy,
    /// Candidate and interviewer who have met before.
    pub met: &'a HashSet<(AccountId, AccountId)>,
    /// Those of them who met in the rounds that the program's `avoid_repeats_rounds` covers.
    pub recent: &'a HashSet<(AccountId, AccountId)>,
    /// The round's days.
    pub days: Span,
    /// The current time.
    pub now: Timestamp,
}

/// The best plan found while `keep_going` returns true.
pub fn solve(input: &RoundInput<'_>, keep_going: &dyn Fn() -> bool) -> RoundPlan {
    let RoundInput { requesters, interviewers, .. } = *input;
    let seats: HashMap<_, _> = requesters.iter().enumerate().map(|(at, one)| (one.candidate, at)).collect();
    let desks: HashMap<_, _> = interviewers.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    let pinned: Vec<_> = input.decided.iter().filter(|pair| pair.decision == Decision::Pinned).collect();
    let places = |pair: &&PairDecision| {
        let requester = *seats.get(&pair.candidate)?;
        Some(Pin { requester, interviewer: *desks.get(&pair.interviewer)?, starts_at: pair.starts_at })
    };
    let pins: Vec<Pin> = pinned.iter().filter_map(places).collect();
    let RoundInput { busy, met, recent, now, .. } = *input;
    let people = PlanInput { requesters, interviewers, busy, met, recent, pins: &pins, now };
    let plan = matching::plan(&people, &Limits { keep_going, ..Limits::DEFAULT });
    let is_pinned = |requester| pins.iter().any(|pin| pin.requester == requester);
    let mut pairs: Vec<_> = plan
        .pairs
        .iter()
        .filter_map(|pair| {
            let (requester, interviewer) = (requesters.get(pair.requester)?, interviewers.get(pair.interviewer)?);
            let (ask, profile) = (requester.ask, interviewer.profile);
            let wish = requester.wish(profile);
            Some(PlannedPair {
                candidate_id: requester.candidate,
                interviewer_id: interviewer.id,
                starts_at: pair.starts_at,
                kind: ask.kind_with(profile)?,
                level: ask.level,
                topics: ask.topics.clone(),
                language: ask.language_with(profile)?,
                fit: fit::shown(profile, &wish),
                why: fit::reasons(profile, &wish),
                waited: requester.waited,
                repeats: input.met.contains(&(requester.candidate, interviewer.id)),
                pinned: is_pinned(pair.requester),
            })
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.starts_at, pair.candidate_id));
    let refused = plan.refused_pins.iter().filter_map(|place| pins.get(*place));
    let mut refused_pins: Vec<_> = refused
        .filter_map(|pin| {
            let (requester, interviewer) = (requesters.get(pin.requester)?, interviewers.get(pin.interviewer)?);
            Some(RefusedPin {
                candidate_id: requester.candidate,
                interviewer_id: interviewer.id,
                words: why_refused(requester, interviewer).to_owned(),
            })
        })
        .collect();
    let absent = pinned.iter().filter(|pair| places(pair).is_none());
    refused_pins.extend(absent.map(|pair| RefusedPin {
        candidate_id: pair.candidate,
        interviewer_id: pair.interviewer,
        words: "One of the two isn't taking part in this round, or has no profile or hours yet.".to_owned(),
    }));
    let planned = Planned { input: &people, pairs: &plan.pairs, rooms: input.rooms, days: input.days };
    let mut unmatched: Vec<_> = unmatched(&planned).chain(input.incomplete.iter().cloned()).collect();
    unmatched.sort_by_key(|one| (Reverse(one.waited), one.candidate_id));
    let resting = |id| input.resting.iter().any(|one| one.seat == Seat::Interviewer && one.account_id == id);
    let without = unmatched_interviewers(&planned).filter(|one| !resting(one.interviewer_id));
    let mut unmatched_interviewers: Vec<_> = without.chain(input.incomplete_interviewers.iter().cloned()).collect();
    unmatched_interviewers.sort_by_key(|one| one.interviewer_id);
    let (resting, proof) = (input.resting.to_vec(), proven(&plan));
    RoundPlan { solved_at: input.now, pairs, unmatched, unmatched_interviewers, resting, refused_pins, proof }
}

fn unmatched(plan: &Planned<'_>) -> impl Iterator<Item = UnmatchedCandidate> {
    matching::unmatched(plan).into_iter().filter_map(|one| {
        let requester = plan.input.requesters.get(one.requester)?;
        let suggestion = one.suggestion.and_then(|it| {
            let (change, level, language) = match it.change {
                Change::Time => (SuggestedChange::Time, None, None),
                Change::Level(level) => (SuggestedChange::Level, Some(level), None),
                Change::Language(language) => (SuggestedChange::Language, None, Some(language)),
                Change::Allow => (SuggestedChange::Allow, None, None),
            };
            let interviewer_id = plan.input.interviewers.get(it.interviewer)?.id;
            Some(Suggestion { change, level, language, starts_at: it.starts_at, interviewer_id })
        });
        let (no_hours, no_windows) = (plan.has_no_hours(one.requester), requester.ask.range().is_none());
        Some(UnmatchedCandidate {
            candidate_id: requester.candidate,
            reason: WhyNot::of(&one.obstacles, no_hours, no_windows),
            words: one.why,
            suggestion,
            waited: requester.waited,
        })
    })
}

fn unmatched_interviewers(plan: &Planned<'_>) -> impl Iterator<Item = UnmatchedInterviewer> {
    matching::unmatched_interviewers(plan).into_iter().filter_map(|one| {
        let who = plan.input.interviewers.get(one.interviewer)?;
        let no_hours = expand(who.availability, plan.days).is_empty();
        let reason = WhyNotInterviewing::of(&one.obstacles, no_hours);
        Some(UnmatchedInterviewer { interviewer_id: who.id, reason, words: one.why })
    })
}

fn why_refused(requester: &Requester<'_>, interviewer: &Interviewer<'_>) -> &'static str {
    if requester.suits(interviewer) {
        "The two can't meet on the round's days, or not at that time. Leaving the time open, wider windows or another \
         pair would help."
    } else {
        "The interviewer doesn't do the kind, level or language asked for, or the program's rules keep the two from \
         meeting."
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
