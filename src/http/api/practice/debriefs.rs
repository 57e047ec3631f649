//! Debriefs: what one makes of a mock session, a real interview or an application cycle.

use crate::app::App;
use crate::domain::practice::debrief::{About, Cause, Debrief, DebriefText, Outcome};
use crate::domain::{DebriefId, Kind, SessionId, Timestamp};
use crate::http::api::feedback::received::Limit;
use crate::http::auth::SignedIn;
use crate::http::cursor::{Cursor, Page};
use crate::http::extract::{Body, Id, IdempotencyKey, Params};
use crate::http::problem::Problem;
use crate::service::practice::debriefs::{self, Group, Retro, Subject};
use crate::service::tokens::Bearer;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A debrief. Only you can read it.
#[derive(Serialize, ToSchema)]
#[schema(as = Debrief)]
pub(crate) struct DebriefView {
    id: DebriefId,
    about: About,
    /// The mock session.
    session_id: Option<SessionId>,
    /// The cycle a real interview belongs to.
    cycle_id: Option<DebriefId>,
    debrief: DebriefText,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<Debrief> for DebriefView {
    fn from(one: Debrief) -> Self {
        let Debrief { id, about, session, cycle, text, created_at, updated_at } = one;
        Self { id, about, session_id: session, cycle_id: cycle, debrief: text, created_at, updated_at }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteDebrief {
    about: About,
    /// The mock session it's about; it has to be over, with you as the candidate.
    #[serde(default)]
    session_id: Option<SessionId>,
    /// Your debrief of the cycle a real interview belongs to.
    #[serde(default)]
    cycle_id: Option<DebriefId>,
    debrief: DebriefText,
}

/// Write a debrief
///
/// First how it felt, then what went well, what could have gone better and what you'd do next time; what was in your
/// hands and what wasn't. Only you can read it, whatever else you share. With `in_plan`, what you'd do next time goes
/// into your weekly plan.
#[utoipa::path(operation_id = "write_debrief", tag = "Practice", request_body = WriteDebrief, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sending the same debrief with the same key creates it once.", max_length = 200)),
    responses((status = 201, body = DebriefView, headers(("Location" = String, description = "The debrief.")))))]
#[post("/v1/me/debriefs")]
pub(crate) async fn write(
    me: SignedIn,
    key: IdempotencyKey,
    body: Body<WriteDebrief>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let WriteDebrief { about, session_id, cycle_id, debrief } = body.0;
    let of = Subject { about, session: session_id, cycle: cycle_id };
    let write = move |services: &_, me: Bearer| debriefs::write(services, me.account, key.0.as_deref(), of, &debrief);
    let written = DebriefView::from(me.run(&app, write).await?);
    let location = format!("/v1/me/debriefs/{}", written.id);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(written))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only debriefs about this.
    #[param(inline)]
    about: Option<About>,
    /// `next_cursor` of the previous page.
    cursor: Option<String>,
    /// Debriefs per page; 10 by default.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 50)]
    limit: Option<Limit>,
}

const LIST: &str = "debriefs";

/// List my debriefs, latest first
#[utoipa::path(operation_id = "list_debriefs", tag = "Practice", params(Query), security(("bearer" = [])), responses((status = 200, body = Page<DebriefView>)))]
#[get("/v1/me/debriefs")]
pub(crate) async fn list(
    me: SignedIn,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Page<DebriefView>>, Problem> {
    let Query { about, cursor, limit } = query.0;
    let limit = limit.map_or(10, Limit::get);
    let cursor = cursor.map(|cursor| Cursor::decode(&cursor, LIST)).transpose()?;
    let after = cursor.and_then(|cursor| cursor.id).map(DebriefId::from);
    let list = move |services: &_, me: Bearer| debriefs::list(services, me.account, about, after, i64::from(limit) + 1);
    let place = |last: &Debrief| Cursor::new(LIST, last.created_at, Some(last.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, usize::from(limit), place, DebriefView::from)))
}

/// Show one of my debriefs
#[utoipa::path(operation_id = "get_debrief", tag = "Practice", params(("id" = DebriefId, Path)), security(("bearer" = [])), responses((status = 200, body = DebriefView)))]
#[get("/v1/me/debriefs/{id}")]
pub(crate) async fn show(me: SignedIn, id: Id<DebriefId>, app: Data<App>) -> Result<Json<DebriefView>, Problem> {
    Ok(Json(me.run(&app, move |services, me| debriefs::show(services, me.account, id.0)).await?.into()))
}

