//! Programs: clubs, classes and bootcamps that run mock interviews together.

use crate::app::App;
use crate::domain::account::profile::NoticeHours;
use crate::domain::program::{GroupName, MayMeet, Member, Program, ProgramRole, SessionsPerWeek};
use crate::domain::{JoinCode, Kind, Level, Line, LocalDate, ProgramId, Prose, Timestamp, Topic, UpTo, Zone};
use crate::http::api::booking::sessions::Limit;
use crate::http::auth::SignedIn;
use crate::http::client;
use crate::http::cursor::{Cursor, Page};
use crate::http::extract::{Body, Id, IdempotencyKey, Params};
use crate::http::json::given;
use crate::http::problem::Problem;
use crate::service::limits::LimitedAction;
use crate::service::program::{self, Change, NewProgram, Shown};
use crate::service::tokens::Bearer;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A program, as one of its members sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Program)]
pub(crate) struct ProgramView {
    id: ProgramId,
    name: Line<80>,
    about: Prose<2000>,
    /// The time zone for its days and weeks.
    time_zone: Zone,
    starts_on: LocalDate,
    /// Its last day; null for a club without an end.
    ends_on: Option<LocalDate>,
    /// The kinds of interview it covers; all if empty.
    kinds: UpTo<5, Kind>,
    /// The levels it covers; all if empty.
    levels: UpTo<5, Level>,
    /// The topics it puts first.
    topics: UpTo<30, Topic>,
    /// Maximum number of sessions per candidate and week.
    sessions_per_week: SessionsPerWeek,
    /// Minimum number of hours between publishing a round and a session's start.
    min_notice_hours: NoticeHours,
    /// Which pairs its rounds may make, by the members' groups.
    may_meet: MayMeet,
    /// Whether the join code works at the moment.
    joining_open: bool,
    /// The code for joining; only for coordinators.
    join_code: Option<JoinCode>,
    created_at: Timestamp,
    me: MembershipView,
}

/// Your role in a program.
#[derive(Serialize, ToSchema)]
#[schema(as = Membership)]
pub(crate) struct MembershipView {
    role: ProgramRole,
    candidate: bool,
    interviewer: bool,
    group: Option<GroupName>,
    /// Whether coordinators may read the feedback you receive.
    shares_notes: bool,
    joined_at: Timestamp,
}

impl From<Member> for MembershipView {
    fn from(member: Member) -> Self {
        Self {
            role: member.place.role,
            candidate: member.place.seats.candidate,
            interviewer: member.place.seats.interviewer,
            group: member.place.group,
            shares_notes: member.shares_notes,
            joined_at: member.joined_at,
        }
    }
}

impl ProgramView {
    /// The program as this member sees it.
    pub(crate) fn of(Shown { program, me }: Shown) -> Self {
        let Program { id, name, about, zone, starts_on, ends_on, kinds, levels, topics, .. } = program;
        Self {
            id,
            name,
            about,
            time_zone: zone,
            starts_on,
            ends_on,
            kinds,
            levels,
            topics,
            sessions_per_week: program.rules.sessions_per_week,
            min_notice_hours: program.rules.min_notice_hours,
            may_meet: program.rules.may_meet,
            joining_open: program.joining_open,
            join_code: Some(program.join_code).filter(|_| me.place.role == ProgramRole::Coordinator),
            created_at: program.created_at,
            me: me.into(),
        }
    }
}

pub(crate) type Answer = Result<Json<ProgramView>, Problem>;

pub(crate) fn answer(shown: Shown) -> Json<ProgramView> {
    Json(ProgramView::of(shown))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FoundProgram {
    name: Line<80>,
    /// What it's for; everybody who is invited will read it.
    #[serde(default)]
    about: Prose<2000>,
    /// Yours by default.
    #[serde(default)]
    time_zone: Option<Zone>,
    /// Today by default.
    #[serde(default)]
    starts_on: Option<LocalDate>,
    #[serde(default)]
    ends_on: Option<LocalDate>,
    #[serde(default)]
    kinds: UpTo<5, Kind>,
    #[serde(default)]
    levels: UpTo<5, Level>,
    #[serde(default)]
    topics: UpTo<30, Topic>,
    /// 1 by default.
    #[serde(default)]
    sessions_per_week: SessionsPerWeek,
    /// 24 by default.
    #[serde(default)]
    min_notice_hours: Option<NoticeHours>,
    /// `anyone` by default.
    #[serde(default)]
    may_meet: Option<MayMeet>,
    /// Whether people can join with the code from the start; true by default.
    #[serde(default)]
    joining_open: Option<bool>,
}

/// Hours of notice that a program keeps unless it says otherwise.
const USUAL_NOTICE: i64 = 24;

/// Create a program
///
/// You become its coordinator. People join with the join code or are invited by email.
#[utoipa::path(operation_id = "found_program", tag = "Programs", request_body = FoundProgram, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sending the same request with the same key creates one program.", max_length = 200)),
    responses((status = 201, body = ProgramView, headers(("Location" = String, description = "The program.")))))]
