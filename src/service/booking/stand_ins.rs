//! Stand-ins: if an interviewer cancels a session that's at least two hours away, the best fitting interviewers who
//! accept short notice are asked. The first to accept is booked. While they're asked, the matcher leaves the candidate's
//! request to them; if nobody accepts in time, or everybody declines, it's matched as usual.

use super::book::{self, Booking};
use super::rooms;
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{InterviewerSchedule, Terms, admits, free};
use crate::domain::booking::session::{self, Session};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::booking::stand_in::asked_until;
use crate::domain::matching::fit::{Wish, fit, reasons, suits};
use crate::domain::matching::request::RequestState;
use crate::domain::{AccountId, Language, Seat, SessionId, Span, Timestamp};
use crate::mail::booking::StandInAsked;
use crate::service::availability::interviewer_context::{InterviewerContext, load_interviewers};
use crate::service::notifications::{self, QueuedMail};
use crate::service::round::replacement::{self, ReplacementRules};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Code, Error, Services};
use crate::store::account::{accounts, profiles};
pub use crate::store::booking::stand_ins::WasAsked;
use crate::store::booking::{sessions, stand_ins as store};
use crate::store::matching::requests;
use crate::store::program::program_sessions;
use crate::store::{Db, StoreError};
use std::cmp::Reverse;

/// Maximum number of people asked: each gets a mail, and only one is needed.
const MAX_ASKED: usize = 5;

/// An interviewer's scheduling rules at short notice: all but the notice.
fn at_short_notice(one: &InterviewerContext) -> Terms {
    Terms { min_notice_hours: 0, ..one.terms.clone() }
}

/// The refusal for somebody who was available when they were asked, but no longer is.
const NOT_AVAILABLE: &str = "By your profile, your hours or your calendar you're no longer available for this session, \
                             so it isn't booked. If you can come after all, please change them and accept again.";

/// Looks for stand-ins, in the transaction that cancels the session; asks them by mail, and returns how many were
/// asked. For a session of a round, its rules say who may stand in.
pub(crate) fn look(db: &mut Db, now: Timestamp, session: &Session) -> Result<usize, Error> {
    let Some(until) = asked_until(now, session.starts_at) else { return Ok(0) };
    let (candidate, left) = (session.candidate.id, session.interviewer.id);
    let mut willing = store::willing(db)?;
    willing.retain(|one| *one != candidate && *one != left);
    if willing.is_empty() {
        return Ok(0);
    }
    let around = Span::new(session.starts_at, session.starts_at.plus_minutes(1));
    let (found, _) = load_interviewers(db, Some(&willing), around, Some(&willing))?;
    let apart = BlockedPairs::of(db, Some(candidate))?;
    let rules = ReplacementRules::of(db, now, Some(session.id))?;
    let request = store::waiting_request(db, session.id)?;
    let languages = languages(db, session, request)?;
    let wish =
        Wish { kind: Some(session.kind), level: Some(session.level), topics: session.topics.to_vec(), language: None };
    let mut memo = ZoneMemo::default();
    let fits = |one: &&InterviewerContext| {
        let (profile, terms) = (&one.volunteer.profile, at_short_notice(one));
        let schedule = InterviewerSchedule { terms: &terms, ..one.schedule() };
        suits(profile, &wish)
            && profile.languages.iter().any(|language| languages.contains(language))
            && !apart.between(candidate, one.volunteer.id)
            && rules.allow(Some(session.id), candidate, one.volunteer.id)
            && admits(schedule, now, session.starts_at, session.length, &mut memo).is_ok()
    };
    let mut best: Vec<&InterviewerContext> = found.iter().filter(fits).collect();
    let how_well = |one: &InterviewerContext| fit(&one.volunteer.profile, one.volunteer.reliability, &wish);
    best.sort_by_key(|one| (Reverse(how_well(one)), one.volunteer.id));
    best.truncate(MAX_ASKED);
    if best.is_empty() {
        return Ok(0);
    }
    let ids: Vec<AccountId> = best.iter().map(|one| one.volunteer.id).collect();
    store::insert(db, session.id, request, (&ids, until), now)?;
    let letter = |one: &&InterviewerContext| QueuedMail {
        to: one.volunteer.id,
        dedupe_key: format!("stand-in:{}:{}", session.id, one.volunteer.id),
        message: StandInAsked {
            session: session.id,
            interview: session.kind,
            level: session.level,
            topics: session.topics.to_vec(),
            starts_at: session.starts_at,
            length: session.length,
            reasons: reasons(&one.volunteer.profile, &wish),
            until: request.map(|_| until),
        }
        .into(),
        not_before: now,
    };
    notifications::send_all(db, now, &best.iter().map(letter).collect::<Vec<_>>())?;
    Ok(best.len())
}

