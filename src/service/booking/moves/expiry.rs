//! Proposals that nobody answered in time.

use super::answer::stays;
use super::meeting::Meeting;
use super::store;
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::move_proposal::{Proposal, ProposalState};
use crate::domain::booking::session_event::{ActorRole, SessionEventKind};
use crate::domain::{Prose, Seat, Timestamp};
use crate::service::{Error, Services};
use crate::store::Db;

/// Maximum number of proposals ended in one run; the rest follow in the next.
const MAX_AT_ONCE: i64 = 200;

/// Ends the proposals whose time to answer is over, and notifies both people that the session stays; returns how many.
pub fn end_overdue(services: &Services) -> Result<usize, Error> {
    let over = services.read(|db, now| Ok(store::overdue(db, now, MAX_AT_ONCE)?))?;
    services.write_each(over, &|| false, |db, now, proposal| Ok(usize::from(end_one(db, now, proposal)?)))
}

/// Ends a proposal whose time is over; `false` if it was settled in the meantime.
fn end_one(db: &mut Db, now: Timestamp, proposal: &Proposal) -> Result<bool, Error> {
    let meeting = Meeting::lock(db, proposal.by, proposal.session)?;
    end(db, now, proposal, &meeting)
}

/// Like [`end_one`], for a locked meeting.
pub(crate) fn end(db: &mut Db, now: Timestamp, proposal: &Proposal, meeting: &Meeting) -> Result<bool, Error> {
    if !store::settle(db, proposal.id, ProposalState::Ended, None, now)? {
        return Ok(false);
    }
    // Once it has begun, nobody needs that mail.
    let session = meeting.first();
    if allow(Verb::EndMove, session, ActorRole::System, now).is_ok() {
        meeting.record(db, now, true, SessionEventKind::MoveLapsed, "")?;
        for role in Seat::ALL {
            stays(db, now, session, proposal, *role, (ProposalState::Ended, &Prose::default()))?;
        }
    }
    Ok(true)
}
