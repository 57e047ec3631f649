//! Signing in, staying signed in, signing out.

use crate::app::App;
use crate::domain::EmailAddress;
use crate::http::auth::SignedIn;
use crate::http::client;
use crate::http::extract::Body;
use crate::http::problem::Problem;
use crate::service::account::passwords::Password;
use crate::service::account::sign_in;
use crate::service::limits::LimitedAction;
use crate::service::tokens;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Login {
    email: EmailAddress,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 200, example = "callback hell")]
    password: Password,
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
#[utoipa::path(operation_id = "sign_in", tag = "Sign-in", request_body = Login, responses((status = 200, body = Tokens)))]
#[post("/v1/auth/login")]
pub(crate) async fn login(http: HttpRequest, body: Body<Login>, app: Data<App>) -> Result<Json<Tokens>, Problem> {
    let Login { email, password } = body.0;
    app.limits.count(LimitedAction::SignIn, client::address(&http, &app), &email.key())?;
    let tokens = app.run(move |services| sign_in::sign_in(services, &email, &password)).await?;
    Ok(Json(tokens.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refresh {
    #[schema(max_length = 200)]
    refresh_token: String,
}

/// Get the next pair of tokens
///
/// A refresh token works once. Using it again signs you out, since somebody else may have it.
#[utoipa::path(operation_id = "refresh_tokens", tag = "Sign-in", request_body = Refresh, responses((status = 200, body = Tokens)))]
#[post("/v1/auth/refresh")]
pub(crate) async fn refresh(body: Body<Refresh>, app: Data<App>) -> Result<Json<Tokens>, Problem> {
    let tokens = app.run(move |services| sign_in::refresh(services, &body.0.refresh_token)).await?;
    Ok(Json(tokens.into()))
}

/// Sign out
#[utoipa::path(operation_id = "sign_out", tag = "Sign-in", security(("bearer" = [])), responses((status = 204, description = "You're signed out.")))]
#[post("/v1/auth/logout")]
pub(crate) async fn logout(me: SignedIn, app: Data<App>) -> Result<HttpResponse, Problem> {
    me.run(&app, sign_in::sign_out).await?;
    Ok(HttpResponse::NoContent().finish())
}