/// The languages the session may be held in: any of the request's; else the candidate's; else those of the interviewer who
/// cancelled.
fn languages(
    db: &mut Db,
    session: &Session,
    request: Option<crate::domain::RequestId>,
) -> Result<Vec<Language>, Error> {
    if let Some(request) = request {
        return Ok(requests::by_id(db, request)?.ask.languages().collect());
    }
    let own = profiles::candidate(db, session.candidate.id)?.map(|wishes| wishes.languages.into_vec());
    if let Some(own) = own.filter(|own| !own.is_empty()) {
        return Ok(own);
    }
    Ok(profiles::interviewer(db, session.interviewer.id)?.map_or_else(Vec::new, |offer| offer.languages.into_vec()))
}

/// The refusal for somebody whom the rules of the round allowed to stand in when they were asked, but no longer do.
const RULED_OUT: &str =
    "The rules of the program that this session belongs to no longer let you two meet, so it isn't booked.";

/// A session for which somebody was asked to stand in.
#[derive(Debug)]
pub struct Asked {
    /// The session that was cancelled.
    pub session: Session,
    /// Whether nobody has accepted yet.
    pub open: bool,
}

/// The upcoming sessions this person was asked to stand in for, latest cancellation first.
pub fn list(services: &Services, me: AccountId) -> Result<Vec<Asked>, Error> {
    services.read(|db, now| {
        let ids = store::open_for(db, me, now)?;
        let (mut found, apart) = (sessions::by_ids(db, &ids)?, BlockedPairs::of(db, Some(me))?);
        found.retain(|_, session| !apart.between(me, session.candidate.id));
        Ok(ids.iter().filter_map(|id| Some(Asked { session: found.remove(id)?, open: true })).collect())
    })
}

/// One of them, by the link in the mail, with its start as shown in this person's mails.
pub fn show(services: &Services, me: AccountId, id: SessionId) -> Result<(Asked, String), Error> {
    services.read(|db, now| {
        let search = store::asked(db, id, me)?.ok_or_else(|| Error::not_found("session to stand in for"))?;
        let session = sessions::by_id(db, id)?;
        let when = crate::mail::when(session.starts_at, accounts::by_id(db, me)?.zone, now);
        let open = search.open && now < session.starts_at && !kept_apart(db, me, &session)?;
        Ok((Asked { open, session }, when))
    })
}

/// Whether the mail asking somebody is still true.
pub(crate) fn is_asked(db: &mut Db, now: Timestamp, me: AccountId, id: SessionId) -> Result<bool, Error> {
    let open = store::asked(db, id, me)?.is_some_and(|search| search.open);
    let session = sessions::by_id(db, id)?;
    Ok(open && now < session.starts_at && !kept_apart(db, me, &session)?)
}

/// Whether somebody who was asked has since been blocked from meeting the candidate: they see it as taken.
fn kept_apart(db: &mut Db, me: AccountId, session: &Session) -> Result<bool, Error> {
    Ok(BlockedPairs::of(db, Some(me))?.between(me, session.candidate.id))
}

