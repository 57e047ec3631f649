//! Proposals that nobody answers.

use super::answer::stays;
use super::meeting::Meeting;
use super::store;
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::move_proposal::{Proposal, ProposalState};
use crate::domain::booking::session_event::{ActorRole, SessionEventKind};
use crate::domain::{Prose, Seat, Timestamp};
use crate::service::{Error, Services};
use crate::store::Db;

/// Proposals that end in one run at most; those left come in the next.
const MOST: i64 = 200;

/// Ends the proposals whose time to answer is over, and tells both people that all stays as it was; answers how many.
pub fn end_overdue(services: &Services) -> Result<usize, Error> {
    let over = services.read(|db, now| Ok(store::overdue(db, now, MOST)?))?;
    let mut ended = 0;
    for proposal in over {
        ended += usize::from(services.write(|db, now| end_one(db, now, &proposal))?);
    }
    Ok(ended)
}

/// Ends a proposal whose time is over; `false` when it was settled in between.
fn end_one(db: &mut Db, now: Timestamp, proposal: &Proposal) -> Result<bool, Error> {
    let meeting = Meeting::lock(db, proposal.by, proposal.session)?;
    end(db, now, proposal, &meeting)
}

/// As [`end_one`], of a meeting that is locked.
pub(crate) fn end(db: &mut Db, now: Timestamp, proposal: &Proposal, meeting: &Meeting) -> Result<bool, Error> {
    if !store::settle(db, proposal.id, ProposalState::Ended, None, now)? {
        return Ok(false);
    }
    // Once it has begun nobody needs to hear where it stays.
    let session = meeting.first();
    if allow(Verb::EndMove, session, ActorRole::System, now).is_ok() {
        meeting.record(db, now, true, SessionEventKind::MoveLapsed, "")?;
        for role in Seat::ALL {
            stays(db, now, session, proposal, *role, (ProposalState::Ended, &Prose::default()))?;
        }
    }
    Ok(true)
}
