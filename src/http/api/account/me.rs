//! The caller's own account.

use crate::app::App;
use crate::domain::account::Account;
use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::Availability;
use crate::domain::booking::move_proposal::{Proposal, ProposalState};
use crate::domain::booking::session_event::{ActorRole, SessionEvent, SessionEventKind};
use crate::domain::feedback::notes::Notes;
use crate::domain::program::{Invitation, InvitationState, Member, Program};
use crate::domain::{AccountId, DisplayName, EmailAddress, ProgramId, Prose, SessionId, Timestamp, Zone};
use crate::http::api::account::sign_ins::SignInView;
use crate::http::api::availability::busy_calendars::ExportedCalendar;
use crate::http::api::booking::reliability::MarkView;
use crate::http::api::booking::sessions::SessionView;
use crate::http::api::booking::stand_ins::ExportedStandInAsk;
use crate::http::api::feedback::calibration::ExportedSampleRatings;
use crate::http::api::feedback::reflection::{AssessedView, ReviewedView};
use crate::http::api::feedback::shares::ShareView;
use crate::http::api::feedback::thanks::ThanksView;
use crate::http::api::matching::requests::RequestView;
use crate::http::api::practice::debriefs::DebriefView;
use crate::http::api::practice::plan::StepView;
use crate::http::api::practice::plan_settings::SettingsView;
use crate::http::api::program::programs::MembershipView;
use crate::http::api::round::rounds::ExportedEntry;
use crate::http::api::safety::blocks::BlockView;
use crate::http::api::safety::reports::ReportView;
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, NoContent};
use crate::http::extract::Body;
use crate::http::problem::code;
use crate::service::account::export::Export;
use crate::service::account::{self, deletion, details};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An account, as its owner sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
pub(crate) struct AccountView {
    id: AccountId,
    email: EmailAddress,
    /// Whether the email address is confirmed. Until then you can neither book nor be booked.
    email_verified: bool,
    display_name: DisplayName,
    time_zone: Zone,
    created_at: Timestamp,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            email: account.email,
            email_verified: account.verified_at.is_some(),
            display_name: account.name,
            time_zone: account.zone,
            created_at: account.created_at,
        }
    }
}

/// Show my account
#[utoipa::path(get, path = "/v1/me", operation_id = "get_me")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<AccountView>> {
    Ok(Json(me.run(&app, |services, me| details::show(services, me.account)).await?.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"display_name": "Maya L.", "time_zone": "America/New_York"}))]
pub(crate) struct ChangeMe {
    #[serde(default)]
    display_name: Option<DisplayName>,
    #[serde(default)]
    time_zone: Option<Zone>,
}

/// Change my name or time zone
#[utoipa::path(patch, path = "/v1/me", operation_id = "change_me")]
pub(crate) async fn change(me: SignedIn, body: Body<ChangeMe>, app: Data<App>) -> Answer<Json<AccountView>> {
    let ChangeMe { display_name, time_zone } = body.0;
    let account =
        me.run(&app, move |services, me| details::change(services, me.account, display_name, time_zone)).await?;
    Ok(Json(account.into()))
}

/// Delete my account
///
/// Your personal data is deleted and your upcoming sessions are cancelled. What others wrote or received stays, with
/// "a former member" in place of your name. Sign in with your password first, at most an hour before: a refreshed sign-in
/// isn't enough.
#[utoipa::path(delete, path = "/v1/me", operation_id = "delete_me")]
pub(crate) async fn delete(me: SignedIn, app: Data<App>) -> Answer<NoContent, (code::SignInTooOld,)> {
    me.run(&app, deletion::delete).await?;
    Ok(NoContent)
}

