//! Requests to be matched.

mod view;

use crate::app::App;
use crate::domain::matching::request::{DeclineReason, Moment, RequestState as State};
use crate::domain::{Kind, Language, Level, Prose, RequestId, SessionLength, Topic, UpTo};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created};
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::json::given;
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::matching::requests::{self, Change, NewRequest, Shown, WantedWindow};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

pub(crate) use view::RequestView;

fn answer(shown: Shown) -> Json<RequestView> {
    Json(RequestView::of(shown))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "concepts",
    "level": "junior",
    "topics": ["promises"],
    "language": "en",
    "duration_minutes": 60,
    "windows": [
        {"from": "2027-01-14T18:00", "to": "2027-01-14T21:00"},
        {"from": "2027-01-16T09:00:00Z", "to": "2027-01-16T12:00:00Z"}
    ],
    "aims": "I fumbled on Promises and callback hell last time.",
    "auto_accept": false
}))]
pub(crate) struct AskToBeMatched {
    kind: Kind,
    level: Level,
    /// They affect the ranking of interviewers but don't exclude anyone.
    #[serde(default)]
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    topics: UpTo<30, Topic>,
    language: Language,
    duration_minutes: SessionLength,
    /// When you could meet: up to 50 windows within 62 days, each with room for the session.
    #[schema(value_type = Vec<WantedWindow>, max_items = 50)]
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
#[utoipa::path(post, path = "/v1/requests", operation_id = "ask_to_be_matched")]
pub(crate) async fn create(
    me: SignedIn,
    limit: RateLimit<action::Book>,
    key: IdempotencyKey,
    body: Body<AskToBeMatched>,
    app: Data<App>,
) -> Answer<Created<RequestView>, (code::EmailUnverified, code::RequestLimitReached, code::BookingPaused)> {
    limit.count(&me.limit_key())?;
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
    Ok(Created { location, body: RequestView::of(shown) })
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only requests in this state.
    #[param(inline)]
    state: Option<State>,
}

const LIST: &str = "requests";

/// List my requests, latest first
#[utoipa::path(get, path = "/v1/requests", operation_id = "list_requests")]
pub(crate) async fn list(me: SignedIn, page: Paged<Query>, app: Data<App>) -> Answer<Json<Page<RequestView>>> {
    let after = page.after(LIST)?.and_then(|cursor| cursor.id).map(RequestId::from);
    let look_for = page.look_for();
    let state = page.filter.state;
    let list = move |services: &_, me: Bearer| requests::list(services, me.account, state, after, look_for);
    let place = |last: &Shown| Cursor::new(LIST, last.request.created_at, Some(last.request.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, page.limit, place, RequestView::of)))
}

/// Show one of my requests
#[utoipa::path(get, path = "/v1/requests/{id}", operation_id = "get_request")]
pub(crate) async fn show(me: SignedIn, id: Id<RequestId>, app: Data<App>) -> Answer<Json<RequestView>> {
    Ok(answer(me.run(&app, move |services, me| requests::show(services, me.account, id.0)).await?))
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"windows": [{"from": "2027-01-14T18:00", "to": "2027-01-14T22:00"}], "expires_at": null}))]
pub(crate) struct ChangeRequest {
    kind: Option<Kind>,
    level: Option<Level>,
    #[schema(value_type = Option<Vec<Topic>>, max_items = 30)]
    topics: Option<UpTo<30, Topic>>,
    language: Option<Language>,
    duration_minutes: Option<SessionLength>,
    #[schema(value_type = Option<Vec<WantedWindow>>, max_items = 50)]
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
#[utoipa::path(patch, path = "/v1/requests/{id}", operation_id = "change_request")]
pub(crate) async fn change(
    me: SignedIn,
    id: Id<RequestId>,
    body: Body<ChangeRequest>,
    app: Data<App>,
) -> Answer<Json<RequestView>, (code::RequestState,)> {
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
#[utoipa::path(post, path = "/v1/requests/{id}/withdraw", operation_id = "withdraw_request")]
pub(crate) async fn withdraw(
    me: SignedIn,
    id: Id<RequestId>,
    app: Data<App>,
) -> Answer<Json<RequestView>, (code::RequestState,)> {
    Ok(answer(me.run(&app, move |services, me| requests::withdraw(services, me.account, id.0)).await?))
}

/// Accept an offer
///
/// The session is booked and both people get invitations. A swap is booked once both have accepted. If the other person
/// isn't available at that time any more, it's `offer_taken_back`: the request waits again and keeps its place in the queue.
#[utoipa::path(post, path = "/v1/requests/{id}/accept", operation_id = "accept_offer")]
pub(crate) async fn accept(
    me: SignedIn,
    id: Id<RequestId>,
    app: Data<App>,
) -> Answer<Json<RequestView>, (code::RequestState, code::OfferTakenBack, code::TooLate, code::BookingPaused)> {
    Ok(answer(me.run(&app, move |services, me| requests::accept(services, me.account, id.0, None)).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "time_no_longer_fits", "note": "My exam was moved to that evening."}))]
pub(crate) struct DeclineOffer {
    /// What the matcher should take into account.
    reason: DeclineReason,
    /// In your own words; the interviewer won't see it.
    #[serde(default)]
    note: Prose<1000>,
}

/// Decline an offer
///
/// It doesn't count against you: the interviewer won't know, and the request keeps its place in the queue.
#[utoipa::path(post, path = "/v1/requests/{id}/decline", operation_id = "decline_offer")]
pub(crate) async fn decline(
    me: SignedIn,
    id: Id<RequestId>,
    body: Body<DeclineOffer>,
    app: Data<App>,
) -> Answer<Json<RequestView>, (code::RequestState,)> {
    let DeclineOffer { reason, note } = body.0;
    let decline = move |services: &_, me: Bearer| requests::decline(services, me.account, id.0, None, reason, &note);
    Ok(answer(me.run(&app, decline).await?))
}
