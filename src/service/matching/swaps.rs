//! Swaps: two people who asked for one interview each other, back to back. Swaps are requested, changed, answered and
//! withdrawn like any request; this module has what's different.

use super::lease::{MATCHED, keep};
use super::requests::exclusions::refused;
use crate::domain::account::Account;
use crate::domain::account::profile::InterviewerProfile;
use crate::domain::availability::openings::Terms;
use crate::domain::booking::session::{self, BySeat, OtherHalf, Person, Session};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::matching::RequestDiagnosis;
use crate::domain::matching::request::{Ask, Request, RequestState as State};
use crate::domain::matching::swaps::{self, Meeting, Peer};
use crate::domain::{AccountId, SessionId, Span, Timestamp};
use crate::service::availability::interviewer_context::Holds;
use crate::service::booking::book;
use crate::service::booking::history;
use crate::service::booking::reliability::may_book;
use crate::service::booking::rooms::room_of_server;
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Code, Error, Services, notifications};
use crate::store::Db;
use crate::store::account::{accounts, profiles};
use crate::store::matching::declines::{self, Decline};
use crate::store::matching::requests;
use std::collections::HashMap;

/// Checks that somebody can interview in a swap: they have an interviewer profile, with the language they ask for.
pub(crate) fn able(db: &mut Db, me: AccountId, ask: &Ask) -> Result<(), Error> {
    let profile = profiles::interviewer(db, me)?.ok_or_else(|| {
        Error::invalid(
            "/swap",
            "In a swap you interview too. Please first say what you can interview on, in your interviewer profile.",
        )
    })?;
    if profile.languages.contains(&ask.language) {
        return Ok(());
    }
    Err(Error::invalid(
        "/language",
        "In a swap you interview too, and your interviewer profile doesn't name this language.",
    ))
}

/// Everybody waiting for a swap, with everything needed to decide who could meet whom.
pub(crate) struct Peers {
    /// Requests of people who still volunteer; oldest first.
    waiting: Vec<Request>,
    accounts: HashMap<AccountId, Account>,
    offers: HashMap<AccountId, (InterviewerProfile, Terms)>,
    holds: Holds,
    apart: BlockedPairs,
    declined: Vec<Decline>,
}

impl Peers {
    /// Always six statements.
    pub(crate) fn load(db: &mut Db, now: Timestamp, waiting: Vec<Request>) -> Result<Self, Error> {
        Self::load_for(db, now, waiting, None)
    }

    /// The same for one of them, whose own bookings may be paused.
    pub(crate) fn load_for(
        db: &mut Db,
        now: Timestamp,
        waiting: Vec<Request>,
        me: Option<AccountId>,
    ) -> Result<Self, Error> {
        let ids: Vec<_> = waiting.iter().map(|request| request.candidate).collect();
        let ranges = waiting.iter().filter_map(|request| request.ask.range());
        let range = ranges.fold(Span::new(now, now), |a, b| Span::new(a.from.min(b.from), a.to.max(b.to)));
        let may = |account: &Account| Some(account.id) == me || may_book(account, now).is_ok();
        let found =
            accounts::by_ids(db, &ids)?.into_iter().filter(|account| account.verified_at.is_some() && may(account));
        let accounts: HashMap<_, _> = found.map(|account| (account.id, account)).collect();
        let offers = profiles::interviewers(db, &ids)?.into_iter();
        let offers: HashMap<_, _> = offers
            .map(|(id, profile)| (id, (profile.terms(), profile)))
            .map(|(id, (terms, profile))| (id, (profile, terms)))
            .collect();
        let holds = Holds::load(db, range, Some(&ids))?;
        let (apart, declined) = (BlockedPairs::of(db, None)?, declines::of_waiting(db)?);
        let able =
            |request: &Request| accounts.contains_key(&request.candidate) && offers.contains_key(&request.candidate);
        let waiting = waiting.into_iter().filter(able).collect();
        Ok(Self { waiting, accounts, offers, holds, apart, declined })
    }

    fn peer<'a>(&'a self, request: &'a Request, now: Timestamp) -> Option<Peer<'a>> {
        let (profile, terms) = self.offers.get(&request.candidate)?;
        let account = self.accounts.get(&request.candidate)?;
        let (not_with, not_at) = refused(request, &self.apart, &self.declined);
        Some(Peer {
            id: request.candidate,
            ask: &request.ask,
            profile,
            reliability: account.reliability,
            terms,
            zone: account.zone,
            commitments: self.holds.of(request.candidate),
            not_with,
            not_at,
            since: request.created_at,
            waited: request.days_waited(now),
        })
    }

    /// All of them, in the order of `waiting`.
    fn peers(&self, now: Timestamp) -> Vec<Peer<'_>> {
        self.waiting.iter().filter_map(|request| self.peer(request, now)).collect()
    }

    /// The diagnosis of one of those waiting.
    pub(crate) fn standing(&self, request: &Request, now: Timestamp) -> Option<RequestDiagnosis> {
        let me = self.peer(request, now)?;
        Some(swaps::standing(&me, &self.peers(now), now))
    }
}

/// The result of a run.
#[derive(Default)]
pub(crate) struct Run {
    /// Number of requests waiting for a swap.
    pub(crate) waited: usize,
    /// Number of requests matched.
    pub(crate) matched: usize,
}

