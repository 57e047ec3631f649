//! Moving a session to another start: by agreement, or once alone.

use super::sessions::SessionView;
use crate::app::App;
use crate::domain::booking::move_proposal::ProposalState;
use crate::domain::{Instant, MoveId, Prose, Role, SessionId, Span, UpTo};
use crate::http::api::availability::openings::{Limit, range};
use crate::http::auth::SignedIn;
use crate::http::cursor::{Cursor, Page};
use crate::http::extract::{Body, Id, Ids, MaybeBody, Params};
use crate::http::problem::Problem;
use crate::service::booking::moves::{self, Asked, Shown};
use crate::service::tokens::Bearer;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Other starts that one person proposes to the other.
#[derive(Serialize, ToSchema)]
#[schema(as = MoveProposal)]
pub(crate) struct ProposalView {
    id: MoveId,
    session_id: SessionId,
    /// The proposer's seat in this session.
    proposed_by: Role,
    /// When the session was to start as it was proposed; of a swap, the half that comes first.
    from: Instant,
    /// Of a swap, of the half that comes first: both halves move together.
    #[schema(max_items = 3)]
    starts: Vec<ProposedStart>,
    reason: Prose<1000>,
    state: ProposalState,
    /// The start that was taken.
    chosen: Option<Instant>,
    /// Then it ends by itself: after two days, or earlier when its last start or the session itself begins.
    answer_by: Instant,
    created_at: Instant,
}

/// One of the starts.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposedStart {
    starts_at: Instant,
    /// Whether it can still be taken, as far as you may know: to its proposer it says nothing about the other's time.
    available: bool,
}

impl From<Shown> for ProposalView {
    fn from(shown: Shown) -> Self {
        let one = shown.proposal;
        let start = |(starts_at, available)| ProposedStart { starts_at, available };
        Self {
            id: one.id,
            session_id: shown.session,
            proposed_by: shown.by,
            from: one.from,
            starts: shown.starts.into_iter().map(start).collect(),
            reason: one.reason,
            state: one.state,
            chosen: one.chosen,
            answer_by: one.answer_by,
            created_at: one.created_at,
        }
    }
}

/// What was proposed about a session.
#[derive(Serialize, ToSchema)]
#[schema(as = MoveProposals)]
pub(crate) struct ProposalsView {
    /// Latest first. Each person proposes at most five times.
    #[schema(max_items = 10)]
    items: Vec<ProposalView>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Propose {
    /// One to three quarter hours that are still to come and at which you have no other session.
    #[schema(min_items = 1)]
    starts: UpTo<3, Instant>,
    /// Told to the other person.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    reason: Prose<1000>,
}

/// Propose other starts for a session
///
/// Either of its two people may, until it starts. The other is asked by mail and can take one of the starts. Meanwhile
/// the session's own time stays held, and the proposed ones are not: the first to book them has them. One proposal at a
/// time; after it is answered the other may propose as well. The two halves of a swap move together, and the starts are
/// those of the first half.
#[utoipa::path(operation_id = "propose_move", tag = "Sessions", request_body = Propose, params(("id" = SessionId, Path)), security(("bearer" = [])),
    responses((status = 201, body = ProposalView, headers(("Location" = String, description = "The proposal.")))))]
#[post("/v1/sessions/{id}/moves")]
pub(crate) async fn propose(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Propose>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked { starts: body.0.starts, reason: body.0.reason };
    let shown = me.run(&app, move |house, me| moves::propose(house, me.account, id.0, &asked)).await?;
    let location = format!("/v1/sessions/{}/moves/{}", shown.session, shown.proposal.id);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(ProposalView::from(shown)))
}

