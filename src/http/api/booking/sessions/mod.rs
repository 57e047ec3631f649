//! Booked mock interviews.

mod view;

use crate::app::App;
use crate::domain::booking::session::{Session, State};
use crate::domain::{AccountId, Kind, Level, Prose, Seat, SessionId, SessionLength, Timestamp, Topic, UpTo, bounded};
use crate::http::api::availability::openings::{OpeningUnavailable, with_alternatives};
use crate::http::auth::SignedIn;
use crate::http::client;
use crate::http::cursor::{Cursor, Page};
use crate::http::extract::{Body, Id, IdempotencyKey, Params};
use crate::http::problem::Problem;
use crate::service::Error;
use crate::service::booking::book as booking;
use crate::service::booking::book::Booking;
use crate::service::booking::sessions::{self, Filter};
use crate::service::limits::LimitedAction;
use crate::service::tokens::Bearer;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

pub(crate) use view::SessionView;

bounded!(
    /// Items on a page, 1 to 100.
    Limit, 1, 100, "A page has from 1 to 100 items."
);

pub(crate) type Answer = Result<Json<SessionView>, Problem>;

pub(crate) fn answer((session, role): (Session, Seat)) -> Json<SessionView> {
    Json(SessionView::of(&session, role))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BookSession {
    interviewer_id: AccountId,
    /// One of the listed times, on the quarter hour.
    starts_at: Timestamp,
    duration_minutes: SessionLength,
    kind: Kind,
    level: Level,
    #[serde(default)]
    topics: UpTo<30, Topic>,
    /// What you want to practise; the interviewer will read it beforehand.
    #[serde(default)]
    aims: Prose<2000>,
}

/// Book an opening
///
/// Both people get invitations by email. If several people book the same opening, one succeeds; the others get 409
/// with the nearest openings left in `alternatives`.
#[utoipa::path(operation_id = "book_session", tag = "Sessions", request_body = BookSession, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sending the same request with the same key books once.", max_length = 200)),
    responses((status = 201, body = SessionView, headers(("Location" = String, description = "The session."))),
        (status = 409, body = OpeningUnavailable, content_type = "application/problem+json",
            description = "The opening can't be booked; `alternatives` has up to five others for the same search, as `GET /v1/openings` lists them, nearest first.")))]
#[post("/v1/sessions")]
pub(crate) async fn book(
    me: SignedIn,
    http: HttpRequest,
    key: IdempotencyKey,
    body: Body<BookSession>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    app.limits.count(LimitedAction::Book, client::address(&http, &app), &me.limit_key())?;
    let form = body.0;
    let ask = Booking {
        interviewer: form.interviewer_id,
        starts_at: form.starts_at,
        length: form.duration_minutes,
        kind: form.kind,
        level: form.level,
        topics: form.topics,
        aims: form.aims,
    };
    let book = move |services: &_, me: Bearer| {
        booking::book(services, me.account, key.0.as_deref(), &ask)
            .map_err(|refusal| with_alternatives(services, me.account, &ask, refusal))
    };
    let session = me.run(&app, book).await?;
    let location = format!("/v1/sessions/{}", session.id);
    let view = SessionView::of(&session, Seat::Candidate);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(view))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only sessions where I have this seat.
    role: Option<Seat>,
    /// Only sessions in this state.
    state: Option<State>,
    /// `next_cursor` of the previous page.
    cursor: Option<String>,
    /// Sessions per page; 20 by default.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
}

const LIST: &str = "sessions";

/// List my sessions, latest start first
#[utoipa::path(operation_id = "list_sessions", tag = "Sessions", params(Query), security(("bearer" = [])), responses((status = 200, body = Page<SessionView>)))]
#[get("/v1/sessions")]
pub(crate) async fn list(
    me: SignedIn,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Page<SessionView>>, Problem> {
    let query = query.0;
    let limit = query.limit.map_or(20, Limit::get);
    let cursor = query.cursor.map(|cursor| Cursor::decode(&cursor, LIST)).transpose()?;
    let after = cursor.and_then(|cursor| Some((cursor.at, cursor.id?.into())));
    let filter = Filter { role: query.role, state: query.state, after, ending_after: None };
    let list = move |services: &_, me: Bearer| {
        let found = sessions::list(services, me.account, &filter, i64::from(limit) + 1)?;
        // Every session listed has a seat for its reader.
        Ok::<_, Error>(found.into_iter().filter_map(|one| Some((one.role_of(me.account)?, one))).collect::<Vec<_>>())
    };
    let place = |(_, last): &(Seat, Session)| Cursor::new(LIST, last.starts_at, Some(last.id.into()));
    let page =
        Page::cut(me.run(&app, list).await?, usize::from(limit), place, |(role, one)| SessionView::of(&one, role));
    Ok(Json(page))
}

/// Show one of my sessions
#[utoipa::path(operation_id = "get_session", tag = "Sessions", params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = SessionView)))]
#[get("/v1/sessions/{id}")]
pub(crate) async fn show(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Answer {
    Ok(answer(me.run(&app, move |services, me| sessions::show(services, me.account, id.0)).await?))
}

/// Download a session as an iCalendar file
///
/// For a cancelled session this is the cancellation, so that importing it again removes the event.
#[utoipa::path(operation_id = "get_invitation", tag = "Sessions", params(("id" = SessionId, Path)), security(("bearer" = [])),
    responses((status = 200, body = String, content_type = "text/calendar")))]
#[get("/v1/sessions/{id}/invite.ics")]
pub(crate) async fn invitation(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let file = me.run(&app, move |services, me| sessions::invitation(services, me.account, id.0)).await?;
    let kind = format!("text/calendar; charset=utf-8; method={}", file.method.as_str());
    let name = "attachment; filename=\"invite.ics\"";
    Ok(HttpResponse::Ok().content_type(kind).insert_header((header::CONTENT_DISPOSITION, name)).body(file.ics))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancel {
    /// Why; the other person will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    reason: Prose<1000>,
}

/// Cancel a session
///
/// Either person can cancel until it starts; the other is told why. After `free_to_cancel_until` it counts as a late
/// cancellation for the person who cancels, never for the other. Cancelling half a swap cancels the other half too,
/// unless both have said they'd keep it.
#[utoipa::path(operation_id = "cancel_session", tag = "Sessions", request_body = Cancel, params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = SessionView)))]
#[post("/v1/sessions/{id}/cancel")]
pub(crate) async fn cancel(me: SignedIn, id: Id<SessionId>, body: Body<Cancel>, app: Data<App>) -> Answer {
    Ok(answer(me.run(&app, move |services, me| sessions::cancel(services, me.account, id.0, &body.0.reason)).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepOther {
    keep: bool,
}

/// Say whether I'd keep half a swap
///
/// If the other half is cancelled. This half stays if both of you have said so beforehand.
#[utoipa::path(operation_id = "keep_other_half", tag = "Sessions", request_body = KeepOther, params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = SessionView)))]
#[post("/v1/sessions/{id}/keep-other-half")]
pub(crate) async fn keep_other(me: SignedIn, id: Id<SessionId>, body: Body<KeepOther>, app: Data<App>) -> Answer {
    Ok(answer(me.run(&app, move |services, me| sessions::keep_other(services, me.account, id.0, body.0.keep)).await?))
}
