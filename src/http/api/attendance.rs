//! What the two say about coming to a session, and what happened to it.

use super::sessions::SessionView;
use crate::app::App;
use crate::http::auth::SignedIn;
use crate::http::extract::Id;
use crate::http::problem::Problem;
use crate::service::history::{self, Told};
use crate::service::sessions;
use crate::types::session_event::{Seat, What};
use crate::types::{DisplayName, Instant, SessionId};
use actix_web::web::{Data, Json};
use actix_web::{get, post};
use serde::Serialize;
use utoipa::ToSchema;

/// Say that I come
///
/// Until the start. The other person sees it; saying it again changes nothing.
#[utoipa::path(operation_id = "confirm_session", tag = "Sessions", params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = SessionView)))]
#[post("/v1/sessions/{id}/confirm")]
pub(super) async fn confirm(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Result<Json<SessionView>, Problem> {
    let (session, role) = me.run(&app, move |house, me| sessions::confirm(house, me.account, id.0)).await?;
    Ok(Json(SessionView::of(&session, role)))
}

/// Something that happened to a session.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionEvent)]
pub(super) struct EventView {
    at: Instant,
    /// Who acted; `clock` where it was the matcher, or a time that went by.
    seat: Seat,
    /// What they are called, if it was one of the two.
    display_name: Option<DisplayName>,
    what: What,
    /// The reason given, or the particulars.
    why: Option<String>,
}

impl From<Told> for EventView {
    fn from(told: Told) -> Self {
        let event = told.event;
        let why = Some(event.event.why).filter(|why| !why.is_empty());
        Self { at: event.at, seat: event.actor.seat, display_name: told.name, what: event.event.what, why }
    }
}

/// A session's history.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionHistory)]
pub(super) struct HistoryView {
    /// Oldest first; of very many the latest 200.
    #[schema(max_items = 200)]
    items: Vec<EventView>,
}

/// What happened to one of my sessions
///
/// Who did what, when and why. What came of an offer that was not taken stays its candidate's to read.
#[utoipa::path(operation_id = "get_session_history", tag = "Sessions", params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = HistoryView)))]
#[get("/v1/sessions/{id}/history")]
pub(super) async fn happened(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Result<Json<HistoryView>, Problem> {
    let told = me.run(&app, move |house, me| history::of_session(house, me.account, id.0)).await?;
    Ok(Json(HistoryView { items: told.into_iter().map(EventView::from).collect() }))
}
