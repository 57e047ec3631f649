//! Moving a session to another start: by agreement, or once by the candidate alone.

use super::sessions::SessionView;
use crate::app::App;
use crate::domain::booking::move_proposal::ProposalState;
use crate::domain::{MoveId, Prose, Seat, SessionId, Span, Timestamp, UpTo};
use crate::http::api::availability::openings::range;
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created};
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, Ids, MaybeBody};
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::service::booking::moves::{self, Asked, Shown};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Other times that one person proposes to the other.
#[derive(Serialize, ToSchema)]
#[schema(as = MoveProposal)]
pub(crate) struct ProposalView {
    id: MoveId,
    session_id: SessionId,
    /// The proposer's seat in this session.
    proposed_by: Seat,
    /// When the session was due to start at the time of the proposal; for a swap, the first half.
    from: Timestamp,
    /// For a swap, the times of the first half; both halves move together.
    #[schema(max_items = 3)]
    starts: Vec<ProposedStart>,
    reason: Prose<1000>,
    state: ProposalState,
    /// The time that was accepted.
    chosen: Option<Timestamp>,
    /// When it expires: after two days, or earlier if its last time or the session itself comes first.
    answer_by: Timestamp,
    created_at: Timestamp,
}

/// One of the proposed times.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposedStart {
    starts_at: Timestamp,
    /// Whether it can still be accepted. For the person who proposed, it says nothing about the other's calendar.
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

/// The proposals to move a session.
#[derive(Serialize, ToSchema)]
#[schema(as = MoveProposals)]
pub(crate) struct ProposalsView {
    /// Latest first. Each person can make at most five.
    #[schema(max_items = 10)]
    items: Vec<ProposalView>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProposeMove, example = json!({
    "starts": ["2027-01-15T17:00:00Z", "2027-01-18T19:30:00Z"],
    "reason": "My shift was moved to Thursday evening."
}))]
pub(crate) struct Propose {
    /// One to three future times on the quarter hour when you have no other session.
    #[schema(value_type = Vec<Timestamp>, max_items = 3, min_items = 1)]
    starts: UpTo<3, Timestamp>,
    /// Why; the other person will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    reason: Prose<1000>,
}

/// Propose other times for a session
///
/// Either person can do this until the session starts. The other gets an email and can accept one of the times. Until
/// then the session keeps its time; the proposed times aren't reserved, so somebody else may book them. Only one
/// proposal can be open at a time; once it's answered, the other person can make one too. The two halves of a swap
/// move together, and the times are those of the first half.
#[utoipa::path(post, path = "/v1/sessions/{id}/moves", operation_id = "propose_move")]
pub(crate) async fn propose(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Propose>,
    app: Data<App>,
) -> Answer<Created<ProposalView>, (code::SessionState, code::MoveState, code::TooLate)> {
    let asked = Asked { starts: body.0.starts, reason: body.0.reason };
    let shown = me.run(&app, move |services, me| moves::propose(services, me.account, id.0, &asked)).await?;
    let location = format!("/v1/sessions/{}/moves/{}", shown.session, shown.proposal.id);
    Ok(Created { location, body: ProposalView::from(shown) })
}

