//! Programs: clubs, classes and bootcamps that run mock interviews together.

use crate::app::App;
use crate::domain::account::profile::NoticeHours;
use crate::domain::program::{GroupName, MayMeet, Member, Program, ProgramRole, RoundsBack, SessionsPerWeek};
use crate::domain::{
    DisplayName, JoinCode, Kind, Level, LocalDate, MeetingBase, ProgramId, Prose, Timestamp, Topic, UpTo, Zone,
};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created};
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::json::given;
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::program::{self, Change, NewProgram, Shown};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A program, as one of its members sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Program)]
pub(crate) struct ProgramView {
    id: ProgramId,
    name: DisplayName,
    about: Prose<2000>,
    /// The time zone for its days and weeks.
    time_zone: Zone,
    starts_on: LocalDate,
    /// Its last day; null for a club without an end.
    ends_on: Option<LocalDate>,
    /// The kinds of interview it covers; all if empty.
    #[schema(value_type = Vec<Kind>, max_items = 5)]
    kinds: UpTo<5, Kind>,
    /// The levels it covers; all if empty.
    #[schema(value_type = Vec<Level>, max_items = 5)]
    levels: UpTo<5, Level>,
    /// The topics it puts first.
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    topics: UpTo<30, Topic>,
    /// Maximum number of sessions per candidate and week.
    sessions_per_week: SessionsPerWeek,
    /// Minimum number of hours between publishing a round and a session's start.
    min_notice_hours: NoticeHours,
    /// Which pairs its rounds may make, by the members' groups.
    may_meet: MayMeet,
    /// As few people as possible meet somebody again whom they met in one of this many rounds before.
    avoid_repeats_rounds: RoundsBack,
    /// Nobody meets somebody again whom they met in one of this many rounds before; 0 for no such rule.
    forbid_repeats_rounds: RoundsBack,
    /// Where rooms are made for the sessions of its rounds; null if they take place at their interviewers'.
    meeting_base: Option<MeetingBase>,
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
    /// Whether you get what coordinators write, and the emails about the program's rounds.
    wants_mail: bool,
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
            wants_mail: member.wants_mail,
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
            avoid_repeats_rounds: program.rules.avoid_repeats_rounds,
            forbid_repeats_rounds: program.rules.forbid_repeats_rounds,
            meeting_base: program.meeting_base,
            joining_open: program.joining_open,
            join_code: Some(program.join_code).filter(|_| me.place.role == ProgramRole::Coordinator),
            created_at: program.created_at,
            me: me.into(),
        }
    }
}

pub(crate) fn answer(shown: Shown) -> Json<ProgramView> {
    Json(ProgramView::of(shown))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Frontend evenings",
    "about": "Eight weeks of practice for the spring class; bring one thing you want to explain better.",
    "time_zone": "Europe/Berlin",
    "starts_on": "2027-01-18",
    "ends_on": "2027-03-14",
    "kinds": ["concepts", "coding"],
    "levels": ["junior"],
    "topics": ["javascript", "promises"],
    "sessions_per_week": 1,
    "min_notice_hours": 24,
    "may_meet": "other_groups",
    "meeting_base": "https://jitsi.example.org"
}))]
pub(crate) struct CreateProgram {
    name: DisplayName,
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
    #[schema(value_type = Vec<Kind>, max_items = 5)]
    kinds: UpTo<5, Kind>,
    #[serde(default)]
    #[schema(value_type = Vec<Level>, max_items = 5)]
    levels: UpTo<5, Level>,
    #[serde(default)]
    #[schema(value_type = Vec<Topic>, max_items = 30)]
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
    /// 6 by default.
    #[serde(default)]
    avoid_repeats_rounds: Option<RoundsBack>,
    /// 0 by default: nothing is forbidden.
    #[serde(default)]
    forbid_repeats_rounds: Option<RoundsBack>,
    /// Where rooms are made for the sessions of its rounds, such as your own Jitsi: a session's link is this and a name that
    /// nobody can guess. Without it they take place where their interviewers say.
    #[serde(default)]
    meeting_base: Option<MeetingBase>,
    /// Whether people can join with the code from the start; true by default.
    #[serde(default)]
    joining_open: Option<bool>,
}

/// A program's default notice, in hours.
const USUAL_NOTICE: i64 = 24;

