//! Who takes part in a round, as the matching rules need them.

use crate::domain::matching::request::Ask;
use crate::domain::matching::{Interviewer, Requester};
use crate::domain::program::{Member, Program};
use crate::domain::round::{
    Decision, Entry, FollowedOutcome, PairDecision, Round, UnmatchedCandidate, ask, last_sessions, rounds_waited,
};
use crate::domain::{AccountId, DisplayName, SessionId, Timestamp};
use crate::service::Error;
use crate::service::availability::interviewer_context::{Holds, InterviewerContext, load_interviewers};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::store::Db;
use crate::store::booking::meetings::{self, PastMeeting};
use crate::store::program::members;
use crate::store::round::{outcomes, participants, rounds};
use std::collections::{HashMap, HashSet};

/// Everybody who takes part in a round, with what the rules need to know about them.
pub(crate) struct RoundParticipants {
    pub(crate) members: HashMap<AccountId, Member>,
    pub(crate) candidates: Vec<Candidate>,
    /// Candidates who can't be matched yet.
    pub(crate) incomplete: Vec<UnmatchedCandidate>,
    pub(crate) volunteers: Vec<InterviewerContext>,
    pub(crate) holds: Holds,
    /// The pairs who have ever met, in both directions.
    pub(crate) met: HashSet<(AccountId, AccountId)>,
    /// The pairs who met in the rounds that `avoid_repeats_rounds` covers.
    pub(crate) recent: HashSet<(AccountId, AccountId)>,
    /// The pairs who met in the rounds that `forbid_repeats_rounds` covers.
    too_soon: HashSet<(AccountId, AccountId)>,
    pub(crate) decided: Vec<PairDecision>,
    /// The outcomes of the program's rounds, latest first.
    pub(crate) outcomes: Vec<FollowedOutcome>,
    apart: BlockedPairs,
    since: Timestamp,
}

/// A candidate of a round.
pub(crate) struct Candidate {
    pub(crate) id: AccountId,
    pub(crate) name: DisplayName,
    pub(crate) ask: Ask,
    pub(crate) waited: u32,
}

impl RoundParticipants {
    /// Takes the same number of statements for any number of people.
    pub(crate) fn load(db: &mut Db, now: Timestamp, round: &Round, program: &Program) -> Result<Self, Error> {
        let plans = &round.plans;
        let days = plans.days(program.zone);
        let entries: HashMap<_, _> = participants::entries(db, round.id, None)?.into_iter().collect();
        let chosen: Option<HashSet<_>> = plans.members.as_ref().map(|all| all.iter().copied().collect());
        let members: HashMap<_, _> =
            members::all(db, program.id)?.into_iter().map(|member| (member.account, member)).collect();
        let takes_part = |id: &AccountId| {
            chosen.as_ref().is_none_or(|chosen| chosen.contains(id))
                && entries.get(id).is_none_or(|entry| entry.taking_part)
        };
        let as_participant = |seat: fn(&Member) -> bool| -> Vec<AccountId> {
            members.values().filter(|one| seat(one) && takes_part(&one.account)).map(|one| one.account).collect()
        };
        let practise = as_participant(|member| member.place.seats.candidate);
        let interview = as_participant(|member| member.place.seats.interviewer);
        let all: Vec<_> = practise.iter().chain(&interview).copied().collect();
        let (mut volunteers, holds) = load_interviewers(db, Some(&interview), days, Some(&all))?;
        for one in &mut volunteers {
            // The program's notice applies as well as their own.
            one.terms.min_notice_hours = one.terms.min_notice_hours.max(program.rules.min_notice_hours.get().into());
        }
        let outcomes = outcomes::of_program(db, program.id)?;
        let all_waited = rounds_waited(&outcomes, program.zone, now);
        let (mut candidates, mut incomplete) = (Vec::new(), Vec::new());
        let empty = Entry::default();
        for one in participants::practising(db, &practise, now)? {
            let entry = entries.get(&one.id).unwrap_or(&empty);
            let waited = all_waited.get(&one.id).copied().unwrap_or(0);
            match ask(&one, entry, round, program, holds.of(one.id)) {
                Ok(ask) => candidates.push(Candidate { id: one.id, name: one.name, ask, waited }),
                Err((reason, words)) => {
                    incomplete.push(UnmatchedCandidate {
                        candidate_id: one.id,
                        reason,
                        words: words.to_owned(),
                        waited,
                    });
                }
            }
        }
        // People may have met in either seat, so this covers all participants.
        let held = meetings::held(db, &all, now)?;
        let met_in = |sessions: Option<HashSet<SessionId>>| -> HashSet<_> {
            let counts =
                |held: &&PastMeeting| sessions.as_ref().is_none_or(|sessions| sessions.contains(&held.session));
            let pairs = held.iter().filter(counts).map(|held| (held.candidate, held.interviewer));
            pairs.flat_map(|(candidate, interviewer)| [(candidate, interviewer), (interviewer, candidate)]).collect()
        };
        Ok(Self {
            met: met_in(None),
            recent: met_in(Some(last_sessions(&outcomes, program.rules.avoid_repeats_rounds))),
            too_soon: met_in(Some(last_sessions(&outcomes, program.rules.forbid_repeats_rounds))),
            decided: rounds::decided(db, round.id)?,
            apart: BlockedPairs::of(db, None)?,
            since: round.created_at,
            members,
            candidates,
            incomplete,
            volunteers,
            holds,
            outcomes,
        })
    }

    /// The interviewers as the rules need them.
    pub(crate) fn interviewers(&self) -> Vec<Interviewer<'_>> {
        self.volunteers.iter().map(InterviewerContext::interviewer).collect()
    }

    /// The candidates as the rules need them.
    pub(crate) fn requesters(&self, program: &Program) -> Vec<Requester<'_>> {
        let mut forbidden: HashMap<AccountId, Vec<AccountId>> = HashMap::new();
        for pair in self.decided.iter().filter(|pair| pair.decision == Decision::Forbidden) {
            forbidden.entry(pair.candidate).or_default().push(pair.interviewer);
        }
        let group = |id: AccountId| self.members.get(&id).and_then(|member| member.place.group.as_ref());
        let made = self.candidates.iter().map(|one| {
            let mut not_with = forbidden.get(&one.id).cloned().unwrap_or_default();
            let strangers = self.volunteers.iter().map(|other| other.volunteer.id);
            let kept = |other: &AccountId| {
                !program.may_meet(group(one.id), group(*other)) || self.too_soon.contains(&(one.id, *other))
            };
            not_with.extend(strangers.filter(kept));
            let (ask, since, waited) = (&one.ask, self.since, one.waited);
            // The coordinator mustn't learn who blocked whom.
            let apart = self.apart.from(one.id).to_vec();
            Requester { candidate: one.id, ask, not_with, apart, not_at: Vec::new(), since, waited }
        });
        made.collect()
    }
}
