//! The rounds of a program, and members' entries.

use super::results::RoundResults;
use crate::app::App;
use crate::domain::matching::request::Window;
use crate::domain::round::{Entry, RoundSettings, RoundState};
use crate::domain::{
    AccountId, DisplayName, Kind, Language, Level, LocalDate, ProgramId, Prose, RoundId, SessionLength, Timestamp,
    Topic, UpTo,
};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created, NoContent};
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::json::given;
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::service::matching::requests::WantedWindow;
use crate::service::round::{self, Change, EntryForm, Shown, Whom};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A round: everybody in a program is matched at once.
#[derive(Serialize, ToSchema)]
#[schema(as = Round)]
pub(crate) struct RoundView {
    id: RoundId,
    program_id: ProgramId,
    name: DisplayName,
    /// First day, in the program's zone.
    starts_on: LocalDate,
    /// Last day.
    ends_on: LocalDate,
    duration_minutes: SessionLength,
    /// The kind of its sessions; null lets each candidate choose.
    kind: Option<Kind>,
    /// Until when members are asked to say their hours; null: until it's published.
    answer_by: Option<Timestamp>,
    state: RoundState,
    created_at: Timestamp,
    published_at: Option<Timestamp>,
    /// Who takes part; null means everybody in the program. For coordinators.
    #[schema(max_items = 2000)]
    members: Option<Vec<AccountId>>,
    /// Whether there's an up-to-date preview. For coordinators.
    has_plan: Option<bool>,
    /// What has become of it by now, once it's published. For coordinators, and not in lists.
    results: Option<RoundResults>,
}

impl RoundView {
    pub(crate) fn of(shown: Shown) -> Self {
        let coordinates = shown.coordinates();
        let results = shown.results.map(RoundResults::from);
        let round = shown.round;
        Self {
            id: round.id,
            program_id: round.program,
            name: round.plans.name,
            starts_on: round.plans.starts_on,
            ends_on: round.plans.ends_on,
            duration_minutes: round.plans.length,
            kind: round.plans.kind,
            answer_by: round.plans.answer_by,
            state: round.state,
            created_at: round.created_at,
            published_at: round.published_at,
            members: round.plans.members.filter(|_| coordinates).map(UpTo::into_vec),
            has_plan: coordinates.then_some(round.plan.is_some()),
            results,
        }
    }
}

/// A round to create.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "January",
    "starts_on": "2027-01-18",
    "ends_on": "2027-01-31",
    "duration_minutes": 60,
    "kind": "concepts"
}))]
pub(crate) struct MakeRound {
    name: DisplayName,
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
    #[schema(value_type = Option<Vec<AccountId>>, max_items = 2000)]
    members: Option<UpTo<2000, AccountId>>,
    /// Until when members are asked to say their hours. They can still change them until the round is published.
    #[serde(default)]
    answer_by: Option<Timestamp>,
    /// Whom to ask for their hours by email now: with `true` everybody who could be in it, with `false` nobody. Without it,
    /// those who have no hours on its days, and those who have joined since the round before was created.
    #[serde(default)]
    ask_members: Option<bool>,
}

/// Create a round
///
/// For coordinators. The days have to lie within the program's, and the kind is one that it covers. Those whose
/// hours aren't known yet are asked by email, or everybody, as `ask_members` says. Nothing is booked until you publish it.
#[utoipa::path(post, path = "/v1/programs/{id}/rounds", operation_id = "make_round")]
pub(crate) async fn make(
    me: SignedIn,
    program: Id<ProgramId>,
    key: IdempotencyKey,
    body: Body<MakeRound>,
    app: Data<App>,
) -> Answer<Created<RoundView>, (code::Forbidden,)> {
    let form = body.0;
    let plans = RoundSettings {
        name: form.name,
        starts_on: form.starts_on,
        ends_on: form.ends_on,
        length: form.duration_minutes,
        kind: form.kind,
        members: form.members,
        answer_by: form.answer_by,
    };
    let whom = match form.ask_members {
        Some(true) => Whom::Everybody,
        Some(false) => Whom::Nobody,
        None => Whom::Unknown,
    };
    let make =
        move |services: &_, me: Bearer| round::make(services, me.account, program.0, key.0.as_deref(), (&plans, whom));
    let shown = me.run(&app, make).await?;
    let location = format!("/v1/rounds/{}", shown.round.id);
    Ok(Created { location, body: RoundView::of(shown) })
}

const LIST: &str = "rounds";

