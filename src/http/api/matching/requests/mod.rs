//! Asking to be matched.

mod view;

use crate::app::App;
use crate::domain::matching::request::{DeclineReason, Moment, RequestState as State};
use crate::domain::{Kind, Language, Level, Prose, RequestId, SessionLength, Topic, UpTo};
use crate::http::api::booking::sessions::Limit;
use crate::http::auth::SignedIn;
use crate::http::client;
use crate::http::cursor::{Cursor, Page};
use crate::http::extract::{Body, Id, IdempotencyKey, Params};
use crate::http::json::given;
use crate::http::problem::Problem;
use crate::service::limits::LimitedAction;
use crate::service::matching::requests::{self, Change, NewRequest, Shown, WantedWindow};
use crate::service::tokens::Bearer;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

pub(crate) use view::RequestView;

type Answer = Result<Json<RequestView>, Problem>;

fn answer(shown: Shown) -> Json<RequestView> {
    Json(RequestView::of(shown))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskToBeMatched {
    kind: Kind,
    level: Level,
    /// They affect the ranking of interviewers but don't exclude anyone.
    #[serde(default)]
    topics: UpTo<30, Topic>,
    language: Language,
    duration_minutes: SessionLength,
    /// When you could meet: up to 50 windows within 62 days, each with room for the session.
    windows: UpTo<50, WantedWindow>,
    /// What you want to practise; the interviewer will read it beforehand.
    #[serde(default)]
    aims: Prose<2000>,
    /// No session will start before this time.
    #[serde(default)]
    not_before: Option<Moment>,
    /// When to stop looking; by default, at the end of the last window.
    #[serde(default)]
    expires_at: Option<Moment>,
    /// Whether to book a match at once. Otherwise you get an offer, with up to 24 hours to accept.
    #[serde(default)]
    auto_accept: bool,
    /// Whether this is for a swap, where you and somebody else interview each other back to back. The kind, level and
    /// topics say what you want to be asked; your interviewer profile says what you can ask. Each half takes
    /// `duration_minutes`, and each window needs room for both halves.
    #[serde(default)]
    swap: bool,
}

/// Ask to be matched
///
/// Candor finds the best pair and explains it. You can have at most three open requests.
#[utoipa::path(operation_id = "ask_to_be_matched", tag = "Requests", request_body = AskToBeMatched, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sending the same request with the same key creates one request.", max_length = 200)),
    responses((status = 201, body = RequestView, headers(("Location" = String, description = "The request.")))))]
#[post("/v1/requests")]
pub(crate) async fn create(
    me: SignedIn,
    http: HttpRequest,
    key: IdempotencyKey,
    body: Body<AskToBeMatched>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    app.limits.count(LimitedAction::Book, client::address(&http, &app), &me.limit_key())?;
    let form = body.0;
    let wanted = NewRequest {
        kind: form.kind,
        level: form.level,
        topics: form.topics,
        language: form.language,
        length: form.duration_minutes,
        windows: form.windows,
        aims: form.aims,
        not_before: form.not_before,
        expires_at: form.expires_at,
        auto_accept: form.auto_accept,
        swap: form.swap,
    };
    let ask = move |services: &_, me: Bearer| requests::ask(services, me.account, key.0.as_deref(), &wanted);
    let shown = me.run(&app, ask).await?;
    let location = format!("/v1/requests/{}", shown.request.id);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(RequestView::of(shown)))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only requests in this state.
    #[param(inline)]
    state: Option<State>,
    /// `next_cursor` of the previous page.
    cursor: Option<String>,
    /// Requests per page; 20 by default.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
}

const LIST: &str = "requests";

/// List my requests, latest first
#[utoipa::path(operation_id = "list_requests", tag = "Requests", params(Query), security(("bearer" = [])), responses((status = 200, body = Page<RequestView>)))]
#[get("/v1/requests")]
pub(crate) async fn list(
    me: SignedIn,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Page<RequestView>>, Problem> {
    let query = query.0;
    let limit = query.limit.map_or(20, Limit::get);
    let cursor = query.cursor.map(|cursor| Cursor::decode(&cursor, LIST)).transpose()?;
    let after = cursor.and_then(|cursor| cursor.id).map(RequestId::from);
    let list =
        move |services: &_, me: Bearer| requests::list(services, me.account, query.state, after, i64::from(limit) + 1);
    let place = |last: &Shown| Cursor::new(LIST, last.request.created_at, Some(last.request.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, usize::from(limit), place, RequestView::of)))
}

