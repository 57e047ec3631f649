//! Blocking people.

use crate::app::App;
use crate::domain::{AccountId, DisplayName, Timestamp};
use crate::http::api::booking::sessions::SessionView;
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, NoContent};
use crate::http::extract::AnyId;
use crate::http::problem::code;
use crate::service::safety::blocks::{self, Block};
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody you've blocked.
#[derive(Serialize, ToSchema)]
#[schema(as = Block)]
pub(crate) struct BlockView {
    person_id: AccountId,
    /// The name you knew them by; null if you'd never come across them.
    display_name: Option<DisplayName>,
    blocked_at: Timestamp,
}

impl From<Block> for BlockView {
    fn from(block: Block) -> Self {
        Self { person_id: block.person, display_name: block.name, blocked_at: block.since }
    }
}

/// Somebody you've just blocked.
#[derive(Serialize, ToSchema)]
#[schema(as = NewBlock)]
pub(crate) struct NewBlockView {
    person_id: AccountId,
    /// The name you knew them by; null if you'd never come across them.
    display_name: Option<DisplayName>,
    blocked_at: Timestamp,
    /// The sessions you still have booked together, latest first. They stay until one of you cancels.
    coming_sessions: Vec<SessionView>,
}

/// Everybody you've blocked.
#[derive(Serialize, ToSchema)]
#[schema(as = Blocks)]
pub(crate) struct BlocksView {
    /// Latest first; at most 200.
    #[schema(max_items = 200)]
    items: Vec<BlockView>,
}

/// List the people I've blocked
#[utoipa::path(get, path = "/v1/me/blocks", operation_id = "list_blocks")]
pub(crate) async fn list(me: SignedIn, app: Data<App>) -> Answer<Json<BlocksView>> {
    let found = me.run(&app, |services, me| blocks::list(services, me.account)).await?;
    Ok(Json(BlocksView { items: found.into_iter().map(BlockView::from).collect() }))
}

/// Block somebody
///
/// From now on neither of you will be listed for, matched with, paired with or asked to stand in for the other, in
/// either seat. They aren't notified; to them you look like somebody who doesn't volunteer. Any offer between you is
/// withdrawn. Existing bookings stay and are listed in the answer. An unknown id gets the same answer.
#[utoipa::path(put, path = "/v1/me/blocks/{person_id}", operation_id = "block_person")]
pub(crate) async fn keep_away(
    me: SignedIn,
    id: AnyId<AccountId>,
    app: Data<App>,
) -> Answer<Json<NewBlockView>, (code::ListFull,)> {
    let (block, coming) = me.run(&app, move |services, me| blocks::block(services, me.account, id.0)).await?;
    let coming_sessions = coming.iter().map(|(role, session)| SessionView::of(session, *role)).collect();
    Ok(Json(NewBlockView {
        person_id: block.person,
        display_name: block.name,
        blocked_at: block.since,
        coming_sessions,
    }))
}

/// Unblock somebody
///
/// Has no effect if you hadn't blocked them. If they've blocked you, that stays.
#[utoipa::path(delete, path = "/v1/me/blocks/{person_id}", operation_id = "unblock_person")]
pub(crate) async fn let_back(me: SignedIn, id: AnyId<AccountId>, app: Data<App>) -> Answer<NoContent> {
    me.run(&app, move |services, me| blocks::unblock(services, me.account, id.0)).await?;
    Ok(NoContent)
}