/// Everything Candor stores about you.
#[derive(Serialize, ToSchema)]
#[schema(as = Export)]
pub(crate) struct ExportView {
    account: AccountView,
    sign_ins: Vec<SignInView>,
    candidate: Option<CandidateProfile>,
    interviewer: Option<InterviewerProfile>,
    availability: Option<Availability>,
    busy_calendars: Vec<ExportedCalendar>,
    requests: Vec<RequestView>,
    programs: Vec<ExportedProgram>,
    invitations: Vec<InvitationToMe>,
    /// Your entries for rounds.
    round_entries: Vec<ExportedEntry>,
    /// Sessions you were asked to stand in for.
    stand_ins: Vec<ExportedStandInAsk>,
    blocks: Vec<BlockView>,
    reports: Vec<ReportView>,
    sessions: Vec<SessionView>,
    session_events: Vec<ExportedSessionEvent>,
    /// Your proposals to move them.
    moves_proposed: Vec<MoveProposed>,
    marks: Vec<MarkView>,
    notes_written: Vec<NotesWritten>,
    feedback_received: Vec<FeedbackReceived>,
    feedback_shares: Vec<ShareView>,
    thanks: Vec<ThanksView>,
    monthly_summary: bool,
    self_assessments: Vec<AssessedView>,
    reviews: Vec<ReviewedView>,
    sample_ratings: Vec<ExportedSampleRatings>,
    debriefs: Vec<DebriefView>,
    plan_settings: SettingsView,
    plan_steps: Vec<StepView>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedProgram {
    program_id: ProgramId,
    name: DisplayName,
    membership: MembershipView,
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
    notes: Notes,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct FeedbackReceived {
    session_id: SessionId,
    version: i32,
    submitted_at: Timestamp,
    notes: Notes,
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

impl ExportView {
    fn of(all: Export) -> Self {
        let me = all.account.id;
        let sessions = all.sessions.iter();
        Self {
            sessions: sessions.filter_map(|one| Some(SessionView::of(one, one.role_of(me)?))).collect(),
            session_events: all.session_events.into_iter().map(ExportedSessionEvent::from).collect(),
            marks: all.marks.into_iter().map(MarkView::from).collect(),
            programs: all.belongings.memberships.into_iter().map(ExportedProgram::from).collect(),
            invitations: all.belongings.invitations.into_iter().map(InvitationToMe::from).collect(),
            round_entries: all.round_entries.into_iter().map(ExportedEntry::from).collect(),
            stand_ins: all.stand_ins.into_iter().map(ExportedStandInAsk::from).collect(),
            blocks: all.blocks.into_iter().map(BlockView::from).collect(),
            reports: all.reports.into_iter().map(ReportView::from).collect(),
            busy_calendars: all.busy_calendars.into_iter().map(ExportedCalendar::from).collect(),
            requests: all.requests.into_iter().map(RequestView::bare).collect(),
            account: all.account.into(),
            sign_ins: all.sign_ins.into_iter().map(SignInView::from).collect(),
            candidate: all.candidate,
            interviewer: all.interviewer,
            availability: all.hours,
            moves_proposed: all.proposals.into_iter().map(MoveProposed::from).collect(),
            notes_written: all
                .notes
                .into_iter()
                .map(|(session_id, notes)| NotesWritten { session_id, notes })
                .collect(),
            feedback_received: all
                .feedback
                .into_iter()
                .map(|one| FeedbackReceived {
                    session_id: one.session,
                    version: one.version,
                    submitted_at: one.submitted_at,
                    notes: one.notes,
                })
                .collect(),
            thanks: all.thanks.into_iter().map(ThanksView::from).collect(),
            monthly_summary: all.monthly_summary,
            feedback_shares: all.feedback_shares.into_iter().map(ShareView::from).collect(),
            self_assessments: all.self_assessments.into_iter().map(AssessedView::from).collect(),
            reviews: all.reviews.into_iter().map(ReviewedView::from).collect(),
            sample_ratings: all.calibrations.into_iter().map(ExportedSampleRatings::from).collect(),
            debriefs: all.debriefs.into_iter().map(DebriefView::from).collect(),
            plan_settings: all.plan_settings.into(),
            plan_steps: all.plan_steps.into_iter().filter_map(StepView::of).collect(),
        }
    }
}

/// Export my data
#[utoipa::path(get, path = "/v1/me/export", operation_id = "export_me")]
pub(crate) async fn export(me: SignedIn, app: Data<App>) -> Answer<Json<ExportView>> {
    Ok(Json(ExportView::of(me.run(&app, |services, me| account::export::export(services, me)).await?)))
}