#[post("/v1/programs")]
pub(crate) async fn create(
    me: SignedIn,
    http: HttpRequest,
    key: IdempotencyKey,
    body: Body<FoundProgram>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    app.limits.count(LimitedAction::Book, client::address(&http, &app), &me.limit_key())?;
    let form = body.0;
    let wanted = NewProgram {
        name: form.name,
        about: form.about,
        zone: form.time_zone,
        starts_on: form.starts_on,
        ends_on: form.ends_on,
        kinds: form.kinds,
        levels: form.levels,
        topics: form.topics,
        sessions_per_week: form.sessions_per_week,
        min_notice_hours: form.min_notice_hours.or(NoticeHours::new(USUAL_NOTICE)).unwrap_or_default(),
        may_meet: form.may_meet.unwrap_or(MayMeet::Anyone),
        joining_open: form.joining_open.unwrap_or(true),
    };
    let create = move |services: &_, me: Bearer| program::create(services, me.account, key.0.as_deref(), &wanted);
    let shown = me.run(&app, create).await?;
    let location = format!("/v1/programs/{}", shown.program.id);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(ProgramView::of(shown)))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// `next_cursor` of the previous page.
    cursor: Option<String>,
    /// Programs per page; 20 by default.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
}

const LIST: &str = "programs";

/// List my programs, newest first
#[utoipa::path(operation_id = "list_programs", tag = "Programs", params(Query), security(("bearer" = [])), responses((status = 200, body = Page<ProgramView>)))]
#[get("/v1/programs")]
pub(crate) async fn list(
    me: SignedIn,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Page<ProgramView>>, Problem> {
    let limit = query.0.limit.map_or(20, Limit::get);
    let cursor = query.0.cursor.map(|cursor| Cursor::decode(&cursor, LIST)).transpose()?;
    let after = cursor.and_then(|cursor| cursor.id).map(ProgramId::from);
    let found =
        me.run(&app, move |services, me| program::list(services, me.account, after, i64::from(limit) + 1)).await?;
    let place = |last: &Shown| Cursor::new(LIST, last.program.created_at, Some(last.program.id.into()));
    Ok(Json(Page::cut(found, usize::from(limit), place, ProgramView::of)))
}

/// Show a program
///
/// For its members; coordinators also see the join code.
#[utoipa::path(operation_id = "get_program", tag = "Programs", params(("id" = ProgramId, Path)), security(("bearer" = [])), responses((status = 200, body = ProgramView)))]
#[get("/v1/programs/{id}")]
pub(crate) async fn show(me: SignedIn, id: Id<ProgramId>, app: Data<App>) -> Answer {
    Ok(answer(me.run(&app, move |services, me| program::show(services, me.account, id.0)).await?))
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeProgram {
    name: Option<Line<80>>,
    about: Option<Prose<2000>>,
    time_zone: Option<Zone>,
    starts_on: Option<LocalDate>,
    /// Null removes it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<LocalDate>)]
    ends_on: Option<Option<LocalDate>>,
    kinds: Option<UpTo<5, Kind>>,
    levels: Option<UpTo<5, Level>>,
    topics: Option<UpTo<30, Topic>>,
    sessions_per_week: Option<SessionsPerWeek>,
    min_notice_hours: Option<NoticeHours>,
    may_meet: Option<MayMeet>,
    joining_open: Option<bool>,
}

/// Change a program
///
/// For coordinators. Existing bookings stay as they are.
#[utoipa::path(operation_id = "change_program", tag = "Programs", request_body = ChangeProgram, params(("id" = ProgramId, Path)), security(("bearer" = [])), responses((status = 200, body = ProgramView)))]
#[patch("/v1/programs/{id}")]
pub(crate) async fn change(me: SignedIn, id: Id<ProgramId>, body: Body<ChangeProgram>, app: Data<App>) -> Answer {
    let form = body.0;
    let change = Change {
        name: form.name,
        about: form.about,
        zone: form.time_zone,
        starts_on: form.starts_on,
        ends_on: form.ends_on,
        kinds: form.kinds,
        levels: form.levels,
        topics: form.topics,
        sessions_per_week: form.sessions_per_week,
        min_notice_hours: form.min_notice_hours,
        may_meet: form.may_meet,
        joining_open: form.joining_open,
    };
    Ok(answer(me.run(&app, move |services, me| program::change(services, me.account, id.0, &change)).await?))
}

/// Create a new join code
///
/// For coordinators. The previous code stops working.
#[utoipa::path(operation_id = "rotate_join_code", tag = "Programs", params(("id" = ProgramId, Path)), security(("bearer" = [])), responses((status = 200, body = ProgramView)))]
#[post("/v1/programs/{id}/join-code")]
pub(crate) async fn rotate_code(me: SignedIn, id: Id<ProgramId>, app: Data<App>) -> Answer {
    Ok(answer(me.run(&app, move |services, me| program::rotate_code(services, me.account, id.0)).await?))
}
