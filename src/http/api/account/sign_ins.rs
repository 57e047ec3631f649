//! Where one is signed in.

use crate::app::App;
use crate::domain::{SignInId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, NoContent};
use crate::http::cursor::Cursor;
use crate::http::extract::Id;
use crate::http::paging::{NoFilter, Page, Paged};
use crate::service::account::sign_in::{self, OpenSignIn};
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// A browser or program in which you're signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenSignIn)]
pub(crate) struct SignInView {
    id: SignInId,
    /// What the browser or program calls itself (its `User-Agent`).
    device: Option<String>,
    /// The network it was last seen in: the first three parts of an IPv4 address, or the first three of an IPv6 address.
    #[schema(example = "203.0.113.0/24")]
    network: Option<String>,
    /// When it last got an access token; each is good for a quarter of an hour.
    last_seen_at: Timestamp,
    created_at: Timestamp,
    /// When it ends by itself.
    expires_at: Timestamp,
    /// Whether it's the one that this request was sent with.
    current: bool,
}

impl From<OpenSignIn> for SignInView {
    fn from(one: OpenSignIn) -> Self {
        let OpenSignIn { found, current } = one;
        Self {
            id: found.id,
            device: found.device.name,
            network: found.device.network,
            last_seen_at: found.last_seen_at,
            created_at: found.created_at,
            expires_at: found.expires_at,
            current,
        }
    }
}

const LIST: &str = "sign-ins";

/// List where I'm signed in, the latest sign-in first
#[utoipa::path(get, path = "/v1/me/sign-ins", operation_id = "list_sign_ins")]
pub(crate) async fn list(me: SignedIn, page: Paged<NoFilter>, app: Data<App>) -> Answer<Json<Page<SignInView>>> {
    let after = page.after(LIST)?.and_then(|cursor| cursor.id).map(SignInId::from);
    let look_for = page.look_for();
    let found = me.run(&app, move |services, me| sign_in::list(services, me, after, look_for)).await?;
    let place = |last: &OpenSignIn| Cursor::new(LIST, last.found.created_at, Some(last.found.id.into()));
    Ok(Json(Page::cut(found, page.limit, place, SignInView::from)))
}

/// Sign out elsewhere
///
/// Ends one of your sign-ins: its tokens are worth nothing from now on.
#[utoipa::path(delete, path = "/v1/me/sign-ins/{id}", operation_id = "end_sign_in")]
pub(crate) async fn end(me: SignedIn, id: Id<SignInId>, app: Data<App>) -> Answer<NoContent> {
    me.run(&app, move |services, me| sign_in::end(services, me, id.0)).await?;
    Ok(NoContent)
}
