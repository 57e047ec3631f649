//! Turning the monthly summary for interviewers on or off.

use crate::app::App;
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::Body;
use crate::service::feedback::monthly_summary;
use actix_web::web::{Data, Json};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether you get an email early each month about the sessions you gave the month before.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"wanted": false}))]
pub(crate) struct MonthlySummary {
    wanted: bool,
}

/// Show whether I get the monthly summary
///
/// Sent on the first of the month to everybody who gave interviews the month before, until they turn it off here or
/// with the link in the email.
#[utoipa::path(get, path = "/v1/me/monthly-summary", operation_id = "get_monthly_summary")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<MonthlySummary>> {
    let wanted = me.run(&app, |services, me| monthly_summary::is_wanted(services, me.account)).await?;
    Ok(Json(MonthlySummary { wanted }))
}

/// Turn the monthly summary on or off
#[utoipa::path(put, path = "/v1/me/monthly-summary", operation_id = "put_monthly_summary")]
pub(crate) async fn put(me: SignedIn, body: Body<MonthlySummary>, app: Data<App>) -> Answer<Json<MonthlySummary>> {
    let wanted = body.0.wanted;
    me.run(&app, move |services, me| monthly_summary::want(services, me.account, wanted)).await?;
    Ok(Json(MonthlySummary { wanted }))
}
