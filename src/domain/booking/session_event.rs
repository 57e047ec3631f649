//! What happened to a session: who did what, when and why.

use super::session::Session;
use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, Seat, SessionId, Timestamp};

string_enum! {
    /// Who acted. Coordinators and operators have no seat in the session, and some things happen automatically.
    ActorRole, "This isn't a seat." {
        /// The candidate.
        Candidate = "candidate", "the candidate";
        /// The interviewer.
        Interviewer = "interviewer", "the interviewer";
        /// A coordinator of the program.
        Coordinator = "coordinator", "the coordinator";
        /// An operator of the installation.
        Operator = "operator", "the operator";
        /// Nobody: the matcher, or a deadline that passed.
        System = "system", "Candor";
    }
}

impl From<Seat> for ActorRole {
    fn from(role: Seat) -> Self {
        match role {
            Seat::Candidate => Self::Candidate,
            Seat::Interviewer => Self::Interviewer,
        }
    }
}

string_enum! {
    /// What happened. The tables have the same words in a CHECK.
    SessionEventKind, "This isn't something that happens to a session." {
        /// Found by the matcher, and the candidate was asked.
        Offered = "offered", "offered";
        /// The candidate said yes to the offer.
        Accepted = "accepted", "accepted";
        /// The candidate declined the offer, or one of the two declined a session booked by a round.
        Declined = "declined", "declined";
        /// Nobody answered the offer in time.
        Lapsed = "lapsed", "went unanswered";
        /// The offer was withdrawn: the request was withdrawn or changed, or the other person is gone.
        Withdrawn = "withdrawn", "withdrawn";
        /// Agreed; both were invited.
        Booked = "booked", "booked";
        /// One of the two confirmed.
        Confirmed = "confirmed", "confirmed";
        /// They'd keep this half of the swap if the other half is cancelled.
        KeepsHalf = "keeps_half", "would keep this half";
        /// They wouldn't keep half of the swap.
        KeepsNone = "keeps_none", "would not keep half";
        /// It was moved to another start.
        Moved = "moved", "moved";
        /// The interviewer said where they meet.
        PlaceSet = "place_set", "said where to meet";
        /// Other starts were proposed.
        MoveProposed = "move_proposed", "proposed another time";
        /// All of them were declined.
        MoveDeclined = "move_declined", "kept the current time";
        /// The proposal was withdrawn.
        MoveWithdrawn = "move_withdrawn", "withdrew the proposal";
        /// Nobody answered the proposal in time.
        MoveLapsed = "move_lapsed", "the proposal went unanswered";
        /// One of the two is running late.
        RunningLate = "running_late", "is running late";
        /// Cancelled.
        Cancelled = "cancelled", "cancelled";
        /// One of the two was marked absent.
        MarkedAbsent = "marked_absent", "recorded as missed";
        /// The person marked absent disputed it.
        Disputed = "disputed", "disputed";
        /// A mark was reviewed and upheld.
        Upheld = "upheld", "reviewed, and upheld";
        /// A mark was reviewed and removed.
        Lifted = "lifted", "reviewed, and removed";
        /// Nobody reviewed a disputed mark in time, so it counts for nobody.
        Undecided = "undecided", "left undecided";
        /// The notes were submitted and delivered.
        NotesSubmitted = "notes_submitted", "notes delivered";
        /// A new version of the notes was delivered.
        NotesAmended = "notes_amended", "notes amended";
        /// The notes were reassigned to somebody else.
        NotesReassigned = "notes_reassigned", "notes reassigned";
        /// An unfinished draft of the notes was delivered.
        NotesReleased = "notes_released", "notes released as they were";
        /// The notes never came, and the session ended without them.
        EndedWithoutNotes = "ended_without_notes", "ended without notes";
    }
}

/// Who acted: an account and its role, or the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The person; `None` for the system.
    pub account: Option<AccountId>,
    /// The role they acted in.
    pub seat: ActorRole,
}

impl Actor {
    /// The system: the matcher, or a deadline that passed.
    pub const SYSTEM: Self = Self { account: None, seat: ActorRole::System };

    /// One of the session's two people.
    pub fn of(session: &Session, role: Seat) -> Self {
        Self { account: Some(session.person(role).id), seat: role.into() }
    }

    /// A coordinator.
    pub fn coordinator(account: AccountId) -> Self {
        Self { account: Some(account), seat: ActorRole::Coordinator }
    }
}

/// What happened, and why: the reason given, or the details in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub what: SessionEventKind,
    /// Why, in words that both people may read; can be empty.
    pub why: String,
}

impl Event {
    /// An event with its reason or details.
    pub fn new(what: SessionEventKind, why: impl Into<String>) -> Self {
        Self { what, why: why.into() }
    }
}

impl From<SessionEventKind> for Event {
    fn from(what: SessionEventKind) -> Self {
        Self::new(what, "")
    }
}

/// An event as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionEvent {
    /// The session.
    pub session: SessionId,
    /// The session's candidate.
    pub candidate: AccountId,
    /// When (UTC).
    pub at: Timestamp,
    /// Who acted.
    pub actor: Actor,
    /// What and why.
    pub event: Event,
}
