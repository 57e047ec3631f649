//! Attendance, and a session's history.

use super::sessions::{SessionView, answer};
use crate::app::App;
use crate::domain::booking::session_event::{ActorRole, SessionEventKind};
use crate::domain::{DisplayName, Prose, Seat, SessionId, Timestamp, bounded};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::{Body, Id};
use crate::http::problem::code;
use crate::service::booking::attendance;
use crate::service::booking::history::{self, HistoryEntry};
use actix_web::web::{Data, Json};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Confirm that I'll be there
///
/// Until the session starts. The other person can see it; confirming again changes nothing.
#[utoipa::path(post, path = "/v1/sessions/{id}/confirm", operation_id = "confirm_session")]
pub(crate) async fn confirm(
    me: SignedIn,
    id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::SessionState, code::TooLate)> {
    Ok(answer(me.run(&app, move |services, me| attendance::confirm(services, me.account, id.0)).await?))
}

bounded!(
    /// Minutes after the start, 1 to 30.
    LateMinutes, 1, 30, "You can be up to 30 minutes late; for more than that, please suggest another time."
);

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"minutes": 10}))]
pub(crate) struct RunningLate {
    /// Minutes after the start. If you'll be even later, add at least five.
    #[schema(value_type = i32, minimum = 1, maximum = 30)]
    minutes: LateMinutes,
}

/// Say that I'm running late
///
/// From an hour before the start until you can be marked absent. The other person gets an email at once, and can't mark
/// you absent before the time you give.
#[utoipa::path(post, path = "/v1/sessions/{id}/running-late", operation_id = "run_late")]
pub(crate) async fn run_late(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<RunningLate>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::SessionState, code::TooEarly, code::TooLate)> {
    let minutes = i32::from(body.0.minutes.get());
    Ok(answer(me.run(&app, move |services, me| attendance::run_late(services, me.account, id.0, minutes)).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MarkAbsent, example = json!({"absent": "interviewer"}))]
pub(crate) struct NoShow {
    /// Who didn't come: the other person's seat.
    absent: Seat,
}

/// Mark the other person absent
///
/// For the person who came, from 10 minutes after the start, or from when the other said they'd be there. The other
/// person gets an email and can dispute it for 48 hours.
#[utoipa::path(post, path = "/v1/sessions/{id}/no-show", operation_id = "mark_absent")]
pub(crate) async fn no_show(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<NoShow>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::Forbidden, code::SessionState, code::TooEarly, code::TooLate)> {
    Ok(answer(
        me.run(&app, move |services, me| attendance::mark_absent(services, me.account, id.0, body.0.absent)).await?,
    ))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DisputeAbsence, example = json!({"reason": "I was in the room from five to; the link in the mail led to another one."}))]
pub(crate) struct Dispute {
    /// Why; the other person will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    reason: Prose<1000>,
}

/// Dispute being marked absent
#[utoipa::path(post, path = "/v1/sessions/{id}/dispute", operation_id = "dispute_absence")]
pub(crate) async fn dispute(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Dispute>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::Forbidden, code::SessionState, code::TooLate)> {
    Ok(answer(me.run(&app, move |services, me| attendance::dispute(services, me.account, id.0, &body.0.reason)).await?))
}

/// Something that happened to a session.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionEvent)]
pub(crate) struct EventView {
    at: Timestamp,
    /// Who acted; `clock` if it happened automatically.
    seat: ActorRole,
    /// Their name, if it was one of the two.
    display_name: Option<DisplayName>,
    what: SessionEventKind,
    /// The reason given, or the details.
    why: Option<String>,
}

impl From<HistoryEntry> for EventView {
    fn from(told: HistoryEntry) -> Self {
        let event = told.event;
        let why = Some(event.event.why).filter(|why| !why.is_empty());
        Self { at: event.at, seat: event.actor.seat, display_name: told.name, what: event.event.what, why }
    }
}

/// A session's history.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionHistory)]
pub(crate) struct HistoryView {
    /// Oldest first; at most the latest 200.
    #[schema(max_items = 200)]
    items: Vec<EventView>,
}

/// Show the history of one of my sessions
///
/// Who did what, when and why. Only the candidate sees what happened to an offer that wasn't accepted.
#[utoipa::path(get, path = "/v1/sessions/{id}/history", operation_id = "get_session_history")]
pub(crate) async fn history(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Answer<Json<HistoryView>> {
    let told = me.run(&app, move |services, me| history::of_session(services, me.account, id.0)).await?;
    Ok(Json(HistoryView { items: told.into_iter().map(EventView::from).collect() }))
}
