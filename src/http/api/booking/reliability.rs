//! Reliability: marks, pauses and appeals.

use crate::app::App;
use crate::domain::booking::mark::{Mark, MarkKind, MarkState, Ruling};
use crate::domain::{AccountId, DisplayName, MarkId, ProgramId, Prose, SessionId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::{Body, Id, Ids};
use crate::http::problem::code;
use crate::service::booking::appeals::{self, ContestedMark};
use crate::service::booking::reliability::{self, COUNTS_DAYS};
use crate::service::oversight::Scope;
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A mark, as its owner sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Mark)]
pub(crate) struct MarkView {
    id: MarkId,
    session_id: SessionId,
    kind: MarkKind,
    state: MarkState,
    at: Timestamp,
    /// When it expires, after 30 days.
    counts_until: Timestamp,
    /// Your appeal.
    appeal: Option<Prose<1000>>,
    /// The answer to your appeal.
    answer: Option<Prose<1000>>,
}

impl From<Mark> for MarkView {
    fn from(mark: Mark) -> Self {
        Self {
            id: mark.id,
            session_id: mark.session,
            kind: mark.kind,
            state: mark.state,
            at: mark.at,
            counts_until: mark.at.plus_days(COUNTS_DAYS),
            appeal: mark.appeal,
            answer: mark.answer,
        }
    }
}

/// Your reliability. Only you can see it.
#[derive(Serialize, ToSchema)]
#[schema(as = ReliabilityRecord)]
pub(crate) struct ReliabilityView {
    /// Until when new bookings are paused, if they are. Existing bookings stay.
    paused_until: Option<Timestamp>,
    /// Latest first.
    #[schema(max_items = 100)]
    marks: Vec<MarkView>,
    /// How many of your recent sessions you kept.
    kept: usize,
    /// How many recent sessions that's out of; at most 12.
    #[schema(maximum = 12)]
    agreed: usize,
}

/// Show my reliability
///
/// You can cancel a session freely until 24 hours before it starts (see `free_to_cancel_until`). Cancelling later
/// gives you a mark, and so does not coming; the other person never gets one. Two marks within 30 days pause new
/// bookings for 14 days, in both seats.
#[utoipa::path(get, path = "/v1/me/reliability", operation_id = "get_reliability")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<ReliabilityView>> {
    let found = me.run(&app, |services, me| reliability::mine(services, me.account)).await?;
    Ok(Json(ReliabilityView {
        paused_until: found.paused_until,
        marks: found.marks.into_iter().map(MarkView::from).collect(),
        kept: found.reliability.kept,
        agreed: found.reliability.agreed,
    }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "I was in the call from five to; the link in the mail led to another room."}))]
pub(crate) struct Appeal {
    /// What happened. A coordinator of a program you're both in, or the operator, will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    reason: Prose<1000>,
}

/// Appeal against a mark
#[utoipa::path(post, path = "/v1/me/marks/{id}/appeal", operation_id = "appeal_mark")]
pub(crate) async fn appeal(
    me: SignedIn,
    id: Id<MarkId>,
    body: Body<Appeal>,
    app: Data<App>,
) -> Answer<Json<MarkView>, (code::MarkState,)> {
    let mark = me.run(&app, move |services, me| appeals::appeal(services, me.account, id.0, &body.0.reason)).await?;
    Ok(Json(mark.into()))
}

/// An appeal that's waiting for a decision.
#[derive(Serialize, ToSchema)]
#[schema(as = Matter)]
pub(crate) struct MatterView {
    mark_id: MarkId,
    kind: MarkKind,
    at: Timestamp,
    session_id: SessionId,
    starts_at: Timestamp,
    /// Who was marked.
    account_id: AccountId,
    display_name: DisplayName,
    /// Their appeal, or what they said when they disputed it.
    reason: Option<Prose<1000>>,
    /// Why they cancelled, if they did.
    cancel_reason: Option<Prose<1000>>,
}

impl MatterView {
    fn of(contested: ContestedMark) -> Option<Self> {
        let ContestedMark { mark, session } = contested;
        let role = session.role_of(mark.account)?;
        Some(Self {
            mark_id: mark.id,
            kind: mark.kind,
            at: mark.at,
            session_id: session.id,
            starts_at: session.starts_at,
            account_id: mark.account,
            display_name: session.person(role).name.clone(),
            reason: mark.appeal.or(session.dispute),
            cancel_reason: session.cancelled.map(|(_, reason)| reason),
        })
    }
}

/// Appeals that are waiting for a decision.
#[derive(Serialize, ToSchema)]
#[schema(as = Matters)]
pub(crate) struct MattersView {
    /// Oldest first; at most 100.
    #[schema(max_items = 100)]
    items: Vec<MatterView>,
}

impl MattersView {
    fn of(found: Vec<ContestedMark>) -> Self {
        Self { items: found.into_iter().filter_map(MatterView::of).collect() }
    }
}

/// List the appeals that are waiting for a decision
///
/// For coordinators: members' appeals against marks from sessions with other members. Your own sessions aren't
/// included.
#[utoipa::path(get, path = "/v1/programs/{id}/appeals", operation_id = "list_appeals")]
pub(crate) async fn list(
    me: SignedIn,
    id: Id<ProgramId>,
    app: Data<App>,
) -> Answer<Json<MattersView>, (code::Forbidden,)> {
    let found =
        me.run(&app, move |services, me| appeals::contested_marks(services, me.account, Scope::Program(id.0))).await?;
    Ok(Json(MattersView::of(found)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decision": "lift", "word": "The link was broken; that is on us."}))]
pub(crate) struct Decide {
    decision: Ruling,
    /// Why; the person will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    word: Prose<1000>,
}

/// Decide on an appeal
///
/// For coordinators. The person gets an email. A mark that is removed no longer counts, and any pause it caused ends.
#[utoipa::path(post, path = "/v1/programs/{id}/appeals/{mark_id}", operation_id = "decide_appeal")]
pub(crate) async fn decide(
    me: SignedIn,
    ids: Ids<ProgramId, MarkId>,
    body: Body<Decide>,
    app: Data<App>,
) -> Answer<Json<MarkView>, (code::Forbidden, code::MarkState)> {
    let Ids(program, mark) = ids;
    decided(me, Scope::Program(program), mark, body.0, &app).await
}

async fn decided<E>(
    me: SignedIn,
    whose: Scope,
    mark: MarkId,
    form: Decide,
    app: &Data<App>,
) -> Answer<Json<MarkView>, E> {
    let settle =
        move |services: &_, me: Bearer| appeals::decide(services, me.account, whose, mark, form.decision, &form.word);
    Ok(Json(me.run(app, settle).await?.into()))
}

/// List all appeals that are waiting for a decision
///
/// For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(get, path = "/v1/operator/appeals", operation_id = "list_all_appeals")]
pub(crate) async fn list_all(me: SignedIn, app: Data<App>) -> Answer<Json<MattersView>, (code::Forbidden,)> {
    let found = me.run(&app, |services, me| appeals::contested_marks(services, me.account, Scope::Everybody)).await?;
    Ok(Json(MattersView::of(found)))
}

/// Decide on any appeal
///
/// For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(post, path = "/v1/operator/appeals/{id}", operation_id = "decide_appeal_as_operator")]
pub(crate) async fn decide_as_operator(
    me: SignedIn,
    id: Id<MarkId>,
    body: Body<Decide>,
    app: Data<App>,
) -> Answer<Json<MarkView>, (code::Forbidden, code::MarkState)> {
    decided(me, Scope::Everybody, id.0, body.0, &app).await
}
