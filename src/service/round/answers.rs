//! What people answer once a round is published: that they don't come. Saying that one does is every session's.

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

/// The session of a round that somebody answers about.
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

/// Declines a session booked by a round; the same late-cancellation rules apply as to any other. It is cancelled, both are told, and the candidate is put
/// back, whoever of the two it was.
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
        reliability::called_off(db, now, &agreed, role)?;
        Ok((session, role))
    })
}

/// Says that one doesn't come, of a session however it was booked.
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

/// The program of the round that a session came of, if it came of one and was not called off yet.
pub(crate) fn program_of(db: &mut Db, session: SessionId) -> Result<Option<Program>, Error> {
    let Some(outcome) = participants::of_session(db, session)? else { return Ok(None) };
    let round = rounds::by_id(db, outcome.round)?;
    Ok(Some(programs::by_id(db, round.program)?))
}

/// A session of a round will not be: its candidate waits again, as an ordinary request over what is left of the
/// round's days, which the matcher answers at once. It counts from when the round was made, so that they stand
/// before those who came later; and the round counts as one that passed them over, so that the next one of the program
/// does too. Answers whether a request waits now. The session's row is locked.
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
        level: session.level,
        topics: session.topics.clone(),
        language,
        length: session.length,
        windows: UpTo::new(windows).unwrap_or_default(),
        aims: session.aims.clone(),
        not_before: None,
        expires_at: None,
        auto_accept: false,
        swap: false,
    };
    // Near the round's end there may be no time left to wait for: then the next round has them.
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
    requests::insert(db, &request, now)?;
    // Not the same again: another person where the interviewer can't come, another time where the candidate can't.
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
