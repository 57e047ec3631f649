//! The notes as the candidate receives them.

use super::follow_ups::FollowUpView;
use crate::app::App;
use crate::domain::feedback::notes::{Notes, Score};
use crate::domain::{Prose, SessionId, Timestamp};
use crate::http::api::booking::sessions::SessionView;
use crate::http::api::named::NamedPerson;
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Content, media};
use crate::http::cursor::Cursor;
use crate::http::extract::Id;
use crate::http::file::file;
use crate::http::paging::{NoFilter, Page, Paged};
use crate::service::feedback::notes::{self, Received};
use crate::service::feedback::reflection::Compared;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// Feedback on one session.
#[derive(Serialize, ToSchema)]
#[schema(as = Feedback)]
pub(crate) struct FeedbackView {
    session: SessionView,
    /// 1 at first, then one higher with each amendment.
    version: i32,
    /// What changed and why, from the second version on.
    why: Option<Prose<1000>>,
    submitted_at: Timestamp,
    /// Who wrote it in the interviewer's place; null if the interviewer did.
    writer: Option<NamedPerson>,
    /// Everything that was written for the candidate.
    notes: Notes,
    /// The recommendation as a sentence, for the level and on the evidence of this session.
    #[schema(example = "for a junior role, based on this hour: hire (fairly sure)")]
    recommendation: String,
    /// The candidate's and the interviewer's ratings side by side, biggest difference first; empty without a
    /// self-assessment, and for coordinators.
    side_by_side: Vec<ComparedView>,
    /// What the candidate asked about it, and the interviewer's answers; empty for coordinators.
    #[schema(max_items = 3)]
    follow_ups: Vec<FollowUpView>,
}

/// Both ratings of one competency.
#[derive(Serialize, ToSchema)]
#[schema(as = SideBySide)]
pub(crate) struct ComparedView {
    /// Id of a competency in the kind's template.
    competency: &'static str,
    name: &'static str,
    /// The candidate's own rating; null if they couldn't say.
    candidate: Option<Seen>,
    /// The interviewer's rating; null if it wasn't observed.
    interviewer: Option<Seen>,
    /// The interviewer's rating minus the candidate's.
    #[schema(example = -1)]
    difference: Option<i32>,
}

/// A rating and its description.
#[derive(Serialize, ToSchema)]
pub(crate) struct Seen {
    score: Score,
    /// The template's description of it.
    anchor: &'static str,
}

impl Seen {
    /// One of the two scores of a comparison.
    pub(crate) fn of(compared: &Compared, score: Option<Score>) -> Option<Self> {
        Some(Self { score: score?, anchor: compared.words(score)? })
    }
}

impl From<Compared> for ComparedView {
    fn from(one: Compared) -> Self {
        Self {
            competency: &one.competency.id,
            name: &one.competency.name,
            candidate: Seen::of(&one, one.own),
            interviewer: Seen::of(&one, one.theirs),
            difference: one.difference(),
        }
    }
}

impl FeedbackView {
    /// The feedback as shown to its reader.
    pub(crate) fn of(received: Received) -> Self {
        let Received { session, feedback, role, recommendation, compared, follow_ups } = received;
        Self {
            session: SessionView::seen(&session, role),
            version: feedback.version,
            why: feedback.why,
            submitted_at: feedback.submitted_at,
            writer: feedback.writer.map(Into::into),
            notes: feedback.notes,
            recommendation,
            side_by_side: compared.into_iter().map(Into::into).collect(),
            follow_ups: follow_ups.into_iter().map(Into::into).collect(),
        }
    }
}

const LIST: &str = "feedback";

/// List the feedback I received, newest first
#[utoipa::path(get, path = "/v1/feedback", operation_id = "list_feedback")]
pub(crate) async fn list(
    me: SignedIn,
    page: Paged<NoFilter, 10, 50>,
    app: Data<App>,
) -> Answer<Json<Page<FeedbackView>>> {
    let after = page.after(LIST)?.and_then(|cursor| Some((cursor.at, cursor.id?.into())));
    let look_for = page.look_for();
    let found = me.run(&app, move |services, me| notes::all_feedback(services, me.account, after, look_for)).await?;
    let place = |last: &Received| Cursor::new(LIST, last.feedback.submitted_at, Some(last.session.id.into()));
    Ok(Json(Page::cut(found, page.limit, place, FeedbackView::of)))
}

/// Show the feedback on a session
///
/// For the two people in the session and, while the candidate consents (`shares_notes`), for the coordinators of a
/// program the candidate was in when the session started. What was made in it is at `GET /v1/sessions/{id}/attachments`; the
/// files and pages of the feedback end with it.
#[utoipa::path(get, path = "/v1/feedback/{session_id}", operation_id = "get_feedback")]
pub(crate) async fn show(me: SignedIn, session_id: Id<SessionId>, app: Data<App>) -> Answer<Json<FeedbackView>> {
    let received = me.run(&app, move |services, me| notes::feedback(services, me.account, session_id.0)).await?;
    Ok(Json(FeedbackView::of(received)))
}

/// List every version of the feedback on a session, latest first
///
/// For anyone who can read the feedback. There are six at most.
#[utoipa::path(get, path = "/v1/feedback/{session_id}/versions", operation_id = "list_feedback_versions")]
pub(crate) async fn versions(
    me: SignedIn,
    session_id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Json<Page<FeedbackView>>> {
    let found = me.run(&app, move |services, me| notes::versions(services, me.account, session_id.0)).await?;
    Ok(Json(Page { items: found.into_iter().map(FeedbackView::of).collect(), next_cursor: None }))
}

/// Download the feedback on a session as Markdown
///
/// For anyone who can read the feedback. Nothing that people wrote is turned into markup.
#[utoipa::path(get, path = "/v1/feedback/{session_id}/feedback.md", operation_id = "get_feedback_markdown")]
pub(crate) async fn markdown(
    me: SignedIn,
    session_id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Content<media::Markdown>> {
    let found =
        me.run(&app, move |services, me| Ok(notes::sheet(services, me.account, session_id.0)?.markdown())).await?;
    Ok(Content::new(file(found)))
}

/// Download the feedback on a session as a PDF
///
/// For anyone who can read the feedback. Structured for screen readers (PDF/UA-1). Notes of more than twelve pages are shortened, starting with the timeline.
#[utoipa::path(get, path = "/v1/feedback/{session_id}/feedback.pdf", operation_id = "get_feedback_pdf")]
pub(crate) async fn pdf(me: SignedIn, session_id: Id<SessionId>, app: Data<App>) -> Answer<Content<media::Pdf>> {
    let found =
        me.run(&app, move |services, me| notes::sheet(services, me.account, session_id.0)?.pdf(services)).await?;
    Ok(Content::new(file(found)))
}
