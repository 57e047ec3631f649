//! What happened to a session: who did what, when and why.

use super::session::Session;
use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, Seat, SessionId, Timestamp};

string_enum! {
    /// Who acted. Coordinators and operators have no seat in the session, and some things happen automatically.
    ActorRole, "This isn't a seat." {
        /// The one who practises.
        Candidate = "candidate", "the candidate";
        /// The one who asks.
        Interviewer = "interviewer", "the interviewer";
        /// Who runs the program.
        Coordinator = "coordinator", "the coordinator";
        /// Who runs the installation.
        Operator = "operator", "the operator";
        /// Nobody: the matcher found it, or its time went by.
        System = "clock", "Candor";
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
        /// The candidate said no to the offer, or one of the two said of a round's session that they don't come.
        Declined = "declined", "declined";
        /// Nobody answered the offer in time.
        Lapsed = "lapsed", "went unanswered";
        /// The offer was taken back: the request was withdrawn or changed, or the other person is gone.
        Withdrawn = "withdrawn", "withdrawn";
        /// Agreed; both were invited.
        Booked = "booked", "booked";
        /// One of the two says that they come.
        Confirmed = "confirmed", "confirmed";
        /// Half a swap would be kept if the other half is called off.
        KeepsHalf = "keeps_half", "would keep this half";
        /// Half a swap would not be kept.
        KeepsNone = "keeps_none", "would not keep half";
        /// It has another start.
        Moved = "moved", "moved";
        /// Other starts were proposed.
        MoveProposed = "move_proposed", "proposed another time";
        /// None of them was taken.
        MoveDeclined = "move_declined", "kept the current time";
        /// The proposal was taken back.
        MoveWithdrawn = "move_withdrawn", "withdrew the proposal";
        /// Nobody answered the proposal in time.
        MoveLapsed = "move_lapsed", "the proposal went unanswered";
        /// One of the two comes some minutes later.
        RunningLate = "running_late", "is running late";
        /// Called off.
        Cancelled = "cancelled", "cancelled";
        /// The other did not come.
        MarkedAbsent = "marked_absent", "recorded as missed";
        /// The one marked absent says otherwise.
        Disputed = "disputed", "disputed";
        /// Somebody looked at a mark and let it stand.
        Upheld = "upheld", "reviewed, and upheld";
        /// Somebody looked at a mark and took it back.
        Lifted = "lifted", "reviewed, and removed";
        /// The notes were submitted and delivered.
        NotesSubmitted = "notes_submitted", "notes delivered";
        /// A new version of the notes was delivered.
        NotesAmended = "notes_amended", "notes amended";
        /// Somebody else writes the notes.
        NotesReassigned = "notes_reassigned", "notes reassigned";
        /// What there is of the notes was delivered.
        NotesReleased = "notes_released", "notes released as they were";
    }
}

/// Who acted: an account and the seat it acted from, or nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The person; nobody where time itself acts.
    pub account: Option<AccountId>,
    /// What they acted as.
    pub seat: ActorRole,
}

impl Actor {
    /// Nobody: the matcher, or a time that has passed.
    pub const CLOCK: Self = Self { account: None, seat: ActorRole::System };

    /// One of the session's two people.
    pub fn of(session: &Session, role: Seat) -> Self {
        Self { account: Some(session.person(role).id), seat: role.into() }
    }

    /// A coordinator.
    pub fn coordinator(account: AccountId) -> Self {
        Self { account: Some(account), seat: ActorRole::Coordinator }
    }
}

/// Something that happened, and why: the reason given, or the particulars in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub what: SessionEventKind,
    /// Why, in words that both people may read; empty where there is nothing to say.
    pub why: String,
}

impl Event {
    /// With the reason, or the particulars.
    pub fn new(what: SessionEventKind, why: impl Into<String>) -> Self {
        Self { what, why: why.into() }
    }
}

impl From<SessionEventKind> for Event {
    fn from(what: SessionEventKind) -> Self {
        Self::new(what, "")
    }
}

/// An event as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionEvent {
    /// To which session.
    pub session: SessionId,
    /// Whose interview it is, or was to be.
    pub candidate: AccountId,
    /// When (UTC).
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What and why.
    pub event: Event,
}