fn taken_care_of() -> Error {
    Error::new(
        Code::StandInTaken,
        "Somebody has already stepped in, or it's no longer needed. Thank you for being ready to help.",
    )
}

/// The error for a condition that was met when they were asked, but no longer is.
fn unavailable(detail: &str) -> Error {
    Error::new(Code::OpeningUnavailable, detail)
}

/// Stands in: books the candidate with this person, under all rules of booking; the first one wins.
pub fn accept(services: &Services, me: AccountId, id: SessionId) -> Result<Session, Error> {
    services.write(|db, now| {
        let search = store::asked(db, id, me)?.ok_or_else(|| Error::not_found("session to stand in for"))?;
        let old = sessions::by_id(db, id)?;
        let candidate = old.candidate.id;
        // Others who accept for the same candidate wait here.
        accounts::lock(db, &[me, candidate])?;
        let request = match search.request.map(|request| requests::lock(db, request)).transpose() {
            Err(StoreError::NotFound) => return Err(taken_care_of()),
            other => other?,
        };
        let waits = request.as_ref().is_none_or(|request| request.state == RequestState::Waiting);
        let person = match accounts::by_id(db, candidate) {
            Ok(account) => session::Person { id: candidate, name: account.name },
            Err(StoreError::NotFound) => return Err(taken_care_of()),
            Err(other) => return Err(other.into()),
        };
        let around = Span::new(old.starts_at, old.starts_at.plus_minutes(1));
        let (found, holds) = load_interviewers(db, Some(&[me]), around, Some(&[me, candidate]))?;
        // The candidate has found somebody else or is busy: nobody is needed any more.
        if !waits || old.starts_at <= now || !free(holds.of(candidate), old.span()) || kept_apart(db, me, &old)? {
            return Err(taken_care_of());
        }
        let volunteer = found.first().ok_or_else(|| Error::not_found("interviewer profile"))?;
        let rules = ReplacementRules::of(db, now, Some(id))?;
        if !rules.allow(Some(id), candidate, me) {
            return Err(unavailable(RULED_OUT));
        }
        let languages = languages(db, &old, search.request)?;
        if !volunteer.volunteer.profile.languages.iter().any(|language| languages.contains(language)) {
            return Err(unavailable(NOT_AVAILABLE));
        }
        let terms = at_short_notice(volunteer);
        let ask = Booking {
            interviewer: me,
            starts_at: old.starts_at,
            length: old.length,
            kind: old.kind,
            level: old.level,
            topics: old.topics.clone(),
            aims: old.aims.clone(),
        };
        let held = (volunteer, InterviewerSchedule { terms: &terms, ..volunteer.schedule() });
        let session =
            book::check_rules(services, now, (person, holds.of(candidate)), held, &ask, &mut ZoneMemo::default())
                .map_err(|error| match error.code {
                    // That error's text is written for a candidate choosing a time.
                    Code::OpeningUnavailable => unavailable(NOT_AVAILABLE),
                    _ => error,
                })?;
        let session = match rules.program(Some(id)) {
            Some(program) => rooms::in_program(session, program)?,
            None => session,
        };
        let event = Event::new(SessionEventKind::Booked, "Stood in.");
        book::save_and_notify(db, now, &session, Actor::of(&session, Seat::Interviewer), event)?;
        if !store::take(db, id, session.id)? {
            return Err(taken_care_of());
        }
        replacement::record(db, Some(id), session.id)?;
        program_sessions::follow_session(db, id, session.id)?;
        if let Some(request) = request {
            let booked = Some((session.id, None));
            if !requests::step(db, request.id, RequestState::Waiting, RequestState::Matched, booked, now)? {
                return Err(taken_care_of());
            }
        }
        Ok(session)
    })
}

/// Declines this time; nobody is notified.
pub fn decline(services: &Services, me: AccountId, id: SessionId) -> Result<(), Error> {
    services.write(|db, _| match store::decline(db, id, me)? {
        true => Ok(()),
        false => Err(Error::not_found("session to stand in for")),
    })
}
