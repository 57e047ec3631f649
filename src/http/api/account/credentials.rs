//! Forgotten, new and changed passwords; a change of address.

use super::sign_in::Tokens;
use crate::app::App;
use crate::domain::EmailAddress;
use crate::http::auth::{Sender, SignedIn};
use crate::http::contract::{Accepted, Answer, NoContent};
use crate::http::extract::Body;
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::account::credentials;
use crate::service::account::password::{NewPassword, Password};
use actix_web::web::{Data, Json};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "maya@example.org"}))]
pub(crate) struct ForgotPassword {
    email: EmailAddress,
}

/// Ask for a new password
#[utoipa::path(post, path = "/v1/auth/forgot-password", operation_id = "forgot_password")]
pub(crate) async fn forgot_password(
    limit: RateLimit<action::Reset>,
    body: Body<ForgotPassword>,
    app: Data<App>,
) -> Answer<Accepted> {
    let email = body.0.email;
    limit.count_named(&email)?;
    app.run(move |services| credentials::forgot_password(services, email)).await?;
    Ok(Accepted)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"token": "eyJhbGciOiJIUzI1NiJ9.from-the-mail.signature", "password": "promises, promises"}))]
pub(crate) struct ResetPassword {
    /// From the link in the email.
    #[schema(max_length = 2000)]
    token: String,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200)]
    password: NewPassword,
}

/// Set a new password with an emailed link
///
/// This signs you out everywhere.
#[utoipa::path(post, path = "/v1/auth/reset-password", operation_id = "reset_password")]
pub(crate) async fn reset_password(
    body: Body<ResetPassword>,
    app: Data<App>,
) -> Answer<NoContent, (code::LinkInvalid,)> {
    app.run(move |services| credentials::reset_password(services, &body.0.token, &body.0.password)).await?;
    Ok(NoContent)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"current_password": "callback hell", "new_password": "promises, promises"}))]
pub(crate) struct ChangePassword {
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200)]
    current_password: Password,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200)]
    new_password: NewPassword,
}

/// Change my password
///
/// This signs you out everywhere; the answer has new tokens.
#[utoipa::path(post, path = "/v1/auth/change-password", operation_id = "change_password")]
pub(crate) async fn change_password(
    me: SignedIn,
    limit: RateLimit<action::SignIn>,
    from: Sender,
    body: Body<ChangePassword>,
    app: Data<App>,
) -> Answer<Json<Tokens>, (code::WrongCredentials,)> {
    limit.count(&me.limit_key())?;
    let ChangePassword { current_password, new_password } = body.0;
    let tokens = me
        .run(&app, move |services, me| {
            credentials::change_password(services, me, &current_password, &new_password, &from.0)
        })
        .await?;
    Ok(Json(tokens.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "maya.lindgren@example.com", "password": "callback hell"}))]
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
#[utoipa::path(post, path = "/v1/auth/change-email", operation_id = "change_email")]
pub(crate) async fn change_email(
    me: SignedIn,
    limit: RateLimit<action::Reset>,
    body: Body<ChangeEmail>,
    app: Data<App>,
) -> Answer<Accepted, (code::WrongCredentials,)> {
    limit.count(&me.limit_key())?;
    let ChangeEmail { email, password } = body.0;
    me.run(&app, move |services, me| credentials::change_email(services, me, &password, email)).await?;
    Ok(Accepted)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"token": "eyJhbGciOiJIUzI1NiJ9.from-the-mail.signature"}))]
pub(crate) struct ConfirmEmail {
    /// From the link in the email.
    #[schema(max_length = 2000)]
    token: String,
}

/// Confirm a new email address
#[utoipa::path(post, path = "/v1/auth/confirm-email", operation_id = "confirm_email")]
pub(crate) async fn confirm_email(body: Body<ConfirmEmail>, app: Data<App>) -> Answer<NoContent, (code::LinkInvalid,)> {
    app.run(move |services| credentials::confirm_email(services, &body.0.token)).await?;
    Ok(NoContent)
}