/// List the proposals to move a session
#[utoipa::path(get, path = "/v1/sessions/{id}/moves", operation_id = "list_moves")]
pub(crate) async fn list(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Answer<Json<ProposalsView>> {
    let found = me.run(&app, move |services, me| moves::list(services, me.account, id.0)).await?;
    Ok(Json(ProposalsView { items: found.into_iter().map(ProposalView::from).collect() }))
}

/// Show a proposal
#[utoipa::path(get, path = "/v1/sessions/{id}/moves/{move_id}", operation_id = "get_move")]
pub(crate) async fn show(me: SignedIn, ids: Ids<SessionId, MoveId>, app: Data<App>) -> Answer<Json<ProposalView>> {
    let shown = me.run(&app, move |services, me| moves::show(services, me.account, ids.0, ids.1)).await?;
    Ok(Json(shown.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChooseStart, example = json!({"starts_at": "2027-01-15T17:00:00Z"}))]
pub(crate) struct TakeStart {
    /// One of the proposed times.
    starts_at: Timestamp,
}

/// Accept a proposed time
///
/// The session moves at once, and both get new invitations. If the time has been taken, the answer is 409 and
/// `remaining` lists the times that are left.
#[utoipa::path(post, path = "/v1/sessions/{id}/moves/{move_id}/accept", operation_id = "accept_move")]
pub(crate) async fn accept(
    me: SignedIn,
    ids: Ids<SessionId, MoveId>,
    body: Body<TakeStart>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::Forbidden, code::SessionState, code::MoveState, code::MoveTaken, code::TooLate)> {
    let take = move |services: &_, me: Bearer| moves::accept(services, me.account, ids.0, ids.1, body.0.starts_at);
    let (session, role) = me.run(&app, take).await?;
    Ok(Json(SessionView::of(&session, role)))
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DeclineMove, example = json!({"reason": "I travel that weekend."}))]
pub(crate) struct Decline {
    /// Why; the other person will read it.
    #[serde(default)]
    reason: Prose<1000>,
}

/// Decline a proposal
///
/// The session stays where it is, and the person who proposed gets an email.
#[utoipa::path(post, path = "/v1/sessions/{id}/moves/{move_id}/decline", operation_id = "decline_move")]
pub(crate) async fn decline(
    me: SignedIn,
    ids: Ids<SessionId, MoveId>,
    body: MaybeBody<Decline>,
    app: Data<App>,
) -> Answer<Json<ProposalView>, (code::Forbidden, code::SessionState, code::MoveState, code::TooLate)> {
    let refuse = move |services: &_, me: Bearer| moves::decline(services, me.account, ids.0, ids.1, &body.0.reason);
    Ok(Json(me.run(&app, refuse).await?.into()))
}

/// Withdraw a proposal
#[utoipa::path(post, path = "/v1/sessions/{id}/moves/{move_id}/withdraw", operation_id = "withdraw_move")]
pub(crate) async fn withdraw(
    me: SignedIn,
    ids: Ids<SessionId, MoveId>,
    app: Data<App>,
) -> Answer<Json<ProposalView>, (code::Forbidden, code::SessionState, code::MoveState, code::TooLate)> {
    let shown = me.run(&app, move |services, me| moves::withdraw(services, me.account, ids.0, ids.1)).await?;
    Ok(Json(shown.into()))
}

/// Move a session without asking
///
/// For the candidate: to another opening of the same interviewer, once per session and at least 24 hours before it
/// starts. Both get new invitations. After that, and for interviewers, both people have to agree: see the proposals.
#[utoipa::path(post, path = "/v1/sessions/{id}/move", operation_id = "move_session")]
pub(crate) async fn move_alone(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<TakeStart>,
    app: Data<App>,
) -> Answer<
    Json<SessionView>,
    (code::Forbidden, code::OpeningUnavailable, code::SessionState, code::MoveState, code::TooLate),
> {
    let start = body.0.starts_at;
    let (session, role) =
        me.run(&app, move |services, me| moves::move_alone(services, me.account, id.0, start)).await?;
    Ok(Json(SessionView::of(&session, role)))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Earliest start; now by default.
    from: Option<Timestamp>,
    /// Only starts before this time; by default 14 days after `from`, at most 62.
    to: Option<Timestamp>,
}

/// Where the candidate can move a session without asking.
#[derive(Serialize, ToSchema)]
#[schema(as = MoveOpenings)]
pub(crate) struct OpeningsView {
    /// In order. The session can be moved to any of these times and to no other.
    items: Vec<MoveOpening>,
    next_cursor: Option<String>,
    /// Why it can't be moved without asking; null if it can.
    why_not: Option<String>,
}

/// A time the candidate can move the session to without asking.
#[derive(Serialize, ToSchema)]
pub(crate) struct MoveOpening {
    starts_at: Timestamp,
    ends_at: Timestamp,
}

const LIST: &str = "move_openings";

/// List the times I can move a session to without asking
///
/// The interviewer's openings, counting the session's own time as free.
#[utoipa::path(get, path = "/v1/sessions/{id}/move-openings", operation_id = "list_move_openings")]
pub(crate) async fn openings(
    me: SignedIn,
    id: Id<SessionId>,
    page: Paged<Query, 50>,
    app: Data<App>,
) -> Answer<Json<OpeningsView>, (code::Forbidden,)> {
    let (Query { from, to }, cursor, limit) = (page.filter, page.cursor, page.limit);
    let look = move |services: &_, me: Bearer| {
        let range: Span = range(services, (from, to), cursor.as_deref(), LIST)?;
        moves::openings(services, me.account, id.0, range, limit + 1)
    };
    let moves::Openings { why_not, length, starts } = me.run(&app, look).await?;
    let view = |starts_at| MoveOpening { starts_at, ends_at: Span::of(starts_at, length).to };
    let Page { items, next_cursor } = Page::cut(starts, limit, |last| Cursor::new(LIST, *last, None), view);
    Ok(Json(OpeningsView { items, next_cursor, why_not }))
}
