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

/// Whether a mail tells, early each month, what came of the sessions that one held in the last.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MonthlySummary {
    wanted: bool,
}

/// Show whether I get the monthly summary
///
/// It goes to whoever held interviews in a month, on the first of the next, until they say no: here, or by the link in each of them.
#[utoipa::path(operation_id = "get_monthly_summary", tag = "Me", security(("bearer" = [])), responses((status = 200, body = MonthlySummary)))]
#[get("/v1/me/monthly-summary")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Result<Json<MonthlySummary>, Problem> {
    let wanted = me.run(&app, |house, me| monthly_summary::is_wanted(house, me.account)).await?;
    Ok(Json(MonthlySummary { wanted }))
}

/// Say whether I want the monthly summary
#[utoipa::path(operation_id = "put_monthly_summary", tag = "Me", request_body = MonthlySummary, security(("bearer" = [])), responses((status = 200, body = MonthlySummary)))]
#[put("/v1/me/monthly-summary")]
pub(crate) async fn put(
    me: SignedIn,
    body: Body<MonthlySummary>,
    app: Data<App>,
) -> Result<Json<MonthlySummary>, Problem> {
    let wanted = body.0.wanted;
    me.run(&app, move |house, me| monthly_summary::want(house, me.account, wanted)).await?;
    Ok(Json(MonthlySummary { wanted }))
}