/// The new content of a debrief.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeDebrief {
    /// The cycle a real interview belongs to, if any.
    #[serde(default)]
    cycle_id: Option<DebriefId>,
    debrief: DebriefText,
}

/// Rewrite one of my debriefs
///
/// What it's about can't change. Open steps that you remove also leave your weekly plan; those done or dropped stay.
#[utoipa::path(operation_id = "change_debrief", tag = "Practice", request_body = ChangeDebrief, params(("id" = DebriefId, Path)), security(("bearer" = [])), responses((status = 200, body = DebriefView)))]
#[put("/v1/me/debriefs/{id}")]
pub(crate) async fn change(
    me: SignedIn,
    id: Id<DebriefId>,
    body: Body<ChangeDebrief>,
    app: Data<App>,
) -> Result<Json<DebriefView>, Problem> {
    let ChangeDebrief { cycle_id, debrief } = body.0;
    let change = move |services: &_, me: Bearer| debriefs::change(services, me.account, id.0, cycle_id, &debrief);
    Ok(Json(me.run(&app, change).await?.into()))
}

/// Delete one of my debriefs
///
/// Its open steps leave your weekly plan. The interviews of a cycle stay, without the cycle.
#[utoipa::path(operation_id = "delete_debrief", tag = "Practice", params(("id" = DebriefId, Path)), security(("bearer" = [])), responses((status = 204, description = "The debrief has been deleted.")))]
#[delete("/v1/me/debriefs/{id}")]
pub(crate) async fn remove(me: SignedIn, id: Id<DebriefId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    me.run(&app, move |services, me| debriefs::delete(services, me.account, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A summary of a cycle's interviews.
#[derive(Serialize, ToSchema)]
#[schema(as = CycleRetro)]
pub(crate) struct RetroView {
    cycle: DebriefView,
    /// Its interviews, in the order they were written down.
    #[schema(max_items = 500)]
    interviews: Vec<DebriefView>,
    /// Counted by outcome.
    outcomes: Vec<OutcomeGroup>,
    /// Counted by cause, most frequent first.
    causes: Vec<CauseGroup>,
    /// Counted by what could have gone better, most frequent first.
    competencies: Vec<CompetencyGroup>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct OutcomeGroup {
    /// Null if that's still open.
    outcome: Option<Outcome>,
    interviews: Vec<DebriefId>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct CauseGroup {
    cause: Cause,
    /// Whether it was in your hands.
    in_hand: bool,
    interviews: Vec<DebriefId>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct CompetencyGroup {
    kind: Kind,
    /// Id of a competency in the kind's template.
    competency: &'static str,
    name: &'static str,
    interviews: Vec<DebriefId>,
}

impl RetroView {
    fn of((cycle, interviews, sum): (Debrief, Vec<Debrief>, Retro)) -> Self {
        let outcome =
            |group: Group<Option<Outcome>>| OutcomeGroup { outcome: group.what, interviews: group.interviews };
        let cause =
            |Group { what, interviews }: Group<Cause>| CauseGroup { cause: what, in_hand: what.in_hand(), interviews };
        let competencies = sum.competencies.into_iter().map(|Group { what: (kind, one), interviews }| {
            CompetencyGroup { kind, competency: &one.id, name: &one.name, interviews }
        });
        Self {
            cycle: cycle.into(),
            interviews: interviews.into_iter().map(DebriefView::from).collect(),
            outcomes: sum.outcomes.into_iter().map(outcome).collect(),
            causes: sum.causes.into_iter().map(cause).collect(),
            competencies: competencies.collect(),
        }
    }
}

/// Sum up the interviews of one of my cycles
#[utoipa::path(operation_id = "get_cycle_retro", tag = "Practice", params(("id" = DebriefId, Path)), security(("bearer" = [])), responses((status = 200, body = RetroView)))]
#[get("/v1/me/debriefs/{id}/retro")]
pub(crate) async fn retro(me: SignedIn, id: Id<DebriefId>, app: Data<App>) -> Result<Json<RetroView>, Problem> {
    Ok(Json(RetroView::of(me.run(&app, move |services, me| debriefs::retro(services, me.account, id.0)).await?)))
}
