//! Standing in for an interviewer who had to cancel.

use super::sessions::SessionView;
use crate::app::App;
use crate::domain::{Kind, Level, Seat, SessionId, SessionLength, Timestamp, Topic, UpTo};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, NoContent};
use crate::http::extract::Id;
use crate::http::problem::code;
use crate::service::booking::stand_ins::{self, Asked, WasAsked};
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// A session that needs somebody to stand in. You'll learn who the candidate is once you've accepted.
#[derive(Serialize, ToSchema)]
#[schema(as = StandIn)]
pub(crate) struct StandInView {
    /// The session that was cancelled.
    session_id: SessionId,
    kind: Kind,
    level: Level,
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    topics: UpTo<30, Topic>,
    starts_at: Timestamp,
    duration_minutes: SessionLength,
}

impl From<Asked> for StandInView {
    fn from(asked: Asked) -> Self {
        let session = asked.session;
        Self {
            session_id: session.id,
            kind: session.kind,
            level: session.level,
            topics: session.topics,
            starts_at: session.starts_at,
            duration_minutes: session.length,
        }
    }
}

/// A session you were asked to stand in for, in your export.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedStandInAsk {
    /// The session that was cancelled.
    session_id: SessionId,
    declined: bool,
    asked_at: Timestamp,
}

impl From<WasAsked> for ExportedStandInAsk {
    fn from(WasAsked { session, declined, at }: WasAsked) -> Self {
        Self { session_id: session, declined, asked_at: at }
    }
}

/// Sessions you're asked to stand in for.
#[derive(Serialize, ToSchema)]
#[schema(as = StandIns)]
pub(crate) struct StandInsView {
    /// At most 100.
    #[schema(max_items = 100)]
    items: Vec<StandInView>,
}

/// List the sessions I could stand in for
///
/// If you set `short_notice` in your interviewer profile, you get an email when a session that suits you loses its
/// interviewer.
#[utoipa::path(get, path = "/v1/stand-ins", operation_id = "list_stand_ins")]
pub(crate) async fn list(me: SignedIn, app: Data<App>) -> Answer<Json<StandInsView>> {
    let found = me.run(&app, |services, me| stand_ins::list(services, me.account)).await?;
    Ok(Json(StandInsView { items: found.into_iter().map(StandInView::from).collect() }))
}

/// Stand in
///
/// The first to accept is booked with the candidate. Their minimum notice doesn't apply; their hours, buffer and weekly
/// limit do, and so do the rules of the program if a round booked the session: if you're no longer available by them, it's
/// `opening_unavailable`. The others then see that somebody has stepped in.
#[utoipa::path(post, path = "/v1/stand-ins/{id}/accept", operation_id = "accept_stand_in")]
pub(crate) async fn accept(
    me: SignedIn,
    id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::StandInTaken, code::OpeningUnavailable)> {
    let session = me.run(&app, move |services, me| stand_ins::accept(services, me.account, id.0)).await?;
    Ok(Json(SessionView::of(&session, Seat::Interviewer)))
}

/// Decline to stand in
#[utoipa::path(post, path = "/v1/stand-ins/{id}/decline", operation_id = "decline_stand_in")]
pub(crate) async fn decline(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Answer<NoContent> {
    me.run(&app, move |services, me| stand_ins::decline(services, me.account, id.0)).await?;
    Ok(NoContent)
}
