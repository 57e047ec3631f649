//! The caller's own account.

use crate::app::App;
use crate::domain::account::Account;
use crate::domain::{AccountId, DisplayName, EmailAddress, Timestamp, Zone};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, NoContent};
use crate::http::extract::Body;
use crate::http::problem::code;
use crate::service::account::{deletion, details};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An account, as its owner sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
pub(crate) struct AccountView {
    id: AccountId,
    email: EmailAddress,
    /// Whether the email address is confirmed. Until then you can neither book nor be booked.
    email_verified: bool,
    display_name: DisplayName,
    time_zone: Zone,
    created_at: Timestamp,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            email: account.email,
            email_verified: account.verified_at.is_some(),
            display_name: account.name,
            time_zone: account.zone,
            created_at: account.created_at,
        }
    }
}

/// Show my account
#[utoipa::path(get, path = "/v1/me", operation_id = "get_me")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<AccountView>> {
    Ok(Json(me.run(&app, |services, me| details::show(services, me.account)).await?.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"display_name": "Maya L.", "time_zone": "America/New_York"}))]
pub(crate) struct ChangeMe {
    #[serde(default)]
    display_name: Option<DisplayName>,
    #[serde(default)]
    time_zone: Option<Zone>,
}

/// Change my name or time zone
#[utoipa::path(patch, path = "/v1/me", operation_id = "change_me")]
pub(crate) async fn change(me: SignedIn, body: Body<ChangeMe>, app: Data<App>) -> Answer<Json<AccountView>> {
    let ChangeMe { display_name, time_zone } = body.0;
    let account =
        me.run(&app, move |services, me| details::change(services, me.account, display_name, time_zone)).await?;
    Ok(Json(account.into()))
}

/// Delete my account
///
/// Your personal data is deleted and your upcoming sessions are cancelled. What others wrote or received stays, with
/// "a former member" in place of your name. Sign in with your password first, at most an hour before: a refreshed sign-in
/// isn't enough.
#[utoipa::path(delete, path = "/v1/me", operation_id = "delete_me")]
pub(crate) async fn delete(me: SignedIn, app: Data<App>) -> Answer<NoContent, (code::SignInTooOld,)> {
    me.run(&app, deletion::delete).await?;
    Ok(NoContent)
}
