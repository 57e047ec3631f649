//! Signing in, staying signed in, signing out.

use crate::app::App;
use crate::domain::EmailAddress;
use crate::http::auth::{Sender, SignedIn};
use crate::http::contract::{Answer, NoContent};
use crate::http::extract::Body;
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::account::password::Password;
use crate::service::account::sign_in;
use crate::service::tokens;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignIn, example = json!({"email": "maya@example.org", "password": "callback hell"}))]
pub(crate) struct Login {
    email: EmailAddress,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200, example = "callback hell")]
    password: Password,
    /// The refresh token that this device has, if it's still signed in to the account: then others' wrong passwords don't
    /// keep it out. The token stays good.
    #[serde(default)]
    refresh_token: Option<String>,
}

/// A pair of tokens.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tokens {
    /// A JWT: send it as `Authorization: Bearer <token>`.
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// How many seconds the access token is valid.
    #[schema(example = 900)]
    expires_in: i64,
    /// Can be used once to get the next pair.
    refresh_token: String,
}

impl From<sign_in::Tokens> for Tokens {
    fn from(tokens: sign_in::Tokens) -> Self {
        Self {
            access_token: tokens.access,
            token_type: "Bearer",
            expires_in: tokens::ACCESS_SECONDS,
            refresh_token: tokens.refresh,
        }
    }
}

/// Sign in
///
/// After 20 tries from one network for one account within an hour, that network has to wait, and after 200 from all networks
/// everybody, but for devices that are signed in and send their refresh token.
#[utoipa::path(post, path = "/v1/auth/login", operation_id = "sign_in")]
pub(crate) async fn login(
    limit: RateLimit<action::SignIn>,
    from: Sender,
    body: Body<Login>,
    app: Data<App>,
) -> Answer<Json<Tokens>, (code::WrongCredentials,)> {
    let Login { email, password, refresh_token } = body.0;
    let address = email.clone();
    let device = match refresh_token {
        Some(token) => app.run(move |services| sign_in::known_device(services, &address, &token)).await?,
        None => None,
    };
    match device {
        Some(device) => limit.count_known_device(device)?,
        None => limit.count_named(&email)?,
    }
    let tokens = app.run(move |services| sign_in::sign_in(services, &email, &password, &from.0)).await?;
    Ok(Json(tokens.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefreshTokens, example = json!({"refresh_token": "kQ0p5C9cT2m1u0Yb3v8Qw7n6xZ4s2aR1dE5fG6hJ7kL"}))]
pub(crate) struct Refresh {
    #[schema(max_length = 200)]
    refresh_token: String,
}

/// Get the next pair of tokens
///
/// A refresh token works once. Within ten seconds it returns the same next one again, in case the response was lost.
/// Using it again later signs you out, since somebody else may have it, and you get an email about it.
#[utoipa::path(post, path = "/v1/auth/refresh", operation_id = "refresh_tokens")]
pub(crate) async fn refresh(
    from: Sender,
    body: Body<Refresh>,
    app: Data<App>,
) -> Answer<Json<Tokens>, (code::RefreshRefused,)> {
    let tokens = app.run(move |services| sign_in::refresh(services, &body.0.refresh_token, &from.0)).await?;
    Ok(Json(tokens.into()))
}

/// Sign out
#[utoipa::path(post, path = "/v1/auth/logout", operation_id = "sign_out")]
pub(crate) async fn logout(me: SignedIn, app: Data<App>) -> Answer<NoContent> {
    me.run(&app, sign_in::sign_out).await?;
    Ok(NoContent)
}