/// Show one of my requests
#[utoipa::path(operation_id = "get_request", tag = "Requests", params(("id" = RequestId, Path)), security(("bearer" = [])), responses((status = 200, body = RequestView)))]
#[get("/v1/requests/{id}")]
pub(crate) async fn show(me: SignedIn, id: Id<RequestId>, app: Data<App>) -> Answer {
    Ok(answer(me.run(&app, move |services, me| requests::show(services, me.account, id.0)).await?))
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeRequest {
    kind: Option<Kind>,
    level: Option<Level>,
    topics: Option<UpTo<30, Topic>>,
    language: Option<Language>,
    duration_minutes: Option<SessionLength>,
    windows: Option<UpTo<50, WantedWindow>>,
    aims: Option<Prose<2000>>,
    /// Null removes it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Moment>)]
    not_before: Option<Option<Moment>>,
    /// Null removes it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Moment>)]
    expires_at: Option<Option<Moment>>,
    auto_accept: Option<bool>,
}

/// Change a request
///
/// While it's waiting. It keeps its place in the queue.
#[utoipa::path(operation_id = "change_request", tag = "Requests", request_body = ChangeRequest, params(("id" = RequestId, Path)), security(("bearer" = [])), responses((status = 200, body = RequestView)))]
#[patch("/v1/requests/{id}")]
pub(crate) async fn change(me: SignedIn, id: Id<RequestId>, body: Body<ChangeRequest>, app: Data<App>) -> Answer {
    let form = body.0;
    let change = Change {
        kind: form.kind,
        level: form.level,
        topics: form.topics,
        language: form.language,
        length: form.duration_minutes,
        windows: form.windows,
        aims: form.aims,
        not_before: form.not_before,
        expires_at: form.expires_at,
        auto_accept: form.auto_accept,
    };
    Ok(answer(me.run(&app, move |services, me| requests::change(services, me.account, id.0, &change)).await?))
}

/// Withdraw a request
///
/// While it's waiting, or instead of answering an offer.
#[utoipa::path(operation_id = "withdraw_request", tag = "Requests", params(("id" = RequestId, Path)), security(("bearer" = [])), responses((status = 200, body = RequestView)))]
#[post("/v1/requests/{id}/withdraw")]
pub(crate) async fn withdraw(me: SignedIn, id: Id<RequestId>, app: Data<App>) -> Answer {
    Ok(answer(me.run(&app, move |services, me| requests::withdraw(services, me.account, id.0)).await?))
}

/// Accept an offer
///
/// The session is booked and both people get invitations. A swap is booked once both have accepted.
#[utoipa::path(operation_id = "accept_offer", tag = "Requests", params(("id" = RequestId, Path)), security(("bearer" = [])), responses((status = 200, body = RequestView)))]
#[post("/v1/requests/{id}/accept")]
pub(crate) async fn accept(me: SignedIn, id: Id<RequestId>, app: Data<App>) -> Answer {
    Ok(answer(me.run(&app, move |services, me| requests::accept(services, me.account, id.0)).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclineOffer {
    /// What the matcher should take into account.
    reason: DeclineReason,
    /// In your own words; the interviewer won't see it.
    #[serde(default)]
    note: Prose<1000>,
}

/// Decline an offer
///
/// It doesn't count against you: the interviewer isn't told, and the request keeps its place in the queue.
#[utoipa::path(operation_id = "decline_offer", tag = "Requests", request_body = DeclineOffer, params(("id" = RequestId, Path)), security(("bearer" = [])), responses((status = 200, body = RequestView)))]
#[post("/v1/requests/{id}/decline")]
pub(crate) async fn decline(me: SignedIn, id: Id<RequestId>, body: Body<DeclineOffer>, app: Data<App>) -> Answer {
    let DeclineOffer { reason, note } = body.0;
    Ok(answer(me.run(&app, move |services, me| requests::decline(services, me.account, id.0, reason, &note)).await?))
}
