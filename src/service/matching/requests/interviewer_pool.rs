//! The interviewers who could take a request, and its diagnosis among them.

use super::Shown;
use super::exclusions::refused;
use crate::domain::matching::request::{Request, RequestState as State};
use crate::domain::matching::{self, Interviewer, Reader, Replacing, RequestDiagnosis, Requester};
use crate::domain::{AccountId, Span, Timestamp, Zone};
use crate::service::Error;
use crate::service::availability::interviewer_context::{Holds, InterviewerContext, load_interviewers};
use crate::service::matching::swaps::Peers;
use crate::service::round::replacement::ReplacementRules;
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::{sessions, stand_ins};
use crate::store::matching::declines::{self, Decline};
use crate::store::matching::requests;
use std::collections::HashMap;

/// The interviewers who could take these requests, and the pairs to avoid.
pub(crate) struct InterviewerPool {
    people: Vec<InterviewerContext>,
    pub(crate) holds: Holds,
    apart: BlockedPairs,
    declined: Vec<Decline>,
    rules: ReplacementRules,
    zones: HashMap<AccountId, Zone>,
}

impl InterviewerPool {
    /// The number of statements doesn't depend on that of people or requests, only on that of rounds whose cancelled
    /// sessions they replace.
    pub(crate) fn load(db: &mut Db, now: Timestamp, found: &[Request], of: Option<AccountId>) -> Result<Self, Error> {
        // The diagnosis also looks outside the windows for the nearest start.
        let ranges = found.iter().filter_map(|request| request.ask.range());
        let range = ranges.fold(Span::new(now, now), |a, b| Span::new(a.from.min(b.from), a.to.max(b.to)));
        let range = Span::new(range.from, range.to.plus_days(matching::LOOK_AHEAD_DAYS));
        let (people, holds) = load_interviewers(db, None, range, None)?;
        let (apart, declined) = (BlockedPairs::of(db, of)?, declines::of_waiting(db)?);
        let replaced: Vec<_> = found.iter().filter_map(|request| request.replaces).collect();
        let rules = ReplacementRules::load(db, now, &replaced)?;
        let candidates: Vec<_> = found.iter().map(|request| request.candidate).collect();
        Ok(Self { people, holds, apart, declined, rules, zones: accounts::zones(db, &candidates)? })
    }

    /// The interviewers as the rules need them.
    pub(crate) fn interviewers(&self) -> Vec<Interviewer<'_>> {
        self.people.iter().map(InterviewerContext::interviewer).collect()
    }

    /// A request as the rules need it.
    pub(crate) fn requester<'a>(&self, request: &'a Request, now: Timestamp) -> Requester<'a> {
        let (mut not_with, not_at) = refused(request, &self.apart, &self.declined);
        let strangers = self.people.iter().map(|one| one.volunteer.id);
        not_with.extend(strangers.filter(|id| !self.rules.allow(request.replaces, request.candidate, *id)));
        Requester {
            candidate: request.candidate,
            ask: &request.ask,
            not_with,
            apart: Vec::new(),
            not_at,
            since: request.created_at,
            waited: request.days_waited(now),
            zone: self.zones.get(&request.candidate).copied().unwrap_or(Zone::UTC),
        }
    }
}

/// Adds the diagnosis to a person's requests, with the same number of statements for one as for many.
pub(crate) fn shown(db: &mut Db, now: Timestamp, me: AccountId, found: Vec<Request>) -> Result<Vec<Shown>, Error> {
    let ids: Vec<_> = found.iter().flat_map(|request| [request.session, request.replaces]).flatten().collect();
    let asking = stand_ins::asking(db, now)?;
    let mut sessions = if ids.is_empty() { Default::default() } else { sessions::by_ids(db, &ids)? };
    let waits = |request: &&Request| request.state == State::Waiting;
    let swapping = found.iter().any(|request| waits(&request) && request.ask.swap);
    let peers = if swapping {
        let mut waiting = requests::waiting(db, true, now)?;
        // The matcher ignores requests of people whose bookings are paused.
        let mine = found.iter().filter(|one| waits(one) && one.ask.swap);
        let missing: Vec<Request> =
            mine.filter(|one| waiting.iter().all(|other| other.id != one.id)).cloned().collect();
        waiting.extend(missing);
        Some(Peers::load_for(db, now, waiting, Some(me))?)
    } else {
        None
    };
    let all = if found.iter().any(|request| waits(&request) && !request.ask.swap) {
        let waiting: Vec<Request> = found.iter().filter(|one| waits(one) && !one.ask.swap).cloned().collect();
        Some(InterviewerPool::load(db, now, &waiting, Some(me))?)
    } else {
        None
    };
    let (zone, paused) = if peers.is_some() || all.is_some() {
        let account = accounts::by_id(db, me)?;
        (account.zone, account.paused_until.filter(|until| now < *until))
    } else {
        (Zone::UTC, None)
    };
    let shown = found.into_iter().map(|request| {
        let swap = peers.as_ref().filter(|_| waits(&&request) && request.ask.swap);
        let all = all.as_ref().filter(|_| waits(&&request) && !request.ask.swap);
        let standing = swap.and_then(|peers| peers.standing(&request, now));
        let standing = standing.or_else(|| {
            all.map(|all| {
                let requester = all.requester(&request, now);
                matching::standing(&requester, &all.interviewers(), all.holds.by_person(), now, Reader::Candidate)
            })
        });
        let standing = standing.map(|standing| match paused {
            Some(until) => standing.paused(&request.ask, zone, until),
            None => standing,
        });
        let asked_until = asking.get(&request.id).copied();
        let replaced = request.replaces.and_then(|id| sessions.get(&id));
        let replaced = replaced.map(|session| Replacing { starts_at: session.starts_at, asked_until });
        let words = |standing: &RequestDiagnosis| match replaced {
            Some(replaced) => replaced.words(standing, zone),
            None => standing.words(request.created_at, zone),
        };
        let standing = standing.map(|standing| (words(&standing), standing));
        let session = request.session.and_then(|id| sessions.remove(&id));
        Shown { request, standing, session }
    });
    Ok(shown.collect())
}