/// List a program's rounds, latest first
#[utoipa::path(get, path = "/v1/programs/{id}/rounds", operation_id = "list_rounds")]
pub(crate) async fn list(
    me: SignedIn,
    program: Id<ProgramId>,
    page: Paged,
    app: Data<App>,
) -> Answer<Json<Page<RoundView>>> {
    let after = page.after(LIST)?.and_then(|cursor| cursor.id).map(RoundId::from);
    let look_for = page.look_for();
    let list = move |services: &_, me: Bearer| round::list(services, me.account, program.0, after, look_for);
    let place = |last: &Shown| Cursor::new(LIST, last.round.created_at, Some(last.round.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, page.limit, place, RoundView::of)))
}

/// Show a round
#[utoipa::path(get, path = "/v1/rounds/{id}", operation_id = "get_round")]
pub(crate) async fn show(me: SignedIn, id: Id<RoundId>, app: Data<App>) -> Answer<Json<RoundView>> {
    Ok(Json(RoundView::of(me.run(&app, move |services, me| round::show(services, me.account, id.0)).await?)))
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Late January", "ends_on": "2027-02-07", "kind": null}))]
pub(crate) struct ChangeRound {
    name: Option<DisplayName>,
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
    /// Null means until it's published.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Timestamp>)]
    answer_by: Option<Option<Timestamp>>,
}

/// Change a round
///
/// For coordinators, while it's open. You'll have to preview it again.
#[utoipa::path(patch, path = "/v1/rounds/{id}", operation_id = "change_round")]
pub(crate) async fn change(
    me: SignedIn,
    id: Id<RoundId>,
    body: Body<ChangeRound>,
    app: Data<App>,
) -> Answer<Json<RoundView>, (code::Forbidden, code::RoundState)> {
    let form = body.0;
    let change = Change {
        name: form.name,
        starts_on: form.starts_on,
        ends_on: form.ends_on,
        length: form.duration_minutes,
        kind: form.kind,
        members: form.members,
        answer_by: form.answer_by,
    };
    let change = move |services: &_, me: Bearer| round::change(services, me.account, id.0, &change);
    Ok(Json(RoundView::of(me.run(&app, change).await?)))
}

/// Delete a round
///
/// For coordinators, while it's open.
#[utoipa::path(delete, path = "/v1/rounds/{id}", operation_id = "delete_round")]
pub(crate) async fn delete_round(
    me: SignedIn,
    id: Id<RoundId>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden, code::RoundState)> {
    me.run(&app, move |services, me| round::delete(services, me.account, id.0)).await?;
    Ok(NoContent)
}

/// A member's settings for one round.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "taking_part": true,
    "windows": [{"from": "2027-01-19T18:00", "to": "2027-01-19T21:00"}],
    "level": "junior",
    "topics": ["promises"],
    "aims": "Saying what runs first, and why."
}))]
pub(crate) struct PutEntry {
    /// Whether you take part, in either seat.
    #[serde(default = "yes")]
    taking_part: bool,
    /// When you could practise; your weekly hours by default.
    #[serde(default)]
    #[schema(value_type = Option<Vec<WantedWindow>>, max_items = 50)]
    windows: Option<UpTo<50, WantedWindow>>,
    /// From your profile by default, like the fields below; a round with a fixed kind uses that.
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    level: Option<Level>,
    /// They affect the ranking of interviewers but don't exclude anyone.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Topic>>, max_items = 30)]
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
    #[schema(value_type = Option<Vec<Window>>, max_items = 50)]
    windows: Option<UpTo<50, Window>>,
    kind: Option<Kind>,
    level: Option<Level>,
    #[schema(value_type = Option<Vec<Topic>>, max_items = 30)]
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
#[utoipa::path(get, path = "/v1/rounds/{id}/entry", operation_id = "get_round_entry")]
pub(crate) async fn entry(me: SignedIn, id: Id<RoundId>, app: Data<App>) -> Answer<Json<EntryView>> {
    Ok(Json(EntryView::of(me.run(&app, move |services, me| round::entry(services, me.account, id.0)).await?)))
}

/// Set my entry for a round
///
/// While the round is open. Without an entry, your profile and weekly hours are used.
#[utoipa::path(put, path = "/v1/rounds/{id}/entry", operation_id = "put_round_entry")]
pub(crate) async fn put_entry(
    me: SignedIn,
    id: Id<RoundId>,
    body: Body<PutEntry>,
    app: Data<App>,
) -> Answer<Json<EntryView>, (code::RoundState,)> {
    let PutEntry { taking_part, windows, kind, level, topics, language, aims } = body.0;
    let form = EntryForm { taking_part, windows, kind, level, topics, language, aims };
    let put = move |services: &_, me: Bearer| round::put_entry(services, me.account, id.0, &form);
    Ok(Json(EntryView::of(me.run(&app, put).await?)))
}
