//! Keeping somebody away.

use crate::app::App;
use crate::domain::{AccountId, DisplayName, Instant};
use crate::http::api::booking::sessions::SessionView;
use crate::http::auth::SignedIn;
use crate::http::extract::Id;
use crate::http::problem::Problem;
use crate::service::safety::blocks::{self, Block};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, put};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody whom one keeps away.
#[derive(Serialize, ToSchema)]
#[schema(as = Block)]
pub(crate) struct BlockView {
    person_id: AccountId,
    /// What you knew them by; null where you had not come across them.
    display_name: Option<DisplayName>,
    blocked_at: Instant,
}

impl From<Block> for BlockView {
    fn from(block: Block) -> Self {
        Self { person_id: block.person, display_name: block.name, blocked_at: block.since }
    }
}

/// Somebody whom one keeps away from now on.
#[derive(Serialize, ToSchema)]
#[schema(as = NewBlock)]
pub(crate) struct NewBlockView {
    person_id: AccountId,
    /// What you knew them by; null where you had not come across them.
    display_name: Option<DisplayName>,
    blocked_at: Instant,
    /// What the two of you still have booked, latest start first. It stays until one of you calls it off.
    coming_sessions: Vec<SessionView>,
}

/// Everybody whom one keeps away.
#[derive(Serialize, ToSchema)]
#[schema(as = Blocks)]
pub(crate) struct BlocksView {
    /// The latest first; at most 200.
    #[schema(max_items = 200)]
    items: Vec<BlockView>,
}

/// List whom I keep away
#[utoipa::path(operation_id = "list_blocks", tag = "Safety", security(("bearer" = [])), responses((status = 200, body = BlocksView)))]
#[get("/v1/me/blocks")]
pub(crate) async fn list(me: SignedIn, app: Data<App>) -> Result<Json<BlocksView>, Problem> {
    let found = me.run(&app, |house, me| blocks::list(house, me.account)).await?;
    Ok(Json(BlocksView { items: found.into_iter().map(BlockView::from).collect() }))
}

/// Keep somebody away
///
/// From now on neither of you is listed, matched, planned or asked to stand in for the other, in either seat. They are
/// not told: to them you are somebody who doesn't volunteer. An offer between you is taken back, and what is booked
/// already stays and is named in the answer. An id that is nobody's is answered in the same way.
#[utoipa::path(operation_id = "block_person", tag = "Safety", params(("person_id" = AccountId, Path)), security(("bearer" = [])), responses((status = 200, body = NewBlockView)))]
#[put("/v1/me/blocks/{person_id}")]
pub(crate) async fn keep_away(me: SignedIn, id: Id<AccountId>, app: Data<App>) -> Result<Json<NewBlockView>, Problem> {
    let (block, coming) = me.run(&app, move |house, me| blocks::block(house, me.account, id.0)).await?;
    let coming_sessions = coming.iter().map(|(role, session)| SessionView::of(session, *role)).collect();
    Ok(Json(NewBlockView {
        person_id: block.person,
        display_name: block.name,
        blocked_at: block.since,
        coming_sessions,
    }))
}

/// Stop keeping somebody away
///
/// Of no effect where you did not. If they keep you away, that stays.
#[utoipa::path(operation_id = "unblock_person", tag = "Safety", params(("person_id" = AccountId, Path)), security(("bearer" = [])), responses((status = 204, description = "You don't keep them away.")))]
#[delete("/v1/me/blocks/{person_id}")]
pub(crate) async fn let_back(me: SignedIn, id: Id<AccountId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    me.run(&app, move |house, me| blocks::unblock(house, me.account, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