/// List what was proposed about a session
#[utoipa::path(operation_id = "list_moves", tag = "Sessions", params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = ProposalsView)))]
#[get("/v1/sessions/{id}/moves")]
pub(crate) async fn list(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Result<Json<ProposalsView>, Problem> {
    let found = me.run(&app, move |house, me| moves::list(house, me.account, id.0)).await?;
    Ok(Json(ProposalsView { items: found.into_iter().map(ProposalView::from).collect() }))
}

/// Show a proposal
#[utoipa::path(operation_id = "get_move", tag = "Sessions", params(("id" = SessionId, Path), ("move_id" = MoveId, Path)), security(("bearer" = [])), responses((status = 200, body = ProposalView)))]
#[get("/v1/sessions/{id}/moves/{move_id}")]
pub(crate) async fn show(
    me: SignedIn,
    ids: Ids<SessionId, MoveId>,
    app: Data<App>,
) -> Result<Json<ProposalView>, Problem> {
    let shown = me.run(&app, move |house, me| moves::show(house, me.account, ids.0, ids.1)).await?;
    Ok(Json(shown.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeStart {
    /// One of the proposed starts.
    starts_at: Instant,
}

/// Take a proposed start
///
/// The session moves there at once, and both are invited anew. A start that was taken meanwhile is answered 409, and
/// `remaining` has the others that are left.
#[utoipa::path(operation_id = "accept_move", tag = "Sessions", request_body = TakeStart, params(("id" = SessionId, Path), ("move_id" = MoveId, Path)), security(("bearer" = [])), responses((status = 200, body = SessionView)))]
#[post("/v1/sessions/{id}/moves/{move_id}/accept")]
pub(crate) async fn accept(
    me: SignedIn,
    ids: Ids<SessionId, MoveId>,
    body: Body<TakeStart>,
    app: Data<App>,
) -> Result<Json<SessionView>, Problem> {
    let take = move |house: &_, me: Bearer| moves::accept(house, me.account, ids.0, ids.1, body.0.starts_at);
    let (session, role) = me.run(&app, take).await?;
    Ok(Json(SessionView::of(&session, role)))
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decline {
    /// Told to the other person.
    #[serde(default)]
    reason: Prose<1000>,
}

/// Say no to a proposal
///
/// The session stays where it is, and its proposer is told.
#[utoipa::path(operation_id = "decline_move", tag = "Sessions", request_body = Decline, params(("id" = SessionId, Path), ("move_id" = MoveId, Path)), security(("bearer" = [])), responses((status = 200, body = ProposalView)))]
#[post("/v1/sessions/{id}/moves/{move_id}/decline")]
pub(crate) async fn decline(
    me: SignedIn,
    ids: Ids<SessionId, MoveId>,
    body: MaybeBody<Decline>,
    app: Data<App>,
) -> Result<Json<ProposalView>, Problem> {
    let refuse = move |house: &_, me: Bearer| moves::decline(house, me.account, ids.0, ids.1, &body.0.reason);
    Ok(Json(me.run(&app, refuse).await?.into()))
}

/// Take a proposal back
#[utoipa::path(operation_id = "withdraw_move", tag = "Sessions", params(("id" = SessionId, Path), ("move_id" = MoveId, Path)), security(("bearer" = [])), responses((status = 200, body = ProposalView)))]
#[post("/v1/sessions/{id}/moves/{move_id}/withdraw")]
pub(crate) async fn withdraw(
    me: SignedIn,
    ids: Ids<SessionId, MoveId>,
    app: Data<App>,
) -> Result<Json<ProposalView>, Problem> {
    let shown = me.run(&app, move |house, me| moves::withdraw(house, me.account, ids.0, ids.1)).await?;
    Ok(Json(shown.into()))
}

/// Move a session alone
///
/// To another opening of the same interviewer, by its candidate, once for a session and at least 24 hours before it
/// starts; both are invited anew. After that, and for interviewers, it moves by agreement: see the proposals.
#[utoipa::path(operation_id = "move_session", tag = "Sessions", request_body = TakeStart, params(("id" = SessionId, Path)), security(("bearer" = [])), responses((status = 200, body = SessionView)))]
#[post("/v1/sessions/{id}/move")]
pub(crate) async fn move_alone(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<TakeStart>,
    app: Data<App>,
) -> Result<Json<SessionView>, Problem> {
    let start = body.0.starts_at;
    let (session, role) = me.run(&app, move |house, me| moves::move_alone(house, me.account, id.0, start)).await?;
    Ok(Json(SessionView::of(&session, role)))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Starts from this moment on; from now unless given.
    from: Option<Instant>,
    /// Starts before this moment; 14 days after `from` unless given, 62 at most.
    to: Option<Instant>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Starts on a page; 50 unless given.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
}

/// Where a session can be moved alone.
#[derive(Serialize, ToSchema)]
#[schema(as = MoveOpenings)]
pub(crate) struct OpeningsView {
    /// In order; each can be moved to, and no other start can.
    items: Vec<MoveOpening>,
    next_cursor: Option<String>,
    /// Why it can't be moved alone; null where it can.
    why_not: Option<String>,
}

/// A start that the session can be moved to alone.
#[derive(Serialize, ToSchema)]
pub(crate) struct MoveOpening {
    starts_at: Instant,
    ends_at: Instant,
}

const LIST: &str = "move_openings";

/// List where I can move a session alone
///
/// The openings of its interviewer, with the session's own time counted as free.
#[utoipa::path(operation_id = "list_move_openings", tag = "Sessions", params(("id" = SessionId, Path), Query), security(("bearer" = [])), responses((status = 200, body = OpeningsView)))]
#[get("/v1/sessions/{id}/move-openings")]
pub(crate) async fn openings(
    me: SignedIn,
    id: Id<SessionId>,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<OpeningsView>, Problem> {
    let Query { from, to, cursor, limit } = query.0;
    let limit = usize::from(limit.map_or(50, Limit::get));
    let look = move |house: &_, me: Bearer| {
        let range: Span = range(house, (from, to), cursor.as_deref(), LIST)?;
        moves::openings(house, me.account, id.0, range, limit + 1)
    };
    let moves::Openings { why_not, length, starts } = me.run(&app, look).await?;
    let view = |starts_at| MoveOpening { starts_at, ends_at: Span::of(starts_at, length).to };
    let Page { items, next_cursor } = Page::cut(starts, limit, |last| Cursor::new(LIST, *last, None), view);
    Ok(Json(OpeningsView { items, next_cursor, why_not }))
}
