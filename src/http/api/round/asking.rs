//! Asking the members of a round for their hours.

use crate::app::App;
use crate::domain::RoundId;
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::Id;
use crate::http::problem::code;
use crate::service::round;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// How many members were asked.
#[derive(Serialize, ToSchema)]
#[schema(as = AskedMembers)]
pub(crate) struct AskedView {
    /// Those asked before, those who have answered, and those who have turned these emails off aren't counted.
    asked: usize,
}

/// Ask a round's members for their hours
///
/// For coordinators, while it's open. Everybody who could be in it is asked by email, each once for a round: people who have
/// joined since it was created, for example.
#[utoipa::path(post, path = "/v1/rounds/{id}/ask", operation_id = "ask_round_members")]
pub(crate) async fn ask(
    me: SignedIn,
    id: Id<RoundId>,
    app: Data<App>,
) -> Answer<Json<AskedView>, (code::Forbidden, code::RoundState)> {
    let asked = me.run(&app, move |services, me| round::ask_members(services, me.account, id.0)).await?;
    Ok(Json(AskedView { asked }))
}
