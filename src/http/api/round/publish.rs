//! Publishing a round, exporting it, and declining its sessions.

use super::rounds::RoundView;
use crate::app::App;
use crate::domain::{Prose, RoundId, Seat, SessionId};
use crate::http::api::booking::sessions::SessionView;
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Content, media};
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::file::table;
use crate::http::if_match::IfMatch;
use crate::http::problem::code;
use crate::service::round;
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use utoipa::ToSchema;

/// Publish a round
///
/// For coordinators. Books every session of the preview at once and invites everybody, or does nothing: 409 with the
/// `pairs` whose times have been taken, or 412 if the round has changed since the preview.
#[utoipa::path(post, path = "/v1/rounds/{id}/publish", operation_id = "publish_round")]
pub(crate) async fn publish(
    me: SignedIn,
    id: Id<RoundId>,
    over: IfMatch<code::RoundChanged>,
    key: IdempotencyKey,
    app: Data<App>,
) -> Answer<Json<RoundView>, (code::Forbidden, code::RoundState, code::RoundTaken)> {
    let publish = move |services: &_, me: Bearer| round::publish(services, me.account, id.0, key.0.as_deref(), &over.0);
    Ok(Json(RoundView::of(me.run(&app, publish).await?)))
}

/// Export a round
///
/// For coordinators: the plan while the round is open, the sessions once it's published. Names only; no email
/// addresses and no notes.
#[utoipa::path(get, path = "/v1/rounds/{id}/export.csv", operation_id = "export_round")]
pub(crate) async fn export(
    me: SignedIn,
    id: Id<RoundId>,
    app: Data<App>,
) -> Answer<Content<media::Csv>, (code::Forbidden,)> {
    Ok(Content::new(table(me.run(&app, move |services, me| round::export(services, me.account, id.0)).await?)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "My shift was moved to that evening.", "offer_again": true}))]
pub(crate) struct DeclineSession {
    /// Why; the other person will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    reason: Prose<1000>,
    /// Whether you two may be offered to each other again, at another time, in place of this session.
    #[serde(default)]
    offer_again: bool,
}

/// Decline a session of a round
///
/// Works like cancelling any other session. Both get an email, and the candidate is matched again within the round's
/// remaining days, by the round's rules; with the same person only if you say so (`offer_again`).
#[utoipa::path(post, path = "/v1/sessions/{id}/decline", operation_id = "decline_session")]
pub(crate) async fn decline(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<DeclineSession>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::SessionState, code::TooLate)> {
    let DeclineSession { reason, offer_again } = body.0;
    let decline = move |services: &_, me: Bearer| round::decline(services, me.account, id.0, &reason, offer_again);
    let (session, role): (_, Seat) = me.run(&app, decline).await?;
    Ok(Json(SessionView::of(&session, role)))
}
