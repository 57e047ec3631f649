//! The matcher: matches all waiting requests with interviewers, in one process at a time.

use super::lease::{MATCHED, keep, release};
use super::requests::{InterviewerPool, expire, take_back_untrue};
use super::swaps;
use crate::domain::booking::session::{self, Session};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::matching::fit;
use crate::domain::matching::request::{Request, RequestState as State};
use crate::domain::matching::{self, Interviewer, PlanInput, Requester, answer_by};
use crate::domain::{AccountId, Kind, Language, Timestamp};
use crate::service::booking::book::{self, Booking};
use crate::service::booking::{history, rooms};
use crate::service::round::replacement::{self, ReplacementRules};
use crate::service::{Code, Error, Services, notifications};
use crate::store::Db;
use crate::store::booking::{meetings, stand_ins};
use crate::store::matching::requests;
use candor_solver::Limits;
use chrono::TimeDelta;
use std::collections::HashSet;

/// Time limit of the solver for one run; well below the lease, and there's a run every few seconds.
const SOLVE_FOR: TimeDelta = TimeDelta::seconds(3);

/// The result of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Run {
    /// Whether this process holds the lease; without it, nothing was done.
    pub led: bool,
    /// Number of waiting requests.
    pub waited: usize,
    /// Number of requests matched.
    pub matched: usize,
}

/// Gives up the lease on shutdown, so that another process needn't wait for it to expire.
pub fn stop(services: &Services, holder: &str) -> Result<(), Error> {
    services.write(|db, now| release(db, holder, now))
}

/// Matches what waits. `holder` names this process.
pub fn run(services: &Services, holder: &str) -> Result<Run, Error> {
    if !services.write(|db, now| keep(db, holder, now))? {
        return Ok(Run::default());
    }
    expire(services)?;
    take_back_untrue(services)?;
    let swapped = swaps::run(services, holder)?;
    let (waiting, all, left) = services.read(|db, now| {
        let mut waiting = requests::waiting(db, false, now)?;
        let all = waiting.len();
        // A stand-in at the old time goes before another time.
        let asking = stand_ins::asking(db, now)?;
        waiting.retain(|request| !asking.contains_key(&request.id));
        let left = all - waiting.len();
        if waiting.is_empty() {
            return Ok((waiting, None, left));
        }
        let candidates: Vec<_> = waiting.iter().map(|request| request.candidate).collect();
        let met = meetings::met(db, &candidates, now)?;
        let all = InterviewerPool::load(db, now, &waiting, None)?;
        Ok((waiting, Some((all, met)), left))
    })?;
    let mut matched = 0;
    for one in all.map_or_else(Vec::new, |(all, met)| plan(services, &all, &met, &waiting)) {
        match services.write(|db, now| settle(services, db, now, holder, &one)) {
            Ok(Settled::Done) => matched += 1,
            Ok(Settled::MovedOn) => {}
            Ok(Settled::LeaseLost) => break,
            Err(error) if error.code == Code::Busy => return Err(error),
            // An error with one pair shouldn't keep the others waiting.
            Err(error) if error.code == Code::Internal => {
                tracing::error!(request = %one.request.id, %error, "matching a request failed");
            }
            // Taken in the meantime by a booking or a change of hours: it waits for the next run.
            Err(error) => tracing::debug!(request = %one.request.id, %error, "match skipped: no longer possible"),
        }
    }
    metrics::counter!("candor_matches_total").increment(u64::try_from(matched).unwrap_or(0));
    metrics::gauge!("candor_requests_waiting")
        .set(f64::from(u32::try_from(left + waiting.len() - matched).unwrap_or(0)));
    Ok(Run { led: true, waited: left + waiting.len() + swapped.waited, matched: matched + swapped.matched })
}

/// A match that still has to pass the checks of booking.
struct Planned {
    /// As it was when the plan was made.
    request: Request,
    interviewer: AccountId,
    kind: Kind,
    language: Language,
    starts_at: Timestamp,
    min_notice_hours: i64,
    reasons: Vec<String>,
}