/// Matches those waiting for a swap. Called by the matcher, in the process that holds the lease.
pub(crate) fn run(services: &Services, holder: &str) -> Result<Run, Error> {
    let peers = services.read(|db, now| {
        let waiting = requests::waiting(db, true, now)?;
        if waiting.is_empty() { Ok(None) } else { Peers::load(db, now, waiting).map(Some) }
    })?;
    let Some(peers) = peers else { return Ok(Run::default()) };
    let mut run = Run { waited: peers.waiting.len(), matched: 0 };
    for pair in swaps::pairs(&peers.peers(services.now()), services.now()) {
        let (Some(a), Some(b)) = (peers.waiting.get(pair.first), peers.waiting.get(pair.second)) else { continue };
        match services.write(|db, now| settle(services, db, now, holder, [a, b])) {
            Ok(Settled::Done) => run.matched += 2,
            Ok(Settled::MovedOn) => {}
            Ok(Settled::LeaseLost) => break,
            Err(error) if error.code == Code::Busy => return Err(error),
            // An error with one pair shouldn't keep the others waiting.
            Err(error) if error.code == Code::Internal => {
                tracing::error!(request = %a.id, %error, "matching a swap failed")
            }
            Err(error) => tracing::debug!(request = %a.id, %error, "swap skipped: no longer possible"),
        }
    }
    Ok(run)
}

enum Settled {
    Done,
    /// Something changed in the meantime: they wait for the next run.
    MovedOn,
    LeaseLost,
}

/// Books or offers both halves in one transaction, at the first suitable time once both people are locked.
fn settle(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    holder: &str,
    before: [&Request; 2],
) -> Result<Settled, Error> {
    if !keep(db, holder, now)? {
        return Ok(Settled::LeaseLost);
    }
    accounts::lock(db, &before.map(|request| request.candidate))?;
    let mut ids = before.map(|request| request.id);
    ids.sort_unstable();
    for id in ids {
        requests::lock(db, id)?;
    }
    let [a, b] = before;
    if requests::by_id(db, a.id)? != *a || requests::by_id(db, b.id)? != *b {
        return Ok(Settled::MovedOn);
    }
    let known = Peers::load(db, now, vec![a.clone(), b.clone()])?;
    let (Some(one), Some(other)) = (known.peer(a, now), known.peer(b, now)) else { return Ok(Settled::MovedOn) };
    let Some(meeting) = swaps::meeting(&one, &other, now) else { return Ok(Settled::MovedOn) };
    let halves = halves(services, now, &known, [a, b], meeting)?;
    let at_once = a.ask.auto_accept && b.ask.auto_accept;
    let until = swaps::answer_by(&one, &other, now, meeting.starts_at);
    let reasons = [other.reasons_for(&one), one.reasons_for(&other)];
    for ((request, session), reasons) in [a, b].into_iter().zip(halves).zip(reasons) {
        if at_once {
            book::save_and_notify(db, now, &session, Actor::SYSTEM, Event::new(SessionEventKind::Booked, MATCHED))?;
            requests::step(db, request.id, State::Waiting, State::Matched, Some((session.id, None)), now)?;
            continue;
        }
        let offer = Session { state: session::State::Offered, ..session };
        book::claim_cells(db, now, &offer)?;
        history::record(db, now, &offer, Actor::SYSTEM, Event::new(SessionEventKind::Offered, MATCHED))?;
        requests::step(db, request.id, State::Waiting, State::Offered, Some((offer.id, Some(until))), now)?;
        if request.ask.auto_accept {
            requests::set_accepted(db, request.id)?;
        } else {
            notifications::match_offered(db, now, request, &offer, until, &reasons)?;
        }
    }
    Ok(Settled::Done)
}

/// The two sessions, in one place; `first` is interviewed in the first of them.
fn halves(
    services: &Services,
    now: Timestamp,
    known: &Peers,
    asks: [&Request; 2],
    meeting: Meeting,
) -> Result<[Session; 2], Error> {
    let [a, b] = asks;
    let usual = |asker: &Request| known.offers.get(&asker.candidate).and_then(|(one, _)| one.meeting_place.clone());
    // At the place of who interviews first, or else the other's.
    let (first, second) = if meeting.first_is_asked_first { (b, a) } else { (a, b) };
    let place = match usual(first).or_else(|| usual(second)) {
        Some(own) => Some(own),
        None => room_of_server(services)?,
    };
    let first = Span::of(meeting.starts_at, a.ask.length);
    let (a_starts, b_starts) =
        if meeting.first_is_asked_first { (first.from, first.to) } else { (first.to, first.from) };
    let (a_id, b_id) = (SessionId::new(), SessionId::new());
    let half = |id, asked: &Request, asker: &Request, starts_at, other| -> Result<Session, Error> {
        let person = |id: AccountId| {
            let account = known.accounts.get(&id).ok_or_else(|| Error::not_found("person"))?;
            Ok::<_, Error>(Person { id, name: account.name.clone() })
        };
        Ok(Session {
            id,
            candidate: person(asked.candidate)?,
            interviewer: person(asker.candidate)?,
            headline: known.offers.get(&asker.candidate).map(|(profile, _)| profile.headline.clone()),
            kind: asked.ask.kind,
            level: asked.ask.level,
            topics: asked.ask.topics.clone(),
            aims: asked.ask.aims.clone(),
            starts_at,
            length: asked.ask.length,
            meeting_place: place.clone(),
            sequence: 0,
            state: session::State::Booked,
            cancelled: None,
            absent: None,
            dispute: None,
            swap: Some(other),
            agreed_at: now,
            coming: BySeat::default(),
        })
    };
    let other = |session, starts_at| OtherHalf { session, starts_at, keepers: Vec::new() };
    Ok([half(a_id, a, b, a_starts, other(b_id, b_starts))?, half(b_id, b, a, b_starts, other(a_id, a_starts))?])
}
