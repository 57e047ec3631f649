//! Publishing a round: all of its sessions in one transaction, or nothing.

use super::participants::RoundParticipants;
use super::{Shown, changed, coordinated_round, published};
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, InterviewerSchedule};
use crate::domain::booking::session::{Person, Session};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::matching::{self, Pair, PlanInput};
use crate::domain::program::Program;
use crate::domain::round::{Outcome, PlannedPair, Round, RoundPlan, RoundState, UnmatchedCandidate};
use crate::domain::{AccountId, DisplayName, RoundId, Seat, SessionId, Timestamp};
use crate::service::booking::book::{self, Booking};
use crate::service::booking::history::{event_of, record_all};
use crate::service::booking::rooms;
use crate::service::{Code, Error, Seen, Services, idempotency, notifications};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::program::program_sessions;
use crate::store::round::{outcomes, rounds};
use serde::Serialize;
use std::collections::HashMap;

/// A pair whose time was taken since the preview.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = TakenPair)]
pub struct Taken {
    /// Who'd be the candidate.
    pub candidate_id: AccountId,
    /// Their name; null if they've left the program.
    pub candidate_name: Option<DisplayName>,
    /// Who'd interview them.
    pub interviewer_id: AccountId,
    /// Their name, likewise.
    pub interviewer_name: Option<DisplayName>,
    /// When they'd have met.
    pub starts_at: Timestamp,
    /// What has come up.
    pub detail: String,
}

/// Books every session of a round's plan and invites everybody, if the plan is still at the expected revision; all or
/// nothing. With a key, repeating it returns the same result.
pub fn publish(
    services: &Services,
    me: AccountId,
    id: RoundId,
    key: Option<&str>,
    over: &Seen,
) -> Result<Shown, Error> {
    let done = idempotency::run_idempotent(services, me, key, &("publish", id, over), |db, now| {
        let found = rounds::by_id(db, id);
        let Shown { round, .. } = coordinated_round(db, me, found)?;
        let (plan, revision) = (current(&round, over)?.clone(), round.revision);
        // Lock order on every path: people, then the round. Their commitments are read after that.
        let people: Vec<_> = plan.pairs.iter().flat_map(|pair| [pair.candidate_id, pair.interviewer_id]).collect();
        accounts::lock(db, &people)?;
        let found = rounds::lock(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        current(&round, &Seen::OneOf(vec![revision]))?;
        book(services, (db, now), me, &round, &program, &plan)?;
        let booked = Round { state: RoundState::Published, published_at: Some(now), ..round };
        // If somebody else publishes or changes anything at the same moment, only one of us succeeds.
        if rounds::update(db, &booked, revision, now)? { Ok(()) } else { Err(published()) }
    });
    match done {
        Err(error) if error.code == Code::RoundTaken => {
            // The plan can't be used any more; a new preview makes another.
            services.write(|db, now| Ok(rounds::outdate(db, id, now)?))?;
            Err(error)
        }
        other => other.and_then(|()| super::show(services, me, id)),
    }
}

/// The plan, if it's at the expected revision.
fn current<'a>(round: &'a Round, over: &Seen) -> Result<&'a RoundPlan, Error> {
    match &round.plan {
        _ if round.state == RoundState::Published => Err(published()),
        Some(plan) if over.allows(round.revision) => Ok(plan),
        _ => Err(changed()),
    }
}

fn book(
    services: &Services,
    (db, now): (&mut Db, Timestamp),
    me: AccountId,
    round: &Round,
    program: &Program,
    plan: &RoundPlan,
) -> Result<(), Error> {
    let participants = RoundParticipants::load(db, now, round, program)?;
    let agreed = prepare(services, now, program, &participants, plan)?;
    let because = Event::new(SessionEventKind::Booked, format!("Published with {}.", round.plans.name));
    let event = |session: &Session| event_of(now, session, Actor::coordinator(me), because.clone());
    record_all(db, &agreed.iter().map(event).collect::<Vec<_>>())?;
    for (pair, session) in plan.pairs.iter().zip(&agreed) {
        book::claim_cells(db, now, session).map_err(|error| match error.code {
            Code::OpeningUnavailable => taken(&participants, &[(pair, error.detail)]),
            _ => error,
        })?;
    }
    let ids: Vec<SessionId> = agreed.iter().map(|session| session.id).collect();
    program_sessions::put(db, &ids, program.id, Some(round.id))?;
    notifications::booked_all(db, now, &agreed)?;
    let sessions: HashMap<AccountId, SessionId> =
        agreed.iter().map(|session| (session.candidate.id, session.id)).collect();
    let without = |one: &UnmatchedCandidate| (one.candidate_id, one.waited, false, None, Some(one.reason));
    let with = |pair: &PlannedPair| (pair.candidate_id, pair.waited, pair.repeats, Some(pair.language), None);
    let all = plan.pairs.iter().map(with).chain(plan.unmatched.iter().map(without));
    for (candidate, waited, repeats, language, reason) in all {
        let outcome = Outcome {
            round: round.id,
            candidate,
            session: sessions.get(&candidate).copied(),
            waited,
            repeats,
            language,
            reason,
        };
        outcomes::insert(db, &outcome)?;
    }
    super::missed::tell(db, now, (round, program), &participants, plan)
}

