//! Turning the evening digest on or off.

use crate::app::App;
use crate::domain::Timestamp;
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::Body;
use crate::service::booking::digest;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether you get one email in the evening instead of single reminders.
#[derive(Serialize, ToSchema)]
#[schema(as = EveningDigest)]
pub(crate) struct DigestView {
    wanted: bool,
    /// When the next one is due: 18:00 in your time zone. Nothing is sent if there's nothing to say. Null if you don't want it.
    next_at: Option<Timestamp>,
}

impl From<Option<Timestamp>> for DigestView {
    fn from(next_at: Option<Timestamp>) -> Self {
        Self { wanted: next_at.is_some(), next_at }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WantEveningDigest, example = json!({"wanted": true}))]
pub(crate) struct Want {
    wanted: bool,
}

/// Show whether I get the evening digest
///
/// One email at 18:00 in your time zone with the next day's sessions and the notes you have to write, instead of single reminders
/// of them. New bookings, moves and cancellations are still emailed at once, and so are reminders of what the evening's email
/// couldn't know of.
#[utoipa::path(get, path = "/v1/me/evening-digest", operation_id = "get_evening_digest")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<DigestView>> {
    Ok(Json(me.run(&app, |services, me| digest::show(services, me.account)).await?.into()))
}

/// Turn the evening digest on or off
#[utoipa::path(put, path = "/v1/me/evening-digest", operation_id = "put_evening_digest")]
pub(crate) async fn put(me: SignedIn, body: Body<Want>, app: Data<App>) -> Answer<Json<DigestView>> {
    let wanted = body.0.wanted;
    Ok(Json(me.run(&app, move |services, me| digest::want(services, me.account, wanted)).await?.into()))
}
