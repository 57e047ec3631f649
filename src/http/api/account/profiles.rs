//! What one wants to practise, and what one offers as a volunteer.

use crate::app::App;
use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::http::auth::SignedIn;
use crate::http::extract::Body;
use crate::http::problem::Problem;
use crate::service::account::profile;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, put};

/// Show what I want to practise
#[utoipa::path(operation_id = "get_candidate_profile", tag = "Me", security(("bearer" = [])), responses((status = 200, body = CandidateProfile)))]
#[get("/v1/me/candidate")]
pub(crate) async fn candidate(me: SignedIn, app: Data<App>) -> Result<Json<CandidateProfile>, Problem> {
    Ok(Json(me.run(&app, |services, me| profile::candidate(services, me.account)).await?))
}

/// Say what I want to practise
#[utoipa::path(operation_id = "put_candidate_profile", tag = "Me", request_body = CandidateProfile, security(("bearer" = [])), responses((status = 200, body = CandidateProfile)))]
#[put("/v1/me/candidate")]
pub(crate) async fn put_candidate(
    me: SignedIn,
    body: Body<CandidateProfile>,
    app: Data<App>,
) -> Result<Json<CandidateProfile>, Problem> {
    let put = move |services: &_, me: crate::service::tokens::Bearer| {
        profile::put_candidate(services, me.account, &body.0).map(|()| body.0)
    };
    Ok(Json(me.run(&app, put).await?))
}

/// Show what I offer as an interviewer
#[utoipa::path(operation_id = "get_interviewer_profile", tag = "Me", security(("bearer" = [])), responses((status = 200, body = InterviewerProfile)))]
#[get("/v1/me/interviewer")]
pub(crate) async fn interviewer(me: SignedIn, app: Data<App>) -> Result<Json<InterviewerProfile>, Problem> {
    Ok(Json(me.run(&app, |services, me| profile::interviewer(services, me.account)).await?))
}

/// Volunteer as an interviewer, or change what I offer
///
/// Existing bookings stay as they are.
#[utoipa::path(operation_id = "put_interviewer_profile", tag = "Me", request_body = InterviewerProfile, security(("bearer" = [])), responses((status = 200, body = InterviewerProfile)))]
#[put("/v1/me/interviewer")]
pub(crate) async fn put_interviewer(
    me: SignedIn,
    body: Body<InterviewerProfile>,
    app: Data<App>,
) -> Result<Json<InterviewerProfile>, Problem> {
    let put = move |services: &_, me: crate::service::tokens::Bearer| {
        profile::put_interviewer(services, me.account, &body.0).map(|()| body.0)
    };
    Ok(Json(me.run(&app, put).await?))
}

/// Stop volunteering
///
/// Existing bookings stay, and you can cancel them one by one.
#[utoipa::path(operation_id = "delete_interviewer_profile", tag = "Me", security(("bearer" = [])), responses((status = 204, description = "You're no longer listed as an interviewer.")))]
#[delete("/v1/me/interviewer")]
pub(crate) async fn delete_interviewer(me: SignedIn, app: Data<App>) -> Result<HttpResponse, Problem> {
    me.run(&app, |services, me| profile::stop_interviewing(services, me.account)).await?;
    Ok(HttpResponse::NoContent().finish())
}
