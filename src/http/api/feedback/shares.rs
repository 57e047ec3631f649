//! Links that a candidate makes to feedback they received.

use crate::app::App;
use crate::domain::feedback::share::{Share, ShareDays};
use crate::domain::{DisplayName, SessionId, ShareId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created, NoContent};
use crate::http::extract::{Body, Id, Ids};
use crate::http::problem::code;
use crate::service::feedback::shares::{self, NewShare};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A link to feedback.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedbackShare)]
pub(crate) struct ShareView {
    id: ShareId,
    session_id: SessionId,
    name: DisplayName,
    /// Whether it also shows your own ratings.
    with_self_assessment: bool,
    expires_at: Timestamp,
    created_at: Timestamp,
}

impl From<Share> for ShareView {
    fn from(one: Share) -> Self {
        let Share { id, session, name, with_self_assessment, expires_at, created_at } = one;
        Self { id, session_id: session, name, with_self_assessment, expires_at, created_at }
    }
}

/// A link to create.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Aunt Vera", "days": 30, "with_self_assessment": true}))]
pub(crate) struct MakeShare {
    /// Your name for it, such as who it's for. Nobody else sees it.
    name: DisplayName,
    /// How many days it will work.
    #[serde(default = "a_month")]
    #[schema(minimum = 1, maximum = 90)]
    days: ShareDays,
    /// Whether to show your own ratings beside the interviewer's.
    #[serde(default)]
    with_self_assessment: bool,
}

fn a_month() -> ShareDays {
    ShareDays::MONTH
}

/// A new link.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeShare {
    share: ShareView,
    /// Anyone who has it can read the feedback. Shown only once.
    #[schema(example = "https://candor.example.org/shared/s3cr3t")]
    url: String,
}

/// Share the feedback on a session with a link
///
/// For the candidate; up to ten links at a time. The link opens the current feedback as a page and as a PDF. It shows
/// your name, and your interviewer's only while their profile has `named_in_shares`. It never shows what was written
/// for coordinators.
#[utoipa::path(post, path = "/v1/feedback/{session_id}/shares", operation_id = "share_feedback")]
pub(crate) async fn make(
    me: SignedIn,
    session_id: Id<SessionId>,
    body: Body<MakeShare>,
    app: Data<App>,
) -> Answer<Created<MadeShare>, (code::Forbidden, code::ListFull)> {
    let MakeShare { name, days, with_self_assessment } = body.0;
    let wanted = NewShare { name, days, with_self_assessment };
    let (share, url) =
        me.run(&app, move |services, me| shares::make(services, me.account, session_id.0, &wanted)).await?;
    let location = format!("/v1/feedback/{}/shares", session_id.0);
    Ok(Created { location, body: MadeShare { share: share.into(), url } })
}

/// The links to the feedback on a session.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedbackShares)]
pub(crate) struct Shares {
    /// At most ten.
    #[schema(max_items = 10)]
    items: Vec<ShareView>,
}

/// List the links to the feedback on a session
///
/// For the candidate, oldest first. Expired links stay listed until the next one is created.
#[utoipa::path(get, path = "/v1/feedback/{session_id}/shares", operation_id = "list_feedback_shares")]
pub(crate) async fn list(
    me: SignedIn,
    session_id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Json<Shares>, (code::Forbidden,)> {
    let found = me.run(&app, move |services, me| shares::list(services, me.account, session_id.0)).await?;
    Ok(Json(Shares { items: found.into_iter().map(ShareView::from).collect() }))
}

/// Revoke a link to feedback
///
/// It stops working at once.
#[utoipa::path(delete, path = "/v1/feedback/{session_id}/shares/{share_id}", operation_id = "revoke_feedback_share")]
pub(crate) async fn revoke(
    me: SignedIn,
    ids: Ids<SessionId, ShareId>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden,)> {
    me.run(&app, move |services, me| shares::revoke(services, me.account, ids.0, ids.1)).await?;
    Ok(NoContent)
}
