//! Publishing a round, its table, and what people answer.

use super::rounds::RoundView;
use crate::app::App;
use crate::domain::{Prose, RoundId, Seat, SessionId};
use crate::http::api::booking::sessions::SessionView;
use crate::http::auth::SignedIn;
use crate::http::csv_file::download;
use crate::http::extract::{Body, Id, IdempotencyKey, IfMatch};
use crate::http::problem::Problem;
use crate::service::round;
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use utoipa::ToSchema;

/// Publish a round
///
/// For coordinators. Books every session of the preview at once and invites everybody, or does nothing: 409 with the
/// `pairs` whose times have been taken, or 412 if the round has changed since the preview.
#[utoipa::path(operation_id = "publish_round", tag = "Rounds", security(("bearer" = [])),
    params(("id" = RoundId, Path), ("If-Match" = String, Header, description = "The preview's ETag.", example = "\"r3\""),
        ("Idempotency-Key" = Option<String>, Header, description = "Sending the same request with the same key publishes once.", max_length = 200)),
    responses((status = 200, body = RoundView)))]
#[post("/v1/rounds/{id}/publish")]
pub(crate) async fn publish(
    me: SignedIn,
    id: Id<RoundId>,
    over: IfMatch,
    key: IdempotencyKey,
    app: Data<App>,
) -> Result<Json<RoundView>, Problem> {
    let publish = move |services: &_, me: Bearer| round::publish(services, me.account, id.0, key.0.as_deref(), over.0);
    Ok(Json(RoundView::of(me.run(&app, publish).await?)))
}

/// Export a round
///
/// For coordinators: the plan while the round is open, the sessions once it's published. Names only; no email
/// addresses and no notes.
#[utoipa::path(operation_id = "export_round", tag = "Rounds", params(("id" = RoundId, Path)), security(("bearer" = [])),
    responses((status = 200, body = String, content_type = "text/csv")))]
#[get("/v1/rounds/{id}/export.csv")]
pub(crate) async fn export(me: SignedIn, id: Id<RoundId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    Ok(download(me.run(&app, move |services, me| round::export(services, me.account, id.0)).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclineSession {
    /// Why; the other person will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    reason: Prose<1000>,
}

/// Decline a session of a round
///
/// Works like cancelling any other session. Both are told, and the candidate is matched again within the round's
/// remaining days.
#[utoipa::path(operation_id = "decline_session", tag = "Sessions", request_body = DeclineSession, params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = SessionView)))]
#[post("/v1/sessions/{id}/decline")]
pub(crate) async fn decline(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<DeclineSession>,
    app: Data<App>,
) -> Result<Json<SessionView>, Problem> {
    let reason = body.0.reason;
    let (session, role): (_, Seat) =
        me.run(&app, move |services, me| round::decline(services, me.account, id.0, &reason)).await?;
    Ok(Json(SessionView::of(&session, role)))
}
