//! Forgotten, new and changed passwords; a change of address.

use super::sign_in::Tokens;
use crate::app::App;
use crate::domain::EmailAddress;
use crate::http::auth::SignedIn;
use crate::http::client;
use crate::http::extract::Body;
use crate::http::problem::Problem;
use crate::service::account::credentials;
use crate::service::account::passwords::Password;
use crate::service::limits::LimitedAction;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForgotPassword {
    email: EmailAddress,
}

/// Ask for a new password
#[utoipa::path(tag = "Sign-in", request_body = ForgotPassword,
    responses((status = 202, description = "If the address has an account, an email is on its way.")))]
#[post("/v1/auth/forgot-password")]
pub(crate) async fn forgot_password(
    http: HttpRequest,
    body: Body<ForgotPassword>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let email = body.0.email;
    app.limits.count(LimitedAction::Reset, client::address(&http, &app), &email.key())?;
    app.run(move |services| credentials::forgot_password(services, &email)).await?;
    Ok(HttpResponse::Accepted().finish())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetPassword {
    /// From the link in the email.
    #[schema(max_length = 2000)]
    token: String,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200)]
    password: Password,
}

/// Set a new password with an emailed link
///
/// This signs you out everywhere.
#[utoipa::path(tag = "Sign-in", request_body = ResetPassword, responses((status = 204, description = "The password has been changed.")))]
#[post("/v1/auth/reset-password")]
pub(crate) async fn reset_password(body: Body<ResetPassword>, app: Data<App>) -> Result<HttpResponse, Problem> {
    app.run(move |services| credentials::reset_password(services, &body.0.token, &body.0.password)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangePassword {
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200)]
    current_password: Password,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200)]
    new_password: Password,
}

/// Change my password
///
/// This signs you out everywhere; the answer has new tokens.
#[utoipa::path(tag = "Sign-in", request_body = ChangePassword, security(("bearer" = [])), responses((status = 200, body = Tokens)))]
#[post("/v1/auth/change-password")]
pub(crate) async fn change_password(
    me: SignedIn,
    http: HttpRequest,
    body: Body<ChangePassword>,
    app: Data<App>,
) -> Result<Json<Tokens>, Problem> {
    app.limits.count(LimitedAction::SignIn, client::address(&http, &app), &me.limit_key())?;
    let ChangePassword { current_password, new_password } = body.0;
    let tokens = me
        .run(&app, move |services, me| credentials::change_password(services, me, &current_password, &new_password))
        .await?;
    Ok(Json(tokens.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeEmail {
    /// The new address.
    email: EmailAddress,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200)]
    password: Password,
}

/// Change my email address
///
/// The new address takes effect once the link emailed to it has been used. The answer is the same if the address
/// already has an account.
#[utoipa::path(tag = "Accounts", request_body = ChangeEmail, security(("bearer" = [])),
    responses((status = 202, description = "An email to the new address is on its way.")))]
#[post("/v1/auth/change-email")]
pub(crate) async fn change_email(
    me: SignedIn,
    http: HttpRequest,
    body: Body<ChangeEmail>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    app.limits.count(LimitedAction::Reset, client::address(&http, &app), &me.limit_key())?;
    let ChangeEmail { email, password } = body.0;
    me.run(&app, move |services, me| credentials::change_email(services, me, &password, &email)).await?;
    Ok(HttpResponse::Accepted().finish())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmEmail {
    /// From the link in the email.
    #[schema(max_length = 2000)]
    token: String,
}

/// Confirm a new email address
#[utoipa::path(tag = "Accounts", request_body = ConfirmEmail, responses((status = 204, description = "The new address is set.")))]
#[post("/v1/auth/confirm-email")]
pub(crate) async fn confirm_email(body: Body<ConfirmEmail>, app: Data<App>) -> Result<HttpResponse, Problem> {
    app.run(move |services| credentials::confirm_email(services, &body.0.token)).await?;
    Ok(HttpResponse::NoContent().finish())
}
