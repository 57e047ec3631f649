//! Candidate and interviewer profiles.

use crate::app::App;
use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, NoContent};
use crate::http::extract::Body;
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::account::profile;
use actix_web::web::{Data, Json};

/// Show what I want to practise
#[utoipa::path(get, path = "/v1/me/candidate", operation_id = "get_candidate_profile")]
pub(crate) async fn candidate(me: SignedIn, app: Data<App>) -> Answer<Json<CandidateProfile>, (code::NotFound,)> {
    Ok(Json(me.run(&app, |services, me| profile::candidate(services, me.account)).await?))
}

/// Say what I want to practise
#[utoipa::path(put, path = "/v1/me/candidate", operation_id = "put_candidate_profile")]
pub(crate) async fn put_candidate(
    me: SignedIn,
    body: Body<CandidateProfile>,
    app: Data<App>,
) -> Answer<Json<CandidateProfile>> {
    let put = move |services: &_, me: crate::service::tokens::Bearer| {
        profile::put_candidate(services, me.account, &body.0).map(|()| body.0)
    };
    Ok(Json(me.run(&app, put).await?))
}

/// Show what I offer as an interviewer
#[utoipa::path(get, path = "/v1/me/interviewer", operation_id = "get_interviewer_profile")]
pub(crate) async fn interviewer(me: SignedIn, app: Data<App>) -> Answer<Json<InterviewerProfile>, (code::NotFound,)> {
    Ok(Json(me.run(&app, |services, me| profile::interviewer(services, me.account)).await?))
}

/// Volunteer as an interviewer, or change what I offer
///
/// Existing bookings stay as they are, except for where you meet: those without a place, or with the one you had before,
/// take place at the new one, and both of you get the invitation again.
#[utoipa::path(put, path = "/v1/me/interviewer", operation_id = "put_interviewer_profile")]
pub(crate) async fn put_interviewer(
    me: SignedIn,
    limit: RateLimit<action::Place>,
    body: Body<InterviewerProfile>,
    app: Data<App>,
) -> Answer<Json<InterviewerProfile>> {
    limit.count(&me.limit_key())?;
    let put = move |services: &_, me: crate::service::tokens::Bearer| {
        profile::put_interviewer(services, me.account, &body.0).map(|()| body.0)
    };
    Ok(Json(me.run(&app, put).await?))
}

/// Stop volunteering
///
/// Existing bookings stay, and you can cancel them one by one.
#[utoipa::path(delete, path = "/v1/me/interviewer", operation_id = "delete_interviewer_profile")]
pub(crate) async fn delete_interviewer(me: SignedIn, app: Data<App>) -> Answer<NoContent, (code::NotFound,)> {
    me.run(&app, |services, me| profile::stop_interviewing(services, me.account)).await?;
    Ok(NoContent)
}
