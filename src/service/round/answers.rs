//! Declining a session after a round is published. Confirming works like for any other session.

use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::SessionEventKind;
use crate::domain::matching::check;
use crate::domain::matching::request::{Ask, DeclineReason, Request, RequestState, Window};
use crate::domain::program::Program;
use crate::domain::round::windows;
use crate::domain::{AccountId, Prose, RequestId, Seat, SessionId, Span, Timestamp, UpTo};
use crate::service::booking::access::as_participant;
use crate::service::booking::reliability;
use crate::service::booking::sessions as verbs;
use crate::service::booking::sessions::{call_off, require_reason};
use crate::service::matching::requests::{CALLED_OFF, lock_of};
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::availability::availabilities;
use crate::store::booking::sessions;
use crate::store::matching::declines::{self, Decline};
use crate::store::matching::requests;
use crate::store::program::programs;
use crate::store::round::{participants, rounds};

/// The session that somebody is declining.
fn answered(db: &mut Db, me: AccountId, id: SessionId, now: Timestamp) -> Result<(Session, Seat), Error> {
    lock_of(db, &[id])?;
    let (session, role) = as_participant(me, sessions::lock(db, id))?;
    allow(Verb::Decline, &session, role.into(), now)?;
    match participants::of_session(db, id)? {
        Some(_) => Ok((session, role)),
        None => {
            let detail = "This session wasn't booked by a round. You can still cancel it.";
            Err(Error::new(Code::SessionState, detail))
        }
    }
}

/// Declines a session booked by a round; the same late-cancellation rules apply as to any other. It's cancelled, both are
/// notified, and the candidate waits for another match, no matter who declined.
pub fn decline(
    services: &Services,
    me: AccountId,
    id: SessionId,
    reason: &Prose<1000>,
) -> Result<(Session, Seat), Error> {
    require_reason(reason)?;
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let (agreed, role) = answered(db, me, id, now)?;
        let session = call_off(db, now, &agreed, role, SessionEventKind::Declined, reason)?;
        if role == Seat::Candidate {
            put_back(db, now, &session)?;
        }
        reliability::record_cancellation(db, now, &agreed, role)?;
        Ok((session, role))
    })
}

/// Declines or cancels a session, however it was booked.
pub fn excuse(
    services: &Services,
    me: AccountId,
    id: SessionId,
    reason: &Prose<1000>,
) -> Result<(Session, Seat), Error> {
    if services.read(|db, _| Ok::<_, Error>(participants::of_session(db, id)?.is_some()))? {
        decline(services, me, id, reason)
    } else {
        verbs::cancel(services, me, id, reason)
    }
}

/// The program of the round that booked this session, if one did and it hasn't been cancelled.
pub(crate) fn program_of(db: &mut Db, session: SessionId) -> Result<Option<Program>, Error> {
    let Some(outcome) = participants::of_session(db, session)? else { return Ok(None) };
    let round = rounds::by_id(db, outcome.round)?;
    Ok(Some(programs::by_id(db, round.program)?))
}

/// Puts the candidate of a round's cancelled session back: they get an ordinary request over the round's remaining
/// days, which the matcher picks up at once. Its age counts from when the round was made, so it comes before later
/// requests, and the round counts as missed, so they have priority in the program's next one. Returns whether there's a
/// request now. The session's row must be locked.
pub(crate) fn put_back(db: &mut Db, now: Timestamp, session: &Session) -> Result<bool, Error> {
    let Some(outcome) = participants::of_session(db, session.id)? else { return Ok(false) };
    if !participants::put_back(db, session.id)? {
        return Ok(false);
    }
    let (round, candidate) = (rounds::by_id(db, outcome.round)?, session.candidate.id);
    let Some(language) = outcome.language else { return Ok(false) };
    let program = programs::by_id(db, round.program)?;
    let days = round.plans.days(program.zone);
    let left = Span::new(days.from.max(now), days.to.max(now));
    let entry = participants::entries(db, round.id, Some(candidate))?.pop().map(|(_, entry)| entry);
    let hours = availabilities::get(db, candidate)?;
    let windows = windows(&entry.unwrap_or_default(), hours.as_ref(), left);
    let cut = windows.into_iter().map(|one| Window { from: one.from.max(left.from), to: one.to.min(left.to) });
    let windows: Vec<_> = cut.filter(|one| one.from < one.to).take(50).collect();
    let ask = Ask {
        kind: session.kind,
        other_kinds: Vec::new(),
        level: session.level,
        topics: session.topics.clone(),
        language,
        other_languages: Vec::new(),
        length: session.length,
        windows: UpTo::new(windows).unwrap_or_default(),
        aims: session.aims.clone(),
        not_before: None,
        expires_at: None,
        auto_accept: false,
        swap: false,
    };
    // Near the round's end there may be no time left; then the next round takes care of them.
    if check(&ask, now).is_err() {
        return Ok(false);
    }
    let request = Request {
        id: RequestId::new(),
        candidate,
        ask,
        state: RequestState::Waiting,
        session: None,
        answer_by: None,
        accepted: false,
        created_at: round.created_at,
    };
    requests::insert_for_round(db, &request, round.id, now)?;
    // Don't offer the same again: a different person if the interviewer can't come, a different time if the candidate can't.
    let decline = Decline {
        request: request.id,
        interviewer: session.interviewer.id,
        starts_at: session.starts_at,
        reason: match session.cancelled {
            Some((Seat::Interviewer, _)) => CALLED_OFF.to_owned(),
            _ => DeclineReason::TimeNoLongerFits.as_str().to_owned(),
        },
    };
    declines::insert(db, &decline, "", now)?;
    Ok(true)
}
