//! Telling of somebody, and looking after what was told.

use crate::app::App;
use crate::domain::safety::report::{Concern, Report, ReportState};
use crate::domain::{AccountId, ProgramId, Prose, ReportId, SessionId, Timestamp};
use crate::http::api::booking::sessions::{Limit, SessionView};
use crate::http::api::named::NamedPerson;
use crate::http::auth::SignedIn;
use crate::http::client;
use crate::http::cursor::{Cursor, Page};
use crate::http::extract::{Body, Id, IdempotencyKey, Params};
use crate::http::problem::Problem;
use crate::service::Services;
use crate::service::limits::LimitedAction;
use crate::service::safety::blocks;
use crate::service::safety::reports::{self, ReportScope, Told};
use crate::service::tokens::Bearer;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportPerson {
    /// Somebody you share a session or a program with, or who shows up in your searches.
    about_person_id: AccountId,
    /// A session between you two, if it's about one.
    #[serde(default)]
    session_id: Option<SessionId>,
    what: Concern,
    /// What happened, in your words.
    #[schema(value_type = String, min_length = 1, max_length = 4000)]
    text: Prose<4000>,
    /// Whether to block them too, as `PUT /v1/me/blocks/{person_id}` does.
    #[serde(default)]
    block: bool,
}

/// A report about somebody, who isn't told about it.
#[derive(Serialize, ToSchema)]
#[schema(as = Report)]
pub(crate) struct ReportView {
    id: ReportId,
    /// Who reported it.
    reporter: NamedPerson,
    /// Who it's about.
    about: NamedPerson,
    session_id: Option<SessionId>,
    what: Concern,
    /// In the reporter's words; empty once they've deleted their account.
    text: Prose<4000>,
    state: ReportState,
    /// The answer to the person who reported it.
    word: Option<Prose<1000>>,
    created_at: Timestamp,
    closed_at: Option<Timestamp>,
    /// The programs whose coordinators see it: the one the session's round belongs to, or those both people were in.
    program_ids: Vec<ProgramId>,
}

impl From<Report> for ReportView {
    fn from(report: Report) -> Self {
        Self {
            id: report.id,
            reporter: report.reporter.into(),
            about: report.about.into(),
            session_id: report.session,
            what: report.what,
            text: report.text,
            state: report.state,
            word: report.word,
            created_at: report.created_at,
            closed_at: report.closed_at,
            program_ids: report.programs,
        }
    }
}

/// A new report.
#[derive(Serialize, ToSchema)]
#[schema(as = NewReport)]
pub(crate) struct NewReportView {
    report: ReportView,
    /// Who will read it, in a sentence.
    #[schema(example = "It is read by the coordinators of Spring class. Bo is not told.")]
    reaches: String,
    /// With `block`: the sessions you still have booked together, latest first.
    coming_sessions: Vec<SessionView>,
}

/// Report somebody
///
/// The report goes to the coordinators of the program you're both in and to the people who run this server, never to
/// the person it's about, whatever their role. They'll read what you write here, but nobody's notes or feedback. You
/// can have at most ten open reports.
#[utoipa::path(operation_id = "report_person", tag = "Safety", request_body = ReportPerson, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sending the same request with the same key creates one report.", max_length = 200)),
    responses((status = 201, body = NewReportView, headers(("Location" = String, description = "The report.")))))]
#[post("/v1/reports")]
pub(crate) async fn file(
    me: SignedIn,
    http: HttpRequest,
    key: IdempotencyKey,
    body: Body<ReportPerson>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    app.limits.count(LimitedAction::Book, client::address(&http, &app), &me.limit_key())?;
    let form = body.0;
    let told = Told { about: form.about_person_id, session: form.session_id, what: form.what, text: form.text };
    let file = move |services: &Services, me: Bearer| {
        let (report, reaches) = reports::file(services, me.account, key.0.as_deref(), &told)?;
        let coming = if form.block { blocks::block(services, me.account, told.about)?.1 } else { Vec::new() };
        Ok((report, reaches, coming))
    };
    let (report, reaches, coming) = me.run(&app, file).await?;
    let location = format!("/v1/reports/{}", report.id);
    let coming_sessions = coming.iter().map(|(role, session)| SessionView::of(session, *role)).collect();
    let view = NewReportView { report: report.into(), reaches, coming_sessions };
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(view))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only reports in this state.
    #[param(inline)]
    state: Option<ReportState>,
    /// `next_cursor` of the previous page.
    cursor: Option<String>,
    /// Reports per page; 20 by default.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
}

