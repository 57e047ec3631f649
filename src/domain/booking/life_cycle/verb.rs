//! What can be done with a session, and the shape of what is known of it.

use super::Refused;
use crate::domain::Timestamp;
use crate::domain::booking::session::{Session, State};
use crate::domain::booking::session_event::{ActorRole, SessionEventKind};

crate::domain::string_enum! {
    /// Something that can be done with a session.
    Verb, "This isn't something that can be done with a session." {
        /// Say yes to an offer.
        Accept = "accept", "accept the offer";
        /// Say no to an offer.
        DeclineOffer = "decline_offer", "decline the offer";
        /// Take the request back, and with it the offer.
        WithdrawOffer = "withdraw_offer", "withdraw the request";
        /// The time to answer has passed.
        Lapse = "lapse", "lapse";
        /// Say that one comes.
        Confirm = "confirm", "confirm";
        /// Say that one comes some minutes after the start.
        RunLate = "run_late", "say that they're running late";
        /// Say whether one would keep half a swap.
        KeepHalf = "keep_half", "say whether to keep half a swap";
        /// Propose other starts.
        ProposeMove = "propose_move", "propose other times";
        /// Take one of them.
        AcceptMove = "accept_move", "accept a proposed time";
        /// Take none of them.
        DeclineMove = "decline_move", "decline a proposal";
        /// Take the proposal back.
        WithdrawMove = "withdraw_move", "withdraw a proposal";
        /// The time to answer a proposal has passed.
        EndMove = "end_move", "end a proposal";
        /// Move it to another opening of the interviewer, without asking.
        MoveAlone = "move_alone", "move it without asking";
        /// Call it off.
        Cancel = "cancel", "cancel";
        /// Say of a session that a round booked that one doesn't come.
        Decline = "decline", "decline what a round booked";
        /// Mark the other person absent.
        MarkAbsent = "mark_absent", "mark the other person absent";
        /// Say against a mark that one did come.
        Dispute = "dispute", "dispute the mark";
        /// Save a draft of the notes.
        WriteNotes = "write_notes", "save notes";
        /// Deliver the notes.
        SubmitNotes = "submit_notes", "submit the notes";
        /// Ask somebody else to write the notes.
        ReassignNotes = "reassign_notes", "hand late notes to somebody else";
        /// Deliver the notes as far as they came.
        ReleaseNotes = "release_notes", "release late notes as they are";
        /// Deliver a new version of the notes.
        AmendNotes = "amend_notes", "amend the notes";
    }
}

/// What becomes of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// It stays in the state it was in.
    Stays,
    /// It is in this state afterwards.
    Becomes(State),
    /// There is no session any more.
    Goes,
}

/// Whether now is the time, and this person of that seat the one.
type Check = fn(&Session, ActorRole, Timestamp) -> Result<(), Refused>;

/// One row: what can be done, and when.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What is done.
    pub verb: Verb,
    /// The states it can be done in.
    pub from: &'static [State],
    /// The seats that may.
    pub who: &'static [ActorRole],
    /// What is said to the others.
    pub whose: &'static str,
    /// When, in words.
    pub when: &'static str,
    /// When, and what else has to hold.
    pub check: Check,
    /// What becomes of the session.
    pub to: To,
    /// What its history says.
    pub recorded: Option<SessionEventKind>,
}
