//! Signing up and confirming the address.

use crate::app::App;
use crate::domain::{DisplayName, EmailAddress, Zone};
use crate::http::contract::{Accepted, Answer, NoContent};
use crate::http::extract::Body;
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::account::password::NewPassword;
use crate::service::account::sign_up as verbs;
use crate::service::account::sign_up::SignUp;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignUp)]
#[schema(example = json!({
    "email": "maya@example.org",
    "password": "callback hell",
    "display_name": "Maya Lindgren",
    "time_zone": "Europe/Berlin"
}))]
pub(crate) struct Form {
    email: EmailAddress,
    /// 8 to 200 characters. One that many people use, or that is made of your name or address, is refused.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200, example = "callback hell")]
    password: NewPassword,
    display_name: DisplayName,
    time_zone: Zone,
}

/// Sign up
///
/// The answer is the same, and takes as long, whether or not the address has an account; the email that follows within
/// seconds says what to do next.
#[utoipa::path(post, path = "/v1/accounts", operation_id = "sign_up")]
pub(crate) async fn sign_up(limit: RateLimit<action::SignUp>, body: Body<Form>, app: Data<App>) -> Answer<Accepted> {
    let Form { email, password, display_name, time_zone } = body.0;
    limit.count_named(&email)?;
    let form = SignUp { email, password, name: display_name, zone: time_zone };
    app.run(move |services| verbs::sign_up(services, &form)).await?;
    Ok(Accepted)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"token": "eyJhbGciOiJIUzI1NiJ9.from-the-mail.signature"}))]
pub(crate) struct VerifyEmail {
    /// From the link in the email.
    #[schema(max_length = 2000)]
    token: String,
}

/// Confirm an email address
#[utoipa::path(post, path = "/v1/auth/verify-email", operation_id = "verify_email")]
pub(crate) async fn verify_email(body: Body<VerifyEmail>, app: Data<App>) -> Answer<NoContent, (code::LinkInvalid,)> {
    app.run(move |services| verbs::verify_email(services, &body.0.token)).await?;
    Ok(NoContent)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "maya@example.org"}))]
pub(crate) struct ResendVerification {
    email: EmailAddress,
}

/// Resend the link that confirms an email address
#[utoipa::path(post, path = "/v1/auth/resend-verification", operation_id = "resend_verification")]
pub(crate) async fn resend_verification(
    limit: RateLimit<action::Reset>,
    body: Body<ResendVerification>,
    app: Data<App>,
) -> Answer<Accepted> {
    let email = body.0.email;
    limit.count_named(&email)?;
    app.run(move |services| verbs::resend_verification(services, email)).await?;
    Ok(Accepted)
}
