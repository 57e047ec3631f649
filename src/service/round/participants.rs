//! Who takes part in a round, as the matching rules need them.

use crate::domain::matching::request::Ask;
use crate::domain::matching::{Interviewer, Requester, Room};
use crate::domain::program::{Member, Program};
use crate::domain::round::{
    Decision, Entry, FollowedOutcome, PairDecision, RestingMember, Round, RoundAsk, RoundPerson, UnmatchedCandidate,
    UnmatchedInterviewer, WhyNot, WhyNotInterviewing, WhyResting, ask, last_sessions, rounds_waited,
};
use crate::domain::{AccountId, DisplayName, Seat, SessionId, Span, Timestamp, Zone};
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
    /// Interviewers who can't be matched yet.
    pub(crate) incomplete_interviewers: Vec<UnmatchedInterviewer>,
    /// Members who don't take part in one of their seats.
    pub(crate) resting: Vec<RestingMember>,
    /// The round's days.
    pub(crate) days: Span,
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

/// What a candidate has to say before they can be matched.
const NO_PROFILE: &str = "They haven't said yet what they want to practise: a kind, a level and a language, in their \
                          profile or in an entry for this round, would let us look.";

/// Why somebody takes no part, in either seat.
fn rests(person: &RoundPerson, opted_out: bool, now: Timestamp) -> Option<(WhyResting, String)> {
    if opted_out {
        return Some((WhyResting::OptedOut, "They said that they're out of this round.".to_owned()));
    }
    if !person.confirmed {
        return Some((WhyResting::Unconfirmed, "They haven't confirmed their email address yet.".to_owned()));
    }
    let until = person.paused_until.filter(|until| now < *until)?;
    let date = person.zone.date(until).format("%A %-d %B");
    let words = format!("New bookings with them are paused until {date} at {}.", person.zone.clock(until));
    Some((WhyResting::Paused, words))
}

/// Why an interviewer can't be matched yet.
fn incomplete_interviewer(person: &RoundPerson) -> UnmatchedInterviewer {
    let (reason, words) = if person.interviews {
        (WhyNotInterviewing::NoHours, "They have no hours yet. Weekly hours would help.")
    } else {
        (WhyNotInterviewing::NoProfile, "They haven't said yet what they interview on. A profile would help.")
    };
    UnmatchedInterviewer { interviewer_id: person.id, reason, words: words.to_owned() }
}

/// A candidate of a round.
pub(crate) struct Candidate {
    pub(crate) id: AccountId,
    pub(crate) name: DisplayName,
    pub(crate) ask: Ask,
    pub(crate) room: Room,
    pub(crate) waited: u32,
    zone: Zone,
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
        let is_chosen = |id: &AccountId| chosen.as_ref().is_none_or(|chosen| chosen.contains(id));
        let mut roster: Vec<_> = members.values().filter(|one| is_chosen(&one.account)).collect();
        roster.sort_unstable_by_key(|one| one.account);
        let ids: Vec<_> = roster.iter().map(|one| one.account).collect();
        let people: HashMap<_, _> = participants::people(db, &ids)?.into_iter().map(|one| (one.id, one)).collect();
        let mut resting = Vec::new();
        let (mut practise, mut interview) = (Vec::new(), Vec::new());
        for member in roster {
            let Some(person) = people.get(&member.account) else { continue };
            let opted_out = entries.get(&person.id).is_some_and(|entry| !entry.taking_part);
            let rests = rests(person, opted_out, now);
            for (seat, list) in [(Seat::Candidate, &mut practise), (Seat::Interviewer, &mut interview)] {
                let has_seat = match seat {
                    Seat::Candidate => member.place.seats.candidate,
                    Seat::Interviewer => member.place.seats.interviewer,
                };
                match &rests {
                    _ if !has_seat => {}
                    None => list.push(person.id),
                    Some((reason, words)) => {
                        let (reason, words) = (*reason, words.clone());
                        resting.push(RestingMember { account_id: person.id, seat, reason, words });
                        // They may be the reason why somebody else has no session.
                        if (reason, seat) == (WhyResting::Paused, Seat::Interviewer) {
                            list.push(person.id);
                        }
                    }
                }
            }
        }
        let all: Vec<_> = practise.iter().chain(&interview).copied().collect();
        let (mut volunteers, holds) = load_interviewers(db, Some(&interview), days, Some(&all))?;
        for one in &mut volunteers {
            // The program's notice applies as well as their own.
            one.terms.min_notice_hours = one.terms.min_notice_hours.max(program.rules.min_notice_hours.get().into());
        }
        let ready: HashSet<_> = volunteers.iter().map(|one| one.volunteer.id).collect();
        let is_resting = |id: &AccountId| resting.iter().any(|one: &RestingMember| one.account_id == *id);
        let without = interview.iter().filter(|id| !ready.contains(id) && !is_resting(id));
        let incomplete_interviewers = without.filter_map(|id| people.get(id)).map(incomplete_interviewer).collect();
        let outcomes = outcomes::of_program(db, program.id)?;
        let all_waited = rounds_waited(&outcomes, program.zone, now);
        let (mut candidates, mut incomplete) = (Vec::new(), Vec::new());
        let empty = Entry::default();
        for one in practise.iter().filter_map(|id| people.get(id)) {
            let entry = entries.get(&one.id).unwrap_or(&empty);
            let waited = all_waited.get(&one.id).copied().unwrap_or(0);
            match ask(one, entry, round, program, holds.of(one.id)) {
                Some(RoundAsk { ask, room }) => {
                    candidates.push(Candidate {
                        id: one.id,
                        name: one.name.clone(),
                        ask,
                        room,
                        waited,
                        zone: one.zone,
                    });
                }
                None => incomplete.push(UnmatchedCandidate {
                    candidate_id: one.id,
                    reason: WhyNot::NoProfile,
                    words: NO_PROFILE.to_owned(),
                    suggestion: None,
                    waited,
                }),
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
            incomplete_interviewers,
            resting,
            days,
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
            let (ask, since, waited, zone) = (&one.ask, self.since, one.waited, one.zone);
            // The coordinator mustn't learn who blocked whom.
            let apart = self.apart.from(one.id).to_vec();
            Requester { candidate: one.id, ask, not_with, apart, not_at: Vec::new(), since, waited, zone }
        });
        made.collect()
    }
}
