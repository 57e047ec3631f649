//! The rounds of a program: making them, and what members say for one.

use crate::app::App;
use crate::domain::matching::request::Window;
use crate::domain::round::{Entry, RoundSettings, RoundState};
use crate::domain::{
    AccountId, Kind, Language, Level, Line, LocalDate, ProgramId, Prose, RoundId, SessionLength, Timestamp, Topic, UpTo,
};
use crate::http::auth::SignedIn;
use crate::http::cursor::{Cursor, Page};
use crate::http::extract::{Body, Id, IdempotencyKey, Params};
use crate::http::json::given;
use crate::http::problem::Problem;
use crate::service::matching::requests::WantedWindow;
use crate::service::round::{self, Change, EntryForm, Shown};
use crate::service::tokens::Bearer;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, patch, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::http::api::booking::sessions::Limit;

/// A round: everybody in a program is matched at once.
#[derive(Serialize, ToSchema)]
#[schema(as = Round)]
pub(crate) struct RoundView {
    id: RoundId,
    program_id: ProgramId,
    name: Line<80>,
    /// First day, in the program's zone.
    starts_on: LocalDate,
    /// Last day.
    ends_on: LocalDate,
    duration_minutes: SessionLength,
    /// The kind of its sessions; null lets each candidate choose.
    kind: Option<Kind>,
    state: RoundState,
    created_at: Timestamp,
    published_at: Option<Timestamp>,
    /// Who takes part; null means everybody in the program. For coordinators.
    #[schema(max_items = 2000)]
    members: Option<Vec<AccountId>>,
    /// Whether there's an up-to-date preview. For coordinators.
    has_plan: Option<bool>,
}

impl RoundView {
    pub(crate) fn of(shown: Shown) -> Self {
        let coordinates = shown.coordinates();
        let round = shown.round;
        Self {
            id: round.id,
            program_id: round.program,
            name: round.plans.name,
            starts_on: round.plans.starts_on,
            ends_on: round.plans.ends_on,
            duration_minutes: round.plans.length,
            kind: round.plans.kind,
            state: round.state,
            created_at: round.created_at,
            published_at: round.published_at,
            members: round.plans.members.filter(|_| coordinates).map(UpTo::into_vec),
            has_plan: coordinates.then_some(round.plan.is_some()),
        }
    }
}

type Answer = Result<Json<RoundView>, Problem>;

/// A round to create.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MakeRound {
    name: Line<80>,
    /// First day, in the program's zone.
    starts_on: LocalDate,
    /// Last day; at most eight weeks from the first.
    ends_on: LocalDate,
    duration_minutes: SessionLength,
    /// The kind of its sessions; by default, each candidate's own.
    #[serde(default)]
    kind: Option<Kind>,
    /// Who takes part; everybody in the program by default.
    #[serde(default)]
    members: Option<UpTo<2000, AccountId>>,
}

/// Create a round
///
/// For coordinators. Nothing is booked until you publish it.
#[utoipa::path(operation_id = "make_round", tag = "Rounds", request_body = MakeRound, security(("bearer" = [])),
    params(("id" = ProgramId, Path), ("Idempotency-Key" = Option<String>, Header, description = "Sending the same request with the same key creates one round.", max_length = 200)),
    responses((status = 201, body = RoundView, headers(("Location" = String, description = "The round.")))))]
#[post("/v1/programs/{id}/rounds")]
pub(crate) async fn make(
    me: SignedIn,
    program: Id<ProgramId>,
    key: IdempotencyKey,
    body: Body<MakeRound>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let form = body.0;
    let plans = RoundSettings {
        name: form.name,
        starts_on: form.starts_on,
        ends_on: form.ends_on,
        length: form.duration_minutes,
        kind: form.kind,
        members: form.members,
    };
    let make = move |services: &_, me: Bearer| round::make(services, me.account, program.0, key.0.as_deref(), &plans);
    let shown = me.run(&app, make).await?;
    let location = format!("/v1/rounds/{}", shown.round.id);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(RoundView::of(shown)))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// `next_cursor` of the previous page.
    cursor: Option<String>,
    /// Rounds per page; 20 by default.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
}

const LIST: &str = "rounds";

/// List a program's rounds, latest first
#[utoipa::path(operation_id = "list_rounds", tag = "Rounds", params(("id" = ProgramId, Path), Query), security(("bearer" = [])), responses((status = 200, body = Page<RoundView>)))]
#[get("/v1/programs/{id}/rounds")]
pub(crate) async fn list(
    me: SignedIn,
    program: Id<ProgramId>,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Page<RoundView>>, Problem> {
    let limit = query.0.limit.map_or(20, Limit::get);
    let cursor = query.0.cursor.map(|cursor| Cursor::decode(&cursor, LIST)).transpose()?;
    let after = cursor.and_then(|cursor| cursor.id).map(RoundId::from);
    let list =
        move |services: &_, me: Bearer| round::list(services, me.account, program.0, after, i64::from(limit) + 1);
    let place = |last: &Shown| Cursor::new(LIST, last.round.created_at, Some(last.round.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, usize::from(limit), place, RoundView::of)))
}