/// Computes the plan, without an open transaction.
fn plan(
    services: &Services,
    all: &InterviewerPool,
    met: &HashSet<(AccountId, AccountId)>,
    waiting: &[Request],
) -> Vec<Planned> {
    let now = services.now();
    let interviewers = all.interviewers();
    let requesters: Vec<Requester<'_>> = waiting.iter().map(|request| all.requester(request, now)).collect();
    let busy = all.holds.by_person();
    let setting = PlanInput {
        requesters: &requesters,
        interviewers: &interviewers,
        busy,
        met,
        recent: &HashSet::new(),
        pins: &[],
        now,
    };
    let until = now.plus(SOLVE_FOR);
    let keep_going = || services.now() < until;
    let plan = matching::plan(&setting, &Limits { keep_going: &keep_going, ..Limits::DEFAULT });
    let planned = plan.pairs.iter().filter_map(|pair| {
        let (request, requester) = (waiting.get(pair.requester)?, requesters.get(pair.requester)?);
        let interviewer: &Interviewer<'_> = interviewers.get(pair.interviewer)?;
        Some(Planned {
            request: request.clone(),
            interviewer: interviewer.id,
            kind: request.ask.kind_with(interviewer.profile)?,
            language: request.ask.language_with(interviewer.profile)?,
            starts_at: pair.starts_at,
            min_notice_hours: interviewer.terms.min_notice_hours,
            reasons: fit::reasons(interviewer.profile, &requester.wish(interviewer.profile)),
        })
    });
    planned.collect()
}

enum Settled {
    Done,
    /// The request was changed, withdrawn or matched in the meantime.
    MovedOn,
    LeaseLost,
}

/// Books or offers one match, in its own transaction, under all rules of booking.
fn settle(services: &Services, db: &mut Db, now: Timestamp, holder: &str, plan: &Planned) -> Result<Settled, Error> {
    // The lease is renewed in the transaction that books: a process that lost it while planning writes nothing.
    if !keep(db, holder, now)? {
        return Ok(Settled::LeaseLost);
    }
    let before = &plan.request;
    let booking = Booking {
        interviewer: plan.interviewer,
        starts_at: plan.starts_at,
        length: before.ask.length,
        kind: plan.kind,
        level: before.ask.level,
        topics: before.ask.topics.clone(),
        aims: before.ask.aims.clone(),
    };
    let agreed = book::prepare(services, db, now, before.candidate, &booking, Some(plan.language))?;
    let request = requests::lock(db, before.id)?;
    if request != *before {
        return Ok(Settled::MovedOn);
    }
    let rules = ReplacementRules::of(db, now, request.replaces)?;
    if !rules.allow(request.replaces, request.candidate, plan.interviewer) {
        return Ok(Settled::MovedOn);
    }
    let agreed = match rules.program(request.replaces) {
        Some(program) => rooms::in_program(agreed, program)?,
        None => agreed,
    };
    if request.ask.auto_accept {
        book::save_and_notify(db, now, &agreed, Actor::SYSTEM, Event::new(SessionEventKind::Booked, MATCHED))?;
        replacement::record(db, request.replaces, agreed.id)?;
        requests::step(db, request.id, State::Waiting, State::Matched, Some((agreed.id, None)), now)?;
    } else {
        let offer = Session { state: session::State::Offered, ..agreed };
        let until = answer_by(now, offer.starts_at, plan.min_notice_hours);
        book::claim_cells(db, now, &offer)?;
        history::record(db, now, &offer, Actor::SYSTEM, Event::new(SessionEventKind::Offered, MATCHED))?;
        requests::step(db, request.id, State::Waiting, State::Offered, Some((offer.id, Some(until))), now)?;
        notifications::match_offered(db, now, &request, &offer, until, &plan.reasons)?;
    }
    Ok(Settled::Done)
}
