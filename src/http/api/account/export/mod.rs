//! Everything that Candor stores about somebody, for themselves.

mod parts;

use super::me::AccountView;
use super::sign_ins::SignInView;
use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::Availability;
use crate::http::api::availability::busy_calendars::ExportedCalendar;
use crate::http::api::booking::reliability::MarkView;
use crate::http::api::booking::sessions::SessionView;
use crate::http::api::booking::stand_ins::ExportedStandInAsk;
use crate::http::api::feedback::attachments::ExportedAttachment;
use crate::http::api::feedback::calibration::ExportedSampleRatings;
use crate::http::api::feedback::follow_ups::ExportedFollowUp;
use crate::http::api::feedback::reflection::{AssessedView, ReviewedView};
use crate::http::api::feedback::shares::ShareView;
use crate::http::api::feedback::thanks::ThanksView;
use crate::http::api::matching::requests::RequestView;
use crate::http::api::practice::debriefs::DebriefView;
use crate::http::api::practice::plan::StepView;
use crate::http::api::practice::plan_settings::SettingsView;
use crate::http::api::round::rounds::ExportedEntry;
use crate::http::api::safety::blocks::BlockView;
use crate::http::api::safety::reports::ReportView;
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::service::account::export::{self, Export};
use actix_web::web::{Data, Json};
use parts::{
    ExportedDecline, ExportedLink, ExportedMessage, ExportedOutcome, ExportedProgram, ExportedReliability,
    ExportedSessionEvent, ExportedWriteUp, FeedbackReceived, InvitationToMe, MoveProposed, NotesWritten, ReportClosed,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Everything Candor stores about you.
#[derive(Serialize, ToSchema)]
#[schema(as = Export)]
pub(crate) struct ExportView {
    account: AccountView,
    candidate: Option<CandidateProfile>,
    interviewer: Option<InterviewerProfile>,
    availability: Option<Availability>,
    busy_calendars: Vec<ExportedCalendar>,
    /// When you made your calendar feed, if you have one. Its address is on record only as a hash.
    calendar_feed_created_at: Option<Timestamp>,
    sign_ins: Vec<SignInView>,
    /// Links to confirm an address or choose a password that we emailed you.
    emailed_links: Vec<ExportedLink>,
    requests: Vec<RequestView>,
    /// Offers you declined, or didn't answer.
    declined_offers: Vec<ExportedDecline>,
    programs: Vec<ExportedProgram>,
    invitations: Vec<InvitationToMe>,
    /// What you wrote to members of programs that you coordinate.
    program_messages: Vec<ExportedMessage>,
    /// Your entries for rounds.
    round_entries: Vec<ExportedEntry>,
    /// What rounds came to for you as a candidate.
    round_outcomes: Vec<ExportedOutcome>,
    /// Sessions you were asked to stand in for.
    stand_ins: Vec<ExportedStandInAsk>,
    blocks: Vec<BlockView>,
    reports: Vec<ReportView>,
    /// Your answers to reports that you closed.
    reports_closed: Vec<ReportClosed>,
    sessions: Vec<SessionView>,
    /// What happened in your sessions, and what you did in those you look after.
    session_events: Vec<ExportedSessionEvent>,
    /// Your proposals to move them.
    moves_proposed: Vec<MoveProposed>,
    marks: Vec<MarkView>,
    reliability: ExportedReliability,
    /// The notes you wrote, every version, also those in somebody's place.
    notes_written: Vec<NotesWritten>,
    /// Sessions whose notes you were asked to write in the interviewer's place.
    write_ups: Vec<ExportedWriteUp>,
    /// Every version.
    feedback_received: Vec<FeedbackReceived>,
    feedback_shares: Vec<ShareView>,
    /// What you said, and what was said to you.
    thanks: Vec<ThanksView>,
    /// What you asked about your feedback and were asked about your notes, with the answers.
    follow_ups: Vec<ExportedFollowUp>,
    /// What you and the others attached to your sessions.
    attachments: Vec<ExportedAttachment>,
    monthly_summary: bool,
    /// Whether you want one email in the evening instead of single reminders.
    evening_digest: bool,
    self_assessments: Vec<AssessedView>,
    /// The ones you gave.
    reviews: Vec<ReviewedView>,
    /// The ones candidates gave you, as far as you can read them yet.
    reviews_received: Vec<ReviewedView>,
    sample_ratings: Vec<ExportedSampleRatings>,
    debriefs: Vec<DebriefView>,
    plan_settings: SettingsView,
    plan_steps: Vec<StepView>,
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
            program_messages: all.program_messages.into_iter().map(ExportedMessage::from).collect(),
            round_entries: all.round_entries.into_iter().map(ExportedEntry::from).collect(),
            stand_ins: all.stand_ins.into_iter().map(ExportedStandInAsk::from).collect(),
            blocks: all.blocks.into_iter().map(BlockView::from).collect(),
            reports: all.reports.into_iter().map(ReportView::from).collect(),
            busy_calendars: all.busy_calendars.into_iter().map(ExportedCalendar::from).collect(),
            requests: all.requests.into_iter().map(RequestView::bare).collect(),
            calendar_feed_created_at: all.calendar_feed,
            sign_ins: all.sign_ins.into_iter().map(SignInView::from).collect(),
            emailed_links: all.links.into_iter().map(ExportedLink::from).collect(),
            declined_offers: all.declined_offers.into_iter().map(ExportedDecline::from).collect(),
            round_outcomes: all.round_outcomes.into_iter().map(ExportedOutcome::from).collect(),
            reports_closed: all.reports_closed.into_iter().map(ReportClosed::from).collect(),
            reliability: ExportedReliability {
                paused_until: all.account.paused_until,
                kept: all.reliability.kept,
                agreed: all.reliability.agreed,
            },
            write_ups: all.write_ups.into_iter().map(ExportedWriteUp::from).collect(),
            reviews_received: all.reviews_received.into_iter().map(ReviewedView::from).collect(),
            account: all.account.into(),
            candidate: all.candidate,
            interviewer: all.interviewer,
            availability: all.hours,
            moves_proposed: all.proposals.into_iter().map(MoveProposed::from).collect(),
            notes_written: all.notes.into_iter().map(NotesWritten::from).collect(),
            feedback_received: all.feedback.into_iter().map(FeedbackReceived::from).collect(),
            thanks: all.thanks.into_iter().map(ThanksView::from).collect(),
            follow_ups: all.follow_ups.into_iter().map(ExportedFollowUp::from).collect(),
            attachments: all.attachments.into_iter().map(ExportedAttachment::from).collect(),
            monthly_summary: all.monthly_summary,
            evening_digest: all.evening_digest,
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
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<ExportView>> {
    Ok(Json(ExportView::of(me.run(&app, export::export).await?)))
}