/// Every session of the plan, if the rules of the round and of booking allow all of them together.
fn prepare(
    services: &Services,
    now: Timestamp,
    program: &Program,
    participants: &RoundParticipants,
    plan: &RoundPlan,
) -> Result<Vec<Session>, Error> {
    let (interviewers, requesters) = (participants.interviewers(), participants.requesters(program));
    let place = |pair: &PlannedPair| {
        let requester = participants.candidates.iter().position(|one| one.id == pair.candidate_id)?;
        let interviewer = participants.volunteers.iter().position(|one| one.volunteer.id == pair.interviewer_id)?;
        let ask = &participants.candidates.get(requester)?.ask;
        let offered = participants.volunteers.get(interviewer).map(|one| &one.volunteer.profile)?;
        let chosen = (ask.kind_with(offered)?, ask.language_with(offered)?);
        let same = ask.level == pair.level && chosen == (pair.kind, pair.language);
        same.then_some(Pair { requester, interviewer, starts_at: pair.starts_at })
    };
    let gone = "Something has changed for one of the two: their profile, hours or seat.";
    let (mut pairs, mut bad) = (Vec::new(), Vec::new());
    for pair in &plan.pairs {
        match place(pair) {
            Some(found) => pairs.push((pair, found)),
            None => bad.push((pair, gone.to_owned())),
        }
    }
    // Before anything is written, check each pair by the rules of a round, taking all other pairs into account.
    let busy = participants.holds.by_person();
    let setting = PlanInput {
        requesters: &requesters,
        interviewers: &interviewers,
        busy,
        met: &participants.met,
        recent: &participants.recent,
        pins: &[],
        now,
    };
    let found: Vec<_> = pairs.iter().map(|(_, found)| *found).collect();
    let refused = matching::refused(&setting, &found);
    let no_longer = "The time no longer suits both.";
    bad.extend(refused.iter().filter_map(|place| pairs.get(*place)).map(|(pair, _)| (*pair, no_longer.to_owned())));
    if !bad.is_empty() {
        return Err(taken(participants, &bad));
    }
    // Then check each by the rules of booking, one after the other.
    let mut busy = busy.clone();
    let mut memo = ZoneMemo::default();
    let mut agreed = Vec::with_capacity(pairs.len());
    for (pair, found) in &pairs {
        let (Some(candidate), Some(desk)) =
            (participants.candidates.get(found.requester), participants.volunteers.get(found.interviewer))
        else {
            return Err(taken(participants, &[(pair, gone.to_owned())]));
        };
        let of = |id: AccountId| busy.get(&id).map_or(&[][..], Vec::as_slice);
        let ask = Booking {
            interviewer: pair.interviewer_id,
            starts_at: pair.starts_at,
            length: candidate.ask.length,
            kind: pair.kind,
            level: pair.level,
            topics: pair.topics.clone(),
            aims: candidate.ask.aims.clone(),
        };
        let person = Person { id: candidate.id, name: candidate.name.clone() };
        let theirs = InterviewerSchedule {
            availability: &desk.availability,
            terms: &desk.terms,
            commitments: of(pair.interviewer_id),
        };
        let session = book::check_rules(services, now, (person, of(candidate.id)), (desk, theirs), &ask, &mut memo)
            .map_err(|error| match error.code {
                Code::OpeningUnavailable => taken(participants, &[(pair, error.detail)]),
                _ => error,
            })?;
        for role in [Seat::Candidate, Seat::Interviewer] {
            busy.entry(session.person(role).id)
                .or_default()
                .push(Commitment { span: session.span(), role: Some(role) });
        }
        agreed.push(rooms::in_program(session, program)?);
    }
    Ok(agreed)
}

fn taken(participants: &RoundParticipants, pairs: &[(&PlannedPair, String)]) -> Error {
    let name = |id: AccountId| participants.members.get(&id).map(|member| member.name.clone());
    let all: Vec<_> = pairs
        .iter()
        .map(|(pair, detail)| Taken {
            candidate_id: pair.candidate_id,
            candidate_name: name(pair.candidate_id),
            interviewer_id: pair.interviewer_id,
            interviewer_name: name(pair.interviewer_id),
            starts_at: pair.starts_at,
            detail: detail.clone(),
        })
        .collect();
    let detail = "Something has come up since the preview for the pairs listed here. Nothing was booked; a new \
                  preview will find them other times.";
    Error::new(Code::RoundTaken, detail).with("pairs", &all)
}
