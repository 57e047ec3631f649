//! What can be done with a session, and the shape of the table's rows.

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
        /// Withdraw the request, and with it the offer.
        WithdrawOffer = "withdraw_offer", "withdraw the request";
        /// The time to answer has passed.
        Lapse = "lapse", "lapse";
        /// Confirm attendance.
        Confirm = "confirm", "confirm";
        /// Announce a late arrival.
        RunLate = "run_late", "say that they're running late";
        /// Say whether to keep half a swap if the other half is cancelled.
        KeepHalf = "keep_half", "say whether to keep half a swap";
        /// Say where the two meet.
        SetPlace = "set_place", "say where you meet";
        /// Propose other starts.
        ProposeMove = "propose_move", "propose other times";
        /// Accept one of the proposed starts.
        AcceptMove = "accept_move", "accept a proposed time";
        /// Decline all of the proposed starts.
        DeclineMove = "decline_move", "decline a proposal";
        /// Withdraw the proposal.
        WithdrawMove = "withdraw_move", "withdraw a proposal";
        /// The time to answer a proposal has passed.
        EndMove = "end_move", "end a proposal";
        /// Move it to another opening of the interviewer, without asking.
        MoveAlone = "move_alone", "move it without asking";
        /// Cancel it.
        Cancel = "cancel", "cancel";
        /// Decline a session that was booked by a round.
        Decline = "decline", "decline what a round booked";
        /// Mark the other person absent.
        MarkAbsent = "mark_absent", "mark the other person absent";
        /// Dispute an absence mark.
        Dispute = "dispute", "dispute the mark";
        /// Let an absence mark that's disputed stand.
        UpholdMark = "uphold_mark", "let the disputed mark stand";
        /// Remove an absence mark that's disputed.
        LiftMark = "lift_mark", "remove the disputed mark";
        /// Nobody reviewed the dispute in time.
        EndDispute = "end_dispute", "end a dispute";
        /// Save a draft of the notes.
        WriteNotes = "write_notes", "save notes";
        /// Deliver the notes.
        SubmitNotes = "submit_notes", "submit the notes";
        /// Reassign the notes to somebody else.
        ReassignNotes = "reassign_notes", "hand late notes to somebody else";
        /// Deliver an unfinished draft of the notes.
        ReleaseNotes = "release_notes", "release late notes as they are";
        /// End a session whose notes haven't come.
        EndWithoutNotes = "end_without_notes", "end it without notes";
        /// Deliver a new version of the notes.
        AmendNotes = "amend_notes", "amend the notes";
    }
}

/// The state of a session after a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// It stays in the state it was in.
    Stays,
    /// It is in this state afterwards.
    Becomes(State),
    /// There is no session any more.
    Goes,
}

/// Checks whether the actor may do this now.
type Check = fn(&Session, ActorRole, Timestamp) -> Result<(), Refused>;

/// One row: what can be done, and when.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What is done.
    pub verb: Verb,
    /// The states it can be done in.
    pub from: &'static [State],
    /// Who may do it.
    pub who: &'static [ActorRole],
    /// The error message for everybody else.
    pub whose: &'static str,
    /// When, in words.
    pub when: &'static str,
    /// Checks the time and any other condition.
    pub check: Check,
    /// The session's state afterwards.
    pub to: To,
    /// The event recorded in its history.
    pub recorded: Option<SessionEventKind>,
}
