//! A candidate's thank-you to the interviewer.

use crate::app::App;
use crate::domain::{Line, SessionId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::extract::{Body, Id};
use crate::http::problem::Problem;
use crate::service::feedback::thanks::{self, Thanks};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A thank-you.
#[derive(Serialize, ToSchema)]
#[schema(as = Thanks)]
pub(crate) struct ThanksView {
    session_id: SessionId,
    line: Line<200>,
    given_at: Timestamp,
}

impl From<Thanks> for ThanksView {
    fn from(given: Thanks) -> Self {
        Self { session_id: given.session, line: given.line, given_at: given.given_at }
    }
}

/// A thank-you in one line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GiveThanks {
    /// About what the interviewer did. As in notes, remarks about the person are turned away with a suggestion.
    line: Line<200>,
}

/// Thank my interviewer
///
/// For the candidate, once per session, within 30 days after it ends. It's emailed at once.
#[utoipa::path(operation_id = "give_thanks", tag = "Feedback", request_body = GiveThanks, params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 201, body = ThanksView)))]
#[post("/v1/sessions/{id}/thanks")]
pub(crate) async fn give(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<GiveThanks>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let given = me.run(&app, move |services, me| thanks::give(services, me.account, id.0, &body.0.line)).await?;
    Ok(HttpResponse::Created().json(ThanksView::from(given)))
}

/// Show the thank-you for a session
#[utoipa::path(operation_id = "get_thanks", tag = "Feedback", params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = ThanksView)))]
#[get("/v1/sessions/{id}/thanks")]
pub(crate) async fn show(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Result<Json<ThanksView>, Problem> {
    Ok(Json(me.run(&app, move |services, me| thanks::show(services, me.account, id.0)).await?.into()))
}