const LIST: &str = "reports";

async fn listed(
    me: SignedIn,
    whose: ReportScope,
    query: Query,
    app: &Data<App>,
) -> Result<Json<Page<ReportView>>, Problem> {
    let limit = query.limit.map_or(20, Limit::get);
    let cursor = query.cursor.map(|cursor| Cursor::decode(&cursor, LIST)).transpose()?;
    let after = cursor.and_then(|cursor| cursor.id).map(ReportId::from);
    let list = move |services: &Services, me: Bearer| {
        reports::list(services, me.account, whose, query.state, after, i64::from(limit) + 1)
    };
    let place = |last: &Report| Cursor::new(LIST, last.created_at, Some(last.id.into()));
    Ok(Json(Page::cut(me.run(app, list).await?, usize::from(limit), place, ReportView::from)))
}

/// List my reports, latest first
#[utoipa::path(operation_id = "list_reports", tag = "Safety", params(Query), security(("bearer" = [])), responses((status = 200, body = Page<ReportView>)))]
#[get("/v1/reports")]
pub(crate) async fn mine(
    me: SignedIn,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Page<ReportView>>, Problem> {
    listed(me, ReportScope::Mine, query.0, &app).await
}

/// List the reports in a program, latest first
///
/// For its coordinators; nobody sees reports about themselves.
#[utoipa::path(operation_id = "list_program_reports", tag = "Safety", params(("id" = ProgramId, Path), Query), security(("bearer" = [])), responses((status = 200, body = Page<ReportView>)))]
#[get("/v1/programs/{id}/reports")]
pub(crate) async fn of_program(
    me: SignedIn,
    id: Id<ProgramId>,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Page<ReportView>>, Problem> {
    listed(me, ReportScope::Program(id.0), query.0, &app).await
}

/// List every report, latest first
///
/// For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(operation_id = "list_all_reports", tag = "Safety", params(Query), security(("bearer" = [])), responses((status = 200, body = Page<ReportView>)))]
#[get("/v1/operator/reports")]
pub(crate) async fn all(me: SignedIn, query: Params<Query>, app: Data<App>) -> Result<Json<Page<ReportView>>, Problem> {
    listed(me, ReportScope::Everybody, query.0, &app).await
}

/// Show a report
///
/// For the person who made it and the people in charge of it.
#[utoipa::path(operation_id = "get_report", tag = "Safety", params(("id" = ReportId, Path)), security(("bearer" = [])), responses((status = 200, body = ReportView)))]
#[get("/v1/reports/{id}")]
pub(crate) async fn show(me: SignedIn, id: Id<ReportId>, app: Data<App>) -> Result<Json<ReportView>, Problem> {
    Ok(Json(me.run(&app, move |services, me| reports::show(services, me.account, id.0)).await?.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseReport {
    /// What came of it; emailed to the person who reported it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    word: Prose<1000>,
}

/// Close a report
///
/// For the people in charge of it, with a note for the person who made it.
#[utoipa::path(operation_id = "close_report", tag = "Safety", request_body = CloseReport, params(("id" = ReportId, Path)), security(("bearer" = [])), responses((status = 200, body = ReportView)))]
#[post("/v1/reports/{id}/close")]
pub(crate) async fn close(
    me: SignedIn,
    id: Id<ReportId>,
    body: Body<CloseReport>,
    app: Data<App>,
) -> Result<Json<ReportView>, Problem> {
    Ok(Json(me.run(&app, move |services, me| reports::close(services, me.account, id.0, &body.0.word)).await?.into()))
}