/// Show a round
#[utoipa::path(operation_id = "get_round", tag = "Rounds", params(("id" = RoundId, Path)), security(("bearer" = [])), responses((status = 200, body = RoundView)))]
#[get("/v1/rounds/{id}")]
pub(crate) async fn show(me: SignedIn, id: Id<RoundId>, app: Data<App>) -> Answer {
    Ok(Json(RoundView::of(me.run(&app, move |services, me| round::show(services, me.account, id.0)).await?)))
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeRound {
    name: Option<Line<80>>,
    starts_on: Option<LocalDate>,
    ends_on: Option<LocalDate>,
    duration_minutes: Option<SessionLength>,
    /// Null lets each candidate choose.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Kind>)]
    kind: Option<Option<Kind>>,
    /// Null means everybody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Vec<AccountId>>, max_items = 2000)]
    members: Option<Option<UpTo<2000, AccountId>>>,
}

/// Change a round
///
/// For coordinators, while it's open. You'll have to preview it again.
#[utoipa::path(operation_id = "change_round", tag = "Rounds", request_body = ChangeRound, params(("id" = RoundId, Path)), security(("bearer" = [])), responses((status = 200, body = RoundView)))]
#[patch("/v1/rounds/{id}")]
pub(crate) async fn change(me: SignedIn, id: Id<RoundId>, body: Body<ChangeRound>, app: Data<App>) -> Answer {
    let form = body.0;
    let change = Change {
        name: form.name,
        starts_on: form.starts_on,
        ends_on: form.ends_on,
        length: form.duration_minutes,
        kind: form.kind,
        members: form.members,
    };
    let change = move |services: &_, me: Bearer| round::change(services, me.account, id.0, &change);
    Ok(Json(RoundView::of(me.run(&app, change).await?)))
}

/// Delete a round
///
/// For coordinators, while it's open.
#[utoipa::path(operation_id = "delete_round", tag = "Rounds", params(("id" = RoundId, Path)), security(("bearer" = [])), responses((status = 204)))]
#[delete("/v1/rounds/{id}")]
pub(crate) async fn delete_round(me: SignedIn, id: Id<RoundId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    me.run(&app, move |services, me| round::delete(services, me.account, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A member's settings for one round.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PutEntry {
    /// Whether you take part, in either seat.
    #[serde(default = "yes")]
    taking_part: bool,
    /// When you could practise; your weekly hours by default.
    #[serde(default)]
    windows: Option<UpTo<50, WantedWindow>>,
    /// From your profile by default, like the fields below; a round with a fixed kind uses that.
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    level: Option<Level>,
    /// They affect the ranking of interviewers but don't exclude anyone.
    #[serde(default)]
    topics: Option<UpTo<30, Topic>>,
    #[serde(default)]
    language: Option<Language>,
    /// What you want to practise; the interviewer will read it beforehand.
    #[serde(default)]
    aims: Prose<2000>,
}

fn yes() -> bool {
    true
}

/// Your settings for one round; anything null is taken from your profile and hours.
#[derive(Serialize, ToSchema)]
#[schema(as = RoundEntry)]
pub(crate) struct EntryView {
    taking_part: bool,
    windows: Option<UpTo<50, Window>>,
    kind: Option<Kind>,
    level: Option<Level>,
    topics: Option<UpTo<30, Topic>>,
    language: Option<Language>,
    aims: Prose<2000>,
}

impl EntryView {
    fn of(said: Entry) -> Self {
        let Entry { taking_part, windows, kind, level, topics, language, aims } = said;
        Self { taking_part, windows, kind, level, topics, language, aims }
    }
}

/// Your entry for a round, in your export.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedEntry {
    round_id: RoundId,
    entry: EntryView,
}

impl From<(RoundId, Entry)> for ExportedEntry {
    fn from((round_id, said): (RoundId, Entry)) -> Self {
        Self { round_id, entry: EntryView::of(said) }
    }
}

/// Show my entry for a round
#[utoipa::path(operation_id = "get_round_entry", tag = "Rounds", params(("id" = RoundId, Path)), security(("bearer" = [])), responses((status = 200, body = EntryView)))]
#[get("/v1/rounds/{id}/entry")]
pub(crate) async fn entry(me: SignedIn, id: Id<RoundId>, app: Data<App>) -> Result<Json<EntryView>, Problem> {
    Ok(Json(EntryView::of(me.run(&app, move |services, me| round::entry(services, me.account, id.0)).await?)))
}

/// Set my entry for a round
///
/// While the round is open. Without an entry, your profile and weekly hours are used.
#[utoipa::path(operation_id = "put_round_entry", tag = "Rounds", request_body = PutEntry, params(("id" = RoundId, Path)), security(("bearer" = [])), responses((status = 200, body = EntryView)))]
#[put("/v1/rounds/{id}/entry")]
pub(crate) async fn put_entry(
    me: SignedIn,
    id: Id<RoundId>,
    body: Body<PutEntry>,
    app: Data<App>,
) -> Result<Json<EntryView>, Problem> {
    let PutEntry { taking_part, windows, kind, level, topics, language, aims } = body.0;
    let form = EntryForm { taking_part, windows, kind, level, topics, language, aims };
    let put = move |services: &_, me: Bearer| round::put_entry(services, me.account, id.0, &form);
    Ok(Json(EntryView::of(me.run(&app, put).await?)))
}
