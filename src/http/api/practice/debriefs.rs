//! Debriefs of mock sessions, real interviews and application cycles.

use crate::app::App;
use crate::domain::practice::debrief::{About, Cause, Debrief, DebriefText, Outcome};
use crate::domain::{DebriefId, Kind, SessionId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created, NoContent};
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::service::practice::debriefs::{self, Group, Retro, Subject};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
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
#[schema(example = json!({
    "about": "interview",
    "debrief": {
        "feelings": "Relieved that it is over.",
        "went_well": "I asked what the numbers were for before I wrote anything.",
        "could_have_gone_better": "I read the second question as the first one once more, and lost ten minutes.",
        "next_time": ["I say the question back in my own words before I begin"],
        "in_plan": true,
        "causes": ["misread_question", "timing"],
        "kind": "coding",
        "held_on": "2027-01-08",
        "company": "A bakery with an app",
        "role": "Front-end developer",
        "outcome": "no_answer"
    }
}))]
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
#[utoipa::path(post, path = "/v1/me/debriefs", operation_id = "write_debrief")]
pub(crate) async fn write(
    me: SignedIn,
    key: IdempotencyKey,
    body: Body<WriteDebrief>,
    app: Data<App>,
) -> Answer<Created<DebriefView>, (code::Forbidden, code::ListFull, code::TooEarly)> {
    let WriteDebrief { about, session_id, cycle_id, debrief } = body.0;
    let of = Subject { about, session: session_id, cycle: cycle_id };
    let write = move |services: &_, me: Bearer| debriefs::write(services, me.account, key.0.as_deref(), of, &debrief);
    let written = DebriefView::from(me.run(&app, write).await?);
    let location = format!("/v1/me/debriefs/{}", written.id);
    Ok(Created { location, body: written })
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only debriefs about this.
    #[param(inline)]
    about: Option<About>,
}

const LIST: &str = "debriefs";

/// List my debriefs, latest first
#[utoipa::path(get, path = "/v1/me/debriefs", operation_id = "list_debriefs")]
pub(crate) async fn list(me: SignedIn, page: Paged<Query, 10, 50>, app: Data<App>) -> Answer<Json<Page<DebriefView>>> {
    let about = page.filter.about;
    let after = page.after(LIST)?.and_then(|cursor| cursor.id).map(DebriefId::from);
    let look_for = page.look_for();
    let list = move |services: &_, me: Bearer| debriefs::list(services, me.account, about, after, look_for);
    let place = |last: &Debrief| Cursor::new(LIST, last.created_at, Some(last.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, page.limit, place, DebriefView::from)))
}

/// Show one of my debriefs
#[utoipa::path(get, path = "/v1/me/debriefs/{id}", operation_id = "get_debrief")]
pub(crate) async fn show(me: SignedIn, id: Id<DebriefId>, app: Data<App>) -> Answer<Json<DebriefView>> {
    Ok(Json(me.run(&app, move |services, me| debriefs::show(services, me.account, id.0)).await?.into()))
}

/// The new content of a debrief.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"debrief": {"went_well": "I asked what the numbers were for before I wrote anything."}}))]
pub(crate) struct ChangeDebrief {
    /// The cycle a real interview belongs to, if any.
    #[serde(default)]
    cycle_id: Option<DebriefId>,
    debrief: DebriefText,
}

/// Rewrite one of my debriefs
///
/// What it's about can't change. Open steps that you remove also leave your weekly plan; those done or dropped stay.
#[utoipa::path(put, path = "/v1/me/debriefs/{id}", operation_id = "change_debrief")]
pub(crate) async fn change(
    me: SignedIn,
    id: Id<DebriefId>,
    body: Body<ChangeDebrief>,
    app: Data<App>,
) -> Answer<Json<DebriefView>> {
    let ChangeDebrief { cycle_id, debrief } = body.0;
    let change = move |services: &_, me: Bearer| debriefs::change(services, me.account, id.0, cycle_id, &debrief);
    Ok(Json(me.run(&app, change).await?.into()))
}

/// Delete one of my debriefs
///
/// Its open steps leave your weekly plan. The interviews of a cycle stay, without the cycle.
#[utoipa::path(delete, path = "/v1/me/debriefs/{id}", operation_id = "delete_debrief")]
pub(crate) async fn remove(me: SignedIn, id: Id<DebriefId>, app: Data<App>) -> Answer<NoContent> {
    me.run(&app, move |services, me| debriefs::delete(services, me.account, id.0)).await?;
    Ok(NoContent)
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
#[utoipa::path(get, path = "/v1/me/debriefs/{id}/retro", operation_id = "get_cycle_retro")]
pub(crate) async fn retro(me: SignedIn, id: Id<DebriefId>, app: Data<App>) -> Answer<Json<RetroView>> {
    Ok(Json(RetroView::of(me.run(&app, move |services, me| debriefs::retro(services, me.account, id.0)).await?)))
}
