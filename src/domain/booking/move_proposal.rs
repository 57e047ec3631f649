//! Moving a session to another start: what one of its two people proposes to the other.

use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, MoveId, Prose, SessionId, Timestamp, UpTo};

string_enum! {
    /// The state of a proposal.
    ProposalState, "This isn't a state of a proposal: open, accepted, declined, withdrawn or ended." {
        /// Waiting for the other person's answer.
        Open = "open", "open";
        /// One of its starts was accepted.
        Accepted = "accepted", "accepted";
        /// The other person said no.
        Declined = "declined", "declined";
        /// Withdrawn by the person who made it.
        Withdrawn = "withdrawn", "withdrawn";
        /// Nobody answered in time, or the session was moved or cancelled in the meantime.
        Ended = "ended", "ended";
    }
}

/// Up to three other starts for a session, proposed by one of its two people.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Its id.
    pub id: MoveId,
    /// The session; of a swap, the half that comes first.
    pub session: SessionId,
    /// Who proposes.
    pub by: AccountId,
    /// The session's start when the proposal was made (UTC).
    pub from: Timestamp,
    /// The other starts (UTC); of a swap, of the half that comes first.
    pub starts: UpTo<3, Timestamp>,
    /// Why; the other person reads it.
    pub reason: Prose<1000>,
    /// Its state.
    pub state: ProposalState,
    /// The time that was accepted.
    pub chosen: Option<Timestamp>,
    /// Until when it can be answered (UTC).
    pub answer_by: Timestamp,
    /// When it was made (UTC).
    pub created_at: Timestamp,
    /// When it was answered, withdrawn or ended (UTC).
    pub settled_at: Option<Timestamp>,
}

impl Proposal {
    /// Whether it can still be answered.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == ProposalState::Open && now < self.answer_by
    }
}
