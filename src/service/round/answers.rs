//! Declining a session after a round is published. Confirming works like for any other session.

use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::SessionEventKind;
use crate::domain::{AccountId, Prose, Seat, SessionId, Timestamp};
use crate::service::booking::access::as_participant;
use crate::service::booking::reliability;
use crate::service::booking::sessions as verbs;
use crate::service::booking::sessions::{Cancellation, call_off, require_reason};
use crate::service::matching::requests::lock_of;
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::round::outcomes;

/// The session that somebody is declining.
fn answered(db: &mut Db, me: AccountId, id: SessionId, now: Timestamp) -> Result<(Session, Seat), Error> {
    lock_of(db, &[id])?;
    let (session, role) = as_participant(me, sessions::lock(db, id))?;
    allow(Verb::Decline, &session, role.into(), now)?;
    match outcomes::of_session(db, id)? {
        Some(_) => Ok((session, role)),
        None => {
            let detail = "This session wasn't booked by a round. You can still cancel it.";
            Err(Error::new(Code::SessionState, detail))
        }
    }
}

/// Declines a session booked by a round; the same late-cancellation rules apply as to any other. It's cancelled, both are
/// notified, and the candidate waits for another match, no matter who declined. With the same person only if
/// `offer_again` says so.
pub fn decline(
    services: &Services,
    me: AccountId,
    id: SessionId,
    reason: &Prose<1000>,
    offer_again: bool,
) -> Result<(Session, Seat), Error> {
    require_reason(reason)?;
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let (agreed, role) = answered(db, me, id, now)?;
        let how = Cancellation { by: role, what: SessionEventKind::Declined, reason, offer_again };
        let session = call_off(db, now, &agreed, &how)?;
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
    offer_again: bool,
) -> Result<(Session, Seat), Error> {
    if services.read(|db, _| Ok::<_, Error>(outcomes::of_session(db, id)?.is_some()))? {
        decline(services, me, id, reason, offer_again)
    } else {
        verbs::cancel(services, me, id, reason, offer_again)
    }
}
