//! Links that a candidate makes to feedback they received.

use crate::app::App;
use crate::domain::feedback::share::{Share, ShareDays};
use crate::domain::{Instant, Line, SessionId, ShareId};
use crate::http::auth::SignedIn;
use crate::http::extract::{Body, Id, Ids};
use crate::http::problem::Problem;
use crate::service::feedback::shares::{self, NewShare};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A link to feedback.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedbackShare)]
pub(crate) struct ShareView {
    id: ShareId,
    session_id: SessionId,
    name: Line<80>,
    /// Whether my own ratings stand beside the interviewer's.
    with_self_assessment: bool,
    expires_at: Instant,
    created_at: Instant,
}

impl From<Share> for ShareView {
    fn from(one: Share) -> Self {
        let Share { id, session, name, with_self_assessment, expires_at, created_at } = one;
        Self { id, session_id: session, name, with_self_assessment, expires_at, created_at }
    }
}

/// A link to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MakeShare {
    /// What you call it, such as whom it is for. Nobody else sees it.
    name: Line<80>,
    /// For how many days it holds.
    #[serde(default = "a_month")]
    #[schema(minimum = 1, maximum = 90)]
    days: ShareDays,
    /// Whether your own ratings are to be seen beside the interviewer's.
    #[serde(default)]
    with_self_assessment: bool,
}

fn a_month() -> ShareDays {
    ShareDays::MONTH
}

/// A link that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeShare {
    share: ShareView,
    /// Whoever has it reads the feedback. It is told this once.
    #[schema(example = "https://candor.example.org/shared/s3cr3t")]
    url: String,
}

/// Share the feedback on a session by a link
///
/// For the candidate; ten links at a time. Behind it is the feedback as a page and as a PDF, as it reads then. Your name is on
/// it; your interviewer's only while their profile has `named_in_shares`. What was written for coordinators is not.
#[utoipa::path(operation_id = "share_feedback", tag = "Feedback", request_body = MakeShare, params(("session_id" = SessionId, Path)), security(("bearer" = [])), responses((status = 201, body = MadeShare)))]
#[post("/v1/feedback/{session_id}/shares")]
pub(crate) async fn make(
    me: SignedIn,
    session_id: Id<SessionId>,
    body: Body<MakeShare>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let MakeShare { name, days, with_self_assessment } = body.0;
    let wanted = NewShare { name, days, with_self_assessment };
    let (share, url) = me.run(&app, move |house, me| shares::make(house, me.account, session_id.0, &wanted)).await?;
    Ok(HttpResponse::Created().json(MadeShare { share: share.into(), url }))
}

/// The links to one feedback.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedbackShares)]
pub(crate) struct Shares {
    /// At most ten.
    #[schema(max_items = 10)]
    items: Vec<ShareView>,
}

/// List the links to the feedback on a session
///
/// For the candidate, the oldest first; those that ran out until the next one is made.
#[utoipa::path(operation_id = "list_feedback_shares", tag = "Feedback", params(("session_id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = Shares)))]
#[get("/v1/feedback/{session_id}/shares")]
pub(crate) async fn list(me: SignedIn, session_id: Id<SessionId>, app: Data<App>) -> Result<Json<Shares>, Problem> {
    let found = me.run(&app, move |house, me| shares::list(house, me.account, session_id.0)).await?;
    Ok(Json(Shares { items: found.into_iter().map(ShareView::from).collect() }))
}

/// Take a link to feedback back
///
/// It opens nothing from then on.
#[utoipa::path(operation_id = "revoke_feedback_share", tag = "Feedback", params(("session_id" = SessionId, Path), ("share_id" = ShareId, Path)), security(("bearer" = [])), responses((status = 204, description = "The link is gone.")))]
#[delete("/v1/feedback/{session_id}/shares/{share_id}")]
pub(crate) async fn revoke(
    me: SignedIn,
    ids: Ids<SessionId, ShareId>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    me.run(&app, move |house, me| shares::revoke(house, me.account, ids.0, ids.1)).await?;
    Ok(HttpResponse::NoContent().finish())
}
