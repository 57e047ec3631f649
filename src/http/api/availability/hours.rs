//! An interviewer's hours.

use crate::app::App;
use crate::domain::availability::Availability;
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::Body;
use crate::service::availability::hours;
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};

/// Show my hours
///
/// Empty, in my time zone, until I first set them.
#[utoipa::path(get, path = "/v1/me/interviewer/availability", operation_id = "get_availability")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<Availability>> {
    Ok(Json(me.run(&app, |services, me| hours::show(services, me.account)).await?))
}

/// Replace my hours
///
/// Wall-clock times in `time_zone`; a window whose end isn't after its start runs past midnight.
/// Existing bookings stay as they are.
#[utoipa::path(put, path = "/v1/me/interviewer/availability", operation_id = "put_availability")]
pub(crate) async fn put(me: SignedIn, body: Body<Availability>, app: Data<App>) -> Answer<Json<Availability>> {
    let put = move |services: &_, me: Bearer| hours::put(services, me.account, &body.0).map(|()| body.0);
    Ok(Json(me.run(&app, put).await?))
}
