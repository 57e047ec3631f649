//! Moving a session to another start: by proposal and answer, or once by the candidate alone, and ending proposals that
//! nobody answers. `domain::booking::moves` has the rules.

mod alone;
mod answer;
mod expiry;
mod link;
mod meeting;
mod propose;

pub use alone::{Openings, move_alone, openings};
pub use answer::{accept, decline, withdraw};
pub use expiry::end_overdue;
pub use link::{Choice, Linked, accept_by_link, by_link, decline_by_link};
pub use propose::{Asked, propose};

use super::access::as_participant;
use crate::domain::booking::move_proposal::{Proposal, ProposalState};
use crate::domain::booking::session::Session;
use crate::domain::{AccountId, MoveId, Seat, SessionId, Timestamp};
use crate::service::{Code, Error, Services};
use crate::store::booking::moves as store;
use crate::store::{Db, StoreError};
use meeting::{Known, Meeting, anchor};

pub(crate) use link::token;
pub(crate) use propose::mail_key;

/// A proposal as one of the two people sees it.
#[derive(Debug)]
pub struct Shown {
    /// The proposal.
    pub proposal: Proposal,
    /// The session it's being viewed from.
    pub session: SessionId,
    /// The proposer's seat in that session.
    pub by: Seat,
    /// The starts, and whether each can still be accepted, as far as the reader may know: the proposer learns nothing
    /// about the other person's plans.
    pub starts: Vec<(Timestamp, bool)>,
}

/// Every proposal about a session, latest first.
pub fn list(services: &Services, me: AccountId, id: SessionId) -> Result<Vec<Shown>, Error> {
    services.read(|db, now| {
        let meeting = Meeting::of(db, me, id)?;
        let found = store::of_session(db, anchor(&meeting.session))?;
        let known = known_of(db, now, me, &meeting, &found)?;
        Ok(found.into_iter().map(|one| shown(one, me, now, &meeting.session, &known)).collect())
    })
}

/// One proposal about a session.
pub fn show(services: &Services, me: AccountId, id: SessionId, proposal: MoveId) -> Result<Shown, Error> {
    services.read(|db, now| {
        let meeting = Meeting::of(db, me, id)?;
        let one = about(db, &meeting, proposal)?;
        let known = known_of(db, now, me, &meeting, std::slice::from_ref(&one))?;
        Ok(shown(one, me, now, &meeting.session, &known))
    })
}

/// The data needed to check the starts of the open proposal.
fn known_of(
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    meeting: &Meeting,
    proposals: &[Proposal],
) -> Result<Known, Error> {
    // At most one is open at a time.
    let open = proposals.iter().find(|one| one.is_open(now));
    let starts: Vec<_> = open.iter().flat_map(|one| one.starts.iter().copied()).collect();
    Known::load(db, me, meeting, &starts, open)
}

fn shown(proposal: Proposal, me: AccountId, now: Timestamp, session: &Session, known: &Known) -> Shown {
    let mine = proposal.by == me;
    let stands = |start: Timestamp| proposal.is_open(now) && known.admits(start, now, !mine).is_ok();
    Shown {
        session: session.id,
        // The proposer always has a seat in it.
        by: session.role_of(proposal.by).unwrap_or(Seat::Candidate),
        starts: proposal.starts.iter().map(|start| (*start, stands(*start))).collect(),
        proposal: Proposal { state: state(&proposal, now), ..proposal },
    }
}

/// A proposal's state: it has ended once its time is over, even if that hasn't been written yet.
fn state(proposal: &Proposal, now: Timestamp) -> ProposalState {
    match proposal.state {
        ProposalState::Open if !proposal.is_open(now) => ProposalState::Ended,
        state => state,
    }
}

/// A proposal, if it is about this meeting.
fn about(db: &mut Db, meeting: &Meeting, id: MoveId) -> Result<Proposal, Error> {
    match store::by_id(db, id) {
        Ok(one) if one.session == anchor(&meeting.session) => Ok(one),
        Ok(_) | Err(StoreError::NotFound) => Err(Error::not_found("proposal")),
        Err(other) => Err(other.into()),
    }
}

fn moved_on(proposal: &Proposal, now: Timestamp) -> Error {
    Error::new(
        Code::MoveState,
        match state(proposal, now) {
            ProposalState::Open => "This suggestion is still open.",
            ProposalState::Accepted => "This suggestion has already been accepted, and the session has moved.",
            ProposalState::Declined => "This suggestion has already been declined; the session stays where it was.",
            ProposalState::Withdrawn => "This suggestion was withdrawn; the session stays where it was.",
            ProposalState::Ended => "This suggestion has expired, or the session has changed since.",
        },
    )
}

/// Whether the mail about a proposal is still true.
pub(crate) fn is_open(db: &mut Db, now: Timestamp, id: MoveId) -> Result<bool, Error> {
    Ok(store::by_id(db, id)?.is_open(now))
}

/// Ends open proposals about a session that is cancelled; its people are notified of that in another mail.
pub(crate) fn end_with(db: &mut Db, now: Timestamp, session: &Session) -> Result<(), Error> {
    Ok(store::end_of(db, &[anchor(session)], now)?)
}
