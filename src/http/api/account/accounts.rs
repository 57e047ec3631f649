//! Signing up and confirming the address.

use crate::app::App;
use crate::domain::{DisplayName, EmailAddress, Zone};
use crate::http::client;
use crate::http::extract::Body;
use crate::http::problem::Problem;
use crate::service::account::passwords::Password;
use crate::service::account::sign_up as verbs;
use crate::service::account::sign_up::SignUp;
use crate::service::limits::LimitedAction;
use actix_web::{HttpRequest, HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignUp)]
pub(crate) struct Form {
    email: EmailAddress,
    /// 8 to 200 characters.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200, example = "callback hell")]
    password: Password,
    display_name: DisplayName,
    time_zone: Zone,
}

/// Sign up
///
/// The answer is the same whether or not the address has an account; the email says what to do next.
#[utoipa::path(tag = "Accounts", request_body = Form, responses((status = 202, description = "An email is on its way.")))]
#[post("/v1/accounts")]
pub(crate) async fn sign_up(http: HttpRequest, body: Body<Form>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Form { email, password, display_name, time_zone } = body.0;
    app.limits.count(LimitedAction::SignUp, client::address(&http, &app), &email.key())?;
    let form = SignUp { email, password, name: display_name, zone: time_zone };
    app.run(move |services| verbs::sign_up(services, &form)).await?;
    Ok(HttpResponse::Accepted().finish())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerifyEmail {
    /// From the link in the email.
    #[schema(max_length = 2000)]
    token: String,
}

/// Confirm an email address
#[utoipa::path(tag = "Accounts", request_body = VerifyEmail, responses((status = 204, description = "The address is confirmed.")))]
#[post("/v1/auth/verify-email")]
pub(crate) async fn verify_email(body: Body<VerifyEmail>, app: Data<App>) -> Result<HttpResponse, Problem> {
    app.run(move |services| verbs::verify_email(services, &body.0.token)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResendVerification {
    email: EmailAddress,
}

/// Resend the link that confirms an email address
#[utoipa::path(tag = "Accounts", request_body = ResendVerification,
    responses((status = 202, description = "If the address still needs confirming, an email is on its way.")))]
#[post("/v1/auth/resend-verification")]
pub(crate) async fn resend_verification(
    http: HttpRequest,
    body: Body<ResendVerification>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let email = body.0.email;
    app.limits.count(LimitedAction::Reset, client::address(&http, &app), &email.key())?;
    app.run(move |services| verbs::resend_verification(services, &email)).await?;
    Ok(HttpResponse::Accepted().finish())
}
