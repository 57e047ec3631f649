//! The weekly plan: what to practise, week by week.

use crate::app::App;
use crate::domain::feedback::notes::ActionStep;
use crate::domain::practice::plan::{Step, StepSource, StepState};
use crate::domain::{LocalDate, Prose, StepId, Timestamp, Zone};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created};
use crate::http::extract::{Body, Id, IdempotencyKey, Params};
use crate::http::problem::{Problem, code};
use crate::service::practice::plan::{self, Change, OwnStep, Plan};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A step of the plan.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanStep)]
pub(crate) struct StepView {
    id: StepId,
    /// The situation it's for; can be empty for a step of your own.
    #[serde(rename = "if")]
    when: Prose<500>,
    /// What to do then.
    then: Prose<500>,
    /// How you'll know it's done; can be empty for a step of your own.
    check: Prose<500>,
    source: StepSource,
    /// The session or debrief it comes from.
    source_id: Option<Uuid>,
    /// The Monday of the week it's planned for.
    week: LocalDate,
    state: StepState,
    /// Why it was dropped; empty otherwise.
    why: Prose<500>,
    /// When it was done or dropped.
    settled_at: Option<Timestamp>,
    created_at: Timestamp,
}

impl StepView {
    /// As its owner sees it.
    pub(crate) fn of(step: Step) -> Option<Self> {
        let Step { id, text, source, source_id, week, state, why, settled_at, created_at, .. } = step;
        let ActionStep { when, then, check } = text;
        let (week, _) = week.dates()?;
        Some(Self { id, when, then, check, source, source_id, week, state, why, settled_at, created_at })
    }
}

fn one(step: Step) -> Result<StepView, Problem> {
    StepView::of(step).ok_or_else(|| crate::service::Error::internal("a step outside of time").into())
}

/// A week of the plan.
#[derive(Serialize, ToSchema)]
#[schema(as = Plan)]
pub(crate) struct PlanView {
    /// The week's Monday.
    week: Option<LocalDate>,
    /// The week's Sunday.
    until: Option<LocalDate>,
    /// Whether this is the current week.
    is_current: bool,
    /// The time zone for days and weeks.
    time_zone: Zone,
    /// What's planned for this week, done or not; at most 500 including overdue steps.
    #[schema(max_items = 500)]
    steps: Vec<StepView>,
    /// What's still open from earlier weeks, oldest first; only for the current week.
    #[schema(max_items = 500)]
    overdue: Vec<StepView>,
}

impl From<Plan> for PlanView {
    fn from(plan: Plan) -> Self {
        let (week, until) = plan.week.dates().unzip();
        let views = |steps: Vec<Step>| steps.into_iter().filter_map(StepView::of).collect();
        let (steps, overdue) = (views(plan.steps), views(plan.overdue));
        Self { week, until, is_current: plan.is_current, time_zone: plan.zone, steps, overdue }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// A date in the week to show; this week by default.
    week: Option<LocalDate>,
}

/// Show a week of my plan
///
/// The action steps from your feedback are added automatically; those that arrive from Friday on go into the next
/// week. Only you can see it.
#[utoipa::path(get, path = "/v1/me/plan", operation_id = "get_plan")]
pub(crate) async fn show(me: SignedIn, query: Params<Query>, app: Data<App>) -> Answer<Json<PlanView>> {
    Ok(Json(me.run(&app, move |services, me| plan::show(services, me.account, query.0.week)).await?.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "then": "I read the chapter on microtasks and draw the queue from memory",
    "if": "it is Tuesday, right after breakfast",
    "check": "The drawing says what runs before the timeout.",
    "week": "2027-01-18"
}))]
pub(crate) struct AddStep {
    /// What to do.
    then: Prose<500>,
    /// The situation it's for.
    #[serde(default, rename = "if")]
    when: Prose<500>,
    /// How you'll know it's done.
    #[serde(default)]
    check: Prose<500>,
    /// A date in the week to do it in; this week by default.
    #[serde(default)]
    week: Option<LocalDate>,
}

/// Add a step of my own
#[utoipa::path(post, path = "/v1/me/plan/steps", operation_id = "add_step")]
pub(crate) async fn add(
    me: SignedIn,
    key: IdempotencyKey,
    body: Body<AddStep>,
    app: Data<App>,
) -> Answer<Created<StepView>, (code::ListFull,)> {
    let AddStep { then, when, check, week } = body.0;
    let own = OwnStep { text: ActionStep { when, then, check }, week };
    let add = move |services: &_, me: Bearer| plan::add(services, me.account, key.0.as_deref(), &own);
    Ok(Created { location: "/v1/me/plan".to_owned(), body: one(me.run(&app, add).await?)? })
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"state": "dropped", "why": "We had this in class."}))]
pub(crate) struct ChangeStep {
    /// A date in the week to do it in; this week or later.
    week: Option<LocalDate>,
    /// The new state; `open` undoes a mistake.
    state: Option<StepState>,
    /// Why you're dropping it, for yourself; only together with the state `dropped`.
    #[serde(default)]
    why: Prose<500>,
}

/// Move a step, or change its state
#[utoipa::path(patch, path = "/v1/me/plan/steps/{id}", operation_id = "change_step")]
pub(crate) async fn change(
    me: SignedIn,
    id: Id<StepId>,
    body: Body<ChangeStep>,
    app: Data<App>,
) -> Answer<Json<StepView>> {
    let ChangeStep { week, state, why } = body.0;
    let change = Change { week, state, why };
    Ok(Json(one(me.run(&app, move |services, me| plan::change(services, me.account, id.0, &change)).await?)?))
}
