//! The monthly summary for interviewers: wanted or not.

use crate::app::App;
use crate::http::auth::SignedIn;
use crate::http::extract::Body;
use crate::http::problem::Problem;
use crate::service::feedback::monthly_summary;
use actix_web::web::{Data, Json};
use actix_web::{get, put};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether you get an email early each month about the sessions you gave the month before.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MonthlySummary {
    wanted: bool,
}

/// Show whether I get the monthly summary
///
/// Sent on the first of the month to everybody who gave interviews the month before, until they turn it off here or
/// with the link in the email.
#[utoipa::path(operation_id = "get_monthly_summary", tag = "Me", security(("bearer" = [])), responses((status = 200, body = MonthlySummary)))]
#[get("/v1/me/monthly-summary")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Result<Json<MonthlySummary>, Problem> {
    let wanted = me.run(&app, |services, me| monthly_summary::is_wanted(services, me.account)).await?;
    Ok(Json(MonthlySummary { wanted }))
}

/// Turn the monthly summary on or off
#[utoipa::path(operation_id = "put_monthly_summary", tag = "Me", request_body = MonthlySummary, security(("bearer" = [])), responses((status = 200, body = MonthlySummary)))]
#[put("/v1/me/monthly-summary")]
pub(crate) async fn put(
    me: SignedIn,
    body: Body<MonthlySummary>,
    app: Data<App>,
) -> Result<Json<MonthlySummary>, Problem> {
    let wanted = body.0.wanted;
    me.run(&app, move |services, me| monthly_summary::want(services, me.account, wanted)).await?;
    Ok(Json(MonthlySummary { wanted }))
}