/// Create a program
///
/// You become its coordinator. People join with the join code or are invited by email.
#[utoipa::path(post, path = "/v1/programs", operation_id = "create_program")]
pub(crate) async fn create(
    me: SignedIn,
    limit: RateLimit<action::Book>,
    key: IdempotencyKey,
    body: Body<CreateProgram>,
    app: Data<App>,
) -> Answer<Created<ProgramView>, (code::EmailUnverified, code::ProgramFull)> {
    limit.count(&me.limit_key())?;
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
        avoid_repeats_rounds: form.avoid_repeats_rounds.or(RoundsBack::new(RoundsBack::USUAL)).unwrap_or_default(),
        forbid_repeats_rounds: form.forbid_repeats_rounds.unwrap_or_default(),
        meeting_base: form.meeting_base,
        joining_open: form.joining_open.unwrap_or(true),
    };
    let create = move |services: &_, me: Bearer| program::create(services, me.account, key.0.as_deref(), &wanted);
    let shown = me.run(&app, create).await?;
    let location = format!("/v1/programs/{}", shown.program.id);
    Ok(Created { location, body: ProgramView::of(shown) })
}

const LIST: &str = "programs";

/// List my programs, newest first
#[utoipa::path(get, path = "/v1/programs", operation_id = "list_programs")]
pub(crate) async fn list(me: SignedIn, page: Paged, app: Data<App>) -> Answer<Json<Page<ProgramView>>> {
    let after = page.after(LIST)?.and_then(|cursor| cursor.id).map(ProgramId::from);
    let look_for = page.look_for();
    let found = me.run(&app, move |services, me| program::list(services, me.account, after, look_for)).await?;
    let place = |last: &Shown| Cursor::new(LIST, last.program.created_at, Some(last.program.id.into()));
    Ok(Json(Page::cut(found, page.limit, place, ProgramView::of)))
}

/// Show a program
///
/// For its members; coordinators also see the join code.
#[utoipa::path(get, path = "/v1/programs/{id}", operation_id = "get_program")]
pub(crate) async fn show(me: SignedIn, id: Id<ProgramId>, app: Data<App>) -> Answer<Json<ProgramView>> {
    Ok(answer(me.run(&app, move |services, me| program::show(services, me.account, id.0)).await?))
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"about": "Ten weeks of practice for the spring class.", "ends_on": "2027-03-28"}))]
pub(crate) struct ChangeProgram {
    name: Option<DisplayName>,
    about: Option<Prose<2000>>,
    time_zone: Option<Zone>,
    starts_on: Option<LocalDate>,
    /// Null removes it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<LocalDate>)]
    ends_on: Option<Option<LocalDate>>,
    #[schema(value_type = Option<Vec<Kind>>, max_items = 5)]
    kinds: Option<UpTo<5, Kind>>,
    #[schema(value_type = Option<Vec<Level>>, max_items = 5)]
    levels: Option<UpTo<5, Level>>,
    #[schema(value_type = Option<Vec<Topic>>, max_items = 30)]
    topics: Option<UpTo<30, Topic>>,
    sessions_per_week: Option<SessionsPerWeek>,
    min_notice_hours: Option<NoticeHours>,
    may_meet: Option<MayMeet>,
    avoid_repeats_rounds: Option<RoundsBack>,
    forbid_repeats_rounds: Option<RoundsBack>,
    /// For rounds published from now on. Null removes it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<MeetingBase>)]
    meeting_base: Option<Option<MeetingBase>>,
    joining_open: Option<bool>,
}

/// Change a program
///
/// For coordinators. Existing bookings stay as they are.
#[utoipa::path(patch, path = "/v1/programs/{id}", operation_id = "change_program")]
pub(crate) async fn change(
    me: SignedIn,
    id: Id<ProgramId>,
    body: Body<ChangeProgram>,
    app: Data<App>,
) -> Answer<Json<ProgramView>, (code::Forbidden,)> {
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
        avoid_repeats_rounds: form.avoid_repeats_rounds,
        forbid_repeats_rounds: form.forbid_repeats_rounds,
        meeting_base: form.meeting_base,
        joining_open: form.joining_open,
    };
    Ok(answer(me.run(&app, move |services, me| program::change(services, me.account, id.0, &change)).await?))
}

/// Create a new join code
///
/// For coordinators. The previous code stops working.
#[utoipa::path(post, path = "/v1/programs/{id}/join-code", operation_id = "rotate_join_code")]
pub(crate) async fn rotate_code(
    me: SignedIn,
    id: Id<ProgramId>,
    app: Data<App>,
) -> Answer<Json<ProgramView>, (code::Forbidden,)> {
    Ok(answer(me.run(&app, move |services, me| program::rotate_code(services, me.account, id.0)).await?))
}
