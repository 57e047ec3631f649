//! What an export has that nothing else shows in this form.

use crate::domain::booking::move_proposal::{Proposal, ProposalState};
use crate::domain::booking::session_event::{ActorRole, SessionEvent, SessionEventKind};
use crate::domain::feedback::linter::AcceptedWarning;
use crate::domain::feedback::notes::Notes;
use crate::domain::program::message::{Audience, ProgramMessage};
use crate::domain::program::{Invitation, InvitationState, Member, Program};
use crate::domain::round::{Outcome, WhyNot};
use crate::domain::{DisplayName, EmailAddress, ProgramId, Prose, ReportId, RequestId, RoundId, SessionId, Timestamp};
use crate::http::api::program::programs::MembershipView;
use crate::service::account::export::{Closed, Feedback, Mailed, OfferAnswer, WriteUp, Written};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedProgram {
    program_id: ProgramId,
    name: DisplayName,
    membership: MembershipView,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedMessage {
    program_id: ProgramId,
    at: Timestamp,
    to: Audience,
    subject: String,
    text: String,
    /// How many people it was written to.
    written_to: i32,
}

impl From<ProgramMessage> for ExportedMessage {
    fn from(one: ProgramMessage) -> Self {
        Self {
            program_id: one.program,
            at: one.created_at,
            to: one.audience,
            subject: one.subject.to_string(),
            text: one.text.to_string(),
            written_to: one.written_to,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationToMe {
    program_id: ProgramId,
    address: EmailAddress,
    name: Option<DisplayName>,
    state: InvitationState,
    created_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedSessionEvent {
    session_id: SessionId,
    at: Timestamp,
    seat: ActorRole,
    what: SessionEventKind,
    why: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct MoveProposed {
    session_id: SessionId,
    #[schema(max_items = 3)]
    starts: Vec<Timestamp>,
    reason: Prose<1000>,
    state: ProposalState,
    created_at: Timestamp,
}

impl From<Proposal> for MoveProposed {
    fn from(one: Proposal) -> Self {
        Self {
            session_id: one.session,
            starts: one.starts.into_vec(),
            reason: one.reason,
            state: one.state,
            created_at: one.created_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct NotesWritten {
    session_id: SessionId,
    /// Null for a draft.
    version: Option<i32>,
    /// When they were submitted; for a draft, when they were last saved.
    at: Timestamp,
    /// What changed and why.
    why: Option<Prose<1000>>,
    notes: Notes,
    /// The linter's warnings that you accepted when you submitted this version, with your reasons.
    accepted_warnings: Vec<AcceptedWarning>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct FeedbackReceived {
    session_id: SessionId,
    version: i32,
    submitted_at: Timestamp,
    /// What changed and why, or how they came about.
    why: Option<Prose<1000>>,
    notes: Notes,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedLink {
    /// `verify_email`, `reset_password` or `confirm_new_email`.
    purpose: &'static str,
    new_email: Option<EmailAddress>,
    created_at: Timestamp,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedDecline {
    request_id: RequestId,
    starts_at: Timestamp,
    /// Your reason; `unanswered`; or `cancelled`, where the other person cancelled or didn't answer.
    reason: String,
    note: String,
    at: Timestamp,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedOutcome {
    round_id: RoundId,
    session_id: Option<SessionId>,
    /// How many rounds you'd waited for it.
    rounds_waited: u32,
    /// Why you had no session when it was published.
    unmatched_reason: Option<WhyNot>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ReportClosed {
    report_id: ReportId,
    word: Prose<1000>,
    closed_at: Timestamp,
}

/// How many of your recent sessions you kept.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedReliability {
    /// Until when new bookings are paused, or were last.
    pub paused_until: Option<Timestamp>,
    pub kept: usize,
    pub agreed: usize,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedWriteUp {
    session_id: SessionId,
    asked_at: Timestamp,
}

impl From<Mailed> for ExportedLink {
    fn from(Mailed { purpose, address, created_at, expires_at, used_at }: Mailed) -> Self {
        Self { purpose: purpose.as_str(), new_email: address, created_at, expires_at, used_at }
    }
}

impl From<OfferAnswer> for ExportedDecline {
    fn from(OfferAnswer { request, starts_at, reason, note, at }: OfferAnswer) -> Self {
        Self { request_id: request, starts_at, reason, note, at }
    }
}

impl From<Outcome> for ExportedOutcome {
    fn from(one: Outcome) -> Self {
        Self { round_id: one.round, session_id: one.session, rounds_waited: one.waited, unmatched_reason: one.reason }
    }
}

impl From<Closed> for ReportClosed {
    fn from(Closed { report, word, closed_at }: Closed) -> Self {
        Self { report_id: report, word, closed_at }
    }
}

impl From<WriteUp> for ExportedWriteUp {
    fn from(WriteUp { session, asked_at }: WriteUp) -> Self {
        Self { session_id: session, asked_at }
    }
}

impl From<Written> for NotesWritten {
    fn from(Written { session, version, notes, why, accepted, at }: Written) -> Self {
        Self { session_id: session, version, at, why, notes, accepted_warnings: accepted }
    }
}

impl From<Feedback> for FeedbackReceived {
    fn from(one: Feedback) -> Self {
        Self {
            session_id: one.session,
            version: one.version,
            submitted_at: one.submitted_at,
            why: one.why,
            notes: one.notes,
        }
    }
}

impl From<(Program, Member)> for ExportedProgram {
    fn from((program, member): (Program, Member)) -> Self {
        Self { program_id: program.id, name: program.name, membership: member.into() }
    }
}

impl From<SessionEvent> for ExportedSessionEvent {
    fn from(one: SessionEvent) -> Self {
        let SessionEvent { session, at, actor, event, .. } = one;
        Self { session_id: session, at, seat: actor.seat, what: event.what, why: event.why }
    }
}

impl From<Invitation> for InvitationToMe {
    fn from(one: Invitation) -> Self {
        Self {
            program_id: one.program,
            address: one.email,
            name: one.name,
            state: one.state,
            created_at: one.created_at,
        }
    }
}
